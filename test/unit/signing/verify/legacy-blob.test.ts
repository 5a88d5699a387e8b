import { describe, expect, test } from "vitest";
import { base64, certificatePem } from "../../../../src/signing/encoding.ts";
import {
  isLegacyBlobBundle,
  verifyDetached,
  verifyLegacyBlob,
} from "../../../../src/signing/verify/legacy-blob.ts";
import { entry1, instanceOf } from "./authority.ts";
import {
  BLOB,
  BLOB_DIGEST,
  CANARY,
  HOLDER,
  digestOf,
  holder,
  kept,
  pemText,
  reason,
  record1,
  sign,
} from "./bundles.ts";

const instance = instanceOf();

describe("cosign 2's formats for blobs", () => {
  const FILE = { digests: [BLOB_DIGEST] };
  const signature = sign(BLOB);
  const rekorBundle = kept(entry1("hashedrekord", "0.0.1", record1(BLOB_DIGEST.hex, signature)));
  const text = (change: object = {}): string =>
    JSON.stringify({ base64Signature: base64(signature), cert: pemText(), rekorBundle, ...change });

  test.each<[string, string, string, typeof FILE?]>([
    ["a bundle", "verified", text()],
    ["a bundle of another file", "signature-wrong", text(), { digests: [digestOf(Buffer.of(1))] }],
    ["a bundle without a log entry", "log-missing", text({ rekorBundle: null })],
    ["a bundle without a certificate", "certificate-expected", text({ cert: "" })],
    ["a bundle without a signature", "bundle-unreadable", text({ base64Signature: undefined })],
    ["a bundle with another certificate", "signature-wrong", text({ cert: pemText(holder()) })],
    ["no JSON", "bundle-unreadable", CANARY],
  ])("%s: %s", (_, expected, bundle, file = FILE) => {
    expect(reason(() => verifyLegacyBlob(bundle, file, { instance }))).toBe(expected);
  });

  test("are told from a bundle of Sigstore's", () => {
    expect([isLegacyBlobBundle(text()), isLegacyBlobBundle('{"mediaType":"x"}')]).toEqual([true, false]);
  });

  test("a detached signature has no log entry, so that a Sigstore with a log refuses it", () => {
    const sig = `${base64(signature)}\n`;
    const pem = certificatePem(HOLDER.der);
    expect(reason(() => verifyDetached(sig, pem, FILE, { instance }))).toBe("log-missing");
    expect(reason(() => verifyDetached(sig, pemText(), FILE, { instance }))).toBe("log-missing");
    const publicKey = HOLDER.publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(verifyDetached(sig, undefined, FILE, { publicKey }).content).toEqual({
      kind: "message",
      digest: BLOB_DIGEST,
    });
  });
});
