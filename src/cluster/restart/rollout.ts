import type { KubeObject } from "../object.ts";
import { at, listAt, numberAt, textAt } from "./fields.ts";

/** How far a rollout is. */
export type RolloutState =
  | { readonly is: "done"; readonly why?: string }
  | { readonly is: "waiting"; readonly why: string }
  | { readonly is: "failed"; readonly why: string };

const waiting = (why: string): RolloutState => ({ is: "waiting", why });

/** The condition of a type in a workload's status. */
export const conditionOf = (object: unknown, type: string): unknown =>
  listAt(object, "status", "conditions").find((condition) => textAt(condition, "type") === type);

const isUnseen = (workload: KubeObject): boolean =>
  numberAt(0, workload, "status", "observedGeneration") < (workload.metadata.generation ?? 1);

/**
 * How far the rollout of a Deployment, StatefulSet or DaemonSet is, by each kind's own notion. Pure: takes the object
 * as the server has it. What is scaled to 0 is done at once.
 * https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_status/
 */
export function rolloutState(workload: KubeObject): RolloutState {
  if (isUnseen(workload)) return waiting("its controller has not taken up the change yet");
  if (workload.kind === "Deployment") return deployment(workload);
  return workload.kind === "StatefulSet" ? statefulSet(workload) : daemonSet(workload);
}

function deployment(workload: KubeObject): RolloutState {
  const progressing = conditionOf(workload, "Progressing");
  if (textAt(progressing, "reason") === "ProgressDeadlineExceeded") {
    const seconds = numberAt(600, workload, "spec", "progressDeadlineSeconds");
    return { is: "failed", why: `it made no progress for ${seconds} s (progressDeadlineSeconds)` };
  }
  const wanted = numberAt(1, workload, "spec", "replicas");
  const status = at(workload, "status");
  const updated = numberAt(0, status, "updatedReplicas");
  const available = numberAt(0, status, "availableReplicas");
  const old = numberAt(0, status, "replicas") - updated;
  if (updated < wanted) return waiting(`${updated} of ${wanted} new pods are there`);
  if (old > 0) return waiting(`${old} old pods are not gone yet`);
  if (available < updated) return waiting(`${available} of ${updated} new pods are available`);
  return { is: "done" };
}

function statefulSet(workload: KubeObject): RolloutState {
  const wanted = numberAt(1, workload, "spec", "replicas");
  const status = at(workload, "status");
  const ready = numberAt(0, status, "readyReplicas");
  const updated = numberAt(0, status, "updatedReplicas");
  if (ready < wanted) return waiting(`${ready} of ${wanted} pods are ready`);
  const partition = numberAt(0, workload, "spec", "updateStrategy", "rollingUpdate", "partition");
  if (partition > 0) {
    const share = Math.max(0, wanted - partition);
    if (updated < share) return waiting(`${updated} of ${share} pods of the partition are new`);
    return { is: "done", why: `by its partition, pods below number ${partition} keep the old values` };
  }
  if (textAt(status, "updateRevision") !== textAt(status, "currentRevision"))
    return waiting(`${updated} of ${wanted} pods are new`);
  return { is: "done" };
}

function daemonSet(workload: KubeObject): RolloutState {
  const status = at(workload, "status");
  const wanted = numberAt(0, status, "desiredNumberScheduled");
  const updated = numberAt(0, status, "updatedNumberScheduled");
  const available = numberAt(0, status, "numberAvailable");
  if (updated < wanted) return waiting(`${updated} of ${wanted} new pods are there`);
  if (available < wanted) return waiting(`${available} of ${wanted} pods are available`);
  return { is: "done" };
}

/** Why a change of the template starts no rollout that could be waited for; undefined where it does. */
export function heldBack(workload: KubeObject): string | undefined {
  if (workload.kind === "Deployment")
    return at(workload, "spec", "paused") === true
      ? "it is paused: it gets the new values when it is resumed (kubectl rollout resume)"
      : undefined;
  return textAt(workload, "spec", "updateStrategy", "type") === "OnDelete"
    ? "its update strategy is OnDelete: a pod gets the new values when it is deleted"
    : undefined;
}

/**
 * Whether pods of a former template may still run: a rollout that was begun earlier is not over. Pods of the present
 * template that are merely not available are none: where nothing changed, their health is not our matter.
 */
export function runsOldPods(workload: KubeObject): boolean {
  if (isUnseen(workload)) return true;
  const status = at(workload, "status");
  if (workload.kind === "DaemonSet")
    return numberAt(0, status, "updatedNumberScheduled") < numberAt(0, status, "currentNumberScheduled");
  const partitioned = numberAt(0, workload, "spec", "updateStrategy", "rollingUpdate", "partition") > 0;
  if (workload.kind === "StatefulSet" && partitioned) return rolloutState(workload).is !== "done";
  return numberAt(0, status, "updatedReplicas") < numberAt(0, status, "replicas");
}
