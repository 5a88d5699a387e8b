import type { Branch, List, Scalar } from "../tree.ts";
import { stringScalar } from "../value.ts";
import { isSafePlain, keyEnd, quoteEnd } from "./yaml-line.ts";
import { readLiteral } from "./yaml-literal.ts";
import { foldSeparators, readDoubleQuoted } from "./yaml-quoted.ts";
import { resolvePlain, type Resolved } from "./yaml-scalar.ts";
import { TreeBuilder } from "./yaml-tree.ts";

const SPACE = 32;
const HASH = 35;
const DASH = 45;
const DOUBLE = 34;
const SINGLE = 39;
const PIPE = 124;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Thrown and caught in this file only: the text is beyond the subset. */
const GIVE_UP = Symbol("not in the subset");

class Scanner {
  readonly #text: string;
  readonly #exit: number;
  readonly #documents: Branch[] = [];
  #builder: TreeBuilder;
  #line = 0;
  #hash: number;
  /** Where the present line starts. */
  #start = 0;

  constructor(text: string, exit: number) {
    this.#text = text;
    this.#exit = exit;
    this.#builder = new TreeBuilder(true, exit, 0);
    this.#hash = text.indexOf(" #");
  }

  run(): Branch[] {
    const text = this.#text;
    let position = 0;
    while (position < text.length) {
      let end = text.indexOf("\n", position);
      if (end < 0) end = text.length;
      let at = position;
      while (text.charCodeAt(at) === SPACE) at += 1;
      if (at === end) position = end + 1;
      else if (text.charCodeAt(at) === HASH) {
        this.#builder.note(this.#line, at - position, text.slice(at + 1, end));
        position = end + 1;
      } else if (at === position && this.#separator(position, end)) position = end + 1;
      else {
        this.#start = position;
        position = this.#content(at, end);
      }
      this.#line += 1;
    }
    this.#finish();
    return this.#documents;
  }

  #finish(line?: number): void {
    if (this.#builder.depth === 0) throw GIVE_UP;
    this.#documents.push(this.#builder.end(line));
  }

  #separator(position: number, end: number): boolean {
    const text = this.#text;
    const first = text.charCodeAt(position);
    if ((first !== DASH && first !== 46) || end - position < 3) return false;
    const start = text.slice(position, position + 3);
    if (start !== "---" && start !== "...") return false;
    if (start !== "---" || end - position !== 3) throw GIVE_UP;
    this.#finish(this.#line);
    this.#builder = new TreeBuilder(false, this.#exit, this.#line + 1);
    return true;
  }

  /** Reads one line of content from `at` on; returns where the next line starts. */
  #content(at: number, end: number): number {
    const text = this.#text;
    let from = at;
    while (text.charCodeAt(from) === DASH && text.charCodeAt(from + 1) === SPACE) {
      this.#dash(from - this.#start);
      from += 2;
      while (text.charCodeAt(from) === SPACE) from += 1;
      if (from >= end) throw GIVE_UP;
    }
    const colon = keyEnd(text, from, end);
    if (colon < 0) {
      // A scalar on a line of its own below its key is beyond the subset.
      if (from === at || !this.#builder.isOpen) throw GIVE_UP;
      return this.#value(from, end);
    }
    this.#key(from, colon);
    let value = colon + 1;
    while (text.charCodeAt(value) === SPACE) value += 1;
    if (value >= end) return end + 1;
    if (text.charCodeAt(value) === HASH) {
      // go-yaml moves such a comment about, depending on what follows.
      throw GIVE_UP;
    }
    return this.#value(value, end);
  }

  #dash(column: number): void {
    const builder = this.#builder;
    const top = builder.top;
    if (top === undefined) throw GIVE_UP;
    if (builder.isOpen && (column > top.indent || (column === top.indent && top.kind === "map"))) {
      builder.open("list", this.#line, column);
      builder.dash(this.#line, column, builder.depth);
      return;
    }
    builder.dash(this.#line, column, this.#depthOf("list", column));
  }

  #key(from: number, colon: number): void {
    const column = from - this.#start;
    const builder = this.#builder;
    const top = builder.top;
    const key = this.#keyText(from, colon, column);
    if (top === undefined) {
      if (column !== 0) throw GIVE_UP;
      builder.open("map", this.#line, column);
      builder.key(this.#line, column, key, 1);
    } else if (builder.isOpen && column > top.indent) {
      builder.open("map", this.#line, column);
      builder.key(this.#line, column, key, builder.depth);
    } else builder.key(this.#line, column, key, this.#depthOf("map", column));
  }

  /** The number of frames that stay open when an entry of this kind comes at this column. */
  #depthOf(kind: "map" | "list", column: number): number {
    const depth = this.#builder.depthAt(kind, column);
    if (depth === 0) throw GIVE_UP;
    return depth;
  }

  #keyText(from: number, colon: number, column: number): string {
    const text = this.#text.slice(from, colon);
    const first = text.charCodeAt(0);
    if (first === DOUBLE) return this.#double(text);
    if (first === SINGLE) return foldSeparators(text.slice(1, -1).replaceAll("''", "'"));
    if (text === "!!merge <<" || text === "<<") return "<<";
    if (!isSafePlain(text)) throw GIVE_UP;
    return this.#builder.keyText(resolvePlain(text), this.#line, column);
  }

  #quoteEnd(from: number, end: number): number {
    const behind = quoteEnd(this.#text, from, end);
    if (behind < 0) throw GIVE_UP;
    return behind;
  }

  #double(quoted: string): string {
    const text = readDoubleQuoted(quoted);
    if (text === undefined) throw GIVE_UP;
    return text;
  }

  /** Reads the value that starts at `from`; returns where the next line starts. */
  #value(from: number, end: number): number {
    const text = this.#text;
    const column = from - this.#start;
    const first = text.charCodeAt(from);
    if (first === PIPE) return this.#literal(from, end);
    let stop = end;
    let node: Scalar | Branch | List;
    if (first === DOUBLE || first === SINGLE) {
      stop = this.#quoteEnd(from, end);
      const quoted = text.slice(from, stop);
      node = {
        kind: "str",
        value:
          first === DOUBLE ? this.#double(quoted) : foldSeparators(quoted.slice(1, -1).replaceAll("''", "'")),
      };
      if (stop < end) this.#inline(stop, end);
    } else {
      const hash = this.#hashAfter(from);
      if (hash >= 0 && hash < end) {
        stop = hash;
        while (text.charCodeAt(stop - 1) === SPACE) stop -= 1;
        this.#inline(stop, end);
      } else while (text.charCodeAt(stop - 1) === SPACE) stop -= 1;
      node = this.#plain(text.slice(from, stop), column);
    }
    this.#builder.value(node, this.#line, column, this.#line);
    return end + 1;
  }

  #plain(text: string, column: number): Scalar | Branch | List {
    if (text === "{}") return { kind: "map", items: [] };
    if (text === "[]") return { kind: "list", items: [] };
    if (text.startsWith("!!binary ")) {
      const base64 = text.slice(9);
      if (!BASE64.test(base64)) throw GIVE_UP;
      return stringScalar(Buffer.from(base64, "base64"));
    }
    if (text === "!!merge <<") return { kind: "str", value: "<<" };
    if (!isSafePlain(text)) throw GIVE_UP;
    const value: Resolved = text.startsWith("ENC[") ? { kind: "str", value: text } : resolvePlain(text);
    return this.#builder.scalar(value, this.#line, column);
  }

  /** The next ` #` from a position on; the search never goes back, so that all of them are linear. */
  #hashAfter(from: number): number {
    if (this.#hash >= 0 && this.#hash < from) this.#hash = this.#text.indexOf(" #", from);
    return this.#hash;
  }

  #inline(from: number, end: number): void {
    const text = this.#text;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (at >= end) return;
    if (at === from || text.charCodeAt(at) !== HASH) throw GIVE_UP;
    this.#builder.noteInline(text.slice(at + 1, end));
  }

  #literal(from: number, end: number): number {
    const literal = readLiteral(this.#text, from, end, this.#builder.top?.indent ?? 0);
    if (literal === undefined) throw GIVE_UP;
    const { value, filled } = literal;
    const firstLine = this.#line;
    this.#line += literal.lines;
    this.#builder.value({ kind: "str", value }, firstLine, from - this.#start, firstLine + filled);
    return literal.end;
  }
}

/**
 * Reads the block subset of YAML that SOPS writes, line by line.
 *
 * Takes the text and the exit code for a value SOPS cannot hold; returns the documents, or undefined at the first
 * thing beyond the subset: the whole text is then for the library. Throws SOPS_FORMAT and LIMIT_EXCEEDED.
 */
export function scanYaml(text: string, exit: number): Branch[] | undefined {
  try {
    return new Scanner(text, exit).run();
  } catch (error) {
    if (error === GIVE_UP) return undefined;
    throw error;
  }
}
