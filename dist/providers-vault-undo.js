import { F as Failure } from "./kernel-base.js";
import { h as heldOf, r as revokeLeases, a as revokeToken } from "./providers-vault-session.js";
async function undo(leftover, host, signal) {
  const held = heldOf(leftover, host);
  if (held === void 0)
    throw new Failure(
      "INTERNAL",
      "What was left at Vault cannot be read: its token lives until its own end.",
      {
        fix: "vault token revoke -accessor ACCESSOR   # the accessor is in the audit log of Vault"
      }
    );
  const { setting, token, leases } = held;
  if (leases !== void 0)
    return `vault: ${await revokeLeases(leases, token, setting, signal)} leases are revoked.`;
  const ended = await revokeToken(token, setting, signal);
  return ended === "revoked" ? "vault: the token is revoked, and its leases with it." : "vault: the token had ended already.";
}
export {
  undo
};
