import type { ClusterClient, WatchEvent } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import type { KubeObject, ObjectKey } from "../object.ts";
import { diagnose } from "./diagnose.ts";
import { causeOf } from "./explain.ts";
import { follow } from "./follow.ts";
import { FORCE_SYNC } from "./mapping.ts";
import { type SyncSpec, syncSpec, syncStatus } from "./status.ts";
import { isOfNow } from "./sync-version.ts";
import { warningsOf } from "./warnings.ts";

/** What an ExternalSecret was like before the operator was made to read. */
export interface Baseline {
  /** As it was written: only what comes after it counts. */
  readonly object: KubeObject;
  /** The stamp of the annotation, where one was needed. */
  readonly stamp: string | undefined;
  /** Of its condition, and of its warnings: the old ones say nothing of this sync. */
  readonly condition: string;
  readonly warnings: string;
}

export type Waited =
  | { readonly is: "synced" }
  | { readonly is: "failed"; readonly why: string; readonly fix: string };

const TICK_MS = 2000;
/** A failure that the operator repairs by itself in this time was none: stores are checked after they are made. */
const SETTLE_MS = 5000;
/** What is not known may pass as well. */
const UNKNOWN_MS = 20_000;
/** So long the operator may take for its first word. */
const SILENCE_MS = 15_000;

/**
 * Waits until the operator has synced exactly what stands there, at most `waitMs`. An old Ready never counts: the
 * status names the object's generation, labels and annotations that it is of. Throws what the client throws.
 */
export async function awaitSync(
  client: Pick<ClusterClient, "watch" | "list" | "get">,
  host: ClusterHost,
  key: ObjectKey,
  baseline: Baseline,
  waitMs: number,
  signal: AbortSignal,
): Promise<Waited> {
  const watching = new AbortController();
  const all = AbortSignal.any([signal, watching.signal]);
  const { apiVersion, kind, namespace, name } = key;
  const listing = { apiVersion, kind, namespace, fieldSelector: `metadata.name=${name}` };
  const wait = new Wait(client, host, key, baseline, waitMs);
  try {
    for await (const event of follow(client.watch(listing, all), host.clock, TICK_MS, all)) {
      const waited = event === "tick" ? await wait.tick(all) : wait.see(event);
      if (waited !== undefined) return waited;
      if (wait.isOver) return await wait.expired(all);
    }
    signal.throwIfAborted();
    return await wait.expired(signal);
  } finally {
    watching.abort();
  }
}

class Wait {
  readonly #client: Pick<ClusterClient, "list" | "get">;
  readonly #host: ClusterHost;
  readonly #name: string;
  readonly #baseline: Baseline;
  readonly #began: number;
  readonly #waitMs: number;
  #object: KubeObject;
  #failing: number | undefined;
  #diagnosed = false;

  constructor(
    client: Pick<ClusterClient, "list" | "get">,
    host: ClusterHost,
    key: ObjectKey,
    baseline: Baseline,
    waitMs: number,
  ) {
    this.#client = client;
    this.#host = host;
    this.#name = key.name;
    this.#baseline = baseline;
    this.#object = baseline.object;
    this.#began = host.clock.now();
    this.#waitMs = waitMs;
  }

  get #elapsed(): number {
    return this.#host.clock.now() - this.#began;
  }

  get isOver(): boolean {
    return this.#elapsed >= this.#waitMs;
  }

  get #spec(): SyncSpec {
    return syncSpec(this.#object);
  }

  /** What an event settles. */
  see(event: WatchEvent): Waited | undefined {
    const object =
      event.type === "RESET"
        ? event.objects.find(({ metadata }) => metadata.name === this.#name)
        : event.object.metadata.name === this.#name
          ? event.object
          : this.#object;
    if (event.type === "DELETED" || object === undefined)
      return { is: "failed", why: "it was deleted meanwhile", fix: "Run the step again." };
    this.#object = object;
    const { generation: before = 0 } = this.#baseline.object.metadata;
    const { generation = 0, annotations } = object.metadata;
    const { stamp } = this.#baseline;
    if (
      generation < before ||
      (stamp !== undefined && Number(annotations?.[FORCE_SYNC] ?? 0) < Number(stamp))
    )
      return undefined;
    const { ready, reason, mark, synced } = syncStatus(object);
    if (ready === "True" && isOfNow(object.metadata, synced))
      return reason === "SecretMissing"
        ? {
            is: "failed",
            why: "the operator calls it ready, and no Secret is there: creationPolicy Merge fills only one that is",
            fix: "spec.target.creationPolicy: Owner",
          }
        : { is: "synced" };
    if (ready === "False" && mark !== this.#baseline.condition) this.#failing ??= this.#elapsed;
    if (ready === "True") this.#failing = undefined;
    return undefined;
  }

  /** What no event tells: new warnings of a failure that stays the same, and silence. */
  async tick(signal: AbortSignal): Promise<Waited | undefined> {
    const { ready } = syncStatus(this.#object);
    if (ready === undefined) return await this.#silent(signal);
    if (ready !== "False" || this.#object.metadata.uid === undefined) return undefined;
    const warnings = await warningsOf(this.#client, this.#object, signal);
    if (warnings.mark !== this.#baseline.warnings) this.#failing ??= this.#elapsed;
    const failing = this.#failing === undefined ? 0 : this.#elapsed - this.#failing;
    if (failing < SETTLE_MS) return undefined;
    const cause = this.#cause(warnings.newest);
    if (cause === undefined ? failing < UNKNOWN_MS : cause.passing) return undefined;
    return this.#failed(warnings.newest);
  }

  async #silent(signal: AbortSignal): Promise<Waited | undefined> {
    if (this.#diagnosed || this.#elapsed < SILENCE_MS) return undefined;
    this.#diagnosed = true;
    const { sure, cause, fix } = await this.#diagnose(signal);
    return sure ? { is: "failed", why: cause, fix } : undefined;
  }

  /** The end of the patience: what is known then. */
  async expired(signal: AbortSignal): Promise<Waited> {
    const seconds = Math.round(this.#waitMs / 1000);
    const { ready } = syncStatus(this.#object);
    if (ready === "False" && this.#failing !== undefined) {
      const { newest } = await warningsOf(this.#client, this.#object, signal);
      return this.#failed(newest);
    }
    const { cause, fix } = await this.#diagnose(signal);
    return { is: "failed", why: `not synced within ${seconds} s: ${cause}`, fix };
  }

  #diagnose(signal: AbortSignal): ReturnType<typeof diagnose> {
    return diagnose(this.#client, this.#spec, this.#object.metadata.namespace, signal);
  }

  #cause(said: string | undefined): ReturnType<typeof causeOf> {
    const { store, target, keys } = this.#spec;
    const { namespace = "" } = this.#object.metadata;
    return said === undefined ? undefined : causeOf(said, { namespace, store, target, keys });
  }

  #failed(said: string | undefined): Waited {
    const cause = this.#cause(said);
    const quoted = said === undefined ? "" : ` The operator says: ${this.#host.said(said)}`;
    const { namespace = "", name } = this.#object.metadata;
    return {
      is: "failed",
      why: `${cause?.cause ?? "the operator could not sync it"}.${quoted}`,
      fix: cause?.fix ?? `kubectl -n ${namespace} describe externalsecret ${name}`,
    };
  }
}
