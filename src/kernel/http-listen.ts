import http from "node:http";
import type net from "node:net";
import { Failure } from "./errors.ts";
import { isHostOf, type ListenAddress, shownAddress } from "./listen-address.ts";

export interface Reply {
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly body: string;
}

export interface Listening {
  /** With the port that was really taken. */
  readonly address: ListenAddress;
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

/** Far above what a monitor needs, far below what would hurt. */
const MAX_CONNECTIONS = 32;
const MAX_HEADER_BYTES = 8 * 1024;
const MAX_HEADERS = 64;
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const IDLE_MS = 5_000;
/** Longer than the slowest reply. */
const SOCKET_MS = 60_000;
const MAX_REQUESTS_PER_SOCKET = 1_000;

const TEXT = "text/plain; charset=utf-8";

/**
 * A small server: GET of the paths of `routes`, for clients that name it as it is bound, and nothing else. No body is
 * read; connections, headers and waiting are bounded. Throws INPUT_INVALID where the address cannot be taken.
 * https://nodejs.org/docs/latest-v24.x/api/http.html#class-httpserver
 */
export async function listen(
  address: ListenAddress,
  routes: ReadonlyMap<string, () => Promise<Reply>>,
): Promise<Listening> {
  const server = http.createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      void answer(request, address, routes).then((reply) => send(response, request, reply));
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.setTimeout(SOCKET_MS);
  await new Promise<void>((resolve, reject) => {
    // It stays: a connection that could not be taken later on must not end the process.
    server.on("error", (error: NodeJS.ErrnoException) => reject(cannotListen(address, error.code)));
    server.listen({ host: address.host, port: address.port, exclusive: true }, resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  return {
    address: { ...address, port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: http.IncomingMessage,
  address: ListenAddress,
  routes: ReadonlyMap<string, () => Promise<Reply>>,
): Promise<Reply> {
  const hosts = request.headersDistinct["host"] ?? [];
  if (hosts.length !== 1 || !isHostOf(hosts[0], address))
    return { status: 421, type: TEXT, body: "This server has another name.\n" };
  const path = request.url?.replace(/\?.*$/s, "") ?? "";
  const route = routes.get(path);
  if (route === undefined) return { status: 404, type: TEXT, body: "There is nothing here.\n" };
  if (request.method !== "GET") return { status: 405, type: TEXT, body: "Only GET.\n" };
  if (hasBody(request)) return { status: 400, type: TEXT, body: "A GET here has no body.\n" };
  try {
    return await route();
  } catch {
    return { status: 500, type: TEXT, body: "This failed; the log says why.\n" };
  }
}

const hasBody = ({ headers }: http.IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;

function send(response: http.ServerResponse, request: http.IncomingMessage, reply: Reply): void {
  response.writeHead(reply.status, {
    "Content-Type": reply.type,
    "Content-Length": Buffer.byteLength(reply.body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(reply.status === 405 ? { Allow: "GET" } : {}),
    // What was not read must not be taken for the next request.
    ...(hasBody(request) ? { Connection: "close" } : {}),
  });
  response.end(request.method === "HEAD" ? "" : reply.body);
}

const cannotListen = (address: ListenAddress, code: string | undefined): Failure =>
  new Failure("INPUT_INVALID", `Cannot listen at ${shownAddress(address)}${code ? ` (${code})` : ""}.`, {
    fix: "--listen 127.0.0.1:0   # any free port; the log says which",
  });
