import { Failure } from "../kernel/errors.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { shellWord } from "../kernel/shell-word.ts";

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export interface FlagOption {
  readonly type: "string" | "boolean";
  readonly multiple?: true;
}

const USAGE = 2;
const REPEATABLE: ReadonlySet<InputSpec["kind"]> = new Set(["lines", "list", "files"]);
const WORDS: Readonly<Record<InputSpec["kind"], string>> = {
  lines: "LINE",
  text: "TEXT",
  list: "LIST",
  choice: "WORD",
  boolean: "",
  integer: "NUMBER",
  files: "FILE",
};

/** The inputs that are flags in a terminal: not those of the runner's channels, nor a key, as anyone sees arguments. */
export const flagsOf = (table: readonly InputSpec[]): readonly InputSpec[] =>
  table.filter((spec) => spec.face !== "action" && spec.secret !== true);

/** A flag as usage shows it: `--secrets LINE`. */
export const flagUsage = ({ name, kind }: InputSpec): string => `--${name} ${WORDS[kind]}`.trimEnd();

/** Whether a flag may stand several times. */
export const isRepeatable = ({ kind }: InputSpec): boolean => REPEATABLE.has(kind);

/** The flags as node:util parseArgs takes them; secret inputs are there to be refused with the right advice. */
export const flagOptions = (table: readonly InputSpec[]): Readonly<Record<string, FlagOption>> =>
  Object.fromEntries([
    ...flagsOf(table).map((spec): [string, FlagOption] => [
      spec.name,
      {
        type: spec.kind === "boolean" ? "boolean" : "string",
        ...(isRepeatable(spec) ? { multiple: true } : {}),
      },
    ]),
    ...table.filter(({ secret }) => secret).map(({ name }) => [name, { type: "string" }] as const),
  ]);

/** The variable that a terminal's user sets for a secret input. */
const secretVariable = (name: string): string => `SECRETS_ACTION_${name.toUpperCase().replaceAll("-", "_")}`;

/**
 * Parsed flags as the runner would set inputs, and secret ones out of variables of the environment. Throws INPUT_INVALID
 * where a secret stands on the command line.
 */
export function flagInputs(
  values: Values,
  table: readonly InputSpec[],
  env: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const secret = table.find((spec) => spec.secret && values[spec.name] !== undefined);
  if (secret !== undefined)
    throw new Failure(
      "INPUT_INVALID",
      "A credential does not belong on the command line: every user sees arguments.",
      {
        at: { input: secret.name },
        fix: secret.terminal ?? `export ${secretVariable(secret.name)}   # in the environment instead`,
        exit: USAGE,
      },
    );
  const inputs: Record<string, string> = {};
  for (const { name } of flagsOf(table)) {
    const value = values[name];
    if (value !== undefined)
      inputs[`INPUT_${name.toUpperCase()}`] = Array.isArray(value) ? value.join("\n") : String(value);
  }
  for (const { name, secret: isSecret } of table) {
    const text = isSecret ? env[secretVariable(name)] : undefined;
    if (text !== undefined) inputs[`INPUT_${name.toUpperCase()}`] = text;
  }
  return inputs;
}

/** A line of a failure whose fix is an input of the workflow, with the flag instead, as a shell takes it. */
export function asFlagLine(line: string, table: readonly InputSpec[]): string {
  const match = /^(Fix: | {5})([a-z-]+): ([^|#]+?)( +#.*)?$/.exec(line);
  const spec = flagsOf(table).find(({ name }) => name === match?.[2]);
  if (match === null || spec === undefined) return line;
  const [, before, , value = "", comment = ""] = match;
  // What begins with a hyphen would be taken for the next flag.
  const between = value.startsWith("-") ? "=" : " ";
  return `${before}--${spec.name}${spec.kind === "boolean" ? "" : `${between}${shellWord(value)}`}${comment}`;
}
