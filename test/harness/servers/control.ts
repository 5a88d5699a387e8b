import http from "node:http";
import https from "node:https";
import net from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { listableServer, sentMethod, shownCertificate } from "./list-method.ts";
import { certificate, TEST_CA } from "./tls.ts";
import type { CertificateName } from "./tls.ts";

/** One request, read whole. */
export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What the client showed of itself (DER), where the server asks for it. */
  readonly certificate?: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** An answer that no reply can say: written by hand, slowly, in part or not at all. */
export interface Raw {
  readonly deliver: (response: http.ServerResponse) => void | Promise<void>;
}

export type Answer = Reply | Raw;
export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface ListenOptions {
  /** The certificate of a TLS server; none is plain http. */
  readonly tls?: CertificateName | undefined;
  /** Before every answer. */
  readonly latencyMs?: number | undefined;
  /** Whether the method LIST may be asked, which Node knows nothing of. */
  readonly list?: boolean;
  /** Whether a TLS server asks for the client's certificate; it takes any, and none. */
  readonly askCertificate?: boolean;
}

export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Takes what answers; listens on 127.0.0.1, at a port of the system's choice. Stop it. */
export async function listen(handler: Handler, options: ListenOptions = {}): Promise<Listening> {
  const answer = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    void serve(handler, options.latencyMs ?? 0, request, response);
  };
  const asking = options.askCertificate === true ? { requestCert: true, rejectUnauthorized: false } : {};
  const secure = options.tls === undefined ? undefined : { ...certificate(options.tls), ...asking };
  const plain = (): http.Server =>
    secure === undefined ? http.createServer(answer) : https.createServer(secure, answer);
  const own = options.list === true ? undefined : plain();
  const { server, connections } =
    own === undefined ? listableServer(answer, secure) : { server: own, connections: own };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server has no other kind of address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        connections.closeAllConnections();
      }),
  };
}

async function serve(
  handler: Handler,
  latencyMs: number,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  response.on("error", () => response.destroy());
  try {
    const call = await readCall(request);
    if (latencyMs > 0) await sleep(latencyMs);
    const answer = await handler(call);
    if ("deliver" in answer) await answer.deliver(response);
    else response.writeHead(answer.status, withLength(answer)).end(answer.body);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    // A fault of the harness, not of what it tests: said where whoever runs the test sees it.
    console.error("a server of the test harness failed:", error);
    if (response.headersSent) response.destroy();
    else response.writeHead(599).end("a server of the test harness failed");
  }
}

async function readCall(request: http.IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const shown = shownCertificate(request.socket);
  return {
    ...(shown === undefined ? {} : { certificate: shown }),
    method: sentMethod(request.method ?? ""),
    path: request.url ?? "",
    headers,
    body: Buffer.concat(chunks),
  };
}

/** Takes a reply; returns its headers with the length of its body. */
export function withLength(reply: Reply): Record<string, string> {
  return { ...reply.headers, "content-length": String(Buffer.byteLength(reply.body)) };
}

/** Takes a value; returns it as a JSON reply. */
export function json(status: number, value: unknown, type = "application/json"): Reply {
  return { status, headers: { "content-type": type }, body: JSON.stringify(value) };
}

const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

/** Takes an address, a call and perhaps a client certificate; passes the call on with its headers, the host too, and returns the reply. */
export function send(
  base: string,
  call: Call,
  identity: { readonly cert?: string; readonly key?: string } = {},
): Promise<Reply> {
  const url = new URL(call.path, base);
  const headers = Object.fromEntries(Object.entries(call.headers).filter(([name]) => !HOP_BY_HOP.has(name)));
  // Without a length the body of a DELETE is taken for the next request.
  const length = call.body.length === 0 ? {} : { "content-length": String(call.body.length) };
  const options = {
    method: call.method,
    headers: { ...headers, ...length, connection: "close" },
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const receive = (response: http.IncomingMessage): void => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const kept = Object.entries(response.headers).flatMap(([name, value]): [string, string][] =>
          value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, String(value)]],
        );
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(kept),
          body: Buffer.concat(chunks),
        });
      });
    };
    const request =
      url.protocol === "https:"
        ? https.request(url, { ...options, ...identity, ca: TEST_CA, servername: "localhost" }, receive)
        : http.request(url, options, receive);
    request.on("error", reject);
    request.end(call.body);
  });
}

/** Returns a port of 127.0.0.1 at which nothing listens: what connects there is refused. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server has no other kind of address.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
