import { Failure } from "../kernel/errors.ts";

/** Read alike without quotes by `docker run --env-file`, bash, Node, npm's dotenv and python-dotenv. */
const BARE = /^[A-Za-z0-9_./:@%+=,-]*$/;
/** What double quotes leave alone in all of them: no escape and no expansion of any. */
const DOUBLE = /^[^"$`\\\r\0]*$/;
/** python-dotenv reads `\\` and `\'` in single quotes as escapes, and expands `${NAME}` even there. */
const NOT_SINGLE = /['\r\0]|\\\\|\\$|\$\{/;

/**
 * A dotenv file of these variables, or VALUE_UNSUITABLE naming those that no quoting carries through every
 * reader. A value is bare where docker agrees, else in single quotes, else in double ones.
 */
export function toDotenv(variables: ReadonlyMap<string, string>): string | Failure {
  let text = "";
  const unsuitable: string[] = [];
  for (const [name, value] of variables) {
    const written = dotenvValue(value);
    if (written === undefined) unsuitable.push(name);
    else text += `${name}=${written}\n`;
  }
  if (unsuitable.length === 0) return text;
  return new Failure(
    "VALUE_UNSUITABLE",
    `${unsuitable.join(", ")}: no dotenv file carries this value to every program that reads it.`,
    {
      fix: "Use json instead: export-file: secrets.json",
    },
  );
}

function dotenvValue(value: string): string | undefined {
  if (BARE.test(value)) return value;
  if (!NOT_SINGLE.test(value)) return `'${value}'`;
  return DOUBLE.test(value) ? `"${value}"` : undefined;
}
