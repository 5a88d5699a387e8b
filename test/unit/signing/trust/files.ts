import crypto from "node:crypto";
import fs from "node:fs";
import type { TrustFile } from "../../../../src/signing/trust/shape.ts";
import { sigstoreFixture } from "../../../harness/sigstore-fixtures.ts";

/** A file of the stored assets of Sigstore. */
export const stored = (name: string): TrustFile => ({
  name,
  bytes: fs.readFileSync(sigstoreFixture(name)),
  inCheckout: false,
});

/** A file with this text, or this value as JSON. */
export const fileOf = (content: unknown, more: Partial<TrustFile> = {}): TrustFile => ({
  name: "trust.json",
  bytes: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
  inCheckout: false,
  ...more,
});

/** A new P-256 key's bytes, base64. */
export const keyBytes = (): string =>
  crypto
    .generateKeyPairSync("ec", { namedCurve: "P-256" })
    .publicKey.export({ type: "spki", format: "der" })
    .toString("base64");

/** A log of a trusted root. */
export const log = (more: object = {}, key: object = {}): object => ({
  baseUrl: "https://log.example",
  hashAlgorithm: "SHA2_256",
  publicKey: {
    rawBytes: keyBytes(),
    keyDetails: "PKIX_ECDSA_P256_SHA_256",
    validFor: { start: "2024-01-01T00:00:00Z" },
    ...key,
  },
  logId: { keyId: "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=" },
  ...more,
});

/** A trusted root with these members. */
export const rootOf = (more: object = {}): Record<string, unknown> => ({
  mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  tlogs: [log()],
  ...more,
});
