import type { JsonObject, KubeObject, ManagedFields } from "../../../../src/cluster/object.ts";

type Json = Record<string, unknown>;
export type Path = readonly string[];
export type Leaves = ReadonlyMap<string, { readonly path: Path; readonly value: unknown }>;

const IDENTITY = new Set([
  "apiVersion",
  "kind",
  "name",
  "namespace",
  "uid",
  "resourceVersion",
  "managedFields",
]);

/** The leaves of an object that can be owned, by their paths; lists are leaves. */
export function leavesOf(object: object, path: Path = []): Leaves {
  const leaves = new Map<string, { path: Path; value: unknown }>();
  for (const [name, value] of Object.entries(object)) {
    if (IDENTITY.has(name) && (path.length === 0 || (path.length === 1 && path[0] === "metadata"))) continue;
    const at = [...path, name];
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      for (const [key, leaf] of leavesOf(value as object, at)) leaves.set(key, leaf);
    else leaves.set(JSON.stringify(at), { path: at, value: value as unknown });
  }
  return leaves;
}

function trieOf(set: ReadonlySet<string>): JsonObject {
  const root: Json = {};
  for (const key of [...set].toSorted()) {
    let node = root;
    for (const step of JSON.parse(key) as string[]) node = (node[`f:${step}`] ??= {}) as Json;
  }
  return root as JsonObject;
}

function setFrom(trie: JsonObject, path: Path = []): Set<string> {
  const set = new Set<string>();
  for (const [step, below] of Object.entries(trie)) {
    const at = [...path, step.slice(2)];
    if (Object.keys(below as object).length === 0) set.add(JSON.stringify(at));
    else for (const key of setFrom(below as JsonObject, at)) set.add(key);
  }
  return set;
}

export interface Merge {
  readonly object: KubeObject;
  readonly taken: readonly { readonly manager: string; readonly path: Path; readonly changed: boolean }[];
}

/** What becomes of an object when a manager applies or updates it: values, and who owns them. */
export function merged(
  live: KubeObject | undefined,
  body: KubeObject,
  manager: string,
  operation: "Apply" | "Update",
): Merge {
  const had = new Map(live === undefined ? [] : leavesOf(live));
  const wants = leavesOf(body);
  const isOurs = (entry: ManagedFields): boolean =>
    entry.manager === manager && entry.operation === operation;
  const entries = live?.metadata.managedFields ?? [];
  const former = setFrom(entries.find(isOurs)?.fieldsV1 ?? {});
  const taken: { manager: string; path: Path; changed: boolean }[] = [];
  const others = entries
    .filter((entry) => !isOurs(entry))
    .map((entry) => {
      const owned = setFrom(entry.fieldsV1 ?? {});
      for (const [key, { path, value }] of wants)
        if (owned.has(key) && JSON.stringify(had.get(key)?.value) !== JSON.stringify(value)) {
          taken.push({ manager: entry.manager ?? "", path, changed: true });
          owned.delete(key);
        }
      return { entry, owned };
    });
  const isChanged = (key: string): boolean =>
    JSON.stringify(had.get(key)?.value) !== JSON.stringify(wants.get(key)?.value);
  const ours = new Set(
    operation === "Apply" ? wants.keys() : [...former, ...[...wants.keys()].filter(isChanged)],
  );
  if (operation === "Apply")
    for (const key of former)
      if (!wants.has(key) && !others.some(({ owned }) => owned.has(key))) had.delete(key);
  for (const [key, leaf] of wants) had.set(key, leaf);
  const kept = others
    .filter(({ owned }) => owned.size > 0)
    .map(({ entry, owned }) => ({ ...entry, fieldsV1: trieOf(owned) }));
  const own: ManagedFields[] =
    ours.size === 0
      ? []
      : [{ manager, operation, apiVersion: body.apiVersion, fieldsType: "FieldsV1", fieldsV1: trieOf(ours) }];
  return { object: built(live ?? body, had, [...kept, ...own].toSorted(byName)), taken };
}

const byName = (a: ManagedFields, b: ManagedFields): number =>
  `${a.manager} ${a.operation}` < `${b.manager} ${b.operation}` ? -1 : 1;

function built(
  { apiVersion, kind, metadata }: KubeObject,
  leaves: Leaves,
  managedFields: ManagedFields[],
): KubeObject {
  const { name, namespace } = metadata;
  const object: Json = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  };
  for (const { path, value } of [...leaves.values()].toSorted((a, b) =>
    a.path.join() < b.path.join() ? -1 : 1,
  )) {
    let node = object;
    for (const step of path.slice(0, -1)) node = (node[step] ??= {}) as Json;
    node[path.at(-1) ?? ""] = value;
  }
  (object["metadata"] as Json)["managedFields"] = managedFields;
  return object as unknown as KubeObject;
}
