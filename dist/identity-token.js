import { S as Secret, F as Failure } from "./report-failure.js";
import { b as HttpError } from "./kernel-http-errors.js";
import { r as retry, u as unreachable, a as retryAfterMs, i as isTransient } from "./kernel-unreachable.js";
import { decodeClaims, isJwt } from "./identity-claims.js";
const DEFAULT = /^repo:([\w-]+)(?:@(\d+))?\/([\w.-]+)(?:@(\d+))?:(pull_request|environment:[^:]+|ref:refs\/[^:]+)$/;
const ID = /^\d{1,20}$/;
const SERVER_ISSUER = /\/_services\/token$/;
function parseSubject(sub) {
  const [, owner, ownerId, name, nameId, context] = DEFAULT.exec(sub) ?? [];
  if (owner === void 0 || name === void 0 || context === void 0) return { form: "custom" };
  if (ownerId === void 0 && nameId === void 0) return { form: "names", owner, name, context };
  if (ownerId === void 0 || nameId === void 0) return { form: "custom" };
  return { form: "ids", owner, ownerId, name, nameId, context };
}
function otherForm(claims) {
  const { sub, iss, repository } = claims;
  const ownerId = idOf(claims["repository_owner_id"]);
  const nameId = idOf(claims["repository_id"]);
  if (typeof sub !== "string" || ownerId === void 0 || nameId === void 0) return void 0;
  if (typeof iss === "string" && SERVER_ISSUER.test(iss)) return void 0;
  const subject = parseSubject(sub);
  if (subject.form !== "names" || repository !== `${subject.owner}/${subject.name}`) return void 0;
  return `repo:${subject.owner}@${ownerId}/${subject.name}@${nameId}:${subject.context}`;
}
function idOf(claim) {
  const text = typeof claim === "number" ? String(claim) : claim;
  return typeof text === "string" && ID.test(text) ? text : void 0;
}
const LIMITS = { headersMs: 1e4, totalMs: 1e4, maxBytes: 256 * 1024 };
const RULES = { attempts: 5, baseMs: 250, budgetMs: 2e4 };
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const STATUS_PAGE = "See https://www.githubstatus.com and run the job again.";
class NoToken extends Error {
  status;
  verdict;
  constructor({ status, headers }, clock) {
    super(`status ${status}`);
    this.status = status;
    const afterMs = retryAfterMs(headers, clock.now());
    const passes = status === 408 || status === 429 || status >= 500 || isSuccess(status);
    this.verdict = passes ? { retry: true, throttled: status === 429, ...afterMs === void 0 ? {} : { afterMs } } : { retry: false };
  }
}
async function requestIdToken(request, signal) {
  const { env, audience, http, clock } = request;
  const url = addressOf(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "", audience);
  const authorization = Secret.of(`Bearer ${env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? ""}`);
  let attempts = 0;
  const ask = async (stop) => {
    attempts += 1;
    const headers = { accept: "application/json", authorization };
    const answer = await http.send({ method: "GET", url, headers, limits: LIMITS }, stop);
    const token2 = tokenIn(answer);
    if (token2 === void 0) throw new NoToken(answer, clock);
    return token2;
  };
  const judge = (error) => {
    if (error instanceof NoToken) return error.verdict;
    return { retry: error instanceof HttpError && isTransient(error) };
  };
  const token = await retry(ask, judge, clock, signal, RULES).catch((error) => {
    throw unavailable(error, url.host, attempts);
  });
  const claims = decodeClaims(token) ?? {};
  const otherSubject = otherForm(claims);
  return { token, claims, ...otherSubject === void 0 ? {} : { otherSubject } };
}
function addressOf(text, audience) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isSafe = url?.protocol === "https:" || url?.protocol === "http:" && LOOPBACK.test(url.hostname);
  if (!url || !isSafe || url.username !== "" || url.password !== "")
    throw new Failure(
      "ENDPOINT_REFUSED",
      "ACTIONS_ID_TOKEN_REQUEST_URL is no https: address: the job's request token would travel in the clear.",
      { fix: "Leave ACTIONS_ID_TOKEN_REQUEST_URL to the runner: no `env:` and no earlier step may set it." }
    );
  url.search = `${url.search === "" ? "?" : `${url.search}&`}audience=${encodeURIComponent(audience)}`;
  url.hash = "";
  return url;
}
const isSuccess = (status) => status >= 200 && status < 300;
function tokenIn({ status, body }) {
  if (!isSuccess(status)) return void 0;
  try {
    const answer = JSON.parse(new TextDecoder().decode(body));
    const value = answer?.value;
    return typeof value === "string" && isJwt(value) ? Secret.of(value) : void 0;
  } catch {
    return void 0;
  }
}
function unavailable(error, host, attempts) {
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (error instanceof NoToken) {
    const { status } = error;
    const how = isSuccess(status) ? `status ${status}, but with no token` : `status ${status}`;
    return new Failure(
      "OIDC_TOKEN_UNAVAILABLE",
      `GitHub's token service (${host}) answered with ${how}, after ${tries}.`,
      { fix: fixFor(status) }
    );
  }
  if (!(error instanceof HttpError)) return error;
  const { code, message, fix } = unreachable(error, `GitHub's token service (${host})`);
  if (code === "TLS_UNTRUSTED") return new Failure(code, message, fix === void 0 ? {} : { fix });
  return new Failure("OIDC_TOKEN_UNAVAILABLE", `${message.replace(/\.$/, "")}, after ${tries}.`, {
    fix: `${STATUS_PAGE} On a runner of your own: ${fix ?? ""}`.trimEnd()
  });
}
function fixFor(status) {
  if (status === 401 || status === 403)
    return "The job's right to ask ends with the job: run it again. Leave ACTIONS_ID_TOKEN_REQUEST_TOKEN to the runner, and have in the job:\npermissions:\n  id-token: write\n  contents: read";
  if (status >= 300 && status < 400)
    return "Something in between redirects the request, and a token is not sent after a redirect: check HTTPS_PROXY and NO_PROXY.";
  if (isSuccess(status))
    return `${STATUS_PAGE} A proxy or a portal may answer in its place: check HTTPS_PROXY and NO_PROXY.`;
  return STATUS_PAGE;
}
export {
  requestIdToken
};
