import { Failure } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";

type Token =
  | { readonly kind: "star" }
  | { readonly kind: "any" }
  | { readonly kind: "char"; readonly char: string }
  | {
      readonly kind: "class";
      readonly not: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    };

/** One name of a path, or any number of folders. */
export type Segment =
  | { readonly kind: "folders" }
  | { readonly kind: "name"; readonly tokens: readonly Token[]; readonly literal: boolean };

const MAX_ALTERNATIVES = 256;

/**
 * Reads a pattern: `*`, `?` and `[a-z]` within a name, `**` for any number of folders, `{a,b}` for several patterns,
 * `\` before a character that means itself. A `**` at the end means all files below. Returns one list of segments for
 * each alternative. Throws SUBJECT_REFUSED where the braces make too many. Pure.
 */
export function parseGlob(pattern: string): readonly (readonly Segment[])[] {
  return alternatives(pattern).map((one) => {
    const segments = one
      .split("/")
      .filter((part) => part !== "" && part !== ".")
      .map((part): Segment => (part === "**" ? { kind: "folders" } : nameSegment(part)));
    return segments.at(-1)?.kind === "folders" ? [...segments, nameSegment("*")] : segments;
  });
}

/** The same for a path in which every character means itself. Pure. */
export const literalGlob = (file: string): readonly (readonly Segment[])[] => [
  file
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .map((part) => ({
      kind: "name",
      literal: true,
      tokens: [...part].map((char): Token => ({ kind: "char", char })),
    })),
];

/**
 * Where a path may stand in a pattern: indexes of the segments that its next name must match. `start` is the set
 * before the first name, `step` the one after a name; the path is a match where the set holds the pattern's length.
 */
export const start = (segments: readonly Segment[]): ReadonlySet<number> => closure(segments, [0]);

/** @param dots whether wildcards match a name that begins with a dot */
export function step(
  segments: readonly Segment[],
  states: ReadonlySet<number>,
  name: string,
  dots: boolean,
): ReadonlySet<number> {
  const next: number[] = [];
  for (const at of states) {
    const segment = segments[at];
    if (segment === undefined) continue;
    if (segment.kind === "folders") {
      if (dots || !name.startsWith(".")) next.push(at);
    } else if (matchesName(segment, name, dots)) next.push(at + 1);
  }
  return closure(segments, next);
}

/** Whether a name is asked for letter by letter, not by a wildcard. */
export const isNamed = (segments: readonly Segment[], states: ReadonlySet<number>, name: string): boolean =>
  [...states].some((at) => {
    const segment = segments[at];
    return segment?.kind === "name" && segment.literal && matchesName(segment, name, false);
  });

function closure(segments: readonly Segment[], states: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (let at of states) {
    all.add(at);
    while (segments[at]?.kind === "folders") all.add(++at);
  }
  return all;
}

/** Linear in the name for each star: only the last star is ever tried again. */
function matchesName(segment: Segment & { kind: "name" }, name: string, dots: boolean): boolean {
  const { tokens } = segment;
  const chars = [...name];
  const [first] = tokens;
  if (!dots && chars[0] === "." && !(first?.kind === "char" && first.char === ".")) return false;
  let at = 0;
  let token = 0;
  let star = -1;
  let starAt = 0;
  while (at < chars.length) {
    const present = tokens[token];
    if (present?.kind === "star") {
      star = token++;
      starAt = at;
    } else if (present !== undefined && matchesChar(present, chars[at]!)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token]?.kind === "star") token++;
  return token === tokens.length;
}

function matchesChar(token: Token, char: string): boolean {
  if (token.kind === "char") return token.char === char;
  if (token.kind !== "class") return true;
  const code = char.codePointAt(0)!;
  return token.ranges.some(([from, to]) => from <= code && code <= to) !== token.not;
}

function nameSegment(text: string): Segment {
  const chars = [...text];
  const tokens: Token[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i]!;
    const classed = char === "[" ? characterClass(chars, i) : undefined;
    if (classed !== undefined) {
      tokens.push(classed.token);
      i = classed.end;
    } else if (char === "*") {
      if (tokens.at(-1)?.kind !== "star") tokens.push({ kind: "star" });
    } else if (char === "?") tokens.push({ kind: "any" });
    else if (char === "\\" && i + 1 < chars.length) tokens.push({ kind: "char", char: chars[++i]! });
    else tokens.push({ kind: "char", char });
  }
  return { kind: "name", tokens, literal: tokens.every((token) => token.kind === "char") };
}

/** A class that begins at `from`; undefined where it has no end, and `[` means itself. */
function characterClass(chars: readonly string[], from: number): { token: Token; end: number } | undefined {
  const not = chars[from + 1] === "!" || chars[from + 1] === "^";
  const first = from + (not ? 2 : 1);
  const ranges: [number, number][] = [];
  for (let i = first; i < chars.length; i++) {
    if (chars[i] === "]" && i > first) return { token: { kind: "class", not, ranges }, end: i };
    const low = chars[i]!.codePointAt(0)!;
    const isRange = chars[i + 1] === "-" && chars[i + 2] !== undefined && chars[i + 2] !== "]";
    ranges.push([low, isRange ? chars[i + 2]!.codePointAt(0)! : low]);
    if (isRange) i += 2;
  }
  return undefined;
}

/** `a{b,c}d` as `abd` and `acd`, also one in another. Braces without a comma mean themselves, as in a shell. */
function alternatives(pattern: string): readonly string[] {
  let open = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    const [text, ...rest] = open as [string, ...string[]];
    const braces = firstBraces(text);
    if (braces === undefined) done.push(text);
    open = braces === undefined ? rest : [...braces, ...rest];
    if (open.length + done.length > MAX_ALTERNATIVES)
      throw new Failure(
        "SUBJECT_REFUSED",
        `The braces in ${printable(pattern)} stand for too many patterns.`,
      );
  }
  return done;
}

function firstBraces(text: string): readonly string[] | undefined {
  const marks: { at: number; commas: number[] }[] = [];
  let found: { from: number; commas: readonly number[]; to: number } | undefined;
  for (let i = 0; i < text.length && found === undefined; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === "{") marks.push({ at: i, commas: [] });
    else if (char === ",") marks.at(-1)?.commas.push(i);
    else if (char === "}") {
      const mark = marks.pop();
      if (mark !== undefined && mark.commas.length > 0) found = { from: mark.at, commas: mark.commas, to: i };
    }
  }
  if (found === undefined) return undefined;
  const { from, commas, to } = found;
  const ends = [...commas, to];
  return [from, ...commas].map(
    (mark, i) => text.slice(0, from) + text.slice(mark + 1, ends[i]) + text.slice(to + 1),
  );
}
