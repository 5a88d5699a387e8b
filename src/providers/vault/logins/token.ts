import { Failure } from "../../../kernel/errors.ts";
import { callVault, VaultFault } from "../api.ts";
import { lookedUp } from "../auth-answer.ts";
import type { Method } from "../method.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/** What a policy forbids is a list of one error; a token that is not known is refused without one, or with two. */
const BY_POLICY = /^1 error occurred/i;

/**
 * Uses a token that somebody else made: looked up for who it is and when it ends, and never revoked.
 * @throws Failure CREDENTIALS_REFUSED for a token that the server does not know, and what `callVault` throws
 * @see https://developer.hashicorp.com/vault/api-docs/auth/token#lookup-a-token-self
 */
export async function tokenLogin(
  { token, from }: Method & { readonly name: "token" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const { host, authNamespace: namespace } = setting;
  host.born([token]);
  try {
    const answer = await callVault(
      { method: "GET", path: "auth/token/lookup-self", namespace, token },
      setting,
      signal,
    );
    return lookedUp(answer.json, token);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    if (error.status !== 403 || !error.has(BY_POLICY)) throw refused(from, error.status);
    // Without the default policy a token may read secrets and not itself.
    host.warn(
      `vault: the token of ${from} may not look itself up (the policy default lets it): until when it is valid is unknown.`,
    );
    return {
      token,
      renewable: false,
      type: "unknown",
      policies: [],
      ours: false,
      subject: `the token of ${from}`,
    };
  }
}

const refused = (from: string, status: number): Failure =>
  new Failure(
    "CREDENTIALS_REFUSED",
    `Vault does not take the token of ${from} (status ${status}): it has expired, was revoked, is another server's or namespace's, or is bound to other addresses.`,
    {
      ...(from === "vault-token" ? { at: { input: from } } : {}),
      fix: "With GitHub's OIDC token instead, and no stored secret:\nvault-role: NAME\nOr a new token:\nvault token create -policy=NAME -ttl=1h",
    },
  );
