/** One character and whether it stood in double quotes: there it has no meaning but itself. */
export interface Char {
  readonly char: string;
  readonly quoted: boolean;
}
/** What stands between two spaces. */
export type Token = readonly Char[];

/** Why a line could not be cut into tokens. */
export type LexProblem = "open-quote" | "bad-escape" | "detached-field";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);
const REVERSE = new Map([...ESCAPES].map(([letter, char]) => [char, letter]));

const isBlank = (char: string | undefined): boolean => char === undefined || char === " " || char === "\t";

/**
 * Cuts a right-hand side at blanks, double quotes kept together; a `#` that follows a blank and is followed
 * by one begins a comment. A `#` after a blank with text behind it is a problem: a field that lost its
 * reference, or a comment that lost its blank.
 */
export function tokens(text: string): Token[] | LexProblem {
  const found: Char[][] = [];
  let token: Char[] | undefined;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char === '"') quoted = false;
      else if (char === "\\") {
        const meant = ESCAPES.get(text[++i] ?? "");
        if (meant === undefined) return i < text.length ? "bad-escape" : "open-quote";
        token!.push({ char: meant, quoted });
      } else token!.push({ char, quoted });
    } else if (isBlank(char)) token = undefined;
    else {
      if (token === undefined) {
        if (char === "#") {
          if (isBlank(text[i + 1])) return found;
          return "detached-field";
        }
        token = [];
        found.push(token);
      }
      if (char === '"') quoted = true;
      else token.push({ char, quoted });
    }
  }
  return quoted ? "open-quote" : found;
}

/** A token's text, quotes removed. */
export const textOf = (token: Token): string => token.map(({ char }) => char).join("");

/** The token's text where no character of it was quoted: only such a word can be a keyword. */
export const wordOf = (token: Token): string | undefined =>
  token.some(({ quoted }) => quoted) ? undefined : textOf(token);

/** Where a character stands outside quotes, or -1. */
export const indexOfBare = (token: Token, char: string): number =>
  token.findIndex((candidate) => !candidate.quoted && candidate.char === char);

/** Cuts a token at every character that stands outside quotes. */
export function splitBare(token: Token, char: string): Token[] {
  const at = indexOfBare(token, char);
  return at === -1 ? [token] : [token.slice(0, at), ...splitBare(token.slice(at + 1), char)];
}

/** Text in double quotes, such that `tokens` gives it back. */
export const quote = (text: string): string =>
  `"${text.replace(/[\n\r\t"\\]/g, (char) => `\\${REVERSE.get(char)!}`)}"`;
