import { Buffer } from "node:buffer";
import {
  BASE62,
  BASE62_LOWER_FIRST,
  base62,
  crc16,
  crc32,
  fromBase32,
  littleEndian,
} from "../../src/scan/codecs.ts";
import type { RuleSpec } from "../../src/scan/rule.ts";

export type Random = () => number;

const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random characters out of a text. */
export function pick(chars: string, count: number, random: Random): string {
  return Array.from({ length: count }, () => chars.charAt(Math.floor(random() * chars.length))).join("");
}

/** A token of the rule's shape, changed so that its check holds. */
export function repaired(rule: RuleSpec, token: string, random: Random): string {
  const prefix = rule.prefixes.find((text) => token.startsWith(text)) ?? "";
  const tail = (length: number) => {
    const body = token.slice(prefix.length, prefix.length + length);
    return prefix + body + base62(crc32(body), 6, BASE62);
  };
  switch (rule.check) {
    case "none":
      return token;
    case "crc32-base62-30":
      return tail(30);
    case "crc32-base62-43":
      return tail(43);
    case "crc32-base62-50":
      return tail(50);
    case "crc32-base62-apify": {
      const head = token.slice(0, prefix.length + 30);
      return head + base62(crc32(head), 6, BASE62_LOWER_FIRST);
    }
    case "crc32-hex-lower":
      return token.slice(0, -8) + hex(crc32(token.slice(prefix.length, -8).replace("_", "")));
    case "crc32-hex-upper-all":
      return token.slice(0, -8) + hex(crc32(token.slice(0, -8))).toUpperCase();
    case "crc32le-hex-prefixed":
      return token.slice(0, -8) + littleEndian(crc32(token.slice(0, -9))).toString("hex");
    case "crc32le-base64-54": {
      const body = token.slice(prefix.length, prefix.length + 54);
      return prefix + body + littleEndian(crc32(body)).toString("base64").slice(0, 6);
    }
    case "crc16-nkey":
      return nkey(token);
    case "bech32":
      return bech32(token);
    case "aws-account":
      return `${token.slice(0, -16)}Q${token.slice(-15)}`;
    case "base58-54":
      return token.replaceAll(/[0OIl]/g, "x");
    case "jwt":
      return `${prefix}1234_${json({ alg: "RS256" })}.${json({ iss: pick(LETTERS, 40, random) })}.${pick(LETTERS, 86, random)}`;
    default:
      return prefix + structured(rule, prefix, random);
  }
}

/** What follows the fixed text where the whole token is an encoded structure. */
function structured(rule: RuleSpec, prefix: string, random: Random): string {
  const digits = (count: number) => `1${pick("0123456789", count - 1, random)}`;
  switch (rule.check) {
    case "base64-bedrock":
      return base64(`BedrockAPIKey-${pick(LETTERS, 90, random)}`);
    case "base64-id":
      return base64(`${digits(12)}:${pick(LETTERS, 20, random)}`);
    case "base64-reftkn":
      return base64(`reftkn:01:${digits(10)}:${pick(LETTERS, 27, random)}`).slice(prefix.length);
    case "base64-snowflake":
      return `${url(digits(18))}.${pick(LETTERS, 6, random)}.${pick(LETTERS, 27, random)}`;
    case "macaroon-pypi": {
      const fields = [
        "\x02\x01\x08",
        "pypi",
        ".org",
        "\x02\x24",
        pick(LETTERS, 36, random),
        "\0\x02\x05",
        "a[]{}",
      ];
      return url(`${fields.join("")}\0\0\x06\x20${pick(LETTERS, 32, random)}`).slice(
        prefix.length - "pypi-".length,
      );
    }
    default: {
      const [first, second] = rule.pieces;
      const key = prefix.includes("eyJr") ? "k" : "iat";
      const object = JSON.stringify({
        [key]: pick(LETTERS, Math.ceil((first?.min ?? 0) * 0.75) + 9, random),
      });
      const separator = first?.after ?? second?.after ?? "";
      const encoded = separator === "." ? url(object) : base64(object);
      const end = separator === "" ? "" : separator + pick(LETTERS, rule.pieces.at(-1)?.min ?? 0, random);
      return encoded.slice(prefix.length - prefix.indexOf("eyJ")) + end;
    }
  }
}

function base64(text: string): string {
  return Buffer.from(text, "latin1").toString("base64");
}

function url(text: string): string {
  return Buffer.from(text, "latin1").toString("base64url");
}

function json(value: object): string {
  return url(JSON.stringify(value));
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}

/** The seed's last two bytes become the checksum of the others. */
function nkey(token: string): string {
  const bytes = (fromBase32(token) ?? new Uint8Array()).slice(0, -2);
  const sum = crc16(bytes);
  let bits = 0n;
  for (const byte of [...bytes, sum & 255, sum >> 8]) {
    bits = (bits << 8n) | BigInt(byte);
  }
  bits <<= 2n;
  return Array.from({ length: 58 }, (_, at) =>
    BASE32.charAt(Number((bits >> BigInt(5 * (57 - at))) & 31n)),
  ).join("");
}

/** The last six characters become the checksum. BIP 173, written down a second time. */
function bech32(token: string): string {
  const lower = token.toLowerCase();
  const at = lower.lastIndexOf("1");
  const human = Array.from(lower.slice(0, at), (char) => char.charCodeAt(0));
  const data = Array.from(lower.slice(at + 1, -6), (char) => BECH32.indexOf(char));
  let sum = 1;
  for (const value of [
    ...human.map((c) => c >> 5),
    0,
    ...human.map((c) => c & 31),
    ...data,
    0,
    0,
    0,
    0,
    0,
    0,
  ]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, word] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries()) {
      sum ^= (top >> bit) & 1 ? word : 0;
    }
  }
  sum ^= 1;
  const end = [25, 20, 15, 10, 5, 0].map((shift) => BECH32.charAt((sum >> shift) & 31)).join("");
  return (lower.slice(0, -6) + end).toUpperCase();
}
