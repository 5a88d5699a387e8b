import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { Content, FieldNode, FieldTree } from "../references/content.ts";
import { decodeValue } from "../references/decode.ts";
import { selectNode } from "../references/field.ts";
import { jsonTree } from "../references/json-tree.ts";
import type { SecretLine } from "../references/reference.ts";

/**
 * The tree whose leaves a wildcard names: the keys of an object, or under a prefix one value a secret (with a decode,
 * the leaves of each). A Failure where there is nothing to name.
 */
export function wildcardTree(content: Content, line: SecretLine): FieldTree | Failure {
  if (content.kind === "listing") return listed(content.entries, line);
  const tree = objectOf(content, line);
  const field = line.source.kind === "reference" ? line.source.field : undefined;
  if (tree instanceof Failure || field === undefined) return tree;
  const node = selectNode(tree, field);
  if (node?.kind === "map") return node.fields;
  return new Failure("FIELD_NOT_FOUND", "The field of this wildcard is no object.", {
    fix: "Name a field that holds an object, or leave the field out.",
  });
}

function objectOf(content: Content, line: SecretLine): FieldTree | Failure {
  if (content.kind === "fields") return content.fields;
  if (content.kind === "text") {
    const decoded =
      line.decode === undefined ? jsonTree(content.text) : decodeValue(content.text, line.decode);
    if (decoded instanceof Failure || decoded instanceof Map) return decoded;
  }
  return new Failure("FIELD_NOT_FOUND", "A wildcard needs an object, and this is one value.", {
    fix: `${line.name}NAME = …`,
  });
}

function listed(entries: ReadonlyMap<string, Content>, line: SecretLine): FieldTree | Failure {
  const fields = new Map<string, FieldNode>();
  for (const [key, content] of entries) {
    const value =
      content.kind === "text" ? content.text : content.kind === "bytes" ? content.bytes : Secret.of("");
    const decoded = line.decode === undefined ? value : decodeValue(value, line.decode);
    if (decoded instanceof Failure)
      return new Failure(decoded.code, `${key}: ${decoded.message}`, { fix: decoded.fix ?? "" });
    if (decoded instanceof Secret) fields.set(key, { kind: "leaf", value: decoded, clear: false });
    else fields.set(key, { kind: "map", fields: decoded, whole: value });
  }
  return fields;
}
