import http from "node:http";
import type net from "node:net";
import { onTestFinished } from "vitest";
import type { Clock } from "../../../../src/kernel/clock.ts";
import { systemClock } from "../../../../src/kernel/clock.ts";
import { createHttp } from "../../../../src/kernel/http-client.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { Host } from "../../../../src/providers/provider.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import type { VaultToken } from "../../../../src/providers/vault/token.ts";
import { CANARY, type Reply } from "./answers.ts";

export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
export const SIGNAL = new AbortController().signal;

export interface Seen {
  /** `GET secret/data/x?version=2`: what stands below /v1/. */
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Scripted {
  readonly url: string;
  readonly seen: Seen[];
  readonly lines: () => string[];
}

/** What is told for no line: a route that is not there. */
const NO_ROUTE: Reply = { status: 404, body: { errors: [`no handler for route ${CANARY}`] } };

/** A loopback server for one test: each line gets its replies in order, the last one again and again. */
export async function scripted(
  replies: Readonly<Record<string, Reply | readonly Reply[]>>,
  base = "",
): Promise<Scripted> {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const line = `${request.method} ${(request.url ?? "").replace(`${base}/v1/`, "")}`;
      seen.push({ line, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const told = replies[line] ?? replies["*"] ?? NO_ROUTE;
      const list = (Array.isArray(told) ? told : [told]) as readonly Reply[];
      const count = counts.get(line) ?? 0;
      counts.set(line, count + 1);
      const reply = list[Math.min(count, list.length - 1)]!;
      if (reply === "reset") {
        request.socket.destroy();
        return;
      }
      const body =
        reply.body === undefined
          ? ""
          : typeof reply.body === "string"
            ? reply.body
            : JSON.stringify(reply.body);
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    seen,
    lines: () => seen.map(({ line }) => line),
  };
}

/** A clock that stands still but for sleeps, which it counts. */
function stillClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => NOW,
    sleep: async (ms) => {
      slept.push(ms);
    },
  };
}

export interface Set {
  readonly setting: VaultSetting;
  readonly said: string[];
  readonly slept: readonly number[];
}

export function settingAt(url: string, more: Partial<VaultSetting> = {}): Set {
  const said: string[] = [];
  const clock = stillClock();
  const say = (text: string): void => void said.push(text);
  const host = {
    env: {},
    http: createHttp({ env: {}, clock: systemClock }),
    clock,
    born: () => undefined,
    warn: say,
    info: say,
    debug: say,
  } as unknown as Host;
  const setting = {
    addresses: [new URL(url)],
    namespace: "",
    authNamespace: "",
    headers: new Map(),
    host,
    ...more,
  };
  return { setting, said, slept: clock.slept };
}

export const TOKEN: VaultToken = {
  token: Secret.of(`${CANARY}-token`),
  renewable: false,
  type: "service",
  policies: ["default"],
  ours: true,
  subject: "jwt:repo:acme/app",
};
