import { expect, test } from "vitest";
import {
  httpError,
  httpErrorOf,
  ProxyError,
  TlsError,
  type TlsReason,
} from "../../../src/kernel/http-errors.ts";
import { HttpError, type HttpAnswer, type HttpErrorKind } from "../../../src/kernel/http.ts";
import { answerProblem, isTransient, notJson, unreachable } from "../../../src/kernel/unreachable.ts";

const HOST = "sts.eu-central-1.amazonaws.com";
const WHO = "STS in eu-central-1";

test.for<readonly [HttpErrorKind, string, boolean, RegExp]>([
  ["dns", "STORE_UNREACHABLE", true, /region.*endpoint[^]*NO_PROXY: sts\.eu-central-1/],
  ["refused", "STORE_UNREACHABLE", true, /endpoint[^]*HTTPS_PROXY/],
  ["reset", "STORE_UNREACHABLE", true, /firewall/],
  ["timeout", "STORE_UNREACHABLE", true, /HTTPS_PROXY/],
  ["tls", "TLS_UNTRUSTED", false, /^ca-cert: path\/to\/ca\.pem$/m],
  ["proxy", "STORE_UNREACHABLE", false, /HTTPS_PROXY/],
  ["truncated", "STORE_ANSWER_INVALID", true, /cuts answers short/],
  ["too-large", "STORE_ANSWER_INVALID", false, /endpoint/],
  ["cancelled", "STORE_UNREACHABLE", false, /again/],
  ["other", "STORE_UNREACHABLE", false, /endpoint/],
])("%s is %s, transient: %s", ([kind, code, transient, fix]) => {
  const error = new HttpError(kind, HOST, "CANARY-7f3a");
  const failure = unreachable(error, WHO);
  expect([failure.code, isTransient(error)]).toEqual([code, transient]);
  expect(failure.message).toMatch(
    /^STS in eu-central-1 could not be asked: .*sts\.eu-central-1\.amazonaws\.com/,
  );
  expect(failure.fix).toMatch(fix);
  expect(failure.message + failure.fix).not.toContain("CANARY-7f3a");
});

test.for<readonly [TlsReason, string, RegExp, RegExp]>([
  ["unknown-ca", "TLS_UNTRUSTED", /CA that is not trusted/, /^ca-cert: path\/to\/ca\.pem$/m],
  ["expired", "TLS_UNTRUSTED", /has expired/, /^(?![^]*ca-cert).*Renew/],
  ["not-yet-valid", "TLS_UNTRUSTED", /not valid yet/, /clock/],
  ["other-host", "TLS_UNTRUSTED", /other host names/, /under a name/],
  ["bad-ca-cert", "TLS_UNTRUSTED", /no certificate/, /ca-cert must name/],
  ["no-tls", "STORE_UNREACHABLE", /does not speak TLS/, /port/],
])("tls, %s", ([reason, code, cause, fix]) => {
  const error = new TlsError(HOST, reason);
  const failure = unreachable(error, WHO);
  expect([failure.code, isTransient(error)]).toEqual([code, false]);
  expect(failure.message).toMatch(cause);
  expect(failure.fix).toMatch(fix);
});

test.for([
  [undefined, true, "HTTPS_PROXY"],
  [407, false, "USER:PASSWORD"],
  [403, false, "what the proxy allows"],
  [502, true, "HTTPS_PROXY"],
  [504, true, "HTTPS_PROXY"],
] as const)("a proxy that answers %s: transient %s", ([status, transient, fix]) => {
  const error = new ProxyError(`${HOST}:443`, "the proxy did something", status);
  expect(isTransient(error)).toBe(transient);
  const failure = unreachable(error, WHO);
  expect(failure.message).toBe(
    `${WHO} could not be asked: on the way to ${HOST}:443, the proxy did something.`,
  );
  expect(failure.fix).toContain(fix);
  expect(failure.fix).toContain(`NO_PROXY: ${HOST}`);
  expect(failure.fix).not.toContain(":443");
});

test.for<readonly [string, boolean, HttpErrorKind]>([
  ["EAI_AGAIN", false, "dns"],
  ["ENOTFOUND", false, "dns"],
  ["ENOTFOUND", true, "proxy"],
  ["ECONNREFUSED", false, "refused"],
  ["EHOSTUNREACH", true, "proxy"],
  ["ECONNRESET", true, "reset"],
  ["EPIPE", false, "reset"],
  ["ETIMEDOUT", false, "timeout"],
  ["CERT_REVOKED", false, "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", true, "tls"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", false, "tls"],
  ["HPE_INVALID_CONSTANT", false, "other"],
  ["EMFILE", false, "other"],
  ["CANARY-7f3a", false, "other"],
])("the code %s (through a proxy: %s) is %s", ([code, proxied, kind]) => {
  const error = httpErrorOf(Object.assign(new Error("CANARY-7f3a"), { code }), HOST, proxied);
  expect([error.kind, error.host]).toEqual([kind, HOST]);
  expect(error.message).not.toContain("CANARY-7f3a");
});

test("an HttpError stays as it is, and what has no code is `other`", () => {
  const error = httpError("dns", HOST);
  expect(httpErrorOf(error, "elsewhere", true)).toBe(error);
  expect(httpErrorOf(undefined, HOST, false).kind).toBe("other");
});

const answer = (body: string, type?: string): HttpAnswer => ({
  status: 502,
  headers: type === undefined ? {} : { "content-type": type },
  body: Buffer.from(body),
});

test.for([
  ["<HTML>CANARY-7f3a", undefined, true],
  ["\uFEFF \n<!doctype html>", "application/json", true],
  ["", "text/html; charset=utf-8", true],
  ["{}", "application/json", false],
  ["<ErrorResponse/>", "text/xml", false],
] as const)("%j of type %s is a web page: %s", ([body, type, page]) => {
  const problem = answerProblem(answer(body, type), WHO);
  expect(problem?.code).toBe(page ? "STORE_ANSWER_INVALID" : undefined);
  if (page) expect(problem?.message).toBe(`${WHO} answered (status 502) with a web page.`);
});

test("what is no JSON is said to be none, a page is said to be a page", () => {
  const failure = notJson(answer("CANARY-7f3a"), WHO);
  expect([failure.code, failure.fix]).toEqual(["STORE_ANSWER_INVALID", expect.stringContaining("NO_PROXY")]);
  expect(failure.message).toContain("JSON it documents");
  expect(failure.message).not.toContain("CANARY-7f3a");
  expect(notJson(answer("<html>"), WHO).message).toContain("a web page");
});
