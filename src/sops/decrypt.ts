import { Failure } from "../kernel/errors.ts";
import type { AgeIdentity } from "./age.ts";
import { type Cipher, cipherOf, openText } from "./cipher.ts";
import { dataKeyOf } from "./data-key.ts";
import { checkBytes } from "./limits.ts";
import { type MacInput, macFailure, openMac, startMac } from "./mac.ts";
import { type Metadata, parseMetadata } from "./metadata.ts";
import { compileSelector, type Selector } from "./selector.ts";
import { storeOf } from "./stores/index.ts";
import type { Branch, Comment, Documents, EncryptedDocument, Format, List, Scalar } from "./tree.ts";
import { bytesOf, formatFloatF, parseEncrypted, valueOf } from "./value.ts";
import { walk } from "./walk.ts";

export interface DecryptInput {
  readonly bytes: Uint8Array;
  readonly format: Format;
  /** The name of the file in messages. */
  readonly file: string;
  readonly identities: readonly AgeIdentity[];
  /** Accepts a missing or wrong MAC, as sops' --ignore-mac; single values are still authenticated. */
  readonly ignoreMac?: boolean;
}

/** What the metadata of a file, or of one block of a concatenated one, says. */
export interface FileInfo {
  readonly lastModified: Date;
  /** The ids of all its keys, of whatever kind. */
  readonly recipients: readonly string[];
  readonly macOnlyEncrypted: boolean;
  readonly selector: Metadata["selector"];
  readonly version: string | undefined;
}

export interface Decrypted {
  readonly documents: Documents;
  /** One for each separately encrypted part; one alone but for concatenated YAML files. */
  readonly info: readonly [FileInfo, ...FileInfo[]];
  /** The leaves that the file holds encrypted. Others are clear in it, and no secrets. */
  readonly encryptedLeaves: WeakSet<Scalar>;
  /** Whether the MAC proves clear leaves unchanged; false under mac_only_encrypted and ignoreMac. */
  readonly clearAuthenticated: boolean;
  readonly notices: readonly string[];
}

interface Part {
  readonly metadata: Metadata;
  readonly trees: readonly Branch[];
}

interface Opened {
  readonly documents: readonly Branch[];
  readonly notices: readonly string[];
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Decrypts one file. Every value is authenticated, and the MAC over all of them is verified before anything is
 * returned. Documents of a YAML file that were encrypted separately and then concatenated are opened each with
 * its own block (sops reads the first block only and fails: https://github.com/getsops/sops/issues/2224).
 * Throws SOPS_FORMAT, SOPS_METADATA, SOPS_KEY_MISSING, SOPS_KEY_UNSUPPORTED, SOPS_VALUE_TAMPERED,
 * SOPS_MAC_MISMATCH or LIMIT_EXCEEDED, each with the exit code of sops.
 */
export async function decrypt(input: DecryptInput): Promise<Decrypted> {
  checkBytes(input.bytes, input.format, input.file);
  try {
    return await decryptParts(input, storeOf(input.format).readEncrypted(input.bytes));
  } catch (error) {
    throw error instanceof Failure ? inFile(error, input.file) : error;
  }
}

function inFile(error: Failure, file: string): Failure {
  if (error.at?.file !== undefined) return error;
  return new Failure(error.code, error.message, {
    ...(error.fix === undefined ? {} : { fix: error.fix }),
    ...(error.exit === undefined ? {} : { exit: error.exit }),
    at: { ...error.at, file },
    all: error.all,
  });
}

async function decryptParts(input: DecryptInput, read: readonly EncryptedDocument[]): Promise<Decrypted> {
  const [whole, parts] = partsOf(read);
  const encryptedLeaves = new WeakSet<Scalar>();
  const open = (part: Part) => openPart(part, input, encryptedLeaves);
  let used: readonly [Part, ...Part[]] = [whole];
  let opened: readonly Opened[];
  if (parts.length === 1) {
    opened = [await open(whole)];
  } else {
    used = parts;
    try {
      opened = [];
      for (const part of parts) opened = [...opened, await open(part)];
    } catch (error) {
      // Blocks after the first may differ without meaning anything: sops never reads them.
      try {
        used = [whole];
        opened = [await open(whole)];
      } catch {
        throw error;
      }
    }
  }
  const [first, ...others] = used;
  return {
    documents: opened.flatMap(({ documents }) => documents),
    info: [infoOf(first.metadata), ...others.map(({ metadata }) => infoOf(metadata))],
    encryptedLeaves,
    clearAuthenticated: input.ignoreMac !== true && used.every(({ metadata }) => !metadata.macOnlyEncrypted),
    notices: opened.flatMap(({ notices }) => notices),
  };
}

/** The file as sops reads it, and in parts: a document with another MAC than the one before starts a new part. */
function partsOf(read: readonly EncryptedDocument[]): [Part, readonly [Part, ...Part[]]] {
  const [first, ...others] = read;
  if (!first?.metadata) {
    throw new Failure("SOPS_METADATA", "The file has no sops metadata: it is not encrypted with sops.", {
      fix: "Encrypt it: sops encrypt -i FILE",
      exit: 1,
    });
  }
  const metadata = parseMetadata(first.metadata);
  const whole: Part = { metadata, trees: read.map(({ tree }) => tree) };
  if (others.every((document) => document.metadata === undefined)) return [whole, [whole]];
  const parts: [Part, ...Part[]] = [{ metadata, trees: [first.tree] }];
  for (const document of others) {
    const last = parts.at(-1) ?? parts[0];
    const own = document.metadata && parseMetadata(document.metadata);
    if (!own || own.mac === last.metadata.mac) {
      parts[parts.length - 1] = { ...last, trees: [...last.trees, document.tree] };
    } else {
      parts.push({ metadata: own, trees: [document.tree] });
    }
  }
  return [whole, parts];
}

function infoOf(metadata: Metadata): FileInfo {
  return {
    lastModified: new Date(metadata.lastModified),
    recipients: metadata.groups.flat().map(({ id }) => id),
    macOnlyEncrypted: metadata.macOnlyEncrypted,
    selector: metadata.selector,
    version: metadata.version,
  };
}

async function openPart(part: Part, input: DecryptInput, encryptedLeaves: WeakSet<Scalar>): Promise<Opened> {
  const { metadata, trees } = part;
  const cipher = cipherOf(await dataKeyOf(metadata, input.identities, input.file));
  const selector = await compileSelector(metadata.selector, "SOPS_METADATA");
  const reading: Reading = {
    cipher,
    selector,
    mac: startMac(metadata.macOnlyEncrypted),
    onlyEncrypted: metadata.macOnlyEncrypted,
    legacyNumbers: input.format === "json",
    encryptedLeaves,
    legacy: new Map(),
    notices: [],
  };
  const documents = trees.map((tree) => walk(tree, selector, visitorOf(reading)));
  if (input.ignoreMac === true) return { documents, notices: reading.notices };
  const stored = openMac(cipher, metadata.mac, metadata.lastModified);
  if (stored === reading.mac.digest()) return { documents, notices: reading.notices };
  if (stored === reading.mac.legacyDigest()) {
    const notice =
      "Integers above 2^53 are clear in this file and were rounded when sops before 3.13.2 wrote it: " +
      "the rounded numbers are used.";
    const rounded = documents.map((tree) => replace(tree, reading.legacy));
    return { documents: rounded, notices: [...reading.notices, notice] };
  }
  throw macFailure("The values of the file are not those over which its MAC was made.");
}

interface Reading {
  readonly cipher: Cipher;
  readonly selector: Selector;
  readonly mac: MacInput;
  readonly onlyEncrypted: boolean;
  readonly legacyNumbers: boolean;
  readonly encryptedLeaves: WeakSet<Scalar>;
  /** Clear numbers beside what sops before 3.13.2 made of them. */
  readonly legacy: Map<Scalar, Scalar>;
  readonly notices: string[];
}

function visitorOf(reading: Reading): Parameters<typeof walk>[2] {
  return {
    scalar: (node, selected, aad, inList) => (selected ? openScalar(reading, node, aad, inList) : clear(reading, node)),
    comment: (node, selected, aad) => (selected ? openComment(reading, node, aad) : node),
    asComment: (node) => (node.kind === "str" && parseEncrypted(node.value)?.type === "comment" ? node.value : undefined),
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
    throw new Failure("SOPS_VALUE_TAMPERED", `A value that must be encrypted is not. Its path: ${pathText(aad)}`, {
      fix: "Write the file with sops edit or sops set, or start from its plaintext and encrypt it again.",
      exit: 25,
    });
  }
  const leaf = valueOf(opened.type, opened.bytes);
  if (leaf.kind === "comment") {
    if (inList) return leaf;
    throw new Failure("SOPS_VALUE_TAMPERED", `A comment stands where a value must. Its path: ${pathText(aad)}`, {
      exit: 25,
    });
  }
  // A bool or a time may be written in several ways, and the MAC counts the canonical one.
  mac.add(leaf.kind === "str" || leaf.kind === "bytes" ? opened.bytes : bytesOf(leaf));
  encryptedLeaves.add(leaf);
  return leaf;
}

// Key names are the layout of a file, public in it; what does not print must still not shape a log.
function pathText(aad: string): string {
  return aad.slice(0, -1).slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
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

function replace(tree: Branch, made: ReadonlyMap<Scalar, Scalar>): Branch {
  const items = tree.items.map((item) => {
    if ("kind" in item) return item;
    const { key, value } = item;
    return { key, value: value.kind === "map" || value.kind === "list" ? replaceIn(value, made) : swap(value, made) };
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
