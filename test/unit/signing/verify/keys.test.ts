import crypto from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Bundle } from "../../../../src/signing/bundle.ts";
import { base64, sha256 } from "../../../../src/signing/encoding.ts";
import { preAuthEncoding } from "../../../../src/signing/statement.ts";
import { verifyBundle } from "../../../../src/signing/verify/core.ts";
import { verifyDigest } from "../../../../src/signing/verify/prehashed.ts";
import { readPublicKey } from "../../../../src/signing/verify/material.ts";
import { entry1, instanceOf, stampOf } from "./authority.ts";
import { BLOB, BLOB_DIGEST, HOLDER, digestOf, reason, signedBlob, statement } from "./bundles.ts";

const pem = (key: crypto.KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
const FILE = {
  digests: [BLOB_DIGEST, digestOf(BLOB, "sha384"), digestOf(BLOB, "sha512")],
  bytes: () => BLOB,
};
const ALGORITHMS = { sha256: "SHA2_256", sha384: "SHA2_384", sha512: "SHA2_512" } as const;
const PAIRS = {
  "P-256": crypto.generateKeyPairSync("ec", { namedCurve: "P-256" }),
  "P-384": crypto.generateKeyPairSync("ec", { namedCurve: "P-384" }),
  "P-521": crypto.generateKeyPairSync("ec", { namedCurve: "P-521" }),
  RSA: crypto.generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const ED = crypto.generateKeyPairSync("ed25519");

const keyed = (content: Partial<Bundle>, material: object = {}): string =>
  JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: "" }, ...material },
    ...content,
  });
const message = (
  signature: Uint8Array,
  hash: keyof typeof ALGORITHMS = "sha256",
  material: object = {},
): string =>
  keyed(
    {
      messageSignature: {
        messageDigest: {
          algorithm: ALGORITHMS[hash],
          digest: base64(crypto.createHash(hash).update(BLOB).digest()),
        },
        signature: base64(signature),
      },
    },
    material,
  );

describe("a signature over a digest, as Node verifies one over bytes", () => {
  const cases = Object.entries(PAIRS).flatMap(([name, pair]) =>
    (["sha256", "sha384", "sha512"] as const).map((hash) => [name, hash, pair] as const),
  );

  test.each(cases)("%s with %s", (_, hash, { privateKey, publicKey }) => {
    const other = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    for (let round = 0; round < 4; round++) {
      const bytes = crypto.randomBytes(100);
      const signature = crypto.sign(hash, bytes, privateKey);
      const digest = digestOf(bytes, hash);
      const broken = Buffer.from(signature);
      broken[broken.length - 1]! ^= 1;
      expect(verifyDigest(publicKey, digest, signature)).toBe(true);
      expect(verifyDigest(publicKey, digest, broken)).toBe(false);
      expect(verifyDigest(publicKey, digestOf(BLOB, hash), signature)).toBe(false);
      expect(verifyDigest(other, digest, signature)).toBe(false);
    }
  });

  test("an Ed25519 signature is over bytes, so that it is none", () => {
    expect(verifyDigest(ED.publicKey, BLOB_DIGEST, crypto.sign(null, BLOB, ED.privateKey))).toBe(false);
  });
});

describe("by the user's key", () => {
  test.each(Object.entries(PAIRS))("%s", (_, { privateKey, publicKey }) => {
    for (const hash of ["sha256", "sha384", "sha512"] as const) {
      const text = message(crypto.sign(hash, BLOB, privateKey), hash);
      const verified = verifyBundle(text, { digests: FILE.digests }, { publicKey: pem(publicKey) });
      expect(verified).toEqual({
        content: { kind: "message", digest: digestOf(BLOB, hash) },
        certificate: undefined,
        signedAt: [],
        log: undefined,
      });
    }
  });

  test("Ed25519 needs the bytes, which must be the artifact's", () => {
    const text = message(crypto.sign(null, BLOB, ED.privateKey));
    const trust = { publicKey: pem(ED.publicKey) };
    expect(verifyBundle(text, FILE, trust).content.kind).toBe("message");
    expect(reason(() => verifyBundle(text, { digests: FILE.digests }, trust))).toBe("bytes-needed");
    expect(reason(() => verifyBundle(text, { ...FILE, bytes: () => Buffer.from("x") }, trust))).toBe(
      "signature-wrong",
    );
  });

  test.each([...Object.entries(PAIRS), ["Ed25519", ED] as const])("%s over a statement", (name, pair) => {
    const signed = preAuthEncoding("application/vnd.in-toto+json", statement());
    const hash = name === "Ed25519" ? null : "SHA256";
    const sig = base64(crypto.sign(hash, signed, pair.privateKey));
    const payload = base64(statement());
    const dsseEnvelope = { payload, payloadType: "application/vnd.in-toto+json", signatures: [{ sig }] };
    const text = keyed({ dsseEnvelope });
    expect(verifyBundle(text, FILE, { publicKey: pem(pair.publicKey) }).content.kind).toBe("statement");
    expect(reason(() => verifyBundle(text, FILE, { publicKey: pem(HOLDER.publicKey) }))).toBe(
      "signature-wrong",
    );
  });

  test("a certificate does not count where a key is asked for, nor the other way round", () => {
    const { privateKey, publicKey } = PAIRS["P-256"];
    const byKey = message(crypto.sign("SHA256", BLOB, privateKey));
    const byCertificate = JSON.stringify(signedBlob());
    expect(reason(() => verifyBundle(byKey, FILE, { instance: instanceOf() }))).toBe("certificate-expected");
    expect(reason(() => verifyBundle(byCertificate, FILE, { publicKey: pem(HOLDER.publicKey) }))).toBe(
      "key-expected",
    );
    expect(reason(() => verifyBundle(byKey, FILE, { publicKey: pem(publicKey) }))).toBe("verified");
  });

  test("with a Sigstore, what that requires must be there", () => {
    const { privateKey, publicKey } = PAIRS["P-256"];
    const signature = crypto.sign("SHA256", BLOB, privateKey);
    const entryFor = (key: crypto.KeyObject): object =>
      entry1("hashedrekord", "0.0.1", {
        data: { hash: { algorithm: "sha256", value: sha256(BLOB).toString("hex") } },
        signature: { content: base64(signature), publicKey: { content: base64(pem(key)) } },
      });
    const check = (material: object, requires = {}): string =>
      reason(() =>
        verifyBundle(message(signature, "sha256", material), FILE, {
          publicKey: pem(publicKey),
          instance: instanceOf(requires),
        }),
      );
    const stamped = {
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stampOf(signature) }] },
    };
    expect(check({})).toBe("log-missing");
    expect(check({ tlogEntries: [entryFor(publicKey)] })).toBe("verified");
    expect(check({ tlogEntries: [entryFor(HOLDER.publicKey)] })).toBe("log-mismatch");
    expect(check(stamped, { log: false, timestamp: true })).toBe("verified");
    expect(check({}, { log: false, timestamp: true })).toBe("timestamp-missing");
  });

  test.each<[string, string]>([
    ["a private key", PAIRS["P-256"].privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
    ["a certificate", new crypto.X509Certificate(HOLDER.der).toString()],
    [
      "a curve that Sigstore has not",
      pem(crypto.generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey),
    ],
    ["a short RSA key", pem(crypto.generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey)],
    ["two keys", pem(ED.publicKey) + pem(HOLDER.publicKey)],
    ["no key", "CANARY-7f3a"],
    ["half a key", pem(ED.publicKey).replace(/M/, "")],
  ])("%s is refused", (_, text) => {
    expect(reason(() => readPublicKey(text))).toBe("KEY_UNUSABLE");
  });
});
