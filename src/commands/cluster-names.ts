import type { ClusterClient } from "../cluster/api.ts";
import { failureOf } from "../cluster/explain.ts";
import { ApiFault } from "../cluster/fault.ts";
import type { ClusterHost } from "../cluster/host.ts";
import {
  IMMUTABLE_LABEL,
  isImmutable,
  randomSuffix,
  withImmutableNames,
} from "../cluster/objects/immutable.ts";
import type { Desired, KubeObject } from "../cluster/object.ts";
import { together } from "../kernel/errors.ts";

/** The objects of a run with the real names of its immutable Secrets. */
export interface RealNames {
  readonly desired: readonly Desired[];
  readonly names: ReadonlyMap<string, string>;
  /** Namespaces whose immutable Secrets were looked for: the right to list them is needed. */
  readonly reuse: readonly string[];
}

/**
 * Gives the immutable Secrets among the objects their real names, after a look at those that are there. Whoever may not
 * list them learns it from the check of the rights. Asks nothing where there is none.
 * @throws Failure where the server does not say which there are, or a name cannot get its end
 */
export async function realNames(
  desired: readonly Desired[],
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<RealNames> {
  const reuse = [...new Set(desired.filter(isImmutable).map(({ key }) => key.namespace!))];
  if (reuse.length === 0) return { desired, names: new Map(), reuse };
  const lists = await Promise.all(
    reuse.map(async (namespace) => [namespace, await listed(namespace, client, host, signal)] as const),
  );
  const there = new Map(lists);
  const made = withImmutableNames(desired, (namespace) => there.get(namespace) ?? [], randomSuffix);
  const [first, ...rest] = made.problems;
  if (first) throw together([first, ...rest]);
  return { desired: made.desired, names: made.names, reuse };
}

async function listed(
  namespace: string,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const listing = { apiVersion: "v1", kind: "Secret", namespace, labelSelector: `${IMMUTABLE_LABEL}=true` };
  try {
    return await client.list(listing, signal);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    if (error.status === 403) return [];
    throw failureOf(error, { doing: `list the immutable Secrets of ${namespace}` }, host);
  }
}
