const SIMPLE: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  '"': '"',
  "\\": "\\",
  "/": "/",
  " ": " ",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abtnvfre"\\/ N_LP])|)/g;

/**
 * Reads a double-quoted scalar that stands on one line, quotes included.
 *
 * Takes the quoted text; returns what it means, or undefined at an escape that is none. Throws nothing.
 */
export function readDoubleQuoted(quoted: string): string | undefined {
  const inside = quoted.slice(1, -1);
  if (!inside.includes("\\")) return inside;
  let isBad = false;
  const text = inside.replace(ESCAPE, (_match, x?: string, u?: string, U?: string, simple?: string) => {
    const hex = x ?? u ?? U;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
    } else if (simple !== undefined && Object.hasOwn(SIMPLE, simple)) return SIMPLE[simple] ?? "";
    isBad = true;
    return "";
  });
  return isBad ? undefined : text;
}

/**
 * Drops the blanks around line and paragraph separators, which go-yaml holds for line breaks.
 *
 * Takes the inside of a quoted scalar; returns it without them. Throws nothing.
 */
export function foldSeparators(text: string): string {
  return /[\u2028\u2029]/.test(text) ? text.replace(/ *([\u2028\u2029]) */g, "$1") : text;
}
