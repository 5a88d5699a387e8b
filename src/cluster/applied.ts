import type { Failure } from "../kernel/errors.ts";
import type { ObjectKey } from "./object.ts";

export type AppliedVerb = "created" | "changed" | "unchanged" | "pruned" | "skipped" | "rolled back";

/** What becomes of one key of a Secret or ConfigMap, or of one field of another object. Never anything of its value. */
export interface KeyChange {
  readonly key: string;
  readonly is: "new" | "changed" | "same" | "removed";
}

/** What was done (or, in a dry run, would be done) with one object. */
export interface Applied {
  readonly key: ObjectKey;
  readonly verb: AppliedVerb;
  readonly changes: readonly KeyChange[];
  readonly ms: number;
  /** Who had it before: a manager, a release, an operator. Through `ClusterHost.said`. */
  readonly formerOwner?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly notes: readonly string[];
}

/** What became of one workload; or, in a dry run, would. */
export interface Restarted {
  readonly key: ObjectKey;
  readonly is: "rolled out" | "restarted, not waited for" | "left alone" | "would restart" | "failed";
  /** The Secrets that it was restarted for. */
  readonly secrets: readonly string[];
  readonly ms: number;
  readonly why?: string;
}

/** What became of one ExternalSecret. */
export interface Synced {
  readonly key: ObjectKey;
  readonly is: "synced" | "unchanged" | "failed";
  readonly target: ObjectKey;
  readonly ms: number;
  readonly why?: string;
}

/** What a run did to the cluster: data for log, summary, report and outputs. */
export interface ClusterReport {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
  readonly manager: string;
  readonly dryRun: boolean;
  readonly applied: readonly Applied[];
  /** Members of the apply set that are no longer asked for, and stay. */
  readonly left: readonly ObjectKey[];
  readonly synced: readonly Synced[];
  readonly restarted: readonly Restarted[];
  /** Of immutable Secrets: the name that was asked for, and the one that it has. */
  readonly names: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
  /** Why it stopped; then `applied` says what stands. */
  readonly failure?: Failure;
}
