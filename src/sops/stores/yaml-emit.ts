import { checkDepth } from "../limits.ts";
import type { Branch, Comment, Documents, List, Node } from "../tree.ts";
import { comment } from "./yaml-output.ts";
import { scalarStyle, writeDoubleQuoted } from "./yaml-quote.ts";
import { ScalarOutput } from "./yaml-scalar-output.ts";

/** Longer keys (in bytes) get the explicit form, `? key`. */
const LONGEST_SIMPLE_KEY = 128;
const ONLY_PLAIN_ASCII = /^[A-Za-z][A-Za-z0-9_.\-/]*$/;

interface Texts {
  readonly head: string[];
  readonly line: string[];
}

/**
 * Writes trees as go-yaml v3 does, with its state of pending comments: a comment set on a map or a list may only
 * reach the file beside a later scalar, and files must come out the same to the byte.
 */
class Emitter extends ScalarOutput {
  documents(documents: Documents): string {
    documents.forEach((branch, index) => {
      if (index > 0) {
        this.put("---");
        this.blank = false;
        this.indention = false;
      }
      this.#map(branch, -1, false, 1);
      this.endDocument();
    });
    return this.text;
  }

  node(node: Exclude<Node, Comment>): string {
    this.#value(node, -1, false, 0, []);
    this.endDocument();
    return this.text;
  }

  #map(branch: Branch, indent: number, inList: boolean, depth: number): void {
    checkDepth(depth);
    let pending: Texts = { head: [], line: [] };
    const inside = this.deeper(indent, inList);
    if (branch.items.every((item) => "kind" in item)) {
      for (const item of branch.items) if ("kind" in item) pending.head.push(item.text);
      this.addHead(pending.head);
      this.#empty("{", "}", inside, indent);
      return;
    }
    for (const item of branch.items) {
      if ("kind" in item) {
        (item.inline === true ? pending.line : pending.head).push(item.text);
        continue;
      }
      this.addHead(pending.head);
      this.processHead(inside);
      this.#key(item.key, inside);
      this.#value(item.value, inside, false, depth, pending.line);
      pending = { head: [], line: [] };
    }
    const rest = [...pending.head, ...pending.line];
    if (rest.length > 0) this.tail = comment(rest);
    this.processHead(inside);
  }

  #list(list: List, indent: number, inList: boolean, depth: number): void {
    checkDepth(depth);
    let pending: Texts = { head: [], line: [] };
    const inside = this.deeper(indent, inList);
    let last = -1;
    list.items.forEach((item, index) => {
      if (item.kind !== "comment") last = index;
    });
    if (last < 0) {
      for (const item of list.items) if (item.kind === "comment") pending.head.push(item.text);
      this.addHead(pending.head);
      this.#empty("[", "]", inside, indent);
      return;
    }
    const below = list.items.slice(last + 1).filter((item) => item.kind === "comment");
    const foot = [
      ...below.filter((one) => one.inline !== true),
      ...below.filter((one) => one.inline === true),
    ].map((one) => one.text);
    for (const item of list.items.slice(0, last + 1)) {
      if (item.kind === "comment") {
        (item.inline === true ? pending.line : pending.head).push(item.text);
        continue;
      }
      this.addHead([...pending.head, ...leading(item)]);
      this.processHead(inside);
      this.startLine(inside);
      this.put("-");
      this.blank = false;
      const footText = item === list.items[last] ? comment(foot) : "";
      // Below a map or a list go-yaml keeps the comment until the next scalar is written.
      if (isScalar(item) && footText !== "") this.foot = footText;
      this.#value(withoutLeading(item), inside, true, depth, pending.line);
      pending = { head: [], line: [] };
      if (!isScalar(item) && footText !== "") this.foot = footText;
    }
  }

  #empty(open: string, close: string, inside: number, indent: number): void {
    this.token(open);
    this.blank = true;
    // In an empty list a comment waits for the next entry.
    if (open === "{") this.processHead(inside);
    this.put(close);
    this.blank = false;
    this.indention = false;
    this.processLine(indent);
    this.processFoot(indent);
  }

  #key(key: string, indent: number): void {
    this.startLine(indent);
    if (ONLY_PLAIN_ASCII.test(key) && key.length <= LONGEST_SIMPLE_KEY) {
      const style = scalarStyle(key);
      this.put(style === "plain" ? `${key}:` : `${writeDoubleQuoted(key)}:`);
      this.blank = false;
      this.indention = false;
      return;
    }
    const tag = key === "<<" ? "!!merge " : "";
    if (!/[\n\u2028\u2029\u0085]/.test(key) && Buffer.byteLength(key) <= LONGEST_SIMPLE_KEY) {
      this.string(key, indent, tag);
      this.put(":");
      return;
    }
    this.put("?");
    this.blank = false;
    this.string(key, this.deeper(indent, false), tag, indent);
    this.startLine(indent);
    this.put(":");
    this.blank = false;
  }

  #value(
    value: Exclude<Node, Comment>,
    indent: number,
    inList: boolean,
    depth: number,
    texts: readonly string[],
  ): void {
    const line = comment(texts);
    if (value.kind === "map") {
      this.#map(value, indent, inList, depth + 1);
      if (line !== "") this.line = line;
    } else if (value.kind === "list") {
      this.#list(value, indent, inList, depth + 1);
      if (line !== "") this.line = line;
    } else {
      if (line !== "") this.line = line;
      this.scalar(value, indent, inList);
      this.processLine(Math.max(indent, 0));
      this.processFoot(Math.max(indent, 0));
    }
  }
}

/**
 * Writes documents as sops does.
 *
 * Takes the documents and the step of indentation; returns YAML text that ends in a newline. Throws LIMIT_EXCEEDED
 * where maps and lists are nested too deeply. See https://getsops.io/docs/ (YAML).
 */
export function emitDocuments(documents: Documents, step: number): string {
  return new Emitter(step).documents(documents);
}

/**
 * Writes one node as a document of its own.
 *
 * Takes the node and the step of indentation; returns YAML text that ends in a newline. Throws LIMIT_EXCEEDED.
 */
export function emitNode(node: Exclude<Node, Comment>, step: number): string {
  return new Emitter(step).node(node);
}

function isScalar(node: Node): boolean {
  return node.kind !== "map" && node.kind !== "list";
}

/** The comments that stand before the first entry of a map or list: go-yaml puts those above the `- `. */
function leading(node: Node): string[] {
  if (node.kind !== "map" && node.kind !== "list") return [];
  const texts: string[] = [];
  for (const item of node.items) {
    if (!("kind" in item) || item.kind !== "comment") return texts;
    if (item.inline !== true) texts.push(item.text);
  }
  return texts;
}

function withoutLeading<N extends Exclude<Node, Comment>>(node: N): N {
  const count = leading(node).length;
  if (count === 0 || (node.kind !== "map" && node.kind !== "list")) return node;
  let left = count;
  const items = (node.items as readonly Node[]).filter((item) => {
    if (left === 0 || item.kind !== "comment" || item.inline === true) return true;
    left -= 1;
    return false;
  });
  return { ...node, items };
}
