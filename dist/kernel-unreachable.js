import { F as Failure } from "./report-failure.js";
import { P as ProxyError, T as TlsError, c as TLS_WORDS } from "./kernel-http-errors.js";
const RETRY_RULES = {
  attempts: 4,
  baseMs: 100,
  capMs: 5e3,
  budgetMs: 3e4,
  random: Math.random
};
const THROTTLED_TIMES = 5;
async function retry(call, judge, clock, signal, rules = {}) {
  const { attempts, baseMs, capMs, budgetMs, random } = { ...RETRY_RULES, ...rules };
  const end = clock.now() + budgetMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call(signal);
    } catch (error) {
      if (signal.aborted || attempt >= attempts) throw error;
      const verdict = judge(error);
      if (!verdict.retry) throw error;
      const base = verdict.throttled === true ? baseMs * THROTTLED_TIMES : baseMs;
      const own = random() * Math.min(capMs, base * 2 ** (attempt - 1));
      const wait = Math.ceil(Math.max(own, verdict.afterMs ?? 0));
      if (clock.now() + wait > end) throw error;
      await clock.sleep(wait, signal).catch(() => void 0);
      if (signal.aborted) throw error;
    }
  }
}
function retryAfterMs(headers, now) {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1e3;
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return void 0;
  const date = Date.parse(text);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
}
const TRANSIENT = /* @__PURE__ */ new Set(["dns", "refused", "reset", "timeout", "truncated"]);
function isTransient(error) {
  if (error instanceof ProxyError) return error.status === void 0 || error.status >= 500;
  return TRANSIENT.has(error.kind);
}
function unreachable(error, who) {
  if (error instanceof ProxyError) return behindProxy(error, who);
  if (error.kind === "tls")
    return untrusted(error.host, error instanceof TlsError ? error.reason : "other", who);
  return BY_KIND[error.kind](who, error.host);
}
const failed = (code, what, fix) => (who, host) => new Failure(code, `${who} could not be asked: ${what(host)}.`, { fix: fix(host) });
const withoutPort = (host) => host.replace(/:\d+$/, "");
const throughProxy = (host) => `If this runner reaches it only through a proxy, set HTTPS_PROXY for the step; if only without one, NO_PROXY: ${withoutPort(host)}`;
const BY_KIND = {
  dns: failed(
    "STORE_UNREACHABLE",
    (host) => `the name ${withoutPort(host)} has no address here`,
    (host) => `Check the region and the endpoint. A private name needs the DNS of its network. ${throughProxy(host)}`
  ),
  refused: failed(
    "STORE_UNREACHABLE",
    (host) => `nothing takes connections at ${host}`,
    (host) => `Check the endpoint, its port, and the firewall of this runner. ${throughProxy(host)}`
  ),
  reset: failed(
    "STORE_UNREACHABLE",
    (host) => `${host} closed the connection before it answered`,
    (host) => `Run the job again; if it stays so, a firewall on the way ends it. ${throughProxy(host)}`
  ),
  timeout: failed(
    "STORE_UNREACHABLE",
    (host) => `${host} did not answer in time`,
    (host) => `Check that this runner may reach ${host}, and run the job again. ${throughProxy(host)}`
  ),
  proxy: failed("STORE_UNREACHABLE", (host) => `the proxy on the way to ${host} failed`, throughProxy),
  truncated: failed(
    "STORE_ANSWER_INVALID",
    (host) => `the answer of ${host} broke off`,
    () => "Run the job again; if it stays so, something on the way (a proxy, a firewall) cuts answers short."
  ),
  "too-large": failed(
    "STORE_ANSWER_INVALID",
    (host) => `the answer of ${host} is larger than any that is expected`,
    () => "Check the endpoint: another service seems to answer there."
  ),
  cancelled: failed(
    "STORE_UNREACHABLE",
    (host) => `the request to ${host} was cancelled`,
    () => "Run the job again."
  ),
  other: failed(
    "STORE_UNREACHABLE",
    (host) => `no answer of ${host} could be read`,
    () => "Check the endpoint: its scheme, its port, and that the service itself answers there, not a proxy."
  )
};
const TLS_FIXES = {
  "unknown-ca": "Where the CA is your own (a private endpoint, a proxy that reads TLS), name its certificate:\nca-cert: path/to/ca.pem",
  expired: "Renew the certificate of the endpoint, and check the clock of this runner.",
  "not-yet-valid": "Check the clock of this runner.",
  "other-host": "Use the endpoint under a name that its certificate holds.",
  "no-tls": "Check the endpoint: its port, and that it serves https:.",
  "bad-ca-cert": "ca-cert must name a PEM file with `-----BEGIN CERTIFICATE-----`.",
  other: "Check that the endpoint serves TLS 1.2 or newer. Where its CA is your own, name it:\nca-cert: path/to/ca.pem"
};
function untrusted(host, reason, who) {
  const code = reason === "no-tls" ? "STORE_UNREACHABLE" : "TLS_UNTRUSTED";
  return new Failure(code, `${who} could not be asked: ${host} ${TLS_WORDS[reason]}.`, {
    fix: TLS_FIXES[reason]
  });
}
function behindProxy({ host, what, status }, who) {
  const passing = `to go around it, NO_PROXY: ${withoutPort(host)}`;
  const fix = status === 407 ? `The proxy wants a user and a password: HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, from a secret; ${passing}` : `Check HTTPS_PROXY (HTTP_PROXY for http:) and what the proxy allows; ${passing}`;
  return new Failure("STORE_UNREACHABLE", `${who} could not be asked: on the way to ${host}, ${what}.`, {
    fix
  });
}
function answerProblem(answer, who) {
  const isPage = /^\s*text\/html\b/i.test(answer.headers["content-type"] ?? "") || looksLikePage(answer.body);
  return isPage ? notFromService(answer, who, "a web page") : void 0;
}
function notJson(answer, who) {
  return answerProblem(answer, who) ?? notFromService(answer, who, "something else than the JSON it documents");
}
function notFromService({ status }, who, what) {
  return new Failure("STORE_ANSWER_INVALID", `${who} answered (status ${status}) with ${what}.`, {
    fix: "A proxy, a portal or another service seems to answer in its place: check the endpoint, HTTPS_PROXY and NO_PROXY."
  });
}
function looksLikePage(body) {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 256));
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(start.replace(/^\u00ef\u00bb\u00bf/, ""));
}
export {
  retryAfterMs as a,
  isTransient as i,
  notJson as n,
  retry as r,
  unreachable as u
};
