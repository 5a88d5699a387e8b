import type { Bundle, LogEntry } from "./bundle.ts";
import { BUNDLE_MEDIA_TYPE } from "./bundle.ts";
import { base64 } from "./encoding.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { Loggable } from "./log.ts";
import type { Stamp } from "./timestamp.ts";

/** A signature with all that proves it. */
export interface Signed {
  /** Version 0.3. */
  readonly bundle: Bundle;
  readonly certificate: SigningCertificate;
  readonly certificatePem: string;
  readonly chainPem: readonly string[];
  readonly signature: Uint8Array;
  /** Of a statement: the very text that the log was told, which older formats need. */
  readonly envelopeText?: string;
  readonly logUrl?: string;
  readonly logIndex?: string;
  /** What became otherwise than planned, for the log of the step: entries that belong to no bundle. */
  readonly notes: readonly string[];
}

/**
 * Builds a bundle of version 0.3: the leaf certificate alone, bytes as base64, numbers as text.
 * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto
 */
export function bundleOf(
  content: Loggable,
  certificate: SigningCertificate,
  entry: LogEntry | undefined,
  stamps: readonly Stamp[],
): Bundle {
  return {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      certificate: { rawBytes: base64(certificate.der) },
      ...(entry === undefined ? {} : { tlogEntries: [entry] }),
      ...(stamps.length === 0
        ? {}
        : {
            timestampVerificationData: {
              rfc3161Timestamps: stamps.map(({ der }) => ({ signedTimestamp: base64(der) })),
            },
          }),
    },
    ...(content.kind === "envelope"
      ? { dsseEnvelope: content.envelope }
      : {
          messageSignature: {
            messageDigest: { algorithm: "SHA2_256", digest: base64(content.digest) },
            signature: base64(content.signature),
          },
        }),
  };
}
