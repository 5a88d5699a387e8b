import { F as Failure, a as asFailure, S as Secret, t as together } from "./report-failure.js";
import { p as parseYaml, l as loadYaml } from "./kernel-yaml.js";
import { t as tokens, a as parseSource, w as wordOf, b as textOf, n as nearest, s as splitBare, i as indexOfBare, m as matchesPatterns, l as locate, r as resolve } from "./export-names.js";
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
  const wanted = inputs.providers.length > 0 ? inputs.providers : [...inputs.sopsFiles.length > 0 ? ["sops"] : [], "env"];
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
const nothingAsked = (inputs) => new Failure(
  "INPUT_INVALID",
  "Nothing was asked for: the input secrets is empty, and there is no configuration.",
  {
    at: { input: "secrets" },
    fix: inputs.sopsFiles[0] === void 0 ? "secrets: |\n  MONGO_URL = database/mongo_url" : `secrets: |
  * = sops://${inputs.sopsFiles[0]}`
  }
);
const unusedSopsFiles = (inputs) => new Failure("INPUT_INVALID", "sops-files feeds the chain, and no line asks the chain for anything.", {
  at: { input: "sops-files" },
  fix: `secrets: |
${inputs.sopsFiles.map((file) => `  * = sops://${file}`).join("\n")}`
});
function unboundWildcards(parts, inputs, lines) {
  if (inputs.wildcardNames.length > 0) return [];
  const bare = lines.filter(({ line }) => line.wildcard && line.name === "");
  if (bare.length === 0) return [];
  const problems = [];
  for (const origin of bare) {
    const own = isOwnFile(parts, ...parts.filesOf({ ...inputs, sopsFiles: [], ageKeyFile: [] }, [origin]));
    if (!own)
      problems.push(
        placed(
          new Failure(
            "FILE_NOT_COMMITTED",
            "A bare `*` takes its names from a file, and that file is not what the event's own commit holds.",
            {
              fix: "wildcard-names: APP_*, DB_*   # what this wildcard may export"
            }
          ),
          origin
        )
      );
  }
  return problems;
}
function placed(failure, { line, file }) {
  const at = { ...file === void 0 ? { input: "secrets" } : { file }, line: line.line };
  const name = `${line.name}${line.wildcard ? "*" : ""}`;
  return new Failure(failure.code, `${name}: ${failure.message}`, {
    at,
    ...failure.fix === void 0 ? {} : { fix: failure.fix }
  });
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
function gatherLines(inputs, configs, schemes) {
  const lines = [];
  const problems = [];
  const add = (text, file) => {
    const where = file === void 0 ? { input: "secrets", fromInput: true } : { file, fromInput: false };
    const parsed = parseLines(text, schemes, where);
    lines.push(...parsed.lines.map((line) => ({ line, file })));
    problems.push(...parsed.problems);
  };
  for (const { file, text } of configs) {
    const secrets = secretsOf(text, file);
    if (secrets instanceof Failure) problems.push(secrets);
    else add(secrets, file);
  }
  if (inputs.secrets !== "") add(inputs.secrets, void 0);
  return { lines, problems };
}
function secretsOf(text, file) {
  const fix = "secrets: |\n  MONGO_URL = database/mongo_url";
  let document;
  try {
    document = parseYaml(text);
  } catch (error) {
    return error instanceof Failure ? new Failure("INPUT_INVALID", error.message, { at: { ...error.at, file }, fix }) : new Failure("INPUT_INVALID", "The configuration is not valid YAML.", { at: { file }, fix });
  }
  const fields = document instanceof Map ? document : /* @__PURE__ */ new Map();
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
    fix
  });
}
const MAX_DEPTH = 64;
class NumberText {
  text;
  constructor(text) {
    this.text = text;
  }
}
function jsonTree(text) {
  const source = text.reveal();
  if (source === void 0 || !/^\s*\{/.test(source)) return void 0;
  try {
    const parsed = JSON.parse(
      source,
      (_key, value, context) => typeof value === "number" ? new NumberText(context?.source ?? String(value)) : value
    );
    const node = nodeOf(parsed, 0);
    return node?.kind === "map" ? node.fields : void 0;
  } catch {
    return void 0;
  }
}
function nodeOf(value, depth = 0) {
  if (depth > MAX_DEPTH) return void 0;
  if (value === null || value === void 0) return { kind: "null" };
  if (Array.isArray(value)) {
    const items = [];
    for (const item of value) {
      const node = nodeOf(item, depth + 1);
      if (node === void 0) return void 0;
      items.push(node);
    }
    return { kind: "list", items, whole: Secret.of(jsonText(value)) };
  }
  if (value instanceof Map || isPlain(value)) {
    const fields = /* @__PURE__ */ new Map();
    for (const [key, child] of entriesOf$1(value)) {
      const node = nodeOf(child, depth + 1);
      if (node === void 0) return void 0;
      fields.set(key, node);
    }
    return { kind: "map", fields, whole: Secret.of(jsonText(value)) };
  }
  return { kind: "leaf", value: Secret.of(scalarText(value)), clear: false };
}
const isPlain = (value) => typeof value === "object" && value !== null && !(value instanceof NumberText) && !(value instanceof Date);
const entriesOf$1 = (value) => value instanceof Map ? [...value].map(([key, child]) => [String(key), child]) : Object.entries(value);
function scalarText(value) {
  if (value instanceof NumberText) return value.text;
  return value instanceof Date ? value.toISOString() : String(value);
}
function jsonText(value) {
  if (value === null || value === void 0) return "null";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (value instanceof Map || isPlain(value))
    return `{${entriesOf$1(value).map(([key, child]) => `${JSON.stringify(key)}:${jsonText(child)}`).join(",")}}`;
  return typeof value === "boolean" || typeof value === "bigint" || value instanceof NumberText || Number.isFinite(value) ? scalarText(value) : JSON.stringify(scalarText(value));
}
const SHOWN_FIELDS = 12;
function selectField(content, field) {
  if (field === void 0) {
    const value = content.kind === "fields" ? content.whole : content.kind === "text" ? content.text : content.bytes;
    return { kind: "value", value, clear: content.kind === "text" && content.clear === true };
  }
  const fields = content.kind === "fields" ? content.fields : treeOfText(content.kind === "text" ? content.text : content.bytes);
  if (fields instanceof Failure) return fields;
  const node = selectNode(fields, field);
  if (node === void 0) return notFound(content.kind === "fields" ? fields : void 0);
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "leaf") return { kind: "value", value: node.value, clear: node.clear };
  return { kind: "value", value: node.whole, clear: isClear(node) };
}
function selectNode(fields, field) {
  if (field.kind === "path") return descend(fields, field.parts);
  return fields.get(field.key) ?? descend(fields, field.key.split("."));
}
function descend(fields, parts) {
  const [first, ...rest] = parts;
  let node = first === void 0 ? void 0 : fields.get(first);
  for (const part of rest) {
    if (node?.kind === "map") node = node.fields.get(part);
    else if (node?.kind === "list" && /^(0|[1-9][0-9]{0,8})$/.test(part)) node = node.items[Number(part)];
    else return void 0;
  }
  return node;
}
function isClear(node) {
  if (node.kind === "leaf") return node.clear;
  if (node.kind === "null") return true;
  return (node.kind === "list" ? node.items : [...node.fields.values()]).every(isClear);
}
function treeOfText(text) {
  const tree = jsonTree(text);
  if (tree instanceof Map) return tree;
  return new Failure("FIELD_NOT_FOUND", "A field was asked of a value that is no JSON object.", {
    fix: "Remove the #field to take the value as it is."
  });
}
function notFound(fields) {
  if (fields === void 0)
    return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
      fix: "Compare the field with what is stored. Its keys are not shown: they are part of the value."
    });
  const names = [...fields.keys()];
  const shown = names.slice(0, SHOWN_FIELDS).join(", ");
  const more = names.length > SHOWN_FIELDS ? ` and ${names.length - SHOWN_FIELDS} more` : "";
  return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
    fix: names.length === 0 ? "The object is empty." : `Fields at the top: ${shown}${more}`
  });
}
const SHOWN_NAMES = 20;
function expand(prefix, tree, settings) {
  const leaves = [];
  const nulls = [];
  const nameOf = (keys) => {
    const name = prefix + keys.map((key) => key.replace(/[^A-Za-z0-9_]/gu, "_")).join("_");
    return settings.nameCase === "upper" ? name.toUpperCase() : name;
  };
  collect(tree, [], leaves, nulls);
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
      const tree = treeOf(resolution.content, origin);
      if (tree instanceof Failure) problem(tree);
      else {
        const leaves = line.source.kind === "reference" ? line.source.query.get("leaves") : void 0;
        const expanded = expand(line.name, tree, {
          nameCase: settings.nameCase,
          leaves: leaves === "all" ? "all" : "encrypted",
          names: settings.wildcardNames
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
    if (selected.kind === "null") {
      notices.add(`${line.name} is null in ${resolution.shown}, and was skipped.`);
      absent.push({ name: line.name, skipped: [{ provider: resolution.provider, why: "null" }] });
      continue;
    }
    const decoded = decodeText(selected.value, line);
    if (decoded instanceof Failure) problem(decoded);
    else
      named.push({
        ...common,
        name: line.name,
        value: decoded,
        isPublic: line.public || selected.clear,
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
function treeOf(content, { line }) {
  if (line.decode !== void 0 && content.kind === "text") {
    const decoded = decodeValue(content.text, line.decode);
    if (decoded instanceof Failure) return decoded;
    if (!(decoded instanceof Secret)) return decoded;
  }
  if (content.kind !== "fields")
    return new Failure("FIELD_NOT_FOUND", "A wildcard needs an object, and this is one value.", {
      fix: `${line.name}NAME = \u2026`
    });
  const field = line.source.kind === "reference" ? line.source.field : void 0;
  if (field === void 0) return content.fields;
  const node = selectNode(content.fields, field);
  if (node?.kind === "map") return node.fields;
  return new Failure("FIELD_NOT_FOUND", "The field of this wildcard is no object.", {
    fix: "Name a field that holds an object, or leave the field out."
  });
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
async function prepare(parts, signal) {
  const { runner } = parts;
  const event = runner.event();
  const { inputs, problems, unknown } = parts.readInputs();
  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", inputs, why: judgement.why };
  runner.debug(`trust: event ${event.name || "none"} is ${judgement.kind}`);
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const providers = parts.providers(inputs);
  const schemes = new Set(providers.flatMap((provider) => provider.schemes.map((scheme) => scheme.name)));
  const extra = parts.extra?.(schemes);
  const { configs, missing } = readConfigs(parts, inputs, extra !== void 0);
  if (configs.length > 0) await loadYaml();
  const gathered = gatherLines(inputs, configs, schemes);
  const lines = [...gathered.lines, ...extra?.lines ?? []];
  const unreadable = [...gathered.problems, ...extra?.problems ?? []];
  const chain = chainOf(inputs, providers);
  const found = [...problems, ...missing, ...unreadable, ...chain.problems];
  if (lines.length === 0 && extra === void 0 && found.length === 0) found.push(nothingAsked(inputs));
  if (inputs.sopsFiles.length > 0 && unreadable.length === 0 && !lines.some(({ line }) => line.source.kind === "bare"))
    found.push(unusedSopsFiles(inputs));
  const files = [...configs.map(({ file }) => file), ...parts.filesOf(inputs, lines)];
  if (judgement.kind === "privileged") found.push(...judgeCheckouts(judgement, parts.checkouts(files)));
  found.push(...unboundWildcards(parts, inputs, lines));
  const located = [];
  for (const { line, file } of lines) {
    const result = locate(line.source, providers, chain.providers);
    if (result instanceof Failure) found.push(placed(result, { line, file }));
    else located.push(result);
  }
  fail(found);
  if (lines.some(({ line }) => line.decode === "yaml")) await loadYaml();
  const resolutions = await resolve(located, new Set(inputs.fallbackOn), signal);
  for (const [i, resolution] of resolutions.entries()) {
    const skips = resolution.skipped.map(({ provider, why }) => `${provider}: ${why}; `).join("");
    const by = resolution.is === "found" ? ` by ${resolution.provider}` : "";
    runner.debug(
      `resolve: line ${lines[i]?.line.line} ${lines[i]?.line.name}: ${skips}${resolution.is}${by}`
    );
  }
  const values = valuesOf(lines, resolutions, {
    nameCase: inputs.nameCase,
    wildcardNames: inputs.wildcardNames,
    envInChain: chain.providers.some(({ id }) => id === "env")
  });
  fail(values.problems);
  const planned = parts.plan([...entriesOf(values.named), ...extra?.plain ?? []], {
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
  if ("problems" in planned) throw together(planned.problems);
  const { plan } = planned;
  fail(parts.checkFiles(plan, inputs.overwrite));
  return { kind: "ready", inputs, event, values, plan };
}
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
