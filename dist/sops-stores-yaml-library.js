import { l as isMap, n as isPair, i as isAlias, o as isScalar, p as isSeq, L as Lexer, a as LineCounter, r as parseAllDocuments } from "./vendor-yaml2.js";
import { F as Failure } from "./kernel-base.js";
import { v as formatFailure, x as checkDepth, y as MAX_ALIAS_NODES, z as foldSeparators, A as resolveTagged, B as resolvePlain, T as TreeBuilder } from "./providers-sops-keys.js";
class Anchors {
  #values = /* @__PURE__ */ new Map();
  #open = /* @__PURE__ */ new Set();
  #budget;
  constructor(budget) {
    this.#budget = budget;
  }
  /** Keeps the value of a node under the node's anchor, if it has one; returns the value. */
  keep(node, value) {
    const name = node.anchor;
    if (name !== void 0) this.#values.set(name, value);
    return value;
  }
  /** A map or a list begins: until it ends no alias may name it. */
  open(value) {
    this.#open.add(value);
  }
  close(value) {
    this.#open.delete(value);
  }
  /** The value an alias stands for, at a depth. Throws SOPS_FORMAT with the place, and LIMIT_EXCEEDED. */
  resolve(alias, [line, column], depth) {
    const value = this.#values.get(alias.source);
    if (value === void 0) throw formatFailure("An alias has no anchor before it.", line, column);
    if (this.#open.has(value)) throw formatFailure("An anchor contains itself.", line, column);
    this.#spend(value, depth);
    return value;
  }
  /** Counts the nodes an alias stands for against the bound of the whole file. */
  #spend(node, depth) {
    checkDepth(depth);
    this.#budget.left -= 1;
    if (this.#budget.left < 0) {
      throw new Failure(
        "LIMIT_EXCEEDED",
        `The aliases of the file stand for more than ${MAX_ALIAS_NODES} values.`,
        { exit: 2 }
      );
    }
    if (node.kind === "list") for (const item of node.items) this.#spend(item, depth + 1);
    if (node.kind !== "map") return;
    for (const item of node.items) if (!("kind" in item)) this.#spend(item.value, depth + 1);
  }
}
class FlowReader {
  #context;
  constructor(context) {
    this.#context = context;
  }
  /** The document, where it is a flow map: comments behind it are its last entries. */
  document(map) {
    const items = [...this.collection(map, 1).items];
    this.#addNotes(items, Number.MAX_SAFE_INTEGER);
    return { kind: "map", items };
  }
  /** A flow map or list with all that it holds, at a depth. Throws SOPS_FORMAT with a place, and LIMIT_EXCEEDED. */
  collection(node, depth) {
    checkDepth(depth);
    const { anchors } = this.#context;
    const result = isMap(node) ? { kind: "map", items: [] } : { kind: "list", items: [] };
    anchors.keep(node, result);
    anchors.open(result);
    const items = result.items;
    const lastLine = isMap(node) ? this.#pairs(node, items, depth) : this.#entries(node, items, depth);
    this.#addNotes(items, node.range?.[1] ?? 0, lastLine);
    anchors.close(result);
    return result;
  }
  /** Reads the pairs of a map; returns the line the last one ends on. */
  #pairs(map, items, depth) {
    const { source, leaves, unique } = this.#context;
    const keys = /* @__PURE__ */ new Set();
    let lastLine = -1;
    for (const pair of map.items) {
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
  #entries(list, items, depth) {
    const { source, leaves } = this.#context;
    let lastLine = -1;
    for (const item of list.items) {
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
  #value(node, depth) {
    if (node === null) return { kind: "null" };
    checkDepth(depth);
    if (isAlias(node) || isScalar(node)) return this.#context.leaves.read(node);
    return this.collection(node, depth);
  }
  /** Adds the comments before an offset; one behind a scalar on its line belongs to that. */
  #addNotes(items, offset, lastLine = -1) {
    for (const { text, line, isAlone } of this.#context.remarks.before(offset)) {
      const last = items.at(-1);
      const value = last !== void 0 && "key" in last ? last.value : last;
      const isBehind = !isAlone && line === lastLine && value !== void 0;
      if (isBehind && value.kind !== "map" && value.kind !== "list" && value.kind !== "comment") {
        items.splice(-1, 0, { kind: "comment", text, inline: true });
      } else items.push({ kind: "comment", text });
    }
  }
}
class LeafReader {
  #source;
  #anchors;
  #builder;
  constructor(source, anchors, builder) {
    this.#source = source;
    this.#anchors = anchors;
    this.#builder = builder;
  }
  /** What an alias or a scalar stands for; an anchor on the scalar is kept. */
  read(node) {
    return isAlias(node) ? this.#alias(node) : this.#anchors.keep(node, this.scalar(node));
  }
  /** What a scalar stands for. Throws SOPS_FORMAT where it does not fit its tag, or SOPS cannot hold it. */
  scalar(node) {
    const [line, column] = this.#source.place(node);
    const source = this.#source.scalarText(node);
    const plain = node.type === "PLAIN";
    const text = plain || node.type === "QUOTE_SINGLE" ? foldSeparators(source) : source;
    let resolved;
    if (node.tag !== void 0) resolved = resolveTagged(node.tag, text, plain);
    else resolved = plain ? resolvePlain(text) : { kind: "str", value: text };
    if (resolved === void 0) throw formatFailure("A value does not fit its tag.", line, column);
    return this.#builder.scalar(resolved, line, column);
  }
  /** The text of a key. Throws SOPS_FORMAT for a key that is no string. */
  key(key) {
    const [line, column] = this.#source.place(key);
    const value = isAlias(key) || isScalar(key) ? this.read(key) : void 0;
    if (value === void 0 || value.kind === "map" || value.kind === "list") {
      throw formatFailure("A key is a map or a list; SOPS takes strings only.", line, column);
    }
    return this.#builder.keyText(value, line, column);
  }
  #alias(alias) {
    return this.#anchors.resolve(alias, this.#source.place(alias), this.#builder.depth + 1);
  }
}
class RemarkQueue {
  #remarks;
  #source;
  #next = 0;
  constructor(remarks, source) {
    this.#remarks = remarks;
    this.#source = source;
  }
  /** The last comment of the document, or undefined where none is left. */
  get last() {
    return this.#next < this.#remarks.length ? this.#remarks.at(-1) : void 0;
  }
  /** Takes the comments before an offset, one by one. */
  *before(offset) {
    for (let next = this.#remarks[this.#next]; next !== void 0 && next.offset < offset; next = this.#remarks[this.#next]) {
      this.#next += 1;
      yield next;
    }
  }
  /** Takes the text of the comment that stands behind what ends at an offset, on the same line. */
  behind(offset) {
    const next = this.#remarks[this.#next];
    return next === void 0 || next.offset < offset ? void 0 : this.onLineOf(offset);
  }
  /** Takes the text of the next comment where it stands behind something on the line of an offset. */
  onLineOf(offset) {
    const next = this.#remarks[this.#next];
    if (next === void 0 || next.isAlone || next.line !== this.#source.lineAt(offset)) return void 0;
    this.#next += 1;
    return next.text;
  }
}
function isBlockScalar(node) {
  return isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
}
class Source {
  #text;
  #counter;
  constructor(text, counter) {
    this.#text = text;
    this.#counter = counter;
  }
  /** Where a node starts. */
  place(node) {
    return this.placeAt(node?.range?.[0] ?? 0);
  }
  placeAt(offset) {
    const { line, col } = this.#counter.linePos(offset);
    return [Math.max(line - 1, 0), Math.max(col - 1, 0)];
  }
  lineAt(offset) {
    return this.placeAt(offset)[0];
  }
  /** Where a block map starts whose first key is at an offset: an anchor or a tag may stand before that. */
  placeOfMap(map, start) {
    const [ownLine, ownColumn] = this.place(map);
    const [line, column] = this.placeAt(start);
    return [line, ownLine === line ? Math.min(ownColumn, column) : column];
  }
  /** The offset behind the last character of a node that is not white. */
  endOf(node) {
    let end = node.range?.[1] ?? 0;
    while (end > 0 && /\s/.test(this.#text.charAt(end - 1))) end -= 1;
    return end;
  }
  /** The line of the mark that ends the document, or undefined where the text ends before. */
  markAfter(offset) {
    const marks = /^(?:---|\.\.\.)/gm;
    marks.lastIndex = offset;
    const mark = marks.exec(this.#text);
    return mark === null ? void 0 : this.lineAt(mark.index);
  }
  /** The offset of an entry's dash: the first one behind the entry before it that no comment holds. */
  dashBefore(item, from) {
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
  /** What a scalar says; go-yaml adds no newline to a block scalar that the file ends in without one. */
  scalarText(node) {
    const text = node.source ?? "";
    const isCut = isBlockScalar(node) && node.range?.[1] === this.#text.length && !this.#text.endsWith("\n");
    return isCut && text.endsWith("\n") ? text.slice(0, -1) : text;
  }
}
class DocumentReader {
  #source;
  #remarks;
  #builder;
  #anchors;
  #leaves;
  #flow;
  constructor(source, remarks, options) {
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
      unique
    });
  }
  /** The document as a tree, aliases expanded. Throws SOPS_FORMAT with a place, and LIMIT_EXCEEDED. */
  run(document) {
    const root = document.contents;
    if (isMap(root) && root.flow === true) return this.#flow.document(root);
    if (isMap(root)) this.#map(root);
    else if (root !== null && !(isScalar(root) && this.#leaves.scalar(root).kind === "null")) {
      throw formatFailure("A document must be a map.", ...this.#source.place(root));
    }
    const { last } = this.#remarks;
    this.#notes(Number.MAX_SAFE_INTEGER);
    return this.#builder.end(last === void 0 ? void 0 : this.#source.markAfter(last.offset));
  }
  /** Hands on the comments before an offset. */
  #notes(offset) {
    for (const { line, column, text } of this.#remarks.before(offset)) this.#builder.note(line, column, text);
  }
  #map(map) {
    const first = map.items[0]?.key;
    const start = first?.range?.[0] ?? map.range?.[0] ?? 0;
    const [line, column] = this.#source.placeOfMap(map, start);
    this.#notes(start);
    const branch = this.#builder.open("map", line, column);
    const depth = this.#builder.depth;
    this.#anchors.keep(map, branch);
    this.#anchors.open(branch);
    for (const pair of map.items) {
      const [keyLine] = this.#source.place(pair.key);
      this.#notes(pair.key.range?.[0] ?? 0);
      this.#builder.key(keyLine, column, this.#leaves.key(pair.key), depth);
      this.#child(pair.value, pair.key.range?.[1] ?? 0, false);
    }
    this.#anchors.close(branch);
  }
  #list(list) {
    const [line, column] = this.#source.place(list);
    this.#notes(list.range?.[0] ?? 0);
    const result = this.#builder.open("list", line, column);
    const depth = this.#builder.depth;
    this.#anchors.keep(list, result);
    this.#anchors.open(result);
    let from = list.range?.[0] ?? 0;
    for (const item of list.items) {
      const dash = this.#source.dashBefore(item, from);
      this.#notes(dash);
      this.#builder.dash(this.#source.lineAt(dash), column, depth);
      this.#child(item, dash + 1, true);
      from = Math.max(item?.range?.[1] ?? 0, dash + 1);
    }
    this.#anchors.close(result);
  }
  /** Reads what stands behind a key or a dash that ends at an offset. */
  #child(node, keyEnd, isItem) {
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
    const behind = this.#remarks.behind(isBlockScalar(node) ? node.range?.[0] ?? end : end);
    if (behind !== void 0) this.#builder.noteInline(behind);
    this.#builder.value(value, line, column, endLine);
  }
  /** A flow collection as a value; the comment behind it becomes its first entry, behind a dash that of the dash. */
  #flowChild(node, end, isItem) {
    const flow = this.#flow.collection(node, this.#builder.depth + 1);
    const behind = this.#remarks.behind(end);
    if (behind === void 0) return flow;
    if (isItem) {
      this.#builder.noteInline(behind);
      return flow;
    }
    return { kind: flow.kind, items: [{ kind: "comment", text: behind }, ...flow.items] };
  }
  /** A comment behind a key whose value starts on a later line. */
  #noteKey(keyEnd, isItem) {
    const text = isItem ? void 0 : this.#remarks.onLineOf(keyEnd);
    if (text !== void 0) this.#builder.noteKey(text);
  }
}
function remarksOf(text, counter) {
  const remarks = [];
  let offset = 0;
  let flow = 0;
  let isContent = false;
  let lineStart = 0;
  let isAlone = true;
  for (const lexeme of new Lexer().lex(text)) {
    const mark = lexeme.charCodeAt(0);
    if (lexeme.length === 1 && (mark === 2 || mark === 24 || mark === 31)) {
      isContent = mark === 31;
      continue;
    }
    if (!isContent && mark === 35) {
      const { line } = counter.linePos(offset);
      remarks.push({ offset, line: line - 1, column: offset - lineStart, text: lexeme.slice(1), isAlone });
    }
    if (!isContent && (lexeme === "[" || lexeme === "{")) checkDepth(flow += 1);
    if (!isContent && (lexeme === "]" || lexeme === "}")) flow -= 1;
    isContent = false;
    offset += lexeme.length;
    const newline = lexeme.lastIndexOf("\n");
    if (newline >= 0) {
      lineStart = offset - (lexeme.length - newline - 1);
      isAlone = lexeme.slice(newline + 1).trim() === "";
    } else if (lexeme.trim() !== "") isAlone = false;
  }
  return remarks;
}
function readWithLibrary(text, exit) {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) counter.addNewLine(at + 1);
  const source = new Source(text, counter);
  const remarks = remarksOf(text, counter);
  const documents = parse(text);
  const budget = { left: MAX_ALIAS_NODES };
  const branches = [];
  for (const [index, document] of documents.entries()) {
    const error = document.errors.find(
      ({ code }) => code !== "TAG_RESOLVE_FAILED" && code !== "DUPLICATE_KEY"
    );
    if (error !== void 0) {
      throw formatFailure("The file is no valid YAML.", ...source.placeAt(error.pos[0]));
    }
    const isLast = index === documents.length - 1;
    const end = isLast ? Number.MAX_SAFE_INTEGER : document.range[2];
    const count = remarks.findIndex(({ offset }) => offset >= end);
    const own = remarks.splice(0, count < 0 ? remarks.length : count);
    const line = index === 0 ? 0 : counter.linePos(document.range[0]).line - 1;
    const options = { exit, unique: index === 0, budget, line };
    branches.push(new DocumentReader(source, own, options).run(document));
  }
  return branches;
}
function parse(text) {
  try {
    const options = {
      schema: "failsafe",
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "silent"
    };
    const documents = parseAllDocuments(text, options);
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "Maps and lists are nested too deeply.", { exit: 2 });
  }
}
export {
  readWithLibrary
};
