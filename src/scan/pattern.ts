import type { Piece, RuleSpec } from "./rule.ts";

/** One step of a pattern: one of some texts, or a run out of an alphabet. */
export type Part =
  | { readonly texts: readonly string[]; readonly fold: boolean }
  | { readonly alphabet: string; readonly min: number; readonly max: number };

/** Text, lower case, that stands in every match; the match begins so many bytes before it. */
export interface Anchor {
  readonly text: string;
  readonly backMin: number;
  readonly backMax: number;
}

/** What the engine needs of a rule. The pattern has no context before the match and no lookaround: RE2 reads it too. */
export interface RulePattern {
  readonly rule: RuleSpec;
  readonly parts: readonly Part[];
  /** For `new RegExp(source, flags)` over Latin-1 text; group 1 is the secret and ends where the match ends. */
  readonly source: string;
  readonly flags: "y";
  readonly anchors: readonly Anchor[];
  /** Of the whole match, in bytes. */
  readonly maxLength: number;
  /** Classes without brackets that may not stand right before and right after the match; empty: anything may. */
  readonly before: string;
  readonly after: string;
}

const WORD = "0-9A-Za-z_";
/** What may stand between a keyword and the value: the rest of the name, what closes it, an operator, what opens a value. */
const NAME_REST = { alphabet: "0-9A-Za-z_. -", min: 0, max: 24 };
const NAME_END = { alphabet: "\\]\\)\"'`\\t ", min: 0, max: 3 };
const OPERATORS = { texts: ["=>", ":=", "?=", "||", "=", ":", ">", ",", "("], fold: false };
const VALUE_START = { alphabet: "\"'`=\\t ", min: 0, max: 5 };
/** Keywords up to this length stand in other words too (`lob` in `global`). */
const SHORT_KEYWORD = 4;
const SHORT_PREFIX = 6;
const LONG_RUN = 100;
/** Marks that stand inside of tokens; the hyphen is last, as in a class. `=` and `%` are none: they lead to values. */
const JOINING = "+/.-";

/**
 * The pattern of a rule. Linear: runs are bounded and none is inside another.
 *
 * @param rule one of the table
 */
export function patternOf(rule: RuleSpec): RulePattern {
  const keyed = rule.keywords !== undefined && rule.near === undefined;
  const token = tokenParts(rule);
  const context: Part[] = keyed
    ? [{ texts: longestFirst(rule.keywords), fold: true }, NAME_REST, NAME_END, OPERATORS, VALUE_START]
    : [];
  const parts = [...context, ...token.parts];
  const opened = context.length + (rule.secret === "body" ? token.fixed + 1 : 0);
  const source = parts.map((part, index) => (index === opened ? "(" : "") + sourceOf(part)).join("");
  return {
    rule,
    parts,
    source: `${source})`,
    flags: "y",
    anchors: keyed ? anchorsAt(rule.keywords, []) : anchorsAt(rule.prefixes, rule.lead ?? []),
    maxLength: parts.reduce((sum, part) => sum + longest(part), 0),
    before: keyed ? beforeKeyword(rule.keywords) : beforeToken(rule),
    after: afterToken(token.parts),
  };
}

/** The token's own steps, and which of them is the fixed text. */
function tokenParts(rule: RuleSpec): { readonly parts: readonly Part[]; readonly fixed: number } {
  const lead = (rule.lead ?? []).flatMap(partsOf);
  const fixed = rule.prefixes.length === 0 ? [] : [{ texts: longestFirst(rule.prefixes), fold: false }];
  const end = rule.suffix === undefined ? [] : [{ texts: [rule.suffix], fold: false }];
  return { parts: [...lead, ...fixed, ...rule.pieces.flatMap(partsOf), ...end], fixed: lead.length };
}

function partsOf(piece: Piece): Part[] {
  const run = { alphabet: piece.alphabet, min: piece.min, max: piece.max };
  return piece.after === undefined ? [run] : [run, { texts: [piece.after], fold: false }];
}

/** A text that is the beginning of another one comes after it. */
function longestFirst(texts: readonly string[]): readonly string[] {
  return texts.toSorted((a, b) => b.length - a.length);
}

function sourceOf(part: Part): string {
  if ("alphabet" in part) {
    const count = part.min === part.max ? `{${part.min}}` : `{${part.min},${part.max}}`;
    return `[${part.alphabet}]${count}`;
  }
  const texts = part.texts.map((text) => [...text].map((c) => charSource(c, part.fold)).join(""));
  return texts.length === 1 ? texts.join("") : `(?:${texts.join("|")})`;
}

/** Case is folded letter by letter: V8's `(?i:` misses matches. */
function charSource(char: string, fold: boolean): string {
  if (fold && /[a-z]/.test(char)) {
    return `[${char.toUpperCase()}${char}]`;
  }
  return /[0-9A-Za-z_]/.test(char) ? char : `\\${char}`;
}

function longest(part: Part): number {
  return "alphabet" in part ? part.max : Math.max(...part.texts.map((text) => text.length));
}

function anchorsAt(texts: readonly string[], lead: readonly Piece[]): Anchor[] {
  const after = lead.reduce((sum, piece) => sum + (piece.after?.length ?? 0), 0);
  const backMin = lead.reduce((sum, piece) => sum + piece.min, after);
  const backMax = lead.reduce((sum, piece) => sum + piece.max, after);
  return [...new Set(texts.map((text) => text.toLowerCase()))].map((text) => ({ text, backMin, backMax }));
}

function beforeKeyword(keywords: readonly string[]): string {
  return keywords.some((word) => word.length <= SHORT_KEYWORD) ? "A-Za-z" : "";
}

/**
 * A token is no part of a longer word, and a short prefix none of a base64 text. Before a long run nothing of it stands:
 * else a text of prefixes would be run through at each of them.
 */
function beforeToken(rule: RuleSpec): string {
  const [lead] = rule.lead ?? [];
  if (lead !== undefined) {
    return WORD + lead.alphabet;
  }
  if (!rule.prefixes.every((prefix) => /^\w/.test(prefix))) {
    return "";
  }
  const short = rule.prefixes.some((prefix) => prefix.length < SHORT_PREFIX);
  const runs = rule.pieces.filter(
    (piece) => piece.max >= LONG_RUN || (short && piece.alphabet.includes("+/")),
  );
  const marks = [...JOINING].filter((mark) =>
    runs.some((piece) => new RegExp(`[${piece.alphabet}]`).test(mark)),
  );
  return WORD + marks.join("");
}

/** What would make the last run longer; after a fixed text, what would make it part of a longer word. */
function afterToken(parts: readonly Part[]): string {
  let after = "";
  for (const part of parts.toReversed()) {
    if (!("alphabet" in part)) {
      return after === "" ? "0-9A-Za-z" : after;
    }
    after += part.alphabet;
    if (part.min > 0) {
      return after;
    }
  }
  return after;
}
