import { Failure, type FailureCode } from "./errors.ts";

/** A compiled RE2 pattern; `search` is unanchored. */
export interface Regex {
  readonly search: (text: string) => boolean;
}

const WORD = String.raw`(?:[A-Za-z0-9_/ :,=@~-]|\\[.\-/])+`;
const WORDS = `${WORD}(?:\\|${WORD})*`;
/** Words joined by `|`, bare or in one group, between optional anchors: the same in both engines, and linear. */
const PLAIN = new RegExp(`^(?:\\^?(?:${WORD}|\\((?:\\?:)?${WORDS}\\))\\$?|${WORDS})$`);
const MAX_PATTERN = 10_000;

/**
 * Compiles a pattern in Go's RE2 syntax, in linear time whatever the pattern (it may come from a file). The
 * engine is loaded at the first pattern that is more than words and anchors. Throws a Failure with the given
 * code where the pattern is invalid: sops would take it as one that matches nothing, and write secrets in clear.
 * https://github.com/google/re2/wiki/Syntax
 *
 * @param name what the pattern is of, for the message
 * @param file where it stands, where it is from a file
 */
export async function compileRe2(
  pattern: string,
  code: FailureCode,
  name: string,
  file?: string,
): Promise<Regex> {
  const at = file === undefined ? {} : { at: { file } };
  if (pattern.length > MAX_PATTERN) {
    throw new Failure(
      "LIMIT_EXCEEDED",
      `The pattern of ${name} is longer than ${MAX_PATTERN} characters.`,
      at,
    );
  }
  if (PLAIN.test(pattern)) {
    const plain = new RegExp(pattern);
    return { search: (text) => plain.test(text) };
  }
  const { RE2JS } = await import("re2js");
  try {
    const compiled = RE2JS.compile(pattern);
    return { search: (text) => compiled.matcher(text).find() };
  } catch {
    throw new Failure(code, `The pattern of ${name} is not a valid regular expression in RE2 syntax.`, {
      fix: "Use Go's syntax (https://github.com/google/re2/wiki/Syntax): no lookaround, no backreference.",
      exit: 1,
      ...at,
      ...at,
    });
  }
}
