import type buffer from "node:buffer";
import { bytesOf, runEnd } from "./finding-at.ts";

/** Where a value begins, and what ends it: a quote, a backslash before one, MARKUP; nothing: it has no quotes. */
export interface Opening {
  readonly at: number;
  readonly quote: number | undefined;
}

/** What ends the text of an element: `<`. */
export const MARKUP = 0x3c;

const SPACE = bytesOf(" \\t");
const MAX_SPACE = 24;
const QUOTES = new Set([0x22, 0x27, 0x60]);
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const CLOSING = new Set([0x5d, 0x29]);
const CALL = 0x28;
const GREATER = 0x3e;
const MAX_TYPE = 32;
const TYPE =
  /^(?::\s{0,4}(?:[&'a-z ]{0,12}str(?:ing)?|String|Optional\[str\]|any)|[ \t](?:string|String|str))[ \t]{0,8}(?==)/;
/** What stands between the name and the value; longest first. */
const OPERATORS = ["===", "!==", "==", "!=", ":=", "=>", "?=", "||=", "=", ":", ","];
/** `setenv("DB_PASSWORD", "...")`; a small word before a comma is only the first of two arguments. */
const CONSTANT = /[A-Z]_[A-Z]+$/;
const MAX_CONSTANT = 24;
/** `name: DB_PASSWORD` and on the next line `value: ...`; `key="ApiPassword" value="..."`; the same in JSON. */
const PAIR = /^["']?,?\s{1,40}["']?[vV]alue["']?\s{0,4}[:=]\s{0,4}/;
const MAX_PAIR = 64;

/**
 * Where the value begins that a name is given: after the rest of the name, an operator and what opens a literal.
 *
 * @param bytes the file
 * @param nameStart where the name begins
 * @param nameEnd where it ends
 */
export function openingOf(bytes: buffer.Buffer, nameStart: number, nameEnd: number): Opening | undefined {
  const next = bytes[nameEnd] ?? 0;
  if (next === GREATER) {
    return bytes[nameStart - 1] === MARKUP ? { at: nameEnd + 1, quote: MARKUP } : undefined;
  }
  const pair = isPairEnd(next) ? PAIR.exec(bytes.toString("latin1", nameEnd, nameEnd + MAX_PAIR)) : null;
  if (pair !== null) {
    return literalAt(bytes, nameEnd + pair[0].length);
  }
  const named = QUOTES.has(next) || (next === BACKSLASH && QUOTES.has(bytes[nameEnd + 1] ?? 0));
  let at = named ? nameEnd + (next === BACKSLASH ? 2 : 1) : nameEnd;
  at = runEnd(bytes, CLOSING.has(bytes[at] ?? 0) ? at + 1 : at, SPACE, MAX_SPACE);
  at = afterType(bytes, nameEnd, at);
  const operator = OPERATORS.find((text) => standsAt(bytes, at, text));
  const call = !named && bytes[at] === CALL;
  if (operator === undefined && !call) {
    return undefined;
  }
  if (operator === "," && !(named && isConstant(bytes, nameStart, nameEnd))) {
    return undefined;
  }
  const opening = literalAt(bytes, runEnd(bytes, at + (operator?.length ?? 1), SPACE, MAX_SPACE));
  return opening.quote === undefined && (call || operator === ",") ? undefined : opening;
}

function isPairEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || QUOTES.has(byte);
}

function isConstant(bytes: buffer.Buffer, nameStart: number, nameEnd: number): boolean {
  return CONSTANT.test(bytes.toString("latin1", Math.max(nameStart, nameEnd - MAX_CONSTANT), nameEnd));
}

/** Past a type that stands between the name and `=`. */
function afterType(bytes: buffer.Buffer, nameEnd: number, at: number): number {
  const colon = bytes[at] === COLON;
  if (!colon && bytes[nameEnd] !== 0x20) {
    return at;
  }
  const from = colon ? at : nameEnd;
  const typed = TYPE.exec(bytes.toString("latin1", from, at + MAX_TYPE));
  return typed === null ? at : from + typed[0].length;
}

/** The literal that stands there; a letter before its quote says what kind it is. */
function literalAt(bytes: Uint8Array, at: number): Opening {
  if (bytes[at] === BACKSLASH && QUOTES.has(bytes[at + 1] ?? 0)) {
    return { at: at + 2, quote: BACKSLASH };
  }
  const prefixed = /[bBruRLU@]/.test(String.fromCharCode(bytes[at] ?? 0)) && QUOTES.has(bytes[at + 1] ?? 0);
  const quote = bytes[prefixed ? at + 1 : at] ?? 0;
  return QUOTES.has(quote) ? { at: prefixed ? at + 2 : at + 1, quote } : { at, quote: undefined };
}

function standsAt(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text.charCodeAt(index)) {
      return false;
    }
  }
  return true;
}
