import http from "node:http";
import https from "node:https";
import type net from "node:net";
import type { Clock } from "./clock.ts";
import { type Agents, createAgents, type OpeningHook, type Route } from "./http-agent.ts";
import { type AnswerRules, cancellation, readAnswer, streamAnswer } from "./http-body.ts";
import { httpError, httpErrorOf } from "./http-errors.ts";
import {
  HTTP_LIMITS,
  type HttpAnswer,
  HttpError,
  type HttpLimits,
  type HttpRequest,
  type HttpStream,
  type StreamingHttp,
} from "./http.ts";
import { Secret } from "./secret.ts";

export interface HttpOptions {
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up, in upper and lower case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Certificates of CAs to trust besides Node's own and NODE_EXTRA_CA_CERTS, as PEM. */
  readonly ca?: string | undefined;
  readonly clock: Clock;
}

/**
 * The one HTTP client: keep-alive, the environment's proxies, deadlines, a bounded body, no redirects, no
 * retries. Nothing is loaded or opened before the first request. Its `send` and `stream` throw HttpError only.
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support
 */
export function createHttp({ env, ca, clock }: HttpOptions): StreamingHttp {
  const agents = createAgents(env, ca);
  return {
    send: async (request, signal) => {
      const limits = { ...HTTP_LIMITS, ...request.limits };
      return await exchange<HttpAnswer>(request, limits, agents, signal, clock, readAnswer);
    },
    stream: async (request, signal) => {
      const limits = { ...HTTP_LIMITS, ...request.limits, totalMs: undefined };
      return await exchange<HttpStream>(request, limits, agents, signal, clock, (incoming, rules, settle) =>
        streamAnswer(incoming, rules, signal, settle),
      );
    },
    close: agents.closeIdle,
  };
}

type Limits = Omit<HttpLimits, "totalMs"> & { readonly totalMs: number | undefined };

/** Sends a request, and has its answer taken by `take`. */
async function exchange<Answer extends HttpAnswer | HttpStream>(
  request: HttpRequest,
  limits: Limits,
  agents: Agents,
  signal: AbortSignal,
  clock: Clock,
  take: (
    incoming: http.IncomingMessage,
    rules: AnswerRules,
    settle: (result: Answer | HttpError) => void,
  ) => void,
): Promise<Answer> {
  const { protocol, host } = request.url;
  if (signal.aborted) throw cancellation(signal, host);
  if (protocol !== "https:" && protocol !== "http:")
    throw httpError("other", host, "only https: and http: addresses can be asked");
  const route = agents.route(request);
  const rules = {
    host,
    maxBytes: limits.maxBytes,
    bodiless: request.method === "HEAD",
    plainProxy: route.proxied && protocol === "http:",
  };
  const done = new AbortController();
  return await new Promise((resolve, reject) => {
    let outgoing: http.ClientRequest | undefined;
    let opening: net.Socket | undefined;
    let answered = false;

    const settle = (result: Answer | HttpError): void => {
      if (done.signal.aborted) return;
      // A reason of our own: the default one is an error, with a stack that nobody reads.
      done.abort("settled");
      signal.removeEventListener("abort", cancel);
      if (!(result instanceof HttpError)) return resolve(result);
      outgoing?.destroy();
      opening?.destroy();
      reject(result);
    };
    const cancel = (): void => settle(cancellation(signal, host));
    const deadline = (ms: number, applies: () => boolean): void => {
      const expire = (): void => (applies() ? settle(httpError("timeout", host)) : undefined);
      void clock.sleep(ms, done.signal).then(expire, () => undefined);
    };

    signal.addEventListener("abort", cancel, { once: true });
    try {
      const body = bodyOf(request);
      const options = optionsOf(request, route, (socket) => (opening = socket));
      outgoing = protocol === "https:" ? https.request(options) : http.request(options);
      outgoing.on("error", (error) =>
        settle(answered ? httpError("truncated", host) : httpErrorOf(error, host, route.proxied)),
      );
      outgoing.on("response", (incoming) => {
        answered = true;
        take(incoming, rules, settle);
      });
      if (body !== undefined) outgoing.setHeader("content-length", Buffer.byteLength(body));
      outgoing.end(body);
    } catch (error) {
      settle(httpErrorOf(error, host, route.proxied));
    }
    deadline(limits.headersMs, () => !answered);
    if (limits.totalMs !== undefined) deadline(limits.totalMs, () => true);
  });
}

function optionsOf(
  { method, url, headers = {} }: HttpRequest,
  { agent }: Route,
  onOpening: OpeningHook["onOpening"],
): https.RequestOptions & OpeningHook {
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
    servername: hostname === url.hostname && !/^[\d.]+$/.test(hostname) ? hostname : "",
  };
}

function headersOf(
  headers: NonNullable<HttpRequest["headers"]>,
  host: string,
): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = value instanceof Secret ? value.reveal() : value;
    if (text === undefined) throw httpError("other", host, `a credential for ${host} is no text`);
    result[name.toLowerCase()] = typeof text === "string" ? text : [...text];
  }
  return result;
}

/** Always bytes: with text, Node writes the headers before it as UTF-8, and otherwise as Latin-1. */
const bodyOf = ({ body }: HttpRequest): Uint8Array | undefined =>
  body instanceof Secret ? body.revealBytes() : typeof body === "string" ? Buffer.from(body) : body;
