import type { Clock } from "../kernel/clock.ts";
import { asFailure, Failure, type FailureCode } from "../kernel/errors.ts";
import type { BoundProvider, Session } from "../providers/provider.ts";
import type { Sessions } from "../providers/sessions.ts";
import { placeText } from "../report/failure.ts";
import type { HealthCheck, Probe } from "../report/health.ts";

export interface ProbeSetting {
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** How long a provider may take. */
  readonly limitMs: number;
}

/**
 * Asks one provider how it is, once: its inputs, its login, its own health; where the login is refused, what can be asked
 * without one. Reads no value, takes at most `limitMs` for each whatever the provider does, and never throws: what went
 * wrong is in the answer.
 */
export async function probe(
  provider: BoundProvider,
  { sessions, clock, limitMs }: ProbeSetting,
  signal: AbortSignal,
): Promise<Probe> {
  const started = clock.now();
  const about = { id: provider.id, key: provider.seed?.health };
  const unhealthy = (failure: Failure, session?: Session): Probe => ({
    ...about,
    status: "unhealthy",
    authenticated: session?.who !== undefined,
    checks: checksOf(failure),
    ...whoOf(session),
    tookMs: clock.now() - started,
  });
  const misset = provider.check();
  if (misset.length > 0)
    return unhealthy(new Failure(misset[0]!.code, "The inputs do not fit.", { all: misset }));
  let session: Session | undefined;
  try {
    return await within(limitMs, clock, signal, async (limited) => {
      session = await sessions.of(provider, limited);
      const health = await session.health?.(limited);
      return {
        ...about,
        status: health?.status ?? "healthy",
        // Where there is nobody to be, nobody is authenticated or not.
        authenticated: session.who === undefined ? undefined : (health?.authenticated ?? true),
        checks: health?.details ?? [],
        ...whoOf(session),
        tookMs: clock.now() - started,
      };
    });
  } catch (error) {
    const failure = asFailure(error);
    const found = unhealthy(failure, session);
    if (session !== undefined || provider.reach === undefined || UNREACHED.has(failure.code)) return found;
    const [reached] = await Promise.allSettled([within(limitMs, clock, signal, provider.reach)]);
    return { ...found, checks: [...found.checks, ...(reached.status === "fulfilled" ? reached.value : [])] };
  }
}

/** Asking once more would say the same. */
const UNREACHED: ReadonlySet<FailureCode> = new Set(["STORE_UNREACHABLE", "TLS_UNTRUSTED", "INTERNAL"]);

/** What is not configured is not asked. */
export const notConfigured = ({ id, seed }: BoundProvider): Probe => ({
  id,
  key: seed?.health,
  status: "not_configured",
  authenticated: undefined,
  checks: [],
  tookMs: 0,
});

function whoOf(session: Session | undefined): Pick<Probe, "subject" | "account" | "expires"> {
  const { who } = session ?? {};
  if (who === undefined) return {};
  return {
    subject: who.subject,
    ...(who.account === undefined ? {} : { account: who.account }),
    ...(who.expires === undefined ? {} : { expires: who.expires }),
  };
}

const checksOf = (failure: Failure): HealthCheck[] =>
  (failure.all.length > 0 ? failure.all : [failure]).map((one) => {
    const place = placeText(one.at);
    return {
      name: one.code,
      ok: false,
      text: place === "" ? one.message : `${place}: ${one.message}`,
      ...(one.fix === undefined ? {} : { fix: one.fix }),
    };
  });

/**
 * Runs a task with a signal that ends after `ms`. Rejects with STORE_UNREACHABLE then, also where the task does not
 * heed the signal.
 */
export async function within<T>(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  task: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const done = new AbortController();
  const limited = AbortSignal.any([signal, over.signal]);
  const bound = async (): Promise<never> => {
    await clock.sleep(ms, AbortSignal.any([signal, done.signal]));
    over.abort();
    throw new Failure("STORE_UNREACHABLE", `No answer within ${ms / 1000} s.`, {
      fix: `timeout: ${(ms / 1000) * 3}   # or see in the debug log what is slow: LOG_LEVEL: DEBUG`,
    });
  };
  try {
    return await Promise.race([bound(), task(limited)]);
  } finally {
    done.abort();
  }
}
