import buffer from "node:buffer";
import type { ArchiveBudget, ArchiveSink } from "./budget.ts";
import { inflate } from "./inflate.ts";

const END = buffer.Buffer.from("PK\u0005\u0006", "latin1");
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const END_SIZE = 22;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** Whether bytes begin as a zip does. */
export function isZip(bytes: buffer.Buffer): boolean {
  return bytes.length > END_SIZE && bytes.readUInt32LE(0) === LOCAL;
}

/**
 * Hands over every file of a zip, by its directory at the end.
 *
 * @param bytes the archive (APPNOTE 6.3; no zip64, which files under 4 GiB do without)
 * @param budget is spent
 * @param sink takes files and notes
 */
export function openZip(bytes: buffer.Buffer, budget: ArchiveBudget, sink: ArchiveSink): void {
  const end = bytes.lastIndexOf(END);
  let at = end === -1 || end + END_SIZE > bytes.length ? bytes.length : bytes.readUInt32LE(end + 16);
  if (at >= bytes.length) {
    sink.note("a zip without a directory was not opened");
    return;
  }
  while (at + CENTRAL_SIZE <= bytes.length && bytes.readUInt32LE(at) === CENTRAL) {
    if (!budget.enter()) {
      sink.note("a zip was opened in part: it holds too many files");
      return;
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const path = bytes.toString("utf8", at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength);
    openEntry(bytes, at, path, budget, sink);
    at += CENTRAL_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function openEntry(
  bytes: buffer.Buffer,
  at: number,
  path: string,
  budget: ArchiveBudget,
  sink: ArchiveSink,
): void {
  const method = bytes.readUInt16LE(at + 10);
  const local = bytes.readUInt32LE(at + 42);
  if (path.endsWith("/")) {
    return;
  }
  if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED)) {
    sink.note("a file in a zip was not opened: it is encrypted, or compressed in another way");
    return;
  }
  if (local + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(local) !== LOCAL) {
    sink.note("a file in a zip was not opened: it is damaged");
    return;
  }
  const start = local + LOCAL_SIZE + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const content = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
  if (method === STORED) {
    if (content.length > budget.room(content.length)) {
      sink.note("a file in a zip was not opened: it is over a limit");
      return;
    }
    budget.spend(content.length);
    sink.entry("zip", path, content);
    return;
  }
  const opened = inflate("raw", content, budget);
  if (typeof opened === "string") {
    sink.note(`a file in a zip was not opened: it is ${opened}`);
    return;
  }
  sink.entry("zip", path, opened);
}
