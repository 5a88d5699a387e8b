import { systemClock } from "../kernel/clock.ts";
import type { BoundProvider, Session } from "./provider.ts";
import { createTrail, type Trail } from "./trail.ts";

/** The sessions of one run: each provider is logged in to once, whoever asks first. */
export interface Sessions {
  /** The provider's session, opened where it is not yet. Rejects, each time alike, where it cannot be. */
  readonly of: (provider: BoundProvider, signal: AbortSignal) => Promise<Session>;
  readonly opened: () => readonly { readonly provider: string; readonly session: Session }[];
  /** What was asked of them so far, and what came of it. */
  readonly trail: Trail;
  /** Closes all, whatever each of them says. */
  readonly close: (signal: AbortSignal) => Promise<void>;
}

/** No session yet. `now` gives ms since the epoch. */
export function createSessions(now: () => number = systemClock.now): Sessions {
  const opening = new Map<string, Promise<Session>>();
  const opened: { provider: string; session: Session }[] = [];
  const trail = createTrail(now);
  return {
    of: (provider, signal) => {
      const present = opening.get(provider.id);
      if (present) return present;
      const promise = trail.follow(provider.id, provider.open(signal)).then((session) => {
        opened.push({ provider: provider.id, session });
        return session;
      });
      opening.set(provider.id, promise);
      return promise;
    },
    opened: () => opened,
    trail,
    close: async (signal) => {
      await Promise.allSettled(opening.values());
      await Promise.allSettled(opened.map(({ session }) => session.close(signal)));
    },
  };
}
