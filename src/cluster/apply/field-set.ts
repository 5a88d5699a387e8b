import type { JsonObject, JsonValue } from "../object.ts";

/** In a set of fields: the path itself is a member, beside what lies below it. */
const SELF = ".";

/**
 * The union of two sets of fields, as `managedFields[].fieldsV1` holds them: a trie in which an empty node is a member,
 * and "." says that a node with further ones below it is a member, too.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ (FieldsV1)
 */
export function unionOf(a: JsonObject, b: JsonObject): JsonObject {
  const below = childrenOf(a, b);
  // The root is no field: it has no member of its own.
  return Object.fromEntries(below);
}

/** Whether a set has the path as a member, or something below it. `path` is in the set's own words: `f:data`, `f:KEY`. */
export function owns(set: JsonObject, path: readonly string[]): boolean {
  let node: JsonValue = set;
  for (const step of path) {
    const next: JsonValue | undefined = isNode(node) && Object.hasOwn(node, step) ? node[step] : undefined;
    if (next === undefined) return false;
    node = next;
  }
  return true;
}

function union(a: JsonObject, b: JsonObject): JsonObject {
  const below = childrenOf(a, b);
  const isMember = isMemberOf(a) || isMemberOf(b);
  return Object.fromEntries(isMember && below.length > 0 ? [[SELF, {}], ...below] : below);
}

function childrenOf(a: JsonObject, b: JsonObject): readonly (readonly [string, JsonValue])[] {
  const steps = new Set([...Object.keys(a), ...Object.keys(b)]);
  steps.delete(SELF);
  return [...steps].toSorted().map((step) => [step, union(nodeAt(a, step), nodeAt(b, step))] as const);
}

/** The node below a step. Where there is none, one that is no member and has nothing below it does not exist in a trie. */
const nodeAt = (set: JsonObject, step: string): JsonObject => {
  const node = Object.hasOwn(set, step) ? set[step] : undefined;
  return isNode(node) ? node : NOTHING;
};

/** Told apart from an empty node, which is a member. */
const NOTHING: JsonObject = {};

const isMemberOf = (node: JsonObject): boolean =>
  node !== NOTHING && (Object.keys(node).length === 0 || Object.hasOwn(node, SELF));

const isNode = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
