import {
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Node as YamlNode,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Branch, List } from "../tree.ts";
import { Anchors, type AliasBudget } from "./yaml-anchors.ts";
import { FlowReader } from "./yaml-flow.ts";
import { LeafReader } from "./yaml-leaves.ts";
import { RemarkQueue } from "./yaml-remark-queue.ts";
import type { Remark } from "./yaml-remarks.ts";
import { isBlockScalar, type Source } from "./yaml-source.ts";
import { formatFailure, TreeBuilder } from "./yaml-tree.ts";

/** How a document is read. */
export interface DocumentOptions {
  /** The exit code for a value SOPS cannot hold. */
  readonly exit: number;
  /** Whether a key may stand only once in a map. */
  readonly unique: boolean;
  readonly budget: AliasBudget;
  /** The line the document starts on. */
  readonly line: number;
}

/** Reads one document of the library into the tree. */
export class DocumentReader {
  readonly #source: Source;
  readonly #remarks: RemarkQueue;
  readonly #builder: TreeBuilder;
  readonly #anchors: Anchors;
  readonly #leaves: LeafReader;
  readonly #flow: FlowReader;

  constructor(source: Source, remarks: readonly Remark[], options: DocumentOptions) {
    const { exit, unique, budget, line } = options;
    this.#source = source;
    this.#remarks = new RemarkQueue(remarks, source);
    this.#builder = new TreeBuilder(unique, exit, line);
    this.#anchors = new Anchors(budget);
    this.#leaves = new LeafReader(source, this.#anchors, this.#builder);
    this.#flow = new FlowReader({
      source,
      remarks: this.#remarks,
      anchors: this.#anchors,
      leaves: this.#leaves,
      unique,
    });
  }

  /** The document as a tree, aliases expanded. Throws SOPS_FORMAT with a place, and LIMIT_EXCEEDED. */
  run(document: Document.Parsed): Branch {
    const root = document.contents as YamlNode | null;
    if (isMap(root) && root.flow === true) return this.#flow.document(root);
    if (isMap(root)) this.#map(root);
    else if (root !== null && !(isScalar(root) && this.#leaves.scalar(root).kind === "null")) {
      throw formatFailure("A document must be a map.", ...this.#source.place(root));
    }
    const { last } = this.#remarks;
    this.#notes(Number.MAX_SAFE_INTEGER);
    return this.#builder.end(last === undefined ? undefined : this.#source.markAfter(last.offset));
  }

  /** Hands on the comments before an offset. */
  #notes(offset: number): void {
    for (const { line, column, text } of this.#remarks.before(offset)) this.#builder.note(line, column, text);
  }

  #map(map: YAMLMap): void {
    const first = map.items[0]?.key as YamlNode | null | undefined;
    const start = first?.range?.[0] ?? map.range?.[0] ?? 0;
    const [line, column] = this.#source.placeOfMap(map, start);
    this.#notes(start);
    const branch = this.#builder.open("map", line, column);
    const depth = this.#builder.depth;
    this.#anchors.keep(map, branch);
    this.#anchors.open(branch);
    for (const pair of map.items as Pair<YamlNode, YamlNode | null>[]) {
      const [keyLine] = this.#source.place(pair.key);
      this.#notes(pair.key.range?.[0] ?? 0);
      this.#builder.key(keyLine, column, this.#leaves.key(pair.key), depth);
      this.#child(pair.value, pair.key.range?.[1] ?? 0, false);
    }
    this.#anchors.close(branch);
  }

  #list(list: YAMLSeq): void {
    const [line, column] = this.#source.place(list);
    this.#notes(list.range?.[0] ?? 0);
    const result = this.#builder.open("list", line, column);
    const depth = this.#builder.depth;
    this.#anchors.keep(list, result);
    this.#anchors.open(result);
    let from = list.range?.[0] ?? 0;
    for (const item of list.items as (YamlNode | null)[]) {
      const dash = this.#source.dashBefore(item, from);
      this.#notes(dash);
      this.#builder.dash(this.#source.lineAt(dash), column, depth);
      this.#child(item, dash + 1, true);
      from = Math.max(item?.range?.[1] ?? 0, dash + 1);
    }
    this.#anchors.close(result);
  }

  /** Reads what stands behind a key or a dash that ends at an offset. */
  #child(node: YamlNode | null, keyEnd: number, isItem: boolean): void {
    if (node === null) {
      this.#noteKey(keyEnd, isItem);
      return;
    }
    const isCollection = isMap(node) || isSeq(node);
    if (isCollection && node.flow !== true) {
      this.#noteKey(keyEnd, isItem);
      if (isMap(node)) this.#map(node);
      else this.#list(node);
      return;
    }
    if (isScalar(node) && node.source === "" && node.type === "PLAIN") {
      this.#noteKey(keyEnd, isItem);
      this.#anchors.keep(node, { kind: "null" });
      return;
    }
    const [line, column] = this.#source.place(node);
    if (this.#source.lineAt(keyEnd) !== line) this.#noteKey(keyEnd, isItem);
    this.#notes(node.range?.[0] ?? keyEnd);
    const end = this.#source.endOf(node);
    const endLine = this.#source.lineAt(end);
    if (isCollection) {
      this.#builder.value(this.#flowChild(node, end, isItem), line, column, endLine);
      return;
    }
    const value = this.#leaves.read(node);
    // A comment on a block scalar stands behind its `|` or `>`.
    const behind = this.#remarks.behind(isBlockScalar(node) ? (node.range?.[0] ?? end) : end);
    if (behind !== undefined) this.#builder.noteInline(behind);
    this.#builder.value(value, line, column, endLine);
  }

  /** A flow collection as a value; the comment behind it becomes its first entry, behind a dash that of the dash. */
  #flowChild(node: YAMLMap | YAMLSeq, end: number, isItem: boolean): Branch | List {
    const flow = this.#flow.collection(node, this.#builder.depth + 1);
    const behind = this.#remarks.behind(end);
    if (behind === undefined) return flow;
    if (isItem) {
      this.#builder.noteInline(behind);
      return flow;
    }
    return { kind: flow.kind, items: [{ kind: "comment", text: behind }, ...flow.items] } as Branch | List;
  }

  /** A comment behind a key whose value starts on a later line. */
  #noteKey(keyEnd: number, isItem: boolean): void {
    const text = isItem ? undefined : this.#remarks.onLineOf(keyEnd);
    if (text !== undefined) this.#builder.noteKey(text);
  }
}
