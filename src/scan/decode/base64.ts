import buffer from "node:buffer";
import { isBase64 } from "./runs.ts";
import { type Span, isReadable } from "./span.ts";

const HEAD = 16;
/** Lines are wrapped at 60 or more; what goes on after a shorter one is something else. */
const SHORTEST_LINE = 48;
const MAX_INDENT = 24;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * Decodes a run of base64 digits, and the lines that go on with it, where it begins as text does.
 *
 * @param bytes what the run stands in
 * @param start of the run
 * @param end of the run
 * @returns the span and where the last line of it ends
 */
export function base64At(
  bytes: buffer.Buffer,
  start: number,
  end: number,
): { readonly span: Span; readonly end: number } | undefined {
  const head = utf8Head(decode(bytes.toString("latin1", start, Math.min(end, start + HEAD))));
  if (!isReadable(head)) {
    return undefined;
  }
  const pieces = wrapped(bytes, start, end);
  const digits = pieces.map((piece) => bytes.toString("latin1", piece.start, piece.end)).join("");
  const decoded = decode(digits);
  const wide = decoded[1] === 0;
  const origin = (offset: number, isEnd: boolean): number => {
    const digits = ((wide ? offset * 2 : offset) * 4) / 3;
    return isEnd ? placeIn(pieces, Math.ceil(digits) - 1) + 1 : placeIn(pieces, Math.floor(digits));
  };
  const span = { kind: "base64", bytes: wide ? narrowed(decoded) : decoded, origin };
  return { span, end: pieces.at(-1)?.end ?? end };
}

/** Node reads both alphabets, with and without `=`. */
function decode(digits: string): buffer.Buffer {
  return buffer.Buffer.from(digits, "base64");
}

/** PowerShell encodes UTF-16: every other byte is zero. */
function utf8Head(head: buffer.Buffer): Uint8Array {
  return head.length >= 4 && head[1] === 0 && head[3] === 0 ? narrowed(head) : head;
}

function narrowed(bytes: Uint8Array): Uint8Array {
  return bytes.filter((_, index) => index % 2 === 0);
}

/** The run and the lines below that are as long as it is, and one that is shorter. */
function wrapped(bytes: Uint8Array, start: number, end: number): Piece[] {
  const pieces = [{ start, end }];
  const width = end - start;
  if (width < SHORTEST_LINE || width % 4 !== 0) {
    return pieces;
  }
  for (let at = lineAfter(bytes, end); at !== -1;) {
    let last = at;
    while (last < at + width + 1 && isBase64(bytes[last])) {
      last += 1;
    }
    if (last === at || last - at > width) {
      break;
    }
    pieces.push({ start: at, end: last });
    at = last - at === width ? lineAfter(bytes, last) : -1;
  }
  return pieces;
}

/** Where the next line's text begins, if a line ends here; else -1. */
function lineAfter(bytes: Uint8Array, end: number): number {
  const feed = bytes[end] === RETURN ? end + 1 : end;
  if (bytes[feed] !== NEWLINE) {
    return -1;
  }
  let at = feed + 1;
  while (at - feed <= MAX_INDENT && (bytes[at] === 0x20 || bytes[at] === 0x09)) {
    at += 1;
  }
  return at;
}

function placeIn(pieces: readonly Piece[], digit: number): number {
  const [first] = pieces;
  if (first === undefined) {
    return 0;
  }
  // All lines but the last are as long as the first.
  const width = first.end - first.start;
  const line = Math.min(Math.floor(digit / width), pieces.length - 1);
  const piece = pieces[line] ?? first;
  return Math.min(piece.start + digit - line * width, piece.end);
}
