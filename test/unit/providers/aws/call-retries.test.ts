import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { HttpError, type HttpErrorKind } from "../../../../src/kernel/http.ts";
import { createPool, type Pool } from "../../../../src/kernel/pool.ts";
import { callAws } from "../../../../src/providers/aws/call.ts";
import { GetSecretValueCommand, SecretsManagerClient } from "../../../../src/providers/aws/sdk-secrets.ts";
import { clientConfig } from "../../../../src/providers/aws/sdk.ts";
import { FOUND, HTML, json, NAME, NEVER, read, whatOf } from "./calling.ts";
import { type Answer, CANARY, credentialsOf, NOW, serveTest, settingOf } from "./setting.ts";

const PASSING: readonly (readonly [string, Answer])[] = [
  ["500", json("InternalServiceError", "An error", 500)],
  ["503", { status: 503, body: "" }],
  ["502 with a web page", { status: 502, headers: { "content-type": "text/html" }, body: HTML }],
  ["429", { status: 429, body: "" }],
  ["ThrottlingException", json("ThrottlingException", "Rate exceeded")],
  [
    "a throttled answer with a namespace",
    json("com.amazonaws.secretsmanager#ThrottlingException", "Rate exceeded"),
  ],
  ["a reset", "reset"],
];

test.each(PASSING)("%s passes by itself", async (_, answer) => {
  const { end, requests } = await read([answer, answer, FOUND]);
  expect([end, requests]).toEqual([expect.objectContaining({ SecretString: CANARY }), 3]);
});

test.each([
  [
    "500",
    json("InternalServiceError", "An error", 500),
    "STORE_UNREACHABLE",
    /status 500, several times \(request req-1\)/,
  ],
  [
    "a web page",
    { status: 502, headers: { "content-type": "text/html" }, body: HTML },
    "STORE_ANSWER_INVALID",
    /a web page/,
  ],
  ["throttling", json("ThrottlingException", "Rate exceeded"), "STORE_THROTTLED", /keeps throttling .*req-1/],
  ["resets", "reset", "STORE_UNREACHABLE", /AWS Secrets Manager \(127\.0\.0\.1:\d+\)/],
] as const)("%s for ever: four requests", async (_, answer, code, message) => {
  const { failure, requests } = await read([answer]);
  expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(requests).toBe(4);
});

test("Retry-After is waited for, and not one beyond the budget", async () => {
  const busy = (seconds: string): Answer => ({ status: 503, headers: { "retry-after": seconds }, body: "" });
  expect((await read([busy("7"), FOUND])).slept).toEqual([7_000]);
  expect(await read([busy("900")])).toMatchObject({
    slept: [],
    requests: 1,
    failure: { code: "STORE_UNREACHABLE" },
  });
});

test("each attempt has a place in the pool, and the wait before it has none", async () => {
  const steps: string[] = [];
  const pool: Pool = {
    throttled: () => undefined,
    run: async (task) => {
      steps.push("enter");
      return task().finally(() => steps.push("leave"));
    },
  };
  await read([json("InternalServiceError", "e", 500), FOUND], { pool });
  expect(steps).toEqual(["enter", "leave", "enter", "leave"]);
});

test("throttling narrows the pool", async () => {
  let told = 0;
  const pool = { ...createPool(8), throttled: () => (told += 1) };
  await read([json("ThrottlingException", "Rate exceeded"), json("InternalServiceError", "e", 500), FOUND], {
    pool,
  });
  expect(told).toBe(1);
});

const INVALID = json("UnrecognizedClientException", "The security token included in the request is invalid.");

test("credentials that AWS has just given may be unknown to it for ten seconds", async () => {
  const fresh = credentialsOf({ assumedAt: NOW - 9_000 });
  expect(await read([INVALID, FOUND], { credentials: fresh })).toMatchObject({ requests: 2 });
  const older = credentialsOf({ assumedAt: NOW - 10_000 });
  expect(await read([INVALID, FOUND], { credentials: older })).toMatchObject({
    requests: 1,
    failure: { code: "CREDENTIALS_REFUSED" },
  });
});

const KINDS: readonly (readonly [HttpErrorKind, number, string])[] = [
  ["dns", 4, "STORE_UNREACHABLE"],
  ["refused", 4, "STORE_UNREACHABLE"],
  ["timeout", 4, "STORE_UNREACHABLE"],
  ["truncated", 4, "STORE_ANSWER_INVALID"],
  ["too-large", 1, "STORE_ANSWER_INVALID"],
  ["tls", 1, "TLS_UNTRUSTED"],
];

test.each(KINDS)("%s: %i attempts, then %s", async (kind, attempts, code) => {
  const { setting, told } = settingOf("https://one.example");
  let made = 0;
  const send = async (): Promise<never> => {
    made += 1;
    throw new HttpError(kind, "one.example", kind);
  };
  await expect(callAws(send, whatOf(), setting, NEVER)).rejects.toMatchObject({ code });
  expect([made, told.lines[0]]).toEqual([attempts, `aws: secretsmanager:GetSecretValue -> ${kind} 0 ms`]);
});

test("cancelled under way: no second attempt", async () => {
  const server = await serveTest("reset");
  const { setting } = settingOf(server.url);
  const stop = new AbortController();
  const client = new SecretsManagerClient(
    clientConfig("secretsmanager", "eu-central-1", credentialsOf(), setting, stop.signal),
  );
  const call = callAws(
    async (abortSignal) => {
      const sent = client.send(new GetSecretValueCommand({ SecretId: NAME }), { abortSignal });
      stop.abort();
      return sent;
    },
    whatOf(),
    setting,
    stop.signal,
  );
  await expect(call).rejects.toBeInstanceOf(Failure);
  expect(server.seen.length).toBeLessThanOrEqual(1);
});
