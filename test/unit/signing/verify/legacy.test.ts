import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../../src/signing/bundle.ts";
import { base64, certificatePem, sha256 } from "../../../../src/signing/encoding.ts";
import { preAuthEncoding } from "../../../../src/signing/statement.ts";
import { verifyBundle } from "../../../../src/signing/verify/core.ts";
import { verifyLegacy } from "../../../../src/signing/verify/legacy.ts";
import type { LegacyLayer } from "../../../../src/signing/verify/legacy.ts";
import { IDENTITY, NOW, entry1, instanceOf, stampOf } from "./authority.ts";
import {
  BLOB,
  BLOB_DIGEST,
  CANARY,
  HOLDER,
  IMAGE,
  dsse1,
  envelopeBundle,
  holder,
  intoto1,
  intoto2,
  kept,
  reason,
  record1,
  sign,
  statement,
} from "./bundles.ts";

const instance = instanceOf();
const SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";
const TYPE = "cosign container image signature";
const payloadOf = (critical: object = {}, optional: unknown = null): Buffer =>
  Buffer.from(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": "ghcr.io/liquid-hive/shop" },
        image: { "docker-manifest-digest": IMAGE },
        type: TYPE,
        ...critical,
      },
      optional,
    }),
  );

function layerOf(bytes: Buffer, change: Record<string, string> = {}, entry?: LogEntry): LegacyLayer {
  const signature = sign(bytes);
  const own = entry1("hashedrekord", "0.0.1", record1(sha256(bytes).toString("hex"), signature));
  return {
    mediaType: SIMPLE,
    bytes,
    annotations: {
      "dev.cosignproject.cosign/signature": base64(signature),
      "dev.sigstore.cosign/certificate": certificatePem(HOLDER.der),
      "dev.sigstore.cosign/chain": CANARY,
      "dev.sigstore.cosign/bundle": JSON.stringify(kept(entry ?? own)),
      ...change,
    },
  };
}
const check = (layer: LegacyLayer, requires = {}): string =>
  reason(() => verifyLegacy(layer, IMAGE, { instance: instanceOf(requires) }));

describe("a simple-signing layer", () => {
  test("is verified, with its annotations", () => {
    const verified = verifyLegacy(layerOf(payloadOf({}, { env: "prod" })), IMAGE, { instance });
    expect(verified).toMatchObject({
      content: {
        kind: "simple-signing",
        imageDigest: IMAGE,
        reference: "ghcr.io/liquid-hive/shop",
        annotations: { env: "prod" },
      },
      certificate: { san: IDENTITY },
      signedAt: [new Date(NOW + 60_000)],
      log: { index: "41" },
    });
  });

  const other = sign(Buffer.from("x"));
  const signature = sign(payloadOf());
  const stamped = (text: string): Record<string, string> => ({
    "dev.cosignproject.cosign/signature": base64(signature),
    "dev.sigstore.cosign/bundle": "",
    "dev.sigstore.cosign/rfc3161timestamp": text,
  });
  const stamp = JSON.stringify({ SignedRFC3161Timestamp: stampOf(signature) });

  test.each<[string, string, LegacyLayer, object?]>([
    [
      "about another image",
      "payload-mismatch",
      layerOf(payloadOf({ image: { "docker-manifest-digest": `sha256:${"00".repeat(32)}` } })),
    ],
    ["of another type", "payload-unreadable", layerOf(payloadOf({ type: CANARY }))],
    ["without a reference", "payload-unreadable", layerOf(payloadOf({ identity: {} }))],
    ["whose annotations are none", "payload-unreadable", layerOf(payloadOf({}, [CANARY]))],
    ["that is no JSON", "payload-unreadable", layerOf(Buffer.from(CANARY))],
    [
      "without a signature",
      "bundle-unreadable",
      layerOf(payloadOf(), { "dev.cosignproject.cosign/signature": "" }),
    ],
    [
      "with another signature",
      "signature-wrong",
      layerOf(payloadOf(), { "dev.cosignproject.cosign/signature": base64(other) }),
    ],
    ["without a log entry", "log-missing", layerOf(payloadOf(), { "dev.sigstore.cosign/bundle": "" })],
    [
      "with another one's log entry",
      "log-mismatch",
      layerOf(payloadOf(), {}, entry1("hashedrekord", "0.0.1", record1(BLOB_DIGEST.hex, sign(BLOB)))),
    ],
    [
      "with half a log entry",
      "bundle-unreadable",
      layerOf(payloadOf(), { "dev.sigstore.cosign/bundle": "{}" }),
    ],
    [
      "with a body that is none",
      "log-mismatch",
      layerOf(payloadOf(), {}, { ...entry1("x", "1", {}), canonicalizedBody: base64(CANARY) }),
    ],
    [
      "with another certificate",
      "signature-wrong",
      layerOf(payloadOf(), { "dev.sigstore.cosign/certificate": certificatePem(holder().der) }),
    ],
    [
      "without a certificate",
      "certificate-expected",
      layerOf(payloadOf(), { "dev.sigstore.cosign/certificate": "" }),
    ],
    [
      "with a certificate that is none",
      "certificate-unreadable",
      layerOf(payloadOf(), { "dev.sigstore.cosign/certificate": CANARY }),
    ],
    ["of another media type", "content-kind", { ...layerOf(payloadOf()), mediaType: "text/plain" }],
    [
      "with a timestamp and no log",
      "verified",
      layerOf(payloadOf(), stamped(stamp)),
      { log: false, timestamp: true },
    ],
    [
      "with half a timestamp",
      "bundle-unreadable",
      layerOf(payloadOf(), stamped("{}")),
      { log: false, timestamp: true },
    ],
  ])("%s: %s", (_, expected, layer, requires) => {
    expect(check(layer, requires)).toBe(expected);
  });

  test("by the user's key", () => {
    const trust = { publicKey: HOLDER.publicKey.export({ type: "spki", format: "pem" }).toString() };
    const layer = layerOf(payloadOf(), {
      "dev.sigstore.cosign/certificate": "",
      "dev.sigstore.cosign/bundle": "",
    });
    expect(verifyLegacy(layer, IMAGE, trust).content.kind).toBe("simple-signing");
    expect(reason(() => verifyLegacy(layerOf(payloadOf()), IMAGE, trust))).toBe("key-expected");
  });
});

describe("an attestation's layer", () => {
  const payload = statement([{ digest: { sha256: IMAGE.slice(7) } }]);
  const signature = sign(preAuthEncoding("application/vnd.in-toto+json", payload));
  const envelope = Buffer.from(
    JSON.stringify({
      payloadType: "application/vnd.in-toto+json",
      payload: base64(payload),
      signatures: [{ sig: base64(signature) }],
    }),
  );
  const hash = sha256(envelope).toString("hex");
  const layer = (entry: LogEntry, bytes = envelope): LegacyLayer => ({
    ...layerOf(bytes, { "dev.cosignproject.cosign/signature": "" }, entry),
    mediaType: "application/vnd.dsse.envelope.v1+json",
  });
  const logged = entry1("dsse", "0.0.1", dsse1(payload, signature, HOLDER, hash));

  test.each<[string, string, LegacyLayer]>([
    ["as it was logged", "verified", layer(logged)],
    ["as older clients log it", "verified", layer(entry1("intoto", "0.0.2", intoto2(payload, signature)))],
    ["as cosign before 2.2 logs it", "verified", layer(entry1("intoto", "0.0.1", intoto1(hash)))],
    ["so, with another hash", "log-mismatch", layer(entry1("intoto", "0.0.1", intoto1("00".repeat(32))))],
    [
      "so, with another certificate",
      "log-mismatch",
      layer(entry1("intoto", "0.0.1", intoto1(hash, holder()))),
    ],
    [
      "so, without the log's promise",
      "log-untrusted",
      layer({ ...entry1("intoto", "0.0.1", intoto1(hash)), logIndex: "42" }),
    ],
    [
      "so, outside of the certificate's time",
      "time-outside",
      layer(entry1("intoto", "0.0.1", intoto1(hash), NOW - 60_000)),
    ],
    [
      "in other bytes than were logged",
      "log-mismatch",
      layer(logged, Buffer.concat([envelope, Buffer.from("\n")])),
    ],
    [
      "that is logged as a blob",
      "log-kind",
      layer(entry1("hashedrekord", "0.0.1", record1(hash, signature))),
    ],
    ["that is no envelope", "bundle-unreadable", layer(logged, Buffer.from(`{"${CANARY}":1}`))],
  ])("%s: %s", (_, expected, one) => {
    expect(check(one)).toBe(expected);
  });

  test("an old entry says nothing of a bundle, which does not hold the envelope's text", () => {
    const bundle = envelopeBundle(payload, signature, {
      entries: [entry1("intoto", "0.0.1", intoto1(hash))],
    });
    expect(reason(() => verifyBundle(JSON.stringify(bundle), { image: IMAGE }, { instance }))).toBe(
      "log-mismatch",
    );
  });

  test("is about one image only", () => {
    expect(reason(() => verifyLegacy(layer(logged), `sha256:${"00".repeat(32)}`, { instance }))).toBe(
      "subject-mismatch",
    );
  });
});
