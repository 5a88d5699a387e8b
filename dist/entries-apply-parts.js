import { k as isForCluster, q as loadParts } from "./commands-prepare.js";
import { F as Failure } from "./kernel-base.js";
function applyParts(runner) {
  const parts = loadParts(runner, { ...runner.env, INPUT_EXPORT: "none" });
  return { ...parts, plan: onlyToCluster(parts.plan) };
}
const onlyToCluster = (plan) => (entries, settings) => {
  const elsewhere = entries.filter(
    ({ input, destinations }) => input === void 0 && (!isForCluster({ destinations }) || destinations.some(({ kind }) => kind !== "secret" && kind !== "configmap"))
  );
  if (elsewhere.length === 0) return plan(entries, settings);
  return {
    problems: elsewhere.map(
      ({ name, file, line }) => new Failure("INPUT_INVALID", `${name}: this action applies to the cluster and exports nothing.`, {
        at: { ...file === void 0 ? { input: "secrets" } : { file }, line },
        fix: `${name} = \u2026 as secret NAME   # or use liquid-hive/secrets-action, which exports too`
      })
    )
  };
};
export {
  applyParts as a,
  onlyToCluster as o
};
