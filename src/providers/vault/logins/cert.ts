import { Failure } from "../../../kernel/errors.ts";
import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/**
 * Logs in with the client certificate of the connection.
 * @throws Failure INPUT_INVALID where there is none, and as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/cert#login-with-tls-certificate-method
 */
export async function certLogin(
  { name, mount, role }: Method & { readonly name: "jwt" | "cert" | "aws" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  if (setting.certificate === undefined)
    throw new Failure("INPUT_INVALID", "The login by certificate has no certificate to show.", {
      at: { input: "vault-client-cert" },
      fix: "vault-client-cert: client.pem\nvault-client-key: ${{ secrets.VAULT_CLIENT_KEY }}",
    });
  return postLogin(
    `${mount}/login`,
    bodyOf({ name: role }),
    { method: name, mount, role },
    role === "" ? `${mount}, by the client certificate` : `${mount} role ${role}`,
    setting,
    signal,
  );
}
