import type { ManifestNode } from "../document.ts";
import type { KubeObject, ObjectKey } from "../object.ts";
import { plainOf } from "./plain.ts";

/** What a manifest carries that was read from a cluster, and the server sets itself. */
const READ_BACK = [
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "generation",
  "managedFields",
  "selfLink",
] as const;
/** Of `kubectl apply`: holds the whole object once more, the values of a Secret in clear text. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * The body of a server-side apply out of the fields of a manifest: without what only the server may say (an apply of
 * managedFields or another uid is refused), with the name and namespace that it was read for.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function bodyOf(entries: ReadonlyMap<string, ManifestNode>, key: ObjectKey): KubeObject {
  const { status: _status, ...plain } = plainOf({ kind: "map", entries }) as Record<string, unknown>;
  const metadata = { ...(plain["metadata"] as Record<string, unknown>) };
  for (const field of READ_BACK) delete metadata[field];
  const given = metadata["annotations"];
  // What is no map goes to the server, which refuses it.
  if (typeof given === "object" && given !== null) {
    const { [LAST_APPLIED]: _, ...annotations } = given as Record<string, unknown>;
    if (Object.keys(annotations).length > 0) metadata["annotations"] = annotations;
    else delete metadata["annotations"];
  }
  return {
    ...plain,
    apiVersion: key.apiVersion,
    kind: key.kind,
    metadata: {
      ...metadata,
      name: key.name,
      ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
    },
  };
}
