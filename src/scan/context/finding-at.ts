import type buffer from "node:buffer";
import type { Finding, Level } from "../finding.ts";

/** What a detector says of what it found. */
export interface Found {
  readonly rule: string;
  readonly level: Level;
  readonly start: number;
  readonly end: number;
  readonly matchStart: number;
  readonly matchEnd?: number;
  readonly sight: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly reason?: string | undefined;
}

/** A finding of a detector; where there is a reason against it, a placeholder. */
export function findingAt(bytes: buffer.Buffer, found: Found): Finding {
  const { rule, start, end, matchStart, sight } = found;
  const { level, facts = {} } = found;
  const secret = bytes.subarray(start, end);
  const matchEnd = found.matchEnd ?? end;
  const finding = { rule, level, start, end, matchStart, matchEnd, secret, sight, decoded: [], facts };
  return doubted(finding, found.reason);
}

/** A finding with what speaks against it, if anything does: then it is a placeholder, which is listed and never blocks. */
export function doubted(finding: Finding, reason: string | undefined): Finding {
  return reason === undefined ? finding : { ...finding, level: "placeholder", reason };
}

/** Where a run of bytes ends that a table holds, at most so many on. */
export function runEnd(bytes: Uint8Array, at: number, table: Uint8Array, most: number): number {
  const last = Math.min(bytes.length, at + most);
  let end = at;
  while (end < last && table[bytes[end] as number] === 1) {
    end += 1;
  }
  return end;
}

/** Where a run of bytes begins that ends before an offset, at most so many back. */
export function runStart(bytes: Uint8Array, at: number, table: Uint8Array, most: number): number {
  const first = Math.max(0, at - most);
  let start = at;
  while (start > first && table[bytes[start - 1] as number] === 1) {
    start -= 1;
  }
  return start;
}

/** A table of the bytes that a character class without brackets holds. */
export function bytesOf(alphabet: string): Uint8Array {
  const one = new RegExp(`[${alphabet}]`);
  return Uint8Array.from({ length: 256 }, (_, byte) => (one.test(String.fromCharCode(byte)) ? 1 : 0));
}
