import crypto from "node:crypto";
import { Failure } from "../kernel/errors.ts";
import { type Cipher, openText } from "./cipher.ts";

/** What the hash starts with under `mac_only_encrypted`, so that the two kinds never give the same MAC. */
const ONLY_ENCRYPTED_START = Buffer.from(
  "8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69",
  "hex",
);
const BATCH_BYTES = 64 * 1024;

/** Collects the plaintext of the values of a file, in its order. */
export interface MacInput {
  readonly add: (bytes: Uint8Array) => void;
  /** A number that sops before 3.13.2 read differently: what it is now, and what it was then. */
  readonly addNumber: (bytes: Uint8Array, legacy: Uint8Array) => void;
  /** SHA-512 in upper-case hex, as sops stores it. */
  readonly digest: () => string;
  /** The same under the legacy reading; undefined where no number makes a difference. */
  readonly legacyDigest: () => string | undefined;
}

/** Starts the MAC of one file. https://github.com/getsops/sops#message-authentication-code */
export function startMac(onlyEncrypted: boolean): MacInput {
  const chunks: Uint8Array[] = onlyEncrypted ? [ONLY_ENCRYPTED_START] : [];
  const legacy = new Map<number, Uint8Array>();
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
      if (legacy.size === 0) return undefined;
      return hashOf(chunks.map((chunk, index) => legacy.get(index) ?? chunk));
    },
  };
}

function hashOf(chunks: readonly Uint8Array[]): string {
  const hash = crypto.createHash("sha512");
  let batch: Uint8Array[] = [];
  let size = 0;
  // A call per value costs more than the hashing; one copy of a large file costs memory.
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

/** Encrypts a MAC; what binds it to the file is the time of the last change. */
export function sealMac(cipher: Cipher, digest: string, lastModified: string): string {
  return cipher.seal(Buffer.from(digest, "latin1"), "str", lastModified);
}

/**
 * Decrypts the MAC that a file holds. Throws SOPS_MAC_MISMATCH (exit 51) where there is none or where it was
 * not made with this file's key and time of the last change.
 */
export function openMac(cipher: Cipher, text: string, lastModified: string): string {
  if (text === "") throw macFailure("The file has no MAC, so that nothing says whether it was changed.");
  let opened;
  try {
    opened = openText(cipher, text, lastModified);
  } catch {
    throw macFailure("The MAC of the file does not belong to its key and to its lastmodified.");
  }
  if (!opened) throw macFailure("The MAC of the file is not an encrypted value.");
  return opened.bytes.toString("latin1");
}

/** The failure of a file whose MAC does not prove it unchanged (exit 51). */
export function macFailure(message: string): Failure {
  return new Failure("SOPS_MAC_MISMATCH", message, {
    fix:
      "The file was changed without sops, by hand, by a formatter or by a merge.\n" +
      "Take it from version control again, and make the change with: sops edit FILE",
    exit: 51,
  });
}
