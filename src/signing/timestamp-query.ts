import { RFC3161Timestamp } from "@sigstore/core";
import { der } from "./asn1.ts";

/** 2.16.840.1.101.3.4.2.1. */
const SHA256 = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];

const INTEGER_TAG = 0x02;
/** Version, policy, imprint, serial number and time stand before the nonce, always. */
const BEFORE_OPTIONAL = 5;

/** What an authority says to a query. */
export type StampReply =
  | { readonly kind: "granted"; readonly time: Date }
  /** Its PKIStatus. */
  | { readonly kind: "refused"; readonly status: number }
  /** It is about something else than was asked. */
  | { readonly kind: "foreign" };

/**
 * A TimeStampReq for a hash, with a nonce and the wish for the authority's certificate.
 * @param digest SHA-256 of what is stamped
 * @param nonce random bytes
 * @see https://www.rfc-editor.org/rfc/rfc3161#section-2.4.1
 */
export const timestampQuery = (digest: Uint8Array, nonce: Uint8Array): Uint8Array =>
  der.sequence(
    der.integer(Buffer.from([1])),
    der.sequence(der.sequence(der.oid(SHA256), der.nothing()), der.octets(digest)),
    der.integer(nonce),
    der.truth(),
  );

/**
 * Reads a TimeStampResp as far as it concerns the query; its signature is for verifiers. Undefined where it is none.
 * @see https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
 */
export function timestampReply(
  body: Uint8Array,
  digest: Uint8Array,
  nonce: Uint8Array,
): StampReply | undefined {
  try {
    const reply = RFC3161Timestamp.parse(Buffer.from(body));
    const status = Number(reply.status);
    // 0 is granted, 1 granted with modifications.
    if (status > 1) return { kind: "refused", status };
    const { tstInfo } = reply;
    const sameNonce = tstInfo.root.subs
      .slice(BEFORE_OPTIONAL)
      .some(({ tag, value }) => tag.isUniversal() && tag.number === INTEGER_TAG && sameNumber(value, nonce));
    const sameImprint =
      tstInfo.messageImprintHashAlgorithm === "sha256" && tstInfo.messageImprintHashedMessage.equals(digest);
    return sameNonce && sameImprint ? { kind: "granted", time: tstInfo.genTime } : { kind: "foreign" };
  } catch {
    return undefined;
  }
}

const sameNumber = (a: Uint8Array, b: Uint8Array): boolean => BigInt(hex(a)) === BigInt(hex(b));

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex") || "0"}`;
