import { F as Failure, D as splitWords, h as runQuietly } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
import { f as compileRe2, d as parseJson } from "./providers-list.js";
const buffer = lazyBuiltin("node:buffer");
const fs = lazyBuiltin("node:fs");
const os = lazyBuiltin("node:os");
const path = lazyBuiltin("node:path");
const SPECIAL$1 = /["\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]/u;
const SPECIALS = new RegExp(SPECIAL$1.source, "gu");
const PARTS_OF_A_BLOCK = 1e4;
const SHORT = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "	": "\\t"
};
function printJson(value, options = {}) {
  return print(value, options, options.indent === void 0 ? void 0 : "\n");
}
function print(value, options, newline) {
  switch (value.kind) {
    case "str":
    case "time":
      return quote(value.value);
    case "bytes":
      return `"${escapeBytes(value.value)}"`;
    case "int":
      return value.value.toString();
    case "float":
      return float$1(value.value, options);
    case "bool":
      return value.value ? "true" : "false";
    case "null":
    case "comment":
      return "null";
    case "list":
    case "map":
      return collection(value, options, newline);
  }
}
function collection(value, options, newline) {
  const inner = newline === void 0 ? void 0 : newline + options.indent;
  const separator = inner === void 0 ? "," : `,${inner}`;
  const [open, close] = value.kind === "map" ? ["{", "}"] : ["[", "]"];
  let out = "";
  for (const item of value.items) {
    if ("kind" in item && item.kind === "comment") continue;
    out += out === "" ? open + (inner ?? "") : separator;
    if ("key" in item)
      out += quote(item.key) + (inner === void 0 ? ":" : ": ") + print(item.value, options, inner);
    else out += print(item, options, inner);
  }
  return out === "" ? open + close : out + (newline ?? "") + close;
}
function float$1(value, options) {
  if (!Number.isFinite(value)) throw new RangeError("JSON has neither NaN nor infinities.");
  if (Object.is(value, -0)) return options.exactZero ? "-0.0" : "-0";
  return String(value);
}
function quote(text2) {
  return SPECIAL$1.test(text2) ? `"${text2.replace(SPECIALS, escape)}"` : `"${text2}"`;
}
function escape(character) {
  const short = SHORT[character];
  if (short !== void 0) return short;
  const code = character.charCodeAt(0);
  return code >= 55296 && code <= 57343 ? "\\ufffd" : `\\u${code.toString(16).padStart(4, "0")}`;
}
function escapeBytes(bytes) {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks = [];
  let parts = [];
  let from = 0;
  let at = 0;
  while (at < source.length) {
    const size = sequenceSize(source, at);
    if (size === 0) {
      parts.push(quote(source.toString("utf8", from, at)).slice(1, -1), "\\ufffd");
      from = at + 1;
      if (parts.length >= PARTS_OF_A_BLOCK) {
        blocks.push(parts.join(""));
        parts = [];
      }
    }
    at += size || 1;
  }
  parts.push(quote(source.toString("utf8", from)).slice(1, -1));
  return blocks.join("") + parts.join("");
}
function sequenceSize(bytes, at) {
  const first = bytes[at] ?? 0;
  if (first < 128) return 1;
  const size = first >= 194 && first < 224 ? 2 : first >= 224 && first < 240 ? 3 : first >= 240 && first < 245 ? 4 : 0;
  for (let next = 1; next < size; next++) if (((bytes[at + next] ?? 0) & 192) !== 128) return 0;
  const second = bytes[at + 1] ?? 0;
  const overlong = first === 224 && second < 160 || first === 240 && second < 144;
  const outside = first === 237 && second > 159 || first === 244 && second > 143;
  return overlong || outside ? 0 : size;
}
const PREFIX$1 = "ENC[AES256_GCM,data:";
const TAG_BYTES$1 = 16;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UTF8$1 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const TRUE_WORDS = /* @__PURE__ */ new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE_WORDS = /* @__PURE__ */ new Set(["0", "f", "F", "FALSE", "false", "False"]);
function parseEncrypted(text2) {
  if (!text2.startsWith(PREFIX$1)) return void 0;
  const ivAt = text2.indexOf(",iv:", PREFIX$1.length + 1);
  if (ivAt < 0) return void 0;
  const tagAt = text2.indexOf(",tag:", ivAt + 5);
  if (tagAt < 0) return void 0;
  const typeAt = text2.indexOf(",type:", tagAt + 6);
  if (typeAt < 0) return void 0;
  const newline = text2.indexOf("\n", typeAt);
  const end = text2.lastIndexOf("]", newline < 0 ? text2.length : newline);
  if (end < typeAt + 7) return void 0;
  const data = decodeBase64(text2.slice(PREFIX$1.length, ivAt));
  const iv = decodeBase64(text2.slice(ivAt + 4, tagAt));
  const tag = decodeBase64(text2.slice(tagAt + 5, typeAt));
  if (!data || !iv || iv.length === 0 || tag?.length !== TAG_BYTES$1) return void 0;
  return { data, iv, tag, type: text2.slice(typeAt + 6, end) };
}
function printEncrypted(value) {
  const { data, iv, tag, type } = value;
  return `${PREFIX$1}${data.toString("base64")},iv:${iv.toString("base64")},tag:${tag.toString("base64")},type:${type}]`;
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
  return Buffer.from(textOf$1(node), "utf8");
}
function textOf$1(node) {
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
    return { kind: "str", value: UTF8$1.decode(bytes) };
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
const IV_BYTES = 32;
const TAG_BYTES = 16;
const POOLED_IVS = 256;
const DATA_KEY_BYTES = 32;
function newDataKey() {
  return crypto.randomBytes(DATA_KEY_BYTES);
}
function cipherOf(dataKey) {
  if (dataKey.length !== DATA_KEY_BYTES) {
    throw new Failure("SOPS_METADATA", "The data key of the file is not 32 bytes long.", { exit: 128 });
  }
  const key = crypto.createSecretKey(dataKey);
  let pool = Buffer.alloc(0);
  const nextIv = () => {
    if (pool.length < IV_BYTES) pool = crypto.randomBytes(IV_BYTES * POOLED_IVS);
    const iv = pool.subarray(0, IV_BYTES);
    pool = pool.subarray(IV_BYTES);
    return iv;
  };
  return {
    open: (value, aad) => {
      try {
        const decipher = crypto.createDecipheriv("aes-256-gcm", key, value.iv, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(value.tag);
        decipher.setAAD(Buffer.from(aad, "utf8"));
        const head = decipher.update(value.data);
        decipher.final();
        return head;
      } catch {
        throw new Failure(
          "SOPS_VALUE_TAMPERED",
          "An encrypted value, or its place in the file, was changed.",
          {
            fix: "Take the file from version control again, and change it with sops edit or sops set.",
            exit: 25
          }
        );
      }
    },
    seal: (bytes, type, aad) => {
      const iv = nextIv();
      const cipher = crypto.createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(aad, "utf8"));
      const data = cipher.update(bytes);
      cipher.final();
      return printEncrypted({ data, iv, tag: cipher.getAuthTag(), type });
    }
  };
}
function openText(cipher, text2, aad) {
  const value = parseEncrypted(text2);
  return value && { bytes: cipher.open(value, aad), type: value.type };
}
const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [996825010, 642813549, 513874426, 1027748829, 705979059];
const CHECKSUM = 6;
function polymod(values) {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = (sum & 33554431) << 5 ^ value;
    GENERATOR.forEach((word, bit) => {
      if (top >>> bit & 1) sum ^= word;
    });
  }
  return sum >>> 0;
}
function expand(prefix) {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}
function regroup(values, from, to, pad) {
  const out = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = held << from | value;
    bits += from;
    while (bits >= to) {
      bits -= to;
      out.push(held >>> bits & (1 << to) - 1);
    }
    held &= (1 << bits) - 1;
  }
  if (pad) {
    if (bits > 0) out.push(held << to - bits & (1 << to) - 1);
  } else if (bits >= from || held !== 0) {
    return void 0;
  }
  return out;
}
function encodeBech32(prefix, bytes) {
  const values = regroup(bytes, 8, 5, true) ?? [];
  const sum = polymod([...expand(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check2 = Array.from({ length: CHECKSUM }, (_, index) => sum >>> 5 * (5 - index) & 31);
  return `${prefix}1${[...values, ...check2].map((value) => ALPHABET[value]).join("")}`;
}
function decodeBech32(prefix, text2) {
  const lower = text2.toLowerCase();
  if (text2 !== lower && text2 !== text2.toUpperCase()) return void 0;
  if (!lower.startsWith(`${prefix}1`)) return void 0;
  const values = Array.from(lower.slice(prefix.length + 1), (letter) => ALPHABET.indexOf(letter));
  if (values.length < CHECKSUM || values.includes(-1)) return void 0;
  if (polymod([...expand(prefix), ...values]) !== 1) return void 0;
  const bytes = regroup(values.slice(0, -CHECKSUM), 5, 8, false);
  return bytes && Buffer.from(bytes);
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
const PKCS8_START = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI_START = Buffer.from("302a300506032b656e032100", "hex");
const KEY_BYTES = 32;
const FILE_KEY_BYTES = 16;
const POLY1305_BYTES = 16;
const PAYLOAD_NONCE_BYTES = 16;
const FILE_KEY_NONCE = Buffer.alloc(12);
const ONLY_CHUNK = Buffer.from("000000000000000000000001", "hex");
const INFO = "age-encryption.org/v1/X25519";
function parseAgeKeys(text2, source) {
  const identities = /* @__PURE__ */ new Map();
  const warnings = [];
  text2.split(/\r\n|\r|\n/).forEach((line, index) => {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) return;
    for (const word of bare.split(/\s+/)) {
      const identity = identityOf(word);
      if (identity) {
        identities.set(identity.recipient, identity);
        continue;
      }
      const what = word.startsWith("AGE-SECRET-KEY-PQ-1") ? "a post-quantum age key, which is not supported yet" : word.startsWith("AGE-PLUGIN-") ? "a key of an age plugin, which is not supported" : "no age secret key";
      warnings.push(`${source}, line ${index + 1}: ${what}; left out.`);
      return;
    }
  });
  return { identities: [...identities.values()], warnings };
}
function identityOf(word) {
  if (!word.startsWith("AGE-SECRET-KEY-1")) return void 0;
  const secret = decodeBech32("age-secret-key-", word);
  return secret?.length === KEY_BYTES ? fromSecret(secret) : void 0;
}
function fromSecret(secret) {
  const der = Buffer.concat([PKCS8_START, secret]);
  const privateKey = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { recipient: encodeBech32("age", rawPublic(privateKey)), privateKey };
}
function rawPublic(privateKey) {
  return crypto.createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(SPKI_START.length);
}
function generateIdentity() {
  const secret = crypto.randomBytes(KEY_BYTES);
  const { recipient } = fromSecret(secret);
  return { identity: encodeBech32("age-secret-key-", secret).toUpperCase(), recipient };
}
function isAgeRecipient(text2) {
  return text2.startsWith("age1") && decodeBech32("age", text2)?.length === KEY_BYTES;
}
function unwrap(identity, stanza) {
  const [kind, share = ""] = stanza.args;
  if (kind !== "X25519" || stanza.args.length !== 2) return void 0;
  const ephemeral = Buffer.from(share, "base64");
  if (ephemeral.length !== KEY_BYTES || stanza.body.length !== FILE_KEY_BYTES + POLY1305_BYTES)
    return void 0;
  try {
    const der = Buffer.concat([SPKI_START, ephemeral]);
    const publicKey = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
    const shared = crypto.diffieHellman({ privateKey: identity.privateKey, publicKey });
    const salt = Buffer.concat([ephemeral, rawPublic(identity.privateKey)]);
    const key = new Uint8Array(crypto.hkdfSync("sha256", shared, salt, INFO, KEY_BYTES));
    return openChaCha(key, FILE_KEY_NONCE, stanza.body);
  } catch {
    return void 0;
  }
}
async function openAge(armored, identities) {
  if (armored.length > MAX_AGE_FILE) {
    throw new Failure(
      "LIMIT_EXCEEDED",
      "An age file in the sops metadata is larger than any wrapped data key."
    );
  }
  const { Decrypter, armor } = await import("./vendor-age-encryption.js");
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: (stanzas) => {
      for (const identity of identities) {
        for (const stanza of stanzas) {
          const fileKey = unwrap(identity, stanza);
          if (fileKey) return fileKey;
        }
      }
      return null;
    }
  });
  try {
    const file = armor.decode(armored);
    return openPayload(file, await decrypter.decryptHeader(file));
  } catch {
    return void 0;
  }
}
function openPayload(file, fileKey) {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const start = bytes.indexOf("\n", bytes.indexOf("\n--- ") + 1) + 1;
  const nonce = bytes.subarray(start, start + PAYLOAD_NONCE_BYTES);
  const sealed = bytes.subarray(start + PAYLOAD_NONCE_BYTES);
  const key = new Uint8Array(crypto.hkdfSync("sha256", fileKey, nonce, "payload", KEY_BYTES));
  return openChaCha(key, ONLY_CHUNK, sealed);
}
function openChaCha(key, nonce, sealed) {
  const end = sealed.length - POLY1305_BYTES;
  const decipher = crypto.createDecipheriv("chacha20-poly1305", key, nonce, {
    authTagLength: POLY1305_BYTES
  });
  decipher.setAuthTag(sealed.subarray(end));
  const bytes = decipher.update(sealed.subarray(0, end));
  decipher.final();
  return bytes;
}
async function sealAge(bytes, recipient) {
  if (!isAgeRecipient(recipient)) {
    throw new Failure("AGE_KEY_INVALID", "A recipient is not an age X25519 public key.", {
      fix: "A recipient looks like age1... and has 62 characters; age-keygen -y KEYFILE prints it."
    });
  }
  const { Encrypter, armor } = await import("./vendor-age-encryption.js");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(bytes));
}
const OPENS = {
  "age-pq": "a post-quantum age identity (AGE-SECRET-KEY-PQ-1...)",
  "age-plugin": "the age plugin of this recipient",
  "ssh-ed25519": "the SSH private key (ed25519)",
  "ssh-rsa": "the SSH private key (RSA)",
  pgp: "the PGP private key",
  kms: "AWS KMS, with permission kms:Decrypt",
  gcp_kms: "Google Cloud KMS, with permission cloudkms.cryptoKeyVersions.useToDecrypt",
  azure_kv: "Azure Key Vault, with permission keys/decrypt",
  hc_vault: "the transit engine of Vault or OpenBao",
  hckms: "Huawei Cloud KMS"
};
async function dataKeyOf(metadata, identities, file) {
  const [group = [], ...others] = metadata.groups;
  if (others.length > 0)
    throw unsupported("Its data key is split over key groups", metadata.groups.flat(), file);
  const usable = group.filter((key) => key.kind === "age");
  if (usable.length === 0) throw unsupported("No age X25519 key is among its keys", group, file);
  const own = new Map(identities.map((identity) => [identity.recipient, identity]));
  for (const key of usable) {
    const identity = own.get(key.id);
    const opened = identity && await openAge(key.enc, [identity]);
    if (opened) return opened;
  }
  if (identities.length > 0) {
    for (const key of usable) {
      const opened = await openAge(key.enc, identities);
      if (opened) return opened;
    }
  }
  throw missing(usable, identities, file);
}
function unsupported(cause, keys, file) {
  const lines2 = keys.map(({ kind, id }) => {
    const opens = kind === "age" ? "the age identity, as one part of several" : OPENS[kind];
    return `  ${kind} ${printable(id)}: opened by ${opens}`;
  });
  return new Failure("SOPS_KEY_UNSUPPORTED", `${cause}:
${lines2.join("\n")}`, {
    at: { file },
    fix: "Add an age recipient to the file: sops rotate -i --add-age age1... FILE",
    exit: 128
  });
}
function missing(keys, identities, file) {
  const wanted = keys.map(({ id }) => `  ${printable(id)}`).join("\n");
  const tried = identities.map(({ recipient }) => `  ${recipient}`).join("\n");
  const had = identities.length === 0 ? "No age key was given." : `The keys that were tried belong to:
${tried}`;
  return new Failure("SOPS_KEY_MISSING", `No key opens the file. It is encrypted for:
${wanted}
${had}`, {
    at: { file },
    fix: "Give the secret key of one of these recipients as the input age-key, or in SOPS_AGE_KEY.",
    exit: 128
  });
}
function printable(id) {
  return id.slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
const ONLY_ENCRYPTED_START = Buffer.from(
  "8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69",
  "hex"
);
const BATCH_BYTES = 64 * 1024;
function startMac(onlyEncrypted) {
  const chunks = onlyEncrypted ? [ONLY_ENCRYPTED_START] : [];
  const legacy = /* @__PURE__ */ new Map();
  return {
    add: (bytes) => {
      if (bytes.length > 0) chunks.push(bytes);
    },
    addNumber: (bytes, old) => {
      legacy.set(chunks.length, old);
      chunks.push(bytes);
    },
    digest: () => hashOf(chunks),
    legacyDigest: () => {
      if (legacy.size === 0) return void 0;
      return hashOf(chunks.map((chunk, index) => legacy.get(index) ?? chunk));
    }
  };
}
function hashOf(chunks) {
  const hash = crypto.createHash("sha512");
  let batch = [];
  let size = 0;
  for (const chunk of chunks) {
    if (chunk.length >= BATCH_BYTES || size >= BATCH_BYTES) {
      hash.update(Buffer.concat(batch));
      batch = [];
      size = 0;
    }
    if (chunk.length >= BATCH_BYTES) {
      hash.update(chunk);
    } else {
      batch.push(chunk);
      size += chunk.length;
    }
  }
  return hash.update(Buffer.concat(batch)).digest("hex").toUpperCase();
}
function sealMac(cipher, digest, lastModified) {
  return cipher.seal(Buffer.from(digest, "latin1"), "str", lastModified);
}
function openMac(cipher, text2, lastModified) {
  if (text2 === "") throw macFailure("The file has no MAC, so that nothing says whether it was changed.");
  let opened;
  try {
    opened = openText(cipher, text2, lastModified);
  } catch {
    throw macFailure("The MAC of the file does not belong to its key and to its lastmodified.");
  }
  if (!opened) throw macFailure("The MAC of the file is not an encrypted value.");
  return opened.bytes.toString("latin1");
}
function macFailure(message) {
  return new Failure("SOPS_MAC_MISMATCH", message, {
    fix: "The file was changed without sops, by hand, by a formatter or by a merge.\nTake it from version control again, and make the change with: sops edit FILE",
    exit: 51
  });
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
    note: (level, comment2) => {
      level.earlier ||= level.last;
      level.last = regex.search(comment2);
    },
    endItem: (level) => {
      level.earlier = false;
      level.last = false;
    },
    clashes: (encrypted) => inverted && regex.search(encrypted)
  };
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
  for (const name of SELECTOR_NAMES) settings[name] = text$1(fields, name);
  const lastModified = normalizeTime(text$1(fields, "lastmodified"));
  if (lastModified === void 0) {
    throw new Failure("SOPS_METADATA", "The sops metadata has no lastmodified that is an RFC 3339 time.", {
      exit: 1
    });
  }
  return {
    groups: groupsOf(fields),
    shamirThreshold: Number.parseInt(text$1(fields, "shamir_threshold"), 10) || 0,
    lastModified: lastModified.replace(/\.\d+/, ""),
    mac: text$1(fields, "mac"),
    macOnlyEncrypted: /^(?:1|t|true)$/i.test(text$1(fields, "mac_only_encrypted")),
    selector: chooseSelector(settings, "SOPS_METADATA"),
    version: text$1(fields, "version") || void 0
  };
}
function fieldsOf(block) {
  const fields = /* @__PURE__ */ new Map();
  for (const item of block.items) {
    if (!("kind" in item)) fields.set(item.key.toLowerCase(), item.value);
  }
  return fields;
}
function text$1(fields, name) {
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
      fields.set(name, text$1(entry, name));
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
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
function readingVisitor(reading) {
  return {
    scalar: (node, selected, aad, inList) => selected ? openScalar(reading, node, aad, inList) : clear(reading, node),
    comment: (node, selected, aad) => selected ? openComment(reading, node, aad) : node,
    asComment: (node) => node.kind === "str" && parseEncrypted(node.value)?.type === "comment" ? node.value : void 0
  };
}
function clear(reading, node) {
  if (reading.onlyEncrypted || node.kind === "null") return node;
  const bytes = bytesOf(node);
  if (reading.legacyNumbers && node.kind === "int" && (node.value > SAFE || node.value < -SAFE)) {
    const rounded = Number(node.value);
    reading.mac.addNumber(bytes, Buffer.from(formatFloatF(rounded), "latin1"));
    reading.legacy.set(node, { kind: "float", value: rounded });
  } else {
    reading.mac.add(bytes);
  }
  return node;
}
function openScalar(reading, node, aad, inList) {
  const { cipher, encryptedLeaves, mac } = reading;
  if (node.kind === "null" || node.kind === "str" && node.value === "") {
    const leaf2 = { ...node };
    encryptedLeaves.add(leaf2);
    return leaf2;
  }
  const opened = node.kind === "str" ? openText(cipher, node.value, aad) : void 0;
  if (!opened) {
    throw new Failure(
      "SOPS_VALUE_TAMPERED",
      `A value that must be encrypted is not. Its path: ${pathText(aad)}`,
      {
        fix: "Write the file with sops edit or sops set, or start from its plaintext and encrypt it again.",
        exit: 25
      }
    );
  }
  const leaf = valueOf(opened.type, opened.bytes);
  if (leaf.kind === "comment") {
    if (inList) return leaf;
    throw new Failure(
      "SOPS_VALUE_TAMPERED",
      `A comment stands where a value must. Its path: ${pathText(aad)}`,
      {
        exit: 25
      }
    );
  }
  mac.add(leaf.kind === "str" || leaf.kind === "bytes" ? opened.bytes : bytesOf(leaf));
  encryptedLeaves.add(leaf);
  return leaf;
}
function pathText(aad) {
  return aad.slice(0, -1).slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
function openComment(reading, node, aad) {
  if (node.text === "") return node;
  try {
    const opened = openText(reading.cipher, node.text, aad);
    if (opened) return { kind: "comment", text: opened.bytes.toString("utf8") };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  const notice = "A comment is not encrypted although it should be: kept as it is.";
  if (reading.notices.length === 0) reading.notices.push(notice);
  return node;
}
function replace(tree, made) {
  const items = tree.items.map((item) => {
    if ("kind" in item) return item;
    const { key, value } = item;
    return {
      key,
      value: value.kind === "map" || value.kind === "list" ? replaceIn(value, made) : swap(value, made)
    };
  });
  return { kind: "map", items };
}
function replaceIn(node, made) {
  if (node.kind === "map") return replace(node, made);
  const items = node.items.map((item) => {
    if (item.kind === "comment") return item;
    return item.kind === "map" || item.kind === "list" ? replaceIn(item, made) : swap(item, made);
  });
  return { kind: "list", items };
}
function swap(node, made) {
  return made.get(node) ?? node;
}
function alreadyEncrypted(name) {
  return new Failure("SOPS_ALREADY_ENCRYPTED", `The file holds \`${name}\`, where sops keeps its metadata.`, {
    fix: "Decrypt the file first if it is encrypted already, or rename the entry.",
    exit: 203
  });
}
function unwritable(cause, fix) {
  return new Failure("SOPS_FORMAT", cause, { fix, exit: 4 });
}
function unreadable(cause, exit, line) {
  return new Failure("SOPS_FORMAT", cause, line === void 0 ? { exit } : { exit, at: { line, column: 1 } });
}
function onlyDocument(documents, format) {
  const [first, second] = documents;
  if (second === void 0) return first ?? { kind: "map", items: [] };
  throw unwritable(
    `A ${format} file holds one document, not ${documents.length}.`,
    "Use YAML, or one file for each."
  );
}
function takeBlock(tree) {
  const blocks = tree.items.filter((item) => "key" in item && item.key === "sops");
  const [block, second] = blocks;
  if (block === void 0) return { tree, metadata: void 0 };
  if (second !== void 0) throw new Failure("SOPS_METADATA", "The file holds `sops` twice.", { exit: 1 });
  if (block.value.kind !== "map") throw new Failure("SOPS_METADATA", "`sops` is not a map.", { exit: 1 });
  const items = tree.items.filter((item) => item !== block);
  return { tree: { kind: "map", items }, metadata: block.value };
}
function sameUnderMac(one, other) {
  const left = one.items.filter((item) => "key" in item);
  const right = other.items.filter((item) => "key" in item);
  return left.length === right.length && left.every((item, index) => sameItem(item, right[index]));
}
function sameItem(one, other) {
  if (other?.key !== one.key) return false;
  const [a, b] = [one.value, other.value];
  if (a.kind === "map" && b.kind === "map") return sameUnderMac(a, b);
  if (a.kind === "map" || a.kind === "list" || b.kind === "map" || b.kind === "list") return false;
  if (a.kind === "str" && b.kind === "str") return a.value === b.value;
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}
const jsonStore = {
  format: "json",
  readPlain: (bytes) => {
    const tree = read$2(bytes, 2, false);
    if (tree.items.some((item) => "key" in item && item.key === "sops")) throw alreadyEncrypted("sops");
    return [tree];
  },
  readEncrypted: (bytes) => readJsonFile(bytes),
  writePlain: (documents, options) => lines(documents[0] ?? { kind: "map", items: [] }, options, false),
  writeEncrypted: (documents, metadata, options) => writeJsonFile(documents, metadata, options),
  writeValue: (node, options) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return lines(node, options, false);
    return Buffer.from(text(node, indentOf(options), false));
  }
};
function readJsonFile(bytes) {
  return [takeBlock(read$2(bytes, 1, true))];
}
function writeJsonFile(documents, metadata, options) {
  const tree = onlyDocument(documents, "JSON");
  return lines({ kind: "map", items: [...tree.items, { key: "sops", value: metadata }] }, options, true);
}
function read$2(bytes, exit, ignoreTrailing) {
  const value = parseJson(bytes, {
    code: "SOPS_FORMAT",
    exit,
    maxDepth: MAX_DEPTH,
    int64: true,
    ignoreTrailing
  });
  if (value.kind === "map") return value;
  throw new Failure("SOPS_FORMAT", "The outermost JSON value is not an object.", {
    fix: 'Wrap it in an object: {"data": ...}',
    at: { line: 1, column: 1 },
    exit
  });
}
function compactJson(node) {
  return Buffer.from(text(node, void 0, false));
}
function lines(tree, options, exact) {
  return Buffer.from(`${text(tree, indentOf(options), exact)}
`);
}
function indentOf(options) {
  return options?.indent === void 0 ? "	" : " ".repeat(options.indent);
}
function text(node, indent, exact) {
  check(node, exact);
  try {
    return printJson(node, indent === void 0 ? {} : { indent, exactZero: exact });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "The JSON text would be larger than 512 MiB.", { exit: 4 });
  }
}
function check(node, exact) {
  if (node.kind === "map") {
    for (const item of node.items) if ("key" in item) check(item.value, exact);
  } else if (node.kind === "list") {
    for (const item of node.items) check(item, exact);
  } else if (node.kind === "float" && !Number.isFinite(node.value)) {
    throw unwritable("JSON has neither NaN nor infinities.", "Write the number as a string, or use YAML.");
  } else if (exact && node.kind === "bytes") {
    throw unwritable(
      "A value that stays in the clear is not UTF-8, which JSON cannot hold.",
      "Encode it as base64."
    );
  }
}
const binaryStore = {
  format: "binary",
  readPlain: (bytes) => [{ kind: "map", items: [{ key: "data", value: stringScalar(bytes) }] }],
  readEncrypted: (bytes) => readJsonFile(bytes),
  writePlain: (documents) => content(documents),
  writeEncrypted: (documents, metadata, options) => writeJsonFile(documents, metadata, options),
  writeValue: (node) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return content([node]);
    throw unwritable(
      "Only a string can be written as a binary file.",
      "Choose another output type: yaml or json."
    );
  }
};
function content(documents) {
  const tree = onlyDocument(documents, "binary");
  for (const item of tree.items) {
    if (!("key" in item) || item.key !== "data") continue;
    if (item.value.kind === "str") return Buffer.from(item.value.value);
    if (item.value.kind === "bytes") return item.value.value;
    break;
  }
  throw unwritable(
    "A binary file is the string under the key `data`, and there is none.",
    "Choose the type that fits the content: yaml, json, dotenv or ini."
  );
}
const MAP = "__map_";
const LIST = "__list_";
function flatten(tree) {
  const out = /* @__PURE__ */ new Map();
  const place = (key, value) => {
    if (value.kind === "map") {
      for (const item of value.items) if ("key" in item) place(`${key}${MAP}${item.key}`, item.value);
    } else if (value.kind === "list") {
      let index = 0;
      for (const item of value.items) if (item.kind !== "comment") place(`${key}${LIST}${index++}`, item);
    } else if (out.has(key)) {
      throw new Failure("SOPS_METADATA", "Two entries of the metadata have one flat name.", { exit: 4 });
    } else {
      out.set(key, value);
    }
  };
  for (const item of tree.items) if ("key" in item) place(item.key, item.value);
  return [...out].map(([key, value]) => ({ key, value }));
}
function unflatten(items) {
  const root = {};
  for (const item of items) {
    let place = root;
    for (const step of steps(item.key)) place = descend(place, step);
    if (place.value !== void 0) throw bad("occurs twice");
    place.value = item.value;
  }
  const keys = root.keys ?? /* @__PURE__ */ new Map();
  return { kind: "map", items: [...keys].map(([key, place]) => ({ key, value: nested(place) })) };
}
function steps(name) {
  const parts = name.split(/(__map_|__list_)/);
  const out = [parts[0] ?? ""];
  for (let at = 1; at < parts.length; at += 2) {
    const part = parts[at + 1] ?? "";
    if (parts[at] === MAP) out.push(part);
    else if (/^(0|[1-9]\d{0,8})$/.test(part)) out.push(Number(part));
    else throw bad("has a list index that is no number");
  }
  if (out.length > 100) throw bad("is nested too deeply");
  return out;
}
function descend(place, step) {
  const next = {};
  if (typeof step === "number") {
    place.indices ??= /* @__PURE__ */ new Map();
    const known = place.indices.get(step);
    if (known) return known;
    place.indices.set(step, next);
  } else {
    place.keys ??= /* @__PURE__ */ new Map();
    const known = place.keys.get(step);
    if (known) return known;
    place.keys.set(step, next);
  }
  return next;
}
function nested(place) {
  const kinds = [place.value, place.keys, place.indices].filter((kind) => kind !== void 0);
  if (kinds.length > 1) throw bad("is a value, a map or a list at once");
  if (place.value) return place.value;
  if (place.keys) {
    return { kind: "map", items: [...place.keys].map(([key, inner]) => ({ key, value: nested(inner) })) };
  }
  const indices = place.indices ?? /* @__PURE__ */ new Map();
  const items = Array.from({ length: indices.size }, (_, index) => {
    const inner = indices.get(index);
    if (!inner) throw bad("is a list with a gap");
    return nested(inner);
  });
  return { kind: "list", items };
}
function bad(what) {
  return new Failure("SOPS_METADATA", `A flattened entry of the sops metadata ${what}.`, {
    fix: "Take the file from before its last change, or encrypt it anew.",
    exit: 1
  });
}
function readSource(bytes, exit) {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.isUtf8(bytes)) {
    return {
      text: all.toString("utf8"),
      utf8: true,
      value: (value) => ({ kind: "str", value }),
      name: (part) => part
    };
  }
  return {
    text: all.toString("latin1"),
    utf8: false,
    value: (part) => stringScalar(Buffer.from(part, "latin1")),
    name: (part, line) => {
      const scalar = stringScalar(Buffer.from(part, "latin1"));
      if (scalar.kind === "str") return scalar.value;
      throw unreadable("A key or a comment is not valid UTF-8.", exit, line);
    }
  };
}
let Output$1 = class Output {
  #text = "";
  #parts = [];
  add(part) {
    if (typeof part === "string") {
      this.#text += part;
      return;
    }
    this.#parts.push(Buffer.from(this.#text), part);
    this.#text = "";
  }
  bytes() {
    const rest = Buffer.from(this.#text);
    return this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest]);
  }
};
function textOf(node) {
  switch (node.kind) {
    case "str":
      return node.value;
    case "bytes":
      return Buffer.from(node.value).toString("latin1");
    case "float": {
      const text2 = formatFloatGUpper(node.value);
      return Number.isFinite(node.value) && !/[.E]/.test(text2) ? `${text2}.0` : text2;
    }
    case "time":
      return node.value.replace(/\.\d+/, "");
    default:
      return goText(node);
  }
}
function goText(node) {
  switch (node.kind) {
    case "int":
      return node.value.toString();
    case "bool":
      return node.value ? "true" : "false";
    case "null":
      return "<nil>";
    case "float":
      return formatFloatG(node.value);
    case "comment":
      return `{${node.text} ${node.inline ?? false}}`;
    case "list":
      return `[${node.items.map(goText).join(" ")}]`;
    case "map":
      return `[${node.items.map((item) => `{${"key" in item ? `${item.key} ${goText(item.value)}` : `${goText(item)} <nil>`}}`).join(" ")}]`;
    default:
      return textOf(node);
  }
}
const PREFIX = "sops_";
const BREAK = "\\n";
const dotenvStore = {
  format: "dotenv",
  readPlain: (bytes) => {
    const tree = read$1(bytes, 2);
    if (tree.items.some((item) => "key" in item && item.key.startsWith(PREFIX)))
      throw alreadyEncrypted(`${PREFIX}...`);
    return [tree];
  },
  readEncrypted: (bytes) => [split$1(unquoted(read$1(bytes, 1)))],
  writePlain: (documents) => write$1(documents[0] ?? { items: [] }),
  writeEncrypted: (documents, metadata) => {
    const tree = onlyDocument(documents, "dotenv");
    const written = write$1(tree);
    const clash = tree.items.some((item) => "key" in item && item.key.startsWith(PREFIX));
    if (clash || !sameUnderMac(tree, read$1(written, 4))) {
      throw unwritable(
        "A key or a clear value would not come back unchanged from a dotenv file.",
        "Keep keys free of `=`, newlines, a leading `#` and `sops_`, and clear values strings without `\\n`."
      );
    }
    const items = flatten(metadata).map((item) => ({ key: PREFIX + item.key, value: item.value }));
    return Buffer.concat([written, write$1({ items })]);
  },
  writeValue: (node) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return write$1(node);
    throw unwritable("A dotenv file holds strings only.", "Choose another output type: yaml or json.");
  }
};
function read$1(bytes, exit) {
  const source = readSource(bytes, exit);
  const items = [];
  let number = 0;
  for (const line of source.text.split("\n")) {
    number++;
    if (line === "") continue;
    if (line.startsWith("#")) {
      items.push({ kind: "comment", text: source.name(line.slice(1), number) });
      continue;
    }
    const equals = line.indexOf("=");
    if (equals === -1) throw unreadable("This line of the dotenv file has no `=`.", exit, number);
    const value = line.slice(equals + 1);
    items.push({
      key: source.name(line.slice(0, equals), number),
      value: source.value(value.includes(BREAK) ? value.replaceAll(BREAK, "\n") : value)
    });
  }
  return { kind: "map", items };
}
function split$1(tree) {
  const metadata = [];
  const items = tree.items.filter((item) => {
    if (!("key" in item) || !item.key.startsWith(PREFIX)) return true;
    metadata.push({ key: item.key.slice(PREFIX.length), value: item.value });
    return false;
  });
  return { tree: { kind: "map", items }, metadata: metadata.length === 0 ? void 0 : unflatten(metadata) };
}
function unquoted(tree) {
  const mac = tree.items.find((item) => "key" in item && item.key === "sops_mac");
  if (mac === void 0 || !("key" in mac) || mac.value.kind !== "str" || !quoted(mac.value.value))
    return tree;
  const items = tree.items.map((item) => {
    if (!("key" in item) || item.value.kind !== "str" || !quoted(item.value.value)) return item;
    return { key: item.key, value: { kind: "str", value: item.value.value.slice(1, -1) } };
  });
  return { kind: "map", items };
}
function quoted(text2) {
  return text2.length >= 2 && (text2.startsWith("'") || text2.startsWith('"')) && text2.at(-1) === text2[0];
}
function write$1(tree) {
  const out = new Output$1();
  for (const item of tree.items) {
    if (!("key" in item)) {
      out.add(`#${item.text.replaceAll("\n", "\n#")}
`);
      continue;
    }
    if (item.value.kind === "map" || item.value.kind === "list") {
      throw unwritable(
        "A dotenv file holds neither maps nor lists.",
        "Choose another output type: yaml or json."
      );
    }
    if (item.key.includes("\n")) {
      throw unwritable(
        "A key with a newline cannot stand in a dotenv file.",
        "Choose another output type: yaml or json."
      );
    }
    const text2 = textOf(item.value).replaceAll("\n", BREAK);
    out.add(`${item.key}=`);
    out.add(item.value.kind === "bytes" ? Buffer.from(text2, "latin1") : text2);
    out.add("\n");
  }
  return out.bytes();
}
const QUOTED = /[\n`#;]/;
function writeIni(items) {
  const sections = items.filter((item) => "key" in item);
  const out = new Output$1();
  sections.forEach((section, index) => {
    if (section.value.kind !== "map") {
      throw unwritable(
        "An INI file holds sections of keys, and a value stands outside of any.",
        "Use yaml or json."
      );
    }
    const name = checkedName(section.key);
    const [first] = section.value.items;
    if (first !== void 0 && !("key" in first)) addComment(out, first.text, false);
    const lines2 = linesOf(section.value);
    if (index > 0 || name.toUpperCase() !== "DEFAULT") out.add(`[${name}]
`);
    else if (lines2.length === 0) return;
    const width = lines2.reduce(
      (widest, line) => Math.max(widest, Buffer.byteLength(quotedName(line.name))),
      0
    );
    for (const line of lines2) addLine(out, line, width);
    if (index < sections.length - 1) out.add("\n");
  });
  return out.bytes();
}
function checkedName(name) {
  if (name !== "" && !name.includes("\n")) return name;
  throw unwritable("A name that is empty or has a newline cannot stand in an INI file.", "Use yaml or json.");
}
function linesOf(section) {
  const lines2 = /* @__PURE__ */ new Map();
  let last;
  section.items.forEach((item, index) => {
    if (!("key" in item)) {
      if (index > 0 && last) last.comment = item.text;
      return;
    }
    const name = checkedName(item.key);
    last = lines2.get(name) ?? { name, text: "", raw: false, comment: "" };
    last.text = textOf(item.value);
    last.raw = item.value.kind === "bytes";
    lines2.set(name, last);
  });
  return [...lines2.values()];
}
function quotedName(name) {
  if (/["=:]/.test(name)) return `\`${name}\``;
  return name.includes("`") ? `"""${name}"""` : name;
}
function quotedValue(text2) {
  if (QUOTED.test(text2)) {
    if (!/[\n`]/.test(text2)) return `\`${text2}\``;
    if (!text2.includes('"""') || !text2.includes("\n")) return `"""${text2}"""`;
    throw unwritable(
      "A value of several lines with three quotes in it has no INI form.",
      "Use yaml or json."
    );
  }
  return isSpace(text2.charAt(0)) || isSpace(text2.charAt(text2.length - 1)) ? `"${text2}"` : text2;
}
function isSpace(character) {
  return /[\s\u0085]/.test(character) && character !== "\uFEFF";
}
function addLine(out, line, width) {
  if (line.comment !== "") addComment(out, line.comment, true);
  const name = quotedName(line.name);
  const padding = " ".repeat(Math.max(0, width - Buffer.byteLength(name)));
  const value = quotedValue(line.text);
  out.add(`${name}${padding} = `);
  out.add(line.raw ? Buffer.from(value, "latin1") : value);
  out.add("\n");
}
function addComment(out, text2, trim) {
  if (text2 === "") return;
  for (const line of text2.split("\n")) {
    const marked = line.startsWith("#") || line.startsWith(";");
    const mark = marked ? line.charAt(0) : ";";
    const rest = marked ? line.slice(1).trim() : trim ? line.trim() : line;
    out.add(`${mark} ${rest}
`);
  }
}
const WIDE = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const IS_WIDE = new RegExp(`[${WIDE}]`);
const IS_NARROW = /[\t\n\v\f\r ]/;
function readIni(bytes, exit) {
  if (bytes[0] === 255 && bytes[1] === 254 || bytes[0] === 254 && bytes[1] === 255) {
    throw unreadable("The INI file is UTF-16. Save it as UTF-8.", exit, 1);
  }
  const bom = bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191;
  const source = readSource(bom ? bytes.subarray(3) : bytes, exit);
  const sections = new IniReader(source, exit).sections();
  return { kind: "map", items: sections.map((section) => itemOf(section, source)) };
}
function itemOf(section, source) {
  const items = [];
  if (section.comment !== "")
    items.push({ kind: "comment", text: commentText(section.comment, section.line, source) });
  for (const [key, { value, comment: comment2, line }] of section.keys) {
    items.push({ key: source.name(key, line), value: source.value(value) });
    if (comment2 !== "") items.push({ kind: "comment", text: commentText(comment2, line, source) });
  }
  return { key: source.name(section.name, section.line), value: { kind: "map", items } };
}
function commentText(comment2, line, source) {
  return source.name(comment2.replace(comment2.startsWith(";") ? /^[; ]+/ : /^[# ]+/, ""), line);
}
class IniReader {
  #text;
  #isSpace;
  #exit;
  #at = 0;
  #line = 0;
  #comment = [];
  constructor(source, exit) {
    this.#text = source.text;
    this.#isSpace = source.utf8 ? IS_WIDE : IS_NARROW;
    this.#exit = exit;
  }
  sections() {
    let section = { name: "DEFAULT", comment: "", keys: /* @__PURE__ */ new Map(), line: 1 };
    const sections = [section];
    let counter = 1;
    while (this.#at < this.#text.length) {
      const line = this.#trimStart(this.#read());
      if (line === "") continue;
      if (line.startsWith("#") || line.startsWith(";")) {
        this.#comment.push(line);
      } else if (line.startsWith("[")) {
        const close = line.lastIndexOf("]");
        if (close === -1) this.#fail("This section header has no `]`.");
        if (close === 1) this.#fail("This section has no name.");
        this.#commentFrom(line.slice(close + 1));
        section = {
          name: line.slice(1, close),
          comment: this.#takeComment(),
          keys: /* @__PURE__ */ new Map(),
          line: this.#line
        };
        sections.push(section);
        counter = 1;
      } else {
        const [name, rest] = this.#key(line);
        const number = this.#line;
        const value = this.#value(rest);
        const key = name === "-" ? `#${counter++}` : name;
        if (key === "") this.#fail("This line has no key.", number);
        section.keys.set(key, { value, comment: this.#takeComment(), line: number });
      }
    }
    return sections;
  }
  #fail(cause, line = this.#line) {
    throw unreadable(cause, this.#exit, line);
  }
  /** The next line with its newline, on which the end of a value depends; empty behind the last one. */
  #read() {
    const start = this.#at;
    const newline = this.#text.indexOf("\n", start);
    this.#at = newline === -1 ? this.#text.length : newline + 1;
    this.#line++;
    return this.#text.slice(start, this.#at);
  }
  /** Nearly every character asked about is printable ASCII, which needs no pattern. */
  #space(text2, at) {
    const code = text2.charCodeAt(at);
    return (code <= 32 || code > 126) && this.#isSpace.test(text2.charAt(at));
  }
  #trimStart(text2) {
    let at = 0;
    while (at < text2.length && this.#space(text2, at)) at++;
    return text2.slice(at);
  }
  #trim(text2) {
    let end = text2.length;
    while (end > 0 && this.#space(text2, end - 1)) end--;
    return this.#trimStart(text2.slice(0, end));
  }
  #commentFrom(text2) {
    const at = text2.search(/[#;]/);
    if (at !== -1) this.#comment.push(text2.slice(at));
  }
  #takeComment() {
    if (this.#comment.length === 0) return "";
    const comment2 = this.#trim(this.#comment.join(""));
    this.#comment = [];
    return comment2;
  }
  /** The key of a line and what stands behind the delimiter. */
  #key(line) {
    const triple = line.startsWith('"""') && Buffer.byteLength(line) > 6;
    const quote2 = triple ? '"""' : line.startsWith('"') ? '"' : line.startsWith("`") ? "`" : "";
    if (quote2 === "") {
      const at2 = line.search(/[=:]/);
      if (at2 === -1) this.#fail("This line has neither `=` nor `:`.");
      if (at2 === 0) this.#fail("This line has no key.");
      return [this.#trim(line.slice(0, at2)), line.slice(at2 + 1)];
    }
    const close = line.indexOf(quote2, quote2.length);
    if (close === -1) this.#fail("The quote around this key is not closed.");
    const rest = line.slice(close + quote2.length);
    const at = rest.search(/[=:]/);
    if (at === -1) this.#fail("This line has neither `=` nor `:`.");
    return [this.#trim(line.slice(quote2.length, close)), rest.slice(at + 1)];
  }
  #value(rest) {
    const line = this.#trimStart(rest);
    if (line === "") return "";
    const quote2 = line.length > 3 && line.startsWith('"""') ? '"""' : line.startsWith("`") ? "`" : "";
    if (quote2 !== "") {
      const close = line.lastIndexOf(quote2);
      return close < quote2.length ? this.#multiline(line.slice(quote2.length), quote2) : line.slice(quote2.length, close);
    }
    let value = this.#trim(line);
    if (value.endsWith("\\")) return this.#continued(value.slice(0, -1));
    const comment2 = value.search(/[#;]/);
    if (comment2 !== -1) {
      this.#comment.push(value.slice(comment2));
      value = this.#trim(value.slice(0, comment2));
    }
    return surrounded(value, "'") || surrounded(value, '"') ? value.slice(1, -1) : value;
  }
  #multiline(first, quote2) {
    const start = this.#line;
    const parts = [first];
    while (this.#at < this.#text.length) {
      const line = this.#read();
      const close = line.lastIndexOf(quote2);
      if (close === -1 || this.#trim(line.slice(close + quote2.length)).endsWith("\\")) {
        parts.push(line);
        continue;
      }
      parts.push(line.slice(0, close));
      const comment2 = line.slice(close).search(/[#;]/);
      if (comment2 !== -1) this.#comment.push(this.#trim(line.slice(close + comment2)));
      return parts.join("");
    }
    return this.#fail("The quote around this value is not closed.", start);
  }
  #continued(first) {
    const parts = [first];
    for (; ; ) {
      const line = this.#trim(this.#read());
      if (!line.endsWith("\\")) return parts.join("") + line;
      parts.push(line.slice(0, -1));
    }
  }
}
function surrounded(text2, quote2) {
  return text2.length >= 2 && text2.startsWith(quote2) && text2.indexOf(quote2, 1) === text2.length - 1;
}
const iniStore = {
  format: "ini",
  readPlain: (bytes) => {
    const tree = readIni(bytes, 2);
    if (tree.items.some((item) => "key" in item && item.key === "sops")) throw alreadyEncrypted("[sops]");
    return [tree];
  },
  readEncrypted: (bytes) => [nest(takeBlock(readIni(bytes, 1)))],
  writePlain: (documents) => writeIni(documents.flatMap((tree) => tree.items)),
  writeEncrypted: (documents, metadata) => writeEncrypted$1(documents, metadata),
  writeValue: (node) => {
    if (node.kind === "map") return writeIni(node.items);
    if (node.kind === "str") return Buffer.from(node.value);
    return node.kind === "bytes" ? node.value : compactJson(node);
  }
};
function nest(document) {
  if (!document.metadata) return document;
  const flat = [];
  for (const item of document.metadata.items) {
    if ("key" in item) flat.push({ key: item.key, value: broken(item.value) });
  }
  return { tree: document.tree, metadata: unflatten(flat) };
}
function broken(value) {
  return value.kind === "str" ? { kind: "str", value: value.value.replaceAll("\\n", "\n") } : value;
}
function writeEncrypted$1(documents, metadata) {
  const tree = onlyDocument(documents, "INI");
  const items = flatten(metadata).map(({ key, value }) => ({
    key,
    value: value.kind === "str" ? { kind: "str", value: value.value.replaceAll("\n", "\\n") } : value
  }));
  const all = { items: [...tree.items, { key: "sops", value: { kind: "map", items } }] };
  const written = writeIni(all.items);
  const clash = tree.items.some((item) => "key" in item && item.key === "sops");
  if (!clash && sameUnderMac(filled(all.items), filled(readIni(written, 4).items))) return written;
  throw unwritable(
    "A section, a key or a clear value would not come back unchanged from an INI file.",
    "Keep names plain and not repeated, none of them `sops`, and clear values strings; or use YAML."
  );
}
function filled(items) {
  const sections = items.filter((item) => {
    return "key" in item && (item.value.kind !== "map" || item.value.items.some((inner) => "key" in inner));
  });
  return { kind: "map", items: sections };
}
const COMMENT_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/;
class Output2 {
  text = "";
  column = 0;
  blank = true;
  indention = true;
  footIndent = -1;
  head = "";
  line = "";
  foot = "";
  tail = "";
  endDocument() {
    this.footIndent = 0;
    this.processFoot(0);
    this.footIndent = -1;
    this.startLine(0);
  }
  put(text2) {
    this.text += text2;
    this.column += text2.length;
  }
  breakLine() {
    this.text += "\n";
    this.column = 0;
    this.indention = true;
  }
  startLine(indent) {
    if (!this.indention || this.column > indent || this.column === indent && !this.blank) this.breakLine();
    if (this.footIndent === indent) this.breakLine();
    if (this.column < indent) this.put(" ".repeat(indent - this.column));
    this.blank = true;
    this.footIndent = -1;
  }
  token(text2) {
    this.put(this.blank ? text2 : ` ${text2}`);
    this.blank = false;
    this.indention = false;
  }
  writeComment(text2, indent) {
    text2.split(COMMENT_BREAK).forEach((line, index) => {
      if (index > 0) this.startLine(indent);
      this.put(line.startsWith("#") ? line : `# ${line}`);
      this.breakLine();
    });
    this.blank = true;
  }
  addHead(texts) {
    if (texts.length === 0) return;
    this.head = this.head === "" ? comment(texts) : `${this.head}
${comment(texts)}`;
  }
  processHead(indent) {
    if (this.tail !== "") {
      this.startLine(indent);
      this.writeComment(this.tail, indent);
      this.tail = "";
      this.footIndent = indent;
    }
    if (this.head === "") return;
    this.startLine(indent);
    this.writeComment(this.head, indent);
    this.head = "";
  }
  processLine(indent) {
    if (this.line === "") return;
    if (!this.blank) this.put(" ");
    this.writeComment(this.line, indent);
    this.line = "";
  }
  processFoot(indent) {
    if (this.foot === "") return;
    this.startLine(indent);
    this.writeComment(this.foot, indent);
    this.foot = "";
    this.footIndent = indent;
  }
}
function comment(texts) {
  return texts.length === 0 ? "" : `#${texts.join("\n#")}`;
}
const LAYOUT = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:([Tt])| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function daysIn(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : DAYS[month - 1] ?? 0;
}
function zoneText(zone) {
  if (zone === "Z") return "Z";
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 24 || minutes > 59) return void 0;
  return hours === 0 && minutes === 0 ? "Z" : zone;
}
function goTimestamp(text2) {
  const match = LAYOUT.exec(text2);
  if (match === null) return void 0;
  const [, year = "", month = "", day = "", t, hour, minute, second, fraction = "", zone] = match;
  if (Number(month) < 1 || Number(month) > 12) return void 0;
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return void 0;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (hour === void 0 || minute === void 0 || second === void 0) return `${date}T00:00:00Z`;
  if (t === void 0 !== (zone === void 0)) return void 0;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return void 0;
  const suffix = zone === void 0 ? "Z" : zoneText(zone);
  if (suffix === void 0) return void 0;
  const digits = fraction.slice(0, 9).replace(/0+$/, "");
  const clock = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return `${date}T${clock}${digits === "" ? "" : `.${digits}`}${suffix}`;
}
const NULL = { kind: "null" };
const WORDS = new Map([
  ["", NULL],
  ...["~", "null", "Null", "NULL"].map((word) => [word, NULL]),
  ...["true", "True", "TRUE"].map((word) => [word, { kind: "bool", value: true }]),
  ...["false", "False", "FALSE"].map((word) => [word, { kind: "bool", value: false }]),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, { kind: "float", value: NaN }]),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (word) => [word, { kind: "float", value: Infinity }]
  ),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, { kind: "float", value: -Infinity }]),
  ["<<", { kind: "merge" }]
]);
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const OLD_BOOLEAN = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
const LONGEST_NUMBER = 400;
function integer(text2) {
  const match = INTEGER.exec(text2);
  if (match === null || text2.length > LONGEST_NUMBER) return void 0;
  const [, sign, hex, binary, octal, decimal] = match;
  let value;
  if (hex !== void 0) value = BigInt(`0x${hex}`);
  else if (binary !== void 0) value = BigInt(`0b${binary}`);
  else if (octal !== void 0) value = BigInt(`0o${octal}`);
  else value = BigInt(decimal ?? "0");
  if (sign === "-") value = -value;
  if (value >= -MAX_INT64 - 1n && value <= MAX_INT64) return { kind: "int", value };
  return sign === "" && value <= MAX_UINT64 ? { kind: "uint64" } : void 0;
}
function float(text2) {
  if (!FLOAT.test(text2)) return void 0;
  const value = Number(text2);
  return Number.isFinite(value) ? { kind: "float", value } : void 0;
}
function resolvePlain(text2) {
  const first = text2.charCodeAt(0);
  const numeric = first >= 48 && first <= 57 || first === 43 || first === 45;
  if (!numeric && first !== 46) return WORDS.get(text2) ?? { kind: "str", value: text2 };
  const word = WORDS.get(text2);
  if (word !== void 0) return word;
  if (first === 46) return float(text2) ?? { kind: "str", value: text2 };
  const time = goTimestamp(text2);
  if (time !== void 0) return { kind: "time", value: time };
  const digits = text2.replaceAll("_", "");
  return integer(digits) ?? float(digits) ?? { kind: "str", value: text2 };
}
function staysString(text2) {
  return resolvePlain(text2).kind === "str" && !OLD_BOOLEAN.test(text2) && !BASE_60.test(text2);
}
function resolveTagged(tag, text2, plain2) {
  const name = tag.replace(/^tag:yaml\.org,2002:/, "!!");
  if (name === "!!str" || !/^!!(?:int|float|bool|null|binary|timestamp|merge)$/.test(name)) {
    return { kind: "str", value: text2 };
  }
  if (name === "!!binary") {
    const compact = text2.replace(/[\r\n]/g, "");
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return void 0;
    return stringScalar(Buffer.from(compact, "base64"));
  }
  if (name === "!!merge") return plain2 || text2 === "<<" ? { kind: "merge" } : void 0;
  const value = resolvePlain(text2);
  if (name === "!!float" && value.kind === "int") return { kind: "float", value: Number(value.value) };
  if (name === "!!timestamp") return value.kind === "time" ? value : void 0;
  return `!!${value.kind}` === name ? value : void 0;
}
const SPECIAL = /[^\n\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const SPACE_BEFORE_BREAK = / [\n\u2028\u2029]/;
const SPACE_AFTER_BREAK = /[\n\u2028\u2029] /;
const UNFIT_LITERAL = /^\t|[\u2028\u2029]/;
const FORBIDDEN_PLAIN = /^(?:[#,[\]{}&*!|>'"%@`\n\u2028\u2029 ]|---|\.\.\.|[-?:](?:[ \t]|$))|:(?:[ \t]|$)|[ \t\u2028\u2029]#|[\u2028\u2029]|[ \n]$/;
const SIMPLE$1 = /^[A-Za-z][A-Za-z0-9_./+=@-]*$/;
const WORD_START = /^[tTfFnNyYoO]/;
const ESCAPES = {
  0: "\\0",
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  27: "\\e",
  34: '\\"',
  92: "\\\\",
  133: "\\N",
  8232: "\\L",
  8233: "\\P"
  // go-yaml can also write \_ for U+00A0, yet never needs to: it is printable.
};
const NEEDS_ESCAPE = /["\\]|[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const ALL_ESCAPED = new RegExp(NEEDS_ESCAPE.source, "gu");
function scalarStyle(text2) {
  if (SIMPLE$1.test(text2) && !WORD_START.test(text2)) return "plain";
  if (text2.startsWith("ENC[") && text2.endsWith("]") && !FORBIDDEN_PLAIN.test(text2) && !SPECIAL.test(text2)) {
    return text2.includes("\n") || text2.includes("	") ? "double" : "plain";
  }
  const special2 = SPECIAL.test(text2);
  const spaceBeforeBreak = SPACE_BEFORE_BREAK.test(text2);
  if (text2.includes("\n")) {
    return special2 || spaceBeforeBreak || text2.endsWith(" ") || UNFIT_LITERAL.test(text2) ? "double" : "literal";
  }
  if (!staysString(text2)) return "double";
  if (special2 || spaceBeforeBreak || text2.includes("	") || SPACE_AFTER_BREAK.test(text2)) return "double";
  return FORBIDDEN_PLAIN.test(text2) ? "single" : "plain";
}
function writeDoubleQuoted(text2) {
  if (text2.startsWith("\uFEFF")) {
    return `"${Array.from(text2, escapeCharacter).join("")}"`;
  }
  return NEEDS_ESCAPE.test(text2) ? `"${text2.replace(ALL_ESCAPED, escapeCharacter)}"` : `"${text2}"`;
}
function escapeCharacter(character) {
  const code = character.codePointAt(0) ?? 0;
  const known = ESCAPES[code];
  if (known !== void 0) return known;
  const hex = code.toString(16).toUpperCase();
  if (code <= 255) return `\\x${hex.padStart(2, "0")}`;
  return code <= 65535 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
function writeSingleQuoted(text2, indent) {
  const quoted2 = text2.replaceAll("'", "''").replace(/([\u2028\u2029])(?=[^\u2028\u2029])/g, `$1${" ".repeat(indent)}`);
  return `'${quoted2}'`;
}
const BASE64_LINE = 70;
const BASE64_LINES = /.{1,70}/g;
class ScalarOutput extends Output2 {
  #step;
  /** `step`: how far a map or list stands further in than what holds it. */
  constructor(step) {
    super();
    this.#step = step;
  }
  /** The indent of what stands inside a value at `indent`; a list item only skips its `- `. */
  deeper(indent, inList) {
    if (indent < 0) return 0;
    return inList ? indent + 2 : this.#step * Math.floor((indent + this.#step) / this.#step);
  }
  /** A value of any kind but a map or a list. */
  scalar(value, indent, inList) {
    switch (value.kind) {
      case "str":
        this.string(
          value.value,
          this.deeper(indent, inList),
          value.value === "<<" ? "!!merge " : "",
          Math.max(indent, 0)
        );
        return;
      case "bytes":
        this.#bytes(value.value, this.deeper(indent, inList));
        return;
      case "int":
        this.token(String(value.value));
        return;
      case "float":
        this.token(floatText(value.value));
        return;
      case "bool":
        this.token(value.value ? "true" : "false");
        return;
      case "time":
        this.token(value.value);
        return;
      case "null":
        this.token("null");
    }
  }
  #bytes(bytes, indent) {
    const base64 = Buffer.from(bytes).toString("base64");
    if (base64.length < BASE64_LINE) return this.token(`!!binary ${base64}`);
    this.token("!!binary");
    this.#literal(base64.replace(BASE64_LINES, "$&\n"), indent, 0);
  }
  /** A string in the style go-yaml picks; `outer` is the indent of the line it starts on. */
  string(text2, indent, tag, outer = 0) {
    const style = tag === "" ? scalarStyle(text2) : "plain";
    if (style === "plain") this.token(tag + text2);
    else if (style === "single") this.token(writeSingleQuoted(text2, indent));
    else if (style === "double") this.token(writeDoubleQuoted(text2));
    else this.#literal(text2, indent, outer);
  }
  #literal(text2, indent, outer) {
    const hint = /^[ \n]/.test(text2) ? String(Math.max(indent - outer, 1)) : "";
    const chomp = text2.endsWith("\n\n") || text2 === "\n" ? "+" : text2.endsWith("\n") ? "" : "-";
    this.token(`|${hint}${chomp}`);
    if (this.line === "") this.breakLine();
    else this.processLine(indent);
    this.blank = true;
    const pad = " ".repeat(indent);
    const lines2 = text2.split("\n");
    const ends = text2.endsWith("\n");
    if (ends) lines2.pop();
    this.text += lines2.map((line) => line === "" ? "" : pad + line).join("\n");
    if (ends) this.breakLine();
    else {
      this.column = indent + (lines2.at(-1)?.length ?? 0);
      this.indention = false;
    }
  }
}
function floatText(value) {
  if (Number.isNaN(value)) return ".nan";
  if (value === Infinity) return ".inf";
  return value === -Infinity ? "-.inf" : formatFloatG(value);
}
const LONGEST_SIMPLE_KEY = 128;
const ONLY_PLAIN_ASCII = /^[A-Za-z][A-Za-z0-9_.\-/]*$/;
class Emitter extends ScalarOutput {
  documents(documents) {
    documents.forEach((branch, index) => {
      if (index > 0) {
        this.put("---");
        this.blank = false;
        this.indention = false;
      }
      this.#map(branch, -1, false, 1);
      this.endDocument();
    });
    return this.text;
  }
  node(node) {
    this.#value(node, -1, false, 0, []);
    this.endDocument();
    return this.text;
  }
  #map(branch, indent, inList, depth) {
    checkDepth(depth);
    let pending = { head: [], line: [] };
    const inside = this.deeper(indent, inList);
    if (branch.items.every((item) => "kind" in item)) {
      for (const item of branch.items) if ("kind" in item) pending.head.push(item.text);
      this.addHead(pending.head);
      this.#empty("{", "}", inside, indent);
      return;
    }
    for (const item of branch.items) {
      if ("kind" in item) {
        (item.inline === true ? pending.line : pending.head).push(item.text);
        continue;
      }
      this.addHead(pending.head);
      this.processHead(inside);
      this.#key(item.key, inside);
      this.#value(item.value, inside, false, depth, pending.line);
      pending = { head: [], line: [] };
    }
    const rest = [...pending.head, ...pending.line];
    if (rest.length > 0) this.tail = comment(rest);
    this.processHead(inside);
  }
  #list(list, indent, inList, depth) {
    checkDepth(depth);
    let pending = { head: [], line: [] };
    const inside = this.deeper(indent, inList);
    let last = -1;
    list.items.forEach((item, index) => {
      if (item.kind !== "comment") last = index;
    });
    if (last < 0) {
      for (const item of list.items) if (item.kind === "comment") pending.head.push(item.text);
      this.addHead(pending.head);
      this.#empty("[", "]", inside, indent);
      return;
    }
    const below = list.items.slice(last + 1).filter((item) => item.kind === "comment");
    const foot = [
      ...below.filter((one) => one.inline !== true),
      ...below.filter((one) => one.inline === true)
    ].map((one) => one.text);
    for (const item of list.items.slice(0, last + 1)) {
      if (item.kind === "comment") {
        (item.inline === true ? pending.line : pending.head).push(item.text);
        continue;
      }
      this.addHead([...pending.head, ...leading(item)]);
      this.processHead(inside);
      this.startLine(inside);
      this.put("-");
      this.blank = false;
      const footText = item === list.items[last] ? comment(foot) : "";
      if (isScalar(item) && footText !== "") this.foot = footText;
      this.#value(withoutLeading(item), inside, true, depth, pending.line);
      pending = { head: [], line: [] };
      if (!isScalar(item) && footText !== "") this.foot = footText;
    }
  }
  #empty(open, close, inside, indent) {
    this.token(open);
    this.blank = true;
    if (open === "{") this.processHead(inside);
    this.put(close);
    this.blank = false;
    this.indention = false;
    this.processLine(indent);
    this.processFoot(indent);
  }
  #key(key, indent) {
    this.startLine(indent);
    if (ONLY_PLAIN_ASCII.test(key) && key.length <= LONGEST_SIMPLE_KEY) {
      const style = scalarStyle(key);
      this.put(style === "plain" ? `${key}:` : `${writeDoubleQuoted(key)}:`);
      this.blank = false;
      this.indention = false;
      return;
    }
    const tag = key === "<<" ? "!!merge " : "";
    if (!/[\n\u2028\u2029\u0085]/.test(key) && Buffer.byteLength(key) <= LONGEST_SIMPLE_KEY) {
      this.string(key, indent, tag);
      this.put(":");
      return;
    }
    this.put("?");
    this.blank = false;
    this.string(key, this.deeper(indent, false), tag, indent);
    this.startLine(indent);
    this.put(":");
    this.blank = false;
  }
  #value(value, indent, inList, depth, texts) {
    const line = comment(texts);
    if (value.kind === "map") {
      this.#map(value, indent, inList, depth + 1);
      if (line !== "") this.line = line;
    } else if (value.kind === "list") {
      this.#list(value, indent, inList, depth + 1);
      if (line !== "") this.line = line;
    } else {
      if (line !== "") this.line = line;
      this.scalar(value, indent, inList);
      this.processLine(Math.max(indent, 0));
      this.processFoot(Math.max(indent, 0));
    }
  }
}
function emitDocuments(documents, step) {
  return new Emitter(step).documents(documents);
}
function emitNode(node, step) {
  return new Emitter(step).node(node);
}
function isScalar(node) {
  return node.kind !== "map" && node.kind !== "list";
}
function leading(node) {
  if (node.kind !== "map" && node.kind !== "list") return [];
  const texts = [];
  for (const item of node.items) {
    if (!("kind" in item) || item.kind !== "comment") return texts;
    if (item.inline !== true) texts.push(item.text);
  }
  return texts;
}
function withoutLeading(node) {
  const count = leading(node).length;
  if (count === 0 || node.kind !== "map" && node.kind !== "list") return node;
  let left = count;
  const items = node.items.filter((item) => {
    if (left === 0 || item.kind !== "comment" || item.inline === true) return true;
    left -= 1;
    return false;
  });
  return { ...node, items };
}
const SPACE$2 = 32;
const DOUBLE$1 = 34;
const SINGLE$1 = 39;
const COLON = 58;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`\ufeff]/y;
const PLAIN_DASH = /[-?:][^\s]/y;
function isSafePlain(text2) {
  PLAIN_START.lastIndex = 0;
  PLAIN_DASH.lastIndex = 0;
  if (!PLAIN_START.test(text2) && !PLAIN_DASH.test(text2)) return false;
  if (text2.includes(": ") || text2.includes("	") || text2.endsWith(":") || text2.endsWith(" ")) return false;
  return !text2.includes(" #");
}
function quoteEnd(text2, from, end) {
  const quote2 = text2.charAt(from);
  let at = text2.indexOf(quote2, from + 1);
  while (at >= 0 && at < end) {
    if (quote2 === "'") {
      if (text2.charCodeAt(at + 1) !== SINGLE$1) return at + 1;
      at = text2.indexOf(quote2, at + 2);
    } else {
      let slashes = 0;
      while (text2.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
      if (slashes % 2 === 0) return at + 1;
      at = text2.indexOf(quote2, at + 1);
    }
  }
  return -1;
}
function keyEnd(text2, from, end) {
  const first = text2.charCodeAt(from);
  let colon;
  if (first === DOUBLE$1 || first === SINGLE$1) colon = quoteEnd(text2, from, end);
  else {
    colon = text2.startsWith("!!merge <<:", from) ? from + 10 : text2.indexOf(":", from);
    while (colon >= 0 && colon < end - 1 && text2.charCodeAt(colon + 1) !== SPACE$2)
      colon = text2.indexOf(":", colon + 1);
  }
  if (colon < 0 || colon >= end || text2.charCodeAt(colon) !== COLON) return -1;
  return colon + 1 === end || text2.charCodeAt(colon + 1) === SPACE$2 ? colon : -1;
}
const SPACE$1 = 32;
const HEADER = /\|([1-9])?([-+])?$/;
function readLiteral(text2, from, end, parent) {
  const header = HEADER.exec(text2.slice(from, end));
  if (header === null || header.index !== 0) return void 0;
  let indent = header[1] === void 0 ? 0 : parent + Number(header[1]);
  const lines2 = [];
  let position = end + 1;
  while (position < text2.length) {
    const stop = text2.indexOf("\n", position);
    if (stop < 0) return void 0;
    let at = position;
    while (text2.charCodeAt(at) === SPACE$1 && (indent === 0 || at < position + indent)) at += 1;
    const spaces = at - position;
    if (at === stop) {
      if (indent === 0 && spaces > 0) return void 0;
      lines2.push("");
    } else {
      if (indent === 0) {
        if (spaces <= parent) break;
        indent = spaces;
      } else if (spaces < indent) break;
      lines2.push(text2.slice(position + indent, stop));
    }
    position = stop + 1;
  }
  let filled2 = lines2.length;
  while (filled2 > 0 && lines2[filled2 - 1] === "") filled2 -= 1;
  if (lines2.some((line) => /[\u2028\u2029]/.test(line))) return void 0;
  return { value: chomped(lines2, filled2, header[2]), end: position, lines: lines2.length, filled: filled2 };
}
function chomped(lines2, filled2, chomp) {
  if (chomp === "+") return lines2.map((line) => `${line}
`).join("");
  const body = lines2.slice(0, filled2).join("\n");
  return chomp === "-" || filled2 === 0 ? body : `${body}
`;
}
const SIMPLE = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "	",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1B",
  '"': '"',
  "\\": "\\",
  "/": "/",
  " ": " ",
  N: "\x85",
  _: "\xA0",
  L: "\u2028",
  P: "\u2029"
};
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abtnvfre"\\/ N_LP])|)/g;
function readDoubleQuoted(quoted2) {
  const inside = quoted2.slice(1, -1);
  if (!inside.includes("\\")) return inside;
  let isBad = false;
  const text2 = inside.replace(ESCAPE, (_match, x, u, U, simple) => {
    const hex = x ?? u ?? U;
    if (hex !== void 0) {
      const code = Number.parseInt(hex, 16);
      if (code <= 1114111 && (code < 55296 || code > 57343)) return String.fromCodePoint(code);
    } else if (simple !== void 0 && Object.hasOwn(SIMPLE, simple)) return SIMPLE[simple] ?? "";
    isBad = true;
    return "";
  });
  return isBad ? void 0 : text2;
}
function foldSeparators(text2) {
  return /[\u2028\u2029]/.test(text2) ? text2.replace(/ *([\u2028\u2029]) */g, "$1") : text2;
}
class Frames {
  #root = { kind: "map", items: [] };
  #frames = [];
  /** The document, which is there before its map begins: it can hold comments alone. */
  get root() {
    return this.#root;
  }
  get depth() {
    return this.#frames.length;
  }
  get top() {
    return this.#frames[this.#frames.length - 1];
  }
  push(frame) {
    this.#frames.push(frame);
  }
  /** Ends all but so many of them. */
  cut(depth) {
    this.#frames.length = depth;
  }
  /** How many frames stay open when an entry of this kind comes at this column; 0 where none is there. */
  depthAt(kind, column) {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index];
      if (frame === void 0 || frame.indent < column) return 0;
      if (frame.indent === column && frame.kind === kind) return index + 1;
    }
    return 0;
  }
  /** The entries to which a comment at a column further out than the deepest frame belongs. */
  itemsAt(column, next, isDash) {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index];
      if (frame?.kind === "list" && !isDash && frame.indent === this.#frames[index - 1]?.indent) continue;
      if (frame !== void 0 && (frame.indent === column || frame.indent <= next))
        return frame.items;
    }
    return this.#root.items;
  }
}
function placeNotes(notes, before, next) {
  const { frames, lastLine, afterKey } = before;
  const { line, column, isDash, below } = next;
  const top = frames.top;
  const deepest = top?.indent ?? 0;
  const footLine = lastLine + 1;
  const heads = [];
  let firstEmpty = (notes[0]?.line ?? 0) <= footLine;
  let group = [];
  const flush = (items) => {
    for (const note of group) items.push({ kind: "comment", text: note.text });
    group = [];
  };
  const prior = top?.items ?? frames.root.items;
  const blank = () => {
    const first2 = group[0];
    if (first2 !== void 0 && firstEmpty) {
      if (first2.column < deepest && isDash && column >= deepest) flush(below);
      else if (first2.column < deepest) flush(frames.itemsAt(first2.column, column, isDash));
      else if (first2.line === footLine && !afterKey && lastLine >= 0) flush(prior);
    }
    firstEmpty = false;
  };
  notes.forEach((note, index) => {
    const previous = notes[index - 1];
    if (previous !== void 0 && note.line > previous.line + 1) blank();
    const first2 = group[0];
    if (first2 !== void 0 && note.column < deepest && note.column !== first2.column) flush(prior);
    group.push(note);
  });
  const last = notes.at(-1);
  if (last !== void 0 && line > last.line + 1) blank();
  const first = group[0];
  if (first !== void 0 && column >= 0 && column < deepest && column !== first.column) flush(prior);
  flush(heads);
  return heads;
}
function formatFailure(message, line, column, exit = 2) {
  return new Failure("SOPS_FORMAT", message, {
    at: { line: line + 1, column: column + 1 },
    exit,
    fix: `Correct the file at line ${line + 1}, column ${column + 1}.`
  });
}
function append(items, more) {
  for (const node of more) items?.push(node);
}
class TreeBuilder {
  #unique;
  #exit;
  #frames = new Frames();
  #notes = [];
  #key = "";
  #slot = "none";
  #inline = [];
  #belowNext = [];
  #lastLine;
  /** `unique`: whether a key may stand only once in a map; `exit`: the exit code for a value SOPS cannot hold. */
  constructor(unique, exit, firstLine) {
    this.#unique = unique;
    this.#exit = exit;
    this.#lastLine = firstLine - 1;
  }
  get depth() {
    return this.#frames.depth;
  }
  get top() {
    return this.#frames.top;
  }
  /** Whether a key or a dash waits for its value. */
  get isOpen() {
    return this.#slot !== "none";
  }
  /** How many frames stay open when an entry of this kind comes at this column; 0 where none is there. */
  depthAt(kind, column) {
    return this.#frames.depthAt(kind, column);
  }
  /** A comment on a line of its own. */
  note(line, column, text2) {
    this.#notes.push({ line, column, text: text2 });
  }
  /** A comment behind a key that has no value on its line: it moves above the key. */
  noteKey(text2) {
    const top = this.top;
    if (top?.kind === "map" && this.#slot === "value") top.items.push({ kind: "comment", text: text2 });
  }
  /** A comment behind the value that comes next. */
  noteInline(text2) {
    this.#inline.push(text2);
  }
  /** A map or list begins as the value that is awaited, or as the document. */
  open(kind, line, column) {
    const heads = this.#notes.length === 0 ? [] : this.#place(column, line, true);
    const below = this.#belowNext.splice(0);
    const frame = kind === "map" ? {
      kind,
      indent: column,
      items: this.#frames.depth === 0 ? this.#frames.root.items : [],
      keys: this.#unique ? /* @__PURE__ */ new Set() : void 0
    } : { kind, indent: column, items: [] };
    checkDepth(this.#frames.depth + 1);
    if (this.#frames.depth > 0) {
      const before = this.#slot === "item" && this.top?.kind === "list" ? heads.splice(0) : [];
      append(this.top?.items, before);
    }
    const node = { kind, items: frame.items };
    if (this.#frames.depth > 0) this.#attach(node);
    this.#belowNext = below;
    this.#frames.push(frame);
    append(frame.items, heads);
    return node;
  }
  /** A key of the map at `column`; maps and lists further in end. */
  key(line, column, key, depth) {
    this.#begin(line, column, depth, false);
    const top = this.top;
    if (top.keys !== void 0) {
      if (top.keys.has(key)) throw formatFailure("A key stands twice in one map.", line, column);
      top.keys.add(key);
    }
    this.#key = key;
    this.#slot = "value";
    this.#lastLine = line;
  }
  /** A dash of the list at `column`. */
  dash(line, column, depth) {
    this.#begin(line, column, depth, true);
    this.#slot = "item";
    this.#lastLine = line;
  }
  /** The awaited value, whole; `endLine` is the last line it stands on. */
  value(node, line, column, endLine) {
    if (this.#notes.length > 0) {
      const heads = this.#place(column, line);
      append(this.top?.items, heads);
    }
    this.#attach(node);
    this.#lastLine = endLine;
  }
  /** What a resolved scalar is in the tree. */
  scalar(value, line, column) {
    if (value.kind === "merge") return { kind: "str", value: "<<" };
    if (value.kind !== "uint64") return value;
    throw formatFailure(
      "An integer is too large for SOPS, which holds 64 bits with a sign.",
      line,
      column,
      this.#exit
    );
  }
  /** What a resolved scalar is as a key. */
  keyText(value, line, column) {
    if (value.kind === "str") return value.value;
    if (value.kind === "merge") return "<<";
    throw formatFailure(
      "A key is no string; SOPS takes strings only. Put it in quotes.",
      line,
      column,
      this.#exit
    );
  }
  /** Ends the document, at the line of the mark of the next one if there is one, and returns it. */
  end(line = Number.MAX_SAFE_INTEGER) {
    const isLast = line === Number.MAX_SAFE_INTEGER;
    const heads = this.#notes.length === 0 ? [] : this.#place(isLast ? -1 : 0, line);
    this.#fillNull();
    append(this.#frames.root.items, heads);
    return this.#frames.root;
  }
  #begin(line, column, depth, isDash) {
    this.#fillNull();
    const heads = this.#notes.length === 0 ? void 0 : this.#place(column, line, isDash);
    this.#frames.cut(depth);
    if (heads !== void 0) append(this.top?.items, heads);
  }
  #fillNull() {
    if (this.#slot !== "none") this.#attach({ kind: "null" });
  }
  #attach(node) {
    const top = this.top;
    if (top !== void 0 && this.#slot !== "none") {
      const items = top.items;
      for (const text2 of this.#inline) items.push({ kind: "comment", text: text2, inline: true });
      items.push(top.kind === "map" ? { key: this.#key, value: node } : node);
      if (this.#belowNext.length > 0) append(items, this.#belowNext.splice(0));
    }
    if (this.#inline.length > 0) this.#inline = [];
    this.#slot = "none";
  }
  /**
   * Sorts the comments that wait before the entry at `column` (-1 at the end): some belong below what came before,
   * those returned stand before the entry.
   */
  #place(column, line, isDash = false) {
    const before = {
      frames: this.#frames,
      lastLine: this.#lastLine,
      afterKey: this.#slot === "value"
    };
    return placeNotes(this.#notes.splice(0), before, { line, column, isDash, below: this.#belowNext });
  }
}
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const DOUBLE = 34;
const SINGLE = 39;
const PIPE = 124;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const GIVE_UP = /* @__PURE__ */ Symbol("not in the subset");
class Scanner {
  #text;
  #exit;
  #documents = [];
  #builder;
  #line = 0;
  #hash;
  /** Where the present line starts. */
  #start = 0;
  constructor(text2, exit) {
    this.#text = text2;
    this.#exit = exit;
    this.#builder = new TreeBuilder(true, exit, 0);
    this.#hash = text2.indexOf(" #");
  }
  run() {
    const text2 = this.#text;
    let position = 0;
    while (position < text2.length) {
      let end = text2.indexOf("\n", position);
      if (end < 0) end = text2.length;
      let at = position;
      while (text2.charCodeAt(at) === SPACE) at += 1;
      if (at === end) position = end + 1;
      else if (text2.charCodeAt(at) === HASH) {
        this.#builder.note(this.#line, at - position, text2.slice(at + 1, end));
        position = end + 1;
      } else if (at === position && this.#separator(position, end)) position = end + 1;
      else {
        this.#start = position;
        position = this.#content(at, end);
      }
      this.#line += 1;
    }
    this.#finish();
    return this.#documents;
  }
  #finish(line) {
    if (this.#builder.depth === 0) throw GIVE_UP;
    this.#documents.push(this.#builder.end(line));
  }
  #separator(position, end) {
    const text2 = this.#text;
    const first = text2.charCodeAt(position);
    if (first !== DASH && first !== 46 || end - position < 3) return false;
    const start = text2.slice(position, position + 3);
    if (start !== "---" && start !== "...") return false;
    if (start !== "---" || end - position !== 3) throw GIVE_UP;
    this.#finish(this.#line);
    this.#builder = new TreeBuilder(false, this.#exit, this.#line + 1);
    return true;
  }
  /** Reads one line of content from `at` on; returns where the next line starts. */
  #content(at, end) {
    const text2 = this.#text;
    let from = at;
    while (text2.charCodeAt(from) === DASH && text2.charCodeAt(from + 1) === SPACE) {
      this.#dash(from - this.#start);
      from += 2;
      while (text2.charCodeAt(from) === SPACE) from += 1;
      if (from >= end) throw GIVE_UP;
    }
    const colon = keyEnd(text2, from, end);
    if (colon < 0) {
      if (from === at || !this.#builder.isOpen) throw GIVE_UP;
      return this.#value(from, end);
    }
    this.#key(from, colon);
    let value = colon + 1;
    while (text2.charCodeAt(value) === SPACE) value += 1;
    if (value >= end) return end + 1;
    if (text2.charCodeAt(value) === HASH) {
      throw GIVE_UP;
    }
    return this.#value(value, end);
  }
  #dash(column) {
    const builder = this.#builder;
    const top = builder.top;
    if (top === void 0) throw GIVE_UP;
    if (builder.isOpen && (column > top.indent || column === top.indent && top.kind === "map")) {
      builder.open("list", this.#line, column);
      builder.dash(this.#line, column, builder.depth);
      return;
    }
    builder.dash(this.#line, column, this.#depthOf("list", column));
  }
  #key(from, colon) {
    const column = from - this.#start;
    const builder = this.#builder;
    const top = builder.top;
    const key = this.#keyText(from, colon, column);
    if (top === void 0) {
      if (column !== 0) throw GIVE_UP;
      builder.open("map", this.#line, column);
      builder.key(this.#line, column, key, 1);
    } else if (builder.isOpen && column > top.indent) {
      builder.open("map", this.#line, column);
      builder.key(this.#line, column, key, builder.depth);
    } else builder.key(this.#line, column, key, this.#depthOf("map", column));
  }
  /** The number of frames that stay open when an entry of this kind comes at this column. */
  #depthOf(kind, column) {
    const depth = this.#builder.depthAt(kind, column);
    if (depth === 0) throw GIVE_UP;
    return depth;
  }
  #keyText(from, colon, column) {
    const text2 = this.#text.slice(from, colon);
    const first = text2.charCodeAt(0);
    if (first === DOUBLE) return this.#double(text2);
    if (first === SINGLE) return foldSeparators(text2.slice(1, -1).replaceAll("''", "'"));
    if (text2 === "!!merge <<" || text2 === "<<") return "<<";
    if (!isSafePlain(text2)) throw GIVE_UP;
    return this.#builder.keyText(resolvePlain(text2), this.#line, column);
  }
  #quoteEnd(from, end) {
    const behind = quoteEnd(this.#text, from, end);
    if (behind < 0) throw GIVE_UP;
    return behind;
  }
  #double(quoted2) {
    const text2 = readDoubleQuoted(quoted2);
    if (text2 === void 0) throw GIVE_UP;
    return text2;
  }
  /** Reads the value that starts at `from`; returns where the next line starts. */
  #value(from, end) {
    const text2 = this.#text;
    const column = from - this.#start;
    const first = text2.charCodeAt(from);
    if (first === PIPE) return this.#literal(from, end);
    let stop = end;
    let node;
    if (first === DOUBLE || first === SINGLE) {
      stop = this.#quoteEnd(from, end);
      const quoted2 = text2.slice(from, stop);
      node = {
        kind: "str",
        value: first === DOUBLE ? this.#double(quoted2) : foldSeparators(quoted2.slice(1, -1).replaceAll("''", "'"))
      };
      if (stop < end) this.#inline(stop, end);
    } else {
      const hash = this.#hashAfter(from);
      if (hash >= 0 && hash < end) {
        stop = hash;
        while (text2.charCodeAt(stop - 1) === SPACE) stop -= 1;
        this.#inline(stop, end);
      } else while (text2.charCodeAt(stop - 1) === SPACE) stop -= 1;
      node = this.#plain(text2.slice(from, stop), column);
    }
    this.#builder.value(node, this.#line, column, this.#line);
    return end + 1;
  }
  #plain(text2, column) {
    if (text2 === "{}") return { kind: "map", items: [] };
    if (text2 === "[]") return { kind: "list", items: [] };
    if (text2.startsWith("!!binary ")) {
      const base64 = text2.slice(9);
      if (!BASE64.test(base64)) throw GIVE_UP;
      return stringScalar(Buffer.from(base64, "base64"));
    }
    if (text2 === "!!merge <<") return { kind: "str", value: "<<" };
    if (!isSafePlain(text2)) throw GIVE_UP;
    const value = text2.startsWith("ENC[") ? { kind: "str", value: text2 } : resolvePlain(text2);
    return this.#builder.scalar(value, this.#line, column);
  }
  /** The next ` #` from a position on; the search never goes back, so that all of them are linear. */
  #hashAfter(from) {
    if (this.#hash >= 0 && this.#hash < from) this.#hash = this.#text.indexOf(" #", from);
    return this.#hash;
  }
  #inline(from, end) {
    const text2 = this.#text;
    let at = from;
    while (text2.charCodeAt(at) === SPACE) at += 1;
    if (at >= end) return;
    if (at === from || text2.charCodeAt(at) !== HASH) throw GIVE_UP;
    this.#builder.noteInline(text2.slice(at + 1, end));
  }
  #literal(from, end) {
    const literal = readLiteral(this.#text, from, end, this.#builder.top?.indent ?? 0);
    if (literal === void 0) throw GIVE_UP;
    const { value, filled: filled2 } = literal;
    const firstLine = this.#line;
    this.#line += literal.lines;
    this.#builder.value({ kind: "str", value }, firstLine, from - this.#start, firstLine + filled2);
    return literal.end;
  }
}
function scanYaml(text2, exit) {
  try {
    return new Scanner(text2, exit).run();
  } catch (error) {
    if (error === GIVE_UP) return void 0;
    throw error;
  }
}
const METADATA_KEY = "sops";
const DEFAULT_INDENT = 4;
const EXIT_ENCRYPT = 23;
const EXIT_DECRYPT = 25;
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const BEYOND_SCANNER = /[\t\ufeff]/;
let library;
async function loadYamlLibrary() {
  library ??= await import("./sops-stores-yaml-library.js");
}
function needsYamlLibrary(bytes) {
  if (library !== void 0) return false;
  try {
    const text2 = decode(bytes);
    return BEYOND_SCANNER.test(text2) || scanYaml(text2, EXIT_ENCRYPT) === void 0;
  } catch {
    return false;
  }
}
function isPlainlySealed(text2) {
  if (!/^sops:$/m.test(text2) || BEYOND_SCANNER.test(text2) || FORBIDDEN.test(text2) || /[\r\u0085]/.test(text2))
    return false;
  try {
    const [document, ...others] = scanYaml(text2, EXIT_DECRYPT) ?? [];
    if (document === void 0 || others.length > 0) return false;
    const metadata = valuesOf(document, METADATA_KEY);
    const [sops] = metadata;
    return metadata.length === 1 && sops?.kind === "map" && valuesOf(sops, "mac").length + valuesOf(sops, "lastmodified").length > 0;
  } catch {
    return false;
  }
}
const valuesOf = ({ items }, key) => items.flatMap((item) => "key" in item && item.key === key ? [item.value] : []);
function decode(bytes) {
  let text2;
  try {
    text2 = UTF8.decode(bytes);
  } catch {
    throw new Failure("SOPS_FORMAT", "The file is not UTF-8.", { exit: 2, fix: "Save the file as UTF-8." });
  }
  const position = text2.search(FORBIDDEN);
  if (position >= 0) {
    const before = text2.slice(0, position).split("\n");
    throw formatFailure(
      "A control character stands in the file.",
      before.length - 1,
      before.at(-1)?.length ?? 0
    );
  }
  return /[\r\u0085]/.test(text2) ? text2.replace(/\r\n|[\r\u0085]/g, "\n") : text2;
}
function read(bytes, exit) {
  checkBytes(bytes, "yaml", "");
  if (bytes.length === 0) {
    throw new Failure("SOPS_FORMAT", "The file is empty; SOPS needs at least one document.", {
      exit: 92,
      fix: "Write at least: {}"
    });
  }
  const text2 = decode(bytes);
  const scanned = BEYOND_SCANNER.test(text2) ? void 0 : scanYaml(text2, exit);
  const documents = scanned ?? withLibrary(text2, exit);
  if (documents.length > 0 && !/^(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:#.*)?$/.test(text2)) return documents;
  throw new Failure("SOPS_FORMAT", "The file holds no document.", { exit: 2, fix: "Write at least: {}" });
}
function withLibrary(text2, exit) {
  if (library === void 0) throw new Error("readyFor() comes before a store reads a file");
  return library.readWithLibrary(text2, exit);
}
function isMetadata(item) {
  return !("kind" in item) && item.key === METADATA_KEY;
}
function readPlain(bytes) {
  const documents = read(bytes, EXIT_ENCRYPT);
  if (documents.some((branch) => branch.items.some(isMetadata))) {
    throw new Failure("SOPS_ALREADY_ENCRYPTED", "The file has a top-level key `sops`, which is reserved.", {
      exit: 203,
      fix: "Rename the key; if the file is encrypted, edit it instead of encrypting it."
    });
  }
  return documents;
}
function split(branch) {
  const [found, second] = branch.items.filter(isMetadata);
  if (found === void 0) return { tree: branch, metadata: void 0 };
  if (second !== void 0 || found.value.kind !== "map") {
    const message = second === void 0 ? "The `sops` key holds no map." : "The `sops` key stands twice.";
    throw new Failure("SOPS_METADATA", message, { exit: 2, fix: "Restore the block as sops wrote it." });
  }
  return {
    tree: { kind: "map", items: branch.items.filter((item) => item !== found) },
    metadata: found.value
  };
}
function readEncrypted(bytes) {
  return read(bytes, EXIT_DECRYPT).map(split);
}
function write(documents, options) {
  return Buffer.from(emitDocuments(documents, options?.indent ?? DEFAULT_INDENT), "utf8");
}
function writePlain(documents, options) {
  return write(documents, options);
}
function writeEncrypted(documents, metadata, options) {
  const item = { key: METADATA_KEY, value: metadata };
  return write(
    documents.map((branch) => ({ kind: "map", items: [...branch.items, item] })),
    options
  );
}
function writeValue(node, options) {
  if (node.kind === "str") return Buffer.from(node.value, "utf8");
  if (node.kind === "bytes") return node.value;
  if (node.kind === "comment") return Buffer.from(node.text, "utf8");
  if (node.kind === "map") return write([node], options);
  return Buffer.from(emitNode(node, DEFAULT_INDENT), "utf8");
}
const yamlStore = {
  format: "yaml",
  readPlain,
  readEncrypted,
  writePlain,
  writeEncrypted,
  writeValue
};
var yaml = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  isPlainlySealed,
  loadYamlLibrary,
  needsYamlLibrary,
  yamlStore
});
const STORES = {
  yaml: yamlStore,
  json: jsonStore,
  dotenv: dotenvStore,
  ini: iniStore,
  binary: binaryStore
};
function storeOf(format) {
  return STORES[format];
}
async function readyFor(format, bytes) {
  if (format === "yaml" && needsYamlLibrary(bytes)) await loadYamlLibrary();
}
function walk(branch, selector, visitor) {
  return walkMap(branch, selector.root(), "", 0, selector, visitor);
}
function walkMap(branch, level, path2, depth, selector, visitor) {
  checkDepth(depth);
  const items = [];
  for (const item of branch.items) {
    if ("kind" in item) {
      selector.note(level, item.text);
      const made = visitor.comment(item, selector.selectsComment(level), path2 || ":", false);
      items.push(made.kind === "comment" ? made : item);
      continue;
    }
    const { key, value } = item;
    const aad = `${path2}${key}:`;
    if (value.kind === "map") {
      const inner = selector.enter(level, key);
      items.push({ key, value: walkMap(value, inner, aad, depth + 1, selector, visitor) });
    } else if (value.kind === "list") {
      const inner = selector.enter(level, key);
      items.push({ key, value: walkList(value, inner, aad, depth + 1, selector, visitor) });
    } else {
      const made = visitor.scalar(value, selector.selects(level, key), aad, false);
      if (made.kind !== "comment") items.push({ key, value: made });
    }
    selector.endItem(level);
  }
  return { kind: "map", items };
}
function walkList(list, level, path2, depth, selector, visitor) {
  checkDepth(depth);
  const items = [];
  for (const node of list.items) {
    if (node.kind === "comment") {
      selector.note(level, node.text);
      items.push(visitor.comment(node, selector.selectsComment(level), path2, true));
      continue;
    }
    if (node.kind === "map") {
      items.push(walkMap(node, selector.enter(level, void 0), path2, depth + 1, selector, visitor));
    } else if (node.kind === "list") {
      items.push(walkList(node, selector.enter(level, void 0), path2, depth + 1, selector, visitor));
    } else {
      const made = visitor.scalar(node, selector.selects(level, void 0), path2, true);
      items.push(made);
      const comment2 = made.kind === "comment" ? visitor.asComment?.(node) : void 0;
      if (comment2 !== void 0) {
        selector.note(level, comment2);
        continue;
      }
    }
    selector.endItem(level);
  }
  return { kind: "list", items };
}
async function decrypt(input) {
  checkBytes(input.bytes, input.format, input.file);
  try {
    await readyFor(input.format, input.bytes);
    return await decryptParts(input, storeOf(input.format).readEncrypted(input.bytes));
  } catch (error) {
    throw error instanceof Failure ? inFile(error, input.file) : error;
  }
}
function inFile(error, file) {
  if (error.at?.file !== void 0) return error;
  return new Failure(error.code, error.message, {
    ...error.fix === void 0 ? {} : { fix: error.fix },
    ...error.exit === void 0 ? {} : { exit: error.exit },
    at: { ...error.at, file },
    all: error.all
  });
}
async function decryptParts(input, read2) {
  const [whole, parts] = partsOf(read2);
  const encryptedLeaves = /* @__PURE__ */ new WeakSet();
  const open = (part) => openPart(part, input, encryptedLeaves);
  let used = [whole];
  let opened;
  if (parts.length === 1) {
    opened = [await open(whole)];
  } else {
    used = parts;
    try {
      opened = [];
      for (const part of parts) opened = [...opened, await open(part)];
    } catch (error) {
      try {
        used = [whole];
        opened = [await open(whole)];
      } catch {
        throw error;
      }
    }
  }
  const [first, ...others] = used;
  return {
    documents: opened.flatMap(({ documents }) => documents),
    info: [infoOf(first.metadata), ...others.map(({ metadata }) => infoOf(metadata))],
    encryptedLeaves,
    clearAuthenticated: input.ignoreMac !== true && used.every(({ metadata }) => !metadata.macOnlyEncrypted),
    notices: opened.flatMap(({ notices }) => notices)
  };
}
function partsOf(read2) {
  const [first, ...others] = read2;
  if (!first?.metadata) {
    throw new Failure("SOPS_METADATA", "The file has no sops metadata: it is not encrypted with sops.", {
      fix: "Encrypt it: sops encrypt -i FILE",
      exit: 1
    });
  }
  const metadata = parseMetadata(first.metadata);
  const whole = { metadata, trees: read2.map(({ tree }) => tree) };
  if (others.every((document) => document.metadata === void 0)) return [whole, [whole]];
  const parts = [{ metadata, trees: [first.tree] }];
  for (const document of others) {
    const last = parts.at(-1) ?? parts[0];
    const own = document.metadata && readableMetadata(document.metadata);
    if (!own || own.mac === last.metadata.mac) {
      parts[parts.length - 1] = { ...last, trees: [...last.trees, document.tree] };
    } else {
      parts.push({ metadata: own, trees: [document.tree] });
    }
  }
  return [whole, parts];
}
function readableMetadata(block) {
  try {
    return parseMetadata(block);
  } catch {
    return void 0;
  }
}
function infoOf(metadata) {
  return {
    lastModified: new Date(metadata.lastModified),
    recipients: metadata.groups.flat().map(({ id }) => id),
    macOnlyEncrypted: metadata.macOnlyEncrypted,
    selector: metadata.selector,
    version: metadata.version
  };
}
async function openPart(part, input, encryptedLeaves) {
  const { metadata, trees } = part;
  const cipher = cipherOf(await dataKeyOf(metadata, input.identities, input.file));
  const selector = await compileSelector(metadata.selector, "SOPS_METADATA");
  const reading = {
    cipher,
    mac: startMac(metadata.macOnlyEncrypted),
    onlyEncrypted: metadata.macOnlyEncrypted,
    legacyNumbers: input.format === "json",
    encryptedLeaves,
    legacy: /* @__PURE__ */ new Map(),
    notices: []
  };
  const documents = trees.map((tree) => walk(tree, selector, readingVisitor(reading)));
  if (input.ignoreMac === true) return { documents, notices: reading.notices };
  const stored = openMac(cipher, metadata.mac, metadata.lastModified);
  if (stored === reading.mac.digest()) return { documents, notices: reading.notices };
  if (stored === reading.mac.legacyDigest()) {
    const notice = "Integers above 2^53 are clear in this file and were rounded when sops before 3.13.2 wrote it: the rounded numbers are used.";
    const rounded = documents.map((tree) => replace(tree, reading.legacy));
    return { documents: rounded, notices: [...reading.notices, notice] };
  }
  throw macFailure("The values of the file are not those over which its MAC was made.");
}
const MAX_KEY_FILE_BYTES = 1024 * 1024;
function environmentKeys(env, defaults) {
  const sources = [];
  const text2 = env["SOPS_AGE_KEY"];
  if (text2) sources.push({ name: "SOPS_AGE_KEY", text: text2 });
  const file = env["SOPS_AGE_KEY_FILE"];
  if (file) sources.push(fileKeys(file, "SOPS_AGE_KEY_FILE"));
  const line = env["SOPS_AGE_KEY_CMD"];
  if (line) sources.push({ name: "SOPS_AGE_KEY_CMD", text: commandKeys(line, env) });
  const usual = defaults ? defaultKeyFile(env) : void 0;
  if (usual !== void 0 && fs.existsSync(usual)) sources.push(fileKeys(usual, "keys.txt"));
  return sources;
}
function fileKeys(file, name) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === void 0)
    throw new Failure("FILE_NOT_FOUND", `There is no key file at the path of ${name}.`, {
      fix: "age-keygen -o keys.txt"
    });
  if (!stat.isFile() || stat.size > MAX_KEY_FILE_BYTES)
    throw new Failure(
      "FILE_UNREADABLE",
      `The key file of ${name} is no regular file, or larger than 1 MiB.`,
      { fix: "age-keygen -o keys.txt" }
    );
  return { name, text: fs.readFileSync(file, "utf8") };
}
function commandKeys(line, env) {
  const [program, ...args] = splitWords(line) ?? [];
  const ran = program === void 0 ? void 0 : runQuietly(program, args, env);
  if (ran?.status !== 0)
    throw new Failure("AGE_KEY_INVALID", "The command of SOPS_AGE_KEY_CMD did not end well.", {
      fix: "SOPS_AGE_KEY_CMD is run without a shell: name a program and its arguments."
    });
  return ran.stdout.toString("utf8");
}
function defaultKeyFile(env) {
  const home = os.homedir();
  const folder = process.platform === "win32" ? env["APPDATA"] : env["XDG_CONFIG_HOME"] || path.join(home, process.platform === "darwin" ? "Library/Application Support" : ".config");
  return folder ? path.join(folder, "sops", "age", "keys.txt") : void 0;
}
function identitiesOf(sources) {
  const parsed = sources.map((source) => parseAgeKeys(source.text, source.name));
  return {
    identities: parsed.flatMap(({ identities }) => identities),
    warnings: parsed.flatMap(({ warnings }) => warnings)
  };
}
export {
  resolveTagged as A,
  resolvePlain as B,
  yaml as C,
  DEFAULT_SELECTOR as D,
  MAX_BINARY_BYTES as M,
  SELECTOR_NAMES as S,
  TreeBuilder as T,
  leafText as a,
  chooseSelector as b,
  checkRecipients as c,
  decrypt as d,
  environmentKeys as e,
  fileKeys as f,
  generateIdentity as g,
  compileSelector as h,
  identitiesOf as i,
  cipherOf as j,
  sealAge as k,
  leafBytes as l,
  buildMetadata as m,
  newDataKey as n,
  sealMac as o,
  startMac as p,
  bytesOf as q,
  readyFor as r,
  storeOf as s,
  typeOf as t,
  ageKind as u,
  formatFailure as v,
  walk as w,
  checkDepth as x,
  MAX_ALIAS_NODES as y,
  foldSeparators as z
};
