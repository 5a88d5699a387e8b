/** The version of the release, as package.json has it; test/unit/docs.test.ts holds the two together. */
export const VERSION = "0.1.0";
