import type { KubeObject } from "../object.ts";

/** What an ExternalSecret's status says. Texts are the operator's own. */
export interface SyncStatus {
  /** Of its condition Ready; undefined where it has none. */
  readonly ready: "True" | "False" | "Unknown" | undefined;
  readonly reason: string;
  /** Changes with each new word of the condition. */
  readonly mark: string;
  readonly synced: string | undefined;
}

type Fields = { readonly [key: string]: unknown };

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads `status` of an ExternalSecret or a store; what is not of the expected form counts as absent. */
export function syncStatus(object: KubeObject): SyncStatus {
  const status = fieldsOf(object["status"]);
  const conditions = Array.isArray(status["conditions"]) ? (status["conditions"] as unknown[]) : [];
  const condition = conditions.map(fieldsOf).find(({ type }) => type === "Ready") ?? {};
  const ready = condition["status"];
  const { reason, message, lastTransitionTime } = condition;
  return {
    ready: ready === "True" || ready === "False" || ready === "Unknown" ? ready : undefined,
    reason: textOf(reason),
    mark: JSON.stringify([ready, textOf(reason), textOf(message), textOf(lastTransitionTime)]),
    synced: textOf(status["syncedResourceVersion"]) || undefined,
  };
}

export interface SyncSpec {
  readonly store: { readonly kind: string; readonly name: string };
  readonly target: string;
  readonly policy: string;
  /** Whether the interval is not above zero: then it is synced once. */
  readonly once: boolean;
  readonly creationPolicy: string;
  readonly keys: readonly string[];
}

/** Reads `spec` of an ExternalSecret, defaults filled in. */
export function syncSpec(object: KubeObject): SyncSpec {
  const spec = fieldsOf(object["spec"]);
  const ref = fieldsOf(spec["secretStoreRef"]);
  const target = fieldsOf(spec["target"]);
  const policy = textOf(spec["refreshPolicy"]) || "Periodic";
  const interval = spec["refreshInterval"];
  const data = Array.isArray(spec["data"]) ? (spec["data"] as unknown[]) : [];
  return {
    store: { kind: textOf(ref["kind"]) || "SecretStore", name: textOf(ref["name"]) },
    target: textOf(target["name"]) || object.metadata.name,
    policy,
    once: typeof interval === "string" && (!/[1-9]/.test(interval) || interval.startsWith("-")),
    creationPolicy: textOf(target["creationPolicy"]) || "Owner",
    keys: data.map((entry) => textOf(fieldsOf(entry)["secretKey"])),
  };
}

/** Whether a store is for another controller than the usual one. */
export const controllerOf = (store: KubeObject): string => textOf(fieldsOf(store["spec"])["controller"]);
