import { bundleFromJSON } from "@sigstore/bundle";
import type { Bundle as ParsedBundle } from "@sigstore/bundle";
import { invalid, refusing } from "./reasons.ts";
import { strictJson } from "./strict-json.ts";

const MAX_TEXT = 32 * 1024 * 1024;
const MAX_ENTRIES = 16;
/** As sigstore-python: each costs a signature check. */
const MAX_TIMESTAMPS = 32;
const MAX_CERTIFICATES = 10;
/** A proof of a log of 2^64 entries. */
const MAX_HASHES = 64;
const MAX_SMALL = 64 * 1024;
const HASH_BYTES = 32;
const UINT63 = /^(?:0|[1-9]\d{0,18})$/;
const MAX_INT64 = 2n ** 63n - 1n;
const VERSIONS = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/;

type Shape = (value: unknown) => boolean;

const bytes =
  (most: number, least = 1): Shape =>
  (value) => {
    if (typeof value !== "string" || value.length > Math.ceil(most / 3) * 4) return false;
    const decoded = Buffer.from(value, "base64");
    return decoded.length >= least && decoded.length <= most && decoded.toString("base64") === value;
  };
const text =
  (most: number): Shape =>
  (value) =>
    typeof value === "string" && value.length <= most;
/** A 64-bit number that is not negative: text, as protobuf writes it, or a number where it is exact. */
const count: Shape = (value) =>
  typeof value === "number"
    ? Number.isSafeInteger(value) && value >= 0
    : typeof value === "string" && UINT63.test(value) && BigInt(value) <= MAX_INT64;
const oneOf =
  (...allowed: readonly string[]): Shape =>
  (value) =>
    allowed.includes(value as string);
const list =
  (item: Shape, most: number, least = 0): Shape =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(item);
/** An object without other fields than these. A null is an absent field, as in every protobuf JSON. */
const object =
  (needed: Readonly<Record<string, Shape>>, other: Readonly<Record<string, Shape>> = {}): Shape =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(needed).every((key) => Object.hasOwn(value, key) && needed[key]!((value as never)[key])) &&
    Object.entries(value).every(
      ([key, item]) =>
        Object.hasOwn(needed, key) || (Object.hasOwn(other, key) && (item === null || other[key]!(item))),
    );

const certificate = object({ rawBytes: bytes(MAX_SMALL) });

const proof = object(
  {
    logIndex: count,
    rootHash: bytes(HASH_BYTES, HASH_BYTES),
    treeSize: count,
  },
  {
    hashes: list(bytes(HASH_BYTES, HASH_BYTES), MAX_HASHES),
    checkpoint: object({ envelope: text(MAX_SMALL) }),
  },
);

const entry = object(
  {
    logId: object({ keyId: bytes(HASH_BYTES, HASH_BYTES) }),
    kindVersion: object({ kind: text(64), version: text(64) }),
    canonicalizedBody: bytes(MAX_TEXT),
  },
  {
    // The first entry of a log has the index 0, which protobuf may leave out.
    logIndex: count,
    integratedTime: count,
    inclusionPromise: object({ signedEntryTimestamp: bytes(MAX_SMALL) }),
    inclusionProof: proof,
  },
);

const material = object(
  {},
  {
    certificate,
    x509CertificateChain: object({ certificates: list(certificate, MAX_CERTIFICATES, 1) }),
    publicKey: object({}, { hint: text(1024) }),
    tlogEntries: list(entry, MAX_ENTRIES),
    timestampVerificationData: object(
      {},
      { rfc3161Timestamps: list(object({ signedTimestamp: bytes(MAX_SMALL) }), MAX_TIMESTAMPS) },
    ),
  },
);

export const ENVELOPE = object({
  payload: bytes(MAX_TEXT),
  payloadType: text(256),
  // One: cosign and Rekor know no other, and of several it is not clear which one counts.
  signatures: list(object({ sig: bytes(MAX_SMALL) }, { keyid: text(1024) }), 1, 1),
});

const messageDigest = object({
  algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"),
  digest: bytes(64, HASH_BYTES),
});
/** cosign's of an Ed25519 key, which signs no digest. */
const noDigest = object({});

const message = object({
  messageDigest: (value) => messageDigest(value) || noDigest(value),
  signature: bytes(MAX_SMALL),
});

const bundle = object(
  { mediaType: text(256), verificationMaterial: material },
  { messageSignature: message, dsseEnvelope: ENVELOPE },
);

const holds = (value: unknown, keys: readonly string[]): number =>
  keys.filter((key) => ((value as Record<string, unknown>)[key] ?? null) !== null).length;

/**
 * A bundle of version 0.1, 0.2 or 0.3, read as protobuf's JSON is, strictly: unknown fields, negative numbers, base64
 * that is none, several contents are refused. What it says is not checked here.
 *
 * @throws Failure SIGNATURE_INVALID. https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto
 */
export function readBundle(source: string): ParsedBundle {
  if (source.length > MAX_TEXT) throw invalid("bundle-too-large");
  const value = strictJson(source, "bundle-unreadable");
  const mediaType = (value as { mediaType?: unknown } | null)?.mediaType;
  if (typeof mediaType === "string" && !VERSIONS.test(mediaType)) throw invalid("bundle-version");
  if (!bundle(value)) throw invalid("bundle-unreadable");
  const inside = (value as { verificationMaterial: unknown }).verificationMaterial;
  const one =
    holds(value, ["messageSignature", "dsseEnvelope"]) === 1 &&
    holds(inside, ["certificate", "x509CertificateChain", "publicKey"]) === 1;
  if (!one) throw invalid("bundle-unreadable");
  return refusing("bundle-unreadable", () => withoutHalfProofs(parse(value)));
}

/** The library takes no message without a digest: it is given one, which is then taken out again. */
function parse(value: unknown): ParsedBundle {
  const { messageSignature } = value as { messageSignature?: { messageDigest: object } | null };
  if (!messageSignature || !noDigest(messageSignature.messageDigest)) return bundleFromJSON(value);
  const filler = { algorithm: "SHA2_256", digest: Buffer.alloc(HASH_BYTES).toString("base64") };
  const parsed = bundleFromJSON({
    ...(value as object),
    messageSignature: { ...messageSignature, messageDigest: filler },
  });
  if (parsed.content.$case === "messageSignature")
    parsed.content.messageSignature.messageDigest.digest = Buffer.alloc(0);
  return parsed;
}

/**
 * The first version had proofs without a checkpoint, which prove nothing: they are left out, and the log's promise
 * counts. Later versions need a checkpoint, which the library requires.
 */
function withoutHalfProofs(parsed: ParsedBundle): ParsedBundle {
  for (const one of parsed.verificationMaterial.tlogEntries)
    if (one.inclusionProof !== undefined && one.inclusionProof.checkpoint === undefined)
      one.inclusionProof = undefined;
  return parsed;
}
