import type { Secret } from "./secret.ts";

/** One input of the action as data: `action.yml`, the tables in the docs, the flags and the reader follow from it. */
export interface InputSpec {
  readonly name: string;
  readonly kind: "lines" | "text" | "list" | "choice" | "boolean" | "integer" | "files";
  /** Its text is a credential, or may hold one: never in a message, no flag in a terminal. */
  readonly secret?: true;
  /** Of a secret: what a terminal's user does instead of a flag. */
  readonly terminal?: string;
  readonly default?: string;
  /** Variables of the environment that stand for it where it is not set: before what a configuration file says. */
  readonly env?: readonly string[];
  readonly choices?: readonly string[];
  /** Bounds of an integer, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** It steers the runner's own channels, so the terminal has no flag for it. */
  readonly face?: "action";
  readonly doc: string;
}

type Camel<S extends string> = S extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : S;

type ValueOf<S extends InputSpec> = S["kind"] extends "list" | "files"
  ? readonly string[]
  : S["kind"] extends "boolean"
    ? boolean
    : S["kind"] extends "integer"
      ? S extends { readonly default: string }
        ? number
        : number | undefined
      : S extends { readonly secret: true }
        ? Secret | undefined
        : S extends { readonly kind: "choice"; readonly choices: readonly (infer C)[] }
          ? C
          : string;

/** The typed values of a table, by camel-cased name; an absent text is "", an absent list is empty. */
export type InputValues<T extends readonly InputSpec[]> = {
  readonly [S in T[number] as Camel<S["name"]>]: ValueOf<S>;
};
