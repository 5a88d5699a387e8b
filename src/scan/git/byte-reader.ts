import type { Readable } from "node:stream";

/** A stream of bytes, read piece by piece. Everything throws what the stream throws. */
export interface ByteReader {
  /** The bytes before the next `end`, which is taken too; undefined at the end of the stream. At most 1 MiB. */
  readonly until: (end: number) => Promise<Buffer | undefined>;
  /** Exactly so many bytes; undefined where the stream ends before. */
  readonly take: (length: number) => Promise<Buffer | undefined>;
  /** Drops so many bytes; false where the stream ends before. */
  readonly skip: (length: number) => Promise<boolean>;
}

const MAX_FIELD = 1024 * 1024;

/** Reads a stream with memory for one piece of it only: what is not asked for stays in the pipe. */
export function byteReader(stream: Readable): ByteReader {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let chunk: Buffer = Buffer.alloc(0);
  let at = 0;

  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    chunk = next.value;
    at = 0;
    return true;
  };

  const until = async (end: number): Promise<Buffer | undefined> => {
    const found = chunk.indexOf(end, at);
    if (found !== -1) return piece(found);
    const parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      parts.push(chunk.subarray(at));
      length += chunk.length - at;
      if (!(await more()) || length > MAX_FIELD) return undefined;
      const next = chunk.indexOf(end);
      if (next !== -1) return Buffer.concat([...parts, piece(next)]);
    }
  };
  const piece = (end: number): Buffer => {
    const bytes = chunk.subarray(at, end);
    at = end + 1;
    return bytes;
  };

  const take = async (length: number): Promise<Buffer | undefined> => {
    if (chunk.length - at >= length) {
      const bytes = chunk.subarray(at, at + length);
      at += length;
      return bytes;
    }
    const whole = Buffer.allocUnsafe(length);
    let filled = 0;
    for (;;) {
      const count = Math.min(length - filled, chunk.length - at);
      chunk.copy(whole, filled, at, at + count);
      filled += count;
      at += count;
      if (filled === length) return whole;
      if (!(await more())) return undefined;
    }
  };

  const skip = async (length: number): Promise<boolean> => {
    let left = length;
    for (;;) {
      const count = Math.min(left, chunk.length - at);
      at += count;
      left -= count;
      if (left === 0) return true;
      if (!(await more())) return false;
    }
  };

  return { until, take, skip };
}
