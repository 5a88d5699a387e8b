import type http from "node:http";
import type { HttpAnswer, HttpError, HttpStream } from "./http.ts";
import { httpError, ProxyError } from "./http-errors.ts";

/** What there is to know of the request when its answer is read. */
export interface AnswerRules {
  readonly host: string;
  readonly maxBytes: number;
  /** Of a HEAD: no body follows, whatever the headers say. */
  readonly bodiless: boolean;
  /** Whether a proxy sees the request itself, so that a 407 is the proxy's. */
  readonly plainProxy: boolean;
}

/** What is wrong with an answer by its headers alone. */
function problemOf(
  incoming: http.IncomingMessage,
  { host, plainProxy }: Pick<AnswerRules, "host" | "plainProxy">,
): HttpError | undefined {
  if (plainProxy && incoming.statusCode === 407) return new ProxyError(host, "the proxy answered 407", 407);
  const encoding = incoming.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity")
    return httpError("other", host, `${host} sent a compressed answer, though none was asked for`);
  return undefined;
}

/** Reads an answer to its end. `settle` gets the answer, or the HttpError of what is wrong with it. */
export function readAnswer(
  incoming: http.IncomingMessage,
  rules: AnswerRules,
  settle: (result: HttpAnswer | HttpError) => void,
): void {
  const { host, maxBytes, bodiless } = rules;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const status = incoming.statusCode ?? 0;
  // Also where the connection ends before the body does; there is no "end" then.
  incoming.on("error", () => settle(httpError("truncated", host)));
  const problem = problemOf(incoming, rules);
  if (problem !== undefined) return settle(problem);
  if (!bodiless && Number(incoming.headers["content-length"] ?? 0) > maxBytes)
    return settle(httpError("too-large", host));

  incoming.on("data", (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > maxBytes) return settle(httpError("too-large", host));
    chunks.push(chunk);
  });
  incoming.on("end", () => {
    settle({ status, headers: headersOf(incoming), body: joined(chunks, length) });
  });
}

/**
 * An answer whose body is handed on as it comes. The connection ends with the body, when the body is left early, and
 * when the signal aborts, whether or not anybody reads.
 */
export function streamAnswer(
  incoming: http.IncomingMessage,
  rules: AnswerRules,
  signal: AbortSignal,
  settle: (result: HttpStream | HttpError) => void,
): void {
  const problem = problemOf(incoming, rules);
  // An error that comes while nobody reads must not end the process; who reads later on gets it still.
  incoming.on("error", () => undefined);
  if (problem !== undefined) return settle(problem);
  const cancel = (): void => void incoming.destroy();
  signal.addEventListener("abort", cancel, { once: true });
  incoming.on("close", () => signal.removeEventListener("abort", cancel));
  settle({
    status: incoming.statusCode ?? 0,
    headers: headersOf(incoming),
    body: pieces(incoming, rules.host, signal),
  });
}

async function* pieces(
  incoming: http.IncomingMessage,
  host: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of incoming) yield chunk as Uint8Array;
  } catch {
    throw signal.aborted ? cancellation(signal, host) : httpError("truncated", host);
  } finally {
    incoming.destroy();
  }
}

/** Why a signal ended a request. */
export function cancellation(signal: AbortSignal, host: string): HttpError {
  const { name } = (signal.reason ?? {}) as { name?: unknown };
  return httpError(name === "TimeoutError" ? "timeout" : "cancelled", host);
}

function headersOf(incoming: http.IncomingMessage): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  return headers;
}

/** Not Buffer.concat: short ones would lie in the pool that all buffers of the process share. */
function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
