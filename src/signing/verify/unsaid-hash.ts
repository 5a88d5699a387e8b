import crypto from "node:crypto";
import { Failure } from "../../kernel/errors.ts";
import type { Digest } from "../subject.ts";
import { readPublicKey } from "./material.ts";
import type { Trust } from "./material.ts";
import { reasonOf, refusing } from "./reasons.ts";

const OWN_HASHES: Readonly<Record<string, Digest["algorithm"]>> = {
  secp384r1: "sha384",
  secp521r1: "sha512",
};

/**
 * Verifies what does not say by which hash it was signed: by SHA-256, as all older clients did, then by the own hash of
 * a larger curve. Takes the signer's certificate as DER, where there is one.
 *
 * @throws Failure what `verifyAs` throws; SIGNATURE_INVALID, KEY_UNUSABLE
 */
export function byUnsaidHash<T>(
  certificate: Buffer | undefined,
  trust: Trust,
  verifyAs: (algorithm: Digest["algorithm"]) => T,
): T {
  try {
    return verifyAs("sha256");
  } catch (error) {
    if (!(error instanceof Failure) || reasonOf(error) !== "signature-wrong") throw error;
    const own = OWN_HASHES[curveOf(certificate, trust) ?? ""];
    if (own === undefined) throw error;
    try {
      return verifyAs(own);
    } catch (second) {
      // Where only SHA-256 was computed, that is what can be said of it.
      throw second instanceof Failure && reasonOf(second) === "digest-unsupported" ? error : second;
    }
  }
}

function curveOf(certificate: Buffer | undefined, trust: Trust): string | undefined {
  const key =
    "publicKey" in trust
      ? readPublicKey(trust.publicKey)
      : certificate &&
        refusing("certificate-unreadable", () => new crypto.X509Certificate(certificate).publicKey);
  return key?.asymmetricKeyDetails?.namedCurve;
}
