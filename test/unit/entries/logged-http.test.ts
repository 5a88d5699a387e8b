import { expect, test } from "vitest";
import { loggedHttp } from "../../../src/entries/logged-http.ts";
import type { Clock } from "../../../src/kernel/clock.ts";
import {
  type Http,
  type HttpAnswer,
  HttpError,
  type HttpRequest,
  type StreamingHttp,
} from "../../../src/kernel/http.ts";
import { retry } from "../../../src/kernel/retry.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const answer = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers,
  body: Buffer.from(CANARY),
});

function logged(answers: readonly (HttpAnswer | Error)[], debugging = true) {
  const lines: string[] = [];
  const times: [string, number][] = [];
  let time = 0;
  let next = 0;
  const http: Http = {
    send: async () => {
      const one = answers[next++]!;
      if (one instanceof Error) throw one;
      return one;
    },
    close: () => undefined,
  };
  const client = loggedHttp(
    http,
    "vault",
    { debugging, debug: (line) => void lines.push(line) },
    (who, ms) => void times.push([who, ms]),
    () => (time += 7),
  );
  return { client, lines, times };
}

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url: new URL(url),
  ...more,
});

test.each([
  [
    request("https://vault.example:8200/v1/secret/data/db?version=3"),
    answer(200),
    "http: vault attempt 1: GET vault.example:8200 /v1/secret/data/db?version=… -> 200, 7 ms",
  ],
  [
    request("https://secretsmanager.us-east-1.amazonaws.com/", {
      method: "POST",
      headers: { "x-amz-target": "secretsmanager.GetSecretValue", authorization: Secret.of(CANARY) },
      body: Secret.of(CANARY),
    }),
    answer(400, { "x-amzn-requestid": "0f2c-11" }),
    "http: vault attempt 1: POST secretsmanager.us-east-1.amazonaws.com / secretsmanager.GetSecretValue -> 400, request 0f2c-11, 7 ms",
  ],
  [
    request(`https://user:${CANARY}@a.example/x?token=${CANARY}&token=2#${CANARY}`, { body: CANARY }),
    new HttpError("timeout", "a.example", CANARY),
    "http: vault attempt 1: GET a.example /x?token=… -> timeout, 7 ms",
  ],
  [
    request("https://a.example/x", { headers: { "x-amz-target": `${CANARY} x` } }),
    new Error(CANARY),
    "http: vault attempt 1: GET a.example /x -> failed, 7 ms",
  ],
  [
    request("https://a.example/x"),
    answer(200, { "x-request-id": `${CANARY}\n::error::x` }),
    "http: vault attempt 1: GET a.example /x -> 200, 7 ms",
  ],
])("a line a request, without headers, query values and bodies", async (sent, end, line) => {
  const { client, lines, times } = logged([end]);
  await client.send(sent, signal).catch(() => undefined);
  expect(lines).toEqual([line]);
  expect(times).toEqual([["vault", 7]]);
  expect(lines.join()).not.toContain(CANARY);
});

test("each attempt is counted, also where several go on side by side", async () => {
  const { client, lines } = logged([answer(503), answer(503), answer(200), answer(200)]);
  const clock: Clock = { now: () => 0, sleep: async () => undefined };
  const call = async (attempt: AbortSignal): Promise<void> => {
    const { status } = await client.send(request("https://a.example/x"), attempt);
    if (status === 503) throw new Error("again");
  };
  await Promise.all([1, 2].map(() => retry(call, () => ({ retry: true }), clock, signal)));
  expect(lines.map((line) => /attempt (\d)/.exec(line)![1])).toEqual(["1", "1", "2", "2"]);
});

test("without debugging nothing is said, and what is thrown is thrown on", async () => {
  const error = new HttpError("reset", "a.example", "reset");
  const { client, lines, times } = logged([error], false);
  await expect(client.send(request("https://a.example/x"), signal)).rejects.toBe(error);
  expect(lines).toEqual([]);
  expect(times).toHaveLength(1);
});

test("a stream is logged with its headers, and only where the client has streams", async () => {
  const lines: string[] = [];
  const http: StreamingHttp = {
    send: async () => answer(200),
    stream: async () => ({ status: 200, headers: { "audit-id": "a-1" }, body: (async function* () {})() }),
    close: () => undefined,
  };
  const runner = { debugging: true, debug: (line: string) => void lines.push(line) };
  const streaming = loggedHttp(http, "cluster", runner, undefined, () => 0);
  await streaming.stream(request("https://kube.example/api?watch=true"), signal);
  expect(lines).toEqual(["http: cluster attempt 1: GET kube.example /api?watch=… -> 200, request a-1, 0 ms"]);
  expect("stream" in logged([]).client).toBe(false);
});
