import { afterEach, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { HttpError, type HttpErrorKind } from "../../../../src/kernel/http.ts";
import { createPool, type Pool } from "../../../../src/kernel/pool.ts";
import { type AwsAction, AwsFault, callAws, failureOf } from "../../../../src/providers/aws/call.ts";
import { GetSecretValueCommand, SecretsManagerClient } from "../../../../src/providers/aws/sdk-secrets.ts";
import { GetCallerIdentityCommand, STSClient } from "../../../../src/providers/aws/sdk-sts.ts";
import { clientConfig } from "../../../../src/providers/aws/sdk.ts";
import {
  type Answer,
  CANARY,
  credentialsOf,
  type Loopback,
  NOW,
  serve,
  settingOf,
  stillClock,
} from "./setting.ts";

const NEVER = new AbortController().signal;
const NAME = "liquid-hive/prod/database";
const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
});

const json = (code: string, message: string, status = 400): Answer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "req-1" },
  body: JSON.stringify({ __type: code, message: `${message} ${CANARY}` }),
});
const FOUND: Answer = {
  headers: { "x-amzn-requestid": "req-2" },
  body: JSON.stringify({ SecretString: CANARY }),
};
const HTML = "<!DOCTYPE html><html><body>Sign in</body></html>";

const whatOf = (more: Partial<AwsAction> = {}): AwsAction => ({
  service: "secretsmanager",
  region: "eu-central-1",
  action: "secretsmanager:GetSecretValue",
  resource: NAME,
  credentials: credentialsOf(),
  ...more,
});

/** One GetSecretValue against a server with these answers: how it ended, and what it took. */
async function read(
  answers: Answer[],
  { credentials = credentialsOf(), signal = NEVER, pool = createPool(8) } = {},
) {
  const server = await serve(...answers);
  servers.push(server);
  const clock = stillClock();
  const { setting, told } = settingOf(server.url, { clock });
  const client = new SecretsManagerClient(
    clientConfig("secretsmanager", "eu-central-1", credentials, setting, signal),
  );
  const what = whatOf({ credentials });
  const end: unknown = await callAws(
    async (abortSignal) => client.send(new GetSecretValueCommand({ SecretId: NAME }), { abortSignal }),
    what,
    setting,
    signal,
    pool,
  ).catch((error: unknown) => error);
  const failure = end instanceof AwsFault ? failureOf(end, what) : end;
  const said = failure instanceof Failure ? `${failure.message}\n${failure.fix}` : "";
  expect(`${said}\n${told.lines.join("\n")}`).not.toContain(CANARY);
  return {
    end,
    failure: failure as Failure,
    said,
    requests: server.seen.length,
    slept: clock.slept,
    lines: told.lines,
  };
}

test("a value, and a line of the debug log without it", async () => {
  const { end, lines } = await read([FOUND]);
  expect(end).toMatchObject({ SecretString: CANARY });
  expect(lines).toEqual(["aws: secretsmanager:GetSecretValue -> 200 0 ms req-2"]);
});

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

test.each([
  ["AccessDeniedException", "ACCESS_DENIED"],
  ["UnrecognizedClientException", "CREDENTIALS_REFUSED"],
  ["ExpiredTokenException", "CREDENTIALS_REFUSED"],
  ["InvalidSignatureException", "CREDENTIALS_REFUSED"],
  ["MissingAuthenticationTokenException", "CREDENTIALS_REFUSED"],
  ["DecryptionFailure", "KEY_UNUSABLE"],
  ["ResourceNotFoundException", "STORE_ANSWER_INVALID"],
  ["SomethingNewException", "STORE_ANSWER_INVALID"],
])("%s is permanent: one request, %s, with the request's id", async (code, expected) => {
  const { end, failure, requests, lines } = await read([json(code, "No.")]);
  expect(end).toBeInstanceOf(AwsFault);
  expect(end).toMatchObject({ code, status: 400, requestId: "req-1" });
  expect((end as AwsFault).has(/^No\./)).toBe(true);
  expect(failure).toMatchObject({
    code: expected,
    message: expect.stringContaining(`(${code}, request req-1)`),
  });
  expect([requests, lines]).toEqual([1, [`aws: secretsmanager:GetSecretValue -> 400 ${code} 0 ms req-1`]]);
});

test.each([
  ["a web page", { headers: { "content-type": "text/html; charset=utf-8" }, body: HTML }, /a web page/],
  ["a web page as 403", { status: 403, headers: { "content-type": "text/html" }, body: HTML }, /a web page/],
  ["broken JSON", { body: '{"SecretString": "' }, /AWS does not send/],
  ["an error that is no JSON", { status: 400, body: `nope ${CANARY}` }, /AWS does not send/],
  ["an error without a code", { status: 403, body: "{}" }, /AWS does not send/],
  [
    "a redirect",
    { status: 302, headers: { location: `https://${CANARY}.example` }, body: "" },
    /AWS does not send/,
  ],
] as const)("%s is no answer of AWS", async (_, answer, message) => {
  const { failure, requests } = await read([answer]);
  expect(failure).toMatchObject({ code: "STORE_ANSWER_INVALID", message: expect.stringMatching(message) });
  expect(requests).toBe(1);
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

const dated = (answer: Answer, offset: number): Answer =>
  answer === "reset"
    ? answer
    : { ...answer, headers: { ...answer.headers, date: new Date(NOW + offset).toUTCString() } };

test.each([
  [
    "InvalidSignatureException",
    "Signature expired: 20261124T1140Z is now earlier than …",
    900_000,
    /15 minutes \(it is behind\)/,
  ],
  ["SignatureDoesNotMatch", "Signature not yet current: …", -10_800_000, /3 hours \(it is ahead\)/],
  [
    "RequestTimeTooSkewed",
    "The difference between the request time and the server's time is too large.",
    600_000,
    /10 minutes/,
  ],
  ["InvalidSignatureException", "The request signature we calculated does not match …", 420_000, /7 minutes/],
])("%s with a clock that is off: CLOCK_SKEWED says how far", async (code, message, offset, far) => {
  const { failure, requests, said } = await read([dated(json(code, message), offset)]);
  expect(failure).toMatchObject({ code: "CLOCK_SKEWED", message: expect.stringMatching(far) });
  expect(said).toMatch(/timedatectl set-ntp true[\s\S]*w32tm \/resync/);
  expect(requests).toBe(1);
});

test("a signature that does not fit, with a clock that does, is the secret key's fault", async () => {
  const { failure } = await read([
    json("InvalidSignatureException", "The request signature we calculated does not match"),
  ]);
  expect(failure.code).toBe("CREDENTIALS_REFUSED");
});

test("STS: a signature expired in XML, and the verification keys", async () => {
  const xml = (code: string, message: string): Answer => ({
    status: 403,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>req-3</RequestId></ErrorResponse>`,
  });
  const ask = async (...answers: Answer[]) => {
    const server = await serve(...answers);
    servers.push(server);
    const { setting } = settingOf(server.url);
    const client = new STSClient(clientConfig("sts", "eu-central-1", credentialsOf(), setting, NEVER));
    const what = whatOf({ service: "sts", action: "sts:GetCallerIdentity", resource: undefined });
    const end: unknown = await callAws(
      async (abortSignal) => client.send(new GetCallerIdentityCommand({}), { abortSignal }),
      what,
      setting,
      NEVER,
    ).catch((error: unknown) => error);
    return { end, requests: server.seen.length };
  };
  const expired = await ask(dated(xml("SignatureDoesNotMatch", "Signature expired: x"), 900_000));
  expect(expired).toMatchObject({ end: { code: "CLOCK_SKEWED" }, requests: 1 });
  const keys = xml("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider");
  expect(await ask(keys)).toMatchObject({ end: { code: "InvalidIdentityToken" }, requests: 4 });
  expect(await ask(xml("InvalidIdentityToken", "Incorrect token audience"))).toMatchObject({ requests: 1 });
  expect(await ask(xml("IDPCommunicationError", "x"))).toMatchObject({ requests: 4 });
  const page = { status: 404, headers: { "content-type": "text/html" }, body: HTML };
  expect(await ask(page)).toMatchObject({ end: { code: "STORE_ANSWER_INVALID" }, requests: 1 });
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
  const server = await serve("reset");
  servers.push(server);
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

test("an error that is neither an answer nor the network's stays what it is", async () => {
  const { setting } = settingOf("https://one.example");
  const own = new Failure("INTERNAL", "x");
  await expect(callAws(async () => Promise.reject(own), whatOf(), setting, NEVER)).rejects.toBe(own);
});
