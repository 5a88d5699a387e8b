import buffer from "node:buffer";
import zlib from "node:zlib";

/** Digits, upper case, lower case: the order of GitHub's base62. */
export const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Digits, lower case, upper case. */
export const BASE62_LOWER_FIRST = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MACAROON_SECTION_END = 0;
const MACAROON_SIGNATURE = 6;
const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BECH32_GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** CRC-32 (IEEE) of a text's ASCII bytes, without sign. */
export function crc32(text: string): number {
  return zlib.crc32(text);
}

/** CRC-16/XMODEM of some bytes. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    }
    crc &= 0xffff;
  }
  return crc;
}

/** A number in base 62 with the digits given, filled up with the zero digit. */
export function base62(value: number, width: number, digits: string): string {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) {
    text = `${digits.charAt(rest % 62)}${text}`;
  }
  return text.padStart(width, digits.charAt(0));
}

/** The four bytes of a number, lowest first. */
export function littleEndian(value: number): buffer.Buffer {
  const bytes = buffer.Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** RFC 4648 base32 in upper case, no padding; the bits that fill no byte are left off. Undefined: not base32. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const digit = BASE32.indexOf(char);
    if (digit === -1) {
      return undefined;
    }
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** How many bytes a base58 text stands for; undefined: not base58. */
export function base58Length(text: string): number | undefined {
  let value = 0n;
  for (const char of text) {
    const digit = BASE58.indexOf(char);
    if (digit === -1) {
      return undefined;
    }
    value = value * 58n + BigInt(digit);
  }
  return Math.ceil(value.toString(16).length / 2);
}

/** Base64 of either alphabet, with or without padding, as Latin-1. Undefined: another character, or no such length. */
export function fromBase64(text: string): string | undefined {
  const body = text.replace(/={1,2}$/, "");
  if (!/^[0-9A-Za-z+/_-]*$/.test(body) || body.length % 4 === 1) {
    return undefined;
  }
  return buffer.Buffer.from(body, "base64").toString("latin1");
}

/**
 * Whether some bytes, as Latin-1, are a macaroon (version 2): fields of a type, a length and content, up to the
 * signature of 32 bytes that ends it.
 */
export function isMacaroon(text: string): boolean {
  let at = 1;
  while (text.charCodeAt(0) === 2 && at < text.length) {
    const type = text.charCodeAt(at);
    at += 1;
    if (type !== MACAROON_SECTION_END) {
      let length = text.charCodeAt(at) & 0x7f;
      for (let shift = 7; text.charCodeAt(at) > 0x7f && shift < 21; shift += 7) {
        at += 1;
        length |= (text.charCodeAt(at) & 0x7f) << shift;
      }
      at += 1 + length;
      if (type === MACAROON_SIGNATURE) {
        return length === 32 && at === text.length;
      }
    }
  }
  return false;
}

/** Whether a text of one case is bech32 of any length; BIP 173. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const separator = lower.lastIndexOf("1");
  if ((text !== lower && text !== text.toUpperCase()) || separator < 1) {
    return false;
  }
  const values = Array.from(lower.slice(separator + 1), (char) => BECH32.indexOf(char));
  if (values.length < 6 || values.includes(-1)) {
    return false;
  }
  const human = Array.from(lower.slice(0, separator), (char) => char.charCodeAt(0));
  const all = [...human.map((code) => code >> 5), 0, ...human.map((code) => code & 31), ...values];
  return all.reduce(bech32Step, 1) === 1;
}

function bech32Step(checksum: number, value: number): number {
  const top = checksum >>> 25;
  const next = ((checksum & 0x1ffffff) << 5) ^ value;
  return BECH32_GENERATOR.reduce((sum, word, bit) => ((top >> bit) & 1 ? sum ^ word : sum), next);
}
