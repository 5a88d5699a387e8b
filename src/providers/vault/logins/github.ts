import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/**
 * Logs in with a personal token of GitHub: the server asks GitHub for the organisation and teams of its owner. The token
 * of the job itself (GITHUB_TOKEN) is no member's.
 * @throws Failure as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/github#login
 */
export async function githubLogin(
  { name, mount, token }: Method & { readonly name: "github" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  setting.host.born([token]);
  return postLogin(
    `${mount}/login`,
    bodyOf({ token }),
    { method: name, mount, role: "" },
    `${mount}, by a personal token`,
    setting,
    signal,
  );
}
