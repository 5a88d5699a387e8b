import type { Failure } from "../../kernel/errors.ts";
import type { Applied } from "../applied.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { idOf, type KubeObject, type ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { type ApplySet, type SetContents, PART_OF } from "./apply-set.ts";
import { liveValues } from "./body.ts";
import { byRank } from "./order.ts";
import { inParallel } from "./parallel.ts";
import { deleteOptions } from "./rollback.ts";
import type { ApplyContext } from "./write.ts";

/** What this action makes without being told that it may. */
const OWN_KINDS = new Set([
  "Secret",
  "ConfigMap",
  "ExternalSecret.external-secrets.io",
  "SecretStore.external-secrets.io",
]);
const NEVER = new Set(["Namespace", "CustomResourceDefinition.apiextensions.k8s.io"]);

/** Members of a set that are no longer asked for. */
export interface Leftovers {
  readonly objects: readonly { readonly key: ObjectKey; readonly live: KubeObject }[];
  /** What could not be looked at. */
  readonly problems: readonly Failure[];
  /** What the parent names and this run may not prune: it stays the parent's. */
  readonly foreign: SetContents;
}

/**
 * Finds the members of a set that are not among the desired. Looks only where the settings allow it, whatever the
 * parent says; a set of which nothing is asked for any more is not looked at. One request a kind and namespace.
 */
export async function findLeftovers(
  set: ApplySet,
  contents: SetContents,
  desired: readonly ObjectKey[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Leftovers> {
  const isKind = (kind: string): boolean =>
    !NEVER.has(kind) &&
    (OWN_KINDS.has(kind) || settings.allowKinds.some((one) => one === kind || one === kind.split(".")[0]));
  const allowed = new Set([settings.namespace, ...settings.allowNamespaces]);
  const within = [settings.namespace, ...contents.namespaces].filter((namespace) => allowed.has(namespace));
  const foreign = {
    kinds: new Set([...contents.kinds].filter((kind) => !isKind(kind))),
    namespaces: new Set([...contents.namespaces].filter((namespace) => !allowed.has(namespace))),
  };
  if (desired.length === 0) return { objects: [], problems: [], foreign: contents };
  const asked = new Set(desired.map(idOf));
  const problems: Failure[] = [];
  const objects: { key: ObjectKey; live: KubeObject }[] = [];
  const places = [...contents.kinds]
    .filter(isKind)
    .flatMap((kind) => [...new Set(within)].map((namespace) => ({ kind, namespace })));
  await inParallel(places, async ({ kind: name, namespace }) => {
    const [kind = "", ...rest] = name.split(".");
    const group = rest.join(".");
    const [version] = await client.versions(group, signal);
    if (version === undefined) return;
    const apiVersion = group === "" || version.includes("/") ? version : `${group}/${version}`;
    try {
      // What is not served has no objects, and what lies in no namespace is never pruned.
      if ((await client.resource(apiVersion, kind, signal))?.namespaced !== true) return;
      const labelSelector = `${PART_OF}=${set.id}`;
      for (const live of await client.list({ apiVersion, kind, namespace, labelSelector }, signal)) {
        host.born(liveValues({ ...live, apiVersion, kind }));
        const key = { apiVersion, kind, namespace, name: live.metadata.name };
        if (!asked.has(idOf(key)) && live.metadata.deletionTimestamp === undefined && !isMade(live))
          objects.push({ key, live });
      }
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const key = { apiVersion, kind, namespace, name: "" };
      problems.push(failureOf(error, { key, doing: "list what is left over of" }, host));
    }
  });
  return { objects: objects.toSorted((a, b) => (idOf(a.key) < idOf(b.key) ? -1 : 1)), problems, foreign };
}

/**
 * Whether a controller made it: it has the set's label because its maker copies labels (External Secrets does, without a
 * template), and was never applied with the set.
 */
const isMade = ({ metadata }: KubeObject): boolean =>
  metadata.ownerReferences?.some(({ controller }) => controller === true) ?? false;

/**
 * Deletes leftovers, each only as it was found. Returns what was pruned and what stays, because somebody has changed it
 * since. Throws what the client throws, and the failure of what the server refuses.
 */
export async function pruneObjects(
  { objects }: Leftovers,
  { client, host, signal }: ApplyContext,
  pruned: (applied: Applied) => void,
): Promise<readonly ObjectKey[]> {
  const left: ObjectKey[] = [];
  const pruneOne = async ({ key, live }: Leftovers["objects"][number]): Promise<void> => {
    signal.throwIfAborted();
    const start = host.clock.now();
    const { uid, resourceVersion } = live.metadata;
    const body = deleteOptions({ uid, resourceVersion });
    const path = await client.path(key, signal);
    try {
      await client.call({ method: "DELETE", path, body, repeatable: true }, signal);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.status === 409) {
        left.push(key);
        return;
      }
      if (error.status !== 404) throw failureOf(error, { key, doing: "prune" }, host);
    }
    pruned(asPruned(key, host.clock.now() - start));
  };
  // What uses others goes before them.
  for (const rank of byRank(objects, ({ key }) => key).toReversed()) await inParallel(rank, pruneOne);
  return left;
}

/** A pruned object as it is reported. */
export const asPruned = (key: ObjectKey, ms: number): Applied => ({
  key,
  verb: "pruned",
  changes: [],
  ms,
  notes: [],
});
