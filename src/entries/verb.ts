import type util from "node:util";
import { Failure } from "../kernel/errors.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import type { Runner } from "../runner/runner.ts";

export type Options = NonNullable<util.ParseArgsConfig["options"]>;
/** Flags as node:util parseArgs returns them. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** One verb of the terminal. */
export interface Verb {
  readonly usage: string;
  /** The inputs that are flags: `--help` of the verb lists them, its usage says only that there are some. */
  readonly flags?: readonly InputSpec[];
  readonly options: Options;
  /** Another tool's flags as ours, before they are read. */
  readonly translate?: (args: readonly string[]) => readonly string[];
  /** The exit code of a failure; undefined: sops' own, else 1. */
  readonly exit?: (failure: Failure) => number;
  readonly run: (values: Values, operands: readonly string[], runner: Runner) => Promise<void>;
}

/** Usage errors, as in a shell. */
export const USAGE = 2;

/** A failure of whoever typed the command. */
export const usage = (message: string, fix = "secrets-action --help"): Failure =>
  new Failure("INPUT_INVALID", message, { fix, exit: USAGE });

/** A flag that takes one text; undefined where it was not given. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
