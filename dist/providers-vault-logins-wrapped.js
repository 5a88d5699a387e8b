import { S as Secret, F as Failure } from "./kernel-base.js";
import { b as bodyOf, t as textOf, f as fieldsOf, c as callVault, V as VaultFault } from "./providers-vault-session.js";
const WRAPPED_ANEW = /^sys\/wrapping\/(re)?wrap$/;
async function unwrapSecretId({ token, role }, mount, setting, signal) {
  const { host, authNamespace: namespace } = setting;
  host.born([token]);
  const ask = async (call) => callVault({ method: "POST", namespace, ...call }, setting, signal).catch((error) => {
    throw error instanceof VaultFault ? spent(mount, role, error.status) : error;
  });
  const lookup = await ask({ path: "sys/wrapping/lookup", body: bodyOf({ token }) });
  const path = textOf(fieldsOf(fieldsOf(lookup.json)["data"])["creation_path"]).replace(/^\/+/, "");
  const expected = `auth/${mount}/role/${role}/secret-id`;
  if (path !== expected) throw madeElsewhere(path, expected);
  const answer = await ask({ path: "sys/wrapping/unwrap", token, once: true });
  const id = textOf(fieldsOf(fieldsOf(answer.json)["data"])["secret_id"]);
  const secretId = Secret.of(id);
  if (id !== "") host.born([secretId]);
  else
    throw new Failure("STORE_ANSWER_INVALID", "The wrapping token holds no secret id.", {
      at: { input: "vault-wrapped-secret-id" },
      fix: remake(mount, role)
    });
  return secretId;
}
const remake = (mount, role) => `vault write -f -wrap-ttl=5m -field=wrapping_token auth/${mount}/role/${role}/secret-id`;
const spent = (mount, role, status) => new Failure(
  "WRAPPING_SPENT",
  `The wrapping token of vault-wrapped-secret-id holds nothing any more (status ${status}): it has expired, or it was used already. If this job is the first that used it, somebody else may have the secret id: a possible interception.`,
  {
    at: { input: "vault-wrapped-secret-id" },
    fix: `If it cannot have expired, destroy the secret ids of the role first:
vault list auth/${mount}/role/${role}/secret-id
vault write auth/${mount}/role/${role}/secret-id-accessor/destroy secret_id_accessor=ACCESSOR
A new one, for each run its own:
${remake(mount, role)}`
  }
);
function madeElsewhere(path, expected) {
  const at = { input: "vault-wrapped-secret-id" };
  if (WRAPPED_ANEW.test(path))
    return new Failure(
      "WRAPPING_SPENT",
      "The wrapping token of vault-wrapped-secret-id was not made by the AppRole: its content was wrapped anew, by somebody who had it. That is a possible interception.",
      {
        at,
        fix: `Use the token that this path gave, as it is, and look in the audit log for who wraps:
${expected}`
      }
    );
  return new Failure(
    "INPUT_INVALID",
    `The wrapping token of vault-wrapped-secret-id was made at another path than ${expected}. It has not been used.`,
    {
      at,
      fix: `Check vault-approle and vault-auth-path. A token for them:
vault write -f -wrap-ttl=5m -field=wrapping_token ${expected}`
    }
  );
}
export {
  unwrapSecretId
};
