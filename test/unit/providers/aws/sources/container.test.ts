import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { HttpError } from "../../../../../src/kernel/http.ts";
import { containerCredentials } from "../../../../../src/providers/aws/sources/container.ts";
import { type Call, json } from "../../../../harness/servers/control.ts";
import { answering, failureOf, fixture, folderOf, served, SIGNAL } from "./host.ts";
import { ALL_PARTS, EARLIER, KEY_ID, LATER, partsOf, SECRET_KEY, SESSION } from "./planted.ts";

// The answer as in https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
const ANSWER = { AccessKeyId: KEY_ID, SecretAccessKey: SECRET_KEY, Token: SESSION, Expiration: LATER };
const TOKEN = "CANARY-7f3a-authorization";

test("the full address gets the token of the file, read anew, and no proxy of the environment", async () => {
  const folder = folderOf("container-");
  const file = path.join(folder, "token");
  const calls: Call[] = [];
  const url = await served((call) => {
    calls.push(call);
    return json(200, ANSWER);
  });
  const env = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: "not this one",
    HTTP_PROXY: "http://127.0.0.1:9",
  };
  const { host, told } = fixture({ env });
  fs.writeFileSync(file, `${TOKEN}-1\n`);
  const credentials = await containerCredentials(host, SIGNAL);
  fs.writeFileSync(file, `${TOKEN}-2\n`);
  await containerCredentials(host, SIGNAL);
  expect(partsOf(credentials)).toEqual(ALL_PARTS);
  expect(credentials.expires?.toISOString()).toBe("2026-11-24T18:00:00.000Z");
  expect(calls.map(({ method, path: at, headers }) => [method, at, headers["authorization"]])).toEqual([
    ["GET", "/v1/credentials", `${TOKEN}-1`],
    ["GET", "/v1/credentials", `${TOKEN}-2`],
  ]);
  expect(told.born).toEqual(expect.arrayContaining([`${TOKEN}-1`, ...ALL_PARTS]));
});

test("the relative address is on the ECS agent, wins over the full one, and goes out directly", async () => {
  const http = answering(() => ({ status: 200, body: JSON.stringify(ANSWER) }));
  const env = {
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/credentials/abc",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "https://elsewhere.example/",
  };
  await containerCredentials(fixture({ http, env }).host, SIGNAL);
  expect(
    http.asked.map(({ url, direct, headers }) => [url.href, direct, headers?.["authorization"]]),
  ).toEqual([["http://169.254.170.2/v2/credentials/abc", true, undefined]]);
});

test.each([
  "http://169.254.170.2/x",
  "http://169.254.170.23/v1/credentials",
  "http://[fd00:ec2::23]/v1/credentials",
  "http://127.0.0.9:8080/",
  "http://[::1]:8080/",
  "http://localhost/",
  "https://anything.example/x",
])("%s may be asked", async (url) => {
  const http = answering(() => ({ status: 200, body: JSON.stringify(ANSWER) }));
  await containerCredentials(
    fixture({ http, env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } }).host,
    SIGNAL,
  );
  expect(http.asked.map((request) => request.url.href)).toEqual([new URL(url).href]);
});

test.each([
  ["FULL", "http://169.254.170.3/"],
  ["FULL", "http://169.254.169.254/"],
  ["FULL", "http://127.0.0.1.attacker.example/"],
  ["FULL", "http://localhost.attacker.example/"],
  ["FULL", "http://evil.example/127.0.0.1"],
  ["FULL", "https://user@host.example/"],
  ["FULL", "https://:word@host.example/"],
  ["FULL", "ftp://127.0.0.1/"],
  ["FULL", "/relative"],
  ["RELATIVE", "@evil.example/"],
  ["RELATIVE", ".evil.example/"],
])("%s %s is refused before anything is sent", async (which, value) => {
  const http = answering(() => ({ status: 200, body: JSON.stringify(ANSWER) }));
  const env = { [`AWS_CONTAINER_CREDENTIALS_${which}_URI`]: value };
  const failure = await failureOf(() => containerCredentials(fixture({ http, env }).host, SIGNAL));
  expect(failure.code).toBe("ENDPOINT_REFUSED");
  expect(http.asked).toEqual([]);
});

test.each([
  ["no variable", {}, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
  [
    "no token file",
    {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/",
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/no/such",
    },
    "token file cannot be read",
  ],
  [
    "a token of two lines",
    {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/",
      AWS_CONTAINER_AUTHORIZATION_TOKEN: `${TOKEN}\r\nX: y`,
    },
    "no single line",
  ],
])("with %s credentials are missing", async (_case, env, said) => {
  const failure = await failureOf(() => containerCredentials(fixture({ env }).host, SIGNAL));
  expect([failure.code, failure.fix !== undefined]).toEqual(["CREDENTIALS_MISSING", true]);
  expect(failure.message).toContain(said);
});

const BODY = "CANARY-7f3a in a body";
test.each([
  ["404", 404, BODY, "CREDENTIALS_MISSING", 1],
  ["403", 403, BODY, "CREDENTIALS_REFUSED", 1],
  ["400", 400, BODY, "CREDENTIALS_REFUSED", 1],
  ["500 all the time", 500, BODY, "STORE_UNREACHABLE", 3],
  ["429 all the time", 429, BODY, "STORE_THROTTLED", 3],
  ["no JSON", 200, BODY, "STORE_ANSWER_INVALID", 1],
  ["a web page", 200, `<html>${BODY}`, "STORE_ANSWER_INVALID", 1],
  ["a list", 200, "[]", "STORE_ANSWER_INVALID", 1],
  ["no secret key", 200, JSON.stringify({ ...ANSWER, SecretAccessKey: 5 }), "STORE_ANSWER_INVALID", 1],
  ["an odd date", 200, JSON.stringify({ ...ANSWER, Expiration: "CANARY-7f3a" }), "STORE_ANSWER_INVALID", 1],
  ["expired ones", 200, JSON.stringify({ ...ANSWER, Expiration: EARLIER }), "CREDENTIALS_REFUSED", 1],
] as const)("an answer with %s", async (_case, status, body, code, requests) => {
  let count = 0;
  const url = await served(() => {
    count += 1;
    return { status, headers: {}, body };
  });
  const { host } = fixture({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } });
  const failure = await failureOf(() => containerCredentials(host, SIGNAL));
  expect([failure.code, count]).toEqual([code, requests]);
});

test("one 503 passes", async () => {
  let count = 0;
  const url = await served(() => json(++count === 1 ? 503 : 200, ANSWER));
  const { host } = fixture({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } });
  expect(partsOf(await containerCredentials(host, SIGNAL))).toEqual(ALL_PARTS);
});

test("a service that is not there", async () => {
  const http = answering(() => {
    throw new HttpError("refused", "localhost", "refused");
  });
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/" };
  const failure = await failureOf(() => containerCredentials(fixture({ http, env }).host, SIGNAL));
  expect([failure.code, http.asked.length]).toEqual(["STORE_UNREACHABLE", 3]);
});
