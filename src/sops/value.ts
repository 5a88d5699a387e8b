import { Failure } from "../kernel/errors.ts";
import type { Comment, Scalar } from "./tree.ts";

/** The datatypes that stand in `type:` of an encrypted value. */
export type ValueType = "str" | "int" | "float" | "bool" | "time" | "bytes" | "comment";

/** One `ENC[AES256_GCM,...]` taken apart. */
export interface EncryptedValue {
  readonly data: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly type: string;
}

const PREFIX = "ENC[AES256_GCM,data:";
const TAG_BYTES = 16;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const TRUE_WORDS = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE_WORDS = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/**
 * Takes `ENC[AES256_GCM,data:..,iv:..,tag:..,type:..]` apart, as sops' own pattern does: anchored at the start
 * only, so that text after the last `]` of the line is ignored. Returns undefined for anything else, base64
 * outside the standard alphabet and tags of other than 16 bytes included (Node takes shorter ones, which opens
 * the door to forgery). https://github.com/getsops/sops/blob/main/aes/cipher.go
 */
export function parseEncrypted(text: string): EncryptedValue | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const ivAt = text.indexOf(",iv:", PREFIX.length + 1);
  if (ivAt < 0) return undefined;
  const tagAt = text.indexOf(",tag:", ivAt + 5);
  if (tagAt < 0) return undefined;
  const typeAt = text.indexOf(",type:", tagAt + 6);
  if (typeAt < 0) return undefined;
  const newline = text.indexOf("\n", typeAt);
  const end = text.lastIndexOf("]", newline < 0 ? text.length : newline);
  if (end < typeAt + 7) return undefined;
  const data = decodeBase64(text.slice(PREFIX.length, ivAt));
  const iv = decodeBase64(text.slice(ivAt + 4, tagAt));
  const tag = decodeBase64(text.slice(tagAt + 5, typeAt));
  if (!data || !iv || iv.length === 0 || tag?.length !== TAG_BYTES) return undefined;
  return { data, iv, tag, type: text.slice(typeAt + 6, end) };
}

/** Prints an encrypted value in sops' form. */
export function printEncrypted(value: EncryptedValue): string {
  const { data, iv, tag, type } = value;
  return (
    `${PREFIX}${data.toString("base64")},iv:${iv.toString("base64")}` +
    `,tag:${tag.toString("base64")},type:${type}]`
  );
}

function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  // Node skips what it does not know and takes the URL alphabet too: the length and two searches tell.
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (text.length % 4 !== 0 || bytes.length !== (text.length / 4) * 3 - padding) return undefined;
  return text.includes("-") || text.includes("_") ? undefined : bytes;
}

/** The `type:` under which a value is encrypted; bytes that are no UTF-8 are a `str` like any other. */
export function typeOf(node: Exclude<Scalar, { kind: "null" }> | Comment): ValueType {
  return node.kind === "bytes" ? "str" : node.kind;
}

/**
 * The bytes of a value as they are encrypted and as the MAC counts them, equal to Go's strconv and MarshalText.
 * A null has none.
 */
export function bytesOf(node: Scalar | Comment): Uint8Array {
  if (node.kind === "bytes") return node.value;
  return Buffer.from(textOf(node), "utf8");
}

function textOf(node: Exclude<Scalar, { kind: "bytes" }> | Comment): string {
  switch (node.kind) {
    case "str":
    case "time":
      return node.value;
    case "int":
      return node.value.toString();
    case "float":
      return formatFloatF(node.value);
    case "bool":
      return node.value ? "True" : "False";
    case "comment":
      return node.text;
    case "null":
      return "";
  }
}

/**
 * The value that decrypted bytes of a given `type:` stand for. Throws SOPS_VALUE_TAMPERED (exit 25) for an
 * unknown type and for text that is not of its type; the message never holds the text.
 */
export function valueOf(type: string, bytes: Buffer): Scalar | Comment {
  switch (type) {
    case "str":
    case "bytes":
      return stringScalar(bytes);
    case "int":
      return { kind: "int", value: parseInt64(bytes.toString("latin1")) };
    case "float":
      return { kind: "float", value: parseFloat64(bytes.toString("latin1")) };
    case "bool": {
      const word = bytes.toString("latin1");
      if (TRUE_WORDS.has(word)) return { kind: "bool", value: true };
      if (FALSE_WORDS.has(word)) return { kind: "bool", value: false };
      throw notOfType("bool");
    }
    case "time": {
      const time = normalizeTime(bytes.toString("latin1"));
      if (time === undefined) throw notOfType("time");
      return { kind: "time", value: time };
    }
    case "comment":
      return { kind: "comment", text: bytes.toString("utf8") };
    default:
      throw new Failure("SOPS_VALUE_TAMPERED", "An encrypted value has a datatype that sops does not have.", {
        exit: 25,
      });
  }
}

/** Bytes as a string node, or as a bytes node where they are not valid UTF-8. */
export function stringScalar(bytes: Uint8Array): Scalar {
  try {
    return { kind: "str", value: UTF8.decode(bytes) };
  } catch {
    return { kind: "bytes", value: bytes };
  }
}

function notOfType(type: ValueType): Failure {
  return new Failure("SOPS_VALUE_TAMPERED", `An encrypted value says that it is a ${type}, and is none.`, {
    exit: 25,
  });
}

function parseInt64(text: string): bigint {
  if (!/^[+-]?[0-9]{1,64}$/.test(text)) throw notOfType("int");
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  if (value < INT64_MIN || value > INT64_MAX) throw notOfType("int");
  return value;
}

function parseFloat64(text: string): number {
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw notOfType("float");
  }
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (!special) throw notOfType("float");
  if (special[2]?.toLowerCase() === "nan") return Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;

/**
 * RFC 3339 text as Go's `time.Time` prints it after reading: at most nine digits of a fraction, no zero at its
 * end, `Z` for a zero offset. Returns undefined for text that is no such time.
 */
export function normalizeTime(text: string): string | undefined {
  const found = RFC3339.exec(text);
  if (!found) return undefined;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction, zone = ""] = found;
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone !== "Z" && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 59)) return undefined;
  const nanos = (fraction ?? "").slice(0, 9).replace(/0+$/, "");
  const offset = zone.slice(1) === "00:00" ? "Z" : zone;
  const clock = `${hour.padStart(2, "0")}:${minute}:${second}`;
  return `${year}-${month}-${day}T${clock}${nanos === "" ? "" : `.${nanos}`}${offset}`;
}

interface Decimal {
  readonly sign: "" | "-";
  /** Shortest digits that read back as the same number; ECMAScript and Go agree on them. */
  readonly digits: string;
  /** The decimal point stands after this many digits. */
  readonly point: number;
}

function decimalOf(value: number): Decimal {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { sign, digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return value === Number.NEGATIVE_INFINITY ? "-Inf" : undefined;
}

function plain({ sign, digits, point }: Decimal): string {
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Go's `strconv.FormatFloat(v, 'f', -1, 64)`: never an exponent; `NaN`, `+Inf`, `-Inf`. */
export function formatFloatF(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21)
    return Object.is(value, -0) ? "-0" : bigIntText(value);
  return special(value) ?? (value === 0 ? "0" : plain(decimalOf(value)));
}

function bigIntText(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : plain(decimalOf(value));
}

/** Go's `strconv.FormatFloat(v, 'g', -1, 64)`: `1e+06`, `1e-05`; an exponent below 1e-4 and from 1e6 on. */
export function formatFloatG(value: number): string {
  return general(value, "e");
}

/** Go's `strconv.FormatFloat(v, 'G', -1, 64)`. */
export function formatFloatGUpper(value: number): string {
  return general(value, "E");
}

function general(value: number, letter: "e" | "E"): string {
  const word = special(value);
  if (word !== undefined) return word;
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const decimal = decimalOf(value);
  const exponent = decimal.point - 1;
  // Go prints with %v up to 1e21 in full; FormatFloat with the shortest precision does so only below 1e6.
  if (exponent >= -4 && exponent < 6) return plain(decimal);
  const rest = decimal.digits.slice(1);
  const power = String(Math.abs(exponent)).padStart(2, "0");
  const mantissa = `${decimal.sign}${decimal.digits.slice(0, 1)}${rest === "" ? "" : `.${rest}`}`;
  return `${mantissa}${letter}${exponent < 0 ? "-" : "+"}${power}`;
}
