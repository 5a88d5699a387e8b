import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Alias,
  type Document,
  type Node as YamlNode,
  type Pair,
  type Scalar as YamlScalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { Failure } from "../../kernel/errors.ts";
import { checkDepth, MAX_ALIAS_NODES } from "../limits.ts";
import type { Branch, Comment, Item, List, Node, Scalar } from "../tree.ts";
import { remarksOf, type Remark } from "./yaml-remarks.ts";
import { foldSeparators } from "./yaml-quoted.ts";
import { resolvePlain, resolveTagged, type Resolved } from "./yaml-scalar.ts";
import { formatFailure, TreeBuilder } from "./yaml-tree.ts";

type Value = Scalar | Branch | List;

/** Reads one document of the library into the builder. */
class Reader {
  readonly #text: string;
  readonly #counter: LineCounter;
  readonly #remarks: readonly Remark[];
  /** The first comment that is not in the tree yet. */
  #next = 0;
  readonly #builder: TreeBuilder;
  readonly #anchors = new Map<string, Value>();
  readonly #open = new Set<Value>();
  readonly #unique: boolean;
  readonly #budget: { left: number };

  constructor(
    text: string,
    counter: LineCounter,
    remarks: Remark[],
    options: {
      readonly exit: number;
      readonly unique: boolean;
      readonly budget: { left: number };
      readonly line: number;
    },
  ) {
    this.#text = text;
    this.#counter = counter;
    this.#remarks = remarks;
    this.#unique = options.unique;
    this.#budget = options.budget;
    this.#builder = new TreeBuilder(options.unique, options.exit, options.line);
  }

  run(document: Document.Parsed): Branch {
    const root = document.contents as YamlNode | null;
    if (isMap(root) && root.flow === true) {
      const items = [...(this.#flow(root, 1) as Branch).items];
      this.#addNotes(items, Number.MAX_SAFE_INTEGER);
      return { kind: "map", items };
    }
    if (isMap(root)) this.#map(root);
    else if (root !== null && !(isScalar(root) && this.#scalar(root).kind === "null")) {
      const [line, column] = this.#place(root);
      throw formatFailure("A document must be a map.", line, column);
    }
    const last = this.#next < this.#remarks.length ? this.#remarks.at(-1) : undefined;
    this.#notes(Number.MAX_SAFE_INTEGER);
    return this.#builder.end(last === undefined ? undefined : this.#markAfter(last.offset));
  }

  /** The line of the mark that ends the document, or undefined where the text ends before. */
  #markAfter(offset: number): number | undefined {
    const marks = /^(?:---|\.\.\.)/gm;
    marks.lastIndex = offset;
    const mark = marks.exec(this.#text);
    return mark === null ? undefined : this.#lineAt(mark.index);
  }

  #place(node: YamlNode | null | undefined): [line: number, column: number] {
    const position = this.#counter.linePos(node?.range?.[0] ?? 0);
    return [Math.max(position.line - 1, 0), Math.max(position.col - 1, 0)];
  }

  #lineAt(offset: number): number {
    return Math.max(this.#counter.linePos(offset).line - 1, 0);
  }

  /** Hands on the comments before an offset. */
  #notes(offset: number): void {
    for (
      let next = this.#remarks[this.#next];
      next !== undefined && next.offset < offset;
      next = this.#remarks[this.#next]
    ) {
      this.#next += 1;
      this.#builder.note(next.line, next.column, next.text);
    }
  }

  /** Adds the comments before an offset to a flow collection; one behind a scalar on its line belongs to that. */
  #addNotes(items: (Item | Node)[], offset: number, lastLine = -1): void {
    for (
      let next = this.#remarks[this.#next];
      next !== undefined && next.offset < offset;
      next = this.#remarks[this.#next]
    ) {
      this.#next += 1;
      const last = items.at(-1);
      const value = last !== undefined && "key" in last ? last.value : last;
      const isBehind = !next.isAlone && next.line === lastLine && value !== undefined;
      if (isBehind && value.kind !== "map" && value.kind !== "list" && value.kind !== "comment") {
        items.splice(-1, 0, { kind: "comment", text: next.text, inline: true });
      } else items.push({ kind: "comment", text: next.text });
    }
  }

  /** The comment that stands behind what ends at an offset, on the same line. */
  #behind(offset: number): string | undefined {
    const next = this.#remarks[this.#next];
    if (next === undefined || next.isAlone || next.offset < offset || next.line !== this.#lineAt(offset))
      return undefined;
    this.#next += 1;
    return next.text;
  }

  #map(map: YAMLMap): Branch {
    const first = map.items[0]?.key as YamlNode | null | undefined;
    const start = first?.range?.[0] ?? map.range?.[0] ?? 0;
    const [line, column] = this.#columns(map, start);
    this.#notes(start);
    const branch = this.#builder.open("map", line, column) as Branch;
    const depth = this.#builder.depth;
    this.#anchor(map, branch);
    this.#open.add(branch);
    for (const pair of map.items as Pair<YamlNode, YamlNode | null>[]) {
      const at = this.#keyStart(pair.key, column);
      this.#notes(pair.key.range?.[0] ?? 0);
      this.#builder.key(at[0], column, this.#keyText(pair.key), depth);
      this.#child(pair.value, pair.key.range?.[1] ?? 0, false);
    }
    this.#open.delete(branch);
    return branch;
  }

  #columns(node: YamlNode, start: number): [line: number, column: number] {
    const own = this.#place(node);
    const position = this.#counter.linePos(start);
    return [
      position.line - 1,
      Math.min(own[0] === position.line - 1 ? own[1] : position.col - 1, position.col - 1),
    ];
  }

  #keyStart(key: YamlNode, column: number): [line: number, column: number] {
    return [this.#place(key)[0], column];
  }

  #list(list: YAMLSeq): List {
    const [line, column] = this.#place(list);
    this.#notes(list.range?.[0] ?? 0);
    const result = this.#builder.open("list", line, column) as List;
    const depth = this.#builder.depth;
    this.#anchor(list, result);
    this.#open.add(result);
    let from = list.range?.[0] ?? 0;
    for (const item of list.items as (YamlNode | null)[]) {
      const dash = this.#dashBefore(item, from);
      this.#notes(dash);
      this.#builder.dash(this.#lineAt(dash), column, depth);
      this.#child(item, dash + 1, true);
      from = Math.max(item?.range?.[1] ?? 0, dash + 1);
    }
    this.#open.delete(result);
    return result;
  }

  /** The offset of an entry's dash: the first one behind the entry before it that no comment holds. */
  #dashBefore(item: YamlNode | null, from: number): number {
    let at = from;
    const limit = item?.range?.[0] ?? this.#text.length;
    while (at < limit) {
      const character = this.#text.charAt(at);
      if (character === "-") return at;
      if (character === "#") at = this.#text.indexOf("\n", at);
      if (at < 0) break;
      at += 1;
    }
    return limit;
  }

  #child(node: YamlNode | null, keyEnd: number, isItem: boolean): void {
    const builder = this.#builder;
    if (node === null) {
      this.#noteKey(keyEnd, isItem);
      return;
    }
    const start = node.range?.[0] ?? keyEnd;
    if ((isMap(node) || isSeq(node)) && node.flow !== true) {
      this.#noteKey(keyEnd, isItem);
      if (isMap(node)) this.#map(node);
      else this.#list(node);
      return;
    }
    const [line, column] = this.#place(node);
    if (isScalar(node) && node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") {
      if (node.source === "" && node.type === "PLAIN") {
        this.#noteKey(keyEnd, isItem);
        this.#anchor(node, { kind: "null" });
        return;
      }
    }
    if (this.#lineAt(keyEnd) !== line) this.#noteKey(keyEnd, isItem);
    this.#notes(start);
    const end = this.#endOf(node);
    if (isMap(node) || isSeq(node)) {
      const flow = this.#flow(node, builder.depth + 1) as Branch | List;
      const behind = this.#behind(end);
      if (behind !== undefined && isItem) builder.noteInline(behind);
      const items =
        behind === undefined || isItem
          ? flow.items
          : [{ kind: "comment", text: behind } as const, ...flow.items];
      builder.value({ kind: flow.kind, items } as Branch | List, line, column, this.#lineAt(end));
      return;
    }
    const value = isAlias(node) ? this.#alias(node) : this.#anchor(node, this.#scalar(node));
    const behind = this.#behind(this.#headerEnd(node) ?? end);
    if (behind !== undefined) builder.noteInline(behind);
    builder.value(value, line, column, this.#lineAt(end));
  }

  /** The offset behind the `|` or `>` of a block scalar. */
  #headerEnd(node: YamlNode): number | undefined {
    if (!isScalar(node) || (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED")) return undefined;
    return node.range?.[0];
  }

  #endOf(node: YamlNode): number {
    let end = node.range?.[1] ?? 0;
    while (end > 0 && /\s/.test(this.#text.charAt(end - 1))) end -= 1;
    return end;
  }

  /** A comment behind a key or a dash whose value starts on a later line. */
  #noteKey(keyEnd: number, isItem: boolean): void {
    const next = this.#remarks[this.#next];
    if (isItem || next === undefined || next.isAlone || next.line !== this.#lineAt(keyEnd)) return;
    this.#next += 1;
    this.#builder.noteKey(next.text);
  }

  #keyText(key: YamlNode): string {
    const [line, column] = this.#place(key);
    const value = isAlias(key)
      ? this.#alias(key)
      : isScalar(key)
        ? this.#anchor(key, this.#scalar(key))
        : undefined;
    if (value === undefined || value.kind === "map" || value.kind === "list") {
      throw formatFailure("A key is a map or a list; SOPS takes strings only.", line, column);
    }
    return this.#builder.keyText(value, line, column);
  }

  #scalar(node: YamlScalar): Scalar {
    const [line, column] = this.#place(node);
    const source = this.#sourceOf(node);
    const plain = node.type === "PLAIN";
    const text = plain || node.type === "QUOTE_SINGLE" ? foldSeparators(source) : source;
    let resolved: Resolved | undefined;
    if (node.tag !== undefined) resolved = resolveTagged(node.tag, text, plain);
    else resolved = plain ? resolvePlain(text) : { kind: "str", value: text };
    if (resolved === undefined) throw formatFailure("A value does not fit its tag.", line, column);
    return this.#builder.scalar(resolved, line, column);
  }

  /** go-yaml adds no newline to a block scalar that the file ends in without one. */
  #sourceOf(node: YamlScalar): string {
    const source = node.source ?? "";
    const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    const isCut = isBlock && node.range?.[1] === this.#text.length && !this.#text.endsWith("\n");
    return isCut && source.endsWith("\n") ? source.slice(0, -1) : source;
  }

  #anchor<V extends Value>(node: YamlNode, value: V): V {
    const name = (node as { anchor?: string }).anchor;
    if (name !== undefined) this.#anchors.set(name, value);
    return value;
  }

  #alias(alias: Alias): Value {
    const [line, column] = this.#place(alias);
    const value = this.#anchors.get(alias.source);
    if (value === undefined) throw formatFailure("An alias has no anchor before it.", line, column);
    if (this.#open.has(value)) throw formatFailure("An anchor contains itself.", line, column);
    this.#spend(value, this.#builder.depth + 1);
    return value;
  }

  /** Counts the nodes an alias stands for against the bound of the whole file. */
  #spend(node: Node, depth: number): void {
    checkDepth(depth);
    this.#budget.left -= 1;
    if (this.#budget.left < 0) {
      throw new Failure(
        "LIMIT_EXCEEDED",
        `The aliases of the file stand for more than ${MAX_ALIAS_NODES} values.`,
        {
          exit: 2,
        },
      );
    }
    if (node.kind === "list") for (const item of node.items) this.#spend(item, depth + 1);
    if (node.kind !== "map") return;
    for (const item of node.items) if (!("kind" in item)) this.#spend(item.value, depth + 1);
  }

  #flow(node: YamlNode, depth: number): Value {
    checkDepth(depth);
    if (isAlias(node)) return this.#alias(node);
    if (isScalar(node)) return this.#anchor(node, this.#scalar(node));
    const result = isMap(node)
      ? { kind: "map" as const, items: [] as (Item | Comment)[] }
      : { kind: "list" as const, items: [] as Node[] };
    this.#anchor(node, result);
    this.#open.add(result);
    const items = result.items as (Item | Node)[];
    let lastLine = -1;
    if (isMap(node)) {
      const keys = new Set<string>();
      for (const pair of node.items as Pair<YamlNode, YamlNode | null>[]) {
        this.#addNotes(items, pair.key.range?.[0] ?? 0, lastLine);
        const key = this.#keyText(pair.key);
        if (this.#unique && keys.has(key)) {
          throw formatFailure("A key stands twice in one map.", ...this.#place(pair.key));
        }
        keys.add(key);
        items.push({
          key,
          value: pair.value === null ? { kind: "null" } : this.#flow(pair.value, depth + 1),
        });
        lastLine = this.#lineAt(this.#endOf(pair.value ?? pair.key));
      }
    } else if (isSeq(node)) {
      for (const item of node.items as (YamlNode | Pair<YamlNode, YamlNode | null>)[]) {
        if (isPair(item)) {
          const value: Value = item.value === null ? { kind: "null" } : this.#flow(item.value, depth + 1);
          items.push({ kind: "map", items: [{ key: this.#keyText(item.key), value }] });
          continue;
        }
        this.#addNotes(items, item.range?.[0] ?? 0, lastLine);
        items.push(this.#flow(item, depth + 1));
        lastLine = this.#lineAt(this.#endOf(item));
      }
    }
    this.#addNotes(items, node.range?.[1] ?? 0, lastLine);
    this.#open.delete(result);
    return result;
  }
}

/**
 * Reads any YAML through the `yaml` package.
 *
 * Takes the text and the exit code for a value SOPS cannot hold; returns the documents, with aliases expanded. Throws
 * SOPS_FORMAT with a place, and LIMIT_EXCEEDED for nesting or aliases beyond the bounds. See https://yaml.org/spec/1.2.2/.
 */
export function readWithLibrary(text: string, exit: number): Branch[] {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) counter.addNewLine(at + 1);
  const remarks = remarksOf(text, counter);
  const documents = parse(text);
  const budget = { left: MAX_ALIAS_NODES };
  const branches: Branch[] = [];
  for (const [index, document] of documents.entries()) {
    const error = document.errors.find(
      ({ code }) => code !== "TAG_RESOLVE_FAILED" && code !== "DUPLICATE_KEY",
    );
    if (error !== undefined) {
      const { line, col } = counter.linePos(error.pos[0]);
      throw formatFailure("The file is no valid YAML.", Math.max(line - 1, 0), Math.max(col - 1, 0));
    }
    const isLast = index === documents.length - 1;
    const end = isLast ? Number.MAX_SAFE_INTEGER : document.range[2];
    const count = remarks.findIndex(({ offset }) => offset >= end);
    const own = remarks.splice(0, count < 0 ? remarks.length : count);
    const line = index === 0 ? 0 : counter.linePos(document.range[0]).line - 1;
    branches.push(new Reader(text, counter, own, { exit, unique: index === 0, budget, line }).run(document));
  }
  return branches;
}

function parse(text: string): Document.Parsed[] {
  try {
    const options = {
      schema: "failsafe",
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "silent",
    } as const;
    const documents = parseAllDocuments(text, options);
    return Array.isArray(documents) ? (documents as Document.Parsed[]) : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "Maps and lists are nested too deeply.", { exit: 2 });
  }
}
