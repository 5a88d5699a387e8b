import { Failure } from "../kernel/errors.ts";
import { HttpError } from "../kernel/http.ts";
import type { RetryRules, Verdict } from "../kernel/retry.ts";
import { isTransient } from "../kernel/unreachable.ts";
import type { ApiCall } from "./api.ts";
import { ApiFault } from "./fault.ts";

/** A server that has answered once and is being restarted is back within this. */
export const RETRIES: Partial<RetryRules> = { attempts: 40, baseMs: 200, capMs: 4_000, budgetMs: 60_000 };

/** One that never answered has a wrong address rather than a restart. */
export const FIRST_RETRIES: Partial<RetryRules> = {
  attempts: 6,
  baseMs: 200,
  capMs: 2_000,
  budgetMs: 60_000,
};

/** For so long a server that was away may not know yet whom it trusts, and what they may. */
const WAKING_MS = 20_000;

/**
 * Judges the failures of one server: after a connection to it broke, that it refuses us is not believed at once.
 * Otherwise as verdictOf.
 */
export function createJudge(now: () => number): (error: unknown, call: Judged) => Verdict {
  let brokenAt = Number.NEGATIVE_INFINITY;
  return (error, call) => {
    if (error instanceof HttpError && isTransient(error)) brokenAt = now();
    const isRefusal =
      (error instanceof Failure && error.code === "CREDENTIALS_REFUSED") ||
      (error instanceof ApiFault && error.status === 403);
    // Nothing was done, whatever the call.
    if (isRefusal && now() - brokenAt < WAKING_MS) return { retry: true };
    return verdictOf(error, call);
  };
}

type Judged = Pick<ApiCall, "method" | "as" | "repeatable">;

/** The server stopped before it did anything. */
const NOT_DONE =
  /no endpoints available|connection refused|shutting down|re\)?initializ|not ready|currently unable to handle the request/i;
const ETCD =
  /etcdserver: (?:leader changed|no leader|request timed out|too many requests)|raft proposal dropped/;
const WEBHOOK_AWAY =
  /failed calling webhook .*(?:no endpoints available|connection refused|connection reset|no route to host|\bEOF\b)/s;
const OVERTAKEN = /the object has been modified/;

/**
 * What to do about a request that failed. What may have been done is sent again only where it is repeatable; where the
 * server says, or it is plain, that nothing was done, so is everything.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#api-verbs
 */
export function verdictOf(error: unknown, call: Judged): Verdict {
  const isRepeatable = call.repeatable ?? (call.method === "GET" || call.as === "apply");
  if (error instanceof HttpError) {
    const neverArrived = error.kind === "refused" || error.kind === "dns";
    return { retry: isTransient(error) && (isRepeatable || neverArrived) };
  }
  if (!(error instanceof ApiFault)) return { retry: false };
  // Its admission is not there yet.
  if (error.status === 403) return { retry: error.has(/not yet ready to handle request/) };
  const after = error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs };
  if (error.status === 429) return { retry: true, throttled: true, ...after };
  if (error.status === 503)
    return { retry: isRepeatable || error.retryAfterMs !== undefined || error.has(NOT_DONE), ...after };
  return { retry: isRepeatable && isPassing(error, call), ...after };
}

function isPassing(fault: ApiFault, { as }: Pick<ApiCall, "as">): boolean {
  if (fault.status === 502 || fault.status === 504) return true;
  if (fault.status === 500)
    return fault.reason === "ServerTimeout" || fault.has(ETCD) || fault.has(WEBHOOK_AWAY);
  // Somebody wrote at the same time. A conflict of fields is another matter, and stays.
  return as === "apply" && fault.status === 409 && fault.causes.length === 0 && fault.has(OVERTAKEN);
}
