/** The tags that are written here. */
const TAGS = { boolean: 0x01, integer: 0x02, octets: 0x04, nothing: 0x05, oid: 0x06, sequence: 0x30 };

function element(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

/**
 * Writes DER: only what a request to a timestamp authority is made of.
 * @see https://www.itu.int/rec/T-REC-X.690
 */
export const der = {
  sequence: (...items: readonly Uint8Array[]): Uint8Array => element(TAGS.sequence, Buffer.concat(items)),
  /** Of the big-endian bytes of a number that is not negative. */
  integer: (bytes: Uint8Array): Uint8Array => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const digits = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
    return element(TAGS.integer, digits[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
  },
  octets: (bytes: Uint8Array): Uint8Array => element(TAGS.octets, bytes),
  truth: (): Uint8Array => element(TAGS.boolean, Buffer.from([0xff])),
  nothing: (): Uint8Array => element(TAGS.nothing, Buffer.alloc(0)),
  /** Of an object identifier whose content is given as bytes. */
  oid: (bytes: readonly number[]): Uint8Array => element(TAGS.oid, Buffer.from(bytes)),
};
