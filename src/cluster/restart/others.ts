import type { ClusterClient, Listing } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import { ApiFault } from "../fault.ts";
import type { KubeObject } from "../object.ts";
import type { Restarted } from "../applied.ts";
import { conditionOf } from "./rollout.ts";
import { usedBy, type SecretState } from "./record.ts";
import { keyOf, shownSources } from "./workloads.ts";

interface Other {
  readonly apiVersion: string;
  readonly kind: string;
  readonly fieldSelector?: string;
  readonly why: string;
  readonly counts: (object: KubeObject) => boolean;
}

const isOver = (job: KubeObject): boolean =>
  ["Complete", "Failed"].some(
    (type) => (conditionOf(job, type) as { status?: unknown } | undefined)?.status === "True",
  );

const OTHERS: readonly Other[] = [
  {
    apiVersion: "batch/v1",
    kind: "Job",
    why: "a Job is not restarted: it ends with the values that it began with",
    counts: (job) => !isOver(job),
  },
  {
    apiVersion: "batch/v1",
    kind: "CronJob",
    why: "a CronJob is not restarted: its next run has the new values",
    counts: () => true,
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    fieldSelector: "status.phase=Running",
    why: "a Pod without a controller is not restarted: nobody would make it anew",
    counts: ({ metadata }) => metadata.ownerReferences === undefined || metadata.ownerReferences.length === 0,
  },
];

/**
 * Names what reads a Secret that this run changed, and cannot be restarted: Jobs that run, CronJobs, Pods without a
 * controller. A kind that this identity may not list is said and left out. Throws what else the client throws.
 */
export async function nameOthers(
  secrets: readonly SecretState[],
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<readonly Restarted[]> {
  const changed = secrets.filter((secret) => secret.changed);
  const namespaces = [...new Set(changed.map(({ namespace }) => namespace))];
  const found = namespaces.flatMap((namespace) =>
    OTHERS.map(async ({ apiVersion, kind, fieldSelector, why, counts }): Promise<readonly Restarted[]> => {
      const listing: Listing = {
        apiVersion,
        kind,
        namespace,
        ...(fieldSelector === undefined ? {} : { fieldSelector }),
      };
      const objects = await permitted(client.list(listing, signal));
      if (objects === undefined) {
        host.info(
          `${kind}s in namespace ${namespace} that use the Secrets are not named: "list" is not allowed.`,
        );
        return [];
      }
      return objects
        .filter((object) => object.metadata.deletionTimestamp === undefined && counts(object))
        .map((object) => ({ key: keyOf(object), used: usedBy(object, changed) }))
        .filter(({ used }) => used.length > 0)
        .map(({ key, used }) => ({ key, is: "left alone", secrets: shownSources(used), ms: 0, why }));
    }),
  );
  return (await Promise.all(found)).flat();
}

/** What a list gives; undefined where this identity may not list. Throws what else the client throws. */
export async function permitted<T>(list: Promise<T>): Promise<T | undefined> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return undefined;
    throw error;
  }
}
