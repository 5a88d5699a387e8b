import type { Branch, Comment, EncryptedDocument, Item, Scalar, Store } from "../tree.ts";
import { alreadyEncrypted, onlyDocument, sameUnderMac, unreadable, unwritable } from "./common.ts";
import { flatten, unflatten } from "./flatten.ts";
import type { FlatItem } from "./flatten.ts";
import { Output, readSource, textOf } from "./text.ts";

const PREFIX = "sops_";
const BREAK = "\\n";

/**
 * dotenv as sops reads it: no quotes, no `export`, no trimming; the two characters `\n` are a newline. Every member
 * throws `Failure` as `Store` says. https://github.com/getsops/sops/blob/main/stores/dotenv/store.go
 */
export const dotenvStore: Store = {
  format: "dotenv",
  readPlain: (bytes) => {
    const tree = read(bytes, 2);
    if (tree.items.some((item) => "key" in item && item.key.startsWith(PREFIX)))
      throw alreadyEncrypted(`${PREFIX}...`);
    return [tree];
  },
  readEncrypted: (bytes) => [split(unquoted(read(bytes, 1)))],
  writePlain: (documents) => write(documents[0] ?? { kind: "map", items: [] }),
  writeEncrypted: (documents, metadata) => {
    const tree = onlyDocument(documents, "dotenv");
    const written = write(tree);
    const clash = tree.items.some((item) => "key" in item && item.key.startsWith(PREFIX));
    if (clash || !sameUnderMac(tree, read(written, 4))) {
      throw unwritable(
        "A key or a clear value would not come back unchanged from a dotenv file.",
        "Keep keys free of `=`, newlines, a leading `#` and `sops_`, and clear values strings without `\\n`.",
      );
    }
    const items = flatten(metadata).map((item) => ({ key: PREFIX + item.key, value: item.value }));
    return Buffer.concat([written, write({ kind: "map", items })]);
  },
  writeValue: (node) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return write(node);
    throw unwritable("A dotenv file holds strings only.", "Choose another output type: yaml or json.");
  },
};

function read(bytes: Uint8Array, exit: number): Branch {
  const source = readSource(bytes, exit);
  const items: (Item | Comment)[] = [];
  let number = 0;
  for (const line of source.text.split("\n")) {
    number++;
    if (line === "") continue;
    if (line.startsWith("#")) {
      items.push({ kind: "comment", text: source.name(line.slice(1), number) });
      continue;
    }
    const equals = line.indexOf("=");
    if (equals === -1) throw unreadable("This line of the dotenv file has no `=`.", exit, number);
    const value = line.slice(equals + 1);
    items.push({
      key: source.name(line.slice(0, equals), number),
      value: source.value(value.includes(BREAK) ? value.replaceAll(BREAK, "\n") : value),
    });
  }
  return { kind: "map", items };
}

function split(tree: Branch): EncryptedDocument {
  const metadata: FlatItem[] = [];
  const items = tree.items.filter((item) => {
    if (!("key" in item) || !item.key.startsWith(PREFIX)) return true;
    metadata.push({ key: item.key.slice(PREFIX.length), value: item.value as Scalar });
    return false;
  });
  return { tree: { kind: "map", items }, metadata: metadata.length === 0 ? undefined : unflatten(metadata) };
}

/** sops 3.6.0 put every value in quotes, which no later version reads; its own metadata tell such a file. */
function unquoted(tree: Branch): Branch {
  const mac = tree.items.find((item) => "key" in item && item.key === "sops_mac");
  if (mac === undefined || !("key" in mac) || mac.value.kind !== "str" || !quoted(mac.value.value))
    return tree;
  const items = tree.items.map((item) => {
    if (!("key" in item) || item.value.kind !== "str" || !quoted(item.value.value)) return item;
    return { key: item.key, value: { kind: "str" as const, value: item.value.value.slice(1, -1) } };
  });
  return { kind: "map", items };
}

function quoted(text: string): boolean {
  return text.length >= 2 && (text.startsWith("'") || text.startsWith('"')) && text.at(-1) === text[0];
}

function write(tree: Branch): Uint8Array {
  const out = new Output();
  for (const item of tree.items) {
    if (!("key" in item)) {
      // Without a mark on each of its lines, a comment of several lines would become variables.
      out.add(`#${item.text.replaceAll("\n", "\n#")}\n`);
      continue;
    }
    if (item.value.kind === "map" || item.value.kind === "list") {
      throw unwritable(
        "A dotenv file holds neither maps nor lists.",
        "Choose another output type: yaml or json.",
      );
    }
    if (item.key.includes("\n")) {
      throw unwritable(
        "A key with a newline cannot stand in a dotenv file.",
        "Choose another output type: yaml or json.",
      );
    }
    const text = textOf(item.value).replaceAll("\n", BREAK);
    out.add(`${item.key}=`);
    out.add(item.value.kind === "bytes" ? Buffer.from(text, "latin1") : text);
    out.add("\n");
  }
  return out.bytes();
}
