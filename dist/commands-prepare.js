import { F as Failure, a as asFailure, S as Secret, t as together } from "./report-failure.js";
import { p as parseYaml, l as loadYaml } from "./kernel-yaml.js";
import { l as locate, m as matchesPatterns, i as isClear, j as jsonTree, n as nodeOf, a as selectNode, s as selectField, r as resolve } from "./export-names.js";
import { n as nearest, t as tokens, d as parseSource, w as wordOf, e as textOf, s as splitBare, i as indexOfBare } from "./entries-version.js";
function usedProviders(wanted, providers) {
  const used = new Set(providers.filter(({ handsOver }) => handsOver));
  for (const { at } of wanted) for (const { provider } of at) used.add(provider);
  const problems = [];
  const lenders = /* @__PURE__ */ new Map();
  for (const provider of used) {
    problems.push(...provider.check());
    for (const { input, source } of provider.borrows()) {
      const located = source instanceof Failure ? source : locate(source, providers, []);
      if (located instanceof Failure) {
        problems.push(inInput(located, input));
        continue;
      }
      const lender = located.at[0].provider;
      lenders.set(provider, [...lenders.get(provider) ?? [], { input, lender }]);
      used.add(lender);
    }
  }
  for (const provider of used) {
    const cycle = cycleFrom(provider, lenders, []);
    if (cycle !== void 0) problems.push(cycle);
  }
  const audiences = /* @__PURE__ */ new Map();
  for (const { id, audience } of used) {
    if (audience === void 0) continue;
    const other = audiences.get(audience);
    audiences.set(audience, id);
    if (other !== void 0)
      problems.push(
        new Failure("INPUT_INVALID", `${other} and ${id} ask for an identity token of the same audience.`, {
          fix: `${id}-audience: \u2026   # one of its own: either could use a shared token at the other`
        })
      );
  }
  return { used: [...used], problems };
}
const inInput = (failure, input) => new Failure(failure.code, `The reference in the input ${input}: ${failure.message}`, {
  at: { input },
  ...failure.fix === void 0 ? {} : { fix: failure.fix }
});
function cycleFrom(provider, lenders, path) {
  const [start] = path;
  if (start?.provider === provider) {
    const shown = path.map((step) => `${step.provider.id} needs ${step.input}, a reference of`).join(" ");
    return new Failure("REFERENCE_CYCLE", `${shown} ${provider.id}: it waits for itself.`, {
      at: { input: start.input },
      fix: `${start.input}: aws://liquid-hive/prod/age-key   # anything that does not need ${start.input} itself`
    });
  }
  if (path.some((step) => step.provider === provider)) return void 0;
  for (const { input, lender } of lenders.get(provider) ?? []) {
    const found = cycleFrom(lender, lenders, [...path, { provider, input }]);
    if (found !== void 0) return found;
  }
  return void 0;
}
const handedEntries = (handed) => handed.flatMap(
  ({ input, variables }) => [...variables].map(([name, value]) => ({
    name,
    value,
    public: false,
    destinations: [{ kind: "env" }],
    line: 0,
    file: void 0,
    input,
    spelledOut: true,
    source: input,
    envInChain: false,
    // Credentials are masked where they are born; a region needs no mask, and no notice that it has none.
    plain: true
  }))
);
const handedFiles = (handed) => handed.flatMap(
  ({ input, files }) => files.map(({ path, content }) => ({ names: [input], path, format: "raw", content, ours: true }))
);
const DEFAULT_CONFIG = ".github/secrets.yaml";
function readConfigs(parts, inputs, isAsked) {
  const implied = inputs.config.length === 0 && inputs.secrets === "" && !isAsked;
  const configs = [];
  const missing = [];
  for (const file of implied ? [DEFAULT_CONFIG] : inputs.config) {
    try {
      const text = parts.readConfig(file);
      if (text !== void 0 && implied && !isOwnFile(parts, file)) missing.push(notOwnConfig(file));
      else if (text !== void 0) configs.push({ file, text });
      else if (!implied)
        missing.push(
          new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, {
            at: { input: "config" },
            fix: "Run actions/checkout before this step, and name the file relative to the workspace."
          })
        );
    } catch (error) {
      missing.push(asFailure(error));
    }
  }
  return { configs, missing };
}
const notOwnConfig = (file) => new Failure("FILE_NOT_COMMITTED", "This configuration is not what the event's own commit holds.", {
  at: { file },
  fix: `config: ${file}   # to read it as it is in the checkout`
});
function isOwnFile(parts, ...files) {
  const event = parts.runner.event();
  if (event.name === "") return true;
  const holding = parts.checkouts(files).filter((checkout) => checkout.files.length > 0);
  return holding.length > 0 && holding.every(
    (checkout) => [checkout.head, checkout.recordedBy].includes(event.sha) && checkout.files.every((file) => file.isHeadsBlob)
  );
}
function chainOf(inputs, providers) {
  const wanted = inputs.providers.length > 0 ? inputs.providers : [...providers.filter(({ inChain }) => inChain).map(({ id }) => id), "env"];
  const problems = [];
  const chain = [];
  for (const id of wanted) {
    const provider = providers.find((candidate) => candidate.id === id);
    if (provider) chain.push(provider);
    else
      problems.push(
        new Failure("INPUT_INVALID", "The input providers names a provider that there is none of.", {
          at: { input: "providers" },
          fix: `providers: ${providers.map((candidate) => candidate.id).join(", ")}`
        })
      );
  }
  return { providers: chain, problems };
}
const nothingAsked = (fed) => new Failure(
  "INPUT_INVALID",
  "Nothing was asked for: the input secrets is empty, and there is no configuration.",
  { at: { input: "secrets" }, fix: fed?.fix ?? "secrets: |\n  MONGO_URL = database/mongo_url" }
);
function unboundWildcards(parts, inputs, lines, providers) {
  if (inputs.wildcardNames.length > 0) return [];
  const bare = lines.filter(({ line }) => line.wildcard && line.name === "");
  return bare.flatMap((origin) => {
    const files = providers.flatMap((provider) => provider.filesOf(origin.line.source));
    if (files.length > 0 && isOwnFile(parts, ...files)) return [];
    const what = files.length > 0 ? "takes its names from a file, and that file is not what the event's own commit holds" : "would take its names from a store";
    const fix = "wildcard-names: APP_*, DB_*   # what this wildcard may export";
    return [placed(new Failure("FILE_NOT_COMMITTED", `A bare \`*\` ${what}.`, { fix }), origin)];
  });
}
function placed(failure, { line, file }) {
  const at = { ...file === void 0 ? { input: "secrets" } : { file }, line: line.line };
  const name = `${line.name}${line.wildcard ? "*" : ""}`;
  return new Failure(failure.code, `${name}: ${failure.message}`, {
    at,
    ...failure.fix === void 0 ? {} : { fix: failure.fix }
  });
}
const OURS = /^["']?(?:secrets|externalSecrets)["']?[ \t]*:/;
function helmBlocks(text, failure, file) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  if (lines.some(
    (line, index) => index > 0 && /^(?:---|\.\.\.)(?:[ \t]|$)/.test(line) && hasContent(lines, index)
  ))
    return void 0;
  let inside = false;
  const kept = lines.map((line) => {
    if (/^[^\s#]/.test(line)) inside = OURS.test(line);
    return inside ? line : "";
  });
  let document;
  try {
    document = parseYaml(kept.join("\n"));
  } catch (error) {
    if (error instanceof Failure) return void 0;
    throw error;
  }
  if (!(document instanceof Map)) return void 0;
  const blocks = [...document.values()];
  if (!blocks.every((block) => block instanceof Map)) return void 0;
  const where = failure.at?.line === void 0 ? "" : ` (line ${failure.at.line})`;
  return {
    document,
    notice: `${file}: the file is not valid YAML${where}, and Helm may refuse it. Only its blocks ${[...document.keys()].join(" and ")}, which are sound, are read.`
  };
}
function hasContent(lines, end) {
  return lines.slice(0, end).some((line) => /^[ \t]*[^\s#]/.test(line) && !line.startsWith("---"));
}
function helmProviders(rows) {
  const table = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const provider = {
      id: row.id,
      reference: (key, property, version) => referenceOf(row, key, property, version)
    };
    table.set(row.word, provider).set(row.id, provider);
  }
  return table;
}
function referenceOf(row, key, property, version) {
  if (row.keys?.test(key) === false)
    return new Failure("REFERENCE_INVALID", `its \`key\` cannot be one of ${row.word}.`, {
      fix: "Name the provider that holds it, in this file or in one that CI has for itself:\nsecrets:\n  provider: PROVIDER"
    });
  const query = version === void 0 ? /* @__PURE__ */ new Map() : row.version?.(version);
  if (query === void 0)
    return new Failure("REFERENCE_INVALID", `${row.word} has no \`version\` of this form.`, {
      fix: "Remove the version, or write one that the provider's page lists."
    });
  return {
    kind: "reference",
    scheme: row.id,
    locator: row.literal === true ? key : key.replaceAll("%", "%25"),
    query,
    field: property === void 0 ? void 0 : { kind: "key", key: property }
  };
}
function chosenProvider(word, providers, remote, file) {
  const words = wordsById(providers);
  const all = [...words.values()];
  if (word !== void 0) {
    const named = providers.get(word);
    if (named !== void 0) return named;
    const near = nearest(word, providers.keys());
    return new Failure(
      "INPUT_INVALID",
      `secrets.provider names no provider.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
      { at: { file }, fix: `Use one of: ${all.join(", ")}` }
    );
  }
  const ids = [...new Set(remote)];
  const candidates = ids.map((id) => words.get(id) ?? id);
  const [first] = candidates;
  const only = first === void 0 || ids.length > 1 ? void 0 : providers.get(first);
  if (only !== void 0) return only;
  const why = first === void 0 || ids.length === 1 ? `the step configures no remote one that could. There are: ${all.join(", ")}.` : `the step configures several: ${candidates.join(", ")}.`;
  return new Failure(
    "INPUT_INVALID",
    `externalSecrets does not say which provider holds its keys, and ${why}`,
    {
      at: { file },
      fix: `secrets:
  provider: ${candidates.find((candidate) => providers.has(candidate)) ?? all[0] ?? "PROVIDER"}`
    }
  );
}
function wordsById(providers) {
  const words = /* @__PURE__ */ new Map();
  for (const [word, { id }] of providers) if (!words.has(id)) words.set(id, word);
  return words;
}
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
const ROLE = /^arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const REGION = /^[a-z0-9-]{1,64}$/;
const PREFIX = /^[\w/+=.@-]{1,512}$/;
const MOUNT = /^(?!.*\.\.)[\w/.@-]{1,512}$/;
function isAddress(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  return url !== void 0 && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}
function helmSettings(secrets, file) {
  const reader = new BlockReader(file);
  const provider = reader.text(secrets, "secrets", "provider", (word) => word.length <= 64, "vault");
  const aws = reader.block(secrets, "secrets", "aws");
  const vault = reader.block(secrets, "secrets", "vault");
  const settings = {
    ...provider === void 0 ? {} : { provider },
    ...aws === void 0 ? {} : { aws: awsSettings(aws, reader) },
    ...vault === void 0 ? {} : { vault: vaultSettings(vault, reader) }
  };
  return { settings, problems: reader.problems, notices: reader.notices };
}
function awsSettings(aws, reader) {
  const region = reader.text(aws, "secrets.aws", "region", (text) => REGION.test(text), "us-east-1");
  const prefix = reader.text(
    aws,
    "secrets.aws",
    "secretsPrefix",
    (text) => PREFIX.test(text),
    "liquid-hive/prod"
  );
  const account = reader.block(aws, "secrets.aws", "serviceAccount");
  const annotations = account && reader.block(account, "secrets.aws.serviceAccount", "annotations");
  const role = annotations?.get(ROLE_ANNOTATION);
  const roleHint = typeof role === "string" && ROLE.test(role) ? role : void 0;
  if (roleHint !== void 0)
    reader.notice(
      `the role of the cluster's service account is not used. If its trust policy also admits GitHub's tokens, write it into the step: aws-role: ${roleHint}`
    );
  return {
    ...reader.enabled(aws, "secrets.aws"),
    ...region === void 0 ? {} : { region },
    ...prefix === void 0 ? {} : { prefix },
    ...roleHint === void 0 ? {} : { roleHint }
  };
}
function vaultSettings(vault, reader) {
  const address = reader.text(vault, "secrets.vault", "address", isAddress, "https://vault.example.com:8200");
  const mount = reader.text(vault, "secrets.vault", "mountPath", (text) => MOUNT.test(text), "secret");
  const tokenPresent = vault.has("token");
  if (tokenPresent)
    reader.notice("secrets.vault.token is ignored. A token that works does not belong in this file.");
  return {
    ...reader.enabled(vault, "secrets.vault"),
    ...address === void 0 ? {} : { address },
    ...mount === void 0 ? {} : { mount },
    tokenPresent
  };
}
class BlockReader {
  problems = [];
  notices = [];
  #file;
  constructor(file) {
    this.#file = file;
  }
  notice(text) {
    this.notices.push(`${this.#file}: ${text}`);
  }
  block(fields, path, name) {
    const value = fields.get(name);
    if (value === void 0 || value === null) return void 0;
    if (value instanceof Map) return value;
    this.#problem(`${path}.${name} is not a map.`, `Remove it, or write a map below ${path}.${name}:`);
    return void 0;
  }
  text(fields, path, name, fits, example) {
    const value = fields.get(name);
    if (value === void 0 || value === null || value === "") return void 0;
    if (typeof value === "string" && fits(value)) return value;
    const message = typeof value === "string" && value.includes("{{") ? `${path}.${name} is a Helm template, and templates are not evaluated here.` : `${path}.${name} is not what it has to be.`;
    this.#problem(message, `For example ${name}: ${example}`);
    return void 0;
  }
  enabled(fields, path) {
    const value = fields.get("enabled");
    if (value === void 0 || value === null) return {};
    if (typeof value === "boolean") return { enabled: value };
    this.#problem(`${path}.enabled is neither true nor false.`, "enabled: true");
    return {};
  }
  #problem(message, fix) {
    this.problems.push(new Failure("INPUT_INVALID", message, { at: { file: this.#file }, fix }));
  }
}
const NAME$1 = /^[-._A-Za-z0-9]{1,253}$/;
const TEXTS = ["key", "property", "version"];
const POLICIES = {
  decodingStrategy: ["None", "Base64"],
  metadataPolicy: ["None"],
  conversionStrategy: ["Default"],
  nullBytePolicy: ["Ignore"]
};
const REMOTE_KEYS = [...TEXTS, ...Object.keys(POLICIES)];
const ENTRY_KEYS = ["secretKey", "remoteRef"];
const MAP_FIX = "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL";
const LIST_FIX = "externalSecrets:\n  data:\n    - secretKey: MONGO_URL\n      remoteRef:\n        key: liquid-hive/prod/MONGO_URL";
function helmEntries(data, file, text) {
  if (data === void 0 || data === null) return { entries: [], problems: [] };
  if (data instanceof Map) return mapEntries(data, file, namePlaces(text, MAP_NAME));
  if (Array.isArray(data)) return listEntries(data, file, namePlaces(text, LIST_NAME));
  const message = "externalSecrets.data is neither a map of names nor a list of entries with secretKey and remoteRef.";
  return { entries: [], problems: [new Failure("INPUT_INVALID", message, { at: { file }, fix: MAP_FIX })] };
}
function mapEntries(data, file, places) {
  const entries = [];
  const problems = [];
  let index = 0;
  for (const [name, remote] of data) {
    const reader = new EntryReader(`externalSecrets.data, entry ${++index}`, { file }, problems);
    if (name === "<<")
      reader.problem("YAML merge keys (<<) are not read.", "Write the entries out: Helm and CI then agree.");
    else if (reader.named(name, places)) reader.push(remote, MAP_FIX, entries);
  }
  return { entries, problems };
}
function listEntries(data, file, places) {
  const entries = [];
  const problems = [];
  const seen = /* @__PURE__ */ new Set();
  for (const [index, item] of data.entries()) {
    const reader = new EntryReader(`externalSecrets.data[${index}]`, { file }, problems);
    if (!(item instanceof Map)) {
      reader.problem("an entry is not a map with secretKey and remoteRef.", LIST_FIX);
      continue;
    }
    const name = item.get("secretKey");
    if (!reader.named(name, places)) continue;
    if (seen.has(name)) {
      reader.problem("this secretKey stands twice.", "Remove one of the entries: the operator refuses both.");
      continue;
    }
    seen.add(name);
    if (item.has("sourceRef"))
      reader.problem(
        "`sourceRef` takes the value from another store, and that is not supported.",
        `Write the line into the input: ${name} = PROVIDER://NAME`
      );
    else if (reader.knows(item, ENTRY_KEYS)) reader.push(item.get("remoteRef"), LIST_FIX, entries);
  }
  return { entries, problems };
}
class EntryReader {
  #who;
  #at;
  #name = "";
  #problems;
  constructor(who, at, problems) {
    this.#who = who;
    this.#at = at;
    this.#problems = problems;
  }
  problem(message, fix, code = "REFERENCE_INVALID") {
    this.#problems.push(new Failure(code, `${this.#who}: ${message}`, { at: this.#at, fix }));
  }
  /** Whether the name is one; from then on problems carry it. */
  named(name, places) {
    if (typeof name !== "string" || !NAME$1.test(name)) {
      this.problem("its name is not a text of 1 to 253 of A-Z a-z 0-9 _ - and the dot.", "MONGO_URL");
      return false;
    }
    const line = places.get(name);
    this.#name = this.#who = name;
    if (line !== void 0) this.#at = { ...this.#at, line };
    return true;
  }
  /** Whether all keys are known: one that is not could change which value is meant. */
  knows(fields, known) {
    for (const key of fields.keys()) {
      if (typeof key === "string" && known.includes(key)) continue;
      const near = typeof key === "string" ? nearest(key, known) : void 0;
      const hint = near === void 0 ? "" : ` Did you mean ${near}?`;
      this.problem(
        `the entry has a key that is not known.${hint}`,
        `Known keys: ${known.join(", ")}`,
        "INPUT_UNKNOWN_KEY"
      );
      return false;
    }
    return true;
  }
  /** Adds the entry with what its `remoteRef` says. */
  push(remote, fix, entries) {
    if (!(remote instanceof Map)) return this.problem("it does not say where its value comes from.", fix);
    const fields = remote;
    if (!this.knows(fields, REMOTE_KEYS)) return void 0;
    const before = this.#problems.length;
    const [key, property, version] = TEXTS.map((field) => this.#text(fields, field));
    const decoding = this.#policies(fields);
    if (key === void 0 && before === this.#problems.length) this.problem("it has no `key`.", fix);
    if (key === void 0 || before !== this.#problems.length) return void 0;
    if (/[/*]$/.test(key))
      return this.problem(
        "its `key` ends in / or *, and a key names one secret.",
        "Write a wildcard as a line: APP_* = PROVIDER://PREFIX/"
      );
    entries.push({
      name: this.#name,
      key,
      property,
      version,
      base64: decoding === "Base64",
      line: this.#at.line
    });
    return void 0;
  }
  /** A text that may be absent or, as charts write it, null or empty; a key is never empty. */
  #text(fields, field) {
    const value = fields.get(field);
    if (value === void 0 || value === null || value === "" && field !== "key") return void 0;
    if (typeof value !== "string")
      this.problem(`its \`${field}\` is not a text.`, `Put it in quotes: ${field}: "..."`);
    else if (value.trim() === "")
      this.problem(`its \`${field}\` is empty.`, "key: liquid-hive/prod/MONGO_URL");
    else if (new RegExp("\\p{Cc}", "u").test(value))
      this.problem(`its \`${field}\` holds a control character.`, "Write it on one line.");
    else if (value.includes("{{"))
      this.problem(
        `its \`${field}\` is a Helm template, and templates are not evaluated here.`,
        `Write the text that it stands for: ${field}: liquid-hive/prod/MONGO_URL`
      );
    else return value;
    return void 0;
  }
  /** The decoding strategy; every other policy must be what it is by default. */
  #policies(fields) {
    for (const [policy, allowed] of Object.entries(POLICIES)) {
      const value = fields.get(policy);
      if (value === void 0 || value === null || value === "") continue;
      if (typeof value !== "string" || !allowed.includes(value))
        this.problem(
          `its \`${policy}\` has a word that is not supported.`,
          `Supported: ${allowed.map((word) => `${policy}: ${word}`).join(", ")}`
        );
    }
    return fields.get("decodingStrategy");
  }
}
const MAP_NAME = /^[ \t]+(["']?)([-._A-Za-z0-9]+)\1[ \t]*:(?:[ \t]|$)/;
const LIST_NAME = /^[ \t]+(?:-[ \t]+)?["']?secretKey["']?[ \t]*:[ \t]*(["']?)([-._A-Za-z0-9]+)\1[ \t]*(?:#.*)?$/;
function namePlaces(text, form) {
  const places = /* @__PURE__ */ new Map();
  let inside = false;
  for (const [index, line] of (text ?? "").split(/\r\n|\r|\n/).entries()) {
    if (/^[^\s#]/.test(line)) inside = /^["']?externalSecrets["']?[ \t]*:/.test(line);
    const name = inside ? form.exec(line)?.[2] : void 0;
    if (name !== void 0) places.set(name, places.has(name) ? void 0 : index + 1);
  }
  return places;
}
function helmValues(document, options) {
  const { file, providers } = options;
  const secrets = document.get("secrets");
  const external = document.get("externalSecrets");
  if (!(secrets instanceof Map) && !document.has("externalSecrets")) return void 0;
  const problems = [];
  const notices = [];
  const invalid = (message, fix) => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
  };
  for (const [path, block] of [
    ["The file", document],
    ["secrets", secrets],
    ["externalSecrets", external]
  ])
    if (block instanceof Map && block.has("<<"))
      invalid(`${path} has a YAML merge key (<<), and these are not read.`, "Write its entries out.");
  let settings = {};
  if (secrets instanceof Map) {
    const read = helmSettings(secrets, file);
    settings = read.settings;
    problems.push(...read.problems);
    notices.push(...read.notices);
    if (!document.has("externalSecrets") && !isProviderBlock(secrets, providers))
      invalid(
        "`secrets` is a map, but no provider's configuration. Lines are a block of text, after a |.",
        "secrets: |\n  MONGO_URL = database/mongo_url"
      );
  } else if (typeof secrets === "string" && secrets.trim() !== "")
    invalid(
      "`secrets` is text beside `externalSecrets`: a Helm values file has a map there.",
      "Move the lines into the input secrets, or into a file of their own."
    );
  const { entries, from } = externalEntries(external, options, problems, notices);
  const word = settings.provider;
  if (word === void 0 && entries.length === 0 && from.length === 0)
    return { lines: [], settings, problems, notices };
  const provider = chosenProvider(word, providers, options.remote, file);
  if (provider instanceof Failure) return { lines: [], settings, problems: [...problems, provider], notices };
  for (const [index, item] of from.entries()) problems.push(wholeObject(item, index, provider.id, file));
  const lines = [];
  for (const entry of entries) {
    const line = lineOf(entry, provider, file);
    if (line instanceof Failure) problems.push(line);
    else lines.push(line);
  }
  return { lines, settings, problems, notices };
}
function isProviderBlock(secrets, providers) {
  return secrets.size === 0 || [...secrets.keys()].some(
    (key) => typeof key === "string" && (["provider", "aws", "vault"].includes(key) || providers.has(key))
  );
}
function externalEntries(external, { file, text }, problems, notices) {
  const none = { entries: [], from: [] };
  const invalid = (message, fix) => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
    return none;
  };
  if (external === void 0 || external === null) return none;
  if (!(external instanceof Map))
    return invalid("externalSecrets is not a map.", "externalSecrets:\n  enabled: true\n  data: {}");
  const fields = external;
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
function lineOf(entry, provider, file) {
  const source = provider.reference(entry.key, entry.property, entry.version);
  if (source instanceof Failure) {
    const at = { file, ...entry.line === void 0 ? {} : { line: entry.line } };
    const { code, message, fix } = source;
    return new Failure(code, `${entry.name}: ${message}`, { at, ...fix === void 0 ? {} : { fix } });
  }
  return {
    name: entry.name,
    wildcard: false,
    optional: false,
    source,
    decode: entry.base64 ? "base64" : void 0,
    fallback: void 0,
    public: false,
    destinations: [],
    line: entry.line ?? 1
  };
}
function wholeObject(item, index, id, file) {
  const isFind = item instanceof Map && item.has("find");
  const name = isFind ? `${id}://PREFIX/` : `${id}://NAME`;
  return new Failure(
    "REFERENCE_INVALID",
    `externalSecrets.dataFrom[${index}] takes its names from the store, and that is not read from a values file.`,
    { at: { file }, fix: `Write a line into the step instead:
secrets: |
  APP_* = ${name}` }
  );
}
const DECODES = ["base64", "hex", "json", "yaml", "dotenv"];
const NAME = /^([-._A-Za-z0-9]{0,255})(\*?)(\??)$/;
const KEYWORDS = ["decode", "default", "public", "as"];
const DESTINATIONS = ["env", "output", "file"];
const LEX_PROBLEMS = {
  "open-quote": ["a double quote is not closed.", 'Close it; a quote inside is written \\".'],
  "bad-escape": [
    "a backslash in quotes stands before a character that it cannot.",
    'Inside quotes write \\\\, \\", \\n, \\r or \\t.'
  ],
  "detached-field": [
    "a # follows a space and has no space after it.",
    "Remove the space before it for a field (file.yaml#key), put one after it for a comment (# text)."
  ]
};
function parseLines(text, schemes, where) {
  const lines = [];
  const problems = [];
  for (const [i, raw] of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).entries()) {
    const content = raw.trim();
    if (content === "" || /^#([ \t]|$)/.test(content)) continue;
    const parsed = parseLine(content, i + 1, schemes, where.fromInput === true);
    if (!(parsed instanceof Problem)) lines.push(parsed);
    else problems.push(parsed.failure(i + 1, where));
  }
  return { lines, problems };
}
class Problem {
  message;
  fix;
  name;
  constructor(message, fix) {
    this.message = message;
    this.fix = fix;
  }
  failure(line, where) {
    const at = {
      ...where.input === void 0 ? {} : { input: where.input },
      ...where.file === void 0 ? {} : { file: where.file },
      line
    };
    const message = this.name === void 0 ? this.message[0].toUpperCase() + this.message.slice(1) : `${this.name}: ${this.message}`;
    return new Failure("REFERENCE_INVALID", message, this.fix === void 0 ? { at } : { at, fix: this.fix });
  }
}
function parseLine(content, line, schemes, fromInput) {
  const equals = content.indexOf("=");
  const left = equals === -1 ? null : NAME.exec(content.slice(0, equals).trimEnd());
  const right = content.slice(equals + 1);
  if (left === null || left[1] === "" && left[2] === "" || /^[ \t=]*$/.test(right))
    return new Problem("this line is not NAME = REFERENCE.", "MONGO_URL = database/mongo_url");
  const [name, wildcard, optional] = [left[1], left[2] === "*", left[3] === "?"];
  const parsed = parseRight(right, { name, wildcard, optional, line }, schemes, fromInput);
  if (parsed instanceof Problem) parsed.name = `${name}${left[2]}`;
  return parsed;
}
function parseRight(right, left, schemes, fromInput) {
  const found = tokens(right);
  if (typeof found === "string") return new Problem(...LEX_PROBLEMS[found]);
  const [first, ...rest] = found;
  if (first === void 0)
    return new Problem("there is no reference after the =.", `${left.name} = database/mongo_url`);
  const source = parseSource(first, schemes);
  if (source instanceof Failure)
    return new Problem(source.message.replace(/^This/, "this").replace(/^The /, "the "), source.fix);
  let decode;
  let fallback;
  let isPublic = false;
  let destinations = [];
  const seen = /* @__PURE__ */ new Set();
  for (let i = 0; i < rest.length; ) {
    const word = wordOf(rest[i++]);
    if (word === void 0 || !KEYWORDS.includes(word)) return unknownWord(word);
    if (seen.has(word)) return new Problem(`\`${word}\` stands twice.`);
    seen.add(word);
    if (word === "public") {
      if (!fromInput)
        return new Problem(
          "`public` is allowed only in the input secrets, not in a file.",
          "Move the line into the input."
        );
      isPublic = true;
    } else if (word === "decode") {
      decode = DECODES.find((known) => i < rest.length && wordOf(rest[i]) === known);
      if (decode === void 0)
        return new Problem("`decode` takes one of its words.", `decode ${DECODES.join("|")}`);
      i++;
    } else if (word === "default") {
      if (left.wildcard) return new Problem("a wildcard has no default: it has no name to give it.");
      if (rest[i] === void 0) return new Problem("`default` has no text.", 'default "TEXT"');
      fallback = textOf(rest[i++]);
    } else {
      const end = rest.findIndex(
        (token, j) => j >= i && KEYWORDS.includes(wordOf(token) ?? "")
      );
      const list = parseDestinations(rest.slice(i, end === -1 ? rest.length : end), left, fromInput);
      if (list instanceof Problem) return list;
      destinations = list;
      i = end === -1 ? rest.length : end;
    }
  }
  return { ...left, source, decode, fallback, public: isPublic, destinations };
}
function parseDestinations(words, left, fromInput) {
  const destinations = [];
  for (const [word, path, ...more] of splitAtCommas(words)) {
    const text = word === void 0 ? void 0 : wordOf(word);
    const kind = DESTINATIONS.find((known) => known === text);
    const usage = "as env, output, file   # or: as file PATH";
    if (kind === void 0)
      return new Problem("`as` takes the destinations env, output and file, separated by commas.", usage);
    if (destinations.some((other) => other.kind === kind))
      return new Problem(`the destination ${kind} stands twice.`, usage);
    if (path !== void 0 && (kind !== "file" || more.length > 0))
      return new Problem("destinations are separated by commas, and only `file` takes one path.", usage);
    if (kind !== "file") destinations.push({ kind });
    else if (path === void 0) destinations.push({ kind, path: void 0 });
    else {
      if (!fromInput)
        return new Problem("a path is allowed only in the input secrets, not in a file.", "as file");
      if (left.wildcard)
        return new Problem("a wildcard writes many files: it cannot name one path.", "as file");
      destinations.push({ kind, path: textOf(path) });
    }
  }
  const kinds = new Set(destinations.map(({ kind }) => kind));
  if (kinds.has("env") && kinds.has("file"))
    return new Problem(
      "`as env` and `as file` would both set the variable of this name.",
      "Use two lines with two names."
    );
  return destinations;
}
function splitAtCommas(words) {
  const groups = [[]];
  for (const word of words) {
    for (const [i, piece] of splitBare(word, ",").entries()) {
      if (i > 0) groups.push([]);
      if (piece.length > 0 || indexOfBare(word, ",") === -1 && word.length === 0)
        groups.at(-1).push(piece);
    }
  }
  return groups;
}
function unknownWord(word) {
  const near = word === void 0 ? void 0 : nearest(word, KEYWORDS);
  return new Problem(
    `after the reference stands something that is none of ${KEYWORDS.join(", ")}.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
    'Put a part with spaces in double quotes: sops://"my file.yaml"#key'
  );
}
const CONFIG_KEYS = ["secrets"];
const LINES_FIX = "secrets: |\n  MONGO_URL = database/mongo_url";
function gatherLines({ inputs, providers }, configs, schemes, known) {
  const lines = [];
  const problems = [];
  const notices = [];
  const defaults = /* @__PURE__ */ new Map();
  const add = (text, file) => {
    const where = file === void 0 ? { input: "secrets", fromInput: true } : { file, fromInput: false };
    const parsed = parseLines(text, schemes, where);
    lines.push(...parsed.lines.map((line) => ({ line, file })));
    problems.push(...parsed.problems);
  };
  const seeded = known.flatMap(({ id, seed }) => seed === void 0 ? [] : [{ id, ...seed }]);
  for (const { file, text } of configs) {
    const whole = documentOf(text, file);
    const blocks = whole instanceof Failure ? helmBlocks(text, whole, file) : void 0;
    if (blocks !== void 0) notices.push(blocks.notice);
    const document = blocks?.document ?? whole;
    if (document instanceof Failure) {
      problems.push(document);
      continue;
    }
    const helm = helmValues(document, {
      file,
      text,
      providers: helmProviders(seeded),
      remote: seeded.flatMap(({ id, remote }) => remote && providers.get(id)?.given ? [id] : [])
    });
    if (helm !== void 0) {
      lines.push(...helm.lines.map((line) => ({ line, file })));
      problems.push(...helm.problems);
      notices.push(...helm.notices);
      for (const [name, value] of defaultsOf(helm.settings)) defaults.set(name, value);
      continue;
    }
    const secrets = secretsOf(document, file);
    if (secrets instanceof Failure) problems.push(secrets);
    else add(secrets, file);
  }
  if (inputs.secrets !== "") add(inputs.secrets, void 0);
  return { lines, problems, notices, defaults };
}
function defaultsOf({ aws }) {
  if (aws === void 0 || aws.enabled === false) return [];
  return [
    ...aws.region === void 0 ? [] : [["aws-region", aws.region]],
    ...aws.prefix === void 0 ? [] : [["aws-prefix", aws.prefix]]
  ];
}
function documentOf(text, file) {
  try {
    const document = parseYaml(text);
    return document instanceof Map ? document : /* @__PURE__ */ new Map();
  } catch (error) {
    return error instanceof Failure ? new Failure("INPUT_INVALID", error.message, { at: { ...error.at, file }, fix: LINES_FIX }) : new Failure("INPUT_INVALID", "The configuration is not valid YAML.", {
      at: { file },
      fix: LINES_FIX
    });
  }
}
function secretsOf(fields, file) {
  for (const key of fields.keys()) {
    if (CONFIG_KEYS.includes(String(key))) continue;
    const near = nearest(String(key), CONFIG_KEYS);
    return new Failure(
      "INPUT_UNKNOWN_KEY",
      `The configuration has an unknown key.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
      { at: { file }, fix: `Known keys: ${CONFIG_KEYS.join(", ")}` }
    );
  }
  const secrets = fields.get("secrets");
  if (typeof secrets === "string") return secrets;
  return new Failure("INPUT_INVALID", "The configuration has no block of lines under the key `secrets`.", {
    at: { file },
    fix: LINES_FIX
  });
}
const EMPTY = Secret.of("");
const SHOWN_NAMES = 20;
function expand(prefix, tree, settings) {
  const leaves = [];
  const nulls = [];
  const nameOf = (keys) => {
    const name = prefix + keys.map((key) => key.replace(/[^A-Za-z0-9_]/gu, "_")).join("_");
    return settings.nameCase === "upper" ? name.toUpperCase() : name;
  };
  collect(tree, [], leaves, nulls);
  if (settings.nulls === "empty")
    for (const keys of nulls.splice(0)) leaves.push({ keys, value: EMPTY, clear: false });
  const values = [];
  const byName = /* @__PURE__ */ new Map();
  const problems = [];
  const outside2 = [];
  const clear = [];
  for (const leaf of leaves) {
    const name = nameOf(leaf.keys);
    const other = byName.get(name);
    if (leaf.clear && settings.leaves === "encrypted") clear.push(name);
    else if (settings.names.length > 0 && !matchesPatterns(name, settings.names)) outside2.push(name);
    else if (other !== void 0) problems.push(collision(name, other, leaf.keys));
    else {
      byName.set(name, leaf.keys);
      values.push({ name, value: leaf.value, clear: leaf.clear });
    }
  }
  const notices = [
    ...note(nulls.map(nameOf), "null in the store, skipped"),
    ...note(clear, "in clear in the file and left out; add ?leaves=all to the reference to export them"),
    ...note(outside2, "outside wildcard-names, left out")
  ];
  return { values, problems, notices };
}
function collect(fields, path, leaves, nulls) {
  for (const [key, node] of fields) {
    const keys = [...path, key];
    if (node.kind === "map") collect(node.fields, keys, leaves, nulls);
    else if (node.kind === "null") nulls.push(keys);
    else if (node.kind === "leaf") leaves.push({ keys, value: node.value, clear: node.clear });
    else leaves.push({ keys, value: node.whole, clear: node.items.length > 0 && node.items.every(isClear) });
  }
}
function note(names, why) {
  if (names.length === 0) return [];
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : "";
  return [`${names.slice(0, SHOWN_NAMES).join(", ")}${more}: ${why}.`];
}
const collision = (name, a, b) => new Failure("NAME_COLLISION", `Two keys would both be ${name}: ${a.join(".")} and ${b.join(".")}.`, {
  fix: "Rename one of them in the store, or name each value on a line of its own instead of the wildcard."
});
const DOTENV_LINE = /^[ \t]*(?:export[ \t]+)?([^\s=#'"]+)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\n]*?))[ \t]*(?:(?<=\s)#[^\n]*)?$/;
function decodeValue(value, decode) {
  const failed = new Failure(
    "DECODE_FAILED",
    `The value is not valid ${decode === "json" || decode === "yaml" ? `${decode} with an object on top` : decode}.`,
    {
      fix: `Remove \`decode ${decode}\`, or correct what is stored.`
    }
  );
  if (decode === "json") return jsonTree(value) ?? failed;
  const text = value.reveal();
  if (text === void 0) return failed;
  if (decode === "base64") return base64(text) ?? failed;
  if (decode === "hex") return hex(text) ?? failed;
  if (decode === "dotenv") return dotenv(text) ?? failed;
  try {
    const node = nodeOf(parseYaml(text));
    return node?.kind === "map" ? node.fields : failed;
  } catch {
    return failed;
  }
}
function base64(text) {
  const plain = text.replace(/[\r\n \t]/g, "");
  const bytes = Buffer.from(plain, "base64");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && bytes.toString("base64") === plain ? Secret.ofBytes(bytes) : void 0;
}
function hex(text) {
  const plain = text.trim();
  return /^(?:[0-9A-Fa-f]{2})*$/.test(plain) ? Secret.ofBytes(Buffer.from(plain, "hex")) : void 0;
}
function dotenv(text) {
  const fields = /* @__PURE__ */ new Map();
  const lines = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n").split("\n");
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i];
    if (/^[ \t]*(#|$)/.test(line)) continue;
    const open = /^[^=]*=[ \t]*(['"])/.exec(line)?.[1];
    while (open !== void 0 && !isClosed(line, open) && i + 1 < lines.length) line += `
${lines[++i]}`;
    const match = DOTENV_LINE.exec(line);
    if (match === null || open !== void 0 && match[4] !== void 0) return void 0;
    const value = match[2] ?? (match[3] === void 0 ? void 0 : unescape(match[3])) ?? match[4];
    fields.set(match[1], { kind: "leaf", value: Secret.of(value), clear: false });
  }
  return fields;
}
function isClosed(line, quote) {
  const start = line.indexOf(quote) + 1;
  for (let i = start; i < line.length; i++) {
    if (quote === '"' && line[i] === "\\") i++;
    else if (line[i] === quote) return true;
  }
  return false;
}
const unescape = (text) => text.replace(
  /\\([\s\S])/g,
  (whole, char) => char === "n" ? "\n" : char === "r" ? "\r" : char === "t" ? "	" : '"\\$`'.includes(char) ? char : whole
);
function wildcardTree(content, line) {
  if (content.kind === "listing") return listed(content.entries, line);
  const tree = objectOf(content, line);
  const field = line.source.kind === "reference" ? line.source.field : void 0;
  if (tree instanceof Failure || field === void 0) return tree;
  const node = selectNode(tree, field);
  if (node?.kind === "map") return node.fields;
  return new Failure("FIELD_NOT_FOUND", "The field of this wildcard is no object.", {
    fix: "Name a field that holds an object, or leave the field out."
  });
}
function objectOf(content, line) {
  if (content.kind === "fields") return content.fields;
  if (content.kind === "text") {
    const decoded = line.decode === void 0 ? jsonTree(content.text) : decodeValue(content.text, line.decode);
    if (decoded instanceof Failure || decoded instanceof Map) return decoded;
  }
  return new Failure("FIELD_NOT_FOUND", "A wildcard needs an object, and this is one value.", {
    fix: `${line.name}NAME = \u2026`
  });
}
function listed(entries, line) {
  const fields = /* @__PURE__ */ new Map();
  for (const [key, content] of entries) {
    const value = content.kind === "text" ? content.text : content.kind === "bytes" ? content.bytes : Secret.of("");
    const decoded = line.decode === void 0 ? value : decodeValue(value, line.decode);
    if (decoded instanceof Failure)
      return new Failure(decoded.code, `${key}: ${decoded.message}`, { fix: decoded.fix ?? "" });
    if (decoded instanceof Secret) fields.set(key, { kind: "leaf", value: decoded, clear: false });
    else fields.set(key, { kind: "map", fields: decoded, whole: value });
  }
  return fields;
}
function valuesOf(lines, resolutions, settings) {
  const named = [];
  const absent = [];
  const notices = /* @__PURE__ */ new Set();
  const problems = [];
  const reported = /* @__PURE__ */ new Set();
  for (const [i, origin] of lines.entries()) {
    const resolution = resolutions[i];
    const { line } = origin;
    const problem = (failure) => void problems.push(placedAt(failure, origin));
    if (resolution.is === "failed") {
      if (!reported.has(resolution.error)) problem(resolution.error);
      reported.add(resolution.error);
      continue;
    }
    if (resolution.is === "missing") {
      lacking(origin, resolution.skipped);
      continue;
    }
    for (const notice of resolution.notices) notices.add(notice);
    const common = {
      origin,
      provider: resolution.provider,
      shown: resolution.shown,
      version: resolution.version,
      date: resolution.date,
      skipped: resolution.skipped,
      inEnvChain: resolution.skipped.some((skip) => skip.provider === "env") || resolution.provider === "env" || line.source.kind === "bare" && settings.envInChain
    };
    if (line.wildcard) {
      const tree = wildcardTree(resolution.content, line);
      if (tree instanceof Failure) problem(tree);
      else {
        const leaves = line.source.kind === "reference" ? line.source.query.get("leaves") : void 0;
        const expanded = expand(line.name, tree, {
          nameCase: settings.nameCase,
          leaves: leaves === "all" ? "all" : "encrypted",
          names: settings.wildcardNames,
          nulls: resolution.content.kind === "fields" ? "skip" : "empty"
        });
        expanded.problems.forEach(problem);
        for (const notice of expanded.notices) notices.add(notice);
        for (const { name, value, clear } of expanded.values)
          named.push({ ...common, name, value, isPublic: clear || line.public, spelledOut: false });
      }
      continue;
    }
    const selected = selectField(
      resolution.content,
      line.source.kind === "reference" ? line.source.field : void 0
    );
    if (selected instanceof Failure) {
      if (selected.code === "FIELD_NOT_FOUND" && resolution.provider === "sops")
        lacking(origin, [...resolution.skipped, { provider: "sops", why: "no such field" }]);
      else problem(selected);
      continue;
    }
    const isEmpty = selected.kind === "null" && resolution.content.kind !== "fields";
    if (selected.kind === "null" && !isEmpty) {
      notices.add(`${line.name} is null in ${resolution.shown}, and was skipped.`);
      absent.push({ name: line.name, skipped: [{ provider: resolution.provider, why: "null" }] });
      continue;
    }
    const decoded = selected.kind === "null" ? Secret.of("") : decodeText(selected.value, line);
    if (decoded instanceof Failure) problem(decoded);
    else
      named.push({
        ...common,
        name: line.name,
        value: decoded,
        isPublic: line.public || selected.kind === "value" && selected.clear,
        spelledOut: origin.file === void 0
      });
  }
  function lacking(origin, skipped) {
    const { line } = origin;
    const name = `${line.name}${line.wildcard ? "*" : ""}`;
    if (line.fallback !== void 0)
      named.push({
        name: line.name,
        value: Secret.of(line.fallback),
        isPublic: true,
        origin,
        spelledOut: origin.file === void 0,
        provider: "default",
        shown: "default",
        version: void 0,
        date: void 0,
        skipped,
        inEnvChain: false
      });
    else if (line.optional) absent.push({ name, skipped });
    else {
      const why = skipped.map((skip) => `${skip.provider}: ${skip.why}`).join("; ");
      problems.push(
        placedAt(
          new Failure("SECRET_NOT_FOUND", `No provider has it${why === "" ? "" : ` (${why})`}.`, {
            fix: `${line.name}? = \u2026   # where it may be absent, or: \u2026 default "TEXT"`
          }),
          origin
        )
      );
    }
  }
  const exact = new Set(named.filter((entry) => !entry.origin.line.wildcard).map((entry) => entry.name));
  for (const entry of named)
    if (entry.origin.line.wildcard && exact.has(entry.name))
      notices.add(`${entry.name}: the line that names it goes before the wildcard.`);
  return {
    named: named.filter((entry) => !(entry.origin.line.wildcard && exact.has(entry.name))),
    absent,
    notices: [...notices],
    problems
  };
}
function decodeText(value, line) {
  if (line.decode === void 0) return value;
  const decoded = decodeValue(value, line.decode);
  if (decoded instanceof Failure || decoded instanceof Secret) return decoded;
  return new Failure(
    "DECODE_FAILED",
    `decode ${line.decode} gives several values; only a wildcard takes those.`,
    {
      fix: `${line.name}_* = \u2026 decode ${line.decode}`
    }
  );
}
function placedAt(failure, { line, file }) {
  const inner = failure.at?.file === void 0 ? {} : { file: failure.at.file };
  const at = { ...file === void 0 ? { input: "secrets" } : { file }, ...inner, line: line.line };
  return new Failure(failure.code, `${line.name}${line.wildcard ? "*" : ""}: ${failure.message}`, {
    at: failure.at?.line === void 0 ? at : { ...failure.at, input: `secrets line ${line.line}` },
    ...failure.fix === void 0 ? {} : { fix: failure.fix },
    ...failure.all.length === 0 ? {} : { all: failure.all }
  });
}
const OWN_EVENTS = /* @__PURE__ */ new Set([
  "push",
  "schedule",
  "workflow_dispatch",
  "repository_dispatch",
  "release",
  "merge_group",
  "deployment",
  "create"
]);
const PULL_REQUEST_EVENTS = /* @__PURE__ */ new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment"
]);
const DEPENDABOT_WITHHELD = /* @__PURE__ */ new Set([
  ...PULL_REQUEST_EVENTS,
  "push",
  "create",
  "deployment"
]);
const DEPENDABOT = "dependabot[bot]";
const object = (value) => typeof value === "object" && value !== null ? value : {};
function judgeEvent(event) {
  if (event.name === "") return { kind: "own" };
  if (event.actor === DEPENDABOT && DEPENDABOT_WITHHELD.has(event.name))
    return { kind: "withheld", why: "Dependabot set off this run, and GitHub gives such runs no secrets" };
  if (OWN_EVENTS.has(event.name)) return { kind: "own" };
  const payload = object(event.payload);
  if (PULL_REQUEST_EVENTS.has(event.name)) {
    const pull = object(payload["pull_request"]);
    if (sameRepository(object(pull["head"])["repo"], object(pull["base"])["repo"])) return { kind: "own" };
    return {
      kind: "withheld",
      why: "the pull request comes from a fork, and GitHub gives such runs no secrets"
    };
  }
  const commits = [event.sha];
  if (event.name === "workflow_run") {
    const run = object(payload["workflow_run"]);
    const repository = object(payload["repository"]);
    const head = run["head_sha"];
    const own = run["event"] === "push" && typeof run["head_branch"] === "string" && run["head_branch"] === repository["default_branch"] && sameRepository(run["head_repository"], repository);
    if (own && typeof head === "string") commits.push(head);
  }
  return { kind: "privileged", commits: commits.filter((commit) => commit !== "") };
}
function sameRepository(head, base) {
  const id = object(head)["id"];
  return id !== void 0 && id !== null && id === object(base)["id"];
}
function judgeCheckouts(judgement, checkouts) {
  if (judgement.kind !== "privileged") return [];
  return checkouts.flatMap((checkout) => {
    const own = [checkout.head, checkout.recordedBy].some(
      (commit) => commit !== void 0 && judgement.commits.includes(commit)
    );
    if (checkout.head === void 0 && checkout.files.length > 0)
      return checkout.files.map((file) => outside(file.shown));
    if (!own && checkout.head !== void 0)
      return [
        new Failure(
          "EVENT_UNTRUSTED",
          `This event can be set off by someone without write access, and the checkout in ${checkout.shown} is not the event's own commit.`,
          {
            fix: "Check out the event's own commit (actions/checkout without `ref`), and load secrets in a job of their own."
          }
        )
      ];
    return checkout.files.filter((file) => !file.isHeadsBlob).map(
      (file) => new Failure(
        "FILE_NOT_COMMITTED",
        `The file ${file.shown} is not byte for byte what the event's commit holds.`,
        {
          at: { file: file.shown },
          fix: "Load secrets before any step that changes the checkout."
        }
      )
    );
  });
}
const outside = (shown) => new Failure("EVENT_UNTRUSTED", `The file ${shown} lies in no checkout, so nobody knows whose it is.`, {
  at: { file: shown },
  fix: "Name a file that the event's own commit holds; this event can be set off by someone without write access."
});
const MS_PER_SECOND = 1e3;
async function prepare(parts, signal) {
  const { runner } = parts;
  const event = runner.event();
  const given = parts.readInputs();
  const { inputs, problems, unknown } = given;
  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", inputs, why: judgement.why };
  runner.debug(`trust: event ${event.name || "none"} is ${judgement.kind}`);
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const schemes = new Set(parts.known.flatMap((provider) => provider.schemes.map((scheme) => scheme.name)));
  const extra = parts.extra?.(schemes);
  const { configs, missing } = readConfigs(
    parts,
    inputs,
    extra !== void 0 || isHandOver(given, parts.known)
  );
  if (configs.length > 0) await loadYaml();
  const gathered = gatherLines(given, configs, schemes, parts.known);
  const { providers, sessions } = parts.providers(
    gathered.defaults.size > 0 ? parts.readInputs(gathered.defaults) : given
  );
  const handsOver = providers.some((provider) => provider.handsOver);
  const lines = [...gathered.lines, ...extra?.lines ?? []];
  const unreadable = [...gathered.problems, ...extra?.problems ?? []];
  const chain = chainOf(inputs, providers);
  const found = [...problems, ...missing, ...unreadable, ...chain.problems];
  const fed = providers.flatMap((provider) => provider.unused() ?? []);
  if (lines.length === 0 && extra === void 0 && !handsOver && found.length === 0)
    found.push(nothingAsked(fed[0]));
  if (unreadable.length === 0 && !lines.some(({ line }) => line.source.kind === "bare")) found.push(...fed);
  const files = [
    ...configs.map(({ file }) => file),
    ...parts.caFiles(inputs),
    ...providers.flatMap((provider) => [
      ...provider.files(),
      ...lines.flatMap(({ line }) => provider.filesOf(line.source))
    ])
  ];
  if (judgement.kind === "privileged")
    found.push(...judgeCheckouts(judgement, parts.checkouts([...new Set(files)])));
  found.push(...unboundWildcards(parts, inputs, lines, providers));
  const located = [];
  for (const { line, file } of lines) {
    const result = locate(line.source, providers, chain.providers);
    if (result instanceof Failure) found.push(placed(result, { line, file }));
    else located.push(result);
  }
  const { used, problems: misused } = usedProviders(located, providers);
  fail([...found, ...misused]);
  if (lines.some(({ line }) => line.decode === "yaml")) await loadYaml();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(inputs.timeout * MS_PER_SECOND)]);
  const handed = [];
  try {
    const resolutions = await resolve(
      located,
      new Set(inputs.fallbackOn),
      sessions,
      limited
    );
    describe(parts, lines, resolutions);
    for (const provider of used.filter((one) => one.handsOver))
      handed.push((await sessions.of(provider, limited)).handOver());
    const found2 = valuesOf(lines, resolutions, {
      nameCase: inputs.nameCase,
      wildcardNames: inputs.wildcardNames,
      envInChain: chain.providers.some(({ id }) => id === "env")
    });
    fail(found2.problems);
    const values = { ...found2, notices: [...gathered.notices, ...found2.notices] };
    const entries = [...entriesOf(values.named), ...extra?.plain ?? [], ...handedEntries(handed)];
    const plan = planned(parts, inputs, entries, handedFiles(handed));
    const identities = sessions.opened().flatMap(({ provider, session }) => session.who ? [{ provider, ...session.who }] : []);
    return { kind: "ready", inputs, event, values, plan, identities, handed };
  } catch (error) {
    throw limited.aborted && !signal.aborted ? tooLong(inputs) : error;
  } finally {
    await sessions.close(signal);
  }
}
const isHandOver = (given, known) => known.some(({ id, handsOver }) => handsOver?.(given.providers.get(id)?.values ?? {}) ?? false);
function describe(parts, lines, resolutions) {
  for (const [i, resolution] of resolutions.entries()) {
    const skips = resolution.skipped.map(({ provider, why }) => `${provider}: ${why}; `).join("");
    const by = resolution.is === "found" ? ` by ${resolution.provider}` : "";
    parts.runner.debug(
      `resolve: line ${lines[i]?.line.line} ${lines[i]?.line.name}: ${skips}${resolution.is}${by}`
    );
  }
}
function planned(parts, inputs, entries, files) {
  const { runner } = parts;
  const result = parts.plan(entries, {
    env: runner.env,
    ours: parts.earlier(),
    overwrite: inputs.overwrite,
    exportDefault: inputs.export,
    exportFile: inputs.exportFile,
    workspace: runner.workspace,
    temp: runner.temp,
    platform: process.platform,
    minMaskLength: inputs.minMaskLength
  });
  if ("problems" in result) throw together(result.problems);
  const plan = { ...result.plan, files: [...result.plan.files, ...files] };
  fail(parts.checkFiles(plan, inputs.overwrite));
  return plan;
}
const tooLong = ({ timeout }) => new Failure(
  "STORE_UNREACHABLE",
  `Logging in and reading took longer than ${timeout} s; nothing was exported.`,
  {
    at: { input: "timeout" },
    fix: `timeout: ${timeout * 2}   # or find out what is slow with the step's debug log`
  }
);
function fail(problems) {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}
const entriesOf = (named) => named.map(({ name, value, isPublic, origin, spelledOut, provider, inEnvChain }) => ({
  name,
  value,
  public: isPublic,
  destinations: origin.line.destinations,
  line: origin.line.line,
  file: origin.file,
  spelledOut,
  source: provider,
  envInChain: inEnvChain
}));
export {
  prepare as p
};
