import { Failure } from "../../../kernel/errors.ts";
import { type HttpAnswer, HttpError, type HttpRequest } from "../../../kernel/http.ts";
import { retry, retryAfterMs, type RetryRules, type Verdict } from "../../../kernel/retry.ts";
import { Secret } from "../../../kernel/secret.ts";
import { isTransient } from "../../../kernel/unreachable.ts";
import type { Host } from "../../provider.ts";
import type { AwsCredentials } from "../credentials.ts";

/** One set of credentials as a service or a file has it: the names differ, the parts do not. */
export interface GivenKeys {
  readonly accessKeyId: unknown;
  readonly secretAccessKey: unknown;
  readonly sessionToken?: unknown;
  /** ISO 8601, or milliseconds since the epoch. */
  readonly expiration?: unknown;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/**
 * Credentials from their parts, masked before anything is said about them.
 *
 * @param from where they come from, as it begins a sentence: "The container's credential service"
 * @param renew what to do about expired ones
 * @throws Failure STORE_ANSWER_INVALID where a part is missing or no text, CREDENTIALS_REFUSED where they are expired
 */
export function credentialsOf(given: GivenKeys, from: string, renew: string, host: Host): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = given;
  host.born([accessKeyId, secretAccessKey, sessionToken].filter(isText).map((text) => Secret.of(text)));
  if (!isText(accessKeyId) || !isText(secretAccessKey)) throw incomplete(from, "a whole pair of keys");
  const none = expiration === undefined || expiration === null || expiration === "";
  const isDate = typeof expiration === "number" || typeof expiration === "string";
  const expires = none ? undefined : new Date(isDate ? expiration : Number.NaN);
  if (expires !== undefined) {
    if (Number.isNaN(expires.getTime())) throw incomplete(from, "a date of expiry that can be read");
    if (expires.getTime() <= host.clock.now()) throw expired(from, expires, renew);
  }
  return {
    accessKeyId: Secret.of(accessKeyId),
    secretAccessKey: Secret.of(secretAccessKey),
    sessionToken: isText(sessionToken) ? Secret.of(sessionToken) : undefined,
    expires,
    arn: undefined,
    assumedAt: undefined,
    token: undefined,
  };
}

const incomplete = (from: string, what: string): Failure =>
  new Failure("STORE_ANSWER_INVALID", `${from} gave no credentials: ${what} is missing.`, {
    fix: "Check what stands there: AWS documents an access key, a secret key, a session token and a date.",
  });

/** The failure for credentials, or a token for them, that ended in the past. */
export const expired = (from: string, since: Date, renew: string): Failure =>
  new Failure("CREDENTIALS_REFUSED", `${from} gave what has expired on ${since.toISOString()}.`, {
    fix: renew,
  });

/** A JSON object's members; undefined for any other text. Values stay untyped: each reader checks its own. */
export function objectOf(json: Uint8Array | string): Readonly<Record<string, unknown>> | undefined {
  const text = typeof json === "string" ? json : Buffer.from(json).toString("utf8");
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

class Busy extends Error {
  readonly answer: HttpAnswer;
  constructor(answer: HttpAnswer) {
    super();
    this.answer = answer;
  }
}

/**
 * Asks a service that hands out credentials, again while it is busy or out of reach.
 *
 * @returns its answer, of whatever status
 * @throws HttpError where there was none
 */
export async function ask(
  request: HttpRequest,
  host: Host,
  signal: AbortSignal,
  rules: Partial<RetryRules> = {},
): Promise<HttpAnswer> {
  const call = async (aborted: AbortSignal): Promise<HttpAnswer> => {
    const answer = await host.http.send(request, aborted);
    if (answer.status === 429 || answer.status >= 500) throw new Busy(answer);
    return answer;
  };
  const judge = (error: unknown): Verdict => {
    if (error instanceof HttpError) return isTransient(error) ? { retry: true } : { retry: false };
    if (!(error instanceof Busy)) return { retry: false };
    const afterMs = retryAfterMs(error.answer.headers, host.clock.now());
    const throttled = error.answer.status === 429;
    return afterMs === undefined ? { retry: true, throttled } : { retry: true, throttled, afterMs };
  };
  try {
    return await retry(call, judge, host.clock, signal, rules);
  } catch (error) {
    if (error instanceof Busy) return error.answer;
    throw error;
  }
}

/** The failure for a service that stayed busy: its status, and nothing of what it said. */
export const busy = (from: string, { status }: HttpAnswer): Failure =>
  new Failure(
    status === 429 ? "STORE_THROTTLED" : "STORE_UNREACHABLE",
    `${from} answered with status ${status}, also when asked again.`,
    { fix: "Run the job again; if it stays so, look at the service itself." },
  );
