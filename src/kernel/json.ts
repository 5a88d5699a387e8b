import buffer from "node:buffer";
import { Failure } from "./errors.ts";
import type { FailureCode } from "./errors.ts";

export { printJson } from "./json-printer.ts";

/** A JSON value that keeps what `JSON.parse` loses: the order of keys, repeated keys, `__proto__`, big integers. */
export type JsonValue =
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "map"; readonly items: readonly { readonly key: string; readonly value: JsonValue }[] }
  | { readonly kind: "list"; readonly items: readonly JsonValue[] };

export interface JsonOptions {
  /** Code and exit of the failures; DECODE_FAILED without an exit where absent. */
  readonly code?: FailureCode;
  readonly exit?: number;
  /** Levels of maps and lists; 200 where absent. */
  readonly maxDepth?: number;
  /** Integers outside of 64 bits become floats, as Go reads them. */
  readonly int64?: boolean;
  /** What follows the value is not read. */
  readonly ignoreTrailing?: boolean;
}

/** Longer integers are read as floats: reading a bigint takes more than linear time. */
const MAX_INTEGER_DIGITS = 1000;
/** The letters that may follow a backslash, and at the same places what they stand for. */
const LETTERS = '"\\/bfnrt';
const CHARACTERS = '"\\/\b\f\n\r\t';
const UNESCAPED = "A control character in a JSON string must be escaped.";
const LONG_STRING = 1000;
const BREAKS_STRING = /[\\\p{Cc}]/u;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/**
 * Reads one JSON value (RFC 8259). Half a surrogate pair becomes U+FFFD, as in Go's encoding/json.
 *
 * @param input UTF-8 bytes or a string
 * @returns the value
 * @throws Failure with `options.code`, line and column, never quoting the input; LIMIT_EXCEEDED where it is nested
 *   too deeply. https://www.rfc-editor.org/rfc/rfc8259
 */
export function parseJson(input: Uint8Array | string, options: JsonOptions = {}): JsonValue {
  if (typeof input === "string") return new Parser(input, options).document();
  const text = Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString("utf8");
  const parser = new Parser(text, options);
  if (!buffer.isUtf8(input))
    parser.fail("The JSON text is not valid UTF-8.", Math.max(0, text.indexOf("\ufffd")));
  return parser.document();
}

class Parser {
  readonly #text: string;
  readonly #options: JsonOptions;
  #at = 0;
  #depth = 0;

  constructor(text: string, options: JsonOptions) {
    this.#text = text;
    this.#options = options;
  }

  document(): JsonValue {
    if (this.#text.charCodeAt(0) === 0xfeff) this.fail("The JSON text starts with a byte order mark.");
    this.#space();
    const value = this.#value();
    if (this.#options.ignoreTrailing) return value;
    this.#space();
    if (this.#at < this.#text.length) this.fail("The JSON value ends here, but more text follows it.");
    return value;
  }

  fail(message: string, at = this.#at, code = this.#options.code ?? "DECODE_FAILED"): never {
    const before = this.#text.slice(0, at);
    let line = 1;
    for (let from = before.indexOf("\n"); from !== -1; from = before.indexOf("\n", from + 1)) line++;
    const place = { line, column: at - before.lastIndexOf("\n") };
    const exit = this.#options.exit;
    throw new Failure(code, message, exit === undefined ? { at: place } : { at: place, exit });
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #value(): JsonValue {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 0x22) return { kind: "str", value: this.#string() };
    if (code === 0x7b) return this.#map();
    if (code === 0x5b) return this.#list();
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number();
    if (this.#word("true")) return { kind: "bool", value: true };
    if (this.#word("false")) return { kind: "bool", value: false };
    if (this.#word("null")) return { kind: "null" };
    if (this.#at >= this.#text.length) this.fail("The JSON text ends where a value should stand.");
    return this.fail("A JSON value should stand here.");
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  /** After an opening character: true where a member follows, false after the closing one. */
  #any(close: number): boolean {
    this.#at++;
    const limit = this.#options.maxDepth ?? 200;
    if (++this.#depth > limit)
      this.fail(`JSON nested deeper than ${limit} levels.`, this.#at, "LIMIT_EXCEEDED");
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== close) return true;
    this.#at++;
    this.#depth--;
    return false;
  }

  /** After a member: true where another one follows, false after the closing character. */
  #more(close: number, message: string): boolean {
    this.#space();
    const code = this.#text.charCodeAt(this.#at);
    if (code !== 0x2c && code !== close) this.fail(message);
    this.#at++;
    if (code === 0x2c) this.#space();
    else this.#depth--;
    return code === 0x2c;
  }

  #map(): JsonValue {
    const items: { key: string; value: JsonValue }[] = [];
    let more = this.#any(0x7d);
    while (more) {
      if (this.#text.charCodeAt(this.#at) !== 0x22) this.fail("A key in double quotes should stand here.");
      const key = this.#string();
      this.#space();
      if (this.#text.charCodeAt(this.#at) !== 0x3a) this.fail("A colon should stand after the key.");
      this.#at++;
      this.#space();
      items.push({ key, value: this.#value() });
      more = this.#more(0x7d, "A comma or a closing brace should stand here.");
    }
    return { kind: "map", items };
  }

  #list(): JsonValue {
    const items: JsonValue[] = [];
    let more = this.#any(0x5d);
    while (more) {
      items.push(this.#value());
      more = this.#more(0x5d, "A comma or a closing bracket should stand here.");
    }
    return { kind: "list", items };
  }

  #string(): string {
    const text = this.#text;
    const start = ++this.#at;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (code === 0x5c) return this.#escaped(start, at);
      if (code < 0x20) this.fail(UNESCAPED, at);
      if (at - start === LONG_STRING) {
        const rest = this.#longRest(at);
        if (rest !== undefined) return text.slice(start, rest);
      }
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }

  /** The end of a long string without escapes, such as the content of a file; native search is several times faster. */
  #longRest(at: number): number | undefined {
    const end = this.#text.indexOf('"', at);
    if (end === -1 || BREAKS_STRING.test(this.#text.slice(at, end))) return undefined;
    this.#at = end + 1;
    return end;
  }

  #escaped(start: number, firstEscape: number): string {
    const text = this.#text;
    let out = "";
    let from = start;
    for (let at = firstEscape; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return (out + text.slice(from, at)).replace(LONE_SURROGATE, "\ufffd");
      }
      if (code < 0x20) this.fail(UNESCAPED, at);
      if (code !== 0x5c) continue;
      out += text.slice(from, at);
      const letter = text.charAt(at + 1);
      if (letter === "u") {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.fail("Four hexadecimal digits should follow \\u.", at);
        out += String.fromCharCode(Number.parseInt(hex, 16));
        at += 5;
      } else {
        const index = letter === "" ? -1 : LETTERS.indexOf(letter);
        if (index === -1) this.fail("This backslash starts no JSON escape.", at);
        out += CHARACTERS.charAt(index);
        at += 1;
      }
      from = at + 1;
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }

  #digits(at: number): number {
    const start = at;
    for (let code = this.#text.charCodeAt(at); code >= 0x30 && code <= 0x39;)
      code = this.#text.charCodeAt(++at);
    if (at === start) this.fail("A digit should stand here.", at);
    return at;
  }

  #number(): JsonValue {
    const text = this.#text;
    const start = this.#at;
    let at = text.charCodeAt(start) === 0x2d ? start + 1 : start;
    at = text.charCodeAt(at) === 0x30 ? at + 1 : this.#digits(at);
    const integer = at;
    if (text.charCodeAt(at) === 0x2e) at = this.#digits(at + 1);
    if (text.charAt(at) === "e" || text.charAt(at) === "E") {
      const sign = text.charAt(at + 1);
      at = this.#digits(sign === "+" || sign === "-" ? at + 2 : at + 1);
    }
    this.#at = at;
    const literal = text.slice(start, at);
    if (at === integer && literal.length <= MAX_INTEGER_DIGITS) {
      const value = BigInt(literal);
      if (!this.#options.int64 || BigInt.asIntN(64, value) === value) return { kind: "int", value };
    }
    const value = Number(literal);
    if (!Number.isFinite(value)) this.fail("This number is too large.", start);
    return { kind: "float", value };
  }
}
