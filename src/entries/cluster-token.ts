import fs from "node:fs";
import type { ClusterInputs } from "../cluster/inputs.ts";
import { flagInputs, flagOptions, flagsOf } from "../config/flags.ts";
import { APPLY_TABLE } from "./inputs-table.ts";
import { Failure } from "../kernel/errors.ts";
import { usage, type Verb } from "./verb.ts";

const STDOUT = 1;
/** Whoever runs an exec plugin sets it; then nobody else reads what is printed. */
const ASKED = "KUBERNETES_EXEC_INFO";

/**
 * `cluster-token`: a fresh credential for the cluster, as kubectl and helm take it from an exec plugin. Later steps of a
 * job run it through the kubeconfig that `export-kubeconfig` makes.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export const CLUSTER_TOKEN: Verb = {
  usage: "cluster-token --cluster TEXT [FLAG...]",
  flags: flagsOf(APPLY_TABLE),
  options: flagOptions(APPLY_TABLE),
  run: async (values, operands, runner) => {
    if (operands.length > 0) throw usage("cluster-token takes flags only.");
    if (runner.env["GITHUB_ACTIONS"] === "true" && runner.env[ASKED] === undefined) throw seenByAll();
    const given = flagInputs(values, APPLY_TABLE, runner.env);
    const [
      { prepareParts },
      { inMemory },
      { clusterParts },
      { clusterOf },
      { execCredential },
      { together },
    ] = await Promise.all([
      import("./prepare-parts.ts"),
      import("./keeper.ts"),
      import("./cluster-host.ts"),
      import("../commands/cluster.ts"),
      import("../cluster/login/export.ts"),
      import("../kernel/errors.ts"),
    ]);
    const parts = prepareParts(runner, given, inMemory());
    const read = parts.readInputs();
    const [problem, ...problems] = read.problems;
    if (problem !== undefined) throw together([problem, ...problems]);
    const bound = parts.providers(read);
    const inputs = read.providers.get("cluster")!.values as unknown as ClusterInputs;
    const reference = clusterOf(
      inputs,
      bound.providers.flatMap(({ clusterSchemes }) => clusterSchemes),
    );
    if (reference instanceof Error) throw reference;
    const { signal } = new AbortController();
    try {
      const { login } = clusterParts(runner, { given: read, lines: [], tools: undefined, ...bound });
      const access = await login(reference, inputs, inputs.kubeconfig, signal);
      const bearer = await access.bearer?.(false, signal);
      fs.writeSync(STDOUT, `${execCredential(bearer, access.certificate)}\n`);
    } finally {
      await bound.sessions.close(signal);
    }
  },
};

/** Nothing masks it there: whoever reads the log of the job could use it. */
const seenByAll = (): Failure =>
  new Failure("INPUT_INVALID", "cluster-token would print a credential into the log of this job.", {
    fix: "export-kubeconfig: true   # kubectl and helm of later steps then ask for it themselves",
  });
