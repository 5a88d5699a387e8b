import { F as Failure } from "./kernel-base.js";
const WORD = String.raw`(?:[A-Za-z0-9_/ :,=@~-]|\\[.\-/])+`;
const WORDS = `${WORD}(?:\\|${WORD})*`;
const PLAIN = new RegExp(`^(?:\\^?(?:${WORD}|\\((?:\\?:)?${WORDS}\\))\\$?|${WORDS})$`);
const MAX_PATTERN = 1e4;
async function compileRe2(pattern, code, name) {
  if (pattern.length > MAX_PATTERN) {
    throw new Failure("LIMIT_EXCEEDED", `The pattern of ${name} is longer than ${MAX_PATTERN} characters.`);
  }
  if (PLAIN.test(pattern)) {
    const plain2 = new RegExp(pattern);
    return { search: (text2) => plain2.test(text2) };
  }
  const { RE2JS } = await import("./vendor-re2js.js");
  try {
    const compiled = RE2JS.compile(pattern);
    return { search: (text2) => compiled.matcher(text2).find() };
  } catch {
    throw new Failure(code, `The pattern of ${name} is not a valid regular expression in RE2 syntax.`, {
      fix: "Use Go's syntax (https://github.com/google/re2/wiki/Syntax): no lookaround, no backreference.",
      exit: 1
    });
  }
}
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_BINARY_BYTES = 140 * 1024 * 1024;
const MAX_DEPTH = 200;
const MAX_RECIPIENTS = 1e3;
const MAX_ALIAS_NODES = 1e5;
const MAX_AGE_FILE = 64 * 1024;
function checkBytes(bytes, format, file) {
  const limit = format === "binary" ? MAX_BINARY_BYTES : MAX_BYTES;
  if (bytes.length <= limit) return;
  throw new Failure(
    "LIMIT_EXCEEDED",
    `The file is larger than ${limit / 1024 / 1024} MiB, the limit for ${format}.`,
    {
      at: { file },
      exit: 2
    }
  );
}
function checkDepth(depth) {
  if (depth <= MAX_DEPTH) return;
  throw new Failure("LIMIT_EXCEEDED", `Maps and lists are nested deeper than ${MAX_DEPTH} levels.`);
}
function checkRecipients(count) {
  if (count <= MAX_RECIPIENTS) return;
  throw new Failure("LIMIT_EXCEEDED", `More than ${MAX_RECIPIENTS} keys stand in the sops metadata.`);
}
const SELECTOR_NAMES = [
  "encrypted_comment_regex",
  "encrypted_regex",
  "encrypted_suffix",
  "unencrypted_comment_regex",
  "unencrypted_regex",
  "unencrypted_suffix"
];
const DEFAULT_SELECTOR = { name: "unencrypted_suffix", text: "_unencrypted" };
function chooseSelector(settings, code) {
  const set = SELECTOR_NAMES.filter((name2) => (settings[name2] ?? "") !== "");
  if (set.length > 1) {
    throw new Failure(code, `Only one of these may be set, not ${set.length}: ${set.join(", ")}.`, {
      fix: `Keep one of ${set.join(", ")}.`,
      exit: 1
    });
  }
  const [name] = set;
  return name === void 0 ? DEFAULT_SELECTOR : { name, text: settings[name] ?? "" };
}
async function compileSelector(choice, code) {
  const inverted = choice.name.startsWith("unencrypted");
  if (choice.name.endsWith("comment_regex")) {
    return byComments(choice, inverted, await compileRe2(choice.text, code, choice.name));
  }
  if (choice.name.endsWith("suffix")) return byKeys(choice, inverted, (key) => key.endsWith(choice.text));
  const regex = await compileRe2(choice.text, code, choice.name);
  const known = /* @__PURE__ */ new Map();
  return byKeys(choice, inverted, (key) => {
    let hit = known.get(key);
    if (hit === void 0) known.set(key, hit = regex.search(key));
    return hit;
  });
}
function byKeys(choice, inverted, test) {
  const hit = (level, key) => level.key || key !== void 0 && test(key);
  return {
    choice,
    root: () => ({ key: false, outer: false, earlier: false, last: false }),
    enter: (level, key) => ({ key: hit(level, key), outer: false, earlier: false, last: false }),
    selects: (level, key) => hit(level, key) !== inverted,
    selectsComment: (level) => level.key !== inverted,
    note: () => void 0,
    endItem: () => void 0,
    clashes: () => false
  };
}
function byComments(choice, inverted, regex) {
  const active = (level) => level.outer || level.earlier || level.last;
  return {
    choice,
    root: () => ({ key: false, outer: false, earlier: false, last: false }),
    enter: (level) => ({ key: false, outer: active(level), earlier: false, last: false }),
    selects: (level) => active(level) !== inverted,
    // The comment that asks for encryption stays readable; the one that asks for clear text is clear itself.
    selectsComment: (level) => inverted ? !active(level) : level.outer || level.earlier,
    note: (level, comment) => {
      level.earlier ||= level.last;
      level.last = regex.search(comment);
    },
    endItem: (level) => {
      level.earlier = false;
      level.last = false;
    },
    clashes: (encrypted) => inverted && regex.search(encrypted)
  };
}
const PREFIX = "ENC[AES256_GCM,data:";
const TAG_BYTES = 16;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const TRUE_WORDS = /* @__PURE__ */ new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE_WORDS = /* @__PURE__ */ new Set(["0", "f", "F", "FALSE", "false", "False"]);
function parseEncrypted(text2) {
  if (!text2.startsWith(PREFIX)) return void 0;
  const ivAt = text2.indexOf(",iv:", PREFIX.length + 1);
  if (ivAt < 0) return void 0;
  const tagAt = text2.indexOf(",tag:", ivAt + 5);
  if (tagAt < 0) return void 0;
  const typeAt = text2.indexOf(",type:", tagAt + 6);
  if (typeAt < 0) return void 0;
  const newline = text2.indexOf("\n", typeAt);
  const end = text2.lastIndexOf("]", newline < 0 ? text2.length : newline);
  if (end < typeAt + 7) return void 0;
  const data = decodeBase64(text2.slice(PREFIX.length, ivAt));
  const iv = decodeBase64(text2.slice(ivAt + 4, tagAt));
  const tag = decodeBase64(text2.slice(tagAt + 5, typeAt));
  if (!data || !iv || iv.length === 0 || tag?.length !== TAG_BYTES) return void 0;
  return { data, iv, tag, type: text2.slice(typeAt + 6, end) };
}
function printEncrypted(value) {
  const { data, iv, tag, type } = value;
  return `${PREFIX}${data.toString("base64")},iv:${iv.toString("base64")},tag:${tag.toString("base64")},type:${type}]`;
}
function decodeBase64(text2) {
  const bytes = Buffer.from(text2, "base64");
  const padding = text2.endsWith("==") ? 2 : text2.endsWith("=") ? 1 : 0;
  if (text2.length % 4 !== 0 || bytes.length !== text2.length / 4 * 3 - padding) return void 0;
  return text2.includes("-") || text2.includes("_") ? void 0 : bytes;
}
function typeOf(node) {
  return node.kind === "bytes" ? "str" : node.kind;
}
function bytesOf(node) {
  if (node.kind === "bytes") return node.value;
  return Buffer.from(textOf(node), "utf8");
}
function textOf(node) {
  switch (node.kind) {
    case "str":
    case "time":
      return node.value;
    case "int":
      return node.value.toString();
    case "float":
      return formatFloatF(node.value);
    case "bool":
      return node.value ? "True" : "False";
    case "comment":
      return node.text;
    case "null":
      return "";
  }
}
function valueOf(type, bytes) {
  switch (type) {
    case "str":
    case "bytes":
      return stringScalar(bytes);
    case "int":
      return { kind: "int", value: parseInt64(bytes.toString("latin1")) };
    case "float":
      return { kind: "float", value: parseFloat64(bytes.toString("latin1")) };
    case "bool": {
      const word = bytes.toString("latin1");
      if (TRUE_WORDS.has(word)) return { kind: "bool", value: true };
      if (FALSE_WORDS.has(word)) return { kind: "bool", value: false };
      throw notOfType("bool");
    }
    case "time": {
      const time = normalizeTime(bytes.toString("latin1"));
      if (time === void 0) throw notOfType("time");
      return { kind: "time", value: time };
    }
    case "comment":
      return { kind: "comment", text: bytes.toString("utf8") };
    default:
      throw new Failure("SOPS_VALUE_TAMPERED", "An encrypted value has a datatype that sops does not have.", {
        exit: 25
      });
  }
}
function stringScalar(bytes) {
  try {
    return { kind: "str", value: UTF8.decode(bytes) };
  } catch {
    return { kind: "bytes", value: bytes };
  }
}
function notOfType(type) {
  return new Failure("SOPS_VALUE_TAMPERED", `An encrypted value says that it is a ${type}, and is none.`, {
    exit: 25
  });
}
function parseInt64(text2) {
  if (!/^[+-]?[0-9]{1,64}$/.test(text2)) throw notOfType("int");
  const value = BigInt(text2.startsWith("+") ? text2.slice(1) : text2);
  if (value < INT64_MIN || value > INT64_MAX) throw notOfType("int");
  return value;
}
function parseFloat64(text2) {
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text2)) {
    const value = Number(text2);
    if (Number.isFinite(value)) return value;
    throw notOfType("float");
  }
  const special2 = /^([+-]?)(inf|infinity|nan)$/i.exec(text2);
  if (!special2) throw notOfType("float");
  if (special2[2]?.toLowerCase() === "nan") return Number.NaN;
  return special2[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;
function normalizeTime(text2) {
  const found = RFC3339.exec(text2);
  if (!found) return void 0;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction, zone = ""] = found;
  const days = new Date(Date.UTC(2e3 + Number(year) % 400, Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return void 0;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return void 0;
  if (zone !== "Z" && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 59)) return void 0;
  const nanos = (fraction ?? "").slice(0, 9).replace(/0+$/, "");
  const offset = zone.slice(1) === "00:00" ? "Z" : zone;
  const clock = `${hour.padStart(2, "0")}:${minute}:${second}`;
  return `${year}-${month}-${day}T${clock}${nanos === "" ? "" : `.${nanos}`}${offset}`;
}
function decimalOf(value) {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { sign, digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}
function special(value) {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return value === Number.NEGATIVE_INFINITY ? "-Inf" : void 0;
}
function plain({ sign, digits, point }) {
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
function formatFloatF(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1e21)
    return Object.is(value, -0) ? "-0" : bigIntText(value);
  return special(value) ?? (value === 0 ? "0" : plain(decimalOf(value)));
}
function bigIntText(value) {
  return Number.isSafeInteger(value) ? String(value) : plain(decimalOf(value));
}
function formatFloatG(value) {
  return general(value, "e");
}
function formatFloatGUpper(value) {
  return general(value, "E");
}
function general(value, letter) {
  const word = special(value);
  if (word !== void 0) return word;
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const decimal = decimalOf(value);
  const exponent = decimal.point - 1;
  if (exponent >= -4 && exponent < 6) return plain(decimal);
  const rest = decimal.digits.slice(1);
  const power = String(Math.abs(exponent)).padStart(2, "0");
  const mantissa = `${decimal.sign}${decimal.digits.slice(0, 1)}${rest === "" ? "" : `.${rest}`}`;
  return `${mantissa}${letter}${exponent < 0 ? "-" : "+"}${power}`;
}
function leafText(node) {
  switch (node.kind) {
    case "str":
      return node.value;
    case "time":
      return node.value.replace(/\.\d+/, "");
    case "bytes":
      return Buffer.from(node.value).toString("utf8");
    case "int":
      return node.value.toString();
    case "float": {
      const text2 = formatFloatGUpper(node.value);
      return /[.EIN]/.test(text2) ? text2 : `${text2}.0`;
    }
    case "bool":
      return String(node.value);
    case "null":
      return "<nil>";
  }
}
function leafBytes(node) {
  return node.kind === "bytes" ? node.value : Buffer.from(leafText(node), "utf8");
}
const KEY_LISTS = ["kms", "gcp_kms", "hckms", "azure_kv", "hc_vault", "age", "pgp"];
function parseMetadata(block) {
  const fields = fieldsOf(block);
  const settings = {};
  for (const name of SELECTOR_NAMES) settings[name] = text(fields, name);
  const lastModified = normalizeTime(text(fields, "lastmodified"));
  if (lastModified === void 0) {
    throw new Failure("SOPS_METADATA", "The sops metadata has no lastmodified that is an RFC 3339 time.", {
      exit: 1
    });
  }
  return {
    groups: groupsOf(fields),
    shamirThreshold: Number.parseInt(text(fields, "shamir_threshold"), 10) || 0,
    lastModified: lastModified.replace(/\.\d+/, ""),
    mac: text(fields, "mac"),
    macOnlyEncrypted: /^(?:1|t|true)$/i.test(text(fields, "mac_only_encrypted")),
    selector: chooseSelector(settings, "SOPS_METADATA"),
    version: text(fields, "version") || void 0
  };
}
function fieldsOf(block) {
  const fields = /* @__PURE__ */ new Map();
  for (const item of block.items) {
    if (!("kind" in item)) fields.set(item.key.toLowerCase(), item.value);
  }
  return fields;
}
function text(fields, name) {
  const node = fields.get(name);
  if (node === void 0 || node.kind === "null") return "";
  if (node.kind === "map" || node.kind === "list" || node.kind === "comment") {
    throw new Failure("SOPS_METADATA", `In the sops metadata, ${name} is not a single value.`, { exit: 1 });
  }
  return node.kind === "bytes" ? "" : leafText(node);
}
function mapsOf(fields, name) {
  const node = fields.get(name);
  if (node === void 0 || node.kind === "null") return [];
  const nodes = node.kind === "list" ? node.items : [node];
  return nodes.filter((item) => item.kind !== "comment").map((item) => {
    if (item.kind === "map") return fieldsOf(item);
    throw new Failure("SOPS_METADATA", `In the sops metadata, ${name} is not a list of maps.`, { exit: 1 });
  });
}
function groupsOf(fields) {
  const flat = keysOf(fields);
  const groups = flat.length > 0 ? [flat] : mapsOf(fields, "key_groups").map((group) => keysOf(group));
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  checkRecipients(count);
  if (count > 0) return groups;
  throw new Failure("SOPS_METADATA", "The sops metadata names no key with which the file could be opened.", {
    exit: 1
  });
}
function keysOf(fields) {
  return KEY_LISTS.flatMap((list) => mapsOf(fields, list).map((entry) => keyOf(list, entry)));
}
function keyOf(list, entry) {
  const fields = /* @__PURE__ */ new Map();
  for (const [name, node] of entry) {
    if (node.kind !== "map" && node.kind !== "list" && node.kind !== "comment")
      fields.set(name, text(entry, name));
  }
  const field = (name) => fields.get(name) ?? "";
  const id = {
    age: field("recipient"),
    pgp: field("fp"),
    kms: field("arn"),
    gcp_kms: field("resource_id"),
    hckms: field("key_id"),
    azure_kv: `${field("vault_url").replace(/\/$/, "")}/keys/${field("name")}`,
    hc_vault: `${field("vault_address").replace(/\/$/, "")}/v1/${field("engine_path")}/keys/${field("key_name")}`
  }[list];
  return { kind: list === "age" ? ageKind(id) : list, id, enc: field("enc"), fields };
}
function ageKind(recipient) {
  if (recipient.startsWith("ssh-ed25519 ")) return "ssh-ed25519";
  if (recipient.startsWith("ssh-rsa ")) return "ssh-rsa";
  if (recipient.startsWith("age1pq1")) return "age-pq";
  return /^age1[a-z0-9-]+1/.test(recipient) ? "age-plugin" : "age";
}
function buildMetadata(metadata) {
  const { age, lastModified, mac, macOnlyEncrypted, selector, version } = metadata;
  const items = [
    {
      key: "age",
      value: {
        kind: "list",
        items: age.map(({ recipient, enc }) => map([str("enc", enc), str("recipient", recipient)]))
      }
    },
    str("lastmodified", lastModified),
    str("mac", mac),
    ...macOnlyEncrypted ? [{ key: "mac_only_encrypted", value: { kind: "bool", value: true } }] : [],
    ...selector ? [str(selector.name, selector.text)] : [],
    str("version", version)
  ];
  return map(items.sort((a, b) => a.key < b.key ? -1 : 1));
}
function map(items) {
  return { kind: "map", items };
}
function str(key, value) {
  return { key, value: { kind: "str", value } };
}
export {
  DEFAULT_SELECTOR as D,
  MAX_BINARY_BYTES as M,
  SELECTOR_NAMES as S,
  leafText as a,
  ageKind as b,
  compileRe2 as c,
  chooseSelector as d,
  parseEncrypted as e,
  MAX_AGE_FILE as f,
  bytesOf as g,
  formatFloatF as h,
  MAX_DEPTH as i,
  formatFloatGUpper as j,
  formatFloatG as k,
  leafBytes as l,
  checkDepth as m,
  checkBytes as n,
  parseMetadata as o,
  printEncrypted as p,
  compileSelector as q,
  checkRecipients as r,
  stringScalar as s,
  buildMetadata as t,
  typeOf as u,
  valueOf as v,
  MAX_ALIAS_NODES as w
};
