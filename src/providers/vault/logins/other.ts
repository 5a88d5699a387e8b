import { Failure } from "../../../kernel/errors.ts";
import { isJsonObject } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/**
 * Logs in by a path and a body that the inputs say: for methods that have no code here.
 * @throws Failure INPUT_INVALID where the body is no JSON object, and as `postLogin` has them
 */
export async function otherLogin(
  { name, path, body }: Method & { readonly name: "other" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  if (!isJsonObject(body))
    throw new Failure("INPUT_INVALID", "vault-login is not one JSON object.", {
      at: { input: "vault-login" },
      fix: "vault-login: '{\"password\": ${{ toJSON(secrets.RADIUS_PASSWORD) }}}'",
    });
  return postLogin(path, body, { method: name, mount: path, role: "" }, `auth/${path}`, setting, signal);
}
