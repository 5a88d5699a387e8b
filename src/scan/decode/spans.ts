import type buffer from "node:buffer";
import { base64At } from "./base64.ts";
import { escapesAt } from "./escapes.ts";
import { hexAt } from "./hex.ts";
import { eachRun } from "./runs.ts";
import type { Span } from "./span.ts";

/** 15 bytes: no shorter secret is looked for in an encoding. */
const SHORTEST_RUN = 20;

/**
 * All that stands encoded in some bytes. Each byte is looked at a bounded number of times.
 *
 * @param bytes what is searched
 * @param escapes where escapes may begin, in order: hits of ESCAPE_ANCHORS
 */
export function encodedSpans(bytes: buffer.Buffer, escapes: readonly number[]): Span[] {
  const spans: Span[] = [];
  eachRun(bytes, SHORTEST_RUN, (start, end) => {
    const hex = hexAt(bytes, start, end);
    if (hex !== undefined) {
      spans.push(hex);
      return end;
    }
    const found = base64At(bytes, start, end);
    if (found === undefined) {
      return end;
    }
    spans.push(found.span);
    return found.end;
  });
  let from = 0;
  for (const at of escapes) {
    const found = at < from ? undefined : escapesAt(bytes, at, from);
    if (found !== undefined) {
      from = found.end;
      spans.push(found.span);
    }
  }
  return spans;
}
