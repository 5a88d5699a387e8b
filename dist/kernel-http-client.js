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
const https = lazyBuiltin("node:https");
const crypto = lazyBuiltin("node:crypto");
const tls = lazyBuiltin("node:tls");
import { P as ProxyError, T as TlsError, h as httpError, a as httpErrorOf, H as HTTP_LIMITS, b as HttpError } from "./kernel-http-errors.js";
const net = lazyBuiltin("node:net");
import { S as Secret } from "./report-failure.js";
const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
function contextWith(pem) {
  const certificates = pem.match(CERTIFICATE);
  if (certificates === null) return void 0;
  try {
    for (const certificate of certificates) new crypto.X509Certificate(certificate);
    return extended(certificates);
  } catch {
    return void 0;
  }
}
function extended(certificates) {
  const context = tls.createSecureContext();
  const handle = context.context;
  if (typeof handle.addCACert !== "function")
    return tls.createSecureContext({ ca: [...tls.getCACertificates("default"), ...certificates] });
  for (const certificate of certificates) handle.addCACert(certificate);
  return context;
}
function proxyFor(url, env) {
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const text = (env[name.toLowerCase()] || env[name])?.trim();
  if (!text || bypasses(url, env["no_proxy"] || env["NO_PROXY"] || "")) return void 0;
  const proxy = text.includes("://") ? text : `http://${text}`;
  if (!isUsable(proxy))
    throw new ProxyError(url.host, `${name} does not hold the URL of an http: or https: proxy`);
  return proxy;
}
function isUsable(proxy) {
  try {
    const { protocol, username, password } = new URL(proxy);
    decodeURIComponent(username + password);
    return protocol === "http:" || protocol === "https:";
  } catch {
    return false;
  }
}
function bypasses(url, list) {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list.toLowerCase().split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true;
    if (entry.includes("/")) return inRange(host, entry);
    const [, name = "", only] = /^\*?\.?(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (name === "" || only !== void 0 && only !== port) return false;
    const suffix = bare(name);
    return host === suffix || net.isIP(host) === 0 && host.endsWith(`.${suffix}`);
  });
}
const bare = (host) => host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
function inRange(host, range) {
  const [start = "", bits = ""] = range.split("/");
  const family = net.isIPv6(start) ? "ipv6" : "ipv4";
  const widest = family === "ipv6" ? 128 : 32;
  if (net.isIP(start) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > widest) return false;
  if (net.isIP(host) === 0) return false;
  const list = new net.BlockList();
  list.addSubnet(start, Number(bits), family);
  return list.check(host, net.isIPv6(host) ? "ipv6" : "ipv4");
}
const SETTINGS = {
  keepAlive: true,
  // Node's default gives up on an address after a quarter of a second: too soon for a region on another continent.
  autoSelectFamilyAttemptTimeout: 1e3
};
function createAgents(env, ca) {
  const agents = /* @__PURE__ */ new Map();
  let trust;
  const create = (url, proxy) => {
    const proxyEnv = proxy === void 0 ? {} : { proxyEnv: { http_proxy: proxy, https_proxy: proxy } };
    if (url.protocol === "http:") return announcing(new http.Agent({ ...SETTINGS, ...proxyEnv }));
    if (ca !== void 0) trust ??= contextWith(ca);
    if (ca !== void 0 && trust === void 0) throw new TlsError(url.host, "bad-ca-cert");
    const secureContext = trust === void 0 ? {} : { secureContext: trust };
    const options = { ...SETTINGS, ...proxyEnv, ...secureContext, rejectUnauthorized: true };
    return announcing(new https.Agent(options));
  };
  return {
    route: (url, direct) => {
      const proxy = direct ? void 0 : proxyFor(url, env);
      const key = `${url.protocol}${proxy === void 0 ? "" : "proxy"}`;
      let agent = agents.get(key);
      if (agent === void 0) {
        agent = create(url, proxy);
        agents.set(key, agent);
      }
      return { agent, proxied: proxy !== void 0 };
    },
    closeIdle: () => {
      for (const agent of agents.values())
        for (const sockets of Object.values(agent.freeSockets))
          for (const socket of sockets ?? []) socket.destroy();
    }
  };
}
function announcing(agent) {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    if (socket) options.onOpening?.(socket);
    return socket;
  };
  return agent;
}
function readAnswer(incoming, { host, maxBytes, bodiless, plainProxy }, settle) {
  const chunks = [];
  let length = 0;
  const status = incoming.statusCode ?? 0;
  incoming.on("error", () => settle(httpError("truncated", host)));
  if (plainProxy && status === 407) return settle(new ProxyError(host, "the proxy answered 407", 407));
  const encoding = incoming.headers["content-encoding"];
  if (encoding !== void 0 && encoding.toLowerCase() !== "identity")
    return settle(httpError("other", host, `${host} sent a compressed answer, though none was asked for`));
  if (!bodiless && Number(incoming.headers["content-length"] ?? 0) > maxBytes)
    return settle(httpError("too-large", host));
  incoming.on("data", (chunk) => {
    length += chunk.length;
    if (length > maxBytes) return settle(httpError("too-large", host));
    chunks.push(chunk);
  });
  incoming.on("end", () => {
    settle({ status, headers: headersOf$1(incoming), body: joined(chunks, length) });
  });
}
function headersOf$1(incoming) {
  const headers = /* @__PURE__ */ Object.create(null);
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  return headers;
}
function joined(chunks, length) {
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
function createHttp({ env, ca, clock }) {
  const agents = createAgents(env, ca);
  return {
    send: (request, signal) => send(request, signal, agents, clock),
    close: agents.closeIdle
  };
}
async function send(request, signal, agents, clock) {
  const { protocol, host } = request.url;
  if (signal.aborted) throw cancellation(signal, host);
  if (protocol !== "https:" && protocol !== "http:")
    throw httpError("other", host, "only https: and http: addresses can be asked");
  const route = agents.route(request.url, request.direct === true);
  return await exchange(request, route, signal, clock);
}
function exchange(request, route, signal, clock) {
  const { host, protocol } = request.url;
  const limits = { ...HTTP_LIMITS, ...request.limits };
  const rules = {
    host,
    maxBytes: limits.maxBytes,
    bodiless: request.method === "HEAD",
    plainProxy: route.proxied && protocol === "http:"
  };
  const done = new AbortController();
  return new Promise((resolve, reject) => {
    let outgoing;
    let opening;
    let answered = false;
    const settle = (result) => {
      if (done.signal.aborted) return;
      done.abort();
      signal.removeEventListener("abort", cancel);
      if (!(result instanceof HttpError)) return resolve(result);
      outgoing?.destroy();
      opening?.destroy();
      reject(result);
    };
    const cancel = () => settle(cancellation(signal, host));
    const deadline = (ms, applies) => {
      const expire = () => applies() ? settle(httpError("timeout", host)) : void 0;
      void clock.sleep(ms, done.signal).then(expire, () => void 0);
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const options = optionsOf(request, route, (socket) => opening = socket);
      outgoing = protocol === "https:" ? https.request(options) : http.request(options);
      outgoing.on(
        "error",
        (error) => settle(answered ? httpError("truncated", host) : httpErrorOf(error, host, route.proxied))
      );
      outgoing.on("response", (incoming) => {
        answered = true;
        readAnswer(incoming, rules, settle);
      });
      outgoing.end(bodyOf(request));
    } catch (error) {
      settle(httpErrorOf(error, host, route.proxied));
    }
    deadline(limits.headersMs, () => !answered);
    deadline(limits.totalMs, () => true);
  });
}
function cancellation(signal, host) {
  const { name } = signal.reason ?? {};
  return httpError(name === "TimeoutError" ? "timeout" : "cancelled", host);
}
function optionsOf({ method, url, headers = {} }, { agent }, onOpening) {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    method,
    protocol: url.protocol,
    hostname,
    port: url.port,
    path: url.pathname + url.search,
    headers: { "accept-encoding": "identity", ...headersOf(headers, url.host) },
    agent,
    onOpening,
    joinDuplicateHeaders: true,
    // Of the URL, whatever a `host` header says; an address has none in TLS.
    servername: hostname === url.hostname && !/^[\d.]+$/.test(hostname) ? hostname : ""
  };
}
function headersOf(headers, host) {
  const result = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = value instanceof Secret ? value.reveal() : value;
    if (text === void 0) throw httpError("other", host, `a credential for ${host} is no text`);
    result[name.toLowerCase()] = text;
  }
  return result;
}
const bodyOf = ({ body }) => body instanceof Secret ? body.revealBytes() : body;
export {
  createHttp
};
