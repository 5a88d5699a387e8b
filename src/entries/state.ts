/** The name under which main hands post the path of its leftovers file. */
export const LEFTOVERS_STATE = "leftovers";
/** The same for what it left at providers. */
export const CREDENTIALS_STATE = "credentials";
/** The path of the file that lists the tags of registries to look at once more. */
export const TAGS_STATE = "tags";
/** What post tells an operator where that file is gone: accessors and expiries, nothing secret. */
export const NOTES_STATE = "notes";
