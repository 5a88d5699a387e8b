import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import { Failure } from "../../kernel/errors.ts";
import { shownKey, type KubeObject, type ObjectKey } from "../object.ts";
import { whyStuck, type Stuck } from "./stuck.ts";
import type { Ended } from "./wait.ts";
import { isName, keyOf } from "./workloads.ts";

/**
 * Why a workload does not run with the new values: ROLLOUT_FAILED where the rollout failed or something keeps it from
 * its end, WAIT_EXPIRED where it is merely not done in time. With what was found, commands to look further, and how to
 * go back. Throws nothing but the signal's reason: what could not be looked up is left out.
 */
export async function explain(
  { is, why = "", workload }: Ended,
  waitMs: number,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Failure> {
  const key = keyOf(workload);
  const stuck = await found(workload, client, host, signal);
  const failed = is === "failed" || stuck.causes.length > 0;
  const late = is === "expired" ? ` after ${Math.round(waitMs / 1000)} s` : "";
  const cause = [why, ...stuck.causes].join("; ");
  const hidden =
    stuck.hidden.length === 0
      ? ""
      : ` This identity may not list ${stuck.hidden.join(", ")} in namespace ${key.namespace}, where the cause stands.`;
  return new Failure(
    failed ? "ROLLOUT_FAILED" : "WAIT_EXPIRED",
    `${shownKey(key)} does not run with the new values${late}: ${cause}.${hidden}`,
    { fix: fixFor(key, stuck) },
  );
}

async function found(
  workload: KubeObject,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Stuck> {
  try {
    return await whyStuck(workload, client, host, signal);
  } catch {
    signal.throwIfAborted();
    return { causes: [], hidden: [] };
  }
}

function fixFor({ kind, namespace, name }: ObjectKey, { pod, hidden }: Stuck): string {
  const kubectl = `kubectl -n ${namespace}`;
  const resource = `${kind.toLowerCase()}/${name}`;
  const lines = [`${kubectl} describe ${resource}`];
  if (pod !== undefined) {
    lines.push(`${kubectl} describe pod ${pod.name}`);
    const { container = "" } = pod;
    if (pod.ran && isName(container)) lines.push(`${kubectl} logs ${pod.name} -c ${container} --previous`);
  }
  if (hidden.length > 0)
    lines.push(
      "# rights to look for the cause:",
      '# - {apiGroups: [""], resources: [pods, events], verbs: [list]}',
      "# - {apiGroups: [apps], resources: [replicasets, controllerrevisions], verbs: [list]}",
    );
  lines.push(
    "# back to the former template; the Secret keeps its new values, which new pods read:",
    `${kubectl} rollout undo ${resource}`,
  );
  if (kind === "StatefulSet")
    lines.push(
      "# a StatefulSet does not replace a pod that never became ready by itself:",
      `${kubectl} delete pod ${pod?.name ?? `${name}-0`}`,
    );
  return lines.join("\n");
}
