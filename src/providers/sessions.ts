import type { BoundProvider, Session } from "./provider.ts";

/** The sessions of one run: each provider is logged in to once, whoever asks first. */
export interface Sessions {
  /** The provider's session, opened where it is not yet. Rejects, each time alike, where it cannot be. */
  readonly of: (provider: BoundProvider, signal: AbortSignal) => Promise<Session>;
  readonly opened: () => readonly { readonly provider: string; readonly session: Session }[];
  /** Closes all, whatever each of them says. */
  readonly close: (signal: AbortSignal) => Promise<void>;
}

/** No session yet. */
export function createSessions(): Sessions {
  const opening = new Map<string, Promise<Session>>();
  const opened: { provider: string; session: Session }[] = [];
  return {
    of: (provider, signal) => {
      const present = opening.get(provider.id);
      if (present) return present;
      const promise = provider.open(signal).then((session) => {
        opened.push({ provider: provider.id, session });
        return session;
      });
      opening.set(provider.id, promise);
      return promise;
    },
    opened: () => opened,
    close: async (signal) => {
      await Promise.allSettled(opening.values());
      await Promise.allSettled(opened.map(({ session }) => session.close(signal)));
    },
  };
}
