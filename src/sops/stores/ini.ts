import type { Branch, Comment, Documents, EncryptedDocument, Item, Scalar, Store } from "../tree.ts";
import { alreadyEncrypted, onlyDocument, sameUnderMac, takeBlock, unwritable } from "./common.ts";
import { flatten, unflatten } from "./flatten.ts";
import type { FlatItem } from "./flatten.ts";
import { writeIni } from "./ini-writer.ts";
import { readIni } from "./ini-reader.ts";
import { compactJson } from "./json.ts";

/**
 * INI as sops reads it: sections of strings; the metadata stand flattened in `[sops]`. Every member throws
 * `Failure` as `Store` says. https://github.com/getsops/sops/blob/main/stores/ini/store.go
 */
export const iniStore: Store = {
  format: "ini",
  readPlain: (bytes) => {
    const tree = readIni(bytes, 2);
    if (tree.items.some((item) => "key" in item && item.key === "sops")) throw alreadyEncrypted("[sops]");
    return [tree];
  },
  readEncrypted: (bytes) => [nest(takeBlock(readIni(bytes, 1)))],
  writePlain: (documents) => writeIni(documents.flatMap((tree) => tree.items)),
  writeEncrypted: (documents, metadata) => writeEncrypted(documents, metadata),
  writeValue: (node) => {
    if (node.kind === "map") return writeIni(node.items);
    if (node.kind === "str") return Buffer.from(node.value);
    // One value has no INI form; sops prints it as JSON on one line.
    return node.kind === "bytes" ? node.value : compactJson(node);
  },
};

function nest(document: EncryptedDocument): EncryptedDocument {
  if (!document.metadata) return document;
  const flat: FlatItem[] = [];
  for (const item of document.metadata.items) {
    if ("key" in item) flat.push({ key: item.key, value: broken(item.value as Scalar) });
  }
  return { tree: document.tree, metadata: unflatten(flat) };
}

/** 3.13.2 and later write newlines as two characters, the two versions before it as they are. */
function broken(value: Scalar): Scalar {
  return value.kind === "str" ? { kind: "str", value: value.value.replaceAll("\\n", "\n") } : value;
}

function writeEncrypted(documents: Documents, metadata: Branch): Uint8Array {
  const tree = onlyDocument(documents, "INI");
  const items = flatten(metadata).map(({ key, value }) => ({
    key,
    value:
      value.kind === "str" ? { kind: "str" as const, value: value.value.replaceAll("\n", "\\n") } : value,
  }));
  const all: Branch = { kind: "map", items: [...tree.items, { key: "sops", value: { kind: "map", items } }] };
  const written = writeIni(all.items);
  const clash = tree.items.some((item) => "key" in item && item.key === "sops");
  if (!clash && sameUnderMac(filled(all.items), filled(readIni(written, 4).items))) return written;
  throw unwritable(
    "A section, a key or a clear value would not come back unchanged from an INI file.",
    "Keep names plain and not repeated, none of them `sops`, and clear values strings; or use YAML.",
  );
}

/** The sections that hold a key: empty ones carry nothing under the MAC, and every file has a DEFAULT. */
function filled(items: readonly (Item | Comment)[]): Branch {
  const sections = items.filter((item) => {
    return "key" in item && (item.value.kind !== "map" || item.value.items.some((inner) => "key" in inner));
  });
  return { kind: "map", items: sections };
}
