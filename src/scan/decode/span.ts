/** What stood encoded in some bytes. */
export interface Span {
  /** How: `base64`. */
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** Where an offset of `bytes` is in the bytes around: what holds its first bit, or for an end, what follows the last. */
  readonly origin: (offset: number, isEnd: boolean) => number;
}

/** The value of a hexadecimal digit, or -1. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) {
    return -1;
  }
  if (byte >= 0x30 && byte <= 0x39) {
    return byte - 0x30;
  }
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}

/** Two hexadecimal digits as a number, or -1. */
export function hexPair(bytes: Uint8Array, at: number): number {
  const high = hexDigit(bytes[at]);
  const low = hexDigit(bytes[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** Whether bytes begin as text does, or as an archive: else they are sums, keys, pictures. */
export function isReadable(bytes: Uint8Array): boolean {
  if (
    (bytes[0] === 0x1f && bytes[1] === 0x8b) ||
    (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3)
  ) {
    return true;
  }
  for (const byte of bytes) {
    if (!(byte >= 0x20 && byte < 0x7f) && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
      return false;
    }
  }
  return bytes.length > 0;
}
