import { Failure } from "../kernel/errors.ts";
import type { Documents, Node, Store, StoreOptions } from "./tree.ts";

/** sops' exit codes for a path that is no path, and for one that leads nowhere. */
const BAD_PATH = 91;
const NOT_THERE = 1;
const PART = /\[(?:"([^"]*)"|'([^']*)'|(\d+))\]/y;

/**
 * What `--extract '["a"][0]["b"]'` prints: a part of the first document in the store's own form; a string is raw,
 * without a final newline.
 */
export function extract(documents: Documents, path: string, store: Store, options: StoreOptions): Uint8Array {
  let node: Node | undefined = documents[0];
  for (const part of partsOf(path)) {
    if (node?.kind === "map" && typeof part === "string")
      node = node.items.flatMap((item) => ("key" in item && item.key === part ? [item.value] : []))[0];
    else if (node?.kind === "list" && typeof part === "number") node = node.items[part];
    else node = undefined;
    if (node === undefined)
      throw new Failure("FIELD_NOT_FOUND", "The path of --extract leads to nothing in the file.", {
        exit: NOT_THERE,
        fix: `--extract '["database"]["url"]'`,
      });
  }
  if (node?.kind === "str") return Buffer.from(node.value, "utf8");
  if (node?.kind === "bytes") return node.value;
  return store.writeValue(node!, options);
}

function partsOf(path: string): (string | number)[] {
  const parts: (string | number)[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < path.length) {
    const match = PART.exec(path);
    if (match === null)
      throw new Failure("INPUT_INVALID", 'The path of --extract is not of the form ["key"][0].', {
        exit: BAD_PATH,
        fix: `--extract '["database"]["url"]'`,
      });
    parts.push(match[3] === undefined ? (match[1] ?? match[2] ?? "") : Number(match[3]));
  }
  return parts;
}
