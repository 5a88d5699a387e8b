import { p256, p384, p521 } from "@noble/curves/nist.js";
import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Digest } from "../subject.ts";

const CURVES = { "P-256": p256, "P-384": p384, "P-521": p521 };
/** What stands before the digest in a PKCS#1 v1.5 signature: https://www.rfc-editor.org/rfc/rfc8017#section-9.2 */
const DIGEST_INFO = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

/**
 * Whether a signature over an artifact holds, of which only the digest is known: Node verifies bytes only, and an
 * artifact may be gigabytes. ECDSA (signature in DER) and RSA (PKCS#1 v1.5); false of any other key.
 * @see https://csrc.nist.gov/pubs/fips/186-5/final
 */
export function verifyDigest(key: KeyObject, digest: Digest, signature: Uint8Array): boolean {
  try {
    if (key.asymmetricKeyType === "rsa") {
      const opened = crypto.publicDecrypt({ key, padding: crypto.constants.RSA_PKCS1_PADDING }, signature);
      return opened.toString("hex") === DIGEST_INFO[digest.algorithm] + digest.hex;
    }
    if (key.asymmetricKeyType !== "ec") return false;
    const { crv, x, y } = key.export({ format: "jwk" });
    const curve = CURVES[crv as keyof typeof CURVES];
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")]);
    const options = { prehash: false, lowS: false, format: "der" } as const;
    return curve.verify(signature, Buffer.from(digest.hex, "hex"), point, options);
  } catch {
    return false;
  }
}
