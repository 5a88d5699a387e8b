import type { Made } from "./sign-work.ts";

/** A layer of an image of signatures in the old scheme. */
export interface LegacyLayer {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

const SIMPLE_SIGNING_MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE_MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

/**
 * The layer of a signature.
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export const signatureLayer = (made: Extract<Made, { kind: "payload" }>): LegacyLayer => ({
  mediaType: SIMPLE_SIGNING_MEDIA_TYPE,
  bytes: made.work.payload,
  annotations: {
    "dev.cosignproject.cosign/signature": Buffer.from(made.signed.signature).toString("base64"),
    ...proof(made),
    ...stampOf(made),
  },
});

/** The layer of an attestation: the envelope, byte for byte as the log got it. */
export const attestationLayer = (made: Extract<Made, { kind: "statement" }>): LegacyLayer => ({
  mediaType: ENVELOPE_MEDIA_TYPE,
  bytes: Buffer.from(made.signed.envelopeText!),
  annotations: {
    "dev.cosignproject.cosign/signature": "",
    predicateType: made.work.predicateType,
    ...proof(made),
  },
});

/** Certificate, chain, and what the log promised. */
function proof({ signed }: Made): Record<string, string> {
  const [entry] = signed.bundle.verificationMaterial.tlogEntries ?? [];
  return {
    "dev.sigstore.cosign/certificate": signed.certificatePem,
    "dev.sigstore.cosign/chain": signed.chainPem.join(""),
    ...(entry?.inclusionPromise === undefined
      ? {}
      : {
          "dev.sigstore.cosign/bundle": JSON.stringify({
            SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
            Payload: {
              body: entry.canonicalizedBody,
              integratedTime: Number(entry.integratedTime),
              logIndex: Number(entry.logIndex),
              logID: Buffer.from(entry.logId.keyId, "base64").toString("hex"),
            },
          }),
        }),
  };
}

/** The timestamp. Not of attestations: in this scheme theirs would be of the whole envelope, and what we have is of the signature. */
function stampOf({ signed }: Made): Record<string, string> {
  const [stamp] = signed.bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  return stamp === undefined
    ? {}
    : {
        "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({
          SignedRFC3161Timestamp: stamp.signedTimestamp,
        }),
      };
}
