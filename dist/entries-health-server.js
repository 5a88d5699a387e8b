import { a3 as isHostOf, F as Failure, V as shownAddress, W as failureLines, a as asFailure } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const http = lazyBuiltin("node:http");
import { healthJson, activeProbe } from "./report-health.js";
const MAX_CONNECTIONS = 32;
const MAX_HEADER_BYTES = 8 * 1024;
const MAX_HEADERS = 64;
const HEADERS_MS = 5e3;
const REQUEST_MS = 1e4;
const IDLE_MS = 5e3;
const SOCKET_MS = 6e4;
const MAX_REQUESTS_PER_SOCKET = 1e3;
const TEXT = "text/plain; charset=utf-8";
async function listen(address, routes) {
  const server = http.createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: 1e3
    },
    (request, response) => {
      void answer(request, address, routes).then((reply) => send(response, request, reply));
    }
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.setTimeout(SOCKET_MS);
  await new Promise((resolve, reject) => {
    server.on("error", (error) => reject(cannotListen(address, error.code)));
    server.listen({ host: address.host, port: address.port, exclusive: true }, resolve);
  });
  const { port } = server.address();
  return {
    address: { ...address, port },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    })
  };
}
async function answer(request, address, routes) {
  const hosts = request.headersDistinct["host"] ?? [];
  if (hosts.length !== 1 || !isHostOf(hosts[0], address))
    return { status: 421, type: TEXT, body: "This server has another name.\n" };
  const path = request.url?.replace(/\?.*$/s, "") ?? "";
  const route = routes.get(path);
  if (route === void 0) return { status: 404, type: TEXT, body: "There is nothing here.\n" };
  if (request.method !== "GET") return { status: 405, type: TEXT, body: "Only GET.\n" };
  if (hasBody(request)) return { status: 400, type: TEXT, body: "A GET here has no body.\n" };
  try {
    return await route();
  } catch {
    return { status: 500, type: TEXT, body: "This failed; the log says why.\n" };
  }
}
const hasBody = ({ headers }) => headers["transfer-encoding"] !== void 0 || Number(headers["content-length"] ?? 0) !== 0;
function send(response, request, reply) {
  response.writeHead(reply.status, {
    "Content-Type": reply.type,
    "Content-Length": Buffer.byteLength(reply.body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...reply.status === 405 ? { Allow: "GET" } : {},
    // What was not read must not be taken for the next request.
    ...hasBody(request) ? { Connection: "close" } : {}
  });
  response.end(request.method === "HEAD" ? "" : reply.body);
}
const cannotListen = (address, code) => new Failure("INPUT_INVALID", `Cannot listen at ${shownAddress(address)}${code ? ` (${code})` : ""}.`, {
  fix: "--listen 127.0.0.1:0   # any free port; the log says which"
});
const FRESH_MS = 1e4;
async function serveHealth(parts, address, signal, first) {
  const examined = kept(parts, signal, first);
  const routes = /* @__PURE__ */ new Map([
    [
      "/secrets/health",
      async () => {
        const report = await examined();
        if (report === void 0) return json(503, NOTHING);
        return json(activeProbe(report) === void 0 ? 503 : 200, healthJson(report));
      }
    ],
    [
      "/metrics",
      async () => {
        const report = await examined();
        const body = report === void 0 ? "" : parts.metrics(report);
        return {
          status: report === void 0 ? 503 : 200,
          type: "text/plain; version=0.0.4; charset=utf-8",
          body
        };
      }
    ]
  ]);
  return listen(address, routes);
}
const json = (status, body) => ({ status, type: "application/json", body });
const NOTHING = `${JSON.stringify({ active_provider: null, providers: {} }, null, 2)}
`;
function kept({ examine, clock, info }, signal, first) {
  let running = first === void 0 ? void 0 : Promise.resolve(first);
  let freshUntil = clock.now() + FRESH_MS;
  const run = async () => {
    try {
      return await examine(signal);
    } catch (error) {
      for (const line of failureLines(asFailure(error))) info(line);
      return void 0;
    } finally {
      freshUntil = clock.now() + FRESH_MS;
    }
  };
  return () => {
    if (running === void 0 || clock.now() >= freshUntil) {
      freshUntil = Number.POSITIVE_INFINITY;
      running = run();
    }
    return running;
  };
}
export {
  serveHealth
};
