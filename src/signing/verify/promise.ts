import crypto from "node:crypto";
import type { TrustMaterial } from "@sigstore/verify";
import { base64 } from "../encoding.ts";
import type { LogEntry } from "./log-body.ts";
import { invalid } from "./reasons.ts";

/**
 * The entries that cosign wrote for attestations until its version 2.2, and still does on request. They hold a hash of
 * the envelope and no signature, and the library does not know them.
 */
export const isOldAttestation = ({ kindVersion }: LogEntry): boolean =>
  kindVersion.kind === "intoto" && kindVersion.version === "0.0.1";

/**
 * Throws SIGNATURE_INVALID where no log of the trusted root, valid at that time, promised the entry: a signature over
 * the canonical JSON of what it logged.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function requirePromise(entry: LogEntry, { tlogs }: TrustMaterial): void {
  const time = new Date(Number(entry.integratedTime) * 1_000);
  // The keys stand in their canonical order.
  const promised = JSON.stringify({
    body: base64(entry.canonicalizedBody),
    integratedTime: Number(entry.integratedTime),
    logID: entry.logId.keyId.toString("hex"),
    logIndex: Number(entry.logIndex),
  });
  const signature = entry.inclusionPromise?.signedEntryTimestamp ?? Buffer.alloc(0);
  const known = tlogs.some(
    ({ logID, validFor, publicKey }) =>
      logID.equals(entry.logId.keyId) &&
      validFor.start <= time &&
      time <= validFor.end &&
      crypto.verify("SHA256", Buffer.from(promised), publicKey, signature),
  );
  if (!known) throw invalid("log-untrusted");
}
