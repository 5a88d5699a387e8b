import { Failure } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";
import { Secret } from "../kernel/secret.ts";
import { INPUTS, type InputName, type InputSpec } from "./inputs.ts";

/** The inputs, typed. Lists and files are split; an absent input is empty. */
export interface Inputs {
  readonly secrets: string;
  readonly config: readonly string[];
  readonly providers: readonly string[];
  readonly fallbackOn: readonly string[];
  readonly export: "env" | "output" | "file" | "none";
  readonly exportFile: string;
  readonly onUntrusted: "skip" | "fail";
  readonly overwrite: boolean;
  readonly wildcardNames: readonly string[];
  readonly nameCase: "keep" | "upper";
  readonly minMaskLength: number;
  readonly dryRun: boolean;
  readonly summary: boolean;
  readonly ageKey: Secret | undefined;
  readonly ageKeyFile: readonly string[];
  readonly sopsFiles: readonly string[];
}

export interface InputsRead {
  readonly inputs: Inputs;
  readonly problems: readonly Failure[];
  /** Names of INPUT_* variables that are no input of ours, each with the nearest that is. */
  readonly unknown: readonly { readonly name: string; readonly near: string | undefined }[];
}

const SPECS: ReadonlyMap<string, InputSpec> = new Map(INPUTS.map((spec) => [spec.name, spec]));
const LIST_SEPARATOR = /[\n,]+/;
const MAX_MASK_LENGTH = 64;

/** Splits a list or file input at commas and line ends. */
const split = (text: string): string[] =>
  text
    .split(LIST_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * Reads INPUT_* variables as the runner sets them (upper-case name, dashes kept). Reports every problem,
 * never quoting what an input holds.
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>): InputsRead {
  const problems: Failure[] = [];
  const raw = (name: InputName): string => {
    const spec = SPECS.get(name);
    const text = env[`INPUT_${name.toUpperCase()}`];
    return text === undefined || text.trim() === "" ? (spec?.default ?? "") : text;
  };
  const invalid = (name: InputName, must: string, fix: string): void => {
    problems.push(
      new Failure("INPUT_INVALID", `The input ${name} must be ${must}.`, { at: { input: name }, fix }),
    );
  };
  const choice = <T extends string>(name: InputName): T => {
    const spec = SPECS.get(name);
    const text = raw(name).trim();
    if (spec?.choices?.includes(text)) return text as T;
    invalid(name, `one of ${spec?.choices?.join(", ")}`, `${name}: ${spec?.default}`);
    return spec?.default as T;
  };
  const bool = (name: InputName): boolean => {
    const text = raw(name).trim().toLowerCase();
    if (text === "true" || text === "false") return text === "true";
    invalid(name, "true or false", `${name}: true`);
    return false;
  };
  const words = (name: InputName): string[] => {
    const found = split(raw(name));
    const allowed = SPECS.get(name)?.choices;
    if (allowed && found.some((word) => !allowed.includes(word)))
      invalid(name, `a list of these words: ${allowed.join(", ")}`, `${name}: ${allowed[0]}`);
    return found;
  };
  const maskLength = Number(raw("min-mask-length").trim());
  if (!Number.isInteger(maskLength) || maskLength < 1 || maskLength > MAX_MASK_LENGTH)
    invalid("min-mask-length", `a whole number from 1 to ${MAX_MASK_LENGTH}`, "min-mask-length: 4");
  const ageKey = raw("age-key");

  const inputs: Inputs = {
    secrets: raw("secrets"),
    config: split(raw("config")),
    providers: split(raw("providers")),
    fallbackOn: words("fallback-on"),
    export: choice("export"),
    exportFile: raw("export-file").trim(),
    onUntrusted: choice("on-untrusted"),
    overwrite: bool("overwrite"),
    wildcardNames: split(raw("wildcard-names")),
    nameCase: choice("name-case"),
    minMaskLength: maskLength,
    dryRun: bool("dry-run"),
    summary: bool("summary"),
    ageKey: ageKey === "" ? undefined : Secret.of(ageKey),
    ageKeyFile: split(raw("age-key-file")),
    sopsFiles: split(raw("sops-files")),
  };
  return { inputs, problems, unknown: unknownInputs(env) };
}

/** A desktop or an outer tool may set such names too, so they are worth a warning and no more. */
function unknownInputs(env: Readonly<Record<string, string | undefined>>): InputsRead["unknown"] {
  const known = [...SPECS.keys()];
  return Object.keys(env)
    .filter((key) => key.startsWith("INPUT_"))
    .map((key) => key.slice("INPUT_".length).toLowerCase())
    .filter((name) => !SPECS.has(name))
    .map((name) => ({ name, near: nearest(name.replaceAll("_", "-"), known) }));
}
