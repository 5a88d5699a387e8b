import { Failure } from "../../kernel/errors.ts";
import { parseJson } from "../../kernel/json.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { invalid } from "./reasons.ts";
import type { Reason } from "./reasons.ts";

/** Predicates may be deep: a bill of materials nests its components. */
const MAX_DEPTH = 200;

/**
 * A JSON text as plain values. A key that stands twice is refused: two readers would read two things out of one
 * signed text. Takes text or UTF-8 bytes; throws SIGNATURE_INVALID with the reason.
 */
export function strictJson(text: string | Uint8Array, reason: Reason): unknown {
  try {
    return plain(parseJson(text, { maxDepth: MAX_DEPTH }), reason);
  } catch (error) {
    throw error instanceof Failure && error.code === "SIGNATURE_INVALID" ? error : invalid(reason);
  }
}

function plain(value: JsonValue, reason: Reason): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "int":
      return Number(value.value);
    case "list":
      return value.items.map((item) => plain(item, reason));
    case "map": {
      const seen = new Map(value.items.map(({ key, value: item }) => [key, plain(item, reason)]));
      if (seen.size !== value.items.length) throw invalid(reason);
      return Object.fromEntries(seen);
    }
    default:
      return value.value;
  }
}

/** A member of something that may be an object; undefined where it is none or has no such member of its own. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
