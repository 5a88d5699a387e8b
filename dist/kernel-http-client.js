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
const net = lazyBuiltin("node:net");
const tls = lazyBuiltin("node:tls");
const crypto = lazyBuiltin("node:crypto");
import { J as asAttempt, F as Failure, S as Secret, y as printable } from "./kernel-base.js";
const HTTP_LIMITS = {
  // The services here answer within a second or two; one under load is asked again rather than waited for.
  headersMs: 15e3,
  // A whole answer of maxBytes at 2 Mbit/s.
  totalMs: 3e4,
  // The biggest answer there is to wait for: 20 secrets of 64 KiB, each byte written as six in JSON.
  maxBytes: 8 * 1024 * 1024
};
class HttpError extends Error {
  name = "HttpError";
  kind;
  host;
  constructor(kind, host, message) {
    super(message);
    this.kind = kind;
    this.host = host;
  }
}
function createPool(max) {
  let room = max;
  let running = 0;
  let waiting = [];
  const admit = () => {
    const free = Math.max(0, room - running);
    const next = waiting.slice(0, free);
    waiting = waiting.slice(free);
    running += next.length;
    for (const enter of next) enter();
  };
  return {
    run: async (task) => {
      await new Promise((enter) => {
        waiting.push(enter);
        admit();
      });
      try {
        const result = await task();
        room = Math.min(max, room + 1);
        return result;
      } finally {
        running -= 1;
        admit();
      }
    },
    throttled: () => {
      if (running > room) return;
      room = Math.max(1, Math.floor(room / 2));
    }
  };
}
const RETRY_RULES = {
  attempts: 4,
  baseMs: 100,
  capMs: 5e3,
  budgetMs: 3e4,
  random: Math.random
};
const THROTTLED_TIMES = 5;
async function retry(call, judge, clock, signal, rules = {}) {
  const { attempts, baseMs, capMs, budgetMs, random } = { ...RETRY_RULES, ...rules };
  const end = clock.now() + budgetMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asAttempt(attempt, () => call(signal));
    } catch (error) {
      if (signal.aborted || attempt >= attempts) throw error;
      const verdict = judge(error);
      if (!verdict.retry) throw error;
      const base = verdict.throttled === true ? baseMs * THROTTLED_TIMES : baseMs;
      const own = random() * Math.min(capMs, base * 2 ** (attempt - 1));
      const wait = Math.ceil(Math.max(own, verdict.afterMs ?? 0));
      if (clock.now() + wait > end) throw error;
      await clock.sleep(wait, signal).catch(() => void 0);
      if (signal.aborted) throw error;
    }
  }
}
function retryAfterMs(headers, now) {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1e3;
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return void 0;
  const date = Date.parse(text);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
}
class TlsError extends HttpError {
  reason;
  constructor(host, reason) {
    super("tls", host, `tls: ${host} ${TLS_WORDS[reason]}.`);
    this.reason = reason;
  }
}
const TLS_WORDS = {
  "unknown-ca": "shows a certificate of a CA that is not trusted here",
  expired: "shows a certificate that has expired",
  "not-yet-valid": "shows a certificate that is not valid yet",
  "other-host": "shows a certificate for other host names",
  "no-tls": "does not speak TLS on this port",
  "bad-ca-cert": "cannot be checked, because the given CA file holds no certificate",
  other: "could not agree on TLS"
};
class ProxyError extends HttpError {
  /** In words of our own, without the proxy's address, which may hold a password. */
  what;
  /** What it answered to CONNECT, where it answered. */
  status;
  constructor(host, what, status) {
    super("proxy", host, `proxy: on the way to ${host}, ${what}.`);
    this.what = what;
    this.status = status;
  }
}
const TLS_REASONS = {
  SELF_SIGNED_CERT_IN_CHAIN: "unknown-ca",
  DEPTH_ZERO_SELF_SIGNED_CERT: "unknown-ca",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown-ca",
  UNABLE_TO_GET_ISSUER_CERT: "unknown-ca",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown-ca",
  CERT_UNTRUSTED: "unknown-ca",
  INVALID_CA: "unknown-ca",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not-yet-valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "other-host",
  HOSTNAME_MISMATCH: "other-host",
  EPROTO: "no-tls",
  ERR_SSL_WRONG_VERSION_NUMBER: "no-tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "no-tls",
  ERR_SSL_HTTP_REQUEST: "no-tls"
};
const TLS_CODE = /^(CERT_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|CRL_|PATH_LENGTH_|INVALID_PURPOSE|CA_)/;
const KINDS = {
  ENOTFOUND: "dns",
  ENODATA: "dns",
  ESERVFAIL: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  EACCES: "refused",
  EPERM: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "timeout",
  HPE_HEADER_OVERFLOW: "too-large"
};
const WORDS = {
  dns: (host) => `no address was found for ${host}`,
  refused: (host) => `nothing takes connections at ${host}`,
  reset: (host) => `${host} closed the connection before it answered`,
  timeout: (host) => `${host} did not answer in time`,
  tls: (host) => `${host} ${TLS_WORDS.other}`,
  proxy: (host) => `the proxy on the way to ${host} failed`,
  truncated: (host) => `the answer of ${host} broke off`,
  "too-large": (host) => `the answer of ${host} is larger than allowed`,
  cancelled: (host) => `the request to ${host} was cancelled`,
  other: (host) => `the request to ${host} failed`
};
function httpError(kind, host, what) {
  return new HttpError(kind, host, `${kind}: ${what ?? WORDS[kind](host)}.`);
}
function httpErrorOf(error, host, proxied) {
  if (error instanceof HttpError) return error;
  const { code = "", statusCode } = error ?? {};
  if (code === "ERR_PROXY_TUNNEL") {
    const what = statusCode === void 0 ? "the proxy hung up" : `the proxy answered ${statusCode}`;
    return new ProxyError(host, what, statusCode);
  }
  const reason = TLS_REASONS[code] ?? (TLS_CODE.test(code) ? "other" : void 0);
  if (reason !== void 0) return new TlsError(host, reason);
  const kind = KINDS[code] ?? (code.startsWith("EAI_") ? "dns" : "other");
  if (proxied && kind === "dns") return new ProxyError(host, "no address was found for the proxy");
  if (proxied && kind === "refused") return new ProxyError(host, "the proxy takes no connections");
  if (kind !== "other") return httpError(kind, host);
  if (code.startsWith("HPE_")) return httpError("other", host, `${host} does not speak HTTP on this port`);
  const known = /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : "";
  return httpError("other", host, `the request to ${host} failed${known}`);
}
const TRANSIENT = /* @__PURE__ */ new Set(["dns", "refused", "reset", "timeout", "truncated"]);
function isTransient(error) {
  if (error instanceof ProxyError) return error.status === void 0 || error.status >= 500;
  return TRANSIENT.has(error.kind);
}
function unreachable(error, who) {
  if (error instanceof ProxyError) return behindProxy(error, who);
  if (error.kind === "tls")
    return untrusted(error.host, error instanceof TlsError ? error.reason : "other", who);
  return BY_KIND[error.kind](who, error.host);
}
const failed = (code, what, fix) => (who, host) => new Failure(code, `${who} could not be asked: ${what(host)}.`, { fix: fix(host) });
const withoutPort = (host) => host.replace(/:\d+$/, "");
const throughProxy = (host) => `If this runner reaches it only through a proxy, set HTTPS_PROXY for the step; if only without one, NO_PROXY: ${withoutPort(host)}`;
const BY_KIND = {
  dns: failed(
    "STORE_UNREACHABLE",
    (host) => `the name ${withoutPort(host)} has no address here`,
    (host) => `Check the region and the endpoint. A private name needs the DNS of its network. ${throughProxy(host)}`
  ),
  refused: failed(
    "STORE_UNREACHABLE",
    (host) => `nothing takes connections at ${host}`,
    (host) => `Check the endpoint, its port, and the firewall of this runner. ${throughProxy(host)}`
  ),
  reset: failed(
    "STORE_UNREACHABLE",
    (host) => `${host} closed the connection before it answered`,
    (host) => `Run the job again; if it stays so, a firewall on the way ends it. ${throughProxy(host)}`
  ),
  timeout: failed(
    "STORE_UNREACHABLE",
    (host) => `${host} did not answer in time`,
    (host) => `Check that this runner may reach ${host}, and run the job again. ${throughProxy(host)}`
  ),
  proxy: failed("STORE_UNREACHABLE", (host) => `the proxy on the way to ${host} failed`, throughProxy),
  truncated: failed(
    "STORE_ANSWER_INVALID",
    (host) => `the answer of ${host} broke off`,
    () => "Run the job again; if it stays so, something on the way (a proxy, a firewall) cuts answers short."
  ),
  "too-large": failed(
    "STORE_ANSWER_INVALID",
    (host) => `the answer of ${host} is larger than any that is expected`,
    () => "Check the endpoint: another service seems to answer there."
  ),
  cancelled: failed(
    "STORE_UNREACHABLE",
    (host) => `the request to ${host} was cancelled`,
    () => "Run the job again."
  ),
  other: failed(
    "STORE_UNREACHABLE",
    (host) => `no answer of ${host} could be read`,
    () => "Check the endpoint: its scheme, its port, and that the service itself answers there, not a proxy."
  )
};
const TLS_FIXES = {
  "unknown-ca": "Where the CA is your own (a private endpoint, a proxy that reads TLS), name its certificate:\nca-cert: path/to/ca.pem",
  expired: "Renew the certificate of the endpoint, and check the clock of this runner.",
  "not-yet-valid": "Check the clock of this runner.",
  "other-host": "Use the endpoint under a name that its certificate holds.",
  "no-tls": "Check the endpoint: its port, and that it serves https:.",
  "bad-ca-cert": "ca-cert must name a PEM file with `-----BEGIN CERTIFICATE-----`.",
  other: "Check that the endpoint serves TLS 1.2 or newer. Where its CA is your own, name it:\nca-cert: path/to/ca.pem"
};
function untrusted(host, reason, who) {
  const code = reason === "no-tls" ? "STORE_UNREACHABLE" : "TLS_UNTRUSTED";
  return new Failure(code, `${who} could not be asked: ${host} ${TLS_WORDS[reason]}.`, {
    fix: TLS_FIXES[reason]
  });
}
function behindProxy({ host, what, status }, who) {
  const passing = `to go around it, NO_PROXY: ${withoutPort(host)}`;
  const fix = status === 407 ? `The proxy wants a user and a password: HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, from a secret; ${passing}` : `Check HTTPS_PROXY (HTTP_PROXY for http:) and what the proxy allows; ${passing}`;
  return new Failure("STORE_UNREACHABLE", `${who} could not be asked: on the way to ${host}, ${what}.`, {
    fix
  });
}
function answerProblem(answer, who) {
  const isPage = /^\s*text\/html\b/i.test(answer.headers["content-type"] ?? "") || looksLikePage(answer.body);
  return isPage ? notFromService(answer, who, "a web page") : void 0;
}
function notJson(answer, who) {
  return answerProblem(answer, who) ?? notFromService(answer, who, "something else than the JSON it documents");
}
function notFromService({ status }, who, what) {
  return new Failure("STORE_ANSWER_INVALID", `${who} answered (status ${status}) with ${what}.`, {
    fix: "A proxy, a portal or another service seems to answer in its place: check the endpoint, HTTPS_PROXY and NO_PROXY."
  });
}
function looksLikePage(body) {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 256));
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(start.replace(/^\u00ef\u00bb\u00bf/, ""));
}
const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
function contextWith(pem, identity = {}) {
  return contextOf(pem, (certificates) => extended(certificates, identity));
}
function contextOnly(pem, identity = {}) {
  return contextOf(pem, (certificates) => tls.createSecureContext({ ...identity, ca: [...certificates] }));
}
function contextOf(pem, create) {
  const certificates = pem.match(CERTIFICATE);
  if (certificates === null) return void 0;
  try {
    for (const certificate of certificates) new crypto.X509Certificate(certificate);
    return create(certificates);
  } catch {
    return void 0;
  }
}
function extended(certificates, identity) {
  const context = tls.createSecureContext({ ...identity });
  const handle = context.context;
  if (typeof handle.addCACert !== "function")
    return tls.createSecureContext({
      ...identity,
      ca: [...tls.getCACertificates("default"), ...certificates]
    });
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
function givenProxy(url, given) {
  const text = given.trim();
  if (text === "") return void 0;
  const proxy = text.includes("://") ? text : `http://${text}`;
  if (!isUsable(proxy))
    throw new ProxyError(url.host, "the proxy given for it is no URL of an http: or https: proxy");
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
  const identities = [];
  let usual;
  const create = ({ url, certificate, trust }, proxy) => {
    const proxyEnv = proxy === void 0 ? {} : { proxyEnv: { http_proxy: proxy, https_proxy: proxy } };
    if (url.protocol === "http:") return announcing(new http.Agent({ ...SETTINGS, ...proxyEnv }));
    const context = contextFor(url.host, certificate, trust);
    return announcing(
      new https.Agent({
        ...SETTINGS,
        ...proxyEnv,
        ...context === void 0 ? {} : { secureContext: context },
        ...trust?.serverName === void 0 ? {} : named(trust.serverName),
        // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn the check off otherwise.
        rejectUnauthorized: trust?.insecure !== true
      })
    );
  };
  const contextFor = (host, certificate, trust) => {
    if (certificate === void 0 && trust?.ca === void 0 && usual !== void 0) return usual;
    const identity = certificate === void 0 ? {} : { cert: certificate.cert, key: certificate.key.reveal() ?? "" };
    const own = certificate === void 0 ? void 0 : identified(identity, host);
    const pem = trust?.ca ?? ca;
    if (pem === void 0) return own;
    const context = trust?.ca === void 0 ? contextWith(pem, identity) : contextOnly(pem, identity);
    if (context === void 0) throw new TlsError(host, "bad-ca-cert");
    if (certificate === void 0 && trust?.ca === void 0) usual = context;
    return context;
  };
  const numberOf = (certificate) => {
    if (certificate === void 0) return 0;
    const known = identities.findIndex(
      ({ cert, key }) => cert === certificate.cert && key.equals(certificate.key)
    );
    return known === -1 ? identities.push(certificate) : known + 1;
  };
  return {
    route: (request) => {
      const { url, direct, certificate, trust, proxy: given } = request;
      const proxy = direct === true ? void 0 : given === void 0 ? proxyFor(url, env) : givenProxy(url, given);
      const { ca: only, serverName, insecure } = trust ?? {};
      const key = JSON.stringify([url.protocol, proxy, numberOf(certificate), only, serverName, insecure]);
      let agent = agents.get(key);
      if (agent === void 0) {
        agent = create(request, proxy);
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
const named = (serverName) => ({
  servername: net.isIP(serverName) === 0 ? serverName : "",
  checkServerIdentity: (_, certificate) => tls.checkServerIdentity(serverName, certificate)
});
function identified(identity, host) {
  try {
    return tls.createSecureContext({ ...identity });
  } catch {
    throw httpError(
      "other",
      host,
      `the client certificate for ${host} and its key are no pair that can be used`
    );
  }
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
function problemOf(incoming, { host, plainProxy }) {
  if (plainProxy && incoming.statusCode === 407) return new ProxyError(host, "the proxy answered 407", 407);
  const encoding = incoming.headers["content-encoding"];
  if (encoding !== void 0 && encoding.toLowerCase() !== "identity")
    return httpError("other", host, `${host} sent a compressed answer, though none was asked for`);
  return void 0;
}
function readAnswer(incoming, rules, settle) {
  const { host, maxBytes, bodiless } = rules;
  const chunks = [];
  let length = 0;
  const status = incoming.statusCode ?? 0;
  incoming.on("error", () => settle(httpError("truncated", host)));
  const problem = problemOf(incoming, rules);
  if (problem !== void 0) return settle(problem);
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
function streamAnswer(incoming, rules, signal, settle) {
  const problem = problemOf(incoming, rules);
  incoming.on("error", () => void 0);
  if (problem !== void 0) return settle(problem);
  const cancel = () => void incoming.destroy();
  signal.addEventListener("abort", cancel, { once: true });
  incoming.on("close", () => signal.removeEventListener("abort", cancel));
  settle({
    status: incoming.statusCode ?? 0,
    headers: headersOf$1(incoming),
    body: pieces(incoming, rules.host, signal)
  });
}
async function* pieces(incoming, host, signal) {
  try {
    for await (const chunk of incoming) yield chunk;
  } catch {
    throw signal.aborted ? cancellation(signal, host) : httpError("truncated", host);
  } finally {
    incoming.destroy();
  }
}
function cancellation(signal, host) {
  const { name } = signal.reason ?? {};
  return httpError(name === "TimeoutError" ? "timeout" : "cancelled", host);
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
    send: async (request, signal) => {
      const limits = { ...HTTP_LIMITS, ...request.limits };
      return await exchange(request, limits, agents, signal, clock, readAnswer);
    },
    stream: async (request, signal) => {
      const limits = { ...HTTP_LIMITS, ...request.limits, totalMs: void 0 };
      return await exchange(
        request,
        limits,
        agents,
        signal,
        clock,
        (incoming, rules, settle) => streamAnswer(incoming, rules, signal, settle)
      );
    },
    close: agents.closeIdle
  };
}
async function exchange(request, limits, agents, signal, clock, take) {
  const { protocol, host } = request.url;
  if (signal.aborted) throw cancellation(signal, host);
  if (protocol !== "https:" && protocol !== "http:")
    throw httpError("other", host, "only https: and http: addresses can be asked");
  const route = agents.route(request);
  const rules = {
    host,
    maxBytes: limits.maxBytes,
    bodiless: request.method === "HEAD",
    plainProxy: route.proxied && protocol === "http:"
  };
  const done = new AbortController();
  return await new Promise((resolve, reject) => {
    let outgoing;
    let opening;
    let answered = false;
    const settle = (result) => {
      if (done.signal.aborted) return;
      done.abort("settled");
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
      const body = bodyOf(request);
      const options = optionsOf(request, route, (socket) => opening = socket);
      outgoing = protocol === "https:" ? https.request(options) : http.request(options);
      outgoing.on(
        "error",
        (error) => settle(answered ? httpError("truncated", host) : httpErrorOf(error, host, route.proxied))
      );
      outgoing.on("response", (incoming) => {
        answered = true;
        take(incoming, rules, settle);
      });
      if (body !== void 0) outgoing.setHeader("content-length", Buffer.byteLength(body));
      outgoing.end(body);
    } catch (error) {
      settle(httpErrorOf(error, host, route.proxied));
    }
    deadline(limits.headersMs, () => !answered);
    if (limits.totalMs !== void 0) deadline(limits.totalMs, () => true);
  });
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
    result[name.toLowerCase()] = typeof text === "string" ? text : [...text];
  }
  return result;
}
const bodyOf = ({ body }) => body instanceof Secret ? body.revealBytes() : typeof body === "string" ? Buffer.from(body) : body;
var httpClient = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  createHttp
});
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]+$/;
const SHOWN = [
  "iss",
  "sub",
  "aud",
  "repository",
  "repository_id",
  "repository_owner_id",
  "repository_visibility",
  "ref",
  "environment",
  "event_name",
  "workflow_ref",
  "job_workflow_ref",
  "runner_environment"
];
const MAX_SHOWN = 500;
const isJwt = (text) => JWT.test(text);
function decodeClaims(token2) {
  const payload = JWT.exec(token2.reveal() ?? "")?.[1];
  if (payload === void 0) return void 0;
  try {
    const claims2 = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims2 === "object" && claims2 !== null && !Array.isArray(claims2) ? claims2 : void 0;
  } catch {
    return void 0;
  }
}
const shownClaims = (claims2) => SHOWN.flatMap((name) => {
  const value = claimText(claims2[name]);
  return value === "" ? [] : [{ name, value: printable(value).slice(0, MAX_SHOWN) }];
});
function claimText(claim) {
  if (typeof claim === "string") return claim;
  if (typeof claim === "number" || typeof claim === "boolean") return String(claim);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === "string").join(", ") : "";
}
var claims = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  decodeClaims,
  isJwt,
  shownClaims
});
const DEFAULT = /^repo:([\w-]+)(?:@(\d+))?\/([\w.-]+)(?:@(\d+))?:(pull_request|environment:[^:]+|ref:refs\/[^:]+)$/;
const ID = /^\d{1,20}$/;
const SERVER_ISSUER = /\/_services\/token$/;
function parseSubject(sub) {
  const [, owner, ownerId, name, nameId, context] = DEFAULT.exec(sub) ?? [];
  if (owner === void 0 || name === void 0 || context === void 0) return { form: "custom" };
  if (ownerId === void 0 && nameId === void 0) return { form: "names", owner, name, context };
  if (ownerId === void 0 || nameId === void 0) return { form: "custom" };
  return { form: "ids", owner, ownerId, name, nameId, context };
}
function otherForm(claims2) {
  const { sub, iss, repository } = claims2;
  const ownerId = idOf(claims2["repository_owner_id"]);
  const nameId = idOf(claims2["repository_id"]);
  if (typeof sub !== "string" || ownerId === void 0 || nameId === void 0) return void 0;
  if (typeof iss === "string" && SERVER_ISSUER.test(iss)) return void 0;
  const subject = parseSubject(sub);
  if (subject.form !== "names" || repository !== `${subject.owner}/${subject.name}`) return void 0;
  return `repo:${subject.owner}@${ownerId}/${subject.name}@${nameId}:${subject.context}`;
}
function idOf(claim) {
  const text = typeof claim === "number" ? String(claim) : claim;
  return typeof text === "string" && ID.test(text) ? text : void 0;
}
const LIMITS = { headersMs: 1e4, totalMs: 1e4, maxBytes: 256 * 1024 };
const RULES = { attempts: 5, baseMs: 250, budgetMs: 2e4 };
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const STATUS_PAGE = "See https://www.githubstatus.com and run the job again.";
class NoToken extends Error {
  status;
  verdict;
  constructor({ status, headers }, clock) {
    super(`status ${status}`);
    this.status = status;
    const afterMs = retryAfterMs(headers, clock.now());
    const passes = status === 408 || status === 429 || status >= 500 || isSuccess(status);
    this.verdict = passes ? { retry: true, throttled: status === 429, ...afterMs === void 0 ? {} : { afterMs } } : { retry: false };
  }
}
async function requestIdToken(request, signal) {
  const { env, audience, http: http2, clock } = request;
  const url = addressOf(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "", audience);
  const authorization = Secret.of(`Bearer ${env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? ""}`);
  let attempts = 0;
  const ask = async (stop) => {
    attempts += 1;
    const headers = { accept: "application/json", authorization };
    const answer = await http2.send(
      { method: "GET", url, headers, limits: LIMITS, direct: url.protocol === "http:" },
      stop
    );
    const token22 = tokenIn(answer);
    if (token22 === void 0) throw new NoToken(answer, clock);
    return token22;
  };
  const judge = (error) => {
    if (error instanceof NoToken) return error.verdict;
    return { retry: error instanceof HttpError && isTransient(error) };
  };
  const token2 = await retry(ask, judge, clock, signal, RULES).catch((error) => {
    throw unavailable(error, url.host, attempts);
  });
  const claims2 = decodeClaims(token2) ?? {};
  const otherSubject = otherForm(claims2);
  return { token: token2, claims: claims2, ...otherSubject === void 0 ? {} : { otherSubject } };
}
function addressOf(text, audience) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isSafe = url?.protocol === "https:" || url?.protocol === "http:" && LOOPBACK.test(url.hostname);
  if (!url || !isSafe || url.username !== "" || url.password !== "")
    throw new Failure(
      "ENDPOINT_REFUSED",
      "ACTIONS_ID_TOKEN_REQUEST_URL is no https: address: the job's request token would travel in the clear.",
      { fix: "Leave ACTIONS_ID_TOKEN_REQUEST_URL to the runner: no `env:` and no earlier step may set it." }
    );
  url.search = `${url.search === "" ? "?" : `${url.search}&`}audience=${encodeURIComponent(audience)}`;
  url.hash = "";
  return url;
}
const isSuccess = (status) => status >= 200 && status < 300;
function tokenIn({ status, body }) {
  if (!isSuccess(status)) return void 0;
  try {
    const answer = JSON.parse(new TextDecoder().decode(body));
    const value = answer?.value;
    return typeof value === "string" && isJwt(value) ? Secret.of(value) : void 0;
  } catch {
    return void 0;
  }
}
function unavailable(error, host, attempts) {
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (error instanceof NoToken) {
    const { status } = error;
    const how = isSuccess(status) ? `status ${status}, but with no token` : `status ${status}`;
    return new Failure(
      "OIDC_TOKEN_UNAVAILABLE",
      `GitHub's token service (${host}) answered with ${how}, after ${tries}.`,
      { fix: fixFor(status) }
    );
  }
  if (!(error instanceof HttpError)) return error;
  const { code, message, fix } = unreachable(error, `GitHub's token service (${host})`);
  if (code === "TLS_UNTRUSTED") return new Failure(code, message, fix === void 0 ? {} : { fix });
  return new Failure("OIDC_TOKEN_UNAVAILABLE", `${message.replace(/\.$/, "")}, after ${tries}.`, {
    fix: `${STATUS_PAGE} On a runner of your own: ${fix ?? ""}`.trimEnd()
  });
}
function fixFor(status) {
  if (status === 401 || status === 403)
    return "The job's right to ask ends with the job: run it again. Leave ACTIONS_ID_TOKEN_REQUEST_TOKEN to the runner, and have in the job:\npermissions:\n  id-token: write\n  contents: read";
  if (status >= 300 && status < 400)
    return "Something in between redirects the request, and a token is not sent after a redirect: check HTTPS_PROXY and NO_PROXY.";
  if (isSuccess(status))
    return `${STATUS_PAGE} A proxy or a portal may answer in its place: check HTTPS_PROXY and NO_PROXY.`;
  return STATUS_PAGE;
}
var token = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  requestIdToken
});
export {
  HttpError as H,
  RETRY_RULES as R,
  retry as a,
  answerProblem as b,
  createPool as c,
  decodeClaims as d,
  claims as e,
  httpClient as h,
  isTransient as i,
  notJson as n,
  retryAfterMs as r,
  token as t,
  unreachable as u
};
