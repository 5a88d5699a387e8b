const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const buffer = lazyBuiltin("node:buffer");
import { F as Failure } from "./kernel-base.js";
const MAX_INTEGER_DIGITS = 1e3;
const LETTERS = '"\\/bfnrt';
const CHARACTERS = '"\\/\b\f\n\r	';
const UNESCAPED = "A control character in a JSON string must be escaped.";
const LONG_STRING = 1e3;
const BREAKS_STRING = /[\\\p{Cc}]/u;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
function parseJson(input, options = {}) {
  if (typeof input === "string") return new Parser(input, options).document();
  const text = Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString("utf8");
  const parser = new Parser(text, options);
  if (!buffer.isUtf8(input))
    parser.fail("The JSON text is not valid UTF-8.", Math.max(0, text.indexOf("\uFFFD")));
  return parser.document();
}
class Parser {
  #text;
  #options;
  #at = 0;
  #depth = 0;
  constructor(text, options) {
    this.#text = text;
    this.#options = options;
  }
  document() {
    if (this.#text.charCodeAt(0) === 65279) this.fail("The JSON text starts with a byte order mark.");
    this.#space();
    const value = this.#value();
    if (this.#options.ignoreTrailing) return value;
    this.#space();
    if (this.#at < this.#text.length) this.fail("The JSON value ends here, but more text follows it.");
    return value;
  }
  fail(message, at = this.#at, code = this.#options.code ?? "DECODE_FAILED") {
    const before = this.#text.slice(0, at);
    let line = 1;
    for (let from = before.indexOf("\n"); from !== -1; from = before.indexOf("\n", from + 1)) line++;
    const place = { line, column: at - before.lastIndexOf("\n") };
    const exit = this.#options.exit;
    throw new Failure(code, message, exit === void 0 ? { at: place } : { at: place, exit });
  }
  #space() {
    for (; ; ) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }
  #value() {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 34) return { kind: "str", value: this.#string() };
    if (code === 123) return this.#map();
    if (code === 91) return this.#list();
    if (code === 45 || code >= 48 && code <= 57) return this.#number();
    if (this.#word("true")) return { kind: "bool", value: true };
    if (this.#word("false")) return { kind: "bool", value: false };
    if (this.#word("null")) return { kind: "null" };
    if (this.#at >= this.#text.length) this.fail("The JSON text ends where a value should stand.");
    return this.fail("A JSON value should stand here.");
  }
  #word(word) {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }
  /** After an opening character: true where a member follows, false after the closing one. */
  #any(close) {
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
  #more(close, message) {
    this.#space();
    const code = this.#text.charCodeAt(this.#at);
    if (code !== 44 && code !== close) this.fail(message);
    this.#at++;
    if (code === 44) this.#space();
    else this.#depth--;
    return code === 44;
  }
  #map() {
    const items = [];
    let more = this.#any(125);
    while (more) {
      if (this.#text.charCodeAt(this.#at) !== 34) this.fail("A key in double quotes should stand here.");
      const key = this.#string();
      this.#space();
      if (this.#text.charCodeAt(this.#at) !== 58) this.fail("A colon should stand after the key.");
      this.#at++;
      this.#space();
      items.push({ key, value: this.#value() });
      more = this.#more(125, "A comma or a closing brace should stand here.");
    }
    return { kind: "map", items };
  }
  #list() {
    const items = [];
    let more = this.#any(93);
    while (more) {
      items.push(this.#value());
      more = this.#more(93, "A comma or a closing bracket should stand here.");
    }
    return { kind: "list", items };
  }
  #string() {
    const text = this.#text;
    const start = ++this.#at;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (code === 92) return this.#escaped(start, at);
      if (code < 32) this.fail(UNESCAPED, at);
      if (at - start === LONG_STRING) {
        const rest = this.#longRest(at);
        if (rest !== void 0) return text.slice(start, rest);
      }
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }
  /** The end of a long string without escapes, such as the content of a file; native search is several times faster. */
  #longRest(at) {
    const end = this.#text.indexOf('"', at);
    if (end === -1 || BREAKS_STRING.test(this.#text.slice(at, end))) return void 0;
    this.#at = end + 1;
    return end;
  }
  #escaped(start, firstEscape) {
    const text = this.#text;
    let out = "";
    let from = start;
    for (let at = firstEscape; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return (out + text.slice(from, at)).replace(LONE_SURROGATE, "\uFFFD");
      }
      if (code < 32) this.fail(UNESCAPED, at);
      if (code !== 92) continue;
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
  #digits(at) {
    const start = at;
    for (let code = this.#text.charCodeAt(at); code >= 48 && code <= 57; )
      code = this.#text.charCodeAt(++at);
    if (at === start) this.fail("A digit should stand here.", at);
    return at;
  }
  #number() {
    const text = this.#text;
    const start = this.#at;
    let at = text.charCodeAt(start) === 45 ? start + 1 : start;
    at = text.charCodeAt(at) === 48 ? at + 1 : this.#digits(at);
    const integer = at;
    if (text.charCodeAt(at) === 46) at = this.#digits(at + 1);
    if (text.charAt(at) === "e" || text.charAt(at) === "E") {
      const sign = text.charAt(at + 1);
      at = this.#digits(sign === "+" || sign === "-" ? at + 2 : at + 1);
    }
    this.#at = at;
    const literal = text.slice(start, at);
    if (at === integer && literal.length <= MAX_INTEGER_DIGITS) {
      const value2 = BigInt(literal);
      if (!this.#options.int64 || BigInt.asIntN(64, value2) === value2) return { kind: "int", value: value2 };
    }
    const value = Number(literal);
    if (!Number.isFinite(value)) this.fail("This number is too large.", start);
    return { kind: "float", value };
  }
}
export {
  parseJson as p
};
