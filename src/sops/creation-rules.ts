import { Failure } from "../kernel/errors.ts";
import { compileRe2 } from "../kernel/regex.ts";
import { loadYaml, parseYaml } from "../kernel/yaml.ts";
import { ageKind } from "./metadata.ts";
import { chooseSelector, SELECTOR_NAMES, type SelectorName, type SelectorSettings } from "./selector.ts";

/** One key of a rule, as `.sops.yaml` names its kind. */
export interface RuleKey {
  readonly kind: string;
  readonly id: string;
}

/** What `.sops.yaml` says about one new file. */
export interface CreationRule {
  readonly groups: readonly (readonly RuleKey[])[];
  readonly selector: SelectorSettings;
  readonly macOnlyEncrypted: boolean;
  readonly indent: { readonly yaml?: number; readonly json?: number };
}

type Fields = ReadonlyMap<unknown, unknown>;

/** The flat field of a rule for each kind of key. */
const FLAT = ["age", "pgp", "kms", "gcp_kms", "azure_keyvault", "hc_vault_transit_uri", "hckms"] as const;
/** The field in a key group, and the fields that name the key where it is a map. */
const GROUPED: readonly (readonly [string, readonly string[]])[] = [
  ["age", []],
  ["pgp", []],
  ["kms", ["arn"]],
  ["gcp_kms", ["resource_id"]],
  ["azure_keyvault", ["vaultUrl", "key"]],
  ["hc_vault", []],
  ["hckms", ["key_id"]],
];

/**
 * The first rule of a `.sops.yaml` that matches `path`, which is relative to the folder of that file (absolute
 * where it lies outside). Returns undefined where the file has no creation rules: sops then goes on as if it
 * were not there. Throws SOPS_CONFIG where no rule matches, and for anything malformed, an invalid pattern
 * included. https://github.com/getsops/sops#using-sops-yaml-conf-to-select-kms-pgp-and-age-for-new-files
 */
export async function creationRule(
  text: string,
  path: string,
  file: string,
): Promise<CreationRule | undefined> {
  await loadYaml();
  const root = parseYaml(text, { code: "SOPS_CONFIG", file });
  if (root === null) return undefined;
  const top = mapOf(root, "The file", file);
  const rules = listOf(top.get("creation_rules"));
  if (rules.length === 0) return undefined;
  for (const [index, entry] of rules.entries()) {
    const name = `creation_rules[${index}]`;
    const rule = mapOf(entry, name, file);
    const pattern = textOf(rule.get("path_regex"));
    if (pattern !== "") {
      const regex = await compileRe2(pattern, "SOPS_CONFIG", `path_regex of ${name}`, file);
      if (!regex.search(path)) continue;
    }
    return readRule(rule, top, name, file);
  }
  throw new Failure("SOPS_CONFIG", "No rule of the file matches the path that is to be encrypted.", {
    fix: "Add a rule whose path_regex matches it, or one without path_regex at the end.",
    at: { file },
    exit: 1,
  });
}

/**
 * Which rule says by its pattern that the file at `path` is to be encrypted: `creation_rules[0]`. A rule without a
 * pattern is for whatever somebody chooses to encrypt, and promises nothing. Throws SOPS_CONFIG for anything malformed.
 */
export async function promisingRule(text: string, path: string, file: string): Promise<string | undefined> {
  await loadYaml();
  const root = parseYaml(text, { code: "SOPS_CONFIG", file });
  if (!(root instanceof Map)) return undefined;
  for (const [index, entry] of listOf(root.get("creation_rules")).entries()) {
    const name = `creation_rules[${index}]`;
    const pattern = textOf(mapOf(entry, name, file).get("path_regex"));
    if (pattern === "") continue;
    const regex = await compileRe2(pattern, "SOPS_CONFIG", `path_regex of ${name}`, file);
    if (regex.search(path)) return name;
  }
  return undefined;
}

function readRule(rule: Fields, top: Fields, name: string, file: string): CreationRule {
  const settings: { [Name in SelectorName]?: string } = {};
  for (const selector of SELECTOR_NAMES) {
    const text = textOf(rule.get(selector));
    if (text !== "") settings[selector] = text;
  }
  chooseSelector(settings, "SOPS_CONFIG");
  const groups = listOf(rule.get("key_groups"));
  const stores = top.get("stores");
  return {
    groups:
      groups.length > 0
        ? groups.map((group) => unique(groupKeys(mapOf(group, `key_groups of ${name}`, file), name, file, 0)))
        : [unique(FLAT.flatMap((kind) => idsOf(rule.get(kind)).map((id) => ({ kind, id }))))],
    selector: settings,
    macOnlyEncrypted: rule.get("mac_only_encrypted") === true,
    indent: { ...indentOf(stores, "yaml"), ...indentOf(stores, "json") },
  };
}

function groupKeys(group: Fields, name: string, file: string, depth: number): RuleKey[] {
  if (depth > 10) {
    throw new Failure("SOPS_CONFIG", `The key groups of ${name} merge each other too deeply.`, {
      at: { file },
    });
  }
  const merged = listOf(group.get("merge")).flatMap((inner) =>
    groupKeys(mapOf(inner, `merge of ${name}`, file), name, file, depth + 1),
  );
  const own = GROUPED.flatMap(([kind, parts]) =>
    listOf(group.get(kind)).map((entry) => ({ kind, id: idOf(entry, parts) })),
  );
  return [...merged, ...own];
}

function idOf(entry: unknown, parts: readonly string[]): string {
  return entry instanceof Map ? parts.map((part) => textOf(entry.get(part))).join("/") : textOf(entry);
}

function unique(keys: readonly RuleKey[]): readonly RuleKey[] {
  return [
    ...new Map(keys.filter(({ id }) => id !== "").map((key) => [`${key.kind} ${key.id}`, key])).values(),
  ];
}

/**
 * The age recipients of a rule. Throws SOPS_KEY_UNSUPPORTED, naming each key, where it asks for another kind or
 * for more than one group: leaving one out would lock somebody out of the file.
 */
export function ruleRecipients(rule: CreationRule, file: string): readonly string[] {
  const keys = rule.groups.flat();
  const foreign = keys.filter(({ kind, id }) => kind !== "age" || ageKind(id) !== "age");
  const many = rule.groups.length > 1;
  if (many || foreign.length > 0) {
    const names = foreign.map(({ kind, id }) => `  ${kind === "age" ? ageKind(id) : kind} ${printable(id)}`);
    const cause = many
      ? "The rule splits the data key over key groups"
      : "The rule has keys other than age X25519";
    throw new Failure(
      "SOPS_KEY_UNSUPPORTED",
      [`${cause}, which cannot be written yet.`, ...names].join("\n"),
      {
        fix: "Give the recipients yourself: --age age1...",
        at: { file },
      },
    );
  }
  return keys.map(({ id }) => id);
}

function printable(id: string): string {
  return id.slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}

function mapOf(value: unknown, what: string, file: string): Fields {
  if (value instanceof Map) return value;
  throw new Failure("SOPS_CONFIG", `${what} is not a map.`, { at: { file }, exit: 1 });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** A text with commas, or a list since sops 3.11. */
function idsOf(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(",");
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

function indentOf(stores: unknown, name: "yaml" | "json"): { readonly [Name in "yaml" | "json"]?: number } {
  const store: unknown = stores instanceof Map ? stores.get(name) : undefined;
  const indent: unknown = store instanceof Map ? store.get("indent") : undefined;
  return typeof indent === "number" && Number.isInteger(indent) && indent > 0 && indent <= 32
    ? { [name]: indent }
    : {};
}
