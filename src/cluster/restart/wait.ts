import type { ClusterClient, WatchEvent } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import { idOf, shownKey, type KubeObject } from "../object.ts";
import { heldBack, rolloutState, type RolloutState } from "./rollout.ts";
import { keyOf } from "./workloads.ts";

/** How the wait for one workload ended. `workload` is how it was seen last. */
export interface Ended {
  readonly is: "done" | "failed" | "expired" | "held" | "gone" | "unseen";
  readonly why?: string;
  readonly workload: KubeObject;
  readonly ms: number;
  /** Of `unseen`: what the watch failed with. */
  readonly error?: unknown;
}

/**
 * Waits for the rollouts of workloads, each as it was after its restart, all at once: one watch a namespace and kind.
 * A rollout that somebody else moves on is waited for in its newest generation. Returns how each ended, in order; after
 * `waitMs` what is not done has `expired`. Throws only the signal's reason.
 */
export async function awaitRollouts(
  workloads: readonly KubeObject[],
  client: ClusterClient,
  host: ClusterHost,
  waitMs: number,
  signal: AbortSignal,
): Promise<readonly Ended[]> {
  const begun = host.clock.now();
  const expiry = new AbortController();
  const over = new AbortController();
  const timer = host.clock.sleep(waitMs, AbortSignal.any([signal, over.signal])).then(
    () => expiry.abort(),
    () => undefined,
  );
  const groups = Map.groupBy(workloads, ({ kind, metadata }) => `${metadata.namespace}/${kind}`);
  const ended = new Map<string, Ended>();
  try {
    await Promise.all(
      [...groups.values()].map((group) =>
        watchGroup(group, client, host, expiry.signal, signal, ended, begun),
      ),
    );
  } finally {
    over.abort();
    await timer;
  }
  signal.throwIfAborted();
  return workloads.map((workload) => ended.get(idOf(keyOf(workload)))!);
}

async function watchGroup(
  group: readonly KubeObject[],
  client: ClusterClient,
  host: ClusterHost,
  expiry: AbortSignal,
  signal: AbortSignal,
  ended: Map<string, Ended>,
  begun: number,
): Promise<void> {
  const { apiVersion, kind, metadata } = group[0]!;
  const open = new Map(
    group.map((workload) => [workload.metadata.name, { first: workload, last: workload, why: "" }]),
  );
  const close = (name: string, end: Omit<Ended, "workload" | "ms">): void => {
    const { last } = open.get(name)!;
    open.delete(name);
    ended.set(idOf(keyOf(last)), { ...end, workload: last, ms: host.clock.now() - begun });
  };
  const see = (object: KubeObject): void => {
    const entry = open.get(object.metadata.name);
    if (entry === undefined) return;
    const { first } = entry;
    if (object.metadata.uid !== first.metadata.uid)
      return close(object.metadata.name, { is: "gone", why: "it was deleted and made anew meanwhile" });
    // The first events may be older than our own write.
    if ((object.metadata.generation ?? 0) < (first.metadata.generation ?? 0)) return;
    entry.last = object;
    const held = heldBack(entry.last);
    if (held !== undefined) return close(object.metadata.name, { is: "held", why: held });
    const state = rolloutState(entry.last);
    if (state.is !== "waiting") return close(object.metadata.name, state);
    if (state.why !== entry.why) host.debug(`${shownKey(keyOf(entry.last))}: ${state.why}`);
    entry.why = state.why;
  };
  const gone = (name: string): void => {
    if (open.has(name)) close(name, { is: "gone", why: "it was deleted meanwhile" });
  };
  const take = (event: WatchEvent): void => {
    if (event.type === "RESET") {
      const names = new Set(event.objects.map((object) => object.metadata.name));
      for (const object of event.objects) see(object);
      for (const name of [...open.keys()].filter((each) => !names.has(each))) gone(name);
    } else if (event.type === "DELETED") gone(event.object.metadata.name);
    else see(event.object);
  };
  for (const { first } of open.values()) see(first);
  if (open.size === 0) return;
  const own = new AbortController();
  const ends = AbortSignal.any([own.signal, expiry, signal]);
  try {
    for await (const event of client.watch({ apiVersion, kind, namespace: metadata.namespace }, ends)) {
      take(event);
      if (open.size === 0 || ends.aborted) break;
    }
  } catch (error) {
    if (!ends.aborted) for (const name of open.keys()) close(name, { is: "unseen", error });
  } finally {
    own.abort();
  }
  for (const [name, { last }] of open) close(name, { is: "expired", why: whyWaiting(rolloutState(last)) });
}

const whyWaiting = (state: RolloutState): string => state.why ?? "it is not done";
