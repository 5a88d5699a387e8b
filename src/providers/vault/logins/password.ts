import { printable } from "../../../kernel/printable.ts";
import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/**
 * Logs in with a user's name and password, which Vault keeps itself (`userpass`) or asks a directory for (`ldap`). The
 * name is a part of the path.
 * @throws Failure as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/userpass#login
 * @see https://developer.hashicorp.com/vault/api-docs/auth/ldap#login-with-ldap-user
 */
export async function passwordLogin(
  { name, mount, username, password }: Method & { readonly name: "userpass" | "ldap" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  return postLogin(
    { below: `${mount}/login`, last: username },
    bodyOf({ password }),
    { method: name, mount, role: username },
    `${mount} user ${printable(username)}`,
    setting,
    signal,
  );
}
