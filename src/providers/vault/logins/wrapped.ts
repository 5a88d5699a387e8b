import { Failure } from "../../../kernel/errors.ts";
import { Secret } from "../../../kernel/secret.ts";
import { callVault, type VaultAnswer, type VaultCall, VaultFault } from "../api.ts";
import { fieldsOf, textOf } from "../auth-answer.ts";
import { bodyOf } from "../login-body.ts";
import type { SecretId } from "../method.ts";
import type { VaultSetting } from "../setting.ts";

/** Who has what was in a wrapping token may wrap it again; that leaves this path. */
const WRAPPED_ANEW = /^sys\/wrapping\/(re)?wrap$/;

/**
 * Takes a secret id out of its wrapping token. Where the token was made is asked first: that uses nothing up, and a token
 * that was made elsewhere may hold an attacker's secret id.
 *
 * @throws Failure WRAPPING_SPENT where somebody was there before, or wrapped it anew; INPUT_INVALID where it was made for
 * another AppRole; and what `callVault` throws
 * @see https://developer.hashicorp.com/vault/docs/concepts/response-wrapping#response-wrapping-token-validation
 */
export async function unwrapSecretId(
  { token, role }: SecretId & { readonly kind: "wrapped" },
  mount: string,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<Secret> {
  const { host, authNamespace: namespace } = setting;
  host.born([token]);
  const ask = async (call: Omit<VaultCall, "method" | "namespace">): Promise<VaultAnswer> =>
    callVault({ method: "POST", namespace, ...call }, setting, signal).catch((error: unknown) => {
      throw error instanceof VaultFault ? spent(mount, role, error.status) : error;
    });
  const lookup = await ask({ path: "sys/wrapping/lookup", body: bodyOf({ token }) });
  const path = textOf(fieldsOf(fieldsOf(lookup.json)["data"])["creation_path"]).replace(/^\/+/, "");
  const expected = `auth/${mount}/role/${role}/secret-id`;
  if (path !== expected) throw madeElsewhere(path, expected);
  // It is good for one use: a second attempt after a lost answer would look like an interception.
  const answer = await ask({ path: "sys/wrapping/unwrap", token, once: true });
  const id = textOf(fieldsOf(fieldsOf(answer.json)["data"])["secret_id"]);
  const secretId = Secret.of(id);
  if (id !== "") host.born([secretId]);
  else
    throw new Failure("STORE_ANSWER_INVALID", "The wrapping token holds no secret id.", {
      at: { input: "vault-wrapped-secret-id" },
      fix: remake(mount, role),
    });
  return secretId;
}

const remake = (mount: string, role: string): string =>
  `vault write -f -wrap-ttl=5m -field=wrapping_token auth/${mount}/role/${role}/secret-id`;

const spent = (mount: string, role: string, status: number): Failure =>
  new Failure(
    "WRAPPING_SPENT",
    `The wrapping token of vault-wrapped-secret-id holds nothing any more (status ${status}): it has expired, or it was used already. If this job is the first that used it, somebody else may have the secret id: a possible interception.`,
    {
      at: { input: "vault-wrapped-secret-id" },
      fix: `If it cannot have expired, destroy the secret ids of the role first:\nvault list auth/${mount}/role/${role}/secret-id\nvault write auth/${mount}/role/${role}/secret-id-accessor/destroy secret_id_accessor=ACCESSOR\nA new one, for each run its own:\n${remake(mount, role)}`,
    },
  );

function madeElsewhere(path: string, expected: string): Failure {
  const at = { input: "vault-wrapped-secret-id" };
  if (WRAPPED_ANEW.test(path))
    return new Failure(
      "WRAPPING_SPENT",
      "The wrapping token of vault-wrapped-secret-id was not made by the AppRole: its content was wrapped anew, by somebody who had it. That is a possible interception.",
      {
        at,
        fix: `Use the token that this path gave, as it is, and look in the audit log for who wraps:\n${expected}`,
      },
    );
  return new Failure(
    "INPUT_INVALID",
    `The wrapping token of vault-wrapped-secret-id was made at another path than ${expected}. It has not been used.`,
    {
      at,
      fix: `Check vault-approle and vault-auth-path. A token for them:\nvault write -f -wrap-ttl=5m -field=wrapping_token ${expected}`,
    },
  );
}
