import type { ClusterClient } from "../api.ts";
import { ApiFault } from "../fault.ts";
import { Failure } from "../../kernel/errors.ts";
import type { KubeObject, ObjectKey } from "../object.ts";
import { shownSource, usedBy, type SecretState } from "./record.ts";

export const APPS = "apps/v1";
/** The kinds that can be restarted, and waited for. */
export const WORKLOAD_KINDS = ["Deployment", "StatefulSet", "DaemonSet"] as const;

/** A workload, and the Secrets of this run that its pods read. */
export interface User {
  readonly key: ObjectKey;
  readonly workload: KubeObject;
  readonly used: readonly SecretState[];
}

/** The key of a workload. */
export const keyOf = ({ apiVersion, kind, metadata }: KubeObject): ObjectKey => ({
  apiVersion,
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
});

/** The names of Secrets for messages, each once. */
export const shownSources = (secrets: readonly SecretState[]): readonly string[] => [
  ...new Set(secrets.map(shownSource)),
];

/**
 * Finds who reads the Secrets: lists Deployments, StatefulSets and DaemonSets of each of their namespaces, once each.
 * Those that are being deleted are left out. Throws ACCESS_DENIED with the missing rights, and whatever the client throws.
 */
export async function findUsers(
  secrets: readonly SecretState[],
  client: ClusterClient,
  signal: AbortSignal,
): Promise<readonly User[]> {
  const namespaces = [...new Set(secrets.map(({ namespace }) => namespace))];
  const listings = namespaces.flatMap((namespace) => WORKLOAD_KINDS.map((kind) => ({ namespace, kind })));
  const lists = await Promise.all(
    listings.map(async ({ namespace, kind }) => {
      try {
        return await client.list({ apiVersion: APPS, kind, namespace }, signal);
      } catch (error) {
        if (error instanceof ApiFault && error.status === 403) throw denied(namespace);
        throw error;
      }
    }),
  );
  return lists
    .flat()
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined && isName(metadata.name))
    .map((workload) => ({ key: keyOf(workload), workload, used: usedBy(workload, secrets) }))
    .filter(({ used }) => used.length > 0);
}

/** What to say where this identity may not restart in a namespace: the rules that are missing, to paste. */
export const denied = (namespace: string): Failure =>
  new Failure(
    "ACCESS_DENIED",
    `This identity may not find or restart the workloads in namespace ${namespace} that use the Secrets.`,
    {
      fix: `Add to its Role in ${namespace}, or leave out restart:
- apiGroups: ["apps"]
  resources: ["deployments", "statefulsets", "daemonsets"]
  verbs: ["get", "list", "watch", "patch"]`,
    },
  );

/** Whether a name may stand in a command to paste. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const isName = (name: string): boolean => /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name);
