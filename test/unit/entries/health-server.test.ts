import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { serveHealth } from "../../../src/entries/health-server.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { listen, type Listening } from "../../../src/kernel/http-listen.ts";
import type { HealthReport } from "../../../src/report/health.ts";

const CANARY = "CANARY-7f3a";
const report = (status: "healthy" | "unhealthy"): HealthReport => ({
  version: "1.2.3",
  checked: new Date(0),
  chain: ["env"],
  probes: [{ id: "env", key: "environment", status, authenticated: undefined, checks: [], tookMs: 1 }],
});

interface Served {
  readonly ask: (raw: string) => Promise<string>;
  readonly get: (path: string, host?: string) => Promise<string>;
  readonly examinations: () => number;
  readonly said: readonly string[];
  time: number;
}

let open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
});

/** Sends bytes over a socket of its own, and returns all that comes until the server ends the connection. */
const send = (port: number, raw: string): Promise<string> =>
  new Promise((resolve) => {
    let all = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.write(raw));
    socket.on("data", (chunk) => (all += String(chunk)));
    socket.on("error", () => resolve(all));
    socket.on("close", () => resolve(all));
  });

async function served(examine: () => Promise<HealthReport>): Promise<Served> {
  let count = 0;
  const said: string[] = [];
  const state = { time: 0 };
  const listening = await serveHealth(
    {
      examine: () => {
        count += 1;
        return examine();
      },
      metrics: () => "up 1\n",
      clock: { now: () => state.time, sleep: async () => undefined },
      info: (line) => void said.push(line),
    },
    { host: "127.0.0.1", port: 0 },
    new AbortController().signal,
  );
  open.push(listening);
  const { port } = listening.address;
  const ask = (raw: string): Promise<string> => send(port, raw);
  return Object.assign(state, {
    ask,
    get: (path: string, host = `127.0.0.1:${port}`) =>
      ask(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    examinations: () => count,
    said,
  });
}

test("the health document and the metrics are served, with nothing kept by a cache", async () => {
  const { get } = await served(async () => report("healthy"));
  const health = await get("/secrets/health");
  expect(health).toMatch(/^HTTP\/1\.1 200 /);
  expect(health).toContain("Content-Type: application/json\r\n");
  expect(health).toContain("Cache-Control: no-store\r\n");
  expect(JSON.parse(health.split("\r\n\r\n")[1]!)).toMatchObject({ active_provider: "environment" });
  const metrics = await get("/metrics?x=1");
  expect(metrics).toMatch(/^HTTP\/1\.1 200 /);
  expect(metrics).toContain("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n");
  expect(metrics.endsWith("\r\n\r\nup 1\n")).toBe(true);
});

test("503 where no provider is healthy, and the document all the same; metrics stay", async () => {
  const { get } = await served(async () => report("unhealthy"));
  const health = await get("/secrets/health");
  expect(health).toMatch(/^HTTP\/1\.1 503 /);
  expect(health).toContain('"active_provider": null');
  expect(await get("/metrics")).toMatch(/^HTTP\/1\.1 200 /);
});

test("an examination that fails altogether is 503; the log says why, the answer does not", async () => {
  const { get, said } = await served(async () => {
    throw new Failure("INPUT_INVALID", "The input providers is wrong.", { fix: CANARY });
  });
  const health = await get("/secrets/health");
  expect(health).toMatch(/^HTTP\/1\.1 503 /);
  expect(health).not.toMatch(/INPUT_INVALID|CANARY/);
  expect(await get("/metrics")).toMatch(/^HTTP\/1\.1 503 /);
  expect(said.join("\n")).toContain("INPUT_INVALID");
});

test("many requests are one examination for ten seconds", async () => {
  const server = await served(async () => report("healthy"));
  await Promise.all(Array.from({ length: 12 }, () => server.get("/secrets/health")));
  await server.get("/metrics");
  server.time = 9_999;
  await server.get("/metrics");
  expect(server.examinations()).toBe(1);
  server.time = 10_000;
  await server.get("/metrics");
  expect(server.examinations()).toBe(2);
});

test.each<[string, string, number]>([
  ["another name, as a rebound one", "GET /secrets/health HTTP/1.1\r\nHost: evil.test\r\n", 421],
  ["no name", "GET /secrets/health HTTP/1.1\r\n", 400],
  ["two names", "GET /secrets/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n", 421],
  ["another path", "GET / HTTP/1.1\r\nHost: localhost\r\n", 404],
  ["a path that only begins alike", "GET /metrics/../secrets/health HTTP/1.1\r\nHost: localhost\r\n", 404],
  ["an absolute target", "GET http://evil.test/secrets/health HTTP/1.1\r\nHost: localhost\r\n", 404],
  ["POST", "POST /secrets/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n", 405],
  ["HEAD", "HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n", 405],
  ["OPTIONS", "OPTIONS /metrics HTTP/1.1\r\nHost: localhost\r\n", 405],
  ["a body", "GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n", 400],
  [
    "headers without end",
    `GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(9_000)}\r\n`,
    431,
  ],
  ["no HTTP at all", "hello\r\n", 400],
])("%s is refused, and nothing is examined", async (_, head, status) => {
  const { ask, examinations } = await served(async () => report("healthy"));
  const answer = await ask(`${head}Connection: close\r\n\r\n`);
  expect(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])).toBe(status);
  expect(answer).not.toContain("active_provider");
  expect(examinations()).toBe(0);
});

test("an address that is taken is said, with a fix", async () => {
  const first = await listen({ host: "127.0.0.1", port: 0 }, new Map());
  open.push(first);
  const second = listen(first.address, new Map());
  await expect(second).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(second).rejects.toThrow(/EADDRINUSE/);
});

test("closing ends connections that are still open", async () => {
  const server = await listen({ host: "127.0.0.1", port: 0 }, new Map());
  const ended = send(server.address.port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await server.close();
  expect(await ended).toMatch(/^(HTTP\/1\.1 404|$)/);
});
