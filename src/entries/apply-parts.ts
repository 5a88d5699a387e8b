import type { LoadParts } from "../commands/load.ts";
import type { PrepareParts } from "../commands/prepare.ts";
import { isForCluster } from "../commands/cluster-job.ts";
import { Failure } from "../kernel/errors.ts";
import type { Runner } from "../runner/runner.ts";
import { loadParts } from "./parts.ts";

/** `apply/`: what loading does, but that nothing is exported. */
export function applyParts(runner: Runner): LoadParts {
  const parts = loadParts(runner, { ...runner.env, INPUT_EXPORT: "none" });
  return { ...parts, plan: onlyToCluster(parts.plan) };
}

/** A plan in which every line goes into the cluster, and nowhere else. What later steps are handed stays. */
export const onlyToCluster =
  (plan: PrepareParts["plan"]): PrepareParts["plan"] =>
  (entries, settings) => {
    const elsewhere = entries.filter(
      ({ input, destinations }) =>
        input === undefined &&
        (!isForCluster({ destinations }) ||
          destinations.some(({ kind }) => kind !== "secret" && kind !== "configmap")),
    );
    if (elsewhere.length === 0) return plan(entries, settings);
    return {
      problems: elsewhere.map(
        ({ name, file, line }) =>
          new Failure("INPUT_INVALID", `${name}: this action applies to the cluster and exports nothing.`, {
            at: { ...(file === undefined ? { input: "secrets" } : { file }), line },
            fix: `${name} = … as secret NAME   # or use liquid-hive/secrets-action, which exports too`,
          }),
      ),
    };
  };
