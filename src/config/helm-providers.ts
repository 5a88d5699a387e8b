import { Failure } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";
import type { Source } from "../references/reference.ts";

/** A provider as Helm values name it. */
export interface HelmProvider {
  readonly id: string;
  /** The reference of a literal key, or what of it this provider cannot do, without its text. */
  readonly reference: (
    key: string,
    property: string | undefined,
    version: string | undefined,
  ) => Source | Failure;
}

/** How a provider reads what an ExternalSecret says: all that it writes down about Helm. */
export interface HelmRow {
  /** Its id, and its scheme. */
  readonly id: string;
  /** The word of `secrets.provider` in the seed's charts. */
  readonly word: string;
  /** Whether `%` in its locators is only a percent sign. */
  readonly literal?: boolean;
  /** What its keys look like, where that is not any text. */
  readonly keys?: RegExp;
  /** The queries for a `version`; undefined where the store has none, or not this one. */
  readonly version?: (version: string) => ReadonlyMap<string, string> | undefined;
}

/** The table of providers by word and by id. */
export function helmProviders(rows: readonly HelmRow[]): ReadonlyMap<string, HelmProvider> {
  const table = new Map<string, HelmProvider>();
  for (const row of rows) {
    const provider: HelmProvider = {
      id: row.id,
      reference: (key, property, version) => referenceOf(row, key, property, version),
    };
    table.set(row.word, provider).set(row.id, provider);
  }
  return table;
}

function referenceOf(
  row: HelmRow,
  key: string,
  property: string | undefined,
  version: string | undefined,
): Source | Failure {
  if (row.keys?.test(key) === false)
    return new Failure("REFERENCE_INVALID", `its \`key\` cannot be one of ${row.word}.`, {
      fix: "Name the provider that holds it, in this file or in one that CI has for itself:\nsecrets:\n  provider: PROVIDER",
    });
  const query = version === undefined ? new Map<string, string>() : row.version?.(version);
  if (query === undefined)
    return new Failure("REFERENCE_INVALID", `${row.word} has no \`version\` of this form.`, {
      fix: "Remove the version, or write one that the provider's page lists.",
    });
  return {
    kind: "reference",
    scheme: row.id,
    locator: row.literal === true ? key : key.replaceAll("%", "%25"),
    query,
    field: property === undefined ? undefined : { kind: "key", key: property },
  };
}

/**
 * The provider of a values file: the one that its `secrets.provider` names, else the only one of `remote`, the ids
 * that the step's inputs configure. Returns a Failure that lists what can stand there.
 */
export function chosenProvider(
  word: string | undefined,
  providers: ReadonlyMap<string, HelmProvider>,
  remote: readonly string[],
  file: string,
): HelmProvider | Failure {
  const words = wordsById(providers);
  const all = [...words.values()];
  if (word !== undefined) {
    const named = providers.get(word);
    if (named !== undefined) return named;
    const near = nearest(word, providers.keys());
    return new Failure(
      "INPUT_INVALID",
      `secrets.provider names no provider.${near === undefined ? "" : ` Did you mean ${near}?`}`,
      { at: { file }, fix: `Use one of: ${all.join(", ")}` },
    );
  }
  const ids = [...new Set(remote)];
  const candidates = ids.map((id) => words.get(id) ?? id);
  const [first] = candidates;
  const only = first === undefined || ids.length > 1 ? undefined : providers.get(first);
  if (only !== undefined) return only;
  const why =
    first === undefined || ids.length === 1
      ? `the step configures no remote one that could. There are: ${all.join(", ")}.`
      : `the step configures several: ${candidates.join(", ")}.`;
  return new Failure(
    "INPUT_INVALID",
    `externalSecrets does not say which provider holds its keys, and ${why}`,
    {
      at: { file },
      fix: `secrets:\n  provider: ${candidates.find((candidate) => providers.has(candidate)) ?? all[0] ?? "PROVIDER"}`,
    },
  );
}

/** The first word of each id. */
function wordsById(providers: ReadonlyMap<string, HelmProvider>): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [word, { id }] of providers) if (!words.has(id)) words.set(id, word);
  return words;
}
