import type { ClusterInputs } from "../cluster/inputs.ts";
import type { ApplySettings } from "../cluster/settings.ts";
import { Failure } from "../kernel/errors.ts";
import type { RunnerEvent } from "../runner/runner.ts";

const MAX_MANAGER = 128;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const MS = 1000;

/**
 * The inputs as what they mean, checked. The default field manager has the repository in it, so that two
 * repositories that write one object are told apart.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
 */
export function settingsOf(
  inputs: ClusterInputs,
  { version, event }: { readonly version: string; readonly event: Pick<RunnerEvent, "repository"> },
): ApplySettings | Failure {
  const manager =
    inputs.fieldManager !== ""
      ? inputs.fieldManager
      : ["secrets-action", ...(event.repository === "" ? [] : [event.repository])]
          .join("/")
          .slice(0, MAX_MANAGER);
  if (manager.length > MAX_MANAGER || !/^[\x20-\x7e]+$/.test(manager))
    return invalid("field-manager", "is longer than 128 printable characters", "field-manager: deploy");
  for (const [input, names] of [
    ["namespace", inputs.namespace === "" ? [] : [inputs.namespace]],
    ["allow-namespaces", inputs.allowNamespaces],
  ] as const)
    if (!names.every((name) => NAMESPACE.test(name)))
      return invalid(input, "is no name of a namespace", `${input}: liquid-hive-prod`);
  if (inputs.prune === "true" && inputs.applyset === "")
    return invalid(
      "prune",
      "needs an applyset: without one nothing says what was applied before",
      "applyset: NAME",
    );
  return {
    namespace: inputs.namespace,
    allowNamespaces: inputs.allowNamespaces,
    allowKinds: inputs.allowKinds,
    createNamespace: inputs.createNamespace,
    manager,
    conflicts: inputs.conflicts,
    takeOwnership: inputs.takeOwnership,
    helmRelease: inputs.helmRelease === "" ? undefined : inputs.helmRelease,
    applySet: inputs.applyset === "" ? undefined : inputs.applyset,
    prune: inputs.prune,
    tool: `secrets-action/${version}`,
    waitMs: inputs.waitTimeout * MS,
  };
}

const invalid = (input: string, what: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", `The input ${input} ${what}.`, { at: { input }, fix });
