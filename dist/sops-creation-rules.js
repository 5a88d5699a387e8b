import { l as loadYaml, p as parseYaml, F as Failure } from "./kernel-base.js";
import { f as compileRe2 } from "./providers-list.js";
import { u as ageKind, S as SELECTOR_NAMES, b as chooseSelector } from "./providers-sops-keys.js";
const FLAT = ["age", "pgp", "kms", "gcp_kms", "azure_keyvault", "hc_vault_transit_uri", "hckms"];
const GROUPED = [
  ["age", []],
  ["pgp", []],
  ["kms", ["arn"]],
  ["gcp_kms", ["resource_id"]],
  ["azure_keyvault", ["vaultUrl", "key"]],
  ["hc_vault", []],
  ["hckms", ["key_id"]]
];
async function creationRule(text, path, file) {
  await loadYaml();
  const root = parseYaml(text, { code: "SOPS_CONFIG", file });
  if (root === null) return void 0;
  const top = mapOf(root, "The file", file);
  const rules = listOf(top.get("creation_rules"));
  if (rules.length === 0) return void 0;
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
    exit: 1
  });
}
async function promisingRule(text, path, file) {
  await loadYaml();
  const root = parseYaml(text, { code: "SOPS_CONFIG", file });
  if (!(root instanceof Map)) return void 0;
  for (const [index, entry] of listOf(root.get("creation_rules")).entries()) {
    const name = `creation_rules[${index}]`;
    const pattern = textOf(mapOf(entry, name, file).get("path_regex"));
    if (pattern === "") continue;
    const regex = await compileRe2(pattern, "SOPS_CONFIG", `path_regex of ${name}`, file);
    if (regex.search(path)) return name;
  }
  return void 0;
}
function readRule(rule, top, name, file) {
  const settings = {};
  for (const selector of SELECTOR_NAMES) {
    const text = textOf(rule.get(selector));
    if (text !== "") settings[selector] = text;
  }
  chooseSelector(settings, "SOPS_CONFIG");
  const groups = listOf(rule.get("key_groups"));
  const stores = top.get("stores");
  return {
    groups: groups.length > 0 ? groups.map((group) => unique(groupKeys(mapOf(group, `key_groups of ${name}`, file), name, file, 0))) : [unique(FLAT.flatMap((kind) => idsOf(rule.get(kind)).map((id) => ({ kind, id }))))],
    selector: settings,
    macOnlyEncrypted: rule.get("mac_only_encrypted") === true,
    indent: { ...indentOf(stores, "yaml"), ...indentOf(stores, "json") }
  };
}
function groupKeys(group, name, file, depth) {
  if (depth > 10) {
    throw new Failure("SOPS_CONFIG", `The key groups of ${name} merge each other too deeply.`, {
      at: { file }
    });
  }
  const merged = listOf(group.get("merge")).flatMap(
    (inner) => groupKeys(mapOf(inner, `merge of ${name}`, file), name, file, depth + 1)
  );
  const own = GROUPED.flatMap(
    ([kind, parts]) => listOf(group.get(kind)).map((entry) => ({ kind, id: idOf(entry, parts) }))
  );
  return [...merged, ...own];
}
function idOf(entry, parts) {
  return entry instanceof Map ? parts.map((part) => textOf(entry.get(part))).join("/") : textOf(entry);
}
function unique(keys) {
  return [
    ...new Map(keys.filter(({ id }) => id !== "").map((key) => [`${key.kind} ${key.id}`, key])).values()
  ];
}
function ruleRecipients(rule, file) {
  const keys = rule.groups.flat();
  const foreign = keys.filter(({ kind, id }) => kind !== "age" || ageKind(id) !== "age");
  const many = rule.groups.length > 1;
  if (many || foreign.length > 0) {
    const names = foreign.map(({ kind, id }) => `  ${kind === "age" ? ageKind(id) : kind} ${printable(id)}`);
    const cause = many ? "The rule splits the data key over key groups" : "The rule has keys other than age X25519";
    throw new Failure(
      "SOPS_KEY_UNSUPPORTED",
      [`${cause}, which cannot be written yet.`, ...names].join("\n"),
      {
        fix: "Give the recipients yourself: --age age1...",
        at: { file }
      }
    );
  }
  return keys.map(({ id }) => id);
}
function printable(id) {
  return id.slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
function mapOf(value, what, file) {
  if (value instanceof Map) return value;
  throw new Failure("SOPS_CONFIG", `${what} is not a map.`, { at: { file }, exit: 1 });
}
function listOf(value) {
  return Array.isArray(value) ? value : [];
}
function textOf(value) {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
function idsOf(value) {
  const texts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(",");
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}
function indentOf(stores, name) {
  const store = stores instanceof Map ? stores.get(name) : void 0;
  const indent = store instanceof Map ? store.get("indent") : void 0;
  return typeof indent === "number" && Number.isInteger(indent) && indent > 0 && indent <= 32 ? { [name]: indent } : {};
}
export {
  creationRule,
  promisingRule,
  ruleRecipients
};
