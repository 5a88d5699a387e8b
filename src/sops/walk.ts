import { checkDepth } from "./limits.ts";
import type { Level, Selector } from "./selector.ts";
import type { Branch, Comment, Item, List, Node, Scalar } from "./tree.ts";

/** What happens to the leaves of a tree. `aad` is the path that sops authenticates with each value. */
export interface Visitor {
  /** A value; what it returns takes its place. Only an item of a list may become a comment. */
  readonly scalar: (node: Scalar, selected: boolean, aad: string, inList: boolean) => Scalar | Comment;
  /** A comment; in a list it may become a string, because sops writes it so. */
  readonly comment: (node: Comment, selected: boolean, aad: string, inList: boolean) => Scalar | Comment;
  /** The text of a list's item that is an encrypted comment, which selection must see as a comment. */
  readonly asComment?: (node: Scalar) => string | undefined;
}

/** Walks a document in its own order and returns the tree that the visitor made of it. */
export function walk(branch: Branch, selector: Selector, visitor: Visitor): Branch {
  return walkMap(branch, selector.root(), "", 0, selector, visitor);
}

function walkMap(
  branch: Branch,
  level: Level,
  path: string,
  depth: number,
  selector: Selector,
  visitor: Visitor,
): Branch {
  checkDepth(depth);
  const items: (Item | Comment)[] = [];
  for (const item of branch.items) {
    if ("kind" in item) {
      selector.note(level, item.text);
      const made = visitor.comment(item, selector.selectsComment(level), path || ":", false);
      items.push(made.kind === "comment" ? made : item);
      continue;
    }
    const { key, value } = item;
    const aad = `${path}${key}:`;
    if (value.kind === "map") {
      const inner = selector.enter(level, key);
      items.push({ key, value: walkMap(value, inner, aad, depth + 1, selector, visitor) });
    } else if (value.kind === "list") {
      const inner = selector.enter(level, key);
      items.push({ key, value: walkList(value, inner, aad, depth + 1, selector, visitor) });
    } else {
      const made = visitor.scalar(value, selector.selects(level, key), aad, false);
      if (made.kind !== "comment") items.push({ key, value: made });
    }
    selector.endItem(level);
  }
  return { kind: "map", items };
}

function walkList(
  list: List,
  level: Level,
  path: string,
  depth: number,
  selector: Selector,
  visitor: Visitor,
): List {
  checkDepth(depth);
  const items: Node[] = [];
  for (const node of list.items) {
    if (node.kind === "comment") {
      selector.note(level, node.text);
      items.push(visitor.comment(node, selector.selectsComment(level), path, true));
      continue;
    }
    if (node.kind === "map") {
      items.push(walkMap(node, selector.enter(level, undefined), path, depth + 1, selector, visitor));
    } else if (node.kind === "list") {
      items.push(walkList(node, selector.enter(level, undefined), path, depth + 1, selector, visitor));
    } else {
      const made = visitor.scalar(node, selector.selects(level, undefined), path, true);
      items.push(made);
      // Else the comment would end its own reach: https://github.com/getsops/sops/issues/2281
      const comment = made.kind === "comment" ? visitor.asComment?.(node) : undefined;
      if (comment !== undefined) {
        selector.note(level, comment);
        continue;
      }
    }
    selector.endItem(level);
  }
  return { kind: "list", items };
}
