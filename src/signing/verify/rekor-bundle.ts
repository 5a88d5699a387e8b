import { fromBase64 } from "../encoding.ts";
import type { LogEntry } from "./log-body.ts";
import { invalid } from "./reasons.ts";
import { member, strictJson } from "./strict-json.ts";

const LOG_ID = /^[0-9a-f]{64}$/;

const whole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * A log entry as cosign 2 keeps it: the body and Rekor 1's promise to log it (SET), without a proof.
 *
 * @param value `{SignedEntryTimestamp, Payload: {body, integratedTime, logIndex, logID}}`
 * @throws Failure SIGNATURE_INVALID where it is something else
 */
export function rekorBundle(value: unknown): LogEntry {
  const promise = fromBase64(member(value, "SignedEntryTimestamp"));
  const body = fromBase64(member(value, "Payload", "body"));
  const time = member(value, "Payload", "integratedTime");
  const index = member(value, "Payload", "logIndex");
  const log = member(value, "Payload", "logID");
  const readable =
    promise !== undefined &&
    body !== undefined &&
    whole(time) &&
    whole(index) &&
    typeof log === "string" &&
    LOG_ID.test(log);
  if (!readable) throw invalid("bundle-unreadable");
  const parsed = strictJson(body, "log-mismatch");
  return {
    logIndex: String(index),
    logId: { keyId: Buffer.from(log, "hex") },
    kindVersion: { kind: String(member(parsed, "kind")), version: String(member(parsed, "apiVersion")) },
    integratedTime: String(time),
    inclusionPromise: { signedEntryTimestamp: promise },
    inclusionProof: undefined,
    canonicalizedBody: body,
  };
}
