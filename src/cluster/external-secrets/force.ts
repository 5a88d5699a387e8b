import type { ClusterClient } from "../api.ts";
import type { KubeObject, ObjectKey } from "../object.ts";
import { DATA_HASH, FORCE_SYNC } from "./mapping.ts";
import { type SyncSpec, syncSpec, syncStatus } from "./status.ts";
import { isOfNow } from "./sync-version.ts";

/** Whether an annotation makes the operator read again; else why not, and how it can be made to. */
export type Forcing =
  | { readonly can: true }
  | { readonly can: false; readonly is: "unchanged" | "failed"; readonly why: string };

/**
 * Whether the operator reacts to a change of the object at all: with `CreatedOnce`, or an interval of zero, it reads
 * once and never again while the Secret is there. Then a spec that it has not read is a failure.
 */
export function forcing(object: KubeObject, hasTarget: boolean): Forcing {
  const spec = syncSpec(object);
  const { synced } = syncStatus(object);
  const once = spec.policy === "CreatedOnce" || (spec.policy === "Periodic" && spec.once);
  if (!once || synced === undefined || !hasTarget) return { can: true };
  const stale = !isOfNow(object.metadata, synced) && !synced.startsWith(`${object.metadata.generation}-`);
  return { can: false, is: stale ? "failed" : "unchanged", why: onceText(object, spec, stale) };
}

function onceText(object: KubeObject, spec: SyncSpec, stale: boolean): string {
  const what =
    spec.policy === "CreatedOnce" ? "its refreshPolicy is CreatedOnce" : "its refreshInterval is not above 0";
  const so = stale ? "its spec has changed since, and the operator never reads that" : "it is not read again";
  const { namespace = "" } = object.metadata;
  return `${what}: ${so}. To have it read once more: kubectl -n ${namespace} annotate secret ${spec.target} ${DATA_HASH}-`;
}

/** Whether the object as it stands is synced already, so that only an annotation makes the operator read again. */
export function needsForce(object: KubeObject): boolean {
  const { ready, synced } = syncStatus(object);
  return ready !== undefined && (ready !== "True" || isOfNow(object.metadata, synced));
}

/** Writes the annotation, and returns the object as it then is. Throws what `client.call` throws. */
export async function force(
  client: Pick<ClusterClient, "call" | "path">,
  key: ObjectKey,
  manager: string,
  stamp: string,
  signal: AbortSignal,
): Promise<KubeObject> {
  const answer = await client.call(
    {
      method: "PATCH",
      path: await client.path(key, signal),
      query: { fieldManager: manager },
      as: "merge-patch",
      body: JSON.stringify({ metadata: { annotations: { [FORCE_SYNC]: stamp } } }),
      repeatable: true,
    },
    signal,
  );
  return answer.json as KubeObject;
}
