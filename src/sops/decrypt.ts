import { Failure } from "../kernel/errors.ts";
import type { AgeIdentity } from "./age.ts";
import { cipherOf } from "./cipher.ts";
import { dataKeyOf } from "./data-key.ts";
import { checkBytes } from "./limits.ts";
import { macFailure, openMac, startMac } from "./mac.ts";
import { type Metadata, parseMetadata } from "./metadata.ts";
import { readingVisitor, type Reading, replace } from "./reading.ts";
import { compileSelector } from "./selector.ts";
import { readyFor, storeOf } from "./stores/index.ts";
import type { Branch, Documents, EncryptedDocument, Format, Scalar } from "./tree.ts";
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
    await readyFor(input.format, input.bytes);
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
    const own = document.metadata && readableMetadata(document.metadata);
    if (!own || own.mac === last.metadata.mac) {
      parts[parts.length - 1] = { ...last, trees: [...last.trees, document.tree] };
    } else {
      parts.push({ metadata: own, trees: [document.tree] });
    }
  }
  return [whole, parts];
}

/** Sops never looks at blocks after the first, so that one which makes no sense is no error. */
function readableMetadata(block: Branch): Metadata | undefined {
  try {
    return parseMetadata(block);
  } catch {
    return undefined;
  }
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
    mac: startMac(metadata.macOnlyEncrypted),
    onlyEncrypted: metadata.macOnlyEncrypted,
    legacyNumbers: input.format === "json",
    encryptedLeaves,
    legacy: new Map(),
    notices: [],
  };
  const documents = trees.map((tree) => walk(tree, selector, readingVisitor(reading)));
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
