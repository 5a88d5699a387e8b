import type { Applied, ClusterReport, Restarted, Synced } from "../cluster/applied.ts";
import { shownKey } from "../cluster/object.ts";
import type { ClusterFacts, ObjectFacts, WaitFacts } from "../report/cluster.ts";

/** What the report noun prints of a run at a cluster. */
export const clusterFacts = (report: ClusterReport): ClusterFacts => ({
  cluster: report.cluster,
  user: report.user,
  manager: report.manager,
  dryRun: report.dryRun,
  objects: report.applied.map(objectFacts),
  left: report.left.map(shownKey),
  synced: report.synced.map(syncFacts),
  restarted: report.restarted.map(restartFacts),
  names: report.names,
  notices: report.notices,
  failed: report.failure?.message,
});

const objectFacts = ({ key, verb, changes, ms, formerOwner, notes }: Applied): ObjectFacts => ({
  object: shownKey(key),
  verb,
  changes,
  ms,
  formerOwner,
  notes,
});

const syncFacts = ({ key, is, target, ms, why }: Synced): WaitFacts => ({
  object: shownKey(key),
  is,
  secrets: [target.name],
  ms,
  why,
});

const restartFacts = ({ key, is, secrets, ms, why }: Restarted): WaitFacts => ({
  object: shownKey(key),
  is,
  secrets,
  ms,
  why,
});

const CHANGING: ReadonlySet<string> = new Set(["created", "changed", "pruned"]);
const RESTARTING: ReadonlySet<string> = new Set(["rolled out", "restarted, not waited for"]);

/** The outputs of the step; none where nothing was asked of a cluster. */
export function clusterOutputs(report: ClusterReport | undefined): [string, string][] {
  if (report === undefined) return [];
  const changed = report.applied.filter(({ verb }) => CHANGING.has(verb)).map(({ key }) => shownKey(key));
  const restarted = report.restarted.filter(({ is }) => RESTARTING.has(is)).map(({ key }) => shownKey(key));
  return [
    ["applied", JSON.stringify(changed)],
    ["changed", String(changed.length > 0)],
    ["restarted", JSON.stringify(restarted)],
    ["secret-names", JSON.stringify(Object.fromEntries(report.names))],
  ];
}
