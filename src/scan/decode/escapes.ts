import { type Span, hexPair } from "./span.ts";

const HIGH = [..."234567"];

/** What escapes of printable characters begin with, for the engine's finder: `%41`, `\u0041`, `\x41`. */
export const ESCAPE_ANCHORS: readonly string[] = HIGH.flatMap((high) => [
  ...[..."0123456789abcdef"].map((low) => `%${high}${low}`),
  `\\u00${high}`,
  `\\x${high}`,
]);

const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const MAX_BEFORE = 512;
const MAX_AFTER = 8192;
/** Of the word with its escapes; no secret is shorter. */
const SHORTEST = 10;
const LOWER_U = 0x75;
const LOWER_X = 0x78;
const ASCII = 0x80;

/** Whether a byte ends a word: white space, control characters, quotes, angle brackets. */
function ends(byte: number | undefined): boolean {
  return (
    byte === undefined ||
    byte <= 0x20 ||
    byte === 0x22 ||
    byte === 0x27 ||
    byte === 0x60 ||
    byte === 0x3c ||
    byte === 0x3e
  );
}

/**
 * Decodes the word that an escape stands in: percent, `\u` and `\x` escapes of ASCII characters.
 *
 * @param bytes what it stands in
 * @param at where the escape begins
 * @param from no word begins before it
 * @returns the span and where the word ends; none where there is no escape, or the word is too short for a secret
 */
export function escapesAt(
  bytes: Uint8Array,
  at: number,
  from: number,
): { readonly span: Span; readonly end: number } | undefined {
  if (escapeAt(bytes, at) === undefined) {
    return undefined;
  }
  let start = at;
  while (start > from && at - start < MAX_BEFORE && !ends(bytes[start - 1])) {
    start -= 1;
  }
  let end = at;
  while (end - at < MAX_AFTER && !ends(bytes[end])) {
    end += 1;
  }
  return end - start < SHORTEST ? undefined : { span: decode(bytes, start, end), end };
}

function decode(bytes: Uint8Array, start: number, end: number): Span {
  const decoded = new Uint8Array(end - start);
  const places = new Uint32Array(end - start);
  let kind = "percent";
  let length = 0;
  for (let at = start; at < end; length += 1) {
    const escape = escapeAt(bytes, at);
    if (escape !== undefined && bytes[at] === BACKSLASH) {
      kind = "unicode";
    }
    places[length] = at;
    decoded[length] = escape?.byte ?? bytes[at] ?? 0;
    at += escape?.length ?? 1;
  }
  const origin = (offset: number): number => (offset < length ? (places[offset] ?? end) : end);
  return { kind, bytes: decoded.subarray(0, length), origin };
}

/** One escape of an ASCII character. */
function escapeAt(
  bytes: Uint8Array,
  at: number,
): { readonly byte: number; readonly length: number } | undefined {
  if (bytes[at] === PERCENT) {
    return ascii(hexPair(bytes, at + 1), 3);
  }
  if (bytes[at] !== BACKSLASH) {
    return undefined;
  }
  const letter = (bytes[at + 1] ?? 0) | 0x20;
  if (letter === LOWER_X) {
    return ascii(hexPair(bytes, at + 2), 4);
  }
  return letter === LOWER_U && hexPair(bytes, at + 2) === 0 ? ascii(hexPair(bytes, at + 4), 6) : undefined;
}

function ascii(byte: number, length: number): { readonly byte: number; readonly length: number } | undefined {
  return byte >= 0 && byte < ASCII ? { byte, length } : undefined;
}
