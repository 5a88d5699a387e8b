import type { IdToken } from "../../provider.ts";
import { audienceOf, refusedAudience } from "../audience.ts";
import type { VaultInputs } from "../inputs.ts";
import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/**
 * Logs in with the job's OIDC token. It was fetched for this server's audience alone: never for one that a cloud trusts.
 * @throws Failure OIDC_*, INPUT_INVALID for a refused audience, and as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/jwt#jwt-login
 */
export async function jwtLogin(
  { name, mount, role }: Method & { readonly name: "jwt" | "cert" | "aws" },
  inputs: VaultInputs,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const audience = audienceOf(inputs, setting.host.env);
  const refused = refusedAudience(audience);
  if (refused) throw refused;
  const token = await setting.host.idToken(signal);
  return sendJwt(token, { name, mount, role, audience }, setting, signal);
}

interface JwtLogin {
  readonly name: "jwt" | "jwt-key" | "cert" | "aws";
  readonly mount: string;
  readonly role: string;
  readonly audience: string;
}

/** Posts a signed token, whoever signed it; what it says goes into the report. */
export async function sendJwt(
  { token, claims }: IdToken,
  { name, mount, role, audience }: JwtLogin,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const vaultToken = await postLogin(
    `${mount}/login`,
    bodyOf({ role, jwt: token }),
    { method: name, mount, role, claims, audience },
    role === "" ? `the default role of ${mount}` : `${mount} role ${role}`,
    setting,
    signal,
  );
  const subject = typeof claims["sub"] === "string" ? claims["sub"] : "";
  const said: unknown = Array.isArray(claims["aud"]) ? claims["aud"][0] : claims["aud"];
  return { ...vaultToken, claims: { subject, audience: typeof said === "string" ? said : audience } };
}
