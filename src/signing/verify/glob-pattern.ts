import { compileRe2 } from "../../kernel/regex.ts";

/** What a text of a certificate must be. Texts with a character that cannot be printed match nothing. */
export interface Pattern {
  /** As the user wrote it. */
  readonly text: string;
  readonly matches: (value: string) => boolean;
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

const pattern = (text: string, matches: (value: string) => boolean): Pattern => ({
  text,
  matches: (value) => value !== "" && !UNPRINTABLE.test(value) && matches(value),
});

/** Any text at all, but no absent and no empty one. */
export const anyText = (): Pattern => pattern("any", () => true);

/** Exactly this text. */
export const exactly = (text: string): Pattern => pattern(text, (value) => value === text);

/** One of these texts, exactly. */
export const oneOf = (texts: readonly string[]): Pattern =>
  pattern(texts.join(", "), (value) => texts.includes(value));

/**
 * A text in which `*` stands for any characters but `/`, and by itself between two `/` for at least one; everything
 * else for itself. There is no `**`. It has to match whole.
 */
export function glob(text: string): Pattern {
  const parts = text.split("/");
  return pattern(text, (value) => {
    const found = value.split("/");
    return found.length === parts.length && parts.every((part, i) => matchesPart(part, found[i]!));
  });
}

/** A part without `/`, in time linear to the product of both lengths at worst: no backtracking but to the last `*`. */
function matchesPart(part: string, text: string): boolean {
  if (part === "*") return text !== "";
  let star = -1;
  let mark = 0;
  let p = 0;
  for (let t = 0; t < text.length;) {
    if (part[p] === "*") {
      star = p++;
      mark = t;
    } else if (p < part.length && part[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (part[p] === "*") p++;
  return p === part.length;
}

/**
 * A regular expression (RE2) that has to match whole, whatever anchors it has: cosign's match anywhere, so that
 * `github.com/me` lets `https://evil.example/github.com/me` pass. Throws INPUT_INVALID where it is not valid by itself.
 */
export async function wholeRegexp(text: string, name: string): Promise<Pattern> {
  // By itself first: `a)|(b` would be valid between the brackets that are put around it.
  await compileRe2(text, "INPUT_INVALID", name);
  const regex = await compileRe2(String.raw`\A(?:${text})\z`, "INPUT_INVALID", name);
  return pattern(text, (value) => regex.search(value));
}
