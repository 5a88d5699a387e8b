import type { KubeObject, ObjectKey } from "../object.ts";
import { textsAt } from "./fields.ts";
import { usesOf, type SourceKind } from "./users.ts";

/** A Secret or ConfigMap of this run, as it stands in the cluster after the apply (or the sync). */
export interface SecretState {
  readonly namespace: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** Whether this run changed it, or would (dry run). */
  readonly changed: boolean;
  /** Of its annotations `reloader.stakater.com/match` and `reloader.stakater.com/ignore`: the one that is "true". */
  readonly reloader?: "match" | "ignore";
}

/**
 * The annotation that says which Secrets, in which state, a workload's pods run with: JSON, name to `uid/resourceVersion`,
 * sorted. On the pod template it is the record of the last restart. On the workload itself it is a note from before
 * the first change, which restarts nothing. Of a value it has nothing, not even a hash: who may read workloads but not
 * Secrets could try guesses against that. See docs/decisions/restart.md.
 */
export const RECORD = "secrets-action.liquid-hive.io/secrets";

/** The state of a Secret or ConfigMap as the server gave it. Takes whether this run changed it. */
export function stateIn({ kind, metadata }: KubeObject, changed: boolean): SecretState {
  const on = (name: string): boolean => metadata.annotations?.[`reloader.stakater.com/${name}`] === "true";
  const state = {
    namespace: metadata.namespace ?? "",
    kind: kind === "ConfigMap" ? "ConfigMap" : "Secret",
    name: metadata.name,
    uid: metadata.uid ?? "",
    resourceVersion: metadata.resourceVersion ?? "",
    changed,
  } as const;
  if (on("ignore")) return { ...state, reloader: "ignore" };
  return on("match") ? { ...state, reloader: "match" } : state;
}

const TEMPLATE = ["spec", "template", "metadata", "annotations"];
const OWN = ["metadata", "annotations"];

const keyOf = ({ kind, name }: { readonly kind: SourceKind; readonly name: string }): string =>
  kind === "Secret" ? name : `configmap/${name}`;
const stateOf = ({ uid, resourceVersion }: SecretState): string =>
  uid === "" ? "absent" : `${uid}/${resourceVersion}`;

/** A Secret or ConfigMap that is not there yet, as a note has it: once it is there, who reads it is due. */
export const absentState = (
  kind: SourceKind,
  { namespace = "", name }: Pick<ObjectKey, "namespace" | "name">,
): SecretState => ({ namespace, kind, name, uid: "", resourceVersion: "", changed: true });

/** The name of a Secret or ConfigMap for messages: `app-db`, `ConfigMap app`. */
export const shownSource = ({ kind, name }: SecretState): string =>
  kind === "Secret" ? name : `ConfigMap ${name}`;

/** The record of a pod template; empty where there is none, or something that we did not write. */
export const recordOf = (workload: KubeObject): ReadonlyMap<string, string> =>
  parsed(textsAt(workload, ...TEMPLATE).get(RECORD));

/** The note of a workload from before the first change; undefined where there is none. */
export const noteOf = (workload: KubeObject): ReadonlyMap<string, string> | undefined => {
  const text = textsAt(workload, ...OWN).get(RECORD);
  return text === undefined ? undefined : parsed(text);
};

function parsed(text: string | undefined): ReadonlyMap<string, string> {
  if (text === undefined) return new Map();
  try {
    return textsAt(JSON.parse(text));
  } catch {
    return new Map();
  }
}

const printed = (record: ReadonlyMap<string, string>): string =>
  JSON.stringify(Object.fromEntries([...record].sort(([one], [other]) => (one < other ? -1 : 1))));

/** Those of the Secrets that the workload's pods read, in the order of the Secrets. */
export function usedBy(workload: KubeObject, secrets: readonly SecretState[]): readonly SecretState[] {
  const uses = new Set(usesOf(workload).map(keyOf));
  return secrets.filter(
    (secret) => secret.namespace === workload.metadata.namespace && uses.has(keyOf(secret)),
  );
}

/**
 * The Secrets for which a workload is to be restarted: those that this run changed, and those whose state is not the
 * one that record or note has, which a run that was killed between apply and restart leaves behind. A Secret that
 * neither names and that this run did not change is none: the first use restarts nothing.
 */
export function dueFor(workload: KubeObject, secrets: readonly SecretState[]): readonly SecretState[] {
  const record = recordOf(workload);
  const note = noteOf(workload);
  return usedBy(workload, secrets).filter((secret) => {
    const known = record.get(keyOf(secret)) ?? note?.get(keyOf(secret));
    return secret.changed || (known !== undefined && known !== stateOf(secret));
  });
}

/** Whether a workload is to be restarted: `dueFor` names a Secret. */
export const isDue = (workload: KubeObject, secrets: readonly SecretState[]): boolean =>
  dueFor(workload, secrets).length > 0;

/** Whether a workload's pod template was restarted by us for every one of these Secrets as they are. */
export function isRecorded(workload: KubeObject, secrets: readonly SecretState[]): boolean {
  const record = recordOf(workload);
  return secrets.every((secret) => record.get(keyOf(secret)) === stateOf(secret));
}

/**
 * The next record, as the annotation's text: the Secrets of this run that the pods read as they are, others as they
 * were recorded (another repository may own them), and none that is no longer read.
 */
export function nextRecord(workload: KubeObject, secrets: readonly SecretState[]): string {
  return merged(workload, recordOf(workload), secrets, true);
}

/**
 * The note to write before Secrets are changed: their present states, for what neither record nor note has. Undefined
 * where nothing is to be noted.
 */
export function nextNote(workload: KubeObject, before: readonly SecretState[]): string | undefined {
  const known = new Map([...recordOf(workload), ...(noteOf(workload) ?? [])]);
  if (usedBy(workload, before).every((secret) => known.has(keyOf(secret)))) return undefined;
  return merged(workload, noteOf(workload) ?? new Map(), before, false);
}

function merged(
  workload: KubeObject,
  former: ReadonlyMap<string, string>,
  secrets: readonly SecretState[],
  over: boolean,
): string {
  const uses = new Set(usesOf(workload).map(keyOf));
  const next = new Map([...former].filter(([key]) => uses.has(key)));
  for (const secret of usedBy(workload, secrets))
    if (over || !next.has(keyOf(secret))) next.set(keyOf(secret), stateOf(secret));
  return printed(next);
}
