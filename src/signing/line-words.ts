import { Failure } from "../kernel/errors.ts";

/** A piece of a line. Quoted ones are never keywords. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

/** What is wrong with a line, and what to write in its place; never with a piece of the line itself. */
export class LineProblem {
  readonly message: string;
  readonly fix: string | undefined;

  constructor(message: string, fix?: string) {
    this.message = message;
    this.fix = fix;
  }
}

const WORD = /\s*(?:(#(?:\s.*)?$)|"([^"]*)"(?=[\s,]|$)|([^\s"]+)(?=\s|$))/suy;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const MAX_LINES = 10_000;

/**
 * Reads the lines of an input: words between spaces, in double quotes where a word holds a space or a comma; `#` before
 * a space begins a comment. Lines without a word are passed over. All problems are returned together, each with its
 * line. Pure.
 */
export function readLines<T>(
  input: string,
  text: string,
  read: (words: readonly [Word, ...Word[]], line: number) => T | LineProblem,
): { lines: T[]; problems: Failure[] } {
  const lines: T[] = [];
  const problems: Failure[] = [];
  const all = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  if (all.length > MAX_LINES) {
    const problem = new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_LINES} lines.`, {
      at: { input },
    });
    return { lines, problems: [problem] };
  }
  for (const [i, raw] of all.entries()) {
    const words = wordsOf(raw.trim());
    if (!(words instanceof LineProblem) && !isSome(words)) continue;
    const found = words instanceof LineProblem ? words : read(words, i + 1);
    if (!(found instanceof LineProblem)) lines.push(found);
    else problems.push(problemAt(found, input, i + 1));
  }
  return { lines, problems };
}

/** A problem with its place. */
function problemAt({ message, fix }: LineProblem, input: string, line: number): Failure {
  return new Failure("INPUT_INVALID", message, {
    at: { input, line },
    ...(fix === undefined ? {} : { fix }),
  });
}

const isSome = (words: readonly Word[]): words is [Word, ...Word[]] => words.length > 0;

function wordsOf(line: string): readonly Word[] | LineProblem {
  if (UNPRINTABLE.test(line.replaceAll("\t", " ")))
    return new LineProblem("This line holds a control character or an invisible one.");
  const words: Word[] = [];
  for (let at = 0; at < line.length;) {
    WORD.lastIndex = at;
    const match = WORD.exec(line);
    if (match === null)
      return new LineProblem(
        "A double quote in this line is not closed, or does not stand around a whole word.",
        '"my file.tgz"',
      );
    at = WORD.lastIndex;
    if (match[1] !== undefined) break;
    words.push({ text: match[2] ?? match[3]!, quoted: match[2] !== undefined });
  }
  return words;
}

/** Whether a word is this keyword, unquoted. */
export const isKeyword = (word: Word | undefined, keyword: string): boolean =>
  word !== undefined && !word.quoted && word.text === keyword;

/** The items of words that are a list with commas between, or the problem of it. Pure. */
export function itemsOf(
  words: readonly Word[],
  example: string,
): readonly [string, ...string[]] | LineProblem {
  const wrong = new LineProblem("This is not a list with commas between its parts.", example);
  const items: string[] = [];
  let wanted = true;
  for (const piece of words.flatMap(piecesOf)) {
    if ((piece === undefined) === wanted) return wrong;
    if (piece !== undefined) items.push(piece);
    wanted = piece === undefined;
  }
  const [first, ...more] = items;
  return wanted || first === undefined ? wrong : [first, ...more];
}

/** A word at its commas, which are undefined. */
const piecesOf = ({ text, quoted }: Word): (string | undefined)[] =>
  quoted
    ? [text]
    : text
        .split(/(,)/)
        .filter((piece) => piece !== "")
        .map((piece) => (piece === "," ? undefined : piece));
