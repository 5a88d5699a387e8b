import { isAlias, isScalar, type Alias, type Node as YamlNode, type Scalar as YamlScalar } from "yaml";
import type { Scalar } from "../tree.ts";
import type { Anchors, Value } from "./yaml-anchors.ts";
import { foldSeparators } from "./yaml-quoted.ts";
import { resolvePlain, resolveTagged, type Resolved } from "./yaml-scalar.ts";
import type { Source } from "./yaml-source.ts";
import { formatFailure, type TreeBuilder } from "./yaml-tree.ts";

/** Reads the library's nodes that hold no others: scalars, keys, and aliases. */
export class LeafReader {
  readonly #source: Source;
  readonly #anchors: Anchors;
  readonly #builder: TreeBuilder;

  constructor(source: Source, anchors: Anchors, builder: TreeBuilder) {
    this.#source = source;
    this.#anchors = anchors;
    this.#builder = builder;
  }

  /** What an alias or a scalar stands for; an anchor on the scalar is kept. */
  read(node: Alias | YamlScalar): Value {
    return isAlias(node) ? this.#alias(node) : this.#anchors.keep(node, this.scalar(node));
  }

  /** What a scalar stands for. Throws SOPS_FORMAT where it does not fit its tag, or SOPS cannot hold it. */
  scalar(node: YamlScalar): Scalar {
    const [line, column] = this.#source.place(node);
    const source = this.#source.scalarText(node);
    const plain = node.type === "PLAIN";
    const text = plain || node.type === "QUOTE_SINGLE" ? foldSeparators(source) : source;
    let resolved: Resolved | undefined;
    if (node.tag !== undefined) resolved = resolveTagged(node.tag, text, plain);
    else resolved = plain ? resolvePlain(text) : { kind: "str", value: text };
    if (resolved === undefined) throw formatFailure("A value does not fit its tag.", line, column);
    return this.#builder.scalar(resolved, line, column);
  }

  /** The text of a key. Throws SOPS_FORMAT for a key that is no string. */
  key(key: YamlNode): string {
    const [line, column] = this.#source.place(key);
    const value = isAlias(key) || isScalar(key) ? this.read(key) : undefined;
    if (value === undefined || value.kind === "map" || value.kind === "list") {
      throw formatFailure("A key is a map or a list; SOPS takes strings only.", line, column);
    }
    return this.#builder.keyText(value, line, column);
  }

  #alias(alias: Alias): Value {
    return this.#anchors.resolve(alias, this.#source.place(alias), this.#builder.depth + 1);
  }
}
