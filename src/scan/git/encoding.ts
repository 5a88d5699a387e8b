/** Text of wide characters, one byte each; a character that is not ASCII is `?`. */
export interface WideText {
  readonly bytes: Buffer;
  /** Where its first character stands. */
  readonly start: number;
  /** Bytes of a character: 2 or 4. */
  readonly stride: 2 | 4;
}

/** Shorter runs are no text: numbers in binary files look like them. */
const MIN_RUN = 8;
const MAX_BYTES = 100 * 1024 * 1024;
const QUESTION_MARK = 63;

/** The byte of the original that a byte of the text stands for. */
export const originalOffset = (text: WideText, at: number): number => text.start + at * text.stride;

/**
 * Text in UTF-16 and UTF-32, of either order of bytes, with a mark or without: a whole file of it, or runs of it in a
 * binary one. A file without NUL bytes has none, which is found out in one call. Cost: linear, one pass for each width.
 */
export function wideTexts(bytes: Buffer): readonly WideText[] {
  if (bytes.length > MAX_BYTES || bytes.indexOf(0) === -1) return [];
  const all = [...runs(bytes, 4), ...runs(bytes, 2)];
  const mark = markOf(bytes);
  if (mark === undefined) return all;
  const whole = narrowed(bytes, mark.start, mark.stride, mark.little);
  // A mark that lies hides nothing: runs that are not where it puts characters count by themselves.
  return [
    whole,
    ...all.filter(({ start, stride }) => stride !== whole.stride || (start - whole.start) % stride !== 0),
  ];
}

function markOf(bytes: Buffer): { start: number; stride: 2 | 4; little: boolean } | undefined {
  const head = bytes.toString("hex", 0, 4);
  if (head === "fffe0000") return { start: 4, stride: 4, little: true };
  if (head === "0000feff") return { start: 4, stride: 4, little: false };
  if (head.startsWith("fffe")) return { start: 2, stride: 2, little: true };
  if (head.startsWith("feff")) return { start: 2, stride: 2, little: false };
  return undefined;
}

/** The low bytes of all characters; `start` is where the first low byte stands, so that offsets are those of ASCII bytes. */
function narrowed(bytes: Buffer, first: number, stride: 2 | 4, little: boolean): WideText {
  const start = little ? first : first + stride - 1;
  const text = Buffer.allocUnsafe(Math.max(0, Math.floor((bytes.length - first) / stride)));
  for (let i = 0; i < text.length; i++) {
    const at = first + i * stride;
    const low = bytes[start + i * stride]!;
    let high = 0;
    for (let k = 0; k < stride; k++) high |= bytes[at + k]!;
    text[i] = high === low && low < 0x80 ? low : QUESTION_MARK;
  }
  return { bytes: text, start, stride };
}

/** Runs of ASCII characters with so many NUL bytes between them: the same for either order of bytes. */
function runs(bytes: Buffer, stride: 2 | 4): WideText[] {
  const found: WideText[] = [];
  for (let at = 0; at + stride < bytes.length;) {
    // Most bytes are not followed by NUL: the search goes from NUL to NUL.
    const zero = bytes.indexOf(0, at + 1);
    if (zero === -1) break;
    const start = zero - 1;
    let end = start;
    while (isText(bytes[end]) && gapIsZero(bytes, end + 1, stride)) end += stride;
    // The last character of a run may have no NUL after it.
    const length = (end - start) / stride + (end > start && isText(bytes[end]) ? 1 : 0);
    if (length >= MIN_RUN) {
      const text = Buffer.allocUnsafe(length);
      for (let i = 0; i < length; i++) text[i] = bytes[start + i * stride]!;
      found.push({ bytes: text, start, stride });
    }
    at = Math.max(zero, end);
  }
  return found;
}

const isText = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);

function gapIsZero(bytes: Buffer, from: number, stride: 2 | 4): boolean {
  for (let at = from; at < from + stride - 1; at++) if (at < bytes.length && bytes[at] !== 0) return false;
  return true;
}
