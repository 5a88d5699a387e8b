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
import { F as Failure } from "./report-failure.js";
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
  const check = Array.from({ length: CHECKSUM }, (_, index) => sum >>> 5 * (5 - index) & 31);
  return `${prefix}1${[...values, ...check].map((value) => ALPHABET[value]).join("")}`;
}
function decodeBech32(prefix, text) {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return void 0;
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
function parseAgeKeys(text, source) {
  const identities = /* @__PURE__ */ new Map();
  const warnings = [];
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
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
function isAgeRecipient(text) {
  return text.startsWith("age1") && decodeBech32("age", text)?.length === KEY_BYTES;
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
export {
  MAX_BINARY_BYTES as M,
  MAX_DEPTH as a,
  checkDepth as b,
  checkRecipients as c,
  checkBytes as d,
  MAX_ALIAS_NODES as e,
  generateIdentity as g,
  openAge as o,
  parseAgeKeys as p,
  sealAge as s
};
