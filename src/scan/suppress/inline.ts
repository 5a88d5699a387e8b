import type { Level } from "../finding.ts";

/** A comment in a file that silences findings. */
export interface InlineComment {
  /** What stands there: `gitleaks:allow`. */
  readonly kind: string;
  /** Its own line, from 1: whoever wrote that line silences. */
  readonly line: number;
  /** From that line's first byte to the one after its last. */
  readonly start: number;
  readonly end: number;
}

/** The place of a finding in the same bytes. */
export interface InlinePlace {
  readonly rule: string;
  readonly level: Level;
  readonly line: number;
  readonly endLine: number;
}

interface Scope extends Pick<InlineComment, "kind" | "line"> {
  readonly from: number;
  readonly to: number;
  /** Rules that it is for, as the tool calls them; all where there is none. */
  readonly rules: readonly string[];
}

/** One of them stands in every comment; without one the bytes are not read any further. */
const WORDS = [
  "gitleaks:allow",
  "betterleaks:allow",
  "trufflehog:ignore",
  "pragma",
  "secretlint-disable",
  "ggignore",
];
/** Tools that look for their word anywhere in the line. specs: scanning 4. */
const ANYWHERE = /gitleaks:allow|betterleaks:allow|trufflehog:ignore|\bggignore\b/;
/** detect-secrets asks for the sign of a comment right before it. */
const PRAGMA =
  /(?:^|[ \t])(?:#|\/\/|\/\*|'|--|<!--|;|!|%)[ \t]*pragma:[ \t]?(?:allow|white)list[ -](nextline[ -])?secret/;
/** secretlint's, with the rules that they are for and, after `--`, why. */
const SECRETLINT = /\bsecretlint-(disable-next-line|disable-line|disable|enable)(?![\w-])([^\n]*)/;
const RULE_PREFIX = /^@secretlint\/secretlint-rule-/;
const MAX_LINE = 2_000;

/**
 * The comments of a file by which other tools silence findings: gitleaks, betterleaks, trufflehog, detect-secrets,
 * secretlint, ggshield. Takes the file as UTF-8 or a superset of ASCII. Returns which comment silences a finding; a
 * finding whose format is verified is silenced by none. specs: scanning 4.
 */
export function inlineComments(bytes: Uint8Array): (place: InlinePlace) => InlineComment | undefined {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!WORDS.some((word) => all.includes(word))) return () => undefined;
  const lines = all.toString("latin1").split("\n");
  const scopes = scopesOf(lines);
  return ({ rule, level, line, endLine }) => {
    if (level === "verified") return undefined;
    const found = scopes.find(
      (scope) => scope.from <= endLine && scope.to >= line && isFor(scope.rules, rule),
    );
    return found && placed(found, lines);
  };
}

/** One letter is one byte here. */
function placed({ kind, line }: Scope, lines: readonly string[]): InlineComment {
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return { kind, line, start, end: start + lines[line - 1]!.length };
}

function scopesOf(lines: readonly string[]): Scope[] {
  const scopes: Scope[] = [];
  /** Blocks of secretlint that are open. */
  let open: { line: number; rules: readonly string[] }[] = [];
  const close = (block: { line: number; rules: readonly string[] }, to: number): void => {
    scopes.push({ kind: "secretlint-disable", line: block.line, from: block.line, to, rules: block.rules });
  };
  for (const [i, whole] of lines.entries()) {
    const at = i + 1;
    // A comment of a person is short; of a minified line only what ends it could be one.
    const line = whole.length > MAX_LINE ? whole.slice(-MAX_LINE) : whole;
    const anywhere = ANYWHERE.exec(line);
    if (anywhere !== null) scopes.push({ kind: anywhere[0], line: at, from: at, to: at, rules: [] });
    const pragma = PRAGMA.exec(line);
    if (pragma !== null) {
      const next = pragma[1] === undefined ? 0 : 1;
      const kind = next === 0 ? "pragma: allowlist secret" : "pragma: allowlist nextline secret";
      scopes.push({ kind, line: at, from: at + next, to: at + next, rules: [] });
    }
    const [, verb, rest = ""] = SECRETLINT.exec(line) ?? [];
    if (verb === undefined) continue;
    const rules = rulesIn(rest);
    if (verb === "disable") open.push({ line: at, rules });
    else if (verb === "enable") {
      const ended = open.filter((block) => rules.length === 0 || sameRules(block.rules, rules));
      for (const block of ended) close(block, at);
      open = open.filter((block) => !ended.includes(block));
    } else {
      const next = verb === "disable-next-line" ? 1 : 0;
      scopes.push({ kind: `secretlint-${verb}`, line: at, from: at + next, to: at + next, rules });
    }
  }
  for (const block of open) close(block, lines.length);
  return scopes;
}

/** `@secretlint/secretlint-rule-github, npm -- reason` names github and npm. */
const rulesIn = (rest: string): string[] =>
  rest
    .split(/ --(?: |$)|\*\/|-->/, 1)[0]!
    .split(/[\s,]+/)
    .filter((word) => /^[@\w][\w@/.:-]*$/.test(word));

const sameRules = (a: readonly string[], b: readonly string[]): boolean =>
  b.every((rule) => a.includes(rule));

/** Its rules are one a provider; ours begin with the provider's name. */
const isFor = (rules: readonly string[], rule: string): boolean =>
  rules.length === 0 ||
  rules.some((given) => {
    const name = given.replace(RULE_PREFIX, "");
    return rule === name || rule.startsWith(`${name}-`);
  });
