import type { Clock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { HttpError } from "../kernel/http.ts";
import type { Http, HttpAnswer, HttpLimits, HttpRequest } from "../kernel/http.ts";
import type { Pool } from "../kernel/pool.ts";
import { retry, retryAfterMs } from "../kernel/retry.ts";
import type { RetryRules, Verdict } from "../kernel/retry.ts";
import { isTransient } from "../kernel/unreachable.ts";
import { badAnswer, notReached, statusFailure } from "./service-failure.ts";
import type { ServiceName } from "./service-failure.ts";

/** What all services are spoken to with. */
export interface Line {
  readonly http: Http;
  readonly clock: Clock;
  /** Of requests, over all services. */
  readonly pool: Pool;
}

export interface Question<T> {
  readonly service: ServiceName;
  readonly method: "GET" | "POST";
  /** Below the service's address; "" for the address itself. */
  readonly path: string;
  readonly headers?: HttpRequest["headers"];
  readonly body?: HttpRequest["body"];
  readonly limits?: Partial<HttpLimits>;
  /** What a success holds; undefined where it cannot be read, which is asked again. */
  readonly read: (answer: HttpAnswer) => T | undefined;
  /** A status of 300 and above that means something here: a result, or a Problem that is thrown. */
  readonly other?: (answer: HttpAnswer) => T | Failure | undefined;
}

/** One attempt that failed: with what is said if it was the last, and whether another makes sense. */
export class Problem extends Error {
  readonly failure: Failure;
  readonly verdict: Verdict;
  /** Whether the service may have done what it was asked all the same. */
  readonly maybeDone: boolean;

  constructor(failure: Failure, verdict: Verdict, maybeDone = false) {
    super(failure.message);
    this.failure = failure;
    this.verdict = verdict;
    this.maybeDone = maybeDone;
  }
}

/** Begun within this time, a request ends while a certificate that was good for a minute still is. */
const RULES: Partial<RetryRules> = { attempts: 8, baseMs: 500, capMs: 10_000, budgetMs: 50_000 };

/**
 * Asks once. Throws Problem for everything but an answer that can be read.
 * @param line with the pool that waits for room and is told of a 429
 */
export async function once<T>(line: Line, question: Question<T>, signal: AbortSignal): Promise<T> {
  const { service, method, headers = {}, body, limits } = question;
  const request: HttpRequest = {
    method,
    url: below(service.url, question.path),
    headers,
    ...(body === undefined ? {} : { body }),
    ...(limits === undefined ? {} : { limits }),
  };
  return line.pool.run(async () => {
    const answer = await line.http.send(request, signal).catch((error: unknown) => {
      if (!(error instanceof HttpError)) throw error;
      throw new Problem(notReached(error, service), { retry: isTransient(error) }, error.kind !== "dns");
    });
    return understood(line, question, answer);
  });
}

function understood<T>(line: Line, question: Question<T>, answer: HttpAnswer): T {
  const { service } = question;
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const result = question.read(answer);
    if (result !== undefined) return result;
    // Gateways answer so for some seconds while what is behind them restarts.
    throw new Problem(
      badAnswer(service, `answered with something else than it documents (status ${status})`),
      { retry: true },
      true,
    );
  }
  const known = question.other?.(answer);
  if (known instanceof Failure) throw new Problem(known, { retry: false });
  if (known !== undefined) return known;
  const throttled = status === 429;
  if (throttled) line.pool.throttled();
  const afterMs = retryAfterMs(answer.headers, line.clock.now());
  const again = throttled || status === 408 || status >= 500;
  throw new Problem(
    statusFailure(service, answer),
    again ? { retry: true, throttled, ...(afterMs === undefined ? {} : { afterMs }) } : { retry: false },
    status >= 500 || status === 408,
  );
}

/** Calls until it succeeds or another attempt makes no sense. Throws the Failure of the last Problem. */
export async function persist<T>(
  line: Line,
  call: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    const judge = (error: unknown): Verdict => (error instanceof Problem ? error.verdict : { retry: false });
    return await retry(call, judge, line.clock, signal, RULES);
  } catch (error) {
    throw error instanceof Problem ? error.failure : error;
  }
}

/** Asks a question that can be put again as it is. Throws SIGNING_*, TLS_UNTRUSTED. */
export const ask = <T>(line: Line, question: Question<T>, signal: AbortSignal): Promise<T> =>
  persist(line, (inner) => once(line, question, inner), signal);

function below(base: URL, path: string): URL {
  if (path === "") return base;
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/${path}`;
  return url;
}
