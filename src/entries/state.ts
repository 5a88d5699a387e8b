/** The name under which main hands post the path of its leftovers file. */
export const LEFTOVERS_STATE = "leftovers";
