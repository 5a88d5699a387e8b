import { Failure } from "../../kernel/errors.ts";
import type { Branch, Documents, EncryptedDocument, Item, Node, Store, StoreOptions } from "../tree.ts";
import { checkBytes } from "../limits.ts";
import { emitDocuments, emitNode } from "./yaml-emit.ts";
import { scanYaml } from "./yaml-scan.ts";
import { formatFailure } from "./yaml-tree.ts";

const METADATA_KEY = "sops";
const DEFAULT_INDENT = 4;
/** The exit codes of sops for a key or an integer that it cannot hold. */
const EXIT_ENCRYPT = 23;
const EXIT_DECRYPT = 25;
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const BEYOND_SCANNER = /[\t\ufeff]/;

let library: typeof import("./yaml-library.ts") | undefined;

/** Loads the library that reads what the scanner does not know. Costs 10 ms, so only such files call for it. */
export async function loadYamlLibrary(): Promise<void> {
  library ??= await import("./yaml-library.ts");
}

/** Whether a file needs the library: its text is outside of the block subset that sops writes. */
export function needsYamlLibrary(bytes: Uint8Array): boolean {
  if (library !== undefined) return false;
  try {
    const text = decode(bytes);
    return BEYOND_SCANNER.test(text) || scanYaml(text, EXIT_ENCRYPT) === undefined;
  } catch {
    // Broken in a way that reading reports, with or without the library.
    return false;
  }
}

/**
 * Whether text is one document with the metadata of sops, within the block subset that sops writes. False also where that
 * would need the library to tell, and for what is no YAML.
 */
export function isPlainlySealed(text: string): boolean {
  // Most files that are not sealed are told by that.
  if (!/^sops:$/m.test(text) || BEYOND_SCANNER.test(text) || FORBIDDEN.test(text) || /[\r\u0085]/.test(text))
    return false;
  try {
    const [document, ...others] = scanYaml(text, EXIT_DECRYPT) ?? [];
    if (document === undefined || others.length > 0) return false;
    const metadata = valuesOf(document, METADATA_KEY);
    const [sops] = metadata;
    return (
      metadata.length === 1 &&
      sops?.kind === "map" &&
      valuesOf(sops, "mac").length + valuesOf(sops, "lastmodified").length > 0
    );
  } catch {
    return false;
  }
}

const valuesOf = ({ items }: Branch, key: string): Node[] =>
  items.flatMap((item) => ("key" in item && item.key === key ? [item.value] : []));

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    throw new Failure("SOPS_FORMAT", "The file is not UTF-8.", { exit: 2, fix: "Save the file as UTF-8." });
  }
  const position = text.search(FORBIDDEN);
  if (position >= 0) {
    const before = text.slice(0, position).split("\n");
    throw formatFailure(
      "A control character stands in the file.",
      before.length - 1,
      before.at(-1)?.length ?? 0,
    );
  }
  return /[\r\u0085]/.test(text) ? text.replace(/\r\n|[\r\u0085]/g, "\n") : text;
}

function read(bytes: Uint8Array, exit: number): Branch[] {
  checkBytes(bytes, "yaml", "");
  if (bytes.length === 0) {
    throw new Failure("SOPS_FORMAT", "The file is empty; SOPS needs at least one document.", {
      exit: 92,
      fix: "Write at least: {}",
    });
  }
  const text = decode(bytes);
  const scanned = BEYOND_SCANNER.test(text) ? undefined : scanYaml(text, exit);
  const documents = scanned ?? withLibrary(text, exit);
  if (documents.length > 0 && !/^(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:#.*)?$/.test(text)) return documents;
  throw new Failure("SOPS_FORMAT", "The file holds no document.", { exit: 2, fix: "Write at least: {}" });
}

function withLibrary(text: string, exit: number): Branch[] {
  if (library === undefined) throw new Error("readyFor() comes before a store reads a file");
  return library.readWithLibrary(text, exit);
}

function isMetadata(item: Branch["items"][number]): item is Item {
  return !("kind" in item) && item.key === METADATA_KEY;
}

function readPlain(bytes: Uint8Array): Documents {
  const documents = read(bytes, EXIT_ENCRYPT);
  if (documents.some((branch) => branch.items.some(isMetadata))) {
    throw new Failure("SOPS_ALREADY_ENCRYPTED", "The file has a top-level key `sops`, which is reserved.", {
      exit: 203,
      fix: "Rename the key; if the file is encrypted, edit it instead of encrypting it.",
    });
  }
  return documents;
}

function split(branch: Branch): EncryptedDocument {
  const [found, second] = branch.items.filter(isMetadata);
  if (found === undefined) return { tree: branch, metadata: undefined };
  if (second !== undefined || found.value.kind !== "map") {
    const message = second === undefined ? "The `sops` key holds no map." : "The `sops` key stands twice.";
    throw new Failure("SOPS_METADATA", message, { exit: 2, fix: "Restore the block as sops wrote it." });
  }
  return {
    tree: { kind: "map", items: branch.items.filter((item) => item !== found) },
    metadata: found.value,
  };
}

function readEncrypted(bytes: Uint8Array): readonly EncryptedDocument[] {
  return read(bytes, EXIT_DECRYPT).map(split);
}

function write(documents: Documents, options: StoreOptions | undefined): Uint8Array {
  return Buffer.from(emitDocuments(documents, options?.indent ?? DEFAULT_INDENT), "utf8");
}

function writePlain(documents: Documents, options?: StoreOptions): Uint8Array {
  return write(documents, options);
}

function writeEncrypted(documents: Documents, metadata: Branch, options?: StoreOptions): Uint8Array {
  const item: Item = { key: METADATA_KEY, value: metadata };
  return write(
    documents.map((branch) => ({ kind: "map", items: [...branch.items, item] })),
    options,
  );
}

function writeValue(node: Node, options?: StoreOptions): Uint8Array {
  if (node.kind === "str") return Buffer.from(node.value, "utf8");
  if (node.kind === "bytes") return node.value;
  if (node.kind === "comment") return Buffer.from(node.text, "utf8");
  // sops writes a map with the file's indentation, and anything else with the default.
  if (node.kind === "map") return write([node], options);
  return Buffer.from(emitNode(node, DEFAULT_INDENT), "utf8");
}

/** YAML as sops reads and writes it. See https://getsops.io/docs/. */
export const yamlStore: Store = {
  format: "yaml",
  readPlain,
  readEncrypted,
  writePlain,
  writeEncrypted,
  writeValue,
};
