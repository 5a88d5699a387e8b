import type { Host, Leftover, Outcome, Session } from "../provider.ts";
import { asFailure } from "../../kernel/errors.ts";
import { handOver } from "./hand-over.ts";
import type { VaultInputs } from "./inputs.ts";
import type { VaultLocator } from "./locate.ts";
import { logIn } from "./login.ts";
import { leftoverOf } from "./record.ts";
import { type HeldLease, type HeldToken, leaseNote, operatorNote, revokeToken, untilOf } from "./revoke.ts";
import { readSetting, type VaultSetting } from "./setting.ts";
import { openStore } from "./store.ts";
import type { VaultToken } from "./token.ts";

/** Revoking is one request; a runner that cancels a job gives it 7.5 s before it kills. */
const CLOSE_MS = 5_000;

/** Logs in, and keeps for post what has to be undone before it is used. What is got here is ended by `close`. */
export async function openSession(
  inputs: VaultInputs,
  host: Host,
  signal: AbortSignal,
): Promise<Session<VaultLocator>> {
  const setting = readSetting(inputs, host);
  const token = await logIn(inputs, setting, signal);
  const end = endOf(token, setting);
  try {
    await end.begin();
    return open(inputs, token, setting, end);
  } catch (error) {
    // Nobody closes a session that did not open.
    await end.close(false, []);
    throw error;
  }
}

function open(
  inputs: VaultInputs,
  token: VaultToken,
  setting: VaultSetting,
  end: End,
): Session<VaultLocator> {
  const { host } = setting;
  const store = openStore(token, setting);
  let handed = false;
  const account = `${setting.addresses[0]?.host ?? ""}${setting.authNamespace === "" ? "" : `/${setting.authNamespace}`}`;
  host.debug(`vault: ${account} knows the step as ${token.subject}, ${untilOf(token.expires)}`);
  return {
    who: {
      subject: token.subject,
      account,
      sealed: false,
      ...(token.expires === undefined ? {} : { expires: token.expires }),
      ...(token.claims === undefined ? {} : { token: token.claims }),
    },
    read: async (locators, aborted) => {
      try {
        const outcomes = await store.read(locators, aborted);
        return new Map([...outcomes].map(([id, outcome]) => [id, endingWith(token, outcome)]));
      } finally {
        await end.keep(store.leases());
      }
    },
    creates: async (locator, aborted) => store.creates(locator, aborted),
    handOver: () => {
      handed = true;
      return handOver(token, setting);
    },
    health: async (aborted) => (await import("./health.ts")).health(inputs, token, setting, aborted),
    close: async () => end.close(handed, store.leases()),
  };
}

/** A token's end ends its leases: the earlier of both is the value's. */
function endingWith({ expires }: VaultToken, outcome: Outcome): Outcome {
  if (outcome.is !== "found" || outcome.expires === undefined || expires === undefined) return outcome;
  return { ...outcome, expires: outcome.expires < expires ? outcome.expires : expires };
}

/** How one token and its leases end. */
interface End {
  readonly begin: () => Promise<void>;
  /** Keeps for post the leases that no token of ours ends; those that are kept already are not kept twice. */
  readonly keep: (leases: readonly HeldLease[]) => Promise<void>;
  readonly close: (handed: boolean, leases: readonly HeldLease[]) => Promise<void>;
}

function endOf(token: VaultToken, setting: VaultSetting): End {
  const { host } = setting;
  const held: HeldToken = {
    token: token.token,
    ...(token.accessor === undefined ? {} : { accessor: token.accessor }),
    ...(token.expires === undefined ? {} : { expires: token.expires }),
    hasDefault: token.policies.includes("default"),
  };
  const isBatch = token.type === "batch";
  const isRevoked = token.ours && !isBatch;
  const kept = new Set<string>();
  let ours: Leftover | undefined;
  let closed = false;

  return {
    begin: async () => {
      if (!isRevoked) return;
      ours = leftoverOf({ setting, token: held, leases: undefined }, operatorNote(held, setting));
      await host.leave(ours);
    },
    keep: async (leases) => {
      if (isRevoked) return;
      const fresh = leases.filter(({ id }) => !kept.has(id)).map(({ id, namespace }) => ({ id, namespace }));
      if (fresh.length === 0) return;
      for (const { id } of fresh) kept.add(id);
      await host.leave(leftoverOf({ setting, token: held, leases: fresh }, leaseNote(fresh, held)));
    },
    close: async (handed, leases) => {
      if (closed) return;
      closed = true;
      if (token.ours && isBatch)
        host.info(`vault: a batch token cannot be revoked; it lives ${untilOf(token.expires)}.`);
      if (leases.length > 0 && isRevoked)
        host.info(
          `vault: the token lives on for ${leases.length === 1 ? "a lease" : `${leases.length} leases`}; they end with it, ${untilOf(token.expires)} at the latest.`,
        );
      if (!isRevoked || handed || leases.length > 0) return;
      try {
        // A cancelled run has the more reason to revoke: its own signal plays no part.
        const ended = await revokeToken(held, setting, AbortSignal.timeout(CLOSE_MS));
        host.debug(
          ended === "revoked" ? "vault: the token is revoked" : "vault: the token had ended already",
        );
        if (ours !== undefined) await host.settle(ours);
      } catch (error) {
        const { code, message, fix } = asFailure(error);
        host.warn(fix === undefined ? message : `${message}\n${fix}`);
        // What may not be done now may not be done in post either; a server that did not answer is asked again.
        if (code === "ACCESS_DENIED" && ours !== undefined) await host.settle(ours);
      }
    },
  };
}
