import { nearest } from "../kernel/nearest.ts";
import { helmBlocks } from "../config/helm-blocks.ts";
import { helmProviders, helmValues } from "../config/helm-values.ts";
import type { InputsRead } from "../config/read-inputs.ts";
import { Failure } from "../kernel/errors.ts";
import { parseYaml } from "../kernel/yaml.ts";
import { parseLines } from "../references/parse-line.ts";
import type { Provider } from "../providers/provider.ts";
import type { SecretLine } from "../references/reference.ts";
import type { SeedFile } from "./seed.ts";

/** What a configuration may hold at its top. */
const CONFIG_KEYS: readonly string[] = ["secrets"];
const LINES_FIX = "secrets: |\n  MONGO_URL = database/mongo_url";

/** A line with where it came from: a name from the input is spelled out by the workflow, one from a file is data. */
export interface OriginLine {
  readonly line: SecretLine;
  readonly file: string | undefined;
}

export interface Lines {
  readonly lines: readonly OriginLine[];
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
  /** What Helm values say of providers. */
  readonly seeds: readonly SeedFile[];
}

/** All lines of the input `secrets` and of the configuration files, with every problem of both. */
export function gatherLines(
  { inputs, providers }: InputsRead,
  configs: readonly { readonly file: string; readonly text: string }[],
  schemes: ReadonlySet<string>,
  known: readonly Pick<Provider, "id" | "seed">[],
): Lines {
  const lines: OriginLine[] = [];
  const problems: Failure[] = [];
  const notices: string[] = [];
  const seeds: SeedFile[] = [];
  const add = (text: string, file: string | undefined): void => {
    const where = file === undefined ? { input: "secrets", fromInput: true } : { file, fromInput: false };
    const parsed = parseLines(text, schemes, where);
    lines.push(...parsed.lines.map((line) => ({ line, file })));
    problems.push(...parsed.problems);
  };
  const seeded = known.flatMap(({ id, seed }) => (seed === undefined ? [] : [{ id, ...seed }]));
  for (const { file, text } of configs) {
    const whole = documentOf(text, file);
    const blocks = whole instanceof Failure ? helmBlocks(text, whole, file) : undefined;
    if (blocks !== undefined) notices.push(blocks.notice);
    const document = blocks?.document ?? whole;
    if (document instanceof Failure) {
      problems.push(document);
      continue;
    }
    const helm = helmValues(document, {
      file,
      text,
      providers: helmProviders(seeded),
      remote: seeded.flatMap(({ id, remote }) => (remote && providers.get(id)?.given ? [id] : [])),
    });
    if (helm !== undefined) {
      lines.push(...helm.lines.map((line) => ({ line, file })));
      problems.push(...helm.problems);
      notices.push(...helm.notices);
      seeds.push({ file, settings: helm.settings });
      continue;
    }
    const secrets = secretsOf(document, file);
    if (secrets instanceof Failure) problems.push(secrets);
    else add(secrets, file);
  }
  if (inputs.secrets !== "") add(inputs.secrets, undefined);
  return { lines, problems, notices, seeds };
}

function documentOf(text: string, file: string): ReadonlyMap<unknown, unknown> | Failure {
  try {
    const document = parseYaml(text);
    return document instanceof Map ? (document as Map<unknown, unknown>) : new Map<unknown, unknown>();
  } catch (error) {
    return error instanceof Failure
      ? new Failure("INPUT_INVALID", error.message, { at: { ...error.at, file }, fix: LINES_FIX })
      : new Failure("INPUT_INVALID", "The configuration is not valid YAML.", {
          at: { file },
          fix: LINES_FIX,
        });
  }
}

function secretsOf(fields: ReadonlyMap<unknown, unknown>, file: string): string | Failure {
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
    fix: LINES_FIX,
  });
}
