import http from "node:http";
import type net from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Inputs } from "../../../src/config/read-inputs.ts";
import { observeParts } from "../../../src/entries/observe-parts.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const CANARY = "CANARY-7f3a";
const seen: string[] = [];
const serverOf = (name: string): http.Server =>
  http.createServer((request, response) => {
    seen.push(`${name} ${request.headers["api-key"]?.toString() ?? ""}`);
    response.end("{}");
  });
const servers = { collector: serverOf("collector"), proxy: serverOf("proxy") };
const portOf = (server: http.Server): number => (server.address() as net.AddressInfo).port;
beforeAll(async () => {
  for (const server of Object.values(servers))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => Object.values(servers).forEach((server) => server.close()));

test.each(["127.0.0.1", "localhost"])(
  "a collector at %s gets the headers, and no proxy does",
  async (host) => {
    seen.length = 0;
    const env = { http_proxy: `http://127.0.0.1:${portOf(servers.proxy)}` };
    const runner = { env, workspace: "/work", temp: "/tmp" } as unknown as Runner;
    const target = {
      url: new URL(`http://${host}:${portOf(servers.collector)}/v1/metrics`),
      headers: { "api-key": Secret.of(CANARY) },
    };
    const inputs = { caCert: "" } as Inputs;
    const { status } = await observeParts(runner).post(target, "{}", inputs, AbortSignal.timeout(5_000));
    expect([status, ...seen]).toEqual([200, `collector ${CANARY}`]);
  },
);
