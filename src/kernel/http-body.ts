import type http from "node:http";
import type { HttpAnswer, HttpError } from "./http.ts";
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

/** Reads an answer to its end. `settle` gets the answer, or the HttpError of what is wrong with it. */
export function readAnswer(
  incoming: http.IncomingMessage,
  { host, maxBytes, bodiless, plainProxy }: AnswerRules,
  settle: (result: HttpAnswer | HttpError) => void,
): void {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const status = incoming.statusCode ?? 0;
  // Also where the connection ends before the body does; there is no "end" then.
  incoming.on("error", () => settle(httpError("truncated", host)));
  if (plainProxy && status === 407) return settle(new ProxyError(host, "the proxy answered 407", 407));
  const encoding = incoming.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity")
    return settle(httpError("other", host, `${host} sent a compressed answer, though none was asked for`));
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
