import type { HttpAnswer, HttpStream } from "../kernel/http.ts";
import { retryAfterMs } from "../kernel/retry.ts";
import type { ApiCall, StatusCause } from "./api.ts";
import { ApiFault, MAX_TEXT } from "./fault.ts";

const MAX_CAUSES = 500;
const MAX_WORD = 256;

/**
 * The fault for an answer of 400 and above. What is no Status (of a proxy, of a server that is starting) is one of no
 * reason.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export function faultOf(
  call: Pick<ApiCall, "method" | "path">,
  { status, headers, body }: Pick<HttpAnswer, "status" | "headers" | "body">,
  now: number,
): ApiFault {
  const text = new TextDecoder().decode(body);
  const isPage = /^\s*<|\btext\/html\b/i.test(text.slice(0, 64) + (headers["content-type"] ?? ""));
  return statusFault(call, jsonOf(text), status, isPage ? "" : text, retryAfterMs(headers, now));
}

/** The fault for a Status, as an answer or in a watch; `otherwise` is the text of what is none. */
export function statusFault(
  call: Pick<ApiCall, "method" | "path">,
  json: unknown,
  status: number,
  otherwise = "",
  afterMs?: number,
): ApiFault {
  const { kind, code, reason, message, details } = fields(json);
  if (kind !== "Status") return new ApiFault(call, status, "", otherwise, [], afterMs);
  const { causes, retryAfterSeconds } = fields(details);
  const seconds = typeof retryAfterSeconds === "number" ? retryAfterSeconds * 1_000 : undefined;
  return new ApiFault(
    call,
    status !== 0 ? status : typeof code === "number" ? code : 500,
    word(reason),
    typeof message === "string" ? message : "",
    (Array.isArray(causes) ? causes : []).slice(0, MAX_CAUSES).map(causeOf),
    afterMs ?? (seconds !== undefined && seconds > 0 ? seconds : undefined),
  );
}

/** A stream that is no stream, as its bytes: bounded, since nobody asked for as much as a body. */
export async function bodyOf(stream: HttpStream, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream.body) {
    length += chunk.length;
    if (length > maxBytes) break;
    chunks.push(chunk);
  }
  return { status: stream.status, headers: stream.headers, body: Buffer.concat(chunks) };
}

/** The members of what may be an object. */
export const fields = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};

/** The value of JSON text, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeOf(json: unknown): StatusCause {
  const { reason, field, message } = fields(json);
  return { reason: word(reason), field: bounded(field), message: bounded(message) };
}

/** What the server names; anything else than a word is none. */
const word = (value: unknown): string =>
  typeof value === "string" && value.length <= MAX_WORD && /^[A-Za-z0-9]+$/.test(value) ? value : "";

const bounded = (value: unknown): string =>
  typeof value === "string" && value.length <= MAX_TEXT ? value : "";
