import { nearest } from "../kernel/nearest.ts";
import type { Inputs } from "../config/read-inputs.ts";
import { Failure } from "../kernel/errors.ts";
import { parseYaml } from "../kernel/yaml.ts";
import { parseLines } from "../references/parse-line.ts";
import type { SecretLine } from "../references/reference.ts";

/** What a configuration may hold at its top. */
const CONFIG_KEYS: readonly string[] = ["secrets"];

/** A line with where it came from: a name from the input is spelled out by the workflow, one from a file is data. */
export interface OriginLine {
  readonly line: SecretLine;
  readonly file: string | undefined;
}

export interface Lines {
  readonly lines: readonly OriginLine[];
  readonly problems: readonly Failure[];
}

/** All lines of the input `secrets` and of the configuration files, with every problem of both. */
export function gatherLines(
  inputs: Inputs,
  configs: readonly { readonly file: string; readonly text: string }[],
  schemes: ReadonlySet<string>,
): Lines {
  const lines: OriginLine[] = [];
  const problems: Failure[] = [];
  const add = (text: string, file: string | undefined): void => {
    const where = file === undefined ? { input: "secrets", fromInput: true } : { file, fromInput: false };
    const parsed = parseLines(text, schemes, where);
    lines.push(...parsed.lines.map((line) => ({ line, file })));
    problems.push(...parsed.problems);
  };
  for (const { file, text } of configs) {
    const secrets = secretsOf(text, file);
    if (secrets instanceof Failure) problems.push(secrets);
    else add(secrets, file);
  }
  if (inputs.secrets !== "") add(inputs.secrets, undefined);
  return { lines, problems };
}

function secretsOf(text: string, file: string): string | Failure {
  const fix = "secrets: |\n  MONGO_URL = database/mongo_url";
  let document: unknown;
  try {
    document = parseYaml(text);
  } catch (error) {
    return error instanceof Failure
      ? new Failure("INPUT_INVALID", error.message, { at: { ...error.at, file }, fix })
      : new Failure("INPUT_INVALID", "The configuration is not valid YAML.", { at: { file }, fix });
  }
  const fields = document instanceof Map ? (document as Map<unknown, unknown>) : new Map<unknown, unknown>();
  for (const key of fields.keys()) {
    if (CONFIG_KEYS.includes(String(key))) continue;
    const near = nearest(String(key), CONFIG_KEYS);
    return new Failure(
      "INPUT_UNKNOWN_KEY",
      `The configuration has an unknown key.${near === undefined ? "" : ` Did you mean ${near}?`}`,
      { at: { file }, fix: `Known keys: ${CONFIG_KEYS.join(", ")}` },
    );
  }
  const secrets = fields.get("secrets");
  if (typeof secrets === "string") return secrets;
  return new Failure("INPUT_INVALID", "The configuration has no block of lines under the key `secrets`.", {
    at: { file },
    fix,
  });
}
