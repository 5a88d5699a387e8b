import { printable } from "../../kernel/printable.ts";
import { Secret } from "../../kernel/secret.ts";
import type { ManifestLeaf, ManifestNode } from "../document.ts";
import { isCiphertext } from "./encrypted.ts";

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
export const hiddenPath = (node: ManifestNode): string | undefined =>
  leafPath(node, ({ hidden, value, source }) => hidden && value !== null && source !== "");

/** The path of the first leaf that is text of sops, nothing having decrypted it. */
export const ciphertextPath = (node: ManifestNode): string | undefined =>
  leafPath(node, ({ value }) => typeof value === "string" && isCiphertext(Secret.of(value)));

function leafPath(node: ManifestNode, is: (leaf: ManifestLeaf) => boolean, at = ""): string | undefined {
  if (node.kind === "leaf") return is(node) ? printable(at).slice(0, MAX_PATH) : undefined;
  const children: readonly (readonly [string, ManifestNode])[] =
    node.kind === "map"
      ? [...node.entries].map(([key, child]) => [at === "" ? key : `${at}.${key}`, child] as const)
      : node.items.map((child, index) => [`${at}[${index}]`, child] as const);
  for (const [path, child] of children) {
    const found = leafPath(child, is, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
