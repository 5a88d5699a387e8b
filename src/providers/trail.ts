import type { FailureCode } from "../kernel/errors.ts";
import { asFailure } from "../kernel/errors.ts";
import type { Locator, Outcome, Session, Who } from "./provider.ts";

/** One locator that a provider was asked for, and what came of it. */
export interface ReadFact {
  readonly provider: string;
  readonly id: string;
  readonly shown: string;
  readonly outcome: Outcome["is"];
  /** Of a failure. */
  readonly code: FailureCode | undefined;
  readonly version: string | undefined;
  /** The store's own id of the request. */
  readonly requestId: string | undefined;
  /** When the value ends by itself. */
  readonly expires: Date | undefined;
  /** When the answer was there, in ms since the epoch. */
  readonly at: number;
}

/** How opening the session of a provider ended. */
export interface LoginFact {
  readonly provider: string;
  /** Undefined where it succeeded. */
  readonly code: FailureCode | undefined;
  readonly who: Who | undefined;
  readonly at: number;
}

/** How long a provider was waited for: one request, or its login or one read with all their requests. */
export interface TimeFact {
  readonly provider: string;
  readonly ms: number;
}

/** What one run did at its providers: facts for metrics and the audit record, never a value. */
export interface Trail {
  readonly logins: readonly LoginFact[];
  readonly reads: readonly ReadFact[];
  readonly requests: readonly TimeFact[];
  readonly calls: readonly TimeFact[];
  /** Notes one request that was answered, or was not. */
  readonly requested: (provider: string, ms: number) => void;
  /** The same session, whose reads are noted. Notes the login, too; what it throws is thrown on. */
  readonly follow: (provider: string, opening: Promise<Session>) => Promise<Session>;
}

/** No fact yet. `now` gives ms since the epoch. */
export function createTrail(now: () => number): Trail {
  const logins: LoginFact[] = [];
  const reads: ReadFact[] = [];
  const requests: TimeFact[] = [];
  const calls: TimeFact[] = [];

  const note = (provider: string, locator: Locator, outcome: Outcome): void => {
    const found = outcome.is === "found" ? outcome : undefined;
    reads.push({
      provider,
      id: locator.id,
      shown: locator.shown,
      outcome: outcome.is,
      code: outcome.is === "failed" ? outcome.error.code : undefined,
      version: found?.version,
      requestId: outcome.is === "failed" ? outcome.error.requestId : found?.requestId,
      expires: found?.expires,
      at: now(),
    });
  };
  const followed =
    (provider: string, session: Session): Session["read"] =>
    async (locators, signal) => {
      const started = now();
      try {
        const outcomes = await session.read(locators, signal);
        for (const locator of locators) {
          const outcome = outcomes.get(locator.id);
          if (outcome !== undefined) note(provider, locator, outcome);
        }
        return outcomes;
      } catch (error) {
        const failed: Outcome = { is: "failed", error: asFailure(error) };
        for (const locator of locators) note(provider, locator, failed);
        throw error;
      } finally {
        calls.push({ provider, ms: now() - started });
      }
    };

  return {
    logins,
    reads,
    requests,
    calls,
    requested: (provider, ms) => void requests.push({ provider, ms }),
    follow: async (provider, opening) => {
      const started = now();
      try {
        const session = await opening;
        logins.push({ provider, code: undefined, who: session.who, at: now() });
        return { ...session, read: followed(provider, session) };
      } catch (error) {
        logins.push({ provider, code: asFailure(error).code, who: undefined, at: now() });
        throw error;
      } finally {
        calls.push({ provider, ms: now() - started });
      }
    },
  };
}
