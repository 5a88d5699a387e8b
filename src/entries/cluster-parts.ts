import { type ClusterContext, type ClusterJob, concernsCluster } from "../commands/cluster-job.ts";
import type { Runner } from "../runner/runner.ts";

/** What a run does to a cluster. Nothing of it loads where nothing is asked of one. */
export const clusterJobOf =
  (runner: Runner) =>
  async (context: ClusterContext): Promise<ClusterJob | undefined> => {
    if (!concernsCluster(context)) return undefined;
    const [{ clusterJob }, { clusterParts }] = await Promise.all([
      import("../commands/cluster.ts"),
      import("./cluster-host.ts"),
    ]);
    return await clusterJob(clusterParts(runner, context), context);
  };
