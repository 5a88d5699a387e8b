import { asAttempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";

/** What to do about a failed attempt. */
export type Verdict =
  | { readonly retry: false }
  | {
      readonly retry: true;
      /** What the server asked for; waited for at least. */
      readonly afterMs?: number;
      /** Whether the server asked for fewer requests: then the wait grows from THROTTLED_TIMES the base. */
      readonly throttled?: boolean;
    };

export interface RetryRules {
  /** With the first. */
  readonly attempts: number;
  /** The wait before the second attempt is up to this; each later one up to twice the one before. */
  readonly baseMs: number;
  /** No wait of our own is longer. */
  readonly capMs: number;
  /** From the first attempt on; none begins later. */
  readonly budgetMs: number;
  /** 0 up to, not with, 1. */
  readonly random: () => number;
}

export const RETRY_RULES: RetryRules = {
  attempts: 4,
  baseMs: 100,
  capMs: 5_000,
  budgetMs: 30_000,
  random: Math.random,
};

/** A throttled caller that comes back within a tenth of a second is throttled again. */
const THROTTLED_TIMES = 5;

/**
 * Calls until it succeeds, the judge says no, or attempts or budget are used up. Between attempts it waits a
 * random time under an exponential bound ("full jitter"), so that many jobs do not come back together.
 * A wait that would end after the budget is not begun. Throws the last error, also when the signal ends a wait.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export async function retry<T>(
  call: (signal: AbortSignal) => Promise<T>,
  judge: (error: unknown) => Verdict,
  clock: Clock,
  signal: AbortSignal,
  rules: Partial<RetryRules> = {},
): Promise<T> {
  const { attempts, baseMs, capMs, budgetMs, random } = { ...RETRY_RULES, ...rules };
  const end = clock.now() + budgetMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asAttempt(attempt, () => call(signal));
    } catch (error) {
      if (signal.aborted || attempt >= attempts) throw error;
      const verdict = judge(error);
      if (!verdict.retry) throw error;
      const base = verdict.throttled === true ? baseMs * THROTTLED_TIMES : baseMs;
      const own = random() * Math.min(capMs, base * 2 ** (attempt - 1));
      const wait = Math.ceil(Math.max(own, verdict.afterMs ?? 0));
      if (clock.now() + wait > end) throw error;
      await clock.sleep(wait, signal).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}

/**
 * How long a `retry-after` header asks to wait: its seconds, or the time until its date (0 for a past one).
 * Undefined where there is none that can be read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
