import { findLeaks, type Leak, type LeakOptions } from "../harness/leaks.ts";
import { type ActionRun, type RunOptions, runAction } from "../harness/run-action.ts";
import { type Cluster, clusterServer, type ClusterOptions } from "../harness/servers/cluster.ts";
import type { Rule } from "../harness/servers/kube-options.ts";
import { type OidcServer, oidcServer } from "../harness/servers/oidc.ts";

/** Whom the API server knows a job on main of the tests' repository as. */
export const JOB_USER = "gha:repo:liquid-hive/shop:ref:refs/heads/main";

/** What a job needs that applies Secrets and restarts what uses them: docs/cluster.md. */
export const JOB_RULES: readonly Rule[] = [
  { apiGroups: [""], resources: ["secrets"], verbs: ["get", "create", "patch"] },
  {
    apiGroups: ["apps"],
    resources: ["deployments", "statefulsets", "daemonsets"],
    verbs: ["get", "list", "watch", "patch"],
  },
  { apiGroups: ["apps"], resources: ["replicasets", "controllerrevisions"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["pods", "events"], verbs: ["get", "list", "watch"] },
  {
    apiGroups: ["external-secrets.io"],
    resources: ["externalsecrets"],
    verbs: ["get", "list", "watch", "create", "patch"],
  },
];

export interface DeployCluster {
  readonly cluster: Cluster;
  readonly oidc: OidcServer;
  /** A namespace in which the job has these rights (JOB_RULES unless given). */
  readonly place: (rules?: readonly Rule[]) => Promise<string>;
  /** Runs the built action by a token of GitHub; `apply/` unless `action` says otherwise. */
  readonly run: (namespace: string, options?: RunOptions) => Promise<ActionRun>;
  /** Every planted value, and every token of the run, that a channel shows. */
  readonly leaks: (run: ActionRun, values: readonly string[], options?: LeakOptions) => Leak[];
}

/** A real cluster that trusts GitHub's tokens, and the built action beside it. For one suite. */
export function deployCluster(options: ClusterOptions = {}): DeployCluster {
  const oidc = oidcServer();
  const cluster = clusterServer({ oidc, ...options });
  return {
    cluster,
    oidc,
    place: async (rules = JOB_RULES) => {
      const namespace = await cluster.namespace();
      await cluster.bind(namespace, rules, { kind: "User", name: JOB_USER });
      return namespace;
    },
    run: (namespace, { inputs, servers = [], ...rest } = {}) =>
      runAction({
        action: "apply",
        ...rest,
        inputs: { cluster: cluster.url, "cluster-ca": cluster.ca, namespace, ...inputs },
        servers: [oidc, ...servers],
      }),
    leaks: (run, values, leakOptions) => findLeaks(run, [...values, ...oidc.tokens], leakOptions),
  };
}
