import { Failure } from "../../kernel/errors.ts";
import type { Host, Leftover } from "../provider.ts";
import { heldOf } from "./record.ts";
import { revokeLeases, revokeToken } from "./revoke.ts";

/**
 * In post: revokes the token that later steps had, or the leases under a token that is not ours.
 * @returns a line for the log.
 * @throws Failure as `revokeToken` and `revokeLeases` have it; INTERNAL for a record of another shape.
 */
export async function undo(
  leftover: Leftover,
  host: Pick<Host, "http" | "clock" | "born">,
  signal: AbortSignal,
): Promise<string> {
  const held = heldOf(leftover, host);
  if (held === undefined)
    throw new Failure(
      "INTERNAL",
      "What was left at Vault cannot be read: its token lives until its own end.",
      {
        fix: "vault token revoke -accessor ACCESSOR   # the accessor is in the audit log of Vault",
      },
    );
  const { setting, token, leases } = held;
  if (leases !== undefined)
    return `vault: ${await revokeLeases(leases, token, setting, signal)} leases are revoked.`;
  const ended = await revokeToken(token, setting, signal);
  return ended === "revoked"
    ? "vault: the token is revoked, and its leases with it."
    : "vault: the token had ended already.";
}
