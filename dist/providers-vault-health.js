import { a as asFailure, F as Failure } from "./kernel-base.js";
import { d as repeats, V as VaultFault, c as callVault, u as untilOf } from "./providers-vault-session.js";
import { recordOf, serverHealth, detailOf } from "./providers-vault-server-health.js";
const SHOWN_PATHS = 12;
const PATH = /^[\w./+*@{}-]{1,200}$/;
const FORBIDDEN = 403;
const isDenied = (error) => error instanceof VaultFault && error.status === FORBIDDEN;
async function mayRead({ vaultMount: mount }, ask, token) {
  try {
    const acl = await ask("sys/internal/ui/resultant-acl");
    if (acl["root"] === true) return { name: "reads", ok: true, text: "may read everything: a root token" };
    const globs = Object.entries(recordOf(acl["glob_paths"]) ?? {}).map(
      ([path, rule]) => [`${path}*`, rule]
    );
    const exact = Object.entries(recordOf(acl["exact_paths"]) ?? {});
    const paths2 = [...exact, ...globs].flatMap(([path, rule]) => isReadable(path, rule) && !repeats(path, token) ? [path] : []).sort();
    const more = paths2.length > SHOWN_PATHS ? ` and ${paths2.length - SHOWN_PATHS} more` : "";
    return paths2.length === 0 ? { name: "reads", ok: false, text: "may read nothing of any engine", fix: policyFor(mount) } : { name: "reads", ok: true, text: `may read ${paths2.slice(0, SHOWN_PATHS).join(", ")}${more}` };
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
  }
  if (mount === "") return unknown("vault-mount is not set");
  const paths = [`${mount}/data/*`, `${mount}/*`];
  try {
    const capabilities = await ask("sys/capabilities-self", { paths });
    const ok = paths.some((path) => isReadable(path, { capabilities: capabilities[path] }));
    return ok ? { name: "reads", ok, text: `may read below ${mount}/` } : { name: "reads", ok, text: `may not read all below ${mount}/`, fix: policyFor(mount) };
  } catch (error) {
    if (error instanceof VaultFault) return unknown(`it may not ask about ${mount}/ either`);
    throw error;
  }
}
const unknown = (why) => ({
  name: "reads",
  ok: true,
  text: `not known: the token may not list its own paths, and ${why}`
});
const OF_DEFAULT = /^(sys|auth|cubbyhole|identity)\//;
function isReadable(path, rule) {
  const capabilities = recordOf(rule)?.["capabilities"];
  return PATH.test(path) && !OF_DEFAULT.test(path) && Array.isArray(capabilities) && !capabilities.includes("deny") && (capabilities.includes("read") || capabilities.includes("root"));
}
const policyFor = (mount) => `For KV 2, in a policy of the role:
path "${mount === "" ? "secret" : mount}/data/*" { capabilities = ["read"] }`;
const SOON_MS = 5 * 6e4;
const NAME = /^[\w./:@-]{1,128}$/;
async function health(inputs, token, setting, signal) {
  const [servers, known] = await Promise.all([
    serverHealth(setting, signal),
    token.uses === void 0 || token.uses === 0 ? tokenHealth(inputs, token, setting, signal) : limitedToken(token)
  ]);
  const isUp = servers.some(({ isUp: up }) => up);
  return {
    status: isUp && known.authenticated ? "healthy" : "unhealthy",
    authenticated: known.authenticated,
    details: [...servers.flatMap(({ details }) => details), ...known.details]
  };
}
const limitedToken = (token) => ({
  authenticated: true,
  details: [
    {
      name: "login",
      ok: true,
      text: `${token.subject}, by a token for ${token.uses} uses: not looked up, that would cost one`
    }
  ]
});
async function tokenHealth(inputs, token, setting, signal) {
  const ask = async (path, body) => {
    const namespace = body === void 0 && path.startsWith("auth/") ? setting.authNamespace : setting.namespace;
    const { json } = await callVault(
      {
        method: body === void 0 ? "GET" : "POST",
        path,
        namespace,
        token: token.token,
        ...body === void 0 ? {} : { body }
      },
      setting,
      signal
    );
    const answer = recordOf(json);
    return recordOf(answer?.["data"]) ?? answer ?? {};
  };
  const [known, reads] = await Promise.allSettled([
    ask("auth/token/lookup-self"),
    mayRead(inputs, ask, token.token)
  ]);
  const denied = known.status === "rejected" && isDenied(known.reason);
  const authenticated = known.status === "fulfilled" || denied && token.ours;
  return {
    authenticated,
    details: [
      known.status === "fulfilled" ? whoIs(token, known.value) : denied ? {
        name: "login",
        ok: token.ours,
        text: token.ours ? `${token.subject}; the token may not look itself up` : "Vault does not know the token, or it may not look itself up",
        fix: token.ours ? 'path "auth/token/lookup-self" { capabilities = ["read"] }' : "Give a token that is valid: vault token lookup"
      } : detailOf("login", refusal(known.reason)),
      expiry(token, known.status === "fulfilled" ? known.value : {}, setting.host.clock.now()),
      reads.status === "fulfilled" ? reads.value : detailOf("reads", asFailure(reads.reason))
    ]
  };
}
const refusal = (error) => error instanceof VaultFault ? new Failure("STORE_ANSWER_INVALID", `Vault refuses to look the token up (status ${error.status}).`, {
  fix: "Check vault-auth-namespace, and that vault-address is a Vault or an OpenBao."
}) : asFailure(error);
function whoIs(token, data) {
  const policies = Array.isArray(data["policies"]) ? data["policies"] : token.policies;
  const shown = policies.filter(
    (one) => typeof one === "string" && NAME.test(one) && !repeats(one, token.token)
  );
  return {
    name: "login",
    ok: true,
    text: `${token.subject}, with the policies ${shown.join(", ") || "none"}`
  };
}
function expiry(token, data, now) {
  const said = data["expire_time"];
  const at = typeof said === "string" ? new Date(said) : token.expires;
  const expires = at === void 0 || Number.isNaN(at.getTime()) ? void 0 : at;
  const ok = expires === void 0 || expires.getTime() - now > SOON_MS;
  return {
    name: "expiry",
    ok,
    text: `the token lives ${untilOf(expires)}`,
    ...ok ? {} : { fix: "vault write auth/jwt/role/NAME role_type=jwt token_ttl=15m   # or a fresh token" }
  };
}
export {
  health
};
