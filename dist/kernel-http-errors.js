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
export {
  HTTP_LIMITS as H,
  ProxyError as P,
  TlsError as T,
  httpErrorOf as a,
  HttpError as b,
  TLS_WORDS as c,
  httpError as h
};
