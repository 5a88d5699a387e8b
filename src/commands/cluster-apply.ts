import { applyObjects } from "../cluster/apply/engine.ts";
import type { Checked } from "../cluster/apply/checked.ts";
import type { Applied, ClusterReport, Synced } from "../cluster/applied.ts";
import type { ClusterClient } from "../cluster/api.ts";
import type { ClusterHost } from "../cluster/host.ts";
import type { SecretState } from "../cluster/restart/record.ts";
import type { RestartedWorkload } from "../cluster/restart/restart.ts";
import type { ApplySettings } from "../cluster/settings.ts";
import { asFailure, type Failure } from "../kernel/errors.ts";
import type { AppliedJob } from "./cluster-job.ts";
import type { SyncPlan } from "./cluster-sync.ts";

/** What is known once everything is checked. */
export interface CheckedRun {
  readonly checked: Checked;
  readonly settings: ApplySettings;
  readonly client: ClusterClient;
  readonly host: ClusterHost;
  readonly restart: boolean;
  /** Makes External Secrets take the present values; undefined where there are none. */
  readonly sync?: {
    /** The Secrets that they make, as they are before. */
    readonly plan: Pick<SyncPlan, "targets" | "before">;
    readonly run: (signal: AbortSignal) => Promise<SyncEnd>;
  };
  readonly report: (changes: Partial<ClusterReport>) => ClusterReport;
}

/** How the syncs ended: each of them, the Secrets that they make, why it stopped. */
export interface SyncEnd {
  readonly synced: readonly Synced[];
  readonly states: readonly SecretState[];
  readonly failure: Failure | undefined;
}

/**
 * Applies, has External Secrets sync, restarts: each only where the one before succeeded. Never throws: the report says
 * why it stopped and what stands. What is applied stays where a sync or a rollout fails: the next run goes on from there.
 */
export async function applyChecked(run: CheckedRun, signal: AbortSignal): Promise<AppliedJob> {
  const { checked, settings, client, host, report } = run;
  let synced: readonly Synced[] = [];
  let restarted: readonly RestartedWorkload[] = [];
  const failed = (applied: readonly Applied[], failure: Failure): ClusterReport =>
    report({ applied, synced, restarted, failure });
  try {
    if (run.restart) {
      const { aboutToChange, aboutToSync, noteUsers } = await import("./cluster-restart.ts");
      const made = run.sync === undefined ? [] : aboutToSync(run.sync.plan);
      await noteUsers([...aboutToChange(checked), ...made], settings, client, host, signal);
    }
  } catch (error) {
    return { report: failed([], asFailure(error)), undo: async () => report({}) };
  }
  const effects = await applyObjects(checked, settings, client, host, signal);
  const undo: AppliedJob["undo"] = async (stop) =>
    report({ applied: await effects.undo(stop), left: effects.left, synced, restarted });
  if (effects.failure !== undefined) return { report: failed(effects.applied, effects.failure), undo };
  let { applied, left } = effects;
  const done = (failure?: Failure): AppliedJob => ({
    report: report({ applied, left, synced, restarted, ...(failure === undefined ? {} : { failure }) }),
    undo,
  });
  try {
    const end = await run.sync?.run(signal);
    synced = end?.synced ?? [];
    if (end?.failure !== undefined) return done(end.failure);
    if (run.restart) {
      const { restartFailure, restartUsers, statesOf } = await import("./cluster-restart.ts");
      const states = [...statesOf(effects.applied), ...(end?.states ?? [])];
      restarted = await restartUsers(states, settings, client, host, signal);
      const failure = restartFailure(restarted);
      if (failure !== undefined) return done(failure);
    }
    const finished = await effects.finish();
    ({ applied, left } = finished);
    return done(finished.failure);
  } catch (error) {
    return done(asFailure(error));
  }
}
