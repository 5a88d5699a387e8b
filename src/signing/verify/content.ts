import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { SignedEntity } from "@sigstore/verify";
import { preAuthEncoding } from "../statement.ts";
import type { Digest } from "../subject.ts";
import { verifyDigest } from "./prehashed.ts";
import { invalid } from "./reasons.ts";

type SignatureContent = SignedEntity["signature"];

/** What was signed, as the checks of the log and of the signature see it. */
export interface SignedContent extends SignatureContent {
  /** A log has entries for each of the two, which must not serve the other. */
  readonly kind: "message" | "envelope";
  /** SHA-256 in hex of the envelope's own text, where that is at hand: Rekor 1 has logged it. */
  readonly envelopeHash?: string | undefined;
}

const ALGORITHMS = { 32: "sha256", 48: "sha384", 64: "sha512" } as const;

const hash = (algorithm: Digest["algorithm"], bytes: Uint8Array): Buffer =>
  crypto.createHash(algorithm).update(bytes).digest();

/** Whether a digest is that of the bytes; which one it is follows from its length. */
function isDigestOf(digest: Uint8Array, bytes: Uint8Array): boolean {
  const algorithm = ALGORITHMS[digest.length as keyof typeof ALGORITHMS];
  return algorithm !== undefined && hash(algorithm, bytes).equals(digest);
}

/** Up to here an artifact is read and hashed once more in less time than a digest alone is verified in. */
export const SMALL_BYTES = 4 * 1024 * 1024;

/**
 * Bytes that were signed, known by their digest.
 *
 * @param digest of the artifact at hand, computed and not read from the bundle
 * @param bytes the artifact, asked for only where the key is an Ed25519 one or it is small; they must have the digest
 * @param small whether it is of at most SMALL_BYTES, or in memory anyway
 */
export function messageContent(
  signature: Buffer,
  digest: Digest,
  bytes: (() => Uint8Array) | undefined,
  small = false,
): SignedContent {
  const expected = Buffer.from(digest.hex, "hex");
  return {
    kind: "message",
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => expected.equals(other),
    compareSignedDigest: (other) => expected.equals(other),
    verifySignature: (key) => {
      if (key.asymmetricKeyType !== "ed25519") {
        const known = small ? readAgain(bytes, digest) : undefined;
        return known === undefined || !Object.hasOwn(HASHES, key.asymmetricKeyDetails?.namedCurve ?? "")
          ? verifyDigest(key, digest, signature)
          : crypto.verify(digest.algorithm, known, key, signature);
      }
      if (bytes === undefined) throw invalid("bytes-needed");
      const artifact = bytes();
      return hash(digest.algorithm, artifact).equals(expected) && verifyBytes(key, artifact, signature);
    },
  };
}

/** The artifact's bytes; undefined where they are not those of the digest any more, or cannot be read. */
function readAgain(bytes: (() => Uint8Array) | undefined, digest: Digest): Uint8Array | undefined {
  try {
    const artifact = bytes?.();
    return artifact !== undefined && hash(digest.algorithm, artifact).toString("hex") === digest.hex
      ? artifact
      : undefined;
  } catch {
    return undefined;
  }
}

/** A payload in a DSSE envelope. */
export function envelopeContent(
  signature: Buffer,
  payloadType: string,
  payload: Uint8Array,
  envelopeHash?: string,
): SignedContent {
  const signed = preAuthEncoding(payloadType, payload);
  return {
    kind: "envelope",
    envelopeHash,
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => isDigestOf(other, payload),
    compareSignedDigest: (other) => isDigestOf(other, signed),
    verifySignature: (key) => verifyBytes(key, signed, signature),
  };
}

/** Larger curves are used with their own hash and, by older clients, with SHA-256. */
const HASHES: Readonly<Record<string, readonly Digest["algorithm"][]>> = {
  prime256v1: ["sha256"],
  secp384r1: ["sha384", "sha256"],
  secp521r1: ["sha512", "sha256"],
};

/** Whether the signature over bytes holds, with the hash that Sigstore uses for such a key. */
function verifyBytes(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (key.asymmetricKeyType === "ed25519") return crypto.verify(null, bytes, key, signature);
  const hashes = HASHES[key.asymmetricKeyDetails?.namedCurve ?? ""];
  const known = hashes ?? (key.asymmetricKeyType === "rsa" ? (["sha256"] as const) : []);
  return known.some((name) => crypto.verify(name, bytes, key, signature));
}
