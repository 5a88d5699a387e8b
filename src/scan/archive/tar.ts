import type buffer from "node:buffer";
import type { ArchiveBudget, ArchiveSink } from "./budget.ts";

const BLOCK = 512;
const CHECKSUM = 148;
const MAX_NAME = 4096;

/** Whether bytes begin with a tar header: its sum holds (POSIX pax, ustar). */
export function isTar(bytes: buffer.Buffer): boolean {
  return bytes.length >= BLOCK && bytes[0] !== 0 && isHeader(bytes, 0);
}

/**
 * Hands over every file of a tar.
 *
 * @param bytes the archive
 * @param kind `tar`, or what it was compressed in
 * @param budget is spent
 * @param sink takes files and notes
 */
export function openTar(bytes: buffer.Buffer, kind: string, budget: ArchiveBudget, sink: ArchiveSink): void {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0 && isHeader(bytes, at);) {
    if (!budget.enter()) {
      sink.note("a tar was opened in part: it holds too many files");
      return;
    }
    const size = octal(bytes, at + 124, 12);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    if (type === "L") {
      longName = text(content, 0, Math.min(content.length, MAX_NAME));
    } else if (type === "x") {
      longName = /\d+ path=([^\n]+)\n/.exec(content.toString("utf8", 0, MAX_NAME))?.[1];
    } else {
      if (type === "0" || type === "\0" || type === "7") {
        sink.entry(kind, longName ?? nameOf(bytes, at), content);
      }
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function isHeader(bytes: buffer.Buffer, at: number): boolean {
  const expected = octal(bytes, at + CHECKSUM, 8);
  let sum = 0;
  for (let index = 0; expected !== 0 && index < BLOCK; index += 1) {
    const inSum = index >= CHECKSUM && index < CHECKSUM + 8;
    sum += inSum ? 0x20 : (bytes[at + index] ?? 0);
  }
  return expected !== 0 && sum === expected;
}

function nameOf(bytes: buffer.Buffer, at: number): string {
  const prefix = bytes.toString("latin1", at + 257, at + 262) === "ustar" ? text(bytes, at + 345, 155) : "";
  return prefix === "" ? text(bytes, at, 100) : `${prefix}/${text(bytes, at, 100)}`;
}

function text(bytes: buffer.Buffer, at: number, length: number): string {
  const end = bytes.subarray(at, at + length).indexOf(0);
  return bytes.toString("utf8", at, at + (end === -1 ? length : end));
}

/** A number in octal digits; what is none is 0. */
function octal(bytes: buffer.Buffer, at: number, length: number): number {
  const digits = /^[ \0]*([0-7]+)/.exec(bytes.toString("latin1", at, at + length))?.[1];
  return digits === undefined ? 0 : Number.parseInt(digits, 8);
}
