import { staysString } from "./yaml-scalar.ts";

export type ScalarStyle = "plain" | "single" | "double" | "literal";

/** What go-yaml does not hold for printable; JS surrogates are in it, so every character beyond U+FFFF is too. */
const SPECIAL = /[^\n\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const SPACE_BEFORE_BREAK = / [\n\u2028\u2029]/;
const SPACE_AFTER_BREAK = /[\n\u2028\u2029] /;
/** As literals sops itself loses these: it reads them back as null, or with other blanks. */
const UNFIT_LITERAL = /^\t|[\u2028\u2029]/;
const FORBIDDEN_PLAIN =
  /^(?:[#,[\]{}&*!|>'"%@`\n\u2028\u2029 ]|---|\.\.\.|[-?:](?:[ \t]|$))|:(?:[ \t]|$)|[ \t\u2028\u2029]#|[\u2028\u2029]|[ \n]$/;
const SIMPLE = /^[A-Za-z][A-Za-z0-9_./+=@-]*$/;
const WORD_START = /^[tTfFnNyYoO]/;
const ESCAPES: Readonly<Record<number, string>> = {
  0x00: "\\0",
  0x07: "\\a",
  0x08: "\\b",
  0x09: "\\t",
  0x0a: "\\n",
  0x0b: "\\v",
  0x0c: "\\f",
  0x0d: "\\r",
  0x1b: "\\e",
  0x22: '\\"',
  0x5c: "\\\\",
  0x85: "\\N",
  0x2028: "\\L",
  0x2029: "\\P",
  // go-yaml can also write \_ for U+00A0, yet never needs to: it is printable.
};
const NEEDS_ESCAPE = /["\\]|[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const ALL_ESCAPED = new RegExp(NEEDS_ESCAPE.source, "gu");

/**
 * The style in which go-yaml writes a string value or key.
 *
 * Takes the text; returns the style. Throws nothing.
 */
export function scalarStyle(text: string): ScalarStyle {
  if (SIMPLE.test(text) && !WORD_START.test(text)) return "plain";
  if (text.startsWith("ENC[") && text.endsWith("]") && !FORBIDDEN_PLAIN.test(text) && !SPECIAL.test(text)) {
    return text.includes("\n") || text.includes("\t") ? "double" : "plain";
  }
  const special = SPECIAL.test(text);
  const spaceBeforeBreak = SPACE_BEFORE_BREAK.test(text);
  if (text.includes("\n")) {
    return special || spaceBeforeBreak || text.endsWith(" ") || UNFIT_LITERAL.test(text)
      ? "double"
      : "literal";
  }
  if (!staysString(text)) return "double";
  if (special || spaceBeforeBreak || text.includes("\t") || SPACE_AFTER_BREAK.test(text)) return "double";
  return FORBIDDEN_PLAIN.test(text) ? "single" : "plain";
}

/**
 * A double-quoted scalar on one line.
 *
 * Takes the text; returns it quoted and escaped as go-yaml does. Throws nothing.
 */
export function writeDoubleQuoted(text: string): string {
  if (text.startsWith("\ufeff")) {
    // go-yaml takes each character of such a text for a byte order mark and escapes it.
    return `"${Array.from(text, escapeCharacter).join("")}"`;
  }
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(ALL_ESCAPED, escapeCharacter)}"` : `"${text}"`;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const known = ESCAPES[code];
  if (known !== undefined) return known;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/**
 * A single-quoted scalar.
 *
 * Takes the text and the column at which a line after U+2028 or U+2029 starts; returns it quoted. Throws nothing.
 */
export function writeSingleQuoted(text: string, indent: number): string {
  // go-yaml holds the separators for line breaks and indents what follows.
  const quoted = text
    .replaceAll("'", "''")
    .replace(/([\u2028\u2029])(?=[^\u2028\u2029])/g, `$1${" ".repeat(indent)}`);
  return `'${quoted}'`;
}
