const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
const path = lazyBuiltin("node:path");
import { S as Secret, F as Failure, K as readBounded } from "./kernel-base.js";
import { H as HttpError, u as unreachable, n as notJson } from "./kernel-http-client.js";
import { u as partitionOf } from "./providers-list.js";
import { a as ask, b as busy, o as objectOf, c as credentialsOf, e as expired } from "./providers-aws-sources-answer.js";
import { a as awsFolder } from "./providers-aws-sources-profile.js";
const WHO = "IAM Identity Center";
const MAX_CACHE_BYTES = 256 * 1024;
async function ssoCredentials(sso, host, signal) {
  const token = cachedToken(sso, host);
  const url = new URL(
    `https://portal.sso.${sso.region}.${partitionOf(sso.region).dnsSuffix}/federation/credentials`
  );
  url.searchParams.set("role_name", sso.role);
  url.searchParams.set("account_id", sso.account);
  let answer;
  try {
    answer = await ask(
      { method: "GET", url, headers: { "x-amz-sso_bearer_token": token, accept: "application/json" } },
      host,
      signal
    );
  } catch (error) {
    throw error instanceof HttpError ? unreachable(error, WHO) : error;
  }
  if (answer.status === 429 || answer.status >= 500) throw busy(WHO, answer);
  if (answer.status === 401) throw refused("does not take the cached token any more", loginOf(sso));
  if (answer.status === 403 || answer.status === 404)
    throw refused(
      "does not give this role in this account",
      `Check sso_account_id and sso_role_name of the profile ${sso.profile}:
aws sso list-account-roles --account-id ${sso.account} --access-token TOKEN`
    );
  const keys = answer.status === 200 ? objectOf(answer.body)?.["roleCredentials"] : void 0;
  if (typeof keys !== "object" || keys === null) throw notJson(answer, WHO);
  const given = keys;
  return credentialsOf(
    {
      accessKeyId: given["accessKeyId"],
      secretAccessKey: given["secretAccessKey"],
      sessionToken: given["sessionToken"],
      expiration: given["expiration"]
    },
    WHO,
    loginOf(sso),
    host
  );
}
function cachedToken(sso, host) {
  const key = crypto.createHash("sha1").update(sso.session ?? sso.startUrl).digest("hex");
  const file = path.join(awsFolder(host.env), "sso", "cache", `${key}.json`);
  const cached = objectOf(contentOf(file, sso)) ?? {};
  const { accessToken, expiresAt, startUrl } = cached;
  if (typeof accessToken !== "string" || accessToken === "") throw notLoggedIn(sso, file);
  const token = Secret.of(accessToken);
  host.born([token]);
  if (startUrl !== void 0 && startUrl !== sso.startUrl) throw notLoggedIn(sso, file);
  const end = new Date(typeof expiresAt === "string" ? expiresAt : Number.NaN);
  if (Number.isNaN(end.getTime()) || /[^\x21-\x7e]/.test(accessToken)) throw notLoggedIn(sso, file);
  if (end.getTime() <= host.clock.now()) throw expired(`The cache of ${WHO}`, end, loginOf(sso));
  return token;
}
function contentOf(file, sso) {
  try {
    return readBounded(file, MAX_CACHE_BYTES).bytes;
  } catch (error) {
    throw error instanceof Failure ? notLoggedIn(sso, file) : error;
  }
}
const loginOf = ({ profile }) => `aws sso login --profile ${profile}`;
const notLoggedIn = (sso, file) => new Failure("CREDENTIALS_MISSING", `There is no token of ${WHO} for the profile ${sso.profile}.`, {
  at: { file },
  fix: loginOf(sso)
});
const refused = (what, fix) => new Failure("CREDENTIALS_REFUSED", `${WHO} ${what}.`, { fix });
export {
  ssoCredentials
};
