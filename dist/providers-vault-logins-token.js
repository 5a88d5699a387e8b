import { F as Failure } from "./kernel-base.js";
import { c as callVault, l as lookedUp, V as VaultFault } from "./providers-vault-session.js";
const BY_POLICY = /^1 error occurred/i;
async function tokenLogin({ token, from }, setting, signal) {
  const { host, authNamespace: namespace } = setting;
  host.born([token]);
  try {
    const answer = await callVault(
      { method: "GET", path: "auth/token/lookup-self", namespace, token },
      setting,
      signal
    );
    return lookedUp(answer.json, token);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    if (error.status !== 403 || !error.has(BY_POLICY)) throw refused(from, error.status);
    host.warn(
      `vault: the token of ${from} may not look itself up (the policy default lets it): until when it is valid is unknown.`
    );
    return {
      token,
      renewable: false,
      type: "unknown",
      policies: [],
      ours: false,
      subject: `the token of ${from}`
    };
  }
}
const refused = (from, status) => new Failure(
  "CREDENTIALS_REFUSED",
  `Vault does not take the token of ${from} (status ${status}): it has expired, was revoked, is another server's or namespace's, or is bound to other addresses.`,
  {
    ...from === "vault-token" ? { at: { input: from } } : {},
    fix: "With GitHub's OIDC token instead, and no stored secret:\nvault-role: NAME\nOr a new token:\nvault token create -policy=NAME -ttl=1h"
  }
);
export {
  tokenLogin
};
