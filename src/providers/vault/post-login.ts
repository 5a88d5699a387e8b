import type { Secret } from "../../kernel/secret.ts";
import { callVault, VaultFault } from "./api.ts";
import { tokenOf } from "./auth-answer.ts";
import { encoded } from "./namespace.ts";
import type { Attempt } from "./refused.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/** They answer 500 where they mean 400; ldap, where the directory is not there. */
const REFUSING_WITH_500: readonly string[] = ["github", "approle", "ldap"];

/**
 * Posts a login, in the namespace of logins and without a token. A lost answer is asked for again: the token that it may
 * have held ends by itself, after the time that its role gives it.
 *
 * @param path below `auth/`; a name that may hold a slash comes apart
 * @param attempt what a refusal is explained with
 * @param subject who that is, for the log
 * @throws Failure LOGIN_REFUSED, MOUNT_UNKNOWN, STORE_ANSWER_INVALID, and what `callVault` throws
 */
export async function postLogin(
  path: string | { readonly below: string; readonly last: string },
  body: Secret,
  attempt: Omit<Attempt, "namespace">,
  subject: string,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const { authNamespace: namespace } = setting;
  const parts = typeof path === "string" ? path.split("/") : [...path.below.split("/"), path.last];
  const answer = await callVault(
    {
      method: "POST",
      path: `auth/${encoded(parts)}`,
      namespace,
      body,
      refusesWith500: REFUSING_WITH_500.includes(attempt.method),
    },
    setting,
    signal,
  ).catch(async (error: unknown) => {
    if (!(error instanceof VaultFault)) throw error;
    // What explains a refusal is a fifth of this provider's code, and few runs need it.
    const { explainLogin } = await import("./refused.ts");
    throw explainLogin(error, { ...attempt, namespace });
  });
  return tokenOf(answer.json, subject, setting);
}
