import { expect, test } from "vitest";
import { requestIdToken } from "../../../src/identity/token.ts";
import type { Clock } from "../../../src/kernel/clock.ts";
import { asFailure, type Failure } from "../../../src/kernel/errors.ts";
import { type Http, type HttpAnswer, HttpError, type HttpRequest } from "../../../src/kernel/http.ts";
import { TlsError } from "../../../src/kernel/http-errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const HOST = "pipelines.actions.githubusercontent.com";
const ENV = {
  ACTIONS_ID_TOKEN_REQUEST_URL: `https://${HOST}/${CANARY}/token?api-version=2.0&key=${CANARY}`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: `request-${CANARY}`,
};
const never = new AbortController().signal;

const jwt = (claims: unknown): string =>
  ["{}", JSON.stringify(claims), CANARY].map((part) => Buffer.from(part).toString("base64url")).join(".");
const answer = (body: string, status = 200, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers,
  body: Buffer.from(body),
});
const good = (claims: unknown = {}): HttpAnswer => answer(JSON.stringify({ count: 1, value: jwt(claims) }));

function clock(): Clock & { readonly slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  };
}

/** Gives these answers in order, the last one for ever. */
function server(...answers: readonly (HttpAnswer | HttpError)[]): Http & { readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    send: async (request) => {
      asked.push(request);
      const next = answers[Math.min(asked.length, answers.length) - 1]!;
      if (next instanceof HttpError) throw next;
      return next;
    },
    close: () => undefined,
  };
}

async function failureOf(http: Http, env: Record<string, string> = ENV, time = clock()): Promise<Failure> {
  const failure = await requestIdToken({ env, audience: "sts.amazonaws.com", http, clock: time }, never).then(
    () => expect.unreachable(),
    asFailure,
  );
  expect(`${failure.message}\n${failure.fix}`).not.toContain(CANARY);
  return failure;
}

test("asks once, for the audience, with the request's token as a secret", async () => {
  const http = server(good({ sub: "repo:o/r:ref:refs/heads/main" }));
  const got = await requestIdToken({ env: ENV, audience: "a b&c=ü", http, clock: clock() }, never);
  expect(got.claims).toEqual({ sub: "repo:o/r:ref:refs/heads/main" });
  expect(got.otherSubject).toBeUndefined();
  expect(got.token.reveal()).toBe(jwt({ sub: "repo:o/r:ref:refs/heads/main" }));
  const [request] = http.asked;
  expect(http.asked).toHaveLength(1);
  expect(request!.url.search).toBe(`?api-version=2.0&key=${CANARY}&audience=a%20b%26c%3D%C3%BC`);
  const header = request!.headers!["authorization"];
  expect(header).toBeInstanceOf(Secret);
  expect((header as Secret).reveal()).toBe(`Bearer request-${CANARY}`);
});

test("the other form of sub comes with the token where both ids are claimed", async () => {
  const claims = {
    sub: "repo:o/r:environment:prod",
    repository: "o/r",
    repository_id: "2",
    repository_owner_id: "1",
  };
  const { otherSubject } = await requestIdToken(
    { env: ENV, audience: "x", http: server(good(claims)), clock: clock() },
    never,
  );
  expect(otherSubject).toBe("repo:o@1/r@2:environment:prod");
});

test.for<readonly [string, HttpAnswer | HttpError]>([
  ["408", answer(CANARY, 408)],
  ["429", answer(CANARY, 429)],
  ["500", answer(CANARY, 500)],
  ["503", answer(CANARY, 503)],
  ["text", answer(CANARY)],
  ["a web page", answer(`<html>${CANARY}</html>`, 200, { "content-type": "text/html" })],
  ["nothing", answer("")],
  ["no content", answer("", 204)],
  ["null", answer("null")],
  ["JSON without a value", answer(`{"token":"${CANARY}"}`)],
  ["a value that is no token", answer(`{"value":"${CANARY}.x"}`)],
  ["a value that is no text", answer('{"value":7}')],
  ["a reset", new HttpError("reset", HOST, CANARY)],
  ["a timeout", new HttpError("timeout", HOST, CANARY)],
  ["dns", new HttpError("dns", HOST, CANARY)],
])("%s passes by itself, and is tried again in bounded time", async ([, bad]) => {
  const twice = server(bad, bad, good());
  await requestIdToken({ env: ENV, audience: "x", http: twice, clock: clock() }, never);
  expect(twice.asked).toHaveLength(3);

  const [ever, time] = [server(bad), clock()];
  const failure = await failureOf(ever, ENV, time);
  expect(failure.code).toBe("OIDC_TOKEN_UNAVAILABLE");
  expect(failure.message).toContain(`after ${ever.asked.length} attempts`);
  expect(ever.asked.length).toBe(5);
  expect(time.now()).toBeLessThanOrEqual(20_000);
});

test.for([400, 401, 403, 404, 422, 301, 302])("status %i ends it after one request", async (status) => {
  const http = server(answer(CANARY, status, { location: `https://${CANARY}.example` }));
  const failure = await failureOf(http);
  expect([failure.code, http.asked.length]).toEqual(["OIDC_TOKEN_UNAVAILABLE", 1]);
  expect(failure.message).toContain(`status ${status}`);
  expect(failure.message).toContain("after 1 attempt");
});

test("Retry-After is waited for, where it is within the budget", async () => {
  const time = clock();
  const http = server(answer("", 503, { "retry-after": "7" }), good());
  await requestIdToken({ env: ENV, audience: "x", http, clock: time }, never);
  expect(time.slept).toEqual([7_000]);

  const long = server(answer("", 503, { "retry-after": "3600" }));
  await failureOf(long);
  expect(long.asked).toHaveLength(1);
});

test("a certificate that is not trusted is said as such, after one request", async () => {
  const http = server(new TlsError(HOST, "unknown-ca"));
  const failure = await failureOf(http);
  expect([failure.code, http.asked.length]).toEqual(["TLS_UNTRUSTED", 1]);
  expect(failure.fix).toContain("ca-cert:");
});

test.for([
  ["http://example.com/token?x=1", false],
  ["http://localhost.example.com/?x=1", false],
  [`https://user:${CANARY}@example.com/`, false],
  [CANARY, false],
  ["", false],
  ["http://127.0.0.1:1/token", true],
  ["http://[::1]:1/token?x=1", true],
  ["http://localhost:1/token?x=1", true],
] as const)("the address %s is taken: %s", async ([url, taken]) => {
  const http = server(good());
  const env = { ...ENV, ACTIONS_ID_TOKEN_REQUEST_URL: url };
  if (taken) {
    await requestIdToken({ env, audience: "me", http, clock: clock() }, never);
    expect(http.asked[0]!.url.searchParams.get("audience")).toBe("me");
  } else {
    expect((await failureOf(http, env)).code).toBe("ENDPOINT_REFUSED");
    expect(http.asked).toEqual([]);
  }
});
