import { groupOf, type ObjectKey } from "../object.ts";

/** What others need comes before them; what could stop all the others comes last. */
const RANKS: readonly (readonly string[])[] = [
  ["|Namespace"],
  ["apiextensions.k8s.io|CustomResourceDefinition"],
  [
    "|ServiceAccount",
    "scheduling.k8s.io|PriorityClass",
    "storage.k8s.io|StorageClass",
    "|ResourceQuota",
    "|LimitRange",
  ],
  ["rbac.authorization.k8s.io|Role", "rbac.authorization.k8s.io|ClusterRole"],
  ["rbac.authorization.k8s.io|RoleBinding", "rbac.authorization.k8s.io|ClusterRoleBinding"],
  ["|ConfigMap"],
  ["|Secret"],
  ["external-secrets.io|SecretStore", "external-secrets.io|ClusterSecretStore"],
  ["external-secrets.io|ExternalSecret", "external-secrets.io|ClusterExternalSecret"],
  ["|Service", "|PersistentVolume", "|PersistentVolumeClaim"],
];
const WEBHOOKS = "admissionregistration.k8s.io";
const WORKLOADS = RANKS.length;

/** When an object of this kind is applied: lower before higher, those of one rank together. */
export function rankOf({ apiVersion, kind }: Pick<ObjectKey, "apiVersion" | "kind">): number {
  const group = groupOf(apiVersion);
  if (group === WEBHOOKS) return WORKLOADS + 1;
  const rank = RANKS.findIndex((kinds) => kinds.includes(`${group}|${kind}`));
  return rank === -1 ? WORKLOADS : rank;
}

/** The items by rank, the lowest first; within one in the order given. */
export function byRank<T>(items: readonly T[], keyOf: (item: T) => ObjectKey): readonly (readonly T[])[] {
  const ranks = new Map<number, T[]>();
  for (const item of items) {
    const rank = rankOf(keyOf(item));
    const some = ranks.get(rank);
    if (some === undefined) ranks.set(rank, [item]);
    else some.push(item);
  }
  return [...ranks].toSorted(([a], [b]) => a - b).map(([, some]) => some);
}

export const isNamespace = ({ apiVersion, kind }: Pick<ObjectKey, "apiVersion" | "kind">): boolean =>
  apiVersion === "v1" && kind === "Namespace";

export const isDefinition = ({ apiVersion, kind }: Pick<ObjectKey, "apiVersion" | "kind">): boolean =>
  groupOf(apiVersion) === "apiextensions.k8s.io" && kind === "CustomResourceDefinition";
