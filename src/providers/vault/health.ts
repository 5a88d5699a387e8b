import { asFailure, Failure } from "../../kernel/errors.ts";
import type { Health } from "../provider.ts";
import { callVault, VaultFault } from "./api.ts";
import type { VaultInputs } from "./inputs.ts";
import { type AskData, isDenied, mayRead } from "./may-read.ts";
import { repeats } from "./repeats.ts";
import { untilOf } from "./revoke.ts";
import { detailOf, type HealthDetail, recordOf, serverHealth } from "./server-health.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/** A job that ends later than this sees its token end first. */
const SOON_MS = 5 * 60_000;
const NAME = /^[\w./:@-]{1,128}$/;

/**
 * What an operator needs to know, without any value being read: each server (asked without token and namespace), seal
 * status, clock, who one is there, until when, and what may be read. A token good for a number of uses is not looked up:
 * that would cost one.
 * @see https://developer.hashicorp.com/vault/api-docs/system/health
 */
export async function health(
  inputs: VaultInputs,
  token: VaultToken,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<Health> {
  const [servers, known] = await Promise.all([
    serverHealth(setting, signal),
    token.uses === undefined || token.uses === 0
      ? tokenHealth(inputs, token, setting, signal)
      : limitedToken(token),
  ]);
  const isUp = servers.some(({ isUp: up }) => up);
  return {
    status: isUp && known.authenticated ? "healthy" : "unhealthy",
    authenticated: known.authenticated,
    details: [...servers.flatMap(({ details }) => details), ...known.details],
  };
}

interface TokenHealth {
  readonly authenticated: boolean;
  readonly details: readonly HealthDetail[];
}

const limitedToken = (token: VaultToken): TokenHealth => ({
  authenticated: true,
  details: [
    {
      name: "login",
      ok: true,
      text: `${token.subject}, by a token for ${token.uses} uses: not looked up, that would cost one`,
    },
  ],
});

async function tokenHealth(
  inputs: VaultInputs,
  token: VaultToken,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<TokenHealth> {
  const ask: AskData = async (path, body) => {
    const namespace =
      body === undefined && path.startsWith("auth/") ? setting.authNamespace : setting.namespace;
    const { json } = await callVault(
      {
        method: body === undefined ? "GET" : "POST",
        path,
        namespace,
        token: token.token,
        ...(body === undefined ? {} : { body }),
      },
      setting,
      signal,
    );
    const answer = recordOf(json);
    return recordOf(answer?.["data"]) ?? answer ?? {};
  };
  const [known, reads] = await Promise.allSettled([
    ask("auth/token/lookup-self"),
    mayRead(inputs, ask, token.token),
  ]);
  const denied = known.status === "rejected" && isDenied(known.reason);
  // A token without the policy `default` may not look itself up, and still read.
  const authenticated = known.status === "fulfilled" || (denied && token.ours);
  return {
    authenticated,
    details: [
      known.status === "fulfilled"
        ? whoIs(token, known.value)
        : denied
          ? {
              name: "login",
              ok: token.ours,
              text: token.ours
                ? `${token.subject}; the token may not look itself up`
                : "Vault does not know the token, or it may not look itself up",
              fix: token.ours
                ? 'path "auth/token/lookup-self" { capabilities = ["read"] }'
                : "Give a token that is valid: vault token lookup",
            }
          : detailOf("login", refusal(known.reason)),
      expiry(token, known.status === "fulfilled" ? known.value : {}, setting.host.clock.now()),
      reads.status === "fulfilled" ? reads.value : detailOf("reads", asFailure(reads.reason)),
    ],
  };
}

/** A refusal that is none of the token, in words of our own. */
const refusal = (error: unknown): Failure =>
  error instanceof VaultFault
    ? new Failure("STORE_ANSWER_INVALID", `Vault refuses to look the token up (status ${error.status}).`, {
        fix: "Check vault-auth-namespace, and that vault-address is a Vault or an OpenBao.",
      })
    : asFailure(error);

function whoIs(token: VaultToken, data: Readonly<Record<string, unknown>>): HealthDetail {
  const policies = Array.isArray(data["policies"]) ? data["policies"] : token.policies;
  const shown = policies.filter(
    (one): one is string => typeof one === "string" && NAME.test(one) && !repeats(one, token.token),
  );
  return {
    name: "login",
    ok: true,
    text: `${token.subject}, with the policies ${shown.join(", ") || "none"}`,
  };
}

function expiry(token: VaultToken, data: Readonly<Record<string, unknown>>, now: number): HealthDetail {
  const said = data["expire_time"];
  const at = typeof said === "string" ? new Date(said) : token.expires;
  const expires = at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
  const ok = expires === undefined || expires.getTime() - now > SOON_MS;
  return {
    name: "expiry",
    ok,
    text: `the token lives ${untilOf(expires)}`,
    ...(ok ? {} : { fix: "vault write auth/jwt/role/NAME role_type=jwt token_ttl=15m   # or a fresh token" }),
  };
}
