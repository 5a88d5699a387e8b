/**
 * The bytes of a block in Snappy's format, or undefined where it is none, or would hold more than `maxBytes`.
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function readSnappy(block: Uint8Array, maxBytes: number): Buffer | undefined {
  const [length, start] = readLength(block) ?? [undefined, 0];
  if (length === undefined || length > maxBytes) return undefined;
  const out = Buffer.alloc(length);
  let to = 0;
  let at = start;
  while (at < block.length) {
    const tag = block[at]!;
    const element = (tag & 3) === 0 ? literalAt(block, at) : copyAt(block, at);
    if (element === undefined || to + element.length > length) return undefined;
    if (element.offset === undefined) {
      const from = element.next - element.length;
      out.set(block.subarray(from, element.next), to);
      to += element.length;
    } else {
      if (element.offset === 0 || element.offset > to) return undefined;
      // Byte by byte: a copy may read what it has just written.
      for (const end = to + element.length; to < end; to += 1) out[to] = out[to - element.offset]!;
    }
    at = element.next;
  }
  return to === length ? out : undefined;
}

interface Element {
  readonly length: number;
  /** Back from where it goes; undefined for bytes that stand in the block. */
  readonly offset: number | undefined;
  /** Where the next element begins. */
  readonly next: number;
}

const MAX_LENGTH_BYTES = 5;

function readLength(block: Uint8Array): readonly [number, number] | undefined {
  let length = 0;
  for (let at = 0; at < Math.min(block.length, MAX_LENGTH_BYTES); at += 1) {
    const byte = block[at]!;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return [length, at + 1];
  }
  return undefined;
}

/** Lengths below 60 stand in the tag; 60 to 63 say how many bytes of length follow. */
function literalAt(block: Uint8Array, at: number): Element | undefined {
  const short = block[at]! >> 2;
  const more = Math.max(0, short - 59);
  if (at + 1 + more > block.length) return undefined;
  const length = more === 0 ? short + 1 : littleEndian(block, at + 1, more) + 1;
  const next = at + 1 + more + length;
  return next > block.length ? undefined : { length, offset: undefined, next };
}

function copyAt(block: Uint8Array, at: number): Element | undefined {
  const tag = block[at]!;
  const bytes = [0, 1, 2, 4][tag & 3]!;
  const next = at + 1 + bytes;
  if (next > block.length) return undefined;
  const low = littleEndian(block, at + 1, bytes);
  return bytes === 1
    ? { length: ((tag >> 2) & 7) + 4, offset: (tag >> 5) * 256 + low, next }
    : { length: (tag >> 2) + 1, offset: low, next };
}

const littleEndian = (block: Uint8Array, at: number, bytes: number): number =>
  block.subarray(at, at + bytes).reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0);
