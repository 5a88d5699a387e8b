import { type Span, hexDigit, hexPair, isReadable } from "./span.ts";

const HEAD = 8;
const SHORTEST = 32;

/**
 * Decodes a run of hexadecimal digits where it begins as text does.
 *
 * @param bytes what the run stands in
 * @param start of the run; `0x` before the digits is passed over
 * @param end of the run
 */
export function hexAt(bytes: Uint8Array, start: number, end: number): Span | undefined {
  const from = bytes[start] === 0x30 && bytes[start + 1] === 0x78 ? start + 2 : start;
  const length = end - from;
  if (length < SHORTEST || length % 2 !== 0 || !isReadable(decode(bytes, from, from + HEAD * 2))) {
    return undefined;
  }
  for (let at = from; at < end; at += 1) {
    if (hexDigit(bytes[at]) < 0) {
      return undefined;
    }
  }
  return { kind: "hex", bytes: decode(bytes, from, end), origin: (offset) => from + offset * 2 };
}

/** A pair that is none is byte 255, which no text holds. */
function decode(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const decoded = new Uint8Array((end - start) / 2);
  for (let at = 0; at < decoded.length; at += 1) {
    decoded[at] = hexPair(bytes, start + at * 2) & 0xff;
  }
  return decoded;
}
