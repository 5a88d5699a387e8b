import { Failure } from "../../kernel/errors.ts";

/** Why a signature does not count. Closed, and in our own words: nothing of a bundle or a certificate gets into a message. */
const REASONS = {
  "bundle-unreadable": "The bundle is not a Sigstore bundle: a field is missing, unknown or not well-formed.",
  "bundle-version": "The bundle's version is none of 0.1, 0.2 and 0.3.",
  "bundle-too-large": "The bundle is too large.",
  "content-kind": "The signature is of a kind that does not count here: an image needs a signed statement.",
  "digest-mismatch": "The signature is over another artifact.",
  "digest-unsupported": "The signature names the artifact by a digest that was not computed.",
  "bytes-needed": "A signature by an Ed25519 key can only be checked with the artifact's bytes at hand.",
  "subject-mismatch": "The signed statement is about another artifact.",
  "statement-unreadable": "The signed payload is not an in-toto statement.",
  "payload-unreadable": "The signed payload is not a simple-signing payload of cosign's.",
  "payload-mismatch": "The signed payload is about another image.",
  "signature-wrong": "The signature does not fit the signed bytes and the key.",
  "key-expected": "The bundle was not signed by a key, and a key is asked for.",
  "certificate-expected": "The bundle holds no certificate, and an identity is asked for.",
  "certificate-unreadable":
    "The certificate is not one of a Sigstore CA: an extension or its name is not well-formed.",
  "certificate-purpose": "The certificate is not for signing code.",
  "certificate-untrusted": "No CA of this Sigstore issued the certificate at the time of the signature.",
  "certificate-log-missing": "The certificate holds no proof that a certificate transparency log knows it.",
  "certificate-log-untrusted":
    "The certificate's proof of certificate transparency is not of a log of this Sigstore.",
  "log-missing": "The signature is not in a transparency log, as this Sigstore requires.",
  "log-untrusted": "The log entry is not proven by a transparency log of this Sigstore.",
  "log-mismatch": "The log entry is about another signature, artifact or certificate.",
  "log-kind": "The log entry is of a kind that does not fit the signature.",
  "timestamp-missing": "No timestamp of an authority of this Sigstore is there, as it requires.",
  "time-missing": "Nothing that this Sigstore trusts says when the signature was made.",
  "time-outside": "The signature was made outside of the certificate's validity.",
  "time-future": "The signature was made in the future.",
} as const;

export type Reason = keyof typeof REASONS;

/** Takes the reason, gives the failure SIGNATURE_INVALID that says it. */
export const invalid = (reason: Reason): Failure =>
  new Failure("SIGNATURE_INVALID", REASONS[reason], {
    fix: "Do not deploy this artifact. If it should have been signed, sign it again where it is built.",
  });

/** The reason of a failure that `invalid` made, for a verdict; undefined of any other failure. */
export const reasonOf = (failure: Failure): Reason | undefined =>
  failure.code === "SIGNATURE_INVALID"
    ? (Object.keys(REASONS) as Reason[]).find((reason) => REASONS[reason] === failure.message)
    : undefined;

/** The outcome of `read`; whatever is thrown that is not ours becomes `reason`. Libraries throw what they like on hostile input. */
export function refusing<T>(reason: Reason, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Failure ? error : invalid(reason);
  }
}
