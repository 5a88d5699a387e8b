import { F as Failure, a as asFailure, t as together } from "./report-failure.js";
import { S as Secret, l as logLines, s as summaryMarkdown, a as leftoversPath, L as LEFTOVERS_STATE, b as saveLeftovers, c as actionsRunner, d as start } from "./entries-start.js";
import { p as parseYaml } from "./kernel-yaml.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load2 = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load2()[key],
    has: (_, key) => key in load2(),
    ownKeys: () => Reflect.ownKeys(load2()),
    getOwnPropertyDescriptor: (_, key) => {
      const found2 = Reflect.getOwnPropertyDescriptor(load2(), key);
      return found2 && { ...found2, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { s as storeOf, l as leafBytes, f as formatOf$1, d as decrypt, r as runQuietly, a as fileKeys, e as environmentKeys, i as identitiesOf, b as systemClock } from "./providers-sops-keys.js";
import { F as FORMATS, V as VERSION } from "./entries-version.js";
function locate(source, providers, chain) {
  const asked = source.kind === "bare" ? chain : providers.filter((p) => p.schemes.some((scheme) => scheme.name === source.scheme));
  const at = [];
  for (const provider of asked) {
    const locator = provider.locate(source);
    if (locator instanceof Failure) return locator;
    at.push({ provider, locator });
  }
  if (at.length === 0) return new Failure("REFERENCE_INVALID", "No provider answers to this reference.");
  return { at };
}
async function resolve(wanted, fallbackOn, signal) {
  const sessions = /* @__PURE__ */ new Map();
  const skipped = wanted.map(() => []);
  const done = /* @__PURE__ */ new Map();
  try {
    for (let turn = 0; wanted.some((located, i) => !done.has(i) && turn < located.at.length); turn++) {
      const asking = /* @__PURE__ */ new Map();
      for (const [i, located] of wanted.entries()) {
        const provider = done.has(i) ? void 0 : located.at[turn]?.provider;
        if (provider) asking.set(provider, [...asking.get(provider) ?? [], i]);
      }
      const turns = [...asking].map(async ([provider, indexes]) => {
        const outcomes = await ask(
          provider,
          sessions,
          indexes.map((i) => wanted[i].at[turn].locator),
          signal
        );
        for (const i of indexes) {
          const { locator } = wanted[i].at[turn];
          const outcome = outcomes.get(locator.id) ?? missingAnswer;
          const settled = settle(outcome, provider, locator, skipped[i], fallbackOn);
          if (settled) done.set(i, settled);
        }
      });
      await Promise.all(turns);
    }
  } finally {
    await Promise.allSettled([...sessions.values()].map((session) => session.close(signal)));
  }
  return wanted.map((_, i) => done.get(i) ?? { is: "missing", skipped: skipped[i] });
}
const missingAnswer = {
  is: "failed",
  error: new Failure("INTERNAL", "The provider gave no answer for this reference.")
};
async function ask(provider, sessions, locators, signal) {
  const unique = [...new Map(locators.map((locator) => [locator.id, locator])).values()];
  try {
    const session = sessions.get(provider) ?? await provider.open(signal);
    sessions.set(provider, session);
    return await session.read(unique, signal);
  } catch (error) {
    const failed = { is: "failed", error: asFailure(error) };
    return new Map(unique.map((locator) => [locator.id, failed]));
  }
}
function settle(outcome, provider, locator, skipped, fallbackOn) {
  if (outcome.is === "found")
    return {
      is: "found",
      content: outcome.value,
      provider: provider.id,
      shown: locator.shown,
      version: outcome.version,
      date: outcome.date,
      notices: outcome.notices ?? [],
      skipped
    };
  if (outcome.is === "failed" && !(outcome.reason && fallbackOn.has(outcome.reason)))
    return { is: "failed", error: outcome.error, skipped };
  skipped.push({
    provider: provider.id,
    why: outcome.is === "missing" ? outcome.why : outcome.reason ?? "failed"
  });
  return outcome.is === "missing" && !fallbackOn.has("not-found") ? { is: "missing", skipped } : void 0;
}
const MAX_EDITS = 3;
const MAX_LENGTH = 64;
function nearest(word, known) {
  if (word.length > MAX_LENGTH) return void 0;
  let best;
  let least = Math.min(MAX_EDITS, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
const ESCAPES = /* @__PURE__ */ new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "	"],
  ['"', '"'],
  ["\\", "\\"]
]);
new Map([...ESCAPES].map(([letter, char]) => [char, letter]));
const isBlank = (char) => char === void 0 || char === " " || char === "	";
function tokens(text) {
  const found2 = [];
  let token;
  let quoted2 = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted2) {
      if (char === '"') quoted2 = false;
      else if (char === "\\") {
        const meant = ESCAPES.get(text[++i] ?? "");
        if (meant === void 0) return i < text.length ? "bad-escape" : "open-quote";
        token.push({ char: meant, quoted: quoted2 });
      } else token.push({ char, quoted: quoted2 });
    } else if (isBlank(char)) token = void 0;
    else {
      if (token === void 0) {
        if (char === "#") {
          if (isBlank(text[i + 1])) return found2;
          return "detached-field";
        }
        token = [];
        found2.push(token);
      }
      if (char === '"') quoted2 = true;
      else token.push({ char, quoted: quoted2 });
    }
  }
  return quoted2 ? "open-quote" : found2;
}
const textOf = (token) => token.map(({ char }) => char).join("");
const wordOf = (token) => token.some(({ quoted: quoted2 }) => quoted2) ? void 0 : textOf(token);
const indexOfBare = (token, char) => token.findIndex((candidate) => !candidate.quoted && candidate.char === char);
function splitBare(token, char) {
  const at = indexOfBare(token, char);
  return at === -1 ? [token] : [token.slice(0, at), ...splitBare(token.slice(at + 1), char)];
}
const SCHEMES = /* @__PURE__ */ new Map([
  ["awssecrets", "aws"],
  ["awsssm", "ssm"],
  ["vault", "vault"],
  ["gcpsecrets", "gcp"],
  ["azurekeyvault", "azure"],
  ["sops", "sops"],
  ["envsubst", "env"]
]);
const QUERIES = /* @__PURE__ */ new Map([
  ["version", "version"],
  ["version_id", "version"],
  ["version_stage", "stage"],
  ["region", "region"],
  ["format", "format"]
]);
const VARIABLE$2 = /^\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})$/;
function fromVals(reference) {
  const scheme = SCHEMES.get(reference.scheme);
  if (scheme === void 0)
    return new Failure("REFERENCE_INVALID", "This ref+ form names a backend that there is no provider for.", {
      fix: `Use one of: ${[...SCHEMES.keys()].map((name) => `ref+${name}://`).join(", ")}`
    });
  const query = /* @__PURE__ */ new Map();
  for (const [name, value] of reference.query) {
    const ours = QUERIES.get(name);
    if (ours !== void 0) query.set(ours, value);
    else if (name !== "key_type" || value !== "filepath")
      return new Failure(
        "REFERENCE_INVALID",
        "This ref+ form has a query that does not choose a version, region or format.",
        {
          fix: "Remove the query: addresses, tokens, roles and profiles are given as inputs of the step."
        }
      );
  }
  if (reference.scheme !== "envsubst") return { ...reference, scheme, query };
  const variable = VARIABLE$2.exec(reference.locator);
  if (variable === null)
    return new Failure("REFERENCE_INVALID", "ref+envsubst:// takes one variable and nothing else.", {
      fix: "ref+envsubst://$NAME"
    });
  return { ...reference, scheme, query, locator: variable[1] ?? variable[2] };
}
const PART = /^[A-Za-z0-9_.-]+$/;
const SCHEME = /^(ref\+)?([A-Za-z][A-Za-z0-9.-]*):\/\//;
const QUERY_NAME = /^[A-Za-z0-9_.-]+$/;
const invalid = (message, fix) => new Failure("REFERENCE_INVALID", message, fix === void 0 ? {} : { fix });
function parseReference(text, schemes) {
  const found2 = tokens(text);
  if (typeof found2 === "string" || found2.length !== 1)
    return invalid(
      "This is not one reference.",
      'Put parts with spaces or # in double quotes: sops://"my file.yaml"#key'
    );
  return parseSource(found2[0], schemes);
}
function parseSource(token, schemes) {
  const text = textOf(token);
  const scheme = SCHEME.exec(text);
  if (scheme === null) return isPath(text, 2) ? { kind: "bare", path: text } : notAReference(schemes);
  const [prefix, isVals, name] = [scheme[0], scheme[1] !== void 0, scheme[2]];
  const rest = token.slice(prefix.length);
  if (name === "chain" && !isVals) {
    const path2 = textOf(rest);
    return isPath(path2, 1) ? { kind: "bare", path: path2 } : invalid("chain:// takes a name of [A-Za-z0-9_.-] and slashes.", "chain://database/mongo_url");
  }
  if (!isVals && schemes !== void 0 && !schemes.has(name)) return unknownScheme(name, schemes);
  const reference = parseRest(name, rest);
  if (reference instanceof Failure || !isVals) return reference;
  const translated = fromVals(reference);
  if (translated instanceof Failure || schemes === void 0 || schemes.has(translated.scheme))
    return translated;
  return unknownScheme(translated.scheme, schemes);
}
function parseRest(scheme, rest) {
  const hash = indexOfBare(rest, "#");
  const field = hash === -1 ? void 0 : parseField(rest.slice(hash + 1));
  if (field instanceof Failure) return field;
  const front = hash === -1 ? rest : rest.slice(0, hash);
  const mark = indexOfBare(front, "?");
  const query = mark === -1 ? /* @__PURE__ */ new Map() : parseQuery(front.slice(mark + 1));
  if (query instanceof Failure) return query;
  const locator = textOf(mark === -1 ? front : front.slice(0, mark));
  if (locator === "") return invalid("The reference names nothing after ://.");
  if (locator.includes("\0")) return invalid("The reference holds a NUL character.");
  return { kind: "reference", scheme, locator, query, field };
}
function parseField(token) {
  if (token.length === 0) return invalid("There is no field after #.", "Name the field, or remove the #.");
  if (token[0].char !== "/" || token[0].quoted) return { kind: "key", key: textOf(token) };
  return { kind: "path", parts: splitBare(token.slice(1), "/").map(textOf) };
}
function parseQuery(token) {
  const query = /* @__PURE__ */ new Map();
  for (const pair of splitBare(token, "&")) {
    const equals = indexOfBare(pair, "=");
    const name = textOf(pair.slice(0, Math.max(equals, 0)));
    if (!QUERY_NAME.test(name))
      return invalid("A query is not of the form NAME=VALUE.", "?name=value&other=value");
    if (query.has(name)) return invalid("A query names the same thing twice.");
    try {
      query.set(name, decodeURIComponent(textOf(pair.slice(equals + 1))));
    } catch {
      return invalid(
        "A query holds a % that is not followed by two hexadecimal digits of UTF-8.",
        "Write %25 for %."
      );
    }
  }
  return query;
}
function isPath(text, atLeast) {
  const parts = text.split("/");
  return parts.length >= atLeast && parts.every((part) => PART.test(part) && part !== "." && part !== "..");
}
function notAReference(schemes) {
  const known = schemes === void 0 ? "" : ` (${[...schemes].join(", ")})`;
  return invalid(
    `This is neither a reference with a scheme${known} nor a bare path with a slash. A value itself does not belong here.`,
    "Write scheme://locator#field, a path such as database/mongo_url, or chain://NAME for a flat name."
  );
}
function unknownScheme(name, schemes) {
  const near = nearest(name, schemes);
  return invalid(
    `The reference has a scheme that there is no provider for.${near === void 0 ? "" : ` Did you mean ${near}://?`}`,
    `Use one of: ${[...schemes, "chain"].map((scheme) => `${scheme}://`).join(", ")}`
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
    const content = raw.replace(/^[ \t]+|[ \t]+$/g, "");
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
  const found2 = tokens(right);
  if (typeof found2 === "string") return new Problem(...LEX_PROBLEMS[found2]);
  const [first, ...rest] = found2;
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
  for (const [word, path2, ...more] of splitAtCommas(words)) {
    const text = word === void 0 ? void 0 : wordOf(word);
    const kind = DESTINATIONS.find((known) => known === text);
    const usage = "as env, output, file   # or: as file PATH";
    if (kind === void 0)
      return new Problem("`as` takes the destinations env, output and file, separated by commas.", usage);
    if (destinations.some((other) => other.kind === kind))
      return new Problem(`the destination ${kind} stands twice.`, usage);
    if (path2 !== void 0 && (kind !== "file" || more.length > 0))
      return new Problem("destinations are separated by commas, and only `file` takes one path.", usage);
    if (kind !== "file") destinations.push({ kind });
    else if (path2 === void 0) destinations.push({ kind, path: void 0 });
    else {
      if (!fromInput)
        return new Problem("a path is allowed only in the input secrets, not in a file.", "as file");
      if (left.wildcard)
        return new Problem("a wildcard writes many files: it cannot name one path.", "as file");
      destinations.push({ kind, path: textOf(path2) });
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
  const secrets = document instanceof Map ? document.get("secrets") : document?.secrets;
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
  if (node === void 0) return notFound(fields);
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
  const names = [...fields.keys()];
  const shown = names.slice(0, SHOWN_FIELDS).join(", ");
  const more = names.length > SHOWN_FIELDS ? ` and ${names.length - SHOWN_FIELDS} more` : "";
  return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
    fix: names.length === 0 ? "The object is empty." : `Fields at the top: ${shown}${more}`
  });
}
const VARIABLE$1 = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OUTPUT = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const MAX_NAME_LENGTH = 255;
const RESERVED_OUTPUTS = ["report", "loaded", "sources", "skipped"];
const NEVER = "PATH GITHUB_* RUNNER_* ACTIONS_* NODE_OPTIONS SECRETS_ACTION_REPORT";
const REFUSED = `
  INPUT_* STATE_* CI HOME SHELL IFS ENV BASH_ENV BASH_FUNC_* BASHOPTS SHELLOPTS PROMPT_COMMAND PS4 CDPATH ZDOTDIR FPATH
  USERPROFILE COMSPEC PATHEXT SYSTEMROOT WINDIR PROGRAMFILES* PSMODULEPATH TMPDIR TMP TEMP XDG_* TERMINFO* TERMCAP INPUTRC
  LD_* DYLD_* GCONV_PATH LOCPATH NLSPATH MALLOC_* GLIBC_TUNABLES HOSTALIASES RES_OPTIONS RESOLV_*
  NODE_* NPM_CONFIG_* YARN_* PNPM_* BUN_* DENO_* PYTHON* PIP_* UV_* PIPENV_* VIRTUAL_ENV CONDA_PREFIX CONDA_EXE
  PERL5* PERLLIB RUBY* GEM_HOME GEM_PATH BUNDLE_GEMFILE BUNDLE_PATH BUNDLE_APP_CONFIG PHP_INI_SCAN_DIR PHPRC
  JAVA_HOME JAVA_OPTS JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS
  GRADLE_USER_HOME SBT_OPTS CATALINA_OPTS
  GIT_* SSH_ASKPASS* SSH_AUTH_SOCK SSH_SK_* GNUPGHOME EDITOR VISUAL PAGER MANPAGER BROWSER LESS LESSOPEN LESSCLOSE
  DOTNET_* CORECLR_* COMPLUS_* COR_* NUGET_PACKAGES NUGET_PLUGIN* MSBUILD*
  RUSTC* RUSTDOC* RUSTFLAGS RUSTUP_* CARGO CARGO_HOME CARGO_*_RUNNER CARGO_*_LINKER CARGO_BUILD_* CARGO_SOURCE_*
  GOFLAGS GOROOT GOPATH GOBIN GOENV GOPROXY GOSUMDB GONOSUMDB GONOSUMCHECK GONOPROXY GOPRIVATE GOINSECURE GOTOOLCHAIN GOAUTH GOVCS
  GOWORK GODEBUG GOCACHE GOMODCACHE CGO_* CC CXX CPP LD AR AS CFLAGS CXXFLAGS CPPFLAGS LDFLAGS MAKEFLAGS MFLAGS MAKEFILES CMAKE_*
  DOCKER_HOST DOCKER_CONFIG DOCKER_CONTEXT DOCKER_TLS* DOCKER_CERT_PATH DOCKER_CONTENT_TRUST* BUILDX_* BUILDKIT_* CONTAINER_HOST
  KUBECONFIG KUBECTL_* KUBERNETES_* HELM_* HELMFILE_* KUSTOMIZE_* TF_CLI_* TF_PLUGIN_* TF_REATTACH_PROVIDERS TERRAFORM_CONFIG
  TERRAGRUNT_* ANSIBLE_* SOPS_* COSIGN_* SIGSTORE_* VAULT_* BAO_*
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY FTP_PROXY SSL_CERT_* SSLKEYLOGFILE CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE
  OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES WGETRC
  AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_ENDPOINT_URL* AWS_CA_BUNDLE AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ROLE_ARN
  AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_* AWS_EC2_METADATA_* CLOUDSDK_* GOOGLE_APPLICATION_CREDENTIALS BOTO_CONFIG
  AZURE_CONFIG_DIR AZURE_AUTHORITY_HOST
`;
function patternOf(list) {
  const words = list.trim().split(/\s+/);
  return new RegExp(`^(?:${words.map((word) => word.replaceAll("*", ".*")).join("|")})$`, "i");
}
const never = patternOf(NEVER);
const refused = patternOf(REFUSED);
function checkName(name, { spelledOut, destination }) {
  const isOutput = destination === "output";
  if (name.length > MAX_NAME_LENGTH || !(isOutput ? OUTPUT : VARIABLE$1).test(name))
    return new Failure(
      "NAME_REFUSED",
      `${isOutput ? "An output" : "A variable"} cannot have this name: letters, digits and _ only, no digit first.`,
      {
        fix: "Give it a name on a line of its own: MY_NAME = \u2026"
      }
    );
  if (isOutput && RESERVED_OUTPUTS.includes(name.toLowerCase()))
    return new Failure("NAME_REFUSED", "The action itself has an output of this name.", {
      fix: `Outputs of the action: ${RESERVED_OUTPUTS.join(", ")}`
    });
  if (!(isOutput && spelledOut) && never.test(name))
    return new Failure("NAME_REFUSED", "The runner is steered by this name; it is never set.", {
      fix: "Choose another name on the left of the line."
    });
  if (!spelledOut && refused.test(name))
    return new Failure(
      "NAME_REFUSED",
      "Other programs run code or choose whom to trust by this name; it came from a store or a file.",
      {
        fix: `If it is meant, spell it out in the input secrets: ${name} = \u2026`
      }
    );
  return void 0;
}
function matchesPatterns(name, patterns) {
  return patterns.some((pattern) => matches(name, pattern.split("*")));
}
function matches(name, pieces) {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === void 0) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found2 = name.indexOf(piece, at);
    if (found2 === -1) return false;
    at = found2 + piece.length;
  }
  return at <= name.length - last.length;
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
  const outside = [];
  const clear = [];
  for (const leaf of leaves) {
    const name = nameOf(leaf.keys);
    const other = byName.get(name);
    if (leaf.clear && settings.leaves === "encrypted") clear.push(name);
    else if (settings.names.length > 0 && !matchesPatterns(name, settings.names)) outside.push(name);
    else if (other !== void 0) problems.push(collision(name, other, leaf.keys));
    else {
      byName.set(name, leaf.keys);
      values.push({ name, value: leaf.value, clear: leaf.clear });
    }
  }
  const notices = [
    ...note(nulls.map(nameOf), "null in the store, skipped"),
    ...note(clear, "in clear in the file and left out; add ?leaves=all to the reference to export them"),
    ...note(outside, "outside wildcard-names, left out")
  ];
  return { values, problems, notices };
}
function collect(fields, path2, leaves, nulls) {
  for (const [key, node] of fields) {
    const keys = [...path2, key];
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
  const start2 = line.indexOf(quote) + 1;
  for (let i = start2; i < line.length; i++) {
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
  for (const [i, origin] of lines.entries()) {
    const resolution = resolutions[i];
    const { line } = origin;
    const problem = (failure) => void problems.push(placedAt(failure, origin));
    if (resolution.is === "failed") {
      problem(resolution.error);
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
      inEnvChain: resolution.skipped.some((skip) => skip.provider === "env") || resolution.provider === "env" || line.source.kind === "bare"
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
    const decoded2 = decodeText(selected.value, line);
    if (decoded2 instanceof Failure) problem(decoded2);
    else
      named.push({
        ...common,
        name: line.name,
        value: decoded2,
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
  const decoded2 = decodeValue(value, line.decode);
  if (decoded2 instanceof Failure || decoded2 instanceof Secret) return decoded2;
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
    const decoded2 = decodeValue(content.text, line.decode);
    if (decoded2 instanceof Failure) return decoded2;
    if (!(decoded2 instanceof Secret)) return decoded2;
  }
  if (content.kind !== "fields")
    return new Failure("FIELD_NOT_FOUND", "A wildcard needs an object, and this is one value.", {
      fix: `${line.name}NAME = \u2026`
    });
  const field = line.source.kind === "reference" ? line.source.field : void 0;
  if (field === void 0) return content.fields;
  const parts = field.kind === "key" ? content.fields.has(field.key) ? [field.key] : field.key.split(".") : field.parts;
  let node = { kind: "map", fields: content.fields, whole: content.whole };
  for (const part of parts) node = node?.kind === "map" ? node.fields.get(part) : void 0;
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
    const own = checkout.head !== void 0 && judgement.commits.includes(checkout.head);
    if (!own && (checkout.head !== void 0 || checkout.files.length > 0))
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
const DEFAULT_CONFIG = ".github/secrets.yaml";
async function load(parts, signal) {
  const { runner: runner2, clock } = parts;
  const started = new Date(clock.now());
  const event = runner2.event();
  const { inputs, problems, unknown } = parts.readInputs();
  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return withhold(parts, inputs, judgement.why);
  for (const { name, near } of unknown)
    runner2.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const providers = parts.providers(inputs);
  const { configs, missing } = readConfigs(parts, inputs);
  const schemes = new Set(providers.flatMap((provider) => provider.schemes.map((scheme) => scheme.name)));
  const gathered = gatherLines(inputs, configs, schemes);
  const chain = chainOf(inputs, providers);
  const found2 = [...problems, ...missing, ...gathered.problems, ...chain.problems];
  if (gathered.lines.length === 0 && found2.length === 0) found2.push(nothingAsked(inputs));
  if (inputs.sopsFiles.length > 0 && gathered.problems.length === 0 && !gathered.lines.some(({ line }) => line.source.kind === "bare"))
    found2.push(unusedSopsFiles(inputs));
  const files = [...configs.map(({ file }) => file), ...parts.filesOf(inputs, gathered.lines)];
  if (judgement.kind === "privileged") found2.push(...judgeCheckouts(judgement, parts.checkouts(files)));
  found2.push(...unboundWildcards(parts, inputs, gathered.lines));
  const located = [];
  for (const { line, file } of gathered.lines) {
    const result = locate(line.source, providers, chain.providers);
    if (result instanceof Failure) found2.push(placed$1(result, { line, file }));
    else located.push(result);
  }
  fail(found2);
  const resolutions = await resolve(located, new Set(inputs.fallbackOn), signal);
  const values = valuesOf(gathered.lines, resolutions, {
    nameCase: inputs.nameCase,
    wildcardNames: inputs.wildcardNames
  });
  fail(values.problems);
  const planned = parts.plan(entriesOf(values.named), {
    env: runner2.env,
    ours: parts.earlier(),
    overwrite: inputs.overwrite,
    exportDefault: inputs.export,
    exportFile: inputs.exportFile,
    workspace: runner2.workspace,
    temp: runner2.temp,
    platform: process.platform,
    minMaskLength: inputs.minMaskLength
  });
  if ("problems" in planned) return fail(planned.problems);
  const { plan: plan2 } = planned;
  fail(parts.checkFiles(plan2, inputs.overwrite));
  const masked = parts.mask(plan2.masks, inputs.minMaskLength);
  const notices = [...values.notices, ...plan2.notices, ...masked.notices];
  const report = {
    version: parts.version,
    node: process.versions.node,
    event: event.name,
    ref: event.ref,
    repository: event.repository,
    started,
    durationMs: clock.now() - started.getTime(),
    dryRun: inputs.dryRun,
    loaded: values.named.map((named) => loadedName(named, plan2)),
    absent: values.absent,
    counts: {
      env: plan2.variables.size,
      file: plan2.files.length,
      output: plan2.outputs.size,
      masks: masked.forms
    },
    notices
  };
  if (!inputs.dryRun)
    parts.effects(plan2, inputs.overwrite, parts.document(report, parts.earlier()), outputsOf(report));
  for (const line of logLines(report)) runner2.info(line);
  for (const notice of notices) runner2.info(`    note: ${notice}`);
  if (inputs.summary) runner2.summary(parts.summary(report));
}
function fail(problems) {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}
function withhold(parts, inputs, why) {
  if (inputs.onUntrusted === "fail")
    throw new Failure("EVENT_UNTRUSTED", `No secrets here: ${why}.`, {
      fix: "on-untrusted: skip   # and guard later steps with: if: steps.ID.outputs.skipped != 'true'"
    });
  parts.runner.annotate("notice", `Skipped: ${why}.`, { title: "No secrets for this event" });
  parts.effects(
    emptyPlan,
    false,
    "",
    /* @__PURE__ */ new Map([
      ["skipped", "true"],
      ["loaded", "[]"],
      ["sources", "{}"]
    ])
  );
}
const emptyPlan = {
  masks: [],
  unmasked: [],
  files: [],
  outputs: /* @__PURE__ */ new Map(),
  variables: /* @__PURE__ */ new Map(),
  notices: []
};
function readConfigs(parts, inputs) {
  const implied = inputs.config.length === 0 && inputs.secrets === "";
  const configs = [];
  const missing = [];
  for (const file of implied ? [DEFAULT_CONFIG] : inputs.config) {
    try {
      const text = parts.readConfig(file);
      if (text !== void 0) configs.push({ file, text });
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
  const event = parts.runner.event();
  if (event.name === "" || inputs.wildcardNames.length > 0) return [];
  const bare2 = lines.filter(({ line }) => line.wildcard && line.name === "");
  if (bare2.length === 0) return [];
  const problems = [];
  for (const origin of bare2) {
    const facts = parts.checkouts(parts.filesOf({ ...inputs, sopsFiles: [], ageKeyFile: [] }, [origin]));
    const holding = facts.filter((checkout) => checkout.files.length > 0);
    const own = holding.length > 0 && holding.every(
      (checkout) => checkout.head === event.sha && checkout.files.every((file) => file.isHeadsBlob)
    );
    if (!own)
      problems.push(
        placed$1(
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
function placed$1(failure, { line, file }) {
  const at = { ...file === void 0 ? { input: "secrets" } : { file }, line: line.line };
  const name = `${line.name}${line.wildcard ? "*" : ""}`;
  return new Failure(failure.code, `${name}: ${failure.message}`, {
    at,
    ...failure.fix === void 0 ? {} : { fix: failure.fix }
  });
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
function loadedName(named, plan2) {
  const destinations = [
    ...plan2.variables.has(named.name) ? ["env"] : [],
    ...plan2.outputs.has(named.name) ? ["output"] : [],
    ...plan2.files.some((file) => file.names.includes(named.name)) ? ["file"] : []
  ];
  return {
    name: named.name,
    provider: named.provider,
    shown: named.shown,
    version: named.version,
    date: named.date,
    destinations: destinations.length > 0 ? destinations : ["none"],
    masked: !plan2.unmasked.includes(named.name),
    skipped: named.skipped
  };
}
const outputsOf = (report) => /* @__PURE__ */ new Map([
  ["loaded", JSON.stringify(report.loaded.map(({ name }) => name))],
  [
    "sources",
    JSON.stringify(Object.fromEntries(report.loaded.map(({ name, provider }) => [name, provider])))
  ],
  ["skipped", "false"]
]);
const INPUTS = [
  {
    name: "secrets",
    kind: "lines",
    doc: "What to load, one `NAME = REFERENCE` a line. See docs/references.md."
  },
  {
    name: "config",
    kind: "files",
    doc: "YAML files whose key `secrets` holds the same lines. `.github/secrets.yaml` is read where neither `secrets` nor `config` is given and the file is there."
  },
  {
    name: "providers",
    kind: "list",
    doc: "The chain for bare paths: these, in this order, nothing else. Default: `sops` where `sops-files` is given, then `env`."
  },
  {
    name: "fallback-on",
    kind: "list",
    default: "not-found",
    choices: ["not-found", "denied", "unreachable", "deleted"],
    doc: "What lets the chain go on to the next provider."
  },
  {
    name: "export",
    kind: "choice",
    default: "env",
    choices: ["env", "output", "file", "none"],
    doc: "Where lines without `as` go. `none` resolves and masks only."
  },
  {
    name: "export-file",
    kind: "text",
    doc: "The file that `export: file` writes, format by suffix: `.env`, `.json`, `.yaml`. Relative to the workspace; absolute only below it or RUNNER_TEMP. Default: a random folder in RUNNER_TEMP."
  },
  {
    name: "on-untrusted",
    kind: "choice",
    default: "skip",
    choices: ["skip", "fail"],
    doc: "What to do where GitHub withholds secrets (a fork's pull request, Dependabot): `skip` with a notice and the output `skipped`, or `fail`."
  },
  {
    name: "overwrite",
    kind: "boolean",
    default: "false",
    doc: "Whether a variable that is already set, or a file that is already there, may be replaced."
  },
  {
    name: "wildcard-names",
    kind: "list",
    doc: "Patterns (`APP_*`) that bound which names a wildcard may export."
  },
  {
    name: "name-case",
    kind: "choice",
    default: "keep",
    choices: ["keep", "upper"],
    doc: "The case of the names that a wildcard makes."
  },
  {
    name: "min-mask-length",
    kind: "integer",
    default: "4",
    doc: "Values with fewer characters are not masked, and the log names them."
  },
  {
    name: "dry-run",
    kind: "boolean",
    default: "false",
    doc: "Resolve and check everything, show the plan, export nothing."
  },
  { name: "summary", kind: "boolean", default: "true", doc: "Whether to write a job summary." },
  {
    name: "age-key",
    kind: "text",
    secret: true,
    doc: "The age identity that opens the SOPS files: a key, a whole keys.txt, or a reference with a scheme such as `env://MY_AGE_KEY`."
  },
  { name: "age-key-file", kind: "files", doc: "Files with age identities, as `age-keygen` writes them." },
  {
    name: "sops-files",
    kind: "files",
    doc: "SOPS files that bare paths are looked up in; a later one overrides an earlier one. They export nothing by themselves."
  }
];
const SPECS = new Map(INPUTS.map((spec) => [spec.name, spec]));
const LIST_SEPARATOR = /[\n,]+/;
const MAX_MASK_LENGTH = 64;
const split = (text) => text.split(LIST_SEPARATOR).map((part) => part.trim()).filter((part) => part !== "");
function readInputs(env) {
  const problems = [];
  const raw = (name) => {
    const spec = SPECS.get(name);
    const text = env[`INPUT_${name.toUpperCase()}`];
    return text === void 0 || text.trim() === "" ? spec?.default ?? "" : text;
  };
  const invalid2 = (name, must, fix) => {
    problems.push(
      new Failure("INPUT_INVALID", `The input ${name} must be ${must}.`, { at: { input: name }, fix })
    );
  };
  const choice = (name) => {
    const spec = SPECS.get(name);
    const text = raw(name).trim();
    if (spec?.choices?.includes(text)) return text;
    invalid2(name, `one of ${spec?.choices?.join(", ")}`, `${name}: ${spec?.default}`);
    return spec?.default;
  };
  const bool = (name) => {
    const text = raw(name).trim().toLowerCase();
    if (text === "true" || text === "false") return text === "true";
    invalid2(name, "true or false", `${name}: true`);
    return false;
  };
  const words = (name) => {
    const found2 = split(raw(name));
    const allowed = SPECS.get(name)?.choices;
    if (allowed && found2.some((word) => !allowed.includes(word)))
      invalid2(name, `a list of these words: ${allowed.join(", ")}`, `${name}: ${allowed[0]}`);
    return found2;
  };
  const maskLength = Number(raw("min-mask-length").trim());
  if (!Number.isInteger(maskLength) || maskLength < 1 || maskLength > MAX_MASK_LENGTH)
    invalid2("min-mask-length", `a whole number from 1 to ${MAX_MASK_LENGTH}`, "min-mask-length: 4");
  const ageKey = raw("age-key");
  const inputs = {
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
    ageKey: ageKey === "" ? void 0 : Secret.of(ageKey),
    ageKeyFile: split(raw("age-key-file")),
    sopsFiles: split(raw("sops-files"))
  };
  return { inputs, problems, unknown: unknownInputs(env) };
}
function unknownInputs(env) {
  const known = [...SPECS.keys()];
  return Object.keys(env).filter((key) => key.startsWith("INPUT_")).map((key) => key.slice("INPUT_".length).toLowerCase()).filter((name) => !SPECS.has(name)).map((name) => ({ name, near: nearest(name.replaceAll("_", "-"), known) }));
}
const FILE_MODE = 384;
const FOLDER_MODE = 448;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const RESERVED_FOLDERS = /* @__PURE__ */ new Set([".git", ".github"]);
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
fs.constants.O_NONBLOCK ?? 0;
function safePath(file, roots, platform = process.platform) {
  const refuse = (why) => new Failure("FILE_UNSAFE", `This path cannot be written: ${why}.`, {
    fix: "Name a file below the workspace or RUNNER_TEMP."
  });
  const parts = file.split(platform === "win32" ? /[\\/]/ : "/");
  if (file === "" || file.includes("\0")) return refuse("it is empty or holds a NUL character");
  if (parts.includes("..")) return refuse("it holds ..");
  const name = parts.at(-1);
  if (name === "" || name === ".") return refuse("it names a folder");
  const [first] = roots;
  if (first === void 0) return refuse("there is no folder to write below");
  const absolute = path.resolve(first, file);
  const root = roots.find((candidate) => isBelow(absolute, path.resolve(candidate))) ?? roots.find((candidate) => isBelow(absolute, real(candidate)));
  if (root === void 0) return refuse("it lies outside the workspace and RUNNER_TEMP");
  const base = isBelow(absolute, path.resolve(root)) ? path.resolve(root) : real(root);
  const inside = path.relative(base, absolute).split(path.sep);
  if (inside.some((part) => RESERVED_FOLDERS.has(part.toLowerCase())))
    return refuse("it lies in a folder of git or GitHub");
  if (inside.some((part) => DEVICE.test(part))) return refuse("it holds the name of a Windows device");
  if (platform === "win32" && inside.some((part) => /[. ]$|[:<>"|?*]/.test(part)))
    return refuse("it holds characters that Windows changes");
  let current = real(base);
  for (const [i, part] of inside.entries()) {
    current = path.join(current, part);
    const stat = fs.lstatSync(current, { throwIfNoEntry: false });
    if (stat === void 0) continue;
    if (stat.isSymbolicLink()) return refuse("a part of it is a symbolic link");
    if (i < inside.length - 1 ? !stat.isDirectory() : !stat.isFile())
      return refuse("a part of it is not what it should be");
  }
  return current;
}
const isBelow = (file, root) => {
  const relative = path.relative(root, file);
  return relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};
function real(folder) {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}
function createFile(file, bytes, options) {
  const target = safePath(file, options.roots);
  if (target instanceof Failure) throw target;
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: FOLDER_MODE });
    if (!isSameFolder(fs.realpathSync.native(path.dirname(target)), path.dirname(target)))
      throw new Failure("FILE_UNSAFE", "This path cannot be written: it changed while it was looked at.");
    if (!options.overwrite) writeNew(target, bytes);
    else {
      const beside = path.join(path.dirname(target), `.secrets-action-${crypto.randomUUID()}`);
      writeNew(beside, bytes);
      try {
        fs.renameSync(beside, target);
      } catch (error) {
        fs.rmSync(beside, { force: true });
        throw error;
      }
    }
    return target;
  } catch (error) {
    throw fileFailure(error, file, "FILE_UNREADABLE");
  }
}
const isSameFolder = (a, b) => process.platform === "linux" ? a === b : a.toLowerCase() === b.toLowerCase();
function writeNew(file, bytes) {
  const fd = fs.openSync(
    file,
    fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | NOFOLLOW,
    FILE_MODE
  );
  let done = false;
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
    done = true;
  } finally {
    fs.closeSync(fd);
    if (!done) fs.rmSync(file, { force: true });
  }
}
function fileFailure(error, file, code) {
  if (error instanceof Failure) return error;
  const system = error?.code;
  const reason = typeof system === "string" && /^[A-Z]+$/.test(system) ? system : "unknown";
  const at = { file };
  if (reason === "ENOENT") return new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, { at });
  if (reason === "EEXIST")
    return new Failure("FILE_EXISTS", `${file} exists already.`, { at, fix: "overwrite: true" });
  return new Failure(code, `${file} cannot be opened (${reason}).`, { at });
}
function checkFiles(files, { roots, overwrite }) {
  const problems = [];
  for (const file of files) {
    const target = safePath(file.path, roots);
    const who = file.names.length === 1 ? file.names[0] : "export-file";
    if (target instanceof Failure)
      problems.push(new Failure(target.code, `${who}: ${target.message}`, { fix: target.fix }));
    else if (!overwrite && fs.lstatSync(target, { throwIfNoEntry: false }) !== void 0)
      problems.push(
        new Failure("FILE_EXISTS", `${who}: its file exists already.`, {
          fix: "overwrite: true   # or another path"
        })
      );
  }
  return problems;
}
function writeFiles(files, settings) {
  const written = [];
  try {
    for (const file of files) written.push(createFile(file.path, file.content.revealBytes(), settings));
    return written;
  } catch (error) {
    for (const file of written) fs.rmSync(file, { force: true });
    throw error;
  }
}
const BASE64_WIDTHS = [76, 64, 60];
const HEX_WIDTHS = [60, 64];
function* textForms(text) {
  const json = JSON.stringify(text).slice(1, -1);
  yield json;
  const go = json.replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  yield go;
  yield go.replace(/[\u007f-\uffff]/g, unicodeEscape);
  yield json.replace(/[\u007f-\uffff]/g, unicodeEscape);
  yield json.replaceAll("/", "\\/");
  const url = text.isWellFormed() ? encodeURIComponent(text) : text;
  const strict = url.replace(/[!'()*]/g, percent);
  yield url;
  yield strict;
  yield strict.replaceAll("%20", "+");
  yield strict.replaceAll("%20", "+").replaceAll("%2A", "*");
  yield strict.replaceAll("~", "%7E").replaceAll("%20", "+").replaceAll("%2A", "*");
  yield strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  yield text.isWellFormed() ? encodeURI(text) : text;
  yield text.replaceAll("'", String.raw`'\''`);
  yield text.replaceAll("'", `'"'"'`);
  yield text.replace(/["\\$`]/g, "\\$&");
  yield text.replace(/[^A-Za-z0-9_@%+=:,./\n\u0080-\uffff-]/g, "\\$&");
}
function* encodings(bytes, kind) {
  if (kind === "wrapped") {
    const base642 = bytes.toString("base64");
    for (const width of BASE64_WIDTHS) if (base642.length > width) yield* wrapped(base642, width);
    const hex2 = bytes.toString("hex");
    for (const width of HEX_WIDTHS) {
      if (hex2.length <= width) continue;
      yield* wrapped(hex2, width);
      yield* wrapped(hex2.toUpperCase(), width);
    }
    return;
  }
  if (kind === "whole") {
    const base642 = bytes.toString("base64");
    yield* bothAlphabets(base642);
    yield* bothAlphabets(base642.replace(/=+$/, ""));
    const hex2 = bytes.toString("hex");
    yield hex2;
    yield hex2.toUpperCase();
  }
  for (const start2 of [0, 1, 2]) {
    const length = Math.floor((bytes.length - start2) / 3) * 3;
    if (length > 0) yield* bothAlphabets(bytes.subarray(start2, start2 + length).toString("base64"));
  }
}
function* bothAlphabets(base642) {
  yield base642;
  yield base642.replaceAll("+", "-").replaceAll("/", "_");
}
function* wrapped(text, width) {
  for (let i = 0; i < text.length; i += width) yield text.slice(i, i + width);
}
const unicodeEscape = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const percent = (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
const MAX_FORMS_PER_VALUE = 300;
const MAX_FORMS_PER_RUN = 5e3;
const MAX_PLAIN_FORMS = 5e4;
const MAX_WHOLE_BYTES = 256 * 1024;
const MIN_ENCODED = 8;
const MIN_SLICED_LINE = 12;
const COMMON = new Set(
  "true false null none nil undefined yes no on off enabled disabled default localhost production staging development".split(
    " "
  )
);
const ARMOR = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
const SHORT_PUNCTUATION = /^[\p{P}\p{S}\s]{0,7}$/u;
const ASSIGNMENT = /^(?:-\s+)?(?:export\s+)?["']?[\w.-]+["']?\s*[:=]\s*(.+)$|^-\s+(.+)$/;
const USERINFO = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#\s]+)@/;
function isMaskable(text, min) {
  return (text.length >= 2 * min || [...text].length >= min) && !COMMON.has(text.toLowerCase()) && !SHORT_PUNCTUATION.test(text) && !ARMOR.test(text);
}
const isTooShort = (value, min) => plainForms(value, min).tooShort;
function runMasks(values, min) {
  const plains = values.map((value) => plainForms(value, min));
  const all = /* @__PURE__ */ new Set([
    ...plains.flatMap(({ units }) => units),
    ...plains.flatMap(({ essential }) => [...essential])
  ]);
  const plain = all.size;
  let isCut = false;
  for (const [i, value] of values.entries()) {
    if (all.size > MAX_FORMS_PER_RUN) break;
    const derived = derivedForms(value, plains[i], min);
    isCut ||= derived.cut;
    for (const form of derived.forms) all.add(form);
  }
  const notices = [];
  if (plain > MAX_PLAIN_FORMS)
    notices.push(
      `The values have more than ${MAX_PLAIN_FORMS} lines: those beyond are not masked. Do not print the large ones.`
    );
  if (all.size > MAX_FORMS_PER_RUN)
    notices.push(
      `More than ${MAX_FORMS_PER_RUN} masks: of some values only the lines and the base64 of the whole are masked.`
    );
  if (isCut)
    notices.push(
      `A large value has more than ${MAX_FORMS_PER_VALUE} encoded forms: its lines are masked, some encodings of parts of it are not.`
    );
  const bound = Math.min(Math.max(plain, MAX_FORMS_PER_RUN), MAX_PLAIN_FORMS);
  return { forms: [...all].slice(0, bound), notices };
}
function plainForms(value, min) {
  const bytes = value.revealBytes();
  const text = value.reveal();
  const units = text === void 0 ? [] : plainUnits(text, min);
  const essential = new Set(units);
  if (isEncodable(bytes, text, min)) essential.add(Buffer.from(bytes).toString("base64"));
  const tooShort = bytes.length > 0 && (text === void 0 ? bytes.length < min : units.length === 0);
  return { units, essential, tooShort };
}
const isEncodable = (bytes, text, min) => bytes.length <= MAX_WHOLE_BYTES && (text === void 0 ? bytes.length >= min : isMaskable(text.trim(), min));
function derivedForms(value, { units, essential }, min) {
  const text = value.reveal();
  const whole = Buffer.from(value.revealBytes());
  const room = MAX_FORMS_PER_VALUE - essential.size;
  if (!isEncodable(whole, text, min)) return { forms: [], cut: whole.length > MAX_WHOLE_BYTES };
  const derived = /* @__PURE__ */ new Set();
  const add = (forms, least) => {
    if (derived.size > room) return;
    for (const form of forms) {
      if (form.length >= least && !/[\r\n]/.test(form) && !essential.has(form) && isMaskable(form, min))
        derived.add(form);
      if (derived.size > room) return;
    }
  };
  if (text !== void 0)
    for (const unit of /* @__PURE__ */ new Set([text, text.replace(/[\r\n]+$/, ""), text.trim(), ...units]))
      add(textForms(unit), min);
  const trimmed = trimNewlines(whole);
  const ended = Buffer.concat([trimmed, Buffer.from("\n")]);
  for (const bytes of [whole, trimmed, ended]) add(encodings(bytes, "whole"), MIN_ENCODED);
  for (const unit of units)
    if (unit.length >= MIN_SLICED_LINE) add(encodings(Buffer.from(unit), "slices"), MIN_ENCODED);
  for (const bytes of [trimmed, ended, whole]) add(encodings(bytes, "wrapped"), MIN_ENCODED);
  return { forms: [...derived].slice(0, Math.max(0, room)), cut: derived.size > Math.max(0, room) };
}
function plainUnits(text, min) {
  const units = /* @__PURE__ */ new Set();
  const add = (unit) => {
    for (const line of unit.split(/[\r\n]+/)) if (isMaskable(line.trim(), min)) units.add(line.trim());
  };
  add(text);
  const lines = [...units];
  for (const line of lines) {
    const match = ASSIGNMENT.exec(line);
    const assigned = match?.[1] ?? match?.[2];
    if (assigned !== void 0 && text.trim().includes("\n")) add(assigned.replace(/^(["'])(.*)\1,?$/, "$2"));
  }
  for (const leaf of jsonLeaves(text)) add(leaf);
  const urls = [...units];
  for (const unit of urls) {
    const userinfo = USERINFO.exec(unit)?.[1];
    if (userinfo === void 0 || !userinfo.includes(":")) continue;
    const password = userinfo.slice(userinfo.indexOf(":") + 1);
    add(userinfo);
    add(password);
    add(decoded(password));
  }
  return [...units];
}
function jsonLeaves(text) {
  if (!/^\s*[[{"]/.test(text)) return [];
  const leaves = [];
  try {
    JSON.parse(text, (_key, value, context) => {
      if (typeof value === "string") leaves.push(value);
      else if (typeof value === "number" && (context?.source ?? "").length >= MIN_ENCODED)
        leaves.push(context.source);
      return value;
    });
  } catch {
    return [];
  }
  return leaves;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function trimNewlines(bytes) {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return bytes.subarray(0, end);
}
class Places {
  values = /* @__PURE__ */ new Map();
  #taken = /* @__PURE__ */ new Map();
  #what;
  constructor(what) {
    this.#what = what;
  }
  add(entry, value) {
    const other = this.#taken.get(entry.name.toLowerCase());
    if (other === void 0) {
      this.#taken.set(entry.name.toLowerCase(), entry);
      this.values.set(entry.name, value);
      return void 0;
    }
    const where = other.file === void 0 ? `line ${other.line}` : `${other.file} line ${other.line}`;
    const same = other.name === entry.name ? "the same name" : `a name that differs from ${other.name} in case only`;
    return new Failure("NAME_COLLISION", `Two ${this.#what} have ${same}; the other is of ${where}.`, {
      fix: "Rename one of them on the left, or give one of two wildcards a prefix."
    });
  }
}
function alreadySet(entry, value, settings, notices) {
  const { env, ours, overwrite, platform } = settings;
  const same = (name) => platform === "win32" ? name.toLowerCase() === entry.name.toLowerCase() : name === entry.name;
  const set = Object.keys(env).find(same);
  const current = set === void 0 ? void 0 : env[set];
  if (current === void 0 || value.equals(Secret.of(current)) || ours.some(same)) return void 0;
  if (entry.envInChain)
    notices.push(`${entry.name}: the value of ${entry.source} replaces the variable that was set.`);
  else if (overwrite) notices.push(`${entry.name}: replaces the variable that was set, as overwrite says.`);
  else
    return new Failure("NAME_ALREADY_SET", "A variable of this name is set already, with another value.", {
      fix: "Choose another name on the left of the line, or: overwrite: true"
    });
  return void 0;
}
const MAX_VARIABLE_BYTES = 128 * 1024;
const MAX_WINDOWS_UNITS = 32767;
const MAX_TOTAL_BYTES = 1024 * 1024;
const asFile = (name) => `${name} = \u2026 as file`;
function checkText(name, value, kind, platform) {
  const fix = asFile(name);
  const text = value.reveal();
  if (text === void 0) return new Failure("VALUE_UNSUITABLE", "The value is not UTF-8 text.", { fix });
  if (text.includes("\0"))
    return new Failure("VALUE_UNSUITABLE", "The value holds a NUL character.", { fix });
  if (kind === "output")
    return value.byteLength > MAX_TOTAL_BYTES ? new Failure("VALUE_TOO_LARGE", "The value is larger than 1 MiB, the most that an output takes.", {
      fix
    }) : void 0;
  if (platform === "win32")
    return name.length + text.length + 2 > MAX_WINDOWS_UNITS ? new Failure(
      "VALUE_TOO_LARGE",
      "The value is longer than 32,767 characters, the most that a variable of Windows takes.",
      { fix }
    ) : void 0;
  return name.length + value.byteLength + 2 > MAX_VARIABLE_BYTES ? new Failure("VALUE_TOO_LARGE", "The value is larger than 128 KiB, the most that a variable takes.", {
    fix
  }) : void 0;
}
const BARE = /^[A-Za-z0-9_./:@%+=,-]*$/;
const DOUBLE = /^[^"$`\\\r\0]*$/;
const NOT_SINGLE = /['\r\0]|\\\\|\\$|\$\{/;
function toDotenv(variables) {
  let text = "";
  const unsuitable = [];
  for (const [name, value] of variables) {
    const written = dotenvValue(value);
    if (written === void 0) unsuitable.push(name);
    else text += `${name}=${written}
`;
  }
  if (unsuitable.length === 0) return text;
  return new Failure(
    "VALUE_UNSUITABLE",
    `${unsuitable.join(", ")}: no dotenv file carries this value to every program that reads it.`,
    {
      fix: "Use json instead: export-file: secrets.json"
    }
  );
}
function dotenvValue(value) {
  if (BARE.test(value)) return value;
  if (!NOT_SINGLE.test(value)) return `'${value}'`;
  return DOUBLE.test(value) ? `"${value}"` : void 0;
}
function formatOf(file) {
  if (/\.env$|(?:^|[\\/])\.env\.[^\\/]+$/i.test(file)) return "dotenv";
  if (/\.json$/i.test(file)) return "json";
  return /\.ya?ml$/i.test(file) ? "yaml" : void 0;
}
function fileOf(values, format) {
  const texts = /* @__PURE__ */ new Map();
  const binary2 = [];
  for (const [name, value] of values) {
    const text2 = value.reveal();
    if (text2 === void 0) binary2.push(name);
    else texts.set(name, text2);
  }
  if (binary2.length > 0)
    return new Failure(
      "VALUE_UNSUITABLE",
      `${binary2.join(", ")}: the value is not UTF-8 text, which a common file needs.`,
      { fix: `${binary2[0]} = \u2026 as file` }
    );
  const lines = [...texts].map(([name, text2]) => `${JSON.stringify(name)}: ${quoted(text2)}`);
  if (format === "json") return Secret.of(lines.length === 0 ? "{}\n" : `{
  ${lines.join(",\n  ")}
}
`);
  if (format === "yaml") return Secret.of(lines.length === 0 ? "{}\n" : `${lines.join("\n")}
`);
  const text = toDotenv(texts);
  return text instanceof Failure ? text : Secret.of(text);
}
const quoted = (text) => JSON.stringify(text).replace(
  /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
  (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
);
const SHORT = 8;
function plan(entries, settings) {
  const problems = [];
  const notices = [];
  const variables = new Places("variables");
  const outputs = new Places("outputs");
  const common = new Places("keys of the exported file");
  const files = [];
  const folder = path.join(settings.temp, settings.folder ?? `secrets-${crypto.randomUUID()}`);
  for (const entry of entries) {
    const problem = (failure) => {
      if (failure !== void 0) problems.push(placed(failure, entry));
    };
    const kinds = entry.destinations.length > 0 ? entry.destinations : [settings.exportDefault];
    for (const destination of kinds) {
      const kind = typeof destination === "string" ? destination : destination.kind;
      problem(checkName(entry.name, { spelledOut: entry.spelledOut, destination: kind }));
      if (kind === "output") {
        problem(checkText(entry.name, entry.value, "output", settings.platform));
        problem(outputs.add(entry, entry.value));
      } else if (kind === "env") {
        problem(checkText(entry.name, entry.value, "env", settings.platform));
        problem(alreadySet(entry, entry.value, settings, notices));
        problem(variables.add(entry, entry.value));
      } else if (kind === "file" && typeof destination === "string") {
        problem(common.add(entry, entry.value));
      } else if (kind === "file") {
        const named = typeof destination === "object" && destination.kind === "file" ? destination.path : void 0;
        const at = named === void 0 ? path.join(folder, entry.name) : below(named, settings);
        if (at instanceof Failure) {
          problem(at);
          continue;
        }
        const where = Secret.of(at);
        problem(alreadySet(entry, where, settings, notices));
        problem(variables.add(entry, where));
        if (files.some((file) => sameFile(file.path, at)))
          problem(
            new Failure("NAME_COLLISION", "Two lines write the same file.", {
              fix: "Give each its own path."
            })
          );
        files.push({ names: [entry.name], path: at, format: "raw", content: entry.value });
        if (named !== void 0 && isInside(at, settings.workspace))
          notices.push(`${entry.name}: its file lies in the workspace; keep it out of images and artifacts.`);
      }
    }
  }
  if (common.values.size > 0) {
    const file = commonFile(common.values, folder, settings);
    if (file instanceof Failure) problems.push(file);
    else if (files.some((other) => sameFile(other.path, file.path)))
      problems.push(
        new Failure("NAME_COLLISION", "A line writes the same file as export-file.", {
          at: { input: "export-file" }
        })
      );
    else files.push(file);
  }
  for (const [places, kind] of [
    [variables, "variables"],
    [outputs, "outputs"]
  ]) {
    const total = [...places.values].reduce(
      (sum, [name, value]) => sum + name.length + value.byteLength + 2,
      0
    );
    if (total > MAX_TOTAL_BYTES)
      problems.push(
        new Failure("VALUE_TOO_LARGE", `All ${kind} together are larger than 1 MiB.`, {
          fix: "Give the large values the destination `as file`."
        })
      );
  }
  if (problems.length > 0) return { problems };
  const masking = masksOf(entries, settings.minMaskLength, notices);
  return { plan: { ...masking, files, outputs: outputs.values, variables: variables.values, notices } };
}
function below(file, settings) {
  const fix = "Name a file below the workspace or RUNNER_TEMP.";
  if (file === "" || file.includes("\0") || file.split(/[\\/]/).includes(".."))
    return new Failure(
      "FILE_UNSAFE",
      "This path cannot be written: it is empty, or holds .. or a NUL character.",
      { fix }
    );
  const absolute = path.resolve(settings.workspace, file);
  if (isInside(absolute, settings.workspace) || isInside(absolute, settings.temp)) return absolute;
  return new Failure("FILE_UNSAFE", "This path lies outside the workspace and RUNNER_TEMP.", { fix });
}
function isInside(file, folder) {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
const sameFile = (a, b) => a.toLowerCase() === b.toLowerCase();
function commonFile(values, folder, settings) {
  const at = { input: "export-file" };
  const file = settings.exportFile === "" ? path.join(folder, "secrets.env") : below(settings.exportFile, settings);
  if (file instanceof Failure) return new Failure(file.code, file.message, { at, fix: file.fix });
  const format = formatOf(file);
  if (format === void 0)
    return new Failure("INPUT_INVALID", "The suffix of export-file names no format.", {
      at,
      fix: "export-file: secrets.env   # or .json, .yaml"
    });
  const content = fileOf(values, format);
  if (content instanceof Failure)
    return new Failure(content.code, content.message, {
      at,
      ...content.fix === void 0 ? {} : { fix: content.fix }
    });
  return { names: [...values.keys()], path: file, format, content };
}
function masksOf(entries, min, notices) {
  const masks = [];
  const unmasked = [];
  for (const { name, value, public: isPublic } of entries) {
    if (value.isEmpty) {
      notices.push(`${name} is empty.`);
      continue;
    }
    if (isPublic) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is public.`);
      continue;
    }
    masks.push(value);
    if (isTooShort(value, min)) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is too short or too common a word; do not print it.`);
    } else if (value.byteLength < SHORT)
      notices.push(`${name} is short: its mask may hide other text of the log too.`);
  }
  return { masks, unmasked };
}
function placed(failure, entry) {
  const at = entry.file === void 0 ? { input: "secrets", line: entry.line } : { file: entry.file, line: entry.line };
  return new Failure(
    failure.code,
    `${entry.name}: ${failure.message}`,
    failure.fix === void 0 ? { at } : { at, fix: failure.fix }
  );
}
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
function envProvider(env) {
  return {
    id: "env",
    schemes: [{ name: "env", queries: [], vals: ["envsubst"] }],
    locate: (source) => {
      const variable = source.kind === "bare" ? source.path.slice(source.path.lastIndexOf("/") + 1).toUpperCase().replace(/[.-]/g, "_") : source.locator;
      if (!VARIABLE.test(variable))
        return new Failure("REFERENCE_INVALID", "This is no name of an environment variable.", {
          fix: "env://MONGO_URL"
        });
      return { id: variable, shown: variable, variable };
    },
    open: async () => ({
      read: async (locators) => new Map(locators.map((locator) => [locator.id, read(env, locator.variable)])),
      close: async () => void 0
    })
  };
}
function read(env, variable) {
  const text = Object.hasOwn(env, variable) ? env[variable] : void 0;
  if (text === void 0) return { is: "missing", why: "not set" };
  if (text === "") return { is: "missing", why: "set but empty" };
  return { is: "found", value: { kind: "text", text: Secret.of(text) } };
}
const anyProvider = (provider) => provider;
function contentOf(decrypted, format) {
  const [first] = decrypted.documents;
  if (first === void 0) return new Failure("SOPS_FORMAT", "The file holds no document.");
  if (format === "binary") return binary(first);
  const fields = fieldsOf(first, decrypted.encryptedLeaves);
  const decoded2 = isKubernetesSecret(first) ? decodeData(fields) : fields;
  if (decoded2 instanceof Failure) return decoded2;
  return {
    kind: "fields",
    fields: decoded2,
    get whole() {
      return Secret.ofBytes(storeOf(format).writePlain(decrypted.documents));
    }
  };
}
function binary(tree) {
  const data = tree.items.find((item) => "key" in item && item.key === "data")?.value;
  if (data?.kind === "bytes") return { kind: "bytes", bytes: Secret.ofBytes(data.value) };
  if (data?.kind === "str") return { kind: "text", text: Secret.of(data.value) };
  return new Failure("SOPS_FORMAT", "The binary file has no text at the key `data`.");
}
const isComment = (item) => "kind" in item && item.kind === "comment";
function fieldsOf(tree, encrypted) {
  const fields = /* @__PURE__ */ new Map();
  for (const item of tree.items) if (!isComment(item)) fields.set(item.key, fieldOf(item.value, encrypted));
  return fields;
}
function fieldOf(node, encrypted) {
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "map")
    return {
      kind: "map",
      fields: fieldsOf(node, encrypted),
      get whole() {
        return Secret.ofBytes(storeOf("json").writeValue(node));
      }
    };
  if (node.kind === "list") {
    const items = node.items.filter((item) => !isComment(item));
    return {
      kind: "list",
      items: items.map((item) => fieldOf(item, encrypted)),
      get whole() {
        return Secret.ofBytes(storeOf("json").writeValue(node));
      }
    };
  }
  return { kind: "leaf", value: Secret.ofBytes(leafBytes(node)), clear: !encrypted.has(node) };
}
function isKubernetesSecret(tree) {
  const text = (key) => {
    const item = tree.items.find(
      (candidate) => "key" in candidate && candidate.key === key
    );
    return item?.value.kind === "str" ? item.value.value : void 0;
  };
  return text("kind") === "Secret" && text("apiVersion") === "v1";
}
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function decodeData(fields) {
  const data = fields.get("data");
  if (data?.kind !== "map") return fields;
  const decoded2 = /* @__PURE__ */ new Map();
  for (const [key, node] of data.fields) {
    if (node.kind !== "leaf") {
      decoded2.set(key, node);
      continue;
    }
    const text = node.value.reveal()?.replace(/[\r\n]/g, "");
    if (text === void 0 || !BASE64.test(text))
      return new Failure("DECODE_FAILED", "A value under `data` of this Kubernetes Secret is not base64.", {
        fix: "Put plain text under `stringData`."
      });
    decoded2.set(key, { ...node, value: Secret.ofBytes(Buffer.from(text, "base64")) });
  }
  return new Map([...fields, ["data", { ...data, fields: decoded2 }]]);
}
const isFormat = (text) => FORMATS.includes(text);
function sopsProvider(settings) {
  return {
    id: "sops",
    schemes: [{ name: "sops", queries: ["format", "leaves"], vals: ["sops"] }],
    locate: (source) => {
      if (source.kind === "bare")
        return { id: `bare:${source.path}`, shown: source.path, file: void 0, bare: source.path };
      if (source.locator === "")
        return new Failure("REFERENCE_INVALID", "A sops reference names a file.", {
          fix: "sops://deploy/app.enc.yaml#database.url"
        });
      const asked = source.query.get("format");
      if (asked !== void 0 && !isFormat(asked))
        return new Failure("REFERENCE_INVALID", `The format must be one of ${FORMATS.join(", ")}.`, {
          fix: "sops://.env.production?format=dotenv"
        });
      const format = asked !== void 0 && isFormat(asked) ? asked : formatOf$1(source.locator);
      const field = source.field?.kind === "key" ? `#${source.field.key}` : source.field ? `#/${source.field.parts.join("/")}` : "";
      return {
        id: `${format}:${source.locator}`,
        shown: `${source.locator}${field}`,
        file: { path: source.locator, format },
        bare: void 0
      };
    },
    open: async () => {
      const opened = /* @__PURE__ */ new Map();
      const openFile = (file, format) => {
        const key = `${format}:${file}`;
        const present = opened.get(key) ?? readFile(settings, file, format);
        opened.set(key, present);
        return present;
      };
      return {
        read: async (locators) => {
          const outcomes = /* @__PURE__ */ new Map();
          for (const locator of locators) {
            try {
              outcomes.set(
                locator.id,
                locator.file ? found(await openFile(locator.file.path, locator.file.format)) : await bare(settings, locator.bare ?? "", openFile)
              );
            } catch (error) {
              outcomes.set(locator.id, { is: "failed", error: asFailure(error) });
            }
          }
          return outcomes;
        },
        close: async () => opened.clear()
      };
    }
  };
}
const found = ({ content, date, notices }) => ({
  is: "found",
  value: content,
  date,
  notices
});
async function bare(settings, wanted, openFile) {
  let winner;
  const notices = [];
  for (const file2 of settings.sopsFiles) {
    const opened2 = await openFile(file2, formatOf$1(file2));
    if (opened2.content.kind !== "fields") continue;
    const node2 = lookUp(opened2.content.fields, wanted);
    if (node2 === void 0) continue;
    if (winner !== void 0) notices.push(`${wanted}: ${file2} overrides ${winner.file}.`);
    winner = { node: node2, opened: opened2, file: file2 };
  }
  if (winner === void 0) return { is: "missing", why: "no such field" };
  const { node, opened, file } = winner;
  if (node.kind === "null") return { is: "missing", why: `null in ${file}` };
  const value = node.kind === "leaf" ? { kind: "text", text: node.value, clear: node.clear } : { kind: "fields", fields: node.kind === "map" ? node.fields : /* @__PURE__ */ new Map(), whole: node.whole };
  return { is: "found", value, date: opened.date, version: file, notices: [...opened.notices, ...notices] };
}
function lookUp(fields, wanted) {
  const parts = wanted.split("/");
  let node;
  let inside = fields;
  for (const part of parts) {
    node = inside?.get(part);
    inside = node?.kind === "map" ? node.fields : void 0;
  }
  if (node !== void 0) return node;
  const name = (parts.at(-1) ?? "").toUpperCase().replace(/[.-]/g, "_");
  const places = [
    fields,
    ...["stringData", "data"].map((key) => fields.get(key)).flatMap((place) => place?.kind === "map" ? [place.fields] : [])
  ];
  for (const place of places) if (place.has(name)) return place.get(name);
  return void 0;
}
async function readFile(settings, file, format) {
  const full = path.resolve(settings.workspace, file);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file in the workspace.", {
      at: { file },
      fix: "Run actions/checkout before this step, and name the file relative to the workspace."
    });
  const decrypted = await decrypt({
    bytes: fs.readFileSync(full),
    format,
    file,
    identities: await settings.identities()
  });
  const content = contentOf(decrypted, format);
  if (content instanceof Failure) throw content;
  const dates = decrypted.info.map((info) => info.lastModified.getTime());
  const notices = [...decrypted.notices, ...quotedNotices(format, decrypted.documents)];
  return {
    content,
    date: new Date(Math.max(...dates)),
    notices: notices.map((notice) => `${file}: ${notice}`)
  };
}
function quotedNotices(format, documents) {
  if (format !== "dotenv") return [];
  const quoted2 = documents.flatMap(({ items }) => items).flatMap(
    (item) => "key" in item && item.value.kind === "str" && /^(["'])[^]*\1$/.test(item.value.value) ? [item.key] : []
  );
  return quoted2.length === 0 ? [] : [`the quotes around ${quoted2.join(", ")} are part of the value, as in sops.`];
}
function providersOf(env, sops) {
  return [anyProvider(sopsProvider(sops)), anyProvider(envProvider(env))];
}
const SCHEMA = 1;
function reportDocument(report, carried) {
  const { loaded, absent } = report;
  const document = {
    schema: SCHEMA,
    version: report.version,
    started: report.started.toISOString(),
    event: report.event,
    ref: report.ref,
    repository: report.repository,
    dry_run: report.dryRun,
    loaded: loaded.map((row) => ({
      name: row.name,
      provider: row.provider,
      locator: row.shown,
      version: row.version ?? null,
      date: row.date?.toISOString() ?? null,
      destinations: row.destinations,
      masked: row.masked,
      skipped: row.skipped
    })),
    absent,
    carried,
    metrics: {
      requested: loaded.length + absent.length,
      loaded: loaded.length,
      fallbacks: loaded.filter((row) => row.skipped.length > 0).length,
      masks: report.counts.masks,
      duration_ms: Math.round(report.durationMs)
    },
    notices: report.notices
  };
  return `${JSON.stringify(document, null, 2)}
`;
}
function namesOf(text) {
  try {
    const { loaded, carried } = JSON.parse(text);
    const names = Array.isArray(loaded) ? loaded.map((row) => row?.name) : [];
    const earlier = Array.isArray(carried) ? carried : [];
    return [...new Set([...names, ...earlier].filter((name) => typeof name === "string"))];
  } catch {
    return [];
  }
}
const SHA256_HEX_LENGTH = 64;
function git(folder, args, env) {
  const guard = ["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  const clean = {
    PATH: env["PATH"],
    SYSTEMROOT: env["SYSTEMROOT"],
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1"
  };
  const ran = runQuietly("git", [...guard, "-C", folder, ...args], clean);
  return ran.status === 0 ? ran.stdout.toString("utf8") : void 0;
}
function checkoutOf(folder, env) {
  const root = git(folder, ["rev-parse", "--show-toplevel"], env)?.replace(/\r?\n$/, "");
  const head = git(folder, ["rev-parse", "--verify", "HEAD^{commit}"], env)?.trim();
  return root && head ? { root, head } : void 0;
}
function isHeadsBlob(checkout, file, bytes, env) {
  const relative = path.relative(checkout.root, file).replaceAll("\\", "/");
  const listed = git(checkout.root, ["ls-tree", "-z", "--full-tree", checkout.head, "--", relative], env);
  const match = /^100(?:644|755) blob ([0-9a-f]{40,64})\t/.exec(listed ?? "");
  return match !== null && match[1] === blobId(bytes, match[1].length);
}
function blobId(bytes, hexLength) {
  return crypto.createHash(hexLength === SHA256_HEX_LENGTH ? "sha256" : "sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
function checkoutFacts(workspace, files, env) {
  const found2 = /* @__PURE__ */ new Map();
  const at = (folder) => {
    const checkout = checkoutOf(folder, env);
    const key = checkout?.root ?? folder;
    const entry = found2.get(key) ?? { checkout, files: [] };
    found2.set(key, entry);
    return entry;
  };
  at(fs.realpathSync(workspace));
  for (const shown of files) {
    const full = path.resolve(workspace, shown);
    if (!fs.statSync(full, { throwIfNoEntry: false })?.isFile()) continue;
    const real2 = fs.realpathSync(full);
    const entry = at(path.dirname(real2));
    const same = entry.checkout !== void 0 && isHeadsBlob(entry.checkout, real2, fs.readFileSync(real2), env);
    entry.files.push({ shown, isHeadsBlob: same });
  }
  return [...found2].map(([root, entry]) => ({
    shown: path.relative(workspace, root) || ".",
    head: entry.checkout?.head,
    files: entry.files
  }));
}
const KEY_LINE = /AGE-SECRET-KEY-[A-Z0-9-]+/gi;
async function ageIdentities(runner2, inputs) {
  const sources = [];
  if (inputs.ageKey !== void 0)
    sources.push({ name: "age-key", text: await keyText(runner2, inputs.ageKey) });
  for (const file of inputs.ageKeyFile)
    sources.push(fileKeys(path.resolve(runner2.workspace, file), "age-key-file"));
  sources.push(...environmentKeys(runner2.env, false));
  runner2.mask([...new Set(sources.flatMap((source) => source.text.match(KEY_LINE) ?? []))]);
  const { identities, warnings } = identitiesOf(sources);
  for (const warning of warnings) runner2.annotate("warning", warning);
  return identities;
}
async function keyText(runner2, input) {
  const invalid2 = () => new Failure("AGE_KEY_INVALID", "The input age-key is neither an age key nor a reference with a scheme.", {
    at: { input: "age-key" },
    fix: "age-key: ${{ secrets.SOPS_AGE_KEY }}   # or: env://NAME_OF_A_VARIABLE"
  });
  const text = input.reveal()?.trim() ?? "";
  if (text.search(KEY_LINE) >= 0) return text;
  if (!/^[a-z][a-z0-9+]*:\/\//.test(text)) throw invalid2();
  const source = parseReference(text);
  const providers = [anyProvider(envProvider(runner2.env))];
  const located = source instanceof Failure ? source : locate(source, providers, []);
  if (located instanceof Failure) throw invalid2();
  const [result] = await resolve([located], /* @__PURE__ */ new Set(["not-found"]), new AbortController().signal);
  if (result?.is !== "found" || result.content.kind !== "text")
    throw new Failure("AGE_KEY_INVALID", "The reference of the input age-key gives no key.", {
      at: { input: "age-key" },
      fix: "age-key: env://NAME_OF_A_VARIABLE"
    });
  return result.content.text.reveal() ?? "";
}
const MAX_CONFIG_BYTES = 1024 * 1024;
const REPORT_VARIABLE = "SECRETS_ACTION_REPORT";
const REPORT_NAME = /^secrets-action-report-[0-9a-f-]{36}\.json$/;
function loadParts(runner2) {
  const { env, workspace, temp } = runner2;
  return {
    runner: runner2,
    clock: systemClock,
    version: VERSION,
    readInputs: () => readInputs(env),
    readConfig: (file) => readConfig(path.resolve(workspace, file), file),
    providers: (inputs) => providersOf(env, {
      workspace,
      sopsFiles: inputs.sopsFiles,
      identities: () => ageIdentities(runner2, inputs)
    }),
    filesOf: namedFiles,
    checkouts: (files) => checkoutFacts(workspace, files, env),
    plan,
    checkFiles: (planned, overwrite) => checkFiles(planned.files, { roots: [workspace, temp], overwrite }),
    earlier: () => earlierNames(env, temp),
    mask: (values, min) => {
      const { forms, notices } = runMasks(values, min);
      runner2.mask(forms);
      return { forms: forms.length, notices };
    },
    effects: (planned, overwrite, report, extra) => {
      const outputs = new Map([
        ...planned.outputs,
        ...[...extra].map(([name, text]) => [name, Secret.of(text)])
      ]);
      if (report === "") return runner2.setOutputs(outputs);
      const reportFile = path.join(temp, `secrets-action-report-${crypto.randomUUID()}.json`);
      const files = planned.files.map((file) => file.path);
      const leftovers = leftoversPath(temp);
      runner2.saveState(LEFTOVERS_STATE, leftovers);
      saveLeftovers(leftovers, {
        files: [...files, reportFile],
        variables: [...planned.variables.keys()].filter((name) => name !== REPORT_VARIABLE)
      });
      writeFiles(planned.files, { roots: [workspace, temp], overwrite });
      fs.writeFileSync(reportFile, report, { mode: 384, flag: "wx" });
      runner2.setOutputs(new Map([...outputs, ["report", Secret.of(reportFile)]]));
      runner2.exportVariables(new Map([...planned.variables, [REPORT_VARIABLE, Secret.of(reportFile)]]));
    },
    document: reportDocument,
    summary: summaryMarkdown
  };
}
function readConfig(full, shown) {
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (stat === void 0) return void 0;
  if (!stat.isFile() || stat.size > MAX_CONFIG_BYTES)
    throw new Failure("FILE_UNREADABLE", "The configuration is no regular file, or larger than 1 MiB.", {
      at: { file: shown },
      fix: "config: .github/secrets.yaml"
    });
  return fs.readFileSync(full, "utf8");
}
function namedFiles(inputs, lines) {
  const referenced = lines.flatMap(
    ({ line }) => line.source.kind === "reference" && line.source.scheme === "sops" ? [line.source.locator] : []
  );
  return [.../* @__PURE__ */ new Set([...inputs.sopsFiles, ...inputs.ageKeyFile, ...referenced])];
}
function earlierNames(env, temp) {
  const file = env[REPORT_VARIABLE];
  if (file === void 0 || !REPORT_NAME.test(path.basename(file)) || path.dirname(path.resolve(file)) !== path.resolve(temp))
    return [];
  try {
    return [...namesOf(fs.readFileSync(file, "utf8")), REPORT_VARIABLE];
  } catch {
    return [];
  }
}
const runner = actionsRunner(process.env);
start(runner, (signal) => load(loadParts(runner), signal));
