/** The name under which main hands post the path of its leftovers file. */
export const LEFTOVERS_STATE = "leftovers";
/** The same for what it left at providers. */
export const CREDENTIALS_STATE = "credentials";
/** What post tells an operator where that file is gone: accessors and expiries, nothing secret. */
export const NOTES_STATE = "notes";
