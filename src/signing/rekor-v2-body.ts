import { base64, fromBase64, jsonObject, recordOf, sha256 } from "./encoding.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { Loggable } from "./log.ts";

/** The one algorithm of the key of a run, by its name in Sigstore's registry. */
const KEY_DETAILS = "PKIX_ECDSA_P256_SHA_256";

const verifierOf = ({ der }: SigningCertificate): object => ({
  x509Certificate: { rawBytes: base64(der) },
  keyDetails: KEY_DETAILS,
});

/**
 * A signature over a digest, of whatever it is the digest: of an envelope, that of its pre-authentication encoding.
 * @see https://github.com/sigstore/rekor-tiles/blob/main/api/proto/rekor/v2/hashedrekord.proto
 */
export const hashedRequest = (content: Loggable, certificate: SigningCertificate): object => ({
  hashedRekordRequestV002: {
    digest: base64(content.digest),
    signature: { content: base64(content.signature), verifier: verifierOf(certificate) },
  },
});

/**
 * A whole envelope: only for servers before rekor-tiles 2.3.
 * @see https://github.com/sigstore/rekor-tiles/blob/main/api/proto/rekor/v2/dsse.proto
 */
export const dsseRequest = (
  { envelope }: Extract<Loggable, { kind: "envelope" }>,
  certificate: SigningCertificate,
): object => ({
  dsseRequestV002: {
    envelope: { ...envelope, signatures: envelope.signatures.map(({ sig }) => ({ sig, keyid: "" })) },
    verifiers: [verifierOf(certificate)],
  },
});

/**
 * Whether the body of an entry is about that signature, digest and certificate, in either form.
 * @param body base64 of JSON, as an entry has it
 */
export function isAbout(body: unknown, content: Loggable, certificate: SigningCertificate): boolean {
  const bytes = fromBase64(body);
  const spec = recordOf((bytes === undefined ? undefined : jsonObject(bytes))?.["spec"]);
  const hashed = recordOf(spec?.["hashedRekordV002"]);
  if (hashed !== undefined)
    return (
      isHash(hashed["data"], content.digest) &&
      isSignature(hashed["signature"], content.signature, certificate)
    );
  const dsse = recordOf(spec?.["dsseV002"]);
  const signatures = dsse?.["signatures"];
  return (
    content.kind === "envelope" &&
    isHash(dsse?.["payloadHash"], sha256(content.payload)) &&
    Array.isArray(signatures) &&
    signatures.length === 1 &&
    isSignature(signatures[0], content.signature, certificate)
  );
}

const isHash = (value: unknown, digest: Uint8Array): boolean =>
  recordOf(value)?.["algorithm"] === "SHA2_256" && recordOf(value)?.["digest"] === base64(digest);

function isSignature(value: unknown, signature: Uint8Array, { der }: SigningCertificate): boolean {
  const { content, verifier } = recordOf(value) ?? {};
  const certificate = recordOf(recordOf(verifier)?.["x509Certificate"]);
  return content === base64(signature) && certificate?.["rawBytes"] === base64(der);
}
