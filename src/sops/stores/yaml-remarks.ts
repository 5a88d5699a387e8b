import { Lexer, type LineCounter } from "yaml";
import { checkDepth } from "../limits.ts";

/** A comment in the text. Lines and columns count from 0. */
export interface Remark {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** Whether nothing but blanks stands before it on its line. */
  readonly isAlone: boolean;
}

/**
 * Finds all comments of a text; flow collections nested too deeply are refused here, before the parser sees them.
 *
 * Takes the text and its lines; returns the comments in order. Throws LIMIT_EXCEEDED.
 */
export function remarksOf(text: string, counter: LineCounter): Remark[] {
  const remarks: Remark[] = [];
  let offset = 0;
  let flow = 0;
  let isContent = false;
  let lineStart = 0;
  let isAlone = true;
  for (const lexeme of new Lexer().lex(text)) {
    const mark = lexeme.charCodeAt(0);
    // Marks of the lexer itself, which are not in the text.
    if (lexeme.length === 1 && (mark === 0x02 || mark === 0x18 || mark === 0x1f)) {
      isContent = mark === 0x1f;
      continue;
    }
    if (!isContent && mark === 35) {
      const { line } = counter.linePos(offset);
      remarks.push({ offset, line: line - 1, column: offset - lineStart, text: lexeme.slice(1), isAlone });
    }
    if (!isContent && (lexeme === "[" || lexeme === "{")) checkDepth((flow += 1));
    if (!isContent && (lexeme === "]" || lexeme === "}")) flow -= 1;
    isContent = false;
    offset += lexeme.length;
    const newline = lexeme.lastIndexOf("\n");
    if (newline >= 0) {
      lineStart = offset - (lexeme.length - newline - 1);
      isAlone = lexeme.slice(newline + 1).trim() === "";
    } else if (lexeme.trim() !== "") isAlone = false;
  }
  return remarks;
}
