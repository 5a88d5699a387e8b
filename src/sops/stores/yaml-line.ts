const SPACE = 32;
const DOUBLE = 34;
const SINGLE = 39;
const COLON = 58;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`\ufeff]/y;
const PLAIN_DASH = /[-?:][^\s]/y;

/**
 * Whether a plain scalar on one line holds nothing that YAML gives another meaning.
 *
 * Takes its text; returns false where the scanner should leave it to the library. Throws nothing.
 */
export function isSafePlain(text: string): boolean {
  PLAIN_START.lastIndex = 0;
  PLAIN_DASH.lastIndex = 0;
  if (!PLAIN_START.test(text) && !PLAIN_DASH.test(text)) return false;
  if (text.includes(": ") || text.includes("\t") || text.endsWith(":") || text.endsWith(" ")) return false;
  return !text.includes(" #");
}

/**
 * Finds the end of a quoted scalar that ends on its line.
 *
 * Takes the text, the place of the first quote, and the end of the line; returns the place behind the last quote, or
 * -1. Throws nothing.
 */
export function quoteEnd(text: string, from: number, end: number): number {
  const quote = text.charAt(from);
  let at = text.indexOf(quote, from + 1);
  while (at >= 0 && at < end) {
    if (quote === "'") {
      if (text.charCodeAt(at + 1) !== SINGLE) return at + 1;
      at = text.indexOf(quote, at + 2);
    } else {
      let slashes = 0;
      while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
      if (slashes % 2 === 0) return at + 1;
      at = text.indexOf(quote, at + 1);
    }
  }
  return -1;
}

/**
 * Finds the colon behind a key.
 *
 * Takes the text, the place where the key would start, and the end of the line; returns the place of the colon, or -1
 * where the line holds no key or a quote does not end on it. Throws nothing.
 */
export function keyEnd(text: string, from: number, end: number): number {
  const first = text.charCodeAt(from);
  let colon: number;
  if (first === DOUBLE || first === SINGLE) colon = quoteEnd(text, from, end);
  else {
    colon = text.startsWith("!!merge <<:", from) ? from + 10 : text.indexOf(":", from);
    while (colon >= 0 && colon < end - 1 && text.charCodeAt(colon + 1) !== SPACE)
      colon = text.indexOf(":", colon + 1);
  }
  if (colon < 0 || colon >= end || text.charCodeAt(colon) !== COLON) return -1;
  return colon + 1 === end || text.charCodeAt(colon + 1) === SPACE ? colon : -1;
}
