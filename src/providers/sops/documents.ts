import type { DocumentLeaf, DocumentNode } from "../../references/document.ts";
import type { Decrypted } from "../../sops/decrypt.ts";
import { leafText } from "../../sops/text.ts";
import type { Branch, List, Node, Scalar } from "../../sops/tree.ts";

/** The documents of a decrypted file with the types of their values, and which of them the file holds encrypted. */
export const documentsOf = ({ documents, encryptedLeaves }: Decrypted): DocumentNode[] =>
  documents.map((document) => nodeOf(document, encryptedLeaves));

function nodeOf(node: Branch | List | Scalar, encrypted: WeakSet<Scalar>): DocumentNode {
  if (node.kind === "map")
    return {
      kind: "map",
      entries: new Map(
        node.items.flatMap((item) => ("key" in item ? [[item.key, nodeOf(item.value, encrypted)]] : [])),
      ),
    };
  if (node.kind === "list")
    return { kind: "list", items: node.items.filter(isValue).map((item) => nodeOf(item, encrypted)) };
  return leafOf(node, encrypted.has(node));
}

const isValue = (node: Node): node is Branch | List | Scalar => node.kind !== "comment";

const leafOf = (node: Scalar, hidden: boolean): DocumentLeaf => ({
  kind: "leaf",
  value: node.kind === "null" ? null : node.value,
  source: node.kind === "null" ? "" : node.kind === "bytes" ? "" : leafText(node),
  hidden,
});
