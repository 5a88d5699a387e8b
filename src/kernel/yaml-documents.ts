import type { Alias, Document, Node, Scalar, YAMLMap } from "yaml";
import { Failure } from "./errors.ts";
import { yamlLibrary, type YamlPlace } from "./yaml.ts";

/** A scalar with the text that stands in the file. Nothing of a plain file is hidden. */
export interface YamlLeaf {
  readonly kind: "leaf";
  readonly value: null | boolean | number | bigint | string;
  readonly source: string;
  readonly hidden: false;
}

export type YamlNode =
  | YamlLeaf
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, YamlNode> }
  | { readonly kind: "list"; readonly items: readonly YamlNode[] };

/** One document of a file; `line` is where it begins, from 1. */
export interface YamlDocument {
  readonly line: number;
  readonly root: YamlNode;
}

/** Aliases and merges may not make more of a file than this. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 100;
const MERGE = "<<";

/**
 * Every document of a YAML (or JSON) file, by the rules of YAML 1.1 that kubectl reads with: `yes` is true, `0755` is
 * octal, `<<` merges. Empty documents are left out. Throws a Failure with line and column, never with a piece of the text.
 * https://github.com/kubernetes-sigs/yaml
 */
export function parseYamlDocuments(text: string, place: YamlPlace = {}): YamlDocument[] {
  const library = yamlLibrary();
  const { code = "INPUT_INVALID", file } = place;
  const lines = new library.LineCounter();
  const documents = library.parseAllDocuments(text.replace(/^\uFEFF/, ""), {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    version: "1.1",
    intAsBigInt: true,
    logLevel: "error",
  });
  if (!Array.isArray(documents)) return [];
  const failure = (what: string, offset: number | undefined): Failure => {
    const at = offset === undefined ? {} : position(lines.linePos(offset));
    return new Failure(code, what, { at: { ...(file === undefined ? {} : { file }), ...at } });
  };
  return documents.flatMap((document: Document): YamlDocument[] => {
    const [error] = document.errors;
    if (error)
      throw failure(
        error.code === "DUPLICATE_KEY" ? "A key stands twice in one map." : "This is not valid YAML.",
        error.pos[0],
      );
    const { contents } = document;
    if (contents === null || isNull(library, contents)) return [];
    const reader = new Reader(library, document, failure);
    return [{ line: lines.linePos(contents.range?.[0] ?? 0).line, root: reader.node(contents, 0) }];
  });
}

const position = ({ line, col }: { line: number; col: number }) => ({ line, column: col });

const isNull = ({ isScalar }: ReturnType<typeof yamlLibrary>, node: Node): boolean =>
  isScalar(node) && node.value === null && (node.source ?? "") === "";

/** Turns the nodes of one document into ours, aliases and merges written out. */
class Reader {
  readonly #library: ReturnType<typeof yamlLibrary>;
  readonly #document: Document;
  readonly #failure: (what: string, offset: number | undefined) => Failure;
  #count = 0;

  constructor(
    library: ReturnType<typeof yamlLibrary>,
    document: Document,
    failure: (what: string, offset: number | undefined) => Failure,
  ) {
    this.#library = library;
    this.#document = document;
    this.#failure = failure;
  }

  node(node: Node | null, depth: number): YamlNode {
    this.#count += 1;
    if (this.#count > MAX_NODES || depth > MAX_DEPTH)
      throw this.#failure(
        "The YAML is nested too deeply, or its aliases make too much of it.",
        node?.range?.[0],
      );
    const { isAlias, isMap, isSeq } = this.#library;
    if (node === null) return { kind: "leaf", value: null, source: "", hidden: false };
    if (isAlias(node)) return this.node(this.#target(node), depth + 1);
    if (isMap(node)) return { kind: "map", entries: this.#entries(node, depth) };
    if (isSeq(node))
      return {
        kind: "list",
        items: node.items.map((item) => this.node(item as Node | null, depth + 1)),
      };
    return this.#leaf(node);
  }

  #target(alias: Alias): Node {
    const target = alias.resolve(this.#document);
    if (target === undefined) throw this.#failure("An alias names no anchor.", alias.range?.[0]);
    return target;
  }

  #entries(map: YAMLMap, depth: number): Map<string, YamlNode> {
    const { isScalar } = this.#library;
    const own = new Map<string, YamlNode>();
    const merged: YamlNode[] = [];
    for (const { key, value } of map.items) {
      const keyNode = key as Node;
      if (!isScalar(keyNode)) throw this.#failure("A key of a map is no text.", keyNode?.range?.[0]);
      const name = keyNode.source ?? String(keyNode.value);
      const made = this.node(value as Node | null, depth + 1);
      if (name === MERGE && keyNode.type === "PLAIN")
        merged.push(...(made.kind === "list" ? made.items : [made]));
      // `1` and `"1"` are two keys for YAML, and one for JSON.
      else if (own.has(name)) throw this.#failure("A key stands twice in one map.", keyNode.range?.[0]);
      else own.set(name, made);
    }
    for (const from of merged) {
      if (from.kind !== "map") throw this.#failure("A merge key (<<) takes a map.", map.range?.[0]);
      for (const [name, value] of from.entries) if (!own.has(name)) own.set(name, value);
    }
    return own;
  }

  #leaf(scalar: Scalar): YamlLeaf {
    const { value } = scalar;
    const source = typeof value === "string" ? value : (scalar.source ?? "");
    const isKnown = value === null || ["boolean", "number", "bigint", "string"].includes(typeof value);
    // Times and binaries of YAML 1.1 are text for Kubernetes.
    return { kind: "leaf", value: isKnown ? (value as YamlLeaf["value"]) : source, source, hidden: false };
  }
}
