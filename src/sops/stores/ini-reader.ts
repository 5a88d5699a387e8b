import type { Branch, Comment, Item } from "../tree.ts";
import { unreadable } from "./common.ts";
import { readSource } from "./text.ts";
import type { Source } from "./text.ts";

// Go's unicode.IsSpace, which differs from JavaScript's \s in U+0085 and U+FEFF.
const WIDE = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const IS_WIDE = new RegExp(`[${WIDE}]`);
const IS_NARROW = /[\t\n\v\f\r ]/;

interface Section {
  readonly name: string;
  readonly comment: string;
  readonly keys: Map<string, { value: string; comment: string; line: number }>;
  readonly line: number;
}

/**
 * An INI file as gopkg.in/ini.v1 reads it for sops: a map of maps, `DEFAULT` first, a section's comment its first
 * item, a key's comment the item after it. Throws `Failure` with `exit` and the line.
 * https://github.com/go-ini/ini/blob/main/parser.go
 */
export function readIni(bytes: Uint8Array, exit: number): Branch {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw unreadable("The INI file is UTF-16. Save it as UTF-8.", exit, 1);
  }
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const source = readSource(bom ? bytes.subarray(3) : bytes, exit);
  const sections = new IniReader(source, exit).sections();
  return { kind: "map", items: sections.map((section) => itemOf(section, source)) };
}

function itemOf(section: Section, source: Source): Item {
  const items: (Item | Comment)[] = [];
  if (section.comment !== "")
    items.push({ kind: "comment", text: commentText(section.comment, section.line, source) });
  for (const [key, { value, comment, line }] of section.keys) {
    items.push({ key: source.name(key, line), value: source.value(value) });
    if (comment !== "") items.push({ kind: "comment", text: commentText(comment, line, source) });
  }
  return { key: source.name(section.name, section.line), value: { kind: "map", items } };
}

/** Marks and blanks go from the first line only. */
function commentText(comment: string, line: number, source: Source): string {
  return source.name(comment.replace(comment.startsWith(";") ? /^[; ]+/ : /^[# ]+/, ""), line);
}

class IniReader {
  readonly #text: string;
  readonly #isSpace: RegExp;
  readonly #exit: number;
  #at = 0;
  #line = 0;
  #comment: string[] = [];

  constructor(source: Source, exit: number) {
    this.#text = source.text;
    this.#isSpace = source.utf8 ? IS_WIDE : IS_NARROW;
    this.#exit = exit;
  }

  sections(): readonly Section[] {
    let section: Section = { name: "DEFAULT", comment: "", keys: new Map(), line: 1 };
    const sections = [section];
    let counter = 1;
    while (this.#at < this.#text.length) {
      const line = this.#trimStart(this.#read());
      if (line === "") continue;
      if (line.startsWith("#") || line.startsWith(";")) {
        this.#comment.push(line);
      } else if (line.startsWith("[")) {
        const close = line.lastIndexOf("]");
        if (close === -1) this.#fail("This section header has no `]`.");
        if (close === 1) this.#fail("This section has no name.");
        this.#commentFrom(line.slice(close + 1));
        section = {
          name: line.slice(1, close),
          comment: this.#takeComment(),
          keys: new Map(),
          line: this.#line,
        };
        sections.push(section);
        counter = 1;
      } else {
        const [name, rest] = this.#key(line);
        const number = this.#line;
        const value = this.#value(rest);
        const key = name === "-" ? `#${counter++}` : name;
        if (key === "") this.#fail("This line has no key.", number);
        section.keys.set(key, { value, comment: this.#takeComment(), line: number });
      }
    }
    return sections;
  }

  #fail(cause: string, line: number = this.#line): never {
    throw unreadable(cause, this.#exit, line);
  }

  /** The next line with its newline, on which the end of a value depends; empty behind the last one. */
  #read(): string {
    const start = this.#at;
    const newline = this.#text.indexOf("\n", start);
    this.#at = newline === -1 ? this.#text.length : newline + 1;
    this.#line++;
    return this.#text.slice(start, this.#at);
  }

  /** Nearly every character asked about is printable ASCII, which needs no pattern. */
  #space(text: string, at: number): boolean {
    const code = text.charCodeAt(at);
    return (code <= 0x20 || code > 0x7e) && this.#isSpace.test(text.charAt(at));
  }

  #trimStart(text: string): string {
    let at = 0;
    while (at < text.length && this.#space(text, at)) at++;
    return text.slice(at);
  }

  #trim(text: string): string {
    let end = text.length;
    while (end > 0 && this.#space(text, end - 1)) end--;
    return this.#trimStart(text.slice(0, end));
  }

  #commentFrom(text: string): void {
    const at = text.search(/[#;]/);
    if (at !== -1) this.#comment.push(text.slice(at));
  }

  #takeComment(): string {
    if (this.#comment.length === 0) return "";
    const comment = this.#trim(this.#comment.join(""));
    this.#comment = [];
    return comment;
  }

  /** The key of a line and what stands behind the delimiter. */
  #key(line: string): readonly [string, string] {
    const triple = line.startsWith('"""') && Buffer.byteLength(line) > 6;
    const quote = triple ? '"""' : line.startsWith('"') ? '"' : line.startsWith("`") ? "`" : "";
    if (quote === "") {
      const at = line.search(/[=:]/);
      if (at === -1) this.#fail("This line has neither `=` nor `:`.");
      if (at === 0) this.#fail("This line has no key.");
      return [this.#trim(line.slice(0, at)), line.slice(at + 1)];
    }
    const close = line.indexOf(quote, quote.length);
    if (close === -1) this.#fail("The quote around this key is not closed.");
    const rest = line.slice(close + quote.length);
    const at = rest.search(/[=:]/);
    if (at === -1) this.#fail("This line has neither `=` nor `:`.");
    return [this.#trim(line.slice(quote.length, close)), rest.slice(at + 1)];
  }

  #value(rest: string): string {
    const line = this.#trimStart(rest);
    if (line === "") return "";
    const quote = line.length > 3 && line.startsWith('"""') ? '"""' : line.startsWith("`") ? "`" : "";
    if (quote !== "") {
      const close = line.lastIndexOf(quote);
      return close < quote.length
        ? this.#multiline(line.slice(quote.length), quote)
        : line.slice(quote.length, close);
    }
    let value = this.#trim(line);
    if (value.endsWith("\\")) return this.#continued(value.slice(0, -1));
    const comment = value.search(/[#;]/);
    if (comment !== -1) {
      this.#comment.push(value.slice(comment));
      value = this.#trim(value.slice(0, comment));
    }
    return surrounded(value, "'") || surrounded(value, '"') ? value.slice(1, -1) : value;
  }

  #multiline(first: string, quote: string): string {
    const start = this.#line;
    const parts = [first];
    while (this.#at < this.#text.length) {
      const line = this.#read();
      const close = line.lastIndexOf(quote);
      if (close === -1 || this.#trim(line.slice(close + quote.length)).endsWith("\\")) {
        parts.push(line);
        continue;
      }
      parts.push(line.slice(0, close));
      const comment = line.slice(close).search(/[#;]/);
      if (comment !== -1) this.#comment.push(this.#trim(line.slice(close + comment)));
      return parts.join("");
    }
    return this.#fail("The quote around this value is not closed.", start);
  }

  #continued(first: string): string {
    const parts = [first];
    for (;;) {
      const line = this.#trim(this.#read());
      if (!line.endsWith("\\")) return parts.join("") + line;
      parts.push(line.slice(0, -1));
    }
  }
}

function surrounded(text: string, quote: string): boolean {
  return text.length >= 2 && text.startsWith(quote) && text.indexOf(quote, 1) === text.length - 1;
}
