import type { Secret } from "./secret.ts";

/** One request. Credentials are `Secret`s, revealed only where the bytes leave. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "LIST";
  readonly url: URL;
  /** A list is one header for each, as where the server joins none of them. */
  readonly headers?: Readonly<Record<string, string | Secret | readonly string[]>>;
  readonly body?: string | Uint8Array | Secret;
  /** Over the defaults of HTTP_LIMITS. */
  readonly limits?: Partial<HttpLimits>;
  /** A client certificate for this server, as PEM. */
  readonly certificate?: { readonly cert: string; readonly key: Secret };
  /** How this server is trusted, where not by the usual CAs. */
  readonly trust?: HttpTrust;
  /** The proxy for this server, over the environment's; "" for none. */
  readonly proxy?: string;
  /** True for a metadata service of the machine itself: no proxy whatever the environment says. */
  readonly direct?: boolean;
}

export interface HttpTrust {
  /** The only CAs that this server is trusted by, as PEM. */
  readonly ca?: string;
  /** The name that its certificate must have, where that is not the URL's host. */
  readonly serverName?: string;
  /** No check of the certificate at all: only where the user's own configuration says so. */
  readonly insecure?: true;
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

/** An answer whose body comes in pieces, as long as the server has some. */
export interface HttpStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends when the server ends it; throws HttpError when it breaks. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** The one HTTP client. A redirect is an answer like any other: nothing follows it. */
export interface Http {
  /** Throws HttpError for whatever is no answer; a status of 400 and above is an answer. */
  readonly send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;
  /** Ends idle connections. */
  readonly close: () => void;
}

/** A client that can also watch. */
export interface StreamingHttp extends Http {
  /** As `send`, once the headers are there: `totalMs` and `maxBytes` do not count, `headersMs` does. */
  readonly stream: (request: HttpRequest, signal: AbortSignal) => Promise<HttpStream>;
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
