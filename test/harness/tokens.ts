import { Buffer } from "node:buffer";
import { hasKeyword, mayBegin, mayEnd } from "../../src/scan/boundary.ts";
import { proves } from "../../src/scan/checksums.ts";
import { patternOf, type RulePattern } from "../../src/scan/pattern.ts";
import type { Piece, RuleSpec } from "../../src/scan/rule.ts";
import { type Random, pick, repaired } from "./token-checks.ts";

/** A text that holds one match of a rule. */
export interface Sample {
  readonly text: string;
  /** Of the whole match. */
  readonly start: number;
  readonly end: number;
  /** What the rule's secret is. */
  readonly secret: string;
}

export interface NearMiss {
  readonly text: string;
  readonly why: string;
  readonly expect: "none" | "placeholder";
}

type Length = (piece: Piece) => number;

const shortest: Length = (piece) => piece.min;
const longest: Length = (piece) => piece.max;
const OUTSIDE = "\u0001";

/** The ASCII characters of a class. */
export function charsOf(alphabet: string): string {
  const one = new RegExp(`[${alphabet}]`);
  return Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
    .filter((char) => one.test(char))
    .join("");
}

/** A text with a token of the rule whose check holds. */
export function trueToken(rule: RuleSpec, random: Random): Sample {
  const length: Length = (piece) => piece.min + Math.floor(random() * (piece.max - piece.min + 1));
  const token = repaired(rule, tokenOf(rule, random, length), random);
  return carry(rule, token, random);
}

/** Texts that look like the rule's tokens and are none; or are one that cannot be true. */
export function nearMisses(rule: RuleSpec, random: Random): NearMiss[] {
  const text = (token: string) => carry(rule, token, random).text;
  const none = (why: string, found: string): NearMiss => ({ text: found, why, expect: "none" });
  const short = tokenOf(rule, random, shortest);
  const long = tokenOf(rule, random, longest);
  const last = rule.suffix === undefined ? rule.pieces.at(-1)?.alphabet : undefined;
  const misses = [
    none("one short", text(short.slice(0, -1))),
    none("one long", text(long + pick(charsOf(last ?? "a-z"), 1, random))),
    none("wrong alphabet", text(tokenOf(rule, random, shortest, true))),
  ];
  const sample = carry(rule, short, random);
  if (patternOf(rule).before !== "") {
    misses.push(
      none("a longer word", `${sample.text.slice(0, sample.start)}x${sample.text.slice(sample.start)}`),
    );
  }
  const impossible = broken(rule, random);
  if (impossible !== undefined) {
    misses.push({ text: text(impossible), why: "its check fails", expect: "placeholder" });
  }
  return misses;
}

/** The first match of a rule in a text, found as the engine's contract says. */
export function firstMatch(pattern: RulePattern, text: string): Sample | undefined {
  const bytes = Buffer.from(text, "latin1");
  const lower = text.toLowerCase();
  const expression = new RegExp(pattern.source, pattern.flags);
  for (const anchor of pattern.anchors) {
    for (let at = lower.indexOf(anchor.text); at !== -1; at = lower.indexOf(anchor.text, at + 1)) {
      for (let start = at - anchor.backMax; start <= at - anchor.backMin; start += 1) {
        expression.lastIndex = Math.max(0, start);
        const match = start >= 0 && mayBegin(pattern, bytes, start) ? expression.exec(text) : null;
        const end = start + (match?.[0].length ?? 0);
        if (match !== null && mayEnd(pattern, bytes, end) && hasKeyword(pattern, bytes, start)) {
          return { text, start, end, secret: match[1] ?? "" };
        }
      }
    }
  }
  return undefined;
}

/** A token of the shape; whether its check holds is chance. */
function tokenOf(rule: RuleSpec, random: Random, length: Length, spoiled = false): string {
  let spoil = spoiled;
  const write = (piece: Piece) => {
    const drawn = pick(charsOf(piece.alphabet), length(piece), random);
    // A value that begins with `=` is no token's: the operator would take it.
    const run = piece.alphabet === "=" ? drawn : drawn.replace(/^=/, "a");
    const text = spoil && run !== "" ? OUTSIDE + run.slice(1) : run;
    spoil &&= run === "";
    return text + (piece.after ?? "");
  };
  const lead = (rule.lead ?? []).map(write).join("");
  const prefix = rule.prefixes[Math.floor(random() * rule.prefixes.length)] ?? "";
  return lead + prefix + rule.pieces.map(write).join("") + (rule.suffix ?? "");
}

/** A token of the shape that its check refuses. */
function broken(rule: RuleSpec, random: Random): string | undefined {
  const token = tokenOf(rule, random, shortest);
  if (rule.check === "aws-account") {
    return `${token.slice(0, -16)}7777${token.slice(-12)}`;
  }
  if (rule.check === "base58-54") {
    return `${token.slice(0, -1)}0`;
  }
  return proves(rule.check) ? token : undefined;
}

/** Puts a token where the rule looks for it. */
function carry(rule: RuleSpec, token: string, random: Random): Sample {
  const keyword = rule.keywords?.[Math.floor(random() * rule.keywords.length)];
  const keyed = keyword !== undefined && rule.near === undefined;
  const before = keyed ? `${keyword}_value = "` : `${keyword === undefined ? "" : `${keyword} `}value = "`;
  const prefix = rule.prefixes.find((text) => token.startsWith(text)) ?? "";
  return {
    text: `# line\n${before}${token}"\n`,
    start: 7 + (keyed ? 0 : before.length),
    end: 7 + before.length + token.length,
    secret: rule.secret === "body" ? token.slice(prefix.length) : token,
  };
}
