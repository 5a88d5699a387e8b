import crypto from "node:crypto";
import { Failure } from "../kernel/errors.ts";
import { decodeBech32, encodeBech32 } from "./bech32.ts";
import { MAX_AGE_FILE } from "./limits.ts";

/** One X25519 identity. It holds the private key as a KeyObject, which prints nothing of itself. */
export interface AgeIdentity {
  /** `age1...`, public. */
  readonly recipient: string;
  readonly privateKey: crypto.KeyObject;
}

/** What a text of keys holds. `warnings` name lines by number, never by content. */
export interface AgeKeys {
  readonly identities: readonly AgeIdentity[];
  readonly warnings: readonly string[];
}

const PKCS8_START = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI_START = Buffer.from("302a300506032b656e032100", "hex");
const KEY_BYTES = 32;
const FILE_KEY_BYTES = 16;
const POLY1305_BYTES = 16;
const PAYLOAD_NONCE_BYTES = 16;
const FILE_KEY_NONCE = Buffer.alloc(12);
/** Counter 0, and the mark of the last chunk. */
const ONLY_CHUNK = Buffer.from("000000000000000000000001", "hex");
const INFO = "age-encryption.org/v1/X25519";

/**
 * Reads the text of a keys.txt, or a bare key: one key a line or several with blanks between, `#` starts a
 * comment line. A line that is no X25519 key is left out with a warning that names `source` and the line, where
 * sops gives up on the whole text. https://age-encryption.org/v1
 */
export function parseAgeKeys(text: string, source: string): AgeKeys {
  const identities = new Map<string, AgeIdentity>();
  const warnings: string[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) return;
    for (const word of bare.split(/\s+/)) {
      const identity = identityOf(word);
      if (identity) {
        identities.set(identity.recipient, identity);
        continue;
      }
      const what = word.startsWith("AGE-SECRET-KEY-PQ-1")
        ? "a post-quantum age key, which is not supported yet"
        : word.startsWith("AGE-PLUGIN-")
          ? "a key of an age plugin, which is not supported"
          : "no age secret key";
      warnings.push(`${source}, line ${index + 1}: ${what}; left out.`);
      // The rest of such a line (an SSH key, a sentence) is one mistake, not one a word.
      return;
    }
  });
  return { identities: [...identities.values()], warnings };
}

function identityOf(word: string): AgeIdentity | undefined {
  if (!word.startsWith("AGE-SECRET-KEY-1")) return undefined;
  const secret = decodeBech32("age-secret-key-", word);
  return secret?.length === KEY_BYTES ? fromSecret(secret) : undefined;
}

function fromSecret(secret: Buffer): AgeIdentity {
  const der = Buffer.concat([PKCS8_START, secret]);
  const privateKey = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { recipient: encodeBech32("age", rawPublic(privateKey)), privateKey };
}

function rawPublic(privateKey: crypto.KeyObject): Buffer {
  return crypto
    .createPublicKey(privateKey)
    .export({ format: "der", type: "spki" })
    .subarray(SPKI_START.length);
}

/** A new key pair, as age-keygen writes it. `identity` is secret. */
export function generateIdentity(): { readonly identity: string; readonly recipient: string } {
  const secret = crypto.randomBytes(KEY_BYTES);
  const { recipient } = fromSecret(secret);
  return { identity: encodeBech32("age-secret-key-", secret).toUpperCase(), recipient };
}

/** Whether text is an X25519 recipient (`age1...`). */
export function isAgeRecipient(text: string): boolean {
  return text.startsWith("age1") && decodeBech32("age", text)?.length === KEY_BYTES;
}

interface Stanza {
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

// The library's own X25519 is JavaScript and costs tens of milliseconds before it is warm.
function unwrap(identity: AgeIdentity, stanza: Stanza): Uint8Array | undefined {
  const [kind, share = ""] = stanza.args;
  if (kind !== "X25519" || stanza.args.length !== 2) return undefined;
  const ephemeral = Buffer.from(share, "base64");
  if (ephemeral.length !== KEY_BYTES || stanza.body.length !== FILE_KEY_BYTES + POLY1305_BYTES)
    return undefined;
  try {
    const der = Buffer.concat([SPKI_START, ephemeral]);
    const publicKey = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
    const shared = crypto.diffieHellman({ privateKey: identity.privateKey, publicKey });
    const salt = Buffer.concat([ephemeral, rawPublic(identity.privateKey)]);
    const key = new Uint8Array(crypto.hkdfSync("sha256", shared, salt, INFO, KEY_BYTES));
    return openChaCha(key, FILE_KEY_NONCE, stanza.body);
  } catch {
    // Wrapped for somebody else, or not a point of the curve: not ours either way.
    return undefined;
  }
}

/**
 * Opens an armored age file with the first identity that fits; undefined where none does, and where it is not a
 * sound age file. Passphrases (scrypt) are never tried.
 */
export async function openAge(
  armored: string,
  identities: readonly AgeIdentity[],
): Promise<Uint8Array | undefined> {
  if (armored.length > MAX_AGE_FILE) {
    throw new Failure(
      "LIMIT_EXCEEDED",
      "An age file in the sops metadata is larger than any wrapped data key.",
    );
  }
  const { Decrypter, armor } = await import("age-encryption");
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: (stanzas: readonly Stanza[]) => {
      for (const identity of identities) {
        for (const stanza of stanzas) {
          const fileKey = unwrap(identity, stanza);
          if (fileKey) return fileKey;
        }
      }
      return null;
    },
  });
  try {
    const file = armor.decode(armored);
    return openPayload(file, await decrypter.decryptHeader(file));
  } catch {
    return undefined;
  }
}

// The library would stream the payload through web streams and a Response, which costs 20 ms the first time; a
// wrapped data key is always the first and last chunk. https://github.com/C2SP/C2SP/blob/main/age.md#payload
function openPayload(file: Uint8Array, fileKey: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const start = bytes.indexOf("\n", bytes.indexOf("\n--- ") + 1) + 1;
  const nonce = bytes.subarray(start, start + PAYLOAD_NONCE_BYTES);
  const sealed = bytes.subarray(start + PAYLOAD_NONCE_BYTES);
  const key = new Uint8Array(crypto.hkdfSync("sha256", fileKey, nonce, "payload", KEY_BYTES));
  return openChaCha(key, ONLY_CHUNK, sealed);
}

function openChaCha(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array {
  const end = sealed.length - POLY1305_BYTES;
  const decipher = crypto.createDecipheriv("chacha20-poly1305", key, nonce, {
    authTagLength: POLY1305_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(end));
  const bytes = decipher.update(sealed.subarray(0, end));
  decipher.final();
  return bytes;
}

/** Wraps bytes for one recipient as an armored age file. Throws AGE_KEY_INVALID for text that is no recipient. */
export async function sealAge(bytes: Uint8Array, recipient: string): Promise<string> {
  if (!isAgeRecipient(recipient)) {
    throw new Failure("AGE_KEY_INVALID", "A recipient is not an age X25519 public key.", {
      fix: "A recipient looks like age1... and has 62 characters; age-keygen -y KEYFILE prints it.",
    });
  }
  const { Encrypter, armor } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(bytes));
}
