import crypto from "node:crypto";
import { expect, test } from "vitest";
import type { SigningServices } from "../../../src/signing/instance.ts";
import type { Signer } from "../../../src/signing/signer.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import type { Signed } from "../../../src/signing/signed.ts";
import { preAuthEncoding, statementOf } from "../../../src/signing/statement.ts";
import { FULCIO, fakeSigstore, never, NOW, TSA, WITH_LOG_1, WITH_LOG_2 } from "./fake-services.ts";

const STATEMENT = statementOf(
  [{ name: "app.tgz", digest: { algorithm: "sha256", hex: "ab".repeat(32) } }],
  "https://example.com/p",
  { built: true },
);

function hashed(signer: Signer, ...chunks: readonly string[]) {
  const hashing = signer.hashing();
  for (const chunk of chunks) hashing.update(Buffer.from(chunk));
  return hashing.end();
}

const message = (signer: Signer, text: string): Promise<Signed> =>
  signer.signMessage(hashed(signer, text), never);

const verifies = ({ certificatePem, signature }: Signed, bytes: Uint8Array): boolean =>
  crypto.verify("SHA256", bytes, new crypto.X509Certificate(certificatePem).publicKey, signature);

test("a stream is hashed and signed in pieces, before there is a certificate", async () => {
  const fake = fakeSigstore();
  const signer = createSigner(WITH_LOG_1, fake.host);
  const made = hashed(signer, "one, ", "two");
  expect(fake.asked).toEqual([]);
  expect(made.digest).toEqual({
    algorithm: "sha256",
    hex: crypto.createHash("sha256").update("one, two").digest("hex"),
  });
  const signed = await signer.signMessage(made, never);
  expect(verifies(signed, Buffer.from("one, two"))).toBe(true);
  expect(verifies(signed, Buffer.from("one,two"))).toBe(false);
});

test("a message's bundle is of version 0.3, with the leaf alone, base64 and numbers as text", async () => {
  const fake = fakeSigstore();
  const { bundle, certificatePem, chainPem, logUrl, logIndex, notes, envelopeText } = await message(
    createSigner({ ...WITH_LOG_1, timestamps: [TSA, TSA] }, fake.host),
    "x",
  );
  expect(bundle).toEqual({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: new crypto.X509Certificate(certificatePem).raw.toString("base64") },
      tlogEntries: [
        {
          logIndex: "1000",
          logId: { keyId: expect.stringMatching(/^[\w+/]{43}=$/) },
          kindVersion: { kind: "hashedrekord", version: "0.0.1" },
          integratedTime: String(NOW / 1_000),
          inclusionPromise: { signedEntryTimestamp: "c2V0" },
          inclusionProof: {
            logIndex: "0",
            treeSize: "1",
            rootHash: expect.stringMatching(/^[\w+/]{43}=$/),
            hashes: [expect.stringMatching(/^[\w+/]{43}=$/)],
            checkpoint: { envelope: "log - 1\n1\n" },
          },
          canonicalizedBody: Buffer.from(fake.kept[0]!).toString("base64"),
        },
      ],
      timestampVerificationData: {
        rfc3161Timestamps: [{ signedTimestamp: expect.any(String) }, { signedTimestamp: expect.any(String) }],
      },
    },
    messageSignature: {
      messageDigest: {
        algorithm: "SHA2_256",
        digest: crypto.createHash("sha256").update("x").digest("base64"),
      },
      signature: expect.any(String),
    },
  });
  expect(chainPem).toHaveLength(1);
  expect(logUrl).toMatch(/^https:\/\/log\.example\.com\/api\/v1\/log\/entries\/[0-9a-f]{80}$/);
  expect({ logIndex, notes, envelopeText }).toEqual({ logIndex: "1000", notes: [], envelopeText: undefined });
});

test("a statement's signature is over its pre-authentication encoding, and the text is what the log was sent", async () => {
  const fake = fakeSigstore();
  const signed = await createSigner(WITH_LOG_1, fake.host).signStatement(STATEMENT, never);
  const { dsseEnvelope } = signed.bundle;
  const payload = Buffer.from(dsseEnvelope!.payload, "base64");
  expect(JSON.parse(payload.toString())).toEqual(STATEMENT);
  expect(verifies(signed, preAuthEncoding("application/vnd.in-toto+json", payload))).toBe(true);
  const sent = JSON.parse(fake.bodies[fake.asked.indexOf("POST log")]!);
  expect(sent.spec.proposedContent.envelope).toBe(signed.envelopeText);
  expect(JSON.parse(signed.envelopeText!)).toEqual(dsseEnvelope);
});

test("version 2 of the log is told the digest of the encoding, and its empty time and promise are left out", async () => {
  const fake = fakeSigstore();
  const { bundle } = await createSigner(WITH_LOG_2, fake.host).signStatement(STATEMENT, never);
  const encoded = preAuthEncoding(
    "application/vnd.in-toto+json",
    Buffer.from(bundle.dsseEnvelope!.payload, "base64"),
  );
  const { hashedRekordRequestV002 } = JSON.parse(fake.bodies[fake.asked.indexOf("POST log")]!);
  expect(hashedRekordRequestV002).toEqual({
    digest: crypto.createHash("sha256").update(encoded).digest("base64"),
    signature: {
      content: bundle.dsseEnvelope!.signatures[0]!.sig,
      verifier: {
        x509Certificate: { rawBytes: bundle.verificationMaterial.certificate!.rawBytes },
        keyDetails: "PKIX_ECDSA_P256_SHA_256",
      },
    },
  });
  expect(Object.keys(bundle.verificationMaterial.tlogEntries![0]!)).toEqual([
    "logIndex",
    "logId",
    "kindVersion",
    "inclusionProof",
    "canonicalizedBody",
  ]);
});

test.each<[string, SigningServices, string[]]>([
  ["a log", WITH_LOG_1, ["POST log"]],
  ["a log and a timestamp", WITH_LOG_2, ["POST log", "POST tsa"]],
  ["a timestamp", { fulcio: FULCIO, log: undefined, timestamps: [TSA] }, ["POST tsa"]],
])(
  "ten artifacts with %s: one token, one certificate, at most eight at a time",
  async (_name, services, each) => {
    const fake = fakeSigstore();
    const signer = createSigner(services, fake.host);
    const signed = await Promise.all(Array.from({ length: 10 }, (_, at) => message(signer, `file ${at}`)));
    expect(new Set(signed.map(({ certificatePem }) => certificatePem)).size).toBe(1);
    expect(fake.tokens()).toBe(1);
    expect(fake.most()).toBeLessThanOrEqual(8);
    expect(fake.asked.toSorted()).toEqual(
      ["POST fulcio", ...each.flatMap((one) => Array.from({ length: 10 }, () => one))].toSorted(),
    );
    signed.forEach((one, at) => expect(verifies(one, Buffer.from(`file ${at}`))).toBe(true));
  },
);

test("a payload is signed as bytes, and only where a log of version 1 is", async () => {
  const bytes = Buffer.from('{"critical":{}}');
  const signed = await createSigner(WITH_LOG_1, fakeSigstore().host).signPayload(bytes, never);
  expect(verifies(signed, bytes)).toBe(true);
  expect(signed.bundle.verificationMaterial.tlogEntries![0]!.kindVersion.kind).toBe("hashedrekord");
  const other = createSigner(WITH_LOG_2, fakeSigstore().host);
  await expect(other.signPayload(bytes, never)).rejects.toMatchObject({
    code: "SIGNING_REFUSED",
    message:
      "A signature in the older format needs an entry in a log of version 1, and log.example.com is of version 2.",
  });
});

test("a certificate is renewed for the same key when less than a minute of it is left", async () => {
  const fake = fakeSigstore();
  const signer = createSigner(WITH_LOG_1, fake.host);
  const before = hashed(signer, "before");
  const first = await signer.certificate(never);
  fake.clock.pass(600_000 - 60_000);
  expect((await signer.certificate(never)).pem).toBe(first.pem);
  fake.clock.pass(1_000);
  const second = await signer.certificate(never);
  expect(second.pem).not.toBe(first.pem);
  expect(second.notAfter.getTime()).toBeGreaterThan(first.notAfter.getTime());
  expect(fake.tokens()).toBe(2);
  expect(verifies(await signer.signMessage(before, never), Buffer.from("before"))).toBe(true);
});
