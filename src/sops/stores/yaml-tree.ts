import { Failure } from "../../kernel/errors.ts";
import { checkDepth } from "../limits.ts";
import type { Branch, Comment, Item, List, Node, Scalar } from "../tree.ts";
import { Frames, type Frame, type MapFrame } from "./yaml-frames.ts";
import { placeNotes, type Note } from "./yaml-notes.ts";
import type { Resolved } from "./yaml-scalar.ts";

/** A failure of the format at a place. Columns and lines count from 1 in it, from 0 in the readers. */
export function formatFailure(message: string, line: number, column: number, exit = 2): Failure {
  return new Failure("SOPS_FORMAT", message, {
    at: { line: line + 1, column: column + 1 },
    exit,
    fix: `Correct the file at line ${line + 1}, column ${column + 1}.`,
  });
}

/** Adds entries one by one: a call with all of them as arguments fails where there are very many. */
function append(items: readonly unknown[] | undefined, more: readonly Node[]): void {
  for (const node of more) (items as Node[] | undefined)?.push(node);
}

/**
 * Builds one document from keys, dashes, values and comments as they come, whoever reads them. It decides, as
 * go-yaml does, between which entries of which map or list a comment stands.
 */
export class TreeBuilder {
  readonly #unique: boolean;
  readonly #exit: number;
  readonly #frames = new Frames();
  readonly #notes: Note[] = [];
  #key = "";
  #slot: "none" | "value" | "item" = "none";
  #inline: string[] = [];
  #belowNext: Node[] = [];
  #lastLine: number;

  /** `unique`: whether a key may stand only once in a map; `exit`: the exit code for a value SOPS cannot hold. */
  constructor(unique: boolean, exit: number, firstLine: number) {
    this.#unique = unique;
    this.#exit = exit;
    this.#lastLine = firstLine - 1;
  }

  get depth(): number {
    return this.#frames.depth;
  }

  get top(): Frame | undefined {
    return this.#frames.top;
  }

  /** Whether a key or a dash waits for its value. */
  get isOpen(): boolean {
    return this.#slot !== "none";
  }

  /** How many frames stay open when an entry of this kind comes at this column; 0 where none is there. */
  depthAt(kind: "map" | "list", column: number): number {
    return this.#frames.depthAt(kind, column);
  }

  /** A comment on a line of its own. */
  note(line: number, column: number, text: string): void {
    this.#notes.push({ line, column, text });
  }

  /** A comment behind a key that has no value on its line: it moves above the key. */
  noteKey(text: string): void {
    const top = this.top;
    if (top?.kind === "map" && this.#slot === "value") top.items.push({ kind: "comment", text });
  }

  /** A comment behind the value that comes next. */
  noteInline(text: string): void {
    this.#inline.push(text);
  }

  /** A map or list begins as the value that is awaited, or as the document. */
  open(kind: "map" | "list", line: number, column: number): Branch | List {
    const heads = this.#notes.length === 0 ? [] : this.#place(column, line, true);
    const below = this.#belowNext.splice(0);
    const frame: Frame =
      kind === "map"
        ? {
            kind,
            indent: column,
            items: this.#frames.depth === 0 ? this.#frames.root.items : [],
            keys: this.#unique ? new Set() : undefined,
          }
        : { kind, indent: column, items: [] };
    checkDepth(this.#frames.depth + 1);
    if (this.#frames.depth > 0) {
      // Comments between a dash and the map behind it stand before the map.
      const before = this.#slot === "item" && this.top?.kind === "list" ? heads.splice(0) : [];
      append(this.top?.items, before);
    }
    const node = { kind, items: frame.items } as Branch | List;
    if (this.#frames.depth > 0) this.#attach(node);
    this.#belowNext = below;
    this.#frames.push(frame);
    append(frame.items, heads);
    return node;
  }

  /** A key of the map at `column`; maps and lists further in end. */
  key(line: number, column: number, key: string, depth: number): void {
    this.#begin(line, column, depth, false);
    const top = this.top as MapFrame;
    if (top.keys !== undefined) {
      if (top.keys.has(key)) throw formatFailure("A key stands twice in one map.", line, column);
      top.keys.add(key);
    }
    this.#key = key;
    this.#slot = "value";
    this.#lastLine = line;
  }

  /** A dash of the list at `column`. */
  dash(line: number, column: number, depth: number): void {
    this.#begin(line, column, depth, true);
    this.#slot = "item";
    this.#lastLine = line;
  }

  /** The awaited value, whole; `endLine` is the last line it stands on. */
  value(node: Scalar | Branch | List, line: number, column: number, endLine: number): void {
    if (this.#notes.length > 0) {
      const heads = this.#place(column, line);
      append(this.top?.items, heads);
    }
    this.#attach(node);
    this.#lastLine = endLine;
  }

  /** What a resolved scalar is in the tree. */
  scalar(value: Resolved, line: number, column: number): Scalar {
    if (value.kind === "merge") return { kind: "str", value: "<<" };
    if (value.kind !== "uint64") return value;
    throw formatFailure(
      "An integer is too large for SOPS, which holds 64 bits with a sign.",
      line,
      column,
      this.#exit,
    );
  }

  /** What a resolved scalar is as a key. */
  keyText(value: Resolved, line: number, column: number): string {
    if (value.kind === "str") return value.value;
    if (value.kind === "merge") return "<<";
    throw formatFailure(
      "A key is no string; SOPS takes strings only. Put it in quotes.",
      line,
      column,
      this.#exit,
    );
  }

  /** Ends the document, at the line of the mark of the next one if there is one, and returns it. */
  end(line = Number.MAX_SAFE_INTEGER): Branch {
    const isLast = line === Number.MAX_SAFE_INTEGER;
    const heads = this.#notes.length === 0 ? [] : this.#place(isLast ? -1 : 0, line);
    this.#fillNull();
    append(this.#frames.root.items, heads);
    return this.#frames.root;
  }

  #begin(line: number, column: number, depth: number, isDash: boolean): void {
    this.#fillNull();
    const heads = this.#notes.length === 0 ? undefined : this.#place(column, line, isDash);
    this.#frames.cut(depth);
    if (heads !== undefined) append(this.top?.items, heads);
  }

  #fillNull(): void {
    if (this.#slot !== "none") this.#attach({ kind: "null" });
  }

  #attach(node: Scalar | Branch | List): void {
    const top = this.top;
    if (top !== undefined && this.#slot !== "none") {
      const items = top.items as (Item | Node)[];
      for (const text of this.#inline) items.push({ kind: "comment", text, inline: true });
      items.push(top.kind === "map" ? { key: this.#key, value: node } : node);
      if (this.#belowNext.length > 0) append(items, this.#belowNext.splice(0));
    }
    if (this.#inline.length > 0) this.#inline = [];
    this.#slot = "none";
  }

  /**
   * Sorts the comments that wait before the entry at `column` (-1 at the end): some belong below what came before,
   * those returned stand before the entry.
   */
  #place(column: number, line: number, isDash = false): Comment[] {
    const before = {
      frames: this.#frames,
      lastLine: this.#lastLine,
      afterKey: this.#slot === "value",
    };
    return placeNotes(this.#notes.splice(0), before, { line, column, isDash, below: this.#belowNext });
  }
}
