import fs from "node:fs";
import type http from "node:http";
import https from "node:https";
import type net from "node:net";
import { afterEach } from "vitest";
import type { Access } from "../../../src/cluster/access.ts";
import type { ClusterClient } from "../../../src/cluster/api.ts";
import { createClient } from "../../../src/cluster/client.ts";
import { ApiFault } from "../../../src/cluster/fault.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import type { Clock } from "../../../src/kernel/clock.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { createHttp } from "../../../src/kernel/http-client.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { certificate, TEST_CA } from "../../harness/servers/tls.ts";

export const CANARY = "CANARY-7f3a";
export const signal = new AbortController().signal;

/** One answer: a status and JSON, or whatever a test does with request and response. */
export type Reply =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly headers?: Record<string, string>;
      readonly text?: string;
    }
  | ((request: http.IncomingMessage, response: http.ServerResponse) => void);

export interface Asked {
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly groups: readonly string[] | undefined;
  readonly body: string;
}

/** A Status as API servers write it. */
export const status = (code: number, reason: string, message: string, details: object = {}): Reply => ({
  status: code,
  json: { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message, details },
});

export interface ScriptedApi {
  readonly url: string;
  readonly asked: Asked[];
  /** `GET /path?query`. */
  readonly lines: () => string[];
  /** How long was slept, in ms. */
  readonly slept: number[];
  readonly clock: Clock & { advance: (ms: number) => void };
  readonly connections: () => number;
  readonly client: (more?: Partial<Access>) => ClusterClient;
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A clock whose sleeps end at once, except the long ones of deadlines and watches: they never do. */
export function quickClock(slept: number[] = []): ScriptedApi["clock"] {
  let now = 1_000_000;
  return {
    now: () => now,
    advance: (ms) => void (now += ms),
    sleep: (ms, during) =>
      new Promise((resolve, reject) => {
        if (during.aborted) return reject(new Error("aborted"));
        during.addEventListener("abort", () => reject(new Error("aborted")));
        if (ms >= 65_000) return undefined;
        slept.push(ms);
        now += ms;
        return setImmediate(resolve);
      }),
  };
}

/** An API server that gives these answers, one after the other; the last again and again. */
export async function scriptedApi(...replies: readonly Reply[]): Promise<ScriptedApi> {
  const asked: Asked[] = [];
  const slept: number[] = [];
  const clock = quickClock(slept);
  let next = 0;
  const server = https.createServer(certificate("server"), (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const body = Buffer.concat(chunks).toString();
      asked.push({
        line: `${method} ${url}`,
        headers,
        groups: request.headersDistinct["impersonate-group"],
        body,
      });
      const reply = replies[Math.min(next++, replies.length - 1)]!;
      if (typeof reply === "function") return reply(request, response);
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      return response.end(reply.text ?? JSON.stringify(reply.json ?? {}));
    });
  });
  const sockets = new Set<net.Socket>();
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const made = createHttp({ env: {}, clock });
  cleanups.push(async () => {
    made.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `https://localhost:${(server.address() as net.AddressInfo).port}`;
  const host: ClusterHost = {
    http: made,
    clock,
    born: () => undefined,
    said: (text) => text,
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };
  return {
    url,
    asked,
    lines: () => asked.map(({ line }) => line),
    slept,
    clock,
    connections: () => sockets.size,
    client: (more = {}) =>
      createClient(
        {
          shown: "kube.example",
          server: new URL(url),
          trust: { ca: TEST_CA },
          bearer: async () => ({ token: Secret.of(CANARY) }),
          advice: { unauthorized: "bind it" },
          ...more,
        },
        host,
      ),
  };
}

/** The Failure or ApiFault that something ends in; its text holds no canary. */
export async function problem(doing: Promise<unknown>): Promise<Failure | ApiFault> {
  const error: unknown = await doing.then(
    () => new Error("there was an answer"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure) && !(error instanceof ApiFault)) throw error;
  const text = `${error.message}${error instanceof Failure ? error.fix : ""}${error.stack}`;
  if (text.includes(CANARY)) throw new Error("a message holds the canary");
  return error;
}

/** Of a client certificate of the tests. */
export const clientPem = (name: "client.pem" | "client.key"): string =>
  fs.readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), "utf8");
