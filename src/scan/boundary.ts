import buffer from "node:buffer";
import type { RulePattern } from "./pattern.ts";

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const classes = new Map<string, Uint8Array>();

/** The bytes of a character class as a table of 256; the empty class holds none. Tables are kept. */
function tableOf(alphabet: string): Uint8Array {
  let table = classes.get(alphabet);
  if (table === undefined) {
    table = new Uint8Array(256);
    if (alphabet !== "") {
      const one = new RegExp(`[${alphabet}]`);
      for (let byte = 0; byte < 128; byte += 1) {
        table[byte] = one.test(String.fromCharCode(byte)) ? 1 : 0;
      }
    }
    classes.set(alphabet, table);
  }
  return table;
}

const hex = tableOf("0-9A-Fa-f");

/**
 * Whether a match may begin there: what stands before is no part of the same word. The letter of an escape (`\n`) and
 * the digits of a percent escape are none. Cheap: ask before the pattern runs.
 *
 * @param pattern of the rule
 * @param bytes what is scanned
 * @param start where the match would begin
 */
export function mayBegin(pattern: RulePattern, bytes: Uint8Array, start: number): boolean {
  const previous = bytes[start - 1];
  if (previous === undefined || tableOf(pattern.before)[previous] !== 1) {
    return true;
  }
  if (bytes[start - 2] === BACKSLASH) {
    return previous === 0x6e || previous === 0x72 || previous === 0x74;
  }
  return bytes[start - 3] === PERCENT && hex[bytes[start - 2] ?? 0] === 1 && hex[previous] === 1;
}

/**
 * Whether a match may end there: nothing follows that would make the token longer.
 *
 * @param pattern of the rule
 * @param bytes what is scanned
 * @param end the offset after the match
 */
export function mayEnd(pattern: RulePattern, bytes: Uint8Array, end: number): boolean {
  const next = bytes[end];
  return next === undefined || tableOf(pattern.after)[next] !== 1;
}

/**
 * Whether one of the rule's keywords stands near enough before the match; true for rules without `near`.
 *
 * @param pattern of the rule
 * @param bytes what is scanned
 * @param start where the match begins
 */
export function hasKeyword(pattern: RulePattern, bytes: Uint8Array, start: number): boolean {
  const { keywords, near } = pattern.rule;
  if (keywords === undefined || near === undefined) {
    return true;
  }
  const text = buffer.Buffer.from(bytes.subarray(Math.max(0, start - near), start)).toString("latin1");
  const lower = text.toLowerCase();
  return keywords.some((word) => lower.includes(word));
}
