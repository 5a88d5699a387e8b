import crypto from "node:crypto";
import { Failure } from "../kernel/errors.ts";
import { type EncryptedValue, parseEncrypted, printEncrypted, type ValueType } from "./value.ts";

/** AES-256-GCM under the data key of one file. */
export interface Cipher {
  /**
   * The plaintext bytes. Throws SOPS_VALUE_TAMPERED (exit 25) where the value or its place was changed.
   */
  readonly open: (value: EncryptedValue, aad: string) => Buffer;
  /** The `ENC[...]` text of bytes that are not empty, under a new random IV. */
  readonly seal: (bytes: Uint8Array, type: ValueType, aad: string) => string;
}

const IV_BYTES = 32;
const TAG_BYTES = 16;
const POOLED_IVS = 256;
const DATA_KEY_BYTES = 32;

/** A new random data key. */
export function newDataKey(): Buffer {
  return crypto.randomBytes(DATA_KEY_BYTES);
}

/** Makes the cipher of a data key. Throws SOPS_METADATA where it is not 32 bytes. */
export function cipherOf(dataKey: Uint8Array): Cipher {
  if (dataKey.length !== DATA_KEY_BYTES) {
    throw new Failure("SOPS_METADATA", "The data key of the file is not 32 bytes long.", { exit: 128 });
  }
  // A KeyObject: expanding the key from a Buffer for each of ten thousand values costs a third of the time.
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
            exit: 25,
          },
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
    },
  };
}

/** Opens one `ENC[...]` text; undefined where it is not such a text. Throws as `Cipher.open`. */
export function openText(
  cipher: Cipher,
  text: string,
  aad: string,
): { bytes: Buffer; type: string } | undefined {
  const value = parseEncrypted(text);
  return value && { bytes: cipher.open(value, aad), type: value.type };
}
