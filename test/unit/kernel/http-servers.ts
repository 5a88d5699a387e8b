import { execFile } from "node:child_process";
import diagnostics from "node:diagnostics_channel";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import util from "node:util";
import { afterEach } from "vitest";
import type { Clock } from "../../../src/kernel/clock.ts";
import { createHttp, type HttpOptions } from "../../../src/kernel/http-client.ts";
import { type Http, type HttpAnswer, HttpError, type HttpRequest } from "../../../src/kernel/http.ts";

const TLS = path.resolve(import.meta.dirname, "../../fixtures/tls");
export const pem = (name: string): string => fs.readFileSync(path.join(TLS, name), "utf8");
export const CA = pem("ca.pem");

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const sockets = new WeakMap<net.Server, Set<net.Socket>>();

async function listen<S extends net.Server>(server: S): Promise<S> {
  const open = new Set<net.Socket>();
  sockets.set(server, open);
  server.on("connection", (socket: net.Socket) => {
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return server;
}

/** How many connections a server holds. */
export const connections = (server: net.Server): number => sockets.get(server)?.size ?? 0;

export const portOf = (server: net.Server): number => (server.address() as net.AddressInfo).port;

export const plainServer = (handler: http.RequestListener): Promise<http.Server> =>
  listen(http.createServer(handler));

/** A TLS server with the certificate of that name in test/fixtures/tls. */
export const tlsServer = (handler: http.RequestListener, name = "server"): Promise<https.Server> =>
  listen(https.createServer({ key: pem(`${name}.key`), cert: pem(`${name}.pem`) }, handler));

/** A server that does with its sockets what no HTTP server does. */
export const rawServer = (onSocket: (socket: net.Socket) => void): Promise<net.Server> =>
  listen(net.createServer(onSocket));

export interface RecordingProxy {
  readonly port: number;
  readonly server: http.Server;
  /** `CONNECT host:port` and `GET http://...`, as they came. */
  readonly seen: string[];
  readonly authorizations: (string | undefined)[];
}

/** A proxy that writes down what it is asked, and leads everything to 127.0.0.1. */
export async function recordingProxy(answer?: string, password?: string): Promise<RecordingProxy> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const allowed = (request: http.IncomingMessage): boolean => {
    seen.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers["proxy-authorization"]);
    const wanted = `Basic ${Buffer.from(password ?? "").toString("base64")}`;
    return password === undefined || request.headers["proxy-authorization"] === wanted;
  };
  const server = await plainServer((request, response) => {
    if (!allowed(request)) return response.writeHead(407).end("CANARY-7f3a");
    return response.end("from the proxy");
  });
  server.on("connect", (request, socket: net.Socket) => {
    socket.on("error", () => undefined);
    if (!allowed(request)) return socket.end("HTTP/1.1 407 CANARY-7f3a\r\n\r\n");
    if (answer !== undefined) return socket.end(answer);
    const target = net.connect(Number(request.url!.split(":")[1]), "127.0.0.1");
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    target.on("error", () => socket.destroy()).pipe(socket);
    socket.on("close", () => target.destroy()).pipe(target);
    return undefined;
  });
  return { port: portOf(server), server, seen, authorizations };
}

/** A clock that stands still; `expire` ends every sleep of that many ms. */
export function stillClock(): Clock & { readonly expire: (ms: number) => void } {
  const sleepers: { ms: number; wake: () => void }[] = [];
  return {
    now: () => 0,
    sleep: (ms, signal) =>
      new Promise((wake, reject) => {
        if (signal.aborted) return reject(new Error("aborted"));
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        sleepers.push({ ms, wake });
      }),
    expire: (ms) => {
      for (const sleeper of sleepers) if (sleeper.ms === ms) sleeper.wake();
    },
  };
}

export function client(options: Partial<HttpOptions> = {}): Http {
  const made = createHttp({ env: {}, ca: CA, clock: stillClock(), ...options });
  cleanups.push(made.close);
  return made;
}

export const never = new AbortController().signal;

export function get(
  from: Http,
  url: string,
  more: Partial<HttpRequest> = {},
  signal: AbortSignal = never,
): Promise<HttpAnswer> {
  return from.send({ method: "GET", url: new URL(url), ...more }, signal);
}

/** The HttpError that a request ends in. */
export async function problem(sending: Promise<HttpAnswer>): Promise<HttpError> {
  const error: unknown = await sending.then(
    () => new Error("there was an answer"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof HttpError) return error;
  throw error;
}

export const text = (answer: HttpAnswer): string => Buffer.from(answer.body).toString();

/** When the headers of the next answer have come to this process. */
export function headersHere(): Promise<void> {
  return new Promise((resolve) => {
    const name = "http.client.response.finish";
    const listen = (): void => {
      diagnostics.unsubscribe(name, listen);
      setImmediate(resolve);
    };
    diagnostics.subscribe(name, listen);
  });
}

/** What a process of its own prints that sends one GET and does not close its client. */
export async function inProcess(
  request: { url: string; ca?: string },
  env: Record<string, string> = {},
): Promise<string> {
  const source = path.resolve(import.meta.dirname, "../../../src/kernel");
  const script = `
    import { systemClock } from ${JSON.stringify(path.join(source, "clock.ts"))};
    import { createHttp } from ${JSON.stringify(path.join(source, "http-client.ts"))};
    const { url, ca } = ${JSON.stringify(request)};
    const http = createHttp({ env: process.env, ca, clock: systemClock });
    const sending = http.send({ method: "GET", url: new URL(url) }, new AbortController().signal);
    console.log(await sending.then((answer) => answer.status, (error) => error.message));`;
  const { stdout } = await util.promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
  return stdout.trim();
}
