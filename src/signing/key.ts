import crypto from "node:crypto";
import type { Digest } from "./subject.ts";

/** A digest and the signature over the same bytes. */
export interface Hashed {
  readonly digest: Digest;
  /** ECDSA, as ASN.1 DER. */
  readonly signature: Uint8Array;
}

/** Hashes and signs what it is given, in one pass and without keeping it. */
export interface Hashing {
  readonly update: (chunk: Uint8Array) => void;
  /** Once; nothing can follow. */
  readonly end: () => Hashed;
}

/** A key pair of this process alone: the private half never leaves it, and is gone with it. */
export interface SigningKey {
  /** SubjectPublicKeyInfo. */
  readonly publicDer: Uint8Array;
  readonly publicPem: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  readonly hashing: () => Hashing;
}

/**
 * Makes a P-256 key that signs with SHA-256, the one algorithm that every verifier of Sigstore knows. One key serves
 * a whole run: a certificate that is renewed for it covers what was signed before.
 * @see https://github.com/sigstore/architecture-docs/blob/main/algorithm-registry.md
 */
export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const hashing = (): Hashing => {
    const signing = crypto.createSign("SHA256");
    const hash = crypto.createHash("sha256");
    return {
      update: (chunk) => {
        signing.update(chunk);
        hash.update(chunk);
      },
      end: () => ({
        digest: { algorithm: "sha256", hex: hash.digest("hex") },
        signature: signing.sign(privateKey),
      }),
    };
  };
  return {
    publicDer: publicKey.export({ type: "spki", format: "der" }),
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (bytes) => crypto.sign("SHA256", bytes, privateKey),
    hashing,
  };
}
