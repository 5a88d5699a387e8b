import { Failure } from "../../kernel/errors.ts";
import type { AwsFault } from "./fault.ts";

const KEY_OFF = /\bis (?:currently )?disabled\b|pending (?:deletion|import)|KMSInvalidState/i;
const ABOUT_KEY = /\b(?:KMS|key)\b/i;
/** KMS says so for a key that is gone as for one that may not be used, under the code of a plain denial. */
const KEY_HIDDEN = /ciphertext refers to a customer master key/i;

/**
 * KEY_UNUSABLE where a fault says more of a value's KMS key than its code does; undefined for any other fault, which
 * `failureOf` tells by its code. `command` prints the key's id.
 */
export function keyUnusable(fault: AwsFault, name: string, command: string): Failure | undefined {
  if (KEY_OFF.test(fault.code) || (fault.has(KEY_OFF) && fault.has(ABOUT_KEY)))
    return new Failure("KEY_UNUSABLE", `The KMS key of ${name} is disabled, or waits to be deleted.`, {
      fix: `aws kms enable-key --key-id KEY   # or cancel-key-deletion\nThe key: ${command}`,
      requestId: fault.requestId,
    });
  if (fault.has(KEY_HIDDEN))
    return new Failure(
      "KEY_UNUSABLE",
      `The KMS key of ${name} is gone, or kms:Decrypt is not allowed on it.`,
      {
        fix: `${JSON.stringify({ Effect: "Allow", Action: "kms:Decrypt", Resource: "ARN of the key" })}\nThe key: ${command}`,
        requestId: fault.requestId,
      },
    );
  return undefined;
}
