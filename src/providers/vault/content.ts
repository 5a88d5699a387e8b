import type { Secret } from "../../kernel/secret.ts";
import { jsonTree } from "../../references/json-tree.ts";
import type { Content, FieldNode, FieldTree } from "../provider.ts";

type Fields = Extract<Content, { readonly kind: "fields" }>;

/** The field that is taken where a secret has it and the reference names none. */
const DEFAULT_FIELD = "value";

/** The map at a path of keys of an answer's text, numbers as they are written in it; undefined where there is none. */
export function fieldsIn(
  body: Secret,
  keys: readonly string[],
): { readonly fields: FieldTree; readonly whole: Secret } | undefined {
  let fields = jsonTree(body);
  let whole = body;
  for (const key of keys) {
    const node = fields?.get(key);
    if (node?.kind !== "map") return undefined;
    ({ fields, whole } = node);
  }
  return fields === undefined ? undefined : { fields, whole };
}

/** Fields as content: without `#field` it is the field `value`, else the only one, else none. */
export function contentOf(fields: FieldTree, whole: Secret): Fields {
  const [only] = fields.size === 1 ? fields.values() : [];
  return { kind: "fields", fields, whole, bare: fields.get(DEFAULT_FIELD) ?? only ?? "none" };
}

/**
 * The one value of a secret that is read with others, by the same rule; of several fields it is the JSON text, which
 * `decode json` takes apart.
 */
export function oneValue({ bare, whole }: Fields): Content {
  const node: FieldNode | undefined = bare === "none" ? undefined : bare;
  if (node === undefined || node.kind === "null") return { kind: "text", text: whole };
  return { kind: "text", text: node.kind === "leaf" ? node.value : node.whole };
}
