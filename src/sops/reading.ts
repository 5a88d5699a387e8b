import { Failure } from "../kernel/errors.ts";
import { type Cipher, openText } from "./cipher.ts";
import type { MacInput } from "./mac.ts";
import type { Branch, Comment, List, Scalar } from "./tree.ts";
import { bytesOf, formatFloatF, parseEncrypted, valueOf } from "./value.ts";
import type { Visitor } from "./walk.ts";

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** What reading the leaves of one file needs, and what it gathers. */
export interface Reading {
  readonly cipher: Cipher;
  readonly mac: MacInput;
  readonly onlyEncrypted: boolean;
  readonly legacyNumbers: boolean;
  readonly encryptedLeaves: WeakSet<Scalar>;
  /** Clear numbers beside what sops before 3.13.2 made of them. */
  readonly legacy: Map<Scalar, Scalar>;
  readonly notices: string[];
}

/** Opens every leaf that the selector picks and counts all of them for the MAC. */
export function readingVisitor(reading: Reading): Visitor {
  return {
    scalar: (node, selected, aad, inList) =>
      selected ? openScalar(reading, node, aad, inList) : clear(reading, node),
    comment: (node, selected, aad) => (selected ? openComment(reading, node, aad) : node),
    asComment: (node) =>
      node.kind === "str" && parseEncrypted(node.value)?.type === "comment" ? node.value : undefined,
  };
}

function clear(reading: Reading, node: Scalar): Scalar {
  if (reading.onlyEncrypted || node.kind === "null") return node;
  const bytes = bytesOf(node);
  if (reading.legacyNumbers && node.kind === "int" && (node.value > SAFE || node.value < -SAFE)) {
    const rounded = Number(node.value);
    reading.mac.addNumber(bytes, Buffer.from(formatFloatF(rounded), "latin1"));
    reading.legacy.set(node, { kind: "float", value: rounded });
  } else {
    reading.mac.add(bytes);
  }
  return node;
}

function openScalar(reading: Reading, node: Scalar, aad: string, inList: boolean): Scalar | Comment {
  const { cipher, encryptedLeaves, mac } = reading;
  if (node.kind === "null" || (node.kind === "str" && node.value === "")) {
    const leaf = { ...node };
    encryptedLeaves.add(leaf);
    return leaf;
  }
  const opened = node.kind === "str" ? openText(cipher, node.value, aad) : undefined;
  if (!opened) {
    throw new Failure(
      "SOPS_VALUE_TAMPERED",
      `A value that must be encrypted is not. Its path: ${pathText(aad)}`,
      {
        fix: "Write the file with sops edit or sops set, or start from its plaintext and encrypt it again.",
        exit: 25,
      },
    );
  }
  const leaf = valueOf(opened.type, opened.bytes);
  if (leaf.kind === "comment") {
    if (inList) return leaf;
    throw new Failure(
      "SOPS_VALUE_TAMPERED",
      `A comment stands where a value must. Its path: ${pathText(aad)}`,
      {
        exit: 25,
      },
    );
  }
  // A bool or a time may be written in several ways, and the MAC counts the canonical one.
  mac.add(leaf.kind === "str" || leaf.kind === "bytes" ? opened.bytes : bytesOf(leaf));
  encryptedLeaves.add(leaf);
  return leaf;
}

// Key names are the layout of a file, public in it; what does not print must still not shape a log.
function pathText(aad: string): string {
  return aad
    .slice(0, -1)
    .slice(0, 200)
    .replace(/[^\x20-\x7e]/g, "?");
}

function openComment(reading: Reading, node: Comment, aad: string): Comment {
  if (node.text === "") return node;
  try {
    const opened = openText(reading.cipher, node.text, aad);
    if (opened) return { kind: "comment", text: opened.bytes.toString("utf8") };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  const notice = "A comment is not encrypted although it should be: kept as it is.";
  if (reading.notices.length === 0) reading.notices.push(notice);
  return node;
}

/** The same tree with other leaves in the place of those that `made` names. */
export function replace(tree: Branch, made: ReadonlyMap<Scalar, Scalar>): Branch {
  const items = tree.items.map((item) => {
    if ("kind" in item) return item;
    const { key, value } = item;
    return {
      key,
      value: value.kind === "map" || value.kind === "list" ? replaceIn(value, made) : swap(value, made),
    };
  });
  return { kind: "map", items };
}

function replaceIn(node: Branch | List, made: ReadonlyMap<Scalar, Scalar>): Branch | List {
  if (node.kind === "map") return replace(node, made);
  const items = node.items.map((item) => {
    if (item.kind === "comment") return item;
    return item.kind === "map" || item.kind === "list" ? replaceIn(item, made) : swap(item, made);
  });
  return { kind: "list", items };
}

function swap(node: Scalar, made: ReadonlyMap<Scalar, Scalar>): Scalar {
  return made.get(node) ?? node;
}
