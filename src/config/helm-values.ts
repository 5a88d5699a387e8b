import { Failure } from "../kernel/errors.ts";
import type { SecretLine } from "../references/reference.ts";
import { chosenProvider, type HelmProvider } from "./helm-providers.ts";
import { type HelmSettings, helmSettings } from "./helm-settings.ts";
import { type HelmEntry, helmEntries } from "./helm-shapes.ts";

export { type HelmProvider, type HelmRow, helmProviders } from "./helm-providers.ts";
export type { HelmSettings } from "./helm-settings.ts";

export interface HelmOptions {
  readonly file: string;
  /** The file's text, for line numbers. */
  readonly text?: string;
  /** By word and by id; the first word of an id is the one that messages show. */
  readonly providers: ReadonlyMap<string, HelmProvider>;
  /** Ids of the remote providers that inputs configure. */
  readonly remote: readonly string[];
}

export interface HelmValues {
  readonly lines: readonly SecretLine[];
  readonly settings: HelmSettings;
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

type Fields = ReadonlyMap<unknown, unknown>;

/**
 * Reads a configuration as a Helm values file, so that one mapping serves the cluster and CI: `secrets` as a map is
 * the provider's configuration, `externalSecrets.data` gives the lines. Undefined where it is no Helm values file.
 * Problems name file and entry, never a value. Both shapes: docs/references.md.
 */
export function helmValues(document: Fields, options: HelmOptions): HelmValues | undefined {
  const { file, providers } = options;
  const secrets = document.get("secrets");
  const external = document.get("externalSecrets");
  if (!(secrets instanceof Map) && !document.has("externalSecrets")) return undefined;
  const problems: Failure[] = [];
  const notices: string[] = [];
  const invalid = (message: string, fix: string): void => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
  };

  for (const [path, block] of [
    ["The file", document],
    ["secrets", secrets],
    ["externalSecrets", external],
  ] as const)
    if (block instanceof Map && block.has("<<"))
      invalid(`${path} has a YAML merge key (<<), and these are not read.`, "Write its entries out.");

  let settings: HelmSettings = {};
  if (secrets instanceof Map) {
    const read = helmSettings(secrets as Fields, file);
    settings = read.settings;
    problems.push(...read.problems);
    notices.push(...read.notices);
    if (!document.has("externalSecrets") && !isProviderBlock(secrets as Fields, providers))
      invalid(
        "`secrets` is a map, but no provider's configuration. Lines are a block of text, after a |.",
        "secrets: |\n  MONGO_URL = database/mongo_url",
      );
  } else if (typeof secrets === "string" && secrets.trim() !== "")
    invalid(
      "`secrets` is text beside `externalSecrets`: a Helm values file has a map there.",
      "Move the lines into the input secrets, or into a file of their own.",
    );

  const { entries, from } = externalEntries(external, options, problems, notices);
  const word = settings.provider;
  if (word === undefined && entries.length === 0 && from.length === 0)
    return { lines: [], settings, problems, notices };
  const provider = chosenProvider(word, providers, options.remote, file);
  if (provider instanceof Failure) return { lines: [], settings, problems: [...problems, provider], notices };
  for (const [index, item] of from.entries()) problems.push(wholeObject(item, index, provider.id, file));
  const lines: SecretLine[] = [];
  for (const entry of entries) {
    const line = lineOf(entry, provider, file);
    if (line instanceof Failure) problems.push(line);
    else lines.push(line);
  }
  return { lines, settings, problems, notices };
}

/** Whether a map under `secrets` is what the charts mean, and not lines whose `|` was forgotten. */
function isProviderBlock(secrets: Fields, providers: ReadonlyMap<string, HelmProvider>): boolean {
  return (
    secrets.size === 0 ||
    [...secrets.keys()].some(
      (key) => typeof key === "string" && (["provider", "aws", "vault"].includes(key) || providers.has(key)),
    )
  );
}

interface External {
  readonly entries: readonly HelmEntry[];
  readonly from: readonly unknown[];
}

function externalEntries(
  external: unknown,
  { file, text }: HelmOptions,
  problems: Failure[],
  notices: string[],
): External {
  const none: External = { entries: [], from: [] };
  const invalid = (message: string, fix: string): External => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
    return none;
  };
  if (external === undefined || external === null) return none;
  if (!(external instanceof Map))
    return invalid("externalSecrets is not a map.", "externalSecrets:\n  enabled: true\n  data: {}");
  const fields = external as Fields;
  const enabled = fields.get("enabled") ?? true;
  if (typeof enabled !== "boolean")
    return invalid("externalSecrets.enabled is neither true nor false.", "enabled: true");
  if (!enabled) {
    notices.push(`${file}: externalSecrets.enabled is false, so nothing of it is loaded.`);
    return none;
  }
  const from = fields.get("dataFrom") ?? [];
  if (!Array.isArray(from)) return invalid("externalSecrets.dataFrom is not a list.", "dataFrom: []");
  const read = helmEntries(fields.get("data"), file, text);
  problems.push(...read.problems);
  if (read.entries.length === 0 && read.problems.length === 0 && from.length === 0)
    notices.push(`${file}: externalSecrets has no data, so nothing of it is loaded.`);
  return { entries: read.entries, from };
}

function lineOf(entry: HelmEntry, provider: HelmProvider, file: string): SecretLine | Failure {
  const source = provider.reference(entry.key, entry.property, entry.version);
  if (source instanceof Failure) {
    const at = { file, ...(entry.line === undefined ? {} : { line: entry.line }) };
    const { code, message, fix } = source;
    return new Failure(code, `${entry.name}: ${message}`, { at, ...(fix === undefined ? {} : { fix }) });
  }
  return {
    name: entry.name,
    wildcard: false,
    optional: false,
    source,
    decode: entry.base64 ? "base64" : undefined,
    fallback: undefined,
    public: false,
    destinations: [],
    line: entry.line ?? 1,
  };
}

/** `dataFrom` gives names that only the store knows: here that takes a line with a prefix. */
function wholeObject(item: unknown, index: number, id: string, file: string): Failure {
  const isFind = item instanceof Map && item.has("find");
  const name = isFind ? `${id}://PREFIX/` : `${id}://NAME`;
  return new Failure(
    "REFERENCE_INVALID",
    `externalSecrets.dataFrom[${index}] takes its names from the store, and that is not read from a values file.`,
    { at: { file }, fix: `Write a line into the step instead:\nsecrets: |\n  APP_* = ${name}` },
  );
}
