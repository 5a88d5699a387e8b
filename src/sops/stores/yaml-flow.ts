import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  type Node as YamlNode,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { checkDepth } from "../limits.ts";
import type { Branch, Comment, Item, List, Node } from "../tree.ts";
import type { Anchors, Value } from "./yaml-anchors.ts";
import type { LeafReader } from "./yaml-leaves.ts";
import type { RemarkQueue } from "./yaml-remark-queue.ts";
import type { Source } from "./yaml-source.ts";
import { formatFailure } from "./yaml-tree.ts";

/** What a flow collection is read with. */
export interface FlowContext {
  readonly source: Source;
  readonly remarks: RemarkQueue;
  readonly anchors: Anchors;
  readonly leaves: LeafReader;
  /** Whether a key may stand only once in a map. */
  readonly unique: boolean;
}

/** Reads flow collections, `{}` and `[]`, in which comments and depth have rules of their own. */
export class FlowReader {
  readonly #context: FlowContext;

  constructor(context: FlowContext) {
    this.#context = context;
  }

  /** The document, where it is a flow map: comments behind it are its last entries. */
  document(map: YAMLMap): Branch {
    const items = [...(this.collection(map, 1) as Branch).items];
    this.#addNotes(items, Number.MAX_SAFE_INTEGER);
    return { kind: "map", items };
  }

  /** A flow map or list with all that it holds, at a depth. Throws SOPS_FORMAT with a place, and LIMIT_EXCEEDED. */
  collection(node: YAMLMap | YAMLSeq, depth: number): Branch | List {
    checkDepth(depth);
    const { anchors } = this.#context;
    const result = isMap(node)
      ? { kind: "map" as const, items: [] as (Item | Comment)[] }
      : { kind: "list" as const, items: [] as Node[] };
    anchors.keep(node, result);
    anchors.open(result);
    const items = result.items as (Item | Node)[];
    const lastLine = isMap(node) ? this.#pairs(node, items, depth) : this.#entries(node, items, depth);
    this.#addNotes(items, node.range?.[1] ?? 0, lastLine);
    anchors.close(result);
    return result;
  }

  /** Reads the pairs of a map; returns the line the last one ends on. */
  #pairs(map: YAMLMap, items: (Item | Node)[], depth: number): number {
    const { source, leaves, unique } = this.#context;
    const keys = new Set<string>();
    let lastLine = -1;
    for (const pair of map.items as Pair<YamlNode, YamlNode | null>[]) {
      this.#addNotes(items, pair.key.range?.[0] ?? 0, lastLine);
      const key = leaves.key(pair.key);
      if (unique && keys.has(key)) {
        throw formatFailure("A key stands twice in one map.", ...source.place(pair.key));
      }
      keys.add(key);
      items.push({ key, value: this.#value(pair.value, depth + 1) });
      lastLine = source.lineAt(source.endOf(pair.value ?? pair.key));
    }
    return lastLine;
  }

  /** Reads the entries of a list, a lone pair as a map of its own; returns the line the last one ends on. */
  #entries(list: YAMLSeq, items: (Item | Node)[], depth: number): number {
    const { source, leaves } = this.#context;
    let lastLine = -1;
    for (const item of list.items as (YamlNode | Pair<YamlNode, YamlNode | null>)[]) {
      if (isPair(item)) {
        const value = this.#value(item.value, depth + 1);
        items.push({ kind: "map", items: [{ key: leaves.key(item.key), value }] });
        continue;
      }
      this.#addNotes(items, item.range?.[0] ?? 0, lastLine);
      items.push(this.#value(item, depth + 1));
      lastLine = source.lineAt(source.endOf(item));
    }
    return lastLine;
  }

  #value(node: YamlNode | null, depth: number): Value {
    if (node === null) return { kind: "null" };
    checkDepth(depth);
    if (isAlias(node) || isScalar(node)) return this.#context.leaves.read(node);
    return this.collection(node, depth);
  }

  /** Adds the comments before an offset; one behind a scalar on its line belongs to that. */
  #addNotes(items: (Item | Node)[], offset: number, lastLine = -1): void {
    for (const { text, line, isAlone } of this.#context.remarks.before(offset)) {
      const last = items.at(-1);
      const value = last !== undefined && "key" in last ? last.value : last;
      const isBehind = !isAlone && line === lastLine && value !== undefined;
      if (isBehind && value.kind !== "map" && value.kind !== "list" && value.kind !== "comment") {
        items.splice(-1, 0, { kind: "comment", text, inline: true });
      } else items.push({ kind: "comment", text });
    }
  }
}
