import { afterAll, beforeAll } from "vitest";
import { hasPeer } from "../../peers/peers.ts";
import type { StartedServer } from "../job.ts";
import { createCluster } from "./kube-cluster.ts";
import type { Cluster, ClusterOptions } from "./kube-options.ts";

export type { Cluster, ClusterOptions } from "./kube-options.ts";

const BINARIES = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "kwok",
  "external-secrets",
];

/** What is missing for a cluster, for `describeUnless`; undefined where all is installed. */
export const NO_CLUSTER = BINARIES.every(hasPeer)
  ? undefined
  : "cluster tests skipped: Kubernetes is not installed (node test/peers/install.mjs)";

/**
 * One cluster for the suite in which it is called, or for the file: started before its tests, stopped after them. What its
 * options ask for (a store, a webhook) is started in a `beforeAll` above.
 */
export function clusterServer(options: ClusterOptions = {}): Cluster {
  const cluster = createCluster(options);
  let started: StartedServer | undefined;
  beforeAll(async () => {
    started = await cluster.start();
  });
  afterAll(() => started?.stop());
  return cluster;
}
