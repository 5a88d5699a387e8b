import type { Secret } from "./secret.ts";

/** One request. Credentials are `Secret`s, revealed only where the bytes leave. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "LIST";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string | Secret>>;
  readonly body?: string | Uint8Array | Secret;
  /** Over the defaults of HTTP_LIMITS. */
  readonly limits?: Partial<HttpLimits>;
  /** A client certificate for this server, as PEM. */
  readonly certificate?: { readonly cert: string; readonly key: Secret };
  /** True for a metadata service of the machine itself: no proxy whatever the environment says. */
  readonly direct?: boolean;
}

export interface HttpLimits {
  /** Until the response's headers are there, in ms. */
  readonly headersMs: number;
  /** Until its last byte is there, in ms. */
  readonly totalMs: number;
  /** Of the response's body. */
  readonly maxBytes: number;
}

/** What a request gets that names no limits of its own. */
export const HTTP_LIMITS: HttpLimits = {
  // The services here answer within a second or two; one under load is asked again rather than waited for.
  headersMs: 15_000,
  // A whole answer of maxBytes at 2 Mbit/s.
  totalMs: 30_000,
  // The biggest answer there is to wait for: 20 secrets of 64 KiB, each byte written as six in JSON.
  maxBytes: 8 * 1024 * 1024,
};

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; of several with one name, joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The one HTTP client. A redirect is an answer like any other: nothing follows it. */
export interface Http {
  /** Throws HttpError for whatever is no answer; a status of 400 and above is an answer. */
  readonly send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;
  /** Ends idle connections. */
  readonly close: () => void;
}

export type HttpErrorKind =
  | "dns"
  | "refused"
  | "reset"
  | "timeout"
  | "tls"
  | "proxy"
  | "truncated"
  | "too-large"
  | "cancelled"
  | "other";

/** A request that got no whole answer. The message names the host and the kind, never a path, header or body. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly kind: HttpErrorKind;
  readonly host: string;

  constructor(kind: HttpErrorKind, host: string, message: string) {
    super(message);
    this.kind = kind;
    this.host = host;
  }
}
