import type { KubeObject } from "../object.ts";
import { at, listAt, numberAt, textAt } from "./fields.ts";
import { conditionOf } from "./rollout.ts";

/** What is wrong with a pod. All of it is the server's text: only through `ClusterHost.said`. */
export interface PodTrouble {
  readonly text: string;
  /** The container that it is about; undefined where it is about the pod as a whole. */
  readonly container: string | undefined;
  /** Whether the container ran already, so that it has logs. */
  readonly ran: boolean;
  /** Whether there is a cause; otherwise the pod is merely not ready yet. */
  readonly cause: boolean;
}

/** Reasons to wait that every pod has on its way. */
const ON_ITS_WAY: ReadonlySet<string> = new Set(["", "ContainerCreating", "PodInitializing"]);

const isTrue = (condition: unknown): boolean => textAt(condition, "status") === "True";

/**
 * What keeps a pod from being ready, the most telling first: not placed on a node, a container that cannot start or
 * crashes, a container that runs and is not ready. Undefined for a pod that is ready.
 * https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/
 */
export function podTrouble(pod: KubeObject): PodTrouble | undefined {
  if (isTrue(conditionOf(pod, "Ready")) || textAt(pod, "status", "phase") === "Succeeded") return undefined;
  const scheduled = conditionOf(pod, "PodScheduled");
  if (textAt(scheduled, "status") === "False")
    return whole(`is on no node (${textAt(scheduled, "reason")}): ${textAt(scheduled, "message")}`);
  if (textAt(pod, "status", "phase") === "Failed")
    return whole(`has failed (${textAt(pod, "status", "reason")}): ${textAt(pod, "status", "message")}`);
  const containers = [
    ...listAt(pod, "status", "initContainerStatuses"),
    ...listAt(pod, "status", "containerStatuses"),
  ];
  const troubles = containers.map(containerTrouble).filter((trouble) => trouble !== undefined);
  return troubles.find(({ cause }) => cause) ?? troubles[0] ?? { ...whole("is not ready"), cause: false };
}

const whole = (text: string): PodTrouble => ({ text, container: undefined, ran: false, cause: true });

function containerTrouble(status: unknown): PodTrouble | undefined {
  const container = textAt(status, "name");
  const restarts = numberAt(0, status, "restartCount");
  const now = at(status, "state", "terminated");
  const dead = now ?? at(status, "lastState", "terminated");
  const ran = dead !== undefined || restarts > 0;
  const reason = textAt(status, "state", "waiting", "reason");
  if (!ON_ITS_WAY.has(reason)) {
    const message = textAt(status, "state", "waiting", "message");
    const end = dead === undefined ? "" : `; ${endOf(dead, restarts)}`;
    return { text: `${reason}${message === "" ? "" : `: ${message}`}${end}`, container, ran, cause: true };
  }
  if (now !== undefined && numberAt(0, now, "exitCode") !== 0)
    return { text: endOf(now, restarts), container, ran, cause: true };
  if (dead !== undefined && restarts > 0 && at(status, "ready") !== true)
    return { text: endOf(dead, restarts), container, ran, cause: true };
  if (at(status, "state", "running") !== undefined && at(status, "ready") === false)
    return { text: "it runs, but is not ready", container, ran: true, cause: false };
  return undefined;
}

const endOf = (terminated: unknown, restarts: number): string =>
  `it ended with exit code ${numberAt(0, terminated, "exitCode")} (${textAt(terminated, "reason")}), ` +
  `restarted ${restarts} times`;
