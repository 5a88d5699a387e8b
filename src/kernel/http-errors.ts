import { HttpError, type HttpErrorKind } from "./http.ts";

/** Why a server's certificate was not accepted. */
export type TlsReason =
  | "unknown-ca"
  | "expired"
  | "not-yet-valid"
  | "other-host"
  | "no-tls"
  | "bad-ca-cert"
  | "other";

/** A connection that was given up because of TLS. */
export class TlsError extends HttpError {
  readonly reason: TlsReason;

  constructor(host: string, reason: TlsReason) {
    super("tls", host, `tls: ${host} ${TLS_WORDS[reason]}.`);
    this.reason = reason;
  }
}

/** How each reason reads after a host's name. */
export const TLS_WORDS: Readonly<Record<TlsReason, string>> = {
  "unknown-ca": "shows a certificate of a CA that is not trusted here",
  expired: "shows a certificate that has expired",
  "not-yet-valid": "shows a certificate that is not valid yet",
  "other-host": "shows a certificate for other host names",
  "no-tls": "does not speak TLS on this port",
  "bad-ca-cert": "cannot be checked, because the given CA file holds no certificate",
  other: "could not agree on TLS",
};

/** A proxy that could not be used. */
export class ProxyError extends HttpError {
  /** In words of our own, without the proxy's address, which may hold a password. */
  readonly what: string;
  /** What it answered to CONNECT, where it answered. */
  readonly status: number | undefined;

  constructor(host: string, what: string, status?: number) {
    super("proxy", host, `proxy: on the way to ${host}, ${what}.`);
    this.what = what;
    this.status = status;
  }
}

const TLS_REASONS: Readonly<Record<string, TlsReason>> = {
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
  ERR_SSL_HTTP_REQUEST: "no-tls",
};
const TLS_CODE = /^(CERT_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|CRL_|PATH_LENGTH_|INVALID_PURPOSE|CA_)/;

const KINDS: Readonly<Record<string, HttpErrorKind>> = {
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
  HPE_HEADER_OVERFLOW: "too-large",
};

const WORDS: Readonly<Record<HttpErrorKind, (host: string) => string>> = {
  dns: (host) => `no address was found for ${host}`,
  refused: (host) => `nothing takes connections at ${host}`,
  reset: (host) => `${host} closed the connection before it answered`,
  timeout: (host) => `${host} did not answer in time`,
  tls: (host) => `${host} ${TLS_WORDS.other}`,
  proxy: (host) => `the proxy on the way to ${host} failed`,
  truncated: (host) => `the answer of ${host} broke off`,
  "too-large": (host) => `the answer of ${host} is larger than allowed`,
  cancelled: (host) => `the request to ${host} was cancelled`,
  other: (host) => `the request to ${host} failed`,
};

/** An HttpError in the words of its kind, or in those given. */
export function httpError(kind: HttpErrorKind, host: string, what?: string): HttpError {
  return new HttpError(kind, host, `${kind}: ${what ?? WORDS[kind](host)}.`);
}

/**
 * The HttpError for an error of Node's sockets. Only its code is read: its message may hold the proxy's
 * address or what the server sent.
 * @param proxied whether the connection goes to a proxy first: then it is the proxy that was not reached.
 * @see https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
 */
export function httpErrorOf(error: unknown, host: string, proxied: boolean): HttpError {
  if (error instanceof HttpError) return error;
  const { code = "", statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  if (code === "ERR_PROXY_TUNNEL") {
    const what = statusCode === undefined ? "the proxy hung up" : `the proxy answered ${statusCode}`;
    return new ProxyError(host, what, statusCode);
  }
  const reason = TLS_REASONS[code] ?? (TLS_CODE.test(code) ? "other" : undefined);
  if (reason !== undefined) return new TlsError(host, reason);
  const kind = KINDS[code] ?? (code.startsWith("EAI_") ? "dns" : "other");
  if (proxied && kind === "dns") return new ProxyError(host, "no address was found for the proxy");
  if (proxied && kind === "refused") return new ProxyError(host, "the proxy takes no connections");
  if (kind !== "other") return httpError(kind, host);
  if (code.startsWith("HPE_")) return httpError("other", host, `${host} does not speak HTTP on this port`);
  const known = /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : "";
  return httpError("other", host, `the request to ${host} failed${known}`);
}
