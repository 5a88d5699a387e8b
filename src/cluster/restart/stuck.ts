import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import type { KubeObject } from "../object.ts";
import { podTrouble, type PodTrouble } from "./container.ts";
import { at, listAt, numberAt, textAt, textsAt } from "./fields.ts";
import { permitted } from "./others.ts";
import { conditionOf } from "./rollout.ts";
import { APPS, isName } from "./workloads.ts";

/** Why a rollout does not come to an end. All texts are safe to show. */
export interface Stuck {
  /** Newest and most telling first; empty where nothing was found. */
  readonly causes: readonly string[];
  /** A pod to look at, with a container that has logs. */
  readonly pod?: { readonly name: string; readonly container: string | undefined; readonly ran: boolean };
  /** What this identity may not list, so that causes may be missing. */
  readonly hidden: readonly string[];
}

/** So many pods and events are told of: those of one template fail alike. */
const MAX_PODS = 2;
const MAX_EVENTS = 3;

/**
 * Looks for what keeps a rollout from its end: the pods of the newest template (states of their containers, whether they
 * are on a node), why pods cannot be made at all (quota, admission), and the newest warnings about them. What may not be
 * listed is named, not thrown; other errors of the client are thrown.
 */
export async function whyStuck(
  workload: KubeObject,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Stuck> {
  const hidden = new Set<string>();
  const list = async (
    apiVersion: string,
    kind: string,
    resource: string,
    by: Selectors = {},
  ): Promise<readonly KubeObject[]> => {
    const { namespace } = workload.metadata;
    const found = await permitted(client.list({ apiVersion, kind, namespace, ...by }, signal));
    if (found === undefined) hidden.add(resource);
    return found ?? [];
  };
  const labelSelector = selectorOf(workload);
  const [newest, listed] = await Promise.all([
    newestRevision(workload, labelSelector, list),
    list("v1", "Pod", "pods", { labelSelector }),
  ]);
  const pods = listed
    .filter((pod) => newest.owns(pod))
    .map((pod) => ({ pod, trouble: podTrouble(pod) }))
    .filter((entry): entry is { pod: KubeObject; trouble: PodTrouble } => entry.trouble !== undefined)
    .sort(
      (one, other) =>
        Number(other.trouble.cause) - Number(one.trouble.cause) || newerFirst(one.pod, other.pod),
    )
    .slice(0, MAX_PODS);
  const causes = pods.map(({ pod, trouble }) => host.said(shownTrouble(pod, trouble)));
  for (const object of [workload, newest.replicaSet]) {
    const failure = conditionOf(object, "ReplicaFailure");
    if (textAt(failure, "status") === "True")
      causes.push(
        host.said(`pods cannot be made (${textAt(failure, "reason")}): ${textAt(failure, "message")}`),
      );
  }
  const about = [...pods.map(({ pod }) => pod), newest.replicaSet, workload].filter(
    (object) => object !== undefined,
  );
  const events = await Promise.all(
    about.map((object) =>
      list("v1", "Event", "events", {
        fieldSelector: `involvedObject.uid=${object.metadata.uid ?? ""},type=Warning`,
      }),
    ),
  );
  const warnings = events
    .flat()
    .sort((one, other) => timeOf(other).localeCompare(timeOf(one)))
    .map((event) => host.said(`${textAt(event, "reason")}: ${textAt(event, "message")}`));
  causes.push(...[...new Set(warnings)].slice(0, MAX_EVENTS));
  const first = pods[0];
  const name = first?.pod.metadata.name ?? "";
  return {
    causes: [...new Set(causes)],
    hidden: [...hidden],
    ...(first === undefined || !isName(name)
      ? {}
      : { pod: { name, container: first.trouble.container, ran: first.trouble.ran } }),
  };
}

interface Selectors {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

type Lister = (
  apiVersion: string,
  kind: string,
  resource: string,
  by: Selectors,
) => Promise<readonly KubeObject[]>;

interface Newest {
  readonly owns: (pod: KubeObject) => boolean;
  readonly replicaSet?: KubeObject | undefined;
}

const HASH = "controller-revision-hash";

/** Which pods a rollout waits for: of the newest ReplicaSet, or with the newest revision's hash; all, where that is not known. */
async function newestRevision(workload: KubeObject, labelSelector: string, list: Lister): Promise<Newest> {
  const { uid } = workload.metadata;
  const mine = (object: KubeObject): boolean => isOwnedBy(object, uid);
  if (workload.kind === "Deployment") {
    const sets = (await list(APPS, "ReplicaSet", "replicasets", { labelSelector })).filter(mine);
    const revision = (set: KubeObject): number =>
      Number(set.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
    const [replicaSet] = sets.sort((one, other) => revision(other) - revision(one));
    if (replicaSet === undefined) return { owns: () => true };
    return { owns: (pod) => isOwnedBy(pod, replicaSet.metadata.uid), replicaSet };
  }
  // A pod of a former template that never got ready keeps a StatefulSet from going on.
  if (workload.kind === "StatefulSet") return { owns: mine };
  const revisions = (await list(APPS, "ControllerRevision", "controllerrevisions", { labelSelector })).filter(
    mine,
  );
  const [revision] = revisions.sort(
    (one, other) => numberAt(0, other, "revision") - numberAt(0, one, "revision"),
  );
  const hash = textsAt(revision, "metadata", "labels").get(HASH) ?? "";
  return { owns: (pod) => mine(pod) && (hash === "" || pod.metadata.labels?.[HASH] === hash) };
}

const isOwnedBy = ({ metadata }: KubeObject, uid: string | undefined): boolean =>
  uid !== undefined && (metadata.ownerReferences ?? []).some((owner) => owner.uid === uid);

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api */
function selectorOf(workload: KubeObject): string {
  const equal = [...textsAt(workload, "spec", "selector", "matchLabels")].map(
    ([key, value]) => `${key}=${value}`,
  );
  const sets = listAt(workload, "spec", "selector", "matchExpressions").map((rule) => {
    const key = textAt(rule, "key");
    const operator = textAt(rule, "operator");
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "In" ? "in" : "notin"} (${listAt(rule, "values").join(",")})`;
  });
  return [...equal, ...sets].join(",");
}

const newerFirst = (one: KubeObject, other: KubeObject): number =>
  (other.metadata.creationTimestamp ?? "").localeCompare(one.metadata.creationTimestamp ?? "");

/** Of an event: when it was seen last. Newer sources fill only `series` or `eventTime`. */
const timeOf = (event: KubeObject): string =>
  textAt(event, "lastTimestamp") ||
  textAt(at(event, "series"), "lastObservedTime") ||
  textAt(event, "eventTime") ||
  (event.metadata.creationTimestamp ?? "");

const shownTrouble = ({ metadata }: KubeObject, { text, container }: PodTrouble): string =>
  container === undefined
    ? `pod ${metadata.name} ${text}`
    : `container ${container} of pod ${metadata.name}: ${text}`;
