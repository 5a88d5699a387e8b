const CLASS = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_") {
  CLASS[char.charCodeAt(0)] = 1;
}
const BACKSLASH = 0x5c;

/** Whether a byte is a digit of base64, of either alphabet. */
export function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && CLASS[byte] === 1;
}

/**
 * Finds the long runs of base64 digits (hexadecimal ones are among them). Looks from where a run would be long enough
 * back to its begin, so most bytes of words are never looked at.
 *
 * @param bytes what is searched
 * @param shortest how long a run must be
 * @param take is called with the begin and end of each, in order; returns where to go on
 */
export function eachRun(
  bytes: Uint8Array,
  shortest: number,
  take: (start: number, end: number) => number,
): void {
  const { length } = bytes;
  let start = 0;
  while (start + shortest <= length) {
    let at = start + shortest - 1;
    while (at >= start && CLASS[bytes[at] as number] === 1) {
      at -= 1;
    }
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortest;
    while (end < length && CLASS[bytes[end] as number] === 1) {
      end += 1;
    }
    start = Math.max(end, take(afterEscape(bytes, start), end)) + 1;
  }
}

/** The letter of `\n` before a run is none of its digits. */
function afterEscape(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  const escaped = bytes[start - 1] === BACKSLASH && (first === 0x6e || first === 0x72 || first === 0x74);
  return escaped ? start + 1 : start;
}
