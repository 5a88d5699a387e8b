import { parseJson, type JsonValue } from "../../kernel/json.ts";
import type { Content } from "../../references/content.ts";
import { lookUpProperty, type Looked, type Node } from "./gjson.ts";
import type { MappedEntry } from "./mapping.ts";

/** What reading gave: the content, or how it ended. */
export type ReadResult = Content | "missing" | "denied" | "unreachable";

export interface Verdict {
  /** "unknown" is what this step may not or cannot see: no failure. */
  readonly is: "there" | "missing" | "unknown" | "wrong";
  /** "" where there is nothing to say. */
  readonly why: string;
  readonly fix: string;
}

const there = (why = "", fix = ""): Verdict => ({ is: "there", why, fix });

/**
 * Whether the operator will find an entry's value in what the store holds, by the operator's own rules for `property`.
 * Names the entry only by what it says itself, never by a key of the store's. Pure.
 */
export function verdictOf(entry: MappedEntry, store: "aws" | "ssm" | "vault", read: ReadResult): Verdict {
  if (read === "missing")
    return {
      is: "missing",
      why: "the store has no secret of this key",
      fix: "Create it before the deployment, or correct `key`.",
    };
  if (read === "denied")
    return {
      is: "unknown",
      why: "this step may not read it; the operator has rights of its own",
      fix: "To have it checked, let the step's role read it too.",
    };
  if (read === "unreachable") return { is: "unknown", why: "the store did not answer this step", fix: "" };
  if (read.kind === "listing") return { is: "unknown", why: "it is a folder to this step", fix: "" };
  const { property } = entry;
  if (property === undefined) return whole(store, read, entry);
  const root = rootOf(read);
  if (root === undefined)
    return {
      is: "wrong",
      why: "`property` needs JSON, and the secret is none",
      fix: "Remove `property`, or store a JSON object.",
    };
  const found = lookUpProperty(root, property);
  if (found === "unknown")
    return { is: "unknown", why: "`property` is a query that only the operator can answer", fix: "" };
  return found === undefined ? withoutProperty(root) : decodable(found, entry);
}

function withoutProperty(root: Node): Verdict {
  const only = root.kind === "map" && root.fields.size === 1 ? root.fields.get("value") : undefined;
  return {
    is: "missing",
    why: "the secret is there, and `property` in it is not",
    fix: only === undefined ? "Correct `property`." : "It has one field, so write: property: value",
  };
}

/** Without `property` AWS gives the text as it is; Vault gives all fields as one JSON object. */
function whole(store: string, content: Content, entry: MappedEntry): Verdict {
  if (store !== "vault" || content.kind !== "fields") return decodableText(content, entry);
  const only = content.fields.size === 1 && content.fields.has("value");
  return there(
    "without `property` the value is the JSON of all fields",
    only ? "It has one field, so write: property: value" : "Add `property` with the field that is meant.",
  );
}

/** The tree of a content; undefined where it is no JSON object or list. */
function rootOf(content: Content): Node | undefined {
  if (content.kind === "fields") return { kind: "map", fields: content.fields };
  if (content.kind === "listing") return undefined;
  const bytes = content.kind === "text" ? content.text.revealBytes() : content.bytes.revealBytes();
  try {
    const node = nodeOf(parseJson(bytes));
    return node.kind === "map" || node.kind === "list" ? node : undefined;
  } catch {
    return undefined;
  }
}

/** Of repeated keys the first counts, as the operator's library reads it. */
function nodeOf(value: JsonValue): Node {
  if (value.kind === "list") return { kind: "list", items: value.items.map(nodeOf) };
  if (value.kind !== "map") return value.kind === "null" ? { kind: "null" } : { kind: "leaf" };
  const fields = new Map<string, Node>();
  for (const { key, value: inner } of value.items) if (!fields.has(key)) fields.set(key, nodeOf(inner));
  return { kind: "map", fields };
}

function decodable(found: Exclude<Looked, "unknown" | undefined>, { decoding }: MappedEntry): Verdict {
  if (found.kind === "null") return there("its value is null, which becomes an empty text");
  if (decoding === "Base64" && found.kind !== "leaf")
    return {
      is: "wrong",
      why: "`decodingStrategy: Base64` over a list or a map",
      fix: "Remove it, or name a field below.",
    };
  return there();
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodableText(content: Content, { decoding }: MappedEntry): Verdict {
  const value = content.kind === "text" ? content.text : content.kind === "bytes" ? content.bytes : undefined;
  if (value?.isEmpty === true) return there("its value is empty");
  const text = decoding === "Base64" ? value?.reveal() : undefined;
  if (text === undefined || BASE64.test(text.replaceAll(/[\r\n]/g, ""))) return there();
  return {
    is: "wrong",
    why: "`decodingStrategy: Base64`, and the value is no base64",
    fix: "decodingStrategy: None",
  };
}
