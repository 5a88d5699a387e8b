import { Failure } from "../kernel/errors.ts";
import type { InputSpec, InputValues } from "../kernel/input-table.ts";
import { nearest } from "../kernel/nearest.ts";
import { Secret } from "../kernel/secret.ts";
import { INPUTS } from "./inputs.ts";

/** The inputs that belong to no provider, typed. */
export type Inputs = InputValues<typeof INPUTS>;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What the inputs of one provider say; `given` is whether any of them was set, `ambient` whether the environment says
 * something in place of one.
 */
export interface ProviderInputs {
  readonly values: Readonly<Record<string, unknown>>;
  readonly given: boolean;
  readonly ambient: boolean;
  readonly problems: readonly Failure[];
}

export interface InputsRead {
  readonly inputs: Inputs;
  /** By provider id. */
  readonly providers: ReadonlyMap<string, ProviderInputs>;
  readonly problems: readonly Failure[];
  /** Names of INPUT_* variables that are no input of ours, each with the nearest that is. */
  readonly unknown: readonly { readonly name: string; readonly near: string | undefined }[];
}

/** A provider's table, by its id. */
export type ProviderTables = readonly { readonly id: string; readonly inputs: readonly InputSpec[] }[];

const LIST_SEPARATOR = /[\n,]+/;

/** Splits a list or file input at commas and line ends. */
const split = (text: string): string[] =>
  text
    .split(LIST_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * Reads INPUT_* variables as the runner sets them (upper-case name, dashes kept), ours and those of every
 * provider; `defaults` stand for inputs that are not set. Reports every problem, never quoting what an input holds.
 */
export function readInputs(
  env: Env,
  tables: ProviderTables,
  defaults: ReadonlyMap<string, string> = new Map(),
): InputsRead {
  const core = readTable(INPUTS, env, defaults);
  const providers = new Map(tables.map(({ id, inputs }) => [id, readTable(inputs, env, defaults)]));
  return {
    inputs: core.values as unknown as Inputs,
    providers,
    problems: [core, ...providers.values()].flatMap(({ problems }) => problems),
    unknown: unknownInputs(env, [...INPUTS, ...tables.flatMap(({ inputs }) => inputs)]),
  };
}

function readTable(
  table: readonly InputSpec[],
  env: Env,
  defaults: ReadonlyMap<string, string>,
): ProviderInputs {
  const problems: Failure[] = [];
  const values: Record<string, unknown> = {};
  let given = false;
  let ambient = false;
  for (const spec of table) {
    const text = env[`INPUT_${spec.name.toUpperCase()}`] ?? "";
    const isSet = text.trim() !== "";
    // The runner sets an input that is left out to its default, so that one tells nothing.
    if (isSet && text !== spec.default) given = true;
    // Inputs beat the environment, and that beats a file. The provider itself looks into the environment.
    const beaten = spec.env?.some((name) => (env[name] ?? "") !== "") ?? false;
    if (beaten) ambient = true;
    const unset = (beaten ? undefined : defaults.get(spec.name)) ?? spec.default ?? "";
    const value = valueOf(spec, isSet ? text : unset);
    if (value instanceof Failure) problems.push(value);
    else values[camel(spec.name)] = value;
  }
  return { values, given, ambient, problems };
}

const camel = (name: string): string =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function valueOf(spec: InputSpec, text: string): unknown {
  const trimmed = text.trim();
  switch (spec.kind) {
    case "lines":
      return text;
    case "text":
      // A line end is of the file or the YAML block that the secret came from; other space may be of a password.
      return spec.secret ? (trimmed === "" ? undefined : Secret.of(text.replace(/[\r\n]+$/, ""))) : trimmed;
    case "list":
    case "files": {
      const words = split(text);
      if (spec.choices && words.some((word) => !spec.choices!.includes(word)))
        return invalid(
          spec,
          `a list of these words: ${spec.choices.join(", ")}`,
          `${spec.name}: ${spec.choices[0]}`,
        );
      return words;
    }
    case "choice":
      if (spec.choices!.includes(trimmed)) return trimmed;
      return invalid(spec, `one of ${spec.choices!.join(", ")}`, `${spec.name}: ${spec.default}`);
    case "boolean":
      if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === "true";
      return invalid(spec, "true or false", `${spec.name}: true`);
    case "integer": {
      if (trimmed === "") return undefined;
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec;
      const value = Number(trimmed);
      if (/^\d+$/.test(trimmed) && value >= min && value <= max) return value;
      return invalid(spec, `a whole number from ${min} to ${max}`, `${spec.name}: ${spec.default ?? min}`);
    }
  }
}

const invalid = ({ name }: InputSpec, must: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", `The input ${name} must be ${must}.`, { at: { input: name }, fix });

/** A desktop or an outer tool may set such names too, so they are worth a warning and no more. */
function unknownInputs(env: Env, table: readonly InputSpec[]): InputsRead["unknown"] {
  const known = new Set(table.map(({ name }) => name));
  return Object.keys(env)
    .filter((key) => key.startsWith("INPUT_"))
    .map((key) => key.slice("INPUT_".length).toLowerCase())
    .filter((name) => !known.has(name))
    .map((name) => ({ name, near: nearest(name.replaceAll("_", "-"), known) }));
}
