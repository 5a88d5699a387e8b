import { Failure } from "./errors.ts";
import { ProxyError, TLS_WORDS, TlsError, type TlsReason } from "./http-errors.ts";
import type { HttpAnswer, HttpError, HttpErrorKind } from "./http.ts";

const TRANSIENT: ReadonlySet<HttpErrorKind> = new Set(["dns", "refused", "reset", "timeout", "truncated"]);

/**
 * Whether the same request may succeed a moment later. A proxy's 502 to 504 is the target's fault and
 * passes; its 403 and 407 do not, nor does anything about a certificate.
 */
export function isTransient(error: HttpError): boolean {
  if (error instanceof ProxyError) return error.status === undefined || error.status >= 500;
  return TRANSIENT.has(error.kind);
}

/**
 * The failure for a request that got no whole answer.
 * @param who what was asked, as the user knows it: "Secrets Manager in eu-central-1".
 */
export function unreachable(error: HttpError, who: string): Failure {
  if (error instanceof ProxyError) return behindProxy(error, who);
  if (error.kind === "tls")
    return untrusted(error.host, error instanceof TlsError ? error.reason : "other", who);
  return BY_KIND[error.kind](who, error.host);
}

type Make = (who: string, host: string) => Failure;

const failed =
  (
    code: "STORE_UNREACHABLE" | "STORE_ANSWER_INVALID",
    what: (host: string) => string,
    fix: (host: string) => string,
  ): Make =>
  (who, host) =>
    new Failure(code, `${who} could not be asked: ${what(host)}.`, { fix: fix(host) });

const withoutPort = (host: string): string => host.replace(/:\d+$/, "");

const throughProxy = (host: string): string =>
  `If this runner reaches it only through a proxy, set HTTPS_PROXY for the step; if only without one, NO_PROXY: ${withoutPort(host)}`;

const BY_KIND: Readonly<Record<Exclude<HttpErrorKind, "tls">, Make>> = {
  dns: failed(
    "STORE_UNREACHABLE",
    (host) => `the name ${withoutPort(host)} has no address here`,
    (host) =>
      `Check the region and the endpoint. A private name needs the DNS of its network. ${throughProxy(host)}`,
  ),
  refused: failed(
    "STORE_UNREACHABLE",
    (host) => `nothing takes connections at ${host}`,
    (host) => `Check the endpoint, its port, and the firewall of this runner. ${throughProxy(host)}`,
  ),
  reset: failed(
    "STORE_UNREACHABLE",
    (host) => `${host} closed the connection before it answered`,
    (host) => `Run the job again; if it stays so, a firewall on the way ends it. ${throughProxy(host)}`,
  ),
  timeout: failed(
    "STORE_UNREACHABLE",
    (host) => `${host} did not answer in time`,
    (host) => `Check that this runner may reach ${host}, and run the job again. ${throughProxy(host)}`,
  ),
  proxy: failed("STORE_UNREACHABLE", (host) => `the proxy on the way to ${host} failed`, throughProxy),
  truncated: failed(
    "STORE_ANSWER_INVALID",
    (host) => `the answer of ${host} broke off`,
    () => "Run the job again; if it stays so, something on the way (a proxy, a firewall) cuts answers short.",
  ),
  "too-large": failed(
    "STORE_ANSWER_INVALID",
    (host) => `the answer of ${host} is larger than any that is expected`,
    () => "Check the endpoint: another service seems to answer there.",
  ),
  cancelled: failed(
    "STORE_UNREACHABLE",
    (host) => `the request to ${host} was cancelled`,
    () => "Run the job again.",
  ),
  other: failed(
    "STORE_UNREACHABLE",
    (host) => `no answer of ${host} could be read`,
    () => "Check the endpoint: its scheme, its port, and that the service itself answers there, not a proxy.",
  ),
};

const TLS_FIXES: Readonly<Record<TlsReason, string>> = {
  "unknown-ca":
    "Where the CA is your own (a private endpoint, a proxy that reads TLS), name its certificate:\nca-cert: path/to/ca.pem",
  expired: "Renew the certificate of the endpoint, and check the clock of this runner.",
  "not-yet-valid": "Check the clock of this runner.",
  "other-host": "Use the endpoint under a name that its certificate holds.",
  "no-tls": "Check the endpoint: its port, and that it serves https:.",
  "bad-ca-cert": "ca-cert must name a PEM file with `-----BEGIN CERTIFICATE-----`.",
  other:
    "Check that the endpoint serves TLS 1.2 or newer. Where its CA is your own, name it:\nca-cert: path/to/ca.pem",
};

function untrusted(host: string, reason: TlsReason, who: string): Failure {
  const code = reason === "no-tls" ? "STORE_UNREACHABLE" : "TLS_UNTRUSTED";
  return new Failure(code, `${who} could not be asked: ${host} ${TLS_WORDS[reason]}.`, {
    fix: TLS_FIXES[reason],
  });
}

/** The proxy's own address is left out: it may hold a password, and is in the step's environment. */
function behindProxy({ host, what, status }: ProxyError, who: string): Failure {
  const passing = `to go around it, NO_PROXY: ${withoutPort(host)}`;
  const fix =
    status === 407
      ? `The proxy wants a user and a password: HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, from a secret; ${passing}`
      : `Check HTTPS_PROXY (HTTP_PROXY for http:) and what the proxy allows; ${passing}`;
  return new Failure("STORE_UNREACHABLE", `${who} could not be asked: on the way to ${host}, ${what}.`, {
    fix,
  });
}

/**
 * The failure for an answer that the service cannot have given: a web page, from a proxy or a captive portal.
 * Undefined for any other answer.
 */
export function answerProblem(answer: HttpAnswer, who: string): Failure | undefined {
  const isPage = /^\s*text\/html\b/i.test(answer.headers["content-type"] ?? "") || looksLikePage(answer.body);
  return isPage ? notFromService(answer, who, "a web page") : undefined;
}

/** The failure for an answer that should have been JSON of a certain shape and is not. */
export function notJson(answer: HttpAnswer, who: string): Failure {
  return (
    answerProblem(answer, who) ?? notFromService(answer, who, "something else than the JSON it documents")
  );
}

function notFromService({ status }: HttpAnswer, who: string, what: string): Failure {
  return new Failure("STORE_ANSWER_INVALID", `${who} answered (status ${status}) with ${what}.`, {
    fix: "A proxy, a portal or another service seems to answer in its place: check the endpoint, HTTPS_PROXY and NO_PROXY.",
  });
}

function looksLikePage(body: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 256));
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(start.replace(/^\u00ef\u00bb\u00bf/, ""));
}
