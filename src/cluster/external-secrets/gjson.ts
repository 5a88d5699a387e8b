/** What is looked into: a tree without its values. `FieldNode` of a store's content is one. */
export type Node =
  | { readonly kind: "leaf" }
  | { readonly kind: "null" }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "map"; readonly fields: ReadonlyMap<string, Node> };

/** Undefined: nothing is there. "unknown": the path says more than is read here. */
export type Looked = Node | undefined | "unknown";

interface Part {
  readonly text: string;
  /** Whether `#` stands there as such. */
  readonly all: boolean;
}

/**
 * Follows a path as the operator's library does, as far as plain paths go: keys, dots, escaped characters, indexes,
 * and `#`. What queries, wildcards, modifiers and pipes would give is "unknown".
 * https://github.com/tidwall/gjson/blob/master/SYNTAX.md
 */
export function lookUp(root: Node, path: string): Looked {
  const parts = partsOf(path);
  return parts === undefined ? "unknown" : walk(root, parts);
}

/** `property` of a remote reference: the key itself first, dots and all, then the path. */
export function lookUpProperty(root: Node, property: string): Looked {
  const literal = root.kind === "map" ? root.fields.get(property) : undefined;
  return literal ?? lookUp(root, property);
}

function walk(node: Node, [part, ...rest]: readonly Part[]): Looked {
  if (part === undefined) return node;
  if (node.kind === "map") {
    const next = node.fields.get(part.text);
    return next === undefined ? undefined : walk(next, rest);
  }
  if (node.kind !== "list") return undefined;
  // At the end their number, in between a list of what is below each: it is there, if with nothing in it.
  if (part.all) return rest.length === 0 ? { kind: "leaf" } : { kind: "list", items: [] };
  if (!/^\d{1,9}$/.test(part.text)) return undefined;
  const item = node.items[Number(part.text)];
  return item === undefined ? undefined : walk(item, rest);
}

function partsOf(path: string): readonly Part[] | undefined {
  if (path === "" || /^[@!{[]/.test(path)) return undefined;
  const parts: Part[] = [];
  let text = "";
  let escaped = false;
  for (let at = 0; at <= path.length; at++) {
    const character = path[at];
    if (character === "\\" && at + 1 < path.length) {
      text += path[++at]!;
      escaped = true;
    } else if (character === undefined || character === ".") {
      const next = path[at + 1];
      if (character === "." && next !== undefined && "@!{[".includes(next)) return undefined;
      parts.push({ text, all: text === "#" && !escaped });
      text = "";
      escaped = false;
    } else if ("*?|".includes(character) || (character === "#" && text === "" && path[at + 1] === "(")) {
      return undefined;
    } else {
      text += character;
    }
  }
  return parts;
}
