import type { Clock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { Access, Bearer } from "./access.ts";

/** A token is not used for its last minute: the request it goes with takes time, too, and clocks differ. */
const MARGIN_MS = 60_000;
/** RFC 9110, field values without spaces; anything else would end the header. */
const TOKEN = /^[\x21-\x7e]+$/;

/** The value of the authorization header, and the token it was made of. */
export interface Credential {
  readonly header: Secret;
  readonly token: Secret;
}

export interface BearerCache {
  /** Undefined where the access has no token. `refused` is one that the server did not take. */
  readonly credential: (signal: AbortSignal, refused?: Credential) => Promise<Credential | undefined>;
}

interface Held extends Credential {
  readonly renewAt: number;
}

/**
 * The one token of an access: asked for once however many requests wait, and anew before it ends (60 seconds, or half
 * of a life that is shorter than two minutes) or once it was refused. Throws what `access.bearer` throws, and
 * CREDENTIALS_REFUSED for what cannot be a token.
 */
export function createBearerCache(
  { bearer, shown }: Pick<Access, "bearer" | "shown">,
  clock: Clock,
): BearerCache {
  if (bearer === undefined) return { credential: async () => undefined };
  let held: Held | undefined;
  let loading: Promise<Held> | undefined;

  const load = async (renew: boolean, signal: AbortSignal): Promise<Held> => {
    const fresh = await bearer(renew, signal);
    const text = fresh.token.reveal();
    if (text === undefined || !TOKEN.test(text))
      throw new Failure(
        "CREDENTIALS_REFUSED",
        `The token for ${shown} is empty, or has characters that none has.`,
        {
          fix: "Check where the token comes from: it must be the token alone, without line breaks or `Bearer`.",
        },
      );
    const header = Secret.of(`Bearer ${text}`);
    return { token: fresh.token, header, renewAt: renewalOf(fresh, clock.now()) };
  };

  const begin = (renew: boolean, signal: AbortSignal): Promise<Held> => {
    const started = load(renew, signal).then((loaded) => (held = loaded));
    loading = started;
    const end = (): void => void (loading === started && (loading = undefined));
    started.then(end, end);
    return started;
  };

  return {
    credential: async (signal, refused) => {
      for (;;) {
        const isRefused = held !== undefined && refused !== undefined && held.header === refused.header;
        if (held !== undefined && !isRefused && clock.now() < held.renewAt) return held;
        const joined = loading;
        try {
          return await (joined ?? begin(held !== undefined, signal));
        } catch (error) {
          // The request that asked for the token was ended; this one was not.
          if (joined === undefined || signal.aborted) throw error;
        }
      }
    },
  };
}

function renewalOf({ expires }: Bearer, now: number): number {
  if (expires === undefined) return Number.POSITIVE_INFINITY;
  const left = expires.getTime() - now;
  return now + Math.max(left - MARGIN_MS, left / 2);
}
