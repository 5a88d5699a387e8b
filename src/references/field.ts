import { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import type { Content, FieldNode, FieldTree } from "./content.ts";
import { jsonTree } from "./json-tree.ts";
import type { FieldPath } from "./reference.ts";

export type Selected =
  | { readonly kind: "value"; readonly value: Secret; readonly clear: boolean }
  /** A null of the store: skipped with a notice, it is neither empty nor missing. */
  | { readonly kind: "null" };

/** How many fields an error lists. */
const SHOWN_FIELDS = 12;

/**
 * The value that a reference's field chooses: the exact key first, then the dotted path; numbers count list
 * items from 0. Stored text is read as JSON where a field is asked of it. Without a field it is the content as a
 * whole. Returns FIELD_NOT_FOUND, which names the fields that there are.
 */
export function selectField(content: Content, field: FieldPath | undefined): Selected | Failure {
  if (content.kind === "listing")
    return new Failure("FIELD_AMBIGUOUS", "A prefix gives many values, and this line takes one.", {
      fix: "NAME_* = …   # a wildcard, or the name of one value",
    });
  if (field === undefined && content.kind === "fields" && content.bare !== undefined)
    return content.bare === "none" ? ambiguous(content.fields) : valueOf(content.bare);
  if (field === undefined) {
    const value =
      content.kind === "fields" ? content.whole : content.kind === "text" ? content.text : content.bytes;
    return { kind: "value", value, clear: content.kind === "text" && content.clear === true };
  }
  const fields =
    content.kind === "fields"
      ? content.fields
      : treeOfText(content.kind === "text" ? content.text : content.bytes);
  if (fields instanceof Failure) return fields;
  const node = selectNode(fields, field);
  if (node === undefined) return notFound(fields, content.kind === "fields");
  return valueOf(node);
}

function valueOf(node: FieldNode): Selected {
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "leaf") return { kind: "value", value: node.value, clear: node.clear };
  return { kind: "value", value: node.whole, clear: isClear(node) };
}

/** The node at a field of a tree, by the same rules; undefined where there is none. */
export function selectNode(fields: FieldTree, field: FieldPath): FieldNode | undefined {
  if (field.kind === "path") return descend(fields, field.parts);
  return fields.get(field.key) ?? descend(fields, field.key.split("."));
}

function descend(fields: FieldTree, parts: readonly string[]): FieldNode | undefined {
  const [first, ...rest] = parts;
  let node = first === undefined ? undefined : fields.get(first);
  for (const part of rest) {
    if (node?.kind === "map") node = node.fields.get(part);
    else if (node?.kind === "list" && /^(0|[1-9][0-9]{0,8})$/.test(part)) node = node.items[Number(part)];
    else return undefined;
  }
  return node;
}

/** Whether nothing below is encrypted: such a list or map needs no mask. */
export function isClear(node: FieldNode): boolean {
  if (node.kind === "leaf") return node.clear;
  if (node.kind === "null") return true;
  return (node.kind === "list" ? node.items : [...node.fields.values()]).every(isClear);
}

function treeOfText(text: Secret): FieldTree | Failure {
  const tree = jsonTree(text);
  if (tree instanceof Map) return tree;
  return new Failure("FIELD_NOT_FOUND", "A field was asked of a value that is no JSON object.", {
    fix: "Remove the #field to take the value as it is.",
  });
}

/** A key of stored text that is surely the name of a field, and no part of what the text keeps secret. */
const NAME = /^[A-Za-z_][\w.-]{0,63}$/;

/** @param areClear whether the keys are those of a file, where anyone can read them. */
function notFound(fields: FieldTree, areClear: boolean): Failure {
  const names = [...fields.keys()].filter((key) => areClear || NAME.test(key)).slice(0, SHOWN_FIELDS);
  const others = fields.size - names.length;
  const more =
    others === 0 ? [] : [names.length === 0 ? `${others} whose keys are no names` : `${others} more`];
  return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
    fix:
      fields.size === 0
        ? "The object is empty."
        : `Fields at the top: ${[names.join(", "), ...more].filter((part) => part !== "").join(" and ")}`,
  });
}

/** Of a store whose keys are no part of the value. */
function ambiguous(fields: FieldTree): Failure {
  if (fields.size === 0)
    return new Failure("FIELD_NOT_FOUND", "The secret is there, and it has no field.", {
      fix: "Compare with what is stored.",
    });
  return new Failure("FIELD_AMBIGUOUS", "The secret has several fields, and this reference names none.", {
    fix: `Add one of: ${[...fields.keys()]
      .slice(0, SHOWN_FIELDS)
      .map((name) => `#${part(name)}`)
      .join(", ")}${fields.size > SHOWN_FIELDS ? ` and ${fields.size - SHOWN_FIELDS} more` : ""}`,
  });
}

/** As it would be written after `#`. */
const part = (name: string): string => (/^[A-Za-z0-9_.-]+$/.test(name) ? name : JSON.stringify(name));
