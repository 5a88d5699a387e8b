import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { FieldTree } from "../references/content.ts";
import { isClear } from "../references/field.ts";
import { matchesPatterns } from "./names.ts";

export interface WildcardSettings {
  readonly nameCase: "keep" | "upper";
  /** "encrypted" leaves out what a SOPS file keeps in the clear. */
  readonly leaves: "encrypted" | "all";
  /** Patterns of `wildcard-names`; empty where they bound nothing. */
  readonly names: readonly string[];
  /** What becomes of a null: left out with a notice, or an empty value. */
  readonly nulls: "skip" | "empty";
  /** Whether the names are only keys of Secrets and ConfigMaps, which may have dots and dashes. */
  readonly keysOnly?: boolean;
}

export interface Expanded {
  readonly values: readonly { readonly name: string; readonly value: Secret; readonly clear: boolean }[];
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

interface Leaf {
  readonly keys: readonly string[];
  readonly value: Secret;
  readonly clear: boolean;
}

const EMPTY = Secret.of("");

/** How many names a notice lists. */
const SHOWN_NAMES = 20;

/**
 * The names that `PREFIX*` makes of a tree: nested keys joined by `_`, a list as its JSON text, every other
 * character `_`. Two keys with one name are a problem that names both; nulls, clear leaves and names
 * outside the patterns are left out with a notice.
 */
export function expand(prefix: string, tree: FieldTree, settings: WildcardSettings): Expanded {
  const leaves: Leaf[] = [];
  const nulls: (readonly string[])[] = [];
  const other = settings.keysOnly === true ? /[^-._A-Za-z0-9]/gu : /[^A-Za-z0-9_]/gu;
  const nameOf = (keys: readonly string[]): string => {
    const name = prefix + keys.map((key) => key.replace(other, "_")).join("_");
    return settings.nameCase === "upper" ? name.toUpperCase() : name;
  };
  collect(tree, [], leaves, nulls);
  if (settings.nulls === "empty")
    for (const keys of nulls.splice(0)) leaves.push({ keys, value: EMPTY, clear: false });
  const values: { name: string; value: Secret; clear: boolean }[] = [];
  const byName = new Map<string, readonly string[]>();
  const problems: Failure[] = [];
  const outside: string[] = [];
  const clear: string[] = [];
  for (const leaf of leaves) {
    const name = nameOf(leaf.keys);
    const same = byName.get(name);
    if (leaf.clear && settings.leaves === "encrypted") clear.push(name);
    else if (settings.names.length > 0 && !matchesPatterns(name, settings.names)) outside.push(name);
    else if (same !== undefined) problems.push(collision(name, same, leaf.keys));
    else {
      byName.set(name, leaf.keys);
      values.push({ name, value: leaf.value, clear: leaf.clear });
    }
  }
  const notices = [
    ...note(nulls.map(nameOf), "null in the store, skipped"),
    ...note(clear, "in clear in the file and left out; add ?leaves=all to the reference to export them"),
    ...note(outside, "outside wildcard-names, left out"),
  ];
  return { values, problems, notices };
}

function collect(
  fields: FieldTree,
  path: readonly string[],
  leaves: Leaf[],
  nulls: (readonly string[])[],
): void {
  for (const [key, node] of fields) {
    const keys = [...path, key];
    if (node.kind === "map") collect(node.fields, keys, leaves, nulls);
    else if (node.kind === "null") nulls.push(keys);
    else if (node.kind === "leaf") leaves.push({ keys, value: node.value, clear: node.clear });
    else leaves.push({ keys, value: node.whole, clear: node.items.length > 0 && node.items.every(isClear) });
  }
}

function note(names: readonly string[], why: string): string[] {
  if (names.length === 0) return [];
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : "";
  return [`${names.slice(0, SHOWN_NAMES).join(", ")}${more}: ${why}.`];
}

const collision = (name: string, a: readonly string[], b: readonly string[]): Failure =>
  new Failure("NAME_COLLISION", `Two keys would both be ${name}: ${a.join(".")} and ${b.join(".")}.`, {
    fix: "Rename one of them in the store, or name each value on a line of its own instead of the wildcard.",
  });
