import { Secret } from "../kernel/secret.ts";
import type { FieldNode, FieldTree } from "./content.ts";

/** Deeper nesting is an attack on the stack, not a secret. */
const MAX_DEPTH = 64;

/** A number as it was written: 1e400 and 12345678901234567890 would not survive as a number of JavaScript. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The tree of a JSON object's text; undefined where the text is not one. `__proto__` is a key like any other. */
export function jsonTree(text: Secret): FieldTree | undefined {
  const source = text.reveal();
  if (source === undefined || !/^\s*\{/.test(source)) return undefined;
  try {
    const parsed: unknown = JSON.parse(source, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === "number" ? new NumberText(context?.source ?? String(value)) : value,
    );
    const node = nodeOf(parsed, 0);
    return node?.kind === "map" ? node.fields : undefined;
  } catch {
    return undefined;
  }
}

/** Plain data (maps, objects, lists, scalars) as a node; undefined where it is nested too deeply. */
export function nodeOf(value: unknown, depth = 0): FieldNode | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (value === null || value === undefined) return { kind: "null" };
  if (Array.isArray(value)) {
    const items: FieldNode[] = [];
    for (const item of value as unknown[]) {
      const node = nodeOf(item, depth + 1);
      if (node === undefined) return undefined;
      items.push(node);
    }
    return { kind: "list", items, whole: Secret.of(jsonText(value)) };
  }
  if (value instanceof Map || isPlain(value)) {
    const fields = new Map<string, FieldNode>();
    for (const [key, child] of entriesOf(value)) {
      const node = nodeOf(child, depth + 1);
      if (node === undefined) return undefined;
      fields.set(key, node);
    }
    return { kind: "map", fields, whole: Secret.of(jsonText(value)) };
  }
  return { kind: "leaf", value: Secret.of(scalarText(value)), clear: false };
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof NumberText) && !(value instanceof Date);

const entriesOf = (value: object): [string, unknown][] =>
  value instanceof Map
    ? [...value].map(([key, child]): [string, unknown] => [String(key), child])
    : Object.entries(value);

function scalarText(value: unknown): string {
  if (value instanceof NumberText) return value.text;
  return value instanceof Date ? value.toISOString() : String(value);
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (value instanceof Map || isPlain(value))
    return `{${entriesOf(value)
      .map(([key, child]) => `${JSON.stringify(key)}:${jsonText(child)}`)
      .join(",")}}`;
  return typeof value === "boolean" ||
    typeof value === "bigint" ||
    value instanceof NumberText ||
    Number.isFinite(value)
    ? scalarText(value)
    : JSON.stringify(scalarText(value));
}
