import { Failure } from "../../kernel/errors.ts";
import { parseJson, printJson } from "../../kernel/json.ts";
import { MAX_DEPTH } from "../limits.ts";
import type { Branch, Documents, EncryptedDocument, Node, Store, StoreOptions } from "../tree.ts";
import { alreadyEncrypted, onlyDocument, takeBlock, unwritable } from "./common.ts";

/**
 * JSON as sops reads and writes it: repeated keys and their order are kept, integers are 64 bit, other numbers
 * floats; comments are left out. Every member throws `Failure` as `Store` says.
 * https://github.com/getsops/sops/blob/main/stores/json/store.go
 */
export const jsonStore: Store = {
  format: "json",
  readPlain: (bytes) => {
    const tree = read(bytes, 2, false);
    if (tree.items.some((item) => "key" in item && item.key === "sops")) throw alreadyEncrypted("sops");
    return [tree];
  },
  readEncrypted: (bytes) => readJsonFile(bytes),
  writePlain: (documents, options) => lines(documents[0] ?? { kind: "map", items: [] }, options, false),
  writeEncrypted: (documents, metadata, options) => writeJsonFile(documents, metadata, options),
  writeValue: (node, options) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return lines(node, options, false);
    return Buffer.from(text(node, indentOf(options), false));
  },
};

/** An encrypted JSON file; sops reads nothing behind the closing brace, and so do we. Throws `Failure`. */
export function readJsonFile(bytes: Uint8Array): readonly EncryptedDocument[] {
  return [takeBlock(read(bytes, 1, true))];
}

/** An encrypted JSON file with its metadata last. Throws `Failure` (exit 4) for what JSON cannot hold. */
export function writeJsonFile(documents: Documents, metadata: Branch, options?: StoreOptions): Uint8Array {
  const tree = onlyDocument(documents, "JSON");
  return lines({ kind: "map", items: [...tree.items, { key: "sops", value: metadata }] }, options, true);
}

function read(bytes: Uint8Array, exit: number, ignoreTrailing: boolean): Branch {
  const value = parseJson(bytes, {
    code: "SOPS_FORMAT",
    exit,
    maxDepth: MAX_DEPTH,
    int64: true,
    ignoreTrailing,
  });
  if (value.kind === "map") return value;
  throw new Failure("SOPS_FORMAT", "The outermost JSON value is not an object.", {
    fix: 'Wrap it in an object: {"data": ...}',
    at: { line: 1, column: 1 },
    exit,
  });
}

/** One value on one line, as sops' INI store prints it. Throws `Failure` (exit 4) for NaN and the infinities. */
export function compactJson(node: Node): Uint8Array {
  return Buffer.from(text(node, undefined, false));
}

function lines(tree: Branch, options: StoreOptions | undefined, exact: boolean): Uint8Array {
  return Buffer.from(`${text(tree, indentOf(options), exact)}\n`);
}

function indentOf(options: StoreOptions | undefined): string {
  return options?.indent === undefined ? "\t" : " ".repeat(options.indent);
}

function text(node: Node, indent: string | undefined, exact: boolean): string {
  check(node, exact);
  try {
    return printJson(node, indent === undefined ? {} : { indent, exactZero: exact });
  } catch (error) {
    // The one RangeError left is V8's on a string of more than half a gigabyte.
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "The JSON text would be larger than 512 MiB.", { exit: 4 });
  }
}

/** `exact`: what is written must be read back unchanged, as its MAC counts it. */
function check(node: Node, exact: boolean): void {
  if (node.kind === "map") {
    for (const item of node.items) if ("key" in item) check(item.value, exact);
  } else if (node.kind === "list") {
    for (const item of node.items) check(item, exact);
  } else if (node.kind === "float" && !Number.isFinite(node.value)) {
    throw unwritable("JSON has neither NaN nor infinities.", "Write the number as a string, or use YAML.");
  } else if (exact && node.kind === "bytes") {
    throw unwritable(
      "A value that stays in the clear is not UTF-8, which JSON cannot hold.",
      "Encode it as base64.",
    );
  }
}
