import { printable } from "../../kernel/printable.ts";
import type { ManifestNode } from "../document.ts";

const MAX_PATH = 120;

/** A node as plain JSON. Numbers beyond what JSON's readers keep become their text. */
export function plainOf(node: ManifestNode): unknown {
  if (node.kind === "map")
    // No prototype: a key `__proto__` is one like any other.
    return Object.assign(
      Object.create(null) as object,
      Object.fromEntries([...node.entries].map(([key, value]) => [key, plainOf(value)])),
    );
  if (node.kind === "list") return node.items.map(plainOf);
  const { value, source } = node;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : source;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return value;
}

/** The path of the first leaf that the file holds encrypted (`spec.template.name`); undefined where there is none. */
export function hiddenPath(node: ManifestNode, at = ""): string | undefined {
  if (node.kind === "leaf")
    return node.hidden && node.value !== null && node.source !== ""
      ? printable(at).slice(0, MAX_PATH)
      : undefined;
  const children: readonly (readonly [string, ManifestNode])[] =
    node.kind === "map"
      ? [...node.entries].map(([key, child]) => [at === "" ? key : `${at}.${key}`, child] as const)
      : node.items.map((child, index) => [`${at}[${index}]`, child] as const);
  for (const [path, child] of children) {
    const found = hiddenPath(child, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
