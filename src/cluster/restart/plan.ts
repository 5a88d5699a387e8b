import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import type { ObjectKey } from "../object.ts";
import { nameOthers } from "./others.ts";
import { dueFor, isRecorded, type SecretState } from "./record.ts";
import { reloaderTakes } from "./reloader.ts";
import { heldBack, runsOldPods } from "./rollout.ts";
import { findUsers, shownSources, type User } from "./workloads.ts";

/** What a run is to do with one workload. */
export interface Planned {
  readonly key: ObjectKey;
  /** `wait`: an earlier run restarted it, and pods with old values may still run. */
  readonly will: "restart" | "wait" | "leave alone";
  readonly secrets: readonly string[];
  readonly why?: string;
}

/** What is to be done, with the workload as it was found. */
export interface Step extends Planned {
  readonly user: User;
}

const RELOADER = "Stakater's Reloader restarts it, by its annotations";

/** Decides for each user of the Secrets; what needs nothing is left out. */
export function planned(users: readonly User[]): readonly Step[] {
  return users.flatMap((user): readonly Step[] => {
    const { key, workload, used } = user;
    const due = dueFor(workload, used);
    const step = { user, key, secrets: shownSources(due.length > 0 ? due : used) };
    if (due.length > 0)
      return [
        reloaderTakes(workload, due)
          ? { ...step, will: "leave alone", why: RELOADER }
          : { ...step, will: "restart" },
      ];
    return isRecorded(workload, used) && runsOldPods(workload) ? [{ ...step, will: "wait" }] : [];
  });
}

/**
 * What `restartUsers` would do, without doing it. Takes the Secrets as they are, `changed` where they would be changed.
 * Throws ACCESS_DENIED where workloads may not be listed, and what the client throws.
 */
export async function restartPlan(
  secrets: readonly SecretState[],
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<readonly Planned[]> {
  const steps = planned(await findUsers(secrets, client, signal));
  const others = await nameOthers(secrets, client, host, signal);
  return [
    ...steps.map(({ key, will, secrets: names, why, user }): Planned => {
      const held = why ?? heldBack(user.workload);
      return { key, will, secrets: names, ...(held === undefined ? {} : { why: held }) };
    }),
    ...others.map(({ key, secrets: names, why }): Planned => ({
      key,
      will: "leave alone",
      secrets: names,
      ...(why === undefined ? {} : { why }),
    })),
  ];
}
