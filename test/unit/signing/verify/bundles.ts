import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Bundle, LogEntry } from "../../../../src/signing/bundle.ts";
import { base64, certificatePem, sha256 } from "../../../../src/signing/encoding.ts";
import { preAuthEncoding } from "../../../../src/signing/statement.ts";
import type { Digest } from "../../../../src/signing/subject.ts";
import { reasonOf } from "../../../../src/signing/verify/reasons.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { entry1, entry2, leafOf } from "./authority.ts";

export const CANARY = "CANARY-7f3a";
export const BLOB = Buffer.from(`an artifact ${CANARY}`);
export const IMAGE = `sha256:${"ab".repeat(32)}`;
const MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const IN_TOTO = "application/vnd.in-toto+json";

export const digestOf = (bytes: Uint8Array, algorithm: Digest["algorithm"] = "sha256"): Digest => ({
  algorithm,
  hex: crypto.createHash(algorithm).update(bytes).digest("hex"),
});
export const BLOB_DIGEST = digestOf(BLOB);

/** A key with a certificate. */
export interface Holder {
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  readonly der: Buffer;
}
export function holder(options: Partial<Parameters<typeof leafOf>[0]> = {}): Holder {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { key: privateKey, publicKey, der: leafOf({ key: publicKey, ...options }) };
}
export const HOLDER = holder();

export const sign = (bytes: Uint8Array, { key } = HOLDER): Buffer => crypto.sign("SHA256", bytes, key);
export const pemText = ({ der } = HOLDER): string => base64(certificatePem(der));

export const statement = (
  subject: unknown = [{ digest: { sha256: BLOB_DIGEST.hex } }],
  more: object = {},
): Buffer =>
  Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject,
      predicateType: "https://example.com/p/v1",
      predicate: { a: 1 },
      ...more,
    }),
  );

/** The specs of log entries. */
export const record1 = (digest: string, signature: Uint8Array, who = HOLDER): object => ({
  data: { hash: { algorithm: "sha256", value: digest } },
  signature: { content: base64(signature), publicKey: { content: pemText(who) } },
});
export const record2 = (digest: Uint8Array, signature: Uint8Array, who = HOLDER): object => ({
  hashedRekordV002: {
    data: { algorithm: "SHA2_256", digest: base64(digest) },
    signature: {
      content: base64(signature),
      verifier: { keyDetails: "PKIX_ECDSA_P256_SHA_256", x509Certificate: { rawBytes: base64(who.der) } },
    },
  },
});
export const dsse1 = (
  payload: Uint8Array,
  signature: Uint8Array,
  who = HOLDER,
  hash = "00".repeat(32),
): object => ({
  envelopeHash: { algorithm: "sha256", value: hash },
  payloadHash: { algorithm: "sha256", value: sha256(payload).toString("hex") },
  signatures: [{ signature: base64(signature), verifier: pemText(who) }],
});
export const intoto2 = (payload: Uint8Array, signature: Uint8Array, who = HOLDER): object => ({
  content: {
    envelope: {
      payloadType: IN_TOTO,
      signatures: [{ publicKey: pemText(who), sig: base64(base64(signature)) }],
    },
    payloadHash: { algorithm: "sha256", value: sha256(payload).toString("hex") },
  },
});

/** As cosign logged attestations before: a hash of the envelope, no signature. */
export const intoto1 = (hash: string, who = HOLDER): object => ({
  content: { hash: { algorithm: "sha256", value: hash }, payloadHash: { algorithm: "sha256", value: "" } },
  publicKey: pemText(who),
});

/** An entry as cosign 2 keeps it. */
export const kept = (entry: LogEntry): object => ({
  SignedEntryTimestamp: entry.inclusionPromise!.signedEntryTimestamp,
  Payload: {
    body: entry.canonicalizedBody,
    integratedTime: Number(entry.integratedTime),
    logIndex: Number(entry.logIndex),
    logID: Buffer.from(entry.logId.keyId, "base64").toString("hex"),
  },
});

export interface Around {
  readonly entries?: readonly LogEntry[];
  readonly stamps?: readonly string[];
  readonly who?: Holder;
}

const material = ({ entries = [], stamps = [], who = HOLDER }: Around): Bundle["verificationMaterial"] => ({
  certificate: { rawBytes: base64(who.der) },
  tlogEntries: entries,
  timestampVerificationData: { rfc3161Timestamps: stamps.map((signedTimestamp) => ({ signedTimestamp })) },
});

export const messageBundle = (signature: Uint8Array, around: Around, digest = sha256(BLOB)): Bundle => ({
  mediaType: MEDIA_TYPE,
  verificationMaterial: material(around),
  messageSignature: {
    messageDigest: { algorithm: "SHA2_256", digest: base64(digest) },
    signature: base64(signature),
  },
});

export const envelopeBundle = (
  payload: Uint8Array,
  signature: Uint8Array,
  around: Around,
  payloadType = IN_TOTO,
): Bundle => ({
  mediaType: MEDIA_TYPE,
  verificationMaterial: material(around),
  dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(signature) }] },
});

/** A signed blob in a log of Rekor 1. */
export function signedBlob(who = HOLDER, time?: number): Bundle {
  const signature = sign(BLOB, who);
  return messageBundle(signature, {
    who,
    entries: [entry1("hashedrekord", "0.0.1", record1(BLOB_DIGEST.hex, signature, who), time)],
  });
}

/** A signed statement in a log of Rekor 1. */
export function signedStatement(payload = statement(), who = HOLDER): Bundle {
  const signature = sign(preAuthEncoding(IN_TOTO, payload), who);
  return envelopeBundle(payload, signature, {
    who,
    entries: [entry1("dsse", "0.0.1", dsse1(payload, signature, who))],
  });
}

/** A statement in a log of Rekor 2, with the stamps that are asked for. */
export function statement2(
  stamp: (signature: Uint8Array) => readonly string[],
  payload = statement(),
): Bundle {
  const signed = preAuthEncoding(IN_TOTO, payload);
  const signature = sign(signed);
  return envelopeBundle(payload, signature, {
    entries: [entry2("hashedrekord", record2(sha256(signed), signature))],
    stamps: stamp(signature),
  });
}

/** The reason why it is refused, or `verified`. Everything that is said must be free of what came from outside. */
export function reason(verify: () => unknown): string {
  try {
    verify();
    return "verified";
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (`${error.message} ${error.fix}`.includes(CANARY)) throw new Error("a message quotes its input");
    return reasonOf(error) ?? error.code;
  }
}
