import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/**
 * Logs in as an AppRole. A wrapped secret id is unwrapped first, once, and only if it was made for this AppRole.
 * @throws Failure WRAPPING_SPENT, INPUT_INVALID, and as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/approle#login-with-approle
 */
export async function appRoleLogin(
  { name, mount, roleId, secretId }: Method & { readonly name: "approle" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const role = secretId.kind === "wrapped" ? secretId.role : "";
  const secret =
    secretId.kind === "wrapped"
      ? await (await import("./wrapped.ts")).unwrapSecretId(secretId, mount, setting, signal)
      : secretId.kind === "plain"
        ? secretId.id
        : undefined;
  return postLogin(
    `${mount}/login`,
    bodyOf({ role_id: roleId, secret_id: secret }),
    { method: name, mount, role },
    role === "" ? `${mount}, by a role id` : `${mount} role ${role}`,
    setting,
    signal,
  );
}
