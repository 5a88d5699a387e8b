import { Failure } from "../../kernel/errors.ts";
import { bytesOf } from "../value.ts";
import type { Branch, Documents, EncryptedDocument, Item } from "../tree.ts";

/** The failure for a plain file that holds the name which sops reserves for its metadata. */
export function alreadyEncrypted(name: string): Failure {
  return new Failure("SOPS_ALREADY_ENCRYPTED", `The file holds \`${name}\`, where sops keeps its metadata.`, {
    fix: "Decrypt the file first if it is encrypted already, or rename the entry.",
    exit: 203,
  });
}

/** The failure for a tree that a format cannot hold. */
export function unwritable(cause: string, fix: string): Failure {
  return new Failure("SOPS_FORMAT", cause, { fix, exit: 4 });
}

/** The failure for a file that cannot be read; 2 is sops' exit on encrypting, 1 on decrypting. */
export function unreadable(cause: string, exit: number, line?: number): Failure {
  return new Failure("SOPS_FORMAT", cause, line === undefined ? { exit } : { exit, at: { line, column: 1 } });
}

/** The document of a file that can hold one only. Throws `Failure` (exit 4) where there are more. */
export function onlyDocument(documents: Documents, format: string): Branch {
  const [first, second] = documents;
  if (second === undefined) return first ?? { kind: "map", items: [] };
  throw unwritable(
    `A ${format} file holds one document, not ${documents.length}.`,
    "Use YAML, or one file for each.",
  );
}

/** Splits a tree from its `sops` map. Throws `Failure` (exit 1) where that occurs twice or is not a map. */
export function takeBlock(tree: Branch): EncryptedDocument {
  const blocks = tree.items.filter((item): item is Item => "key" in item && item.key === "sops");
  const [block, second] = blocks;
  if (block === undefined) return { tree, metadata: undefined };
  if (second !== undefined) throw new Failure("SOPS_METADATA", "The file holds `sops` twice.", { exit: 1 });
  if (block.value.kind !== "map") throw new Failure("SOPS_METADATA", "`sops` is not a map.", { exit: 1 });
  const items = tree.items.filter((item) => item !== block);
  return { tree: { kind: "map", items }, metadata: block.value };
}

/**
 * Whether two flat maps have the same keys in the same order with the same bytes under the MAC; comments, which it
 * leaves out, do not count.
 */
export function sameUnderMac(one: Branch, other: Branch): boolean {
  const left = one.items.filter((item): item is Item => "key" in item);
  const right = other.items.filter((item): item is Item => "key" in item);
  return left.length === right.length && left.every((item, index) => sameItem(item, right[index]));
}

function sameItem(one: Item, other: Item | undefined): boolean {
  if (other?.key !== one.key) return false;
  const [a, b] = [one.value, other.value];
  if (a.kind === "map" && b.kind === "map") return sameUnderMac(a, b);
  if (a.kind === "map" || a.kind === "list" || b.kind === "map" || b.kind === "list") return false;
  if (a.kind === "str" && b.kind === "str") return a.value === b.value;
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}
