import type { JsonObject, JsonValue, KubeObject, ManagedFields } from "../object.ts";
import { isSecret } from "../object.ts";
import { owns, unionOf } from "./field-set.ts";
import { holdsValuesInClear, LAST_APPLIED } from "./leftover-annotations.ts";

/** Under this name `kubectl apply` writes without `--server-side`. */
const CLIENT_SIDE = "kubectl-client-side-apply";

/** How an object is freed of what client-side apply left, before it is applied on the server's side. */
export interface Migration {
  /** A JSON patch. It names the resourceVersion that was read: 409 where somebody was faster. */
  readonly patch: readonly JsonObject[];
  /** The managers whose fields become ours, in the server's words: only through `ClusterHost.said`. */
  readonly managers: readonly string[];
  /** Keys of `data` that nobody but them owns: an apply that does not have them removes them. */
  readonly keys: readonly string[];
  /** Whether values stood in clear in an annotation, which the patch removes. */
  readonly clear: boolean;
}

/**
 * What kubectl does before the first server-side apply of an object that it applied on its own side: else a key that is
 * no longer in the manifest would stay for ever, owned by a manager that never applies again. Of a Secret the
 * annotation with the last manifest goes as well. Undefined where there is nothing to do.
 * @param live the object with its managedFields
 * @param manager the name under which it will be applied
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#upgrading-from-client-side-apply-to-server-side-apply
 */
export function migrationPatch(live: KubeObject, manager: string): Migration | undefined {
  const entries = live.metadata.managedFields ?? [];
  const leaving = entries.filter((entry) => isLeft(entry, live, manager));
  const clear = holdsValuesInClear(live);
  const { resourceVersion } = live.metadata;
  if ((leaving.length === 0 && !clear) || resourceVersion === undefined) return undefined;
  const merged = leaving.length === 0 ? undefined : mergedInto(entries, leaving, manager);
  const patch: readonly JsonObject[] = [
    ...(merged === undefined
      ? []
      : [{ op: "replace", path: "/metadata/managedFields", value: merged as unknown as JsonValue }]),
    ...(clear ? [{ op: "remove", path: `/metadata/annotations/${pointer(LAST_APPLIED)}` }] : []),
    // A "test" that fails would be an invalid request; this one is a conflict.
    { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
  ];
  const managers = [...new Set(leaving.map((entry) => entry.manager ?? ""))];
  return { patch, managers, keys: keysOf(live, entries, leaving), clear };
}

function isLeft(entry: ManagedFields, live: KubeObject, manager: string): boolean {
  if (entry.operation !== "Update" || (entry.subresource ?? "") !== "") return false;
  if (entry.manager === CLIENT_SIDE) return true;
  // kubectl may be told another name: who wrote the annotation applied on its own side.
  if (owns(entry.fieldsV1 ?? {}, ["f:metadata", "f:annotations", `f:${LAST_APPLIED}`])) return true;
  // What we wrote without apply is ours. Not of workloads: there the record of a restart must outlive an apply.
  return entry.manager === manager && isData(live);
}

const isData = (object: KubeObject): boolean =>
  isSecret(object) || (object.apiVersion === "v1" && object.kind === "ConfigMap");

/** Our entry of operation Apply with the fields of those that leave; the first of them becomes it where there is none. */
function mergedInto(
  entries: readonly ManagedFields[],
  leaving: readonly ManagedFields[],
  manager: string,
): readonly ManagedFields[] {
  const isOurs = (entry: ManagedFields): boolean =>
    entry.manager === manager && entry.operation === "Apply" && (entry.subresource ?? "") === "";
  const target = entries.find(isOurs) ?? leaving[0];
  return entries.flatMap((entry) => {
    if (entry !== target) return leaving.includes(entry) ? [] : [entry];
    // Sets of another version name other fields.
    const sets = [entry, ...leaving.filter((one) => one !== entry && one.apiVersion === entry.apiVersion)];
    const fieldsV1 = sets.map((one) => one.fieldsV1 ?? {}).reduce(unionOf);
    return [{ ...entry, manager, operation: "Apply" as const, fieldsV1 }];
  });
}

function keysOf(
  live: KubeObject,
  entries: readonly ManagedFields[],
  leaving: readonly ManagedFields[],
): readonly string[] {
  const { data } = live;
  if (typeof data !== "object" || data === null) return [];
  const has = (entry: ManagedFields, key: string): boolean =>
    owns(entry.fieldsV1 ?? {}, ["f:data", `f:${key}`]);
  return Object.keys(data).filter(
    (key) =>
      leaving.some((entry) => has(entry, key)) &&
      entries.every((entry) => leaving.includes(entry) || !has(entry, key)),
  );
}

/** One step of a JSON pointer. https://www.rfc-editor.org/rfc/rfc6901#section-3 */
const pointer = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");
