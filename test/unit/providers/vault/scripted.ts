import http from "node:http";
import type net from "node:net";
import type { Clock } from "../../../../src/kernel/clock.ts";
import { systemClock } from "../../../../src/kernel/clock.ts";
import { createHttp } from "../../../../src/kernel/http-client.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { Content, Host, Outcome } from "../../../../src/providers/provider.ts";
import { locateVault, type VaultLocator } from "../../../../src/providers/vault/locate.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import type { VaultToken } from "../../../../src/providers/vault/token.ts";
import { parseReference } from "../../../../src/references/parse-reference.ts";

/** It stands in tokens, values and the server's own words: it must be in no message of ours. */
export const CANARY = "CANARY-7f3a";
export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
export const SIGNAL = new AbortController().signal;

export type Reply =
  | "reset"
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown };

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
  readonly close: () => Promise<void>;
}

/** What is told for no line: a route that is not there. */
const NO_ROUTE: Reply = { status: 404, body: { errors: [`no handler for route ${CANARY}`] } };
export const BARE: Reply = { status: 404, body: { errors: [] } };
export const DENIED: Reply = {
  status: 403,
  body: { errors: [`1 error occurred: permission denied ${CANARY}`] },
};
export const PREFLIGHT: Reply = {
  status: 403,
  body: { errors: [`preflight capability check returned 403, please ensure ${CANARY}`] },
};

/** A loopback server that answers each line with its replies in order, the last one again and again. */
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
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    seen,
    lines: () => seen.map(({ line }) => line),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
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

/** The answer of a look-up of mounts. */
export const mounted = (path: string, type = "kv", version?: string): Reply => ({
  body: { data: { path: `${path}/`, type, options: version === undefined ? null : { version } } },
});

/** The answer of KV 2 for one version. */
export const kv2 = (data: unknown, metadata: object = {}): Reply => ({
  body: {
    request_id: "11111111-2222-3333-4444-555555555555",
    lease_id: "",
    data: {
      data,
      metadata: {
        version: 3,
        created_time: "2026-11-01T10:00:00.5Z",
        deletion_time: "",
        destroyed: false,
        ...metadata,
      },
    },
  },
});

/** The locator of a reference's text. Throws what is wrong with it. */
export function at(text: string, vaultMount = ""): VaultLocator {
  const source = parseReference(text);
  if (source instanceof Error) throw source;
  const found = locateVault(source, { vaultMount } as VaultInputs, {});
  if (found instanceof Error) throw found;
  return found;
}

/** An outcome in one line: its value as JSON text, `missing`, or the code of its failure. */
export function brief(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "no answer";
  if (outcome.is === "missing") return "missing";
  return outcome.is === "failed" ? outcome.error.code : textOf(outcome.value);
}

export function textOf(content: Content): string {
  if (content.kind === "text") return content.text.reveal() ?? "";
  if (content.kind === "bytes") return "bytes";
  if (content.kind === "fields") return content.whole.reveal() ?? "";
  return [...content.entries].map(([name, one]) => `${name}=${textOf(one)}`).join(" ");
}

/** Everything that a failure would print. */
export const printed = (outcome: Outcome | undefined): string =>
  outcome?.is === "failed"
    ? [outcome.error, ...outcome.error.all].map(({ message, fix }) => `${message}\n${fix}`).join("\n")
    : "";
