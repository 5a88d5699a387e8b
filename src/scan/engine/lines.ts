import buffer from "node:buffer";

/** A place as people count it: both from 1, the column in bytes. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const NEWLINE = 0x0a;
const indexes = new WeakMap<Uint8Array, Uint32Array>();

/**
 * The line and column of an offset. The index of lines is made once for each file that is asked about.
 *
 * @param bytes the file; its index is kept as long as it is
 * @param offset of a byte in it; one past the end is the place after the last byte
 */
export function positionOf(bytes: Uint8Array, offset: number): Position {
  let starts = indexes.get(bytes);
  if (starts === undefined) {
    starts = lineStarts(bytes);
    indexes.set(bytes, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function lineStarts(bytes: Uint8Array): Uint32Array {
  const view = buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = [0];
  for (let at = view.indexOf(NEWLINE); at !== -1; at = view.indexOf(NEWLINE, at + 1)) {
    starts.push(at + 1);
  }
  return Uint32Array.from(starts);
}
