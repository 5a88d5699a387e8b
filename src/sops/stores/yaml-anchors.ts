import type { Alias, Node as YamlNode } from "yaml";
import { Failure } from "../../kernel/errors.ts";
import { checkDepth, MAX_ALIAS_NODES } from "../limits.ts";
import type { Branch, List, Node, Scalar } from "../tree.ts";
import type { Place } from "./yaml-source.ts";
import { formatFailure } from "./yaml-tree.ts";

/** What an anchor can name. */
export type Value = Scalar | Branch | List;

/** How many nodes the aliases of a whole file may still stand for. */
export interface AliasBudget {
  left: number;
}

/** The anchors of a document so far, and which of their maps and lists are not complete yet. */
export class Anchors {
  readonly #values = new Map<string, Value>();
  readonly #open = new Set<Value>();
  readonly #budget: AliasBudget;

  constructor(budget: AliasBudget) {
    this.#budget = budget;
  }

  /** Keeps the value of a node under the node's anchor, if it has one; returns the value. */
  keep<V extends Value>(node: YamlNode, value: V): V {
    const name = (node as { anchor?: string }).anchor;
    if (name !== undefined) this.#values.set(name, value);
    return value;
  }

  /** A map or a list begins: until it ends no alias may name it. */
  open(value: Value): void {
    this.#open.add(value);
  }

  close(value: Value): void {
    this.#open.delete(value);
  }

  /** The value an alias stands for, at a depth. Throws SOPS_FORMAT with the place, and LIMIT_EXCEEDED. */
  resolve(alias: Alias, [line, column]: Place, depth: number): Value {
    const value = this.#values.get(alias.source);
    if (value === undefined) throw formatFailure("An alias has no anchor before it.", line, column);
    if (this.#open.has(value)) throw formatFailure("An anchor contains itself.", line, column);
    this.#spend(value, depth);
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
        { exit: 2 },
      );
    }
    if (node.kind === "list") for (const item of node.items) this.#spend(item, depth + 1);
    if (node.kind !== "map") return;
    for (const item of node.items) if (!("kind" in item)) this.#spend(item.value, depth + 1);
  }
}
