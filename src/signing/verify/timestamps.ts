import type { KeyObject } from "node:crypto";
import { RFC3161Timestamp } from "@sigstore/core";
import { Verifier } from "@sigstore/verify";
import type { TrustMaterial } from "@sigstore/verify";
import type { SignedContent } from "./content.ts";

/** Granted, and granted with changes. */
const GRANTED = [0n, 1n];

/**
 * Those timestamps over a signature that authorities of the trusted root gave, each once. Others are left out and prove
 * nothing: who signs may have asked authorities that are not known here.
 *
 * @param answers of authorities, as DER
 * @see https://www.rfc-editor.org/rfc/rfc3161
 */
export function trustedTimestamps(
  answers: readonly Buffer[],
  content: SignedContent,
  key: KeyObject,
  material: TrustMaterial,
): readonly RFC3161Timestamp[] {
  const found = new Map<string, RFC3161Timestamp>();
  for (const der of answers) {
    const timestamp = trusted(der, content, key, material);
    if (timestamp === undefined) continue;
    const signer = timestamp.signerSerialNumber.toString("hex");
    found.set(`${signer} ${timestamp.signingTime.toISOString()}`, timestamp);
  }
  return [...found.values()];
}

function trusted(
  der: Buffer,
  content: SignedContent,
  key: KeyObject,
  material: TrustMaterial,
): RFC3161Timestamp | undefined {
  try {
    const timestamp = RFC3161Timestamp.parse(Buffer.from(der));
    if (!GRANTED.includes(timestamp.status)) return undefined;
    // The library checks a timestamp only as a part of a whole signature: here of one of which nothing else is asked.
    const alone = { ...material, publicKey: () => ({ publicKey: key, validFor: () => true }) };
    new Verifier(alone, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 }).verify({
      signature: { ...content, verifySignature: () => true },
      key: { $case: "public-key", hint: "" },
      timestamps: [{ $case: "timestamp-authority", timestamp }],
      tlogEntries: [],
    });
    return timestamp;
  } catch {
    // Whatever is wrong with it: it is no timestamp that counts.
    return undefined;
  }
}
