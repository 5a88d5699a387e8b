import { Failure } from "../../kernel/errors.ts";
import type { Branch, Item, List, Scalar } from "../tree.ts";

const MAP = "__map_";
const LIST = "__list_";

/** A flat metadata entry: its path in one name, and a value. */
export interface FlatItem {
  readonly key: string;
  readonly value: Scalar;
}

/**
 * Nested metadata as names such as `age__list_0__map_enc`, in the order of the tree; empty maps and lists vanish.
 * Throws `Failure` (exit 4) where two paths become one name.
 * https://github.com/getsops/sops/blob/main/stores/flatten.go
 */
export function flatten(tree: Branch): readonly FlatItem[] {
  const out = new Map<string, Scalar>();
  const place = (key: string, value: Item["value"]): void => {
    if (value.kind === "map") {
      for (const item of value.items) if ("key" in item) place(`${key}${MAP}${item.key}`, item.value);
    } else if (value.kind === "list") {
      let index = 0;
      for (const item of value.items) if (item.kind !== "comment") place(`${key}${LIST}${index++}`, item);
    } else if (out.has(key)) {
      throw new Failure("SOPS_METADATA", "Two entries of the metadata have one flat name.", { exit: 4 });
    } else {
      out.set(key, value);
    }
  };
  for (const item of tree.items) if ("key" in item) place(item.key, item.value);
  return [...out].map(([key, value]) => ({ key, value }));
}

interface Place {
  value?: Scalar;
  keys?: Map<string, Place>;
  indices?: Map<number, Place>;
}

/**
 * The inverse of `flatten`. Throws `Failure` (SOPS_METADATA, exit 1) where a path occurs twice, is both a value and
 * a map, or where a list has gaps.
 */
export function unflatten(items: readonly FlatItem[]): Branch {
  const root: Place = {};
  for (const item of items) {
    let place = root;
    for (const step of steps(item.key)) place = descend(place, step);
    if (place.value !== undefined) throw bad("occurs twice");
    place.value = item.value;
  }
  const keys = root.keys ?? new Map<string, Place>();
  return { kind: "map", items: [...keys].map(([key, place]) => ({ key, value: nested(place) })) };
}

function steps(name: string): readonly (string | number)[] {
  const parts = name.split(/(__map_|__list_)/);
  const out: (string | number)[] = [parts[0] ?? ""];
  for (let at = 1; at < parts.length; at += 2) {
    const part = parts[at + 1] ?? "";
    if (parts[at] === MAP) out.push(part);
    else if (/^(0|[1-9]\d{0,8})$/.test(part)) out.push(Number(part));
    else throw bad("has a list index that is no number");
  }
  // Flat files nest a few levels; the limit keeps the walk below from running out of stack.
  if (out.length > 100) throw bad("is nested too deeply");
  return out;
}

function descend(place: Place, step: string | number): Place {
  const next: Place = {};
  if (typeof step === "number") {
    place.indices ??= new Map();
    const known = place.indices.get(step);
    if (known) return known;
    place.indices.set(step, next);
  } else {
    place.keys ??= new Map();
    const known = place.keys.get(step);
    if (known) return known;
    place.keys.set(step, next);
  }
  return next;
}

function nested(place: Place): Scalar | Branch | List {
  const kinds = [place.value, place.keys, place.indices].filter((kind) => kind !== undefined);
  if (kinds.length > 1) throw bad("is a value, a map or a list at once");
  if (place.value) return place.value;
  if (place.keys) {
    return { kind: "map", items: [...place.keys].map(([key, inner]) => ({ key, value: nested(inner) })) };
  }
  const indices = place.indices ?? new Map<number, Place>();
  const items = Array.from({ length: indices.size }, (_, index) => {
    const inner = indices.get(index);
    if (!inner) throw bad("is a list with a gap");
    return nested(inner);
  });
  return { kind: "list", items };
}

function bad(what: string): Failure {
  return new Failure("SOPS_METADATA", `A flattened entry of the sops metadata ${what}.`, {
    fix: "Take the file from before its last change, or encrypt it anew.",
    exit: 1,
  });
}
