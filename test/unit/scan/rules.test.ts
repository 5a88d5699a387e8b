import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { verdictOf } from "../../../src/scan/checksums.ts";
import { type Part, patternOf } from "../../../src/scan/pattern.ts";
import { RULES } from "../../../src/scan/rules/index.ts";
import { rulesMarkdown } from "../../../src/scan/rules/markdown.ts";
import { OMITTED } from "../../../src/scan/rules/omitted.ts";
import { proves } from "../../../src/scan/checksums.ts";
import { seeded } from "../../harness/token-checks.ts";
import { charsOf, firstMatch, nearMisses, trueToken } from "../../harness/tokens.ts";

const SEED = 20261124;
const ROUNDS = 3;

describe("the table of rules", () => {
  it("has 250 rules or more, each with an id of its own in kebab case", () => {
    expect(RULES.length).toBeGreaterThanOrEqual(250);
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    expect(RULES.filter((rule) => !/^[0-9a-z]+(-[0-9a-z]+)*$/.test(rule.id))).toEqual([]);
  });

  it("starts what is only from memory at low severity", () => {
    const memory = RULES.filter((rule) => rule.source === "K");
    expect(memory.length).toBeGreaterThan(0);
    expect(memory.filter((rule) => rule.severity !== "low")).toEqual([]);
  });

  it("leads to every rule without a fixed text by a keyword", () => {
    expect(RULES.filter((rule) => rule.prefixes.length === 0 && rule.keywords === undefined)).toEqual([]);
  });

  it("stands for every rule of gitleaks or says why not", () => {
    const held = new Set(RULES.flatMap((rule) => rule.gitleaks));
    expect(Object.keys(OMITTED).filter((id) => held.has(id))).toEqual([]);
    expect(held.size + Object.keys(OMITTED).length).toBe(222);
  });

  it("has anchors of two bytes or more, in lower case, that stand where the pattern says", () => {
    const anchors = RULES.flatMap((rule) => patternOf(rule).anchors);
    expect(anchors.filter(({ text }) => text.length < 2 || text !== text.toLowerCase())).toEqual([]);
    expect(anchors.filter(({ backMin, backMax }) => backMax - backMin > 2)).toEqual([]);
    expect(anchors.filter(({ text }) => text.length < 3).map(({ text }) => text)).toEqual(["q~"]);
  });

  it("is documented, each rule and each omission on a line of its own", () => {
    const lines = rulesMarkdown(RULES).split("\n");
    expect(lines.filter((line) => line.startsWith("| `"))).toHaveLength(
      RULES.length + Object.keys(OMITTED).length,
    );
    expect(lines.find((line) => line.includes("`github-pat-classic`"))).toMatch(
      /verified.*critical.*`github-pat`/,
    );
  });
});

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))("$id", ({ rule }) => {
  const pattern = patternOf(rule);
  const expression = new RegExp(pattern.source, pattern.flags);

  it("matches true tokens, whole, at the right level", () => {
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round += 1) {
      const sample = trueToken(rule, random);
      expect(firstMatch(pattern, sample.text)).toEqual(sample);
      expect(sample.end - sample.start).toBeLessThanOrEqual(pattern.maxLength);
      const level = rule.prefixes.length === 0 ? "generic" : "specific";
      const unchecked = rule.check === "none" ? (rule.level ?? level) : "specific";
      expect(verdictOf(rule, sample.secret).level).toBe(proves(rule.check) ? "verified" : unchecked);
    }
  });

  it("does not match near misses, and takes those whose check fails for placeholders", () => {
    const random = seeded(SEED + 1);
    for (const miss of nearMisses(rule, random)) {
      const found = firstMatch(pattern, miss.text);
      const level = found === undefined ? "none" : verdictOf(rule, found.secret).level;
      expect(`${miss.why}: ${level}`).toBe(`${miss.why}: ${miss.expect}`);
    }
  });

  it("means the same to RE2", () => {
    const random = seeded(SEED + 2);
    const other = RE2JS.compile(pattern.source);
    const sample = trueToken(rule, random);
    for (const text of [sample.text, ...nearMisses(rule, random).map((miss) => miss.text)]) {
      for (const start of [sample.start, sample.start + 1]) {
        expression.lastIndex = start;
        const matcher = other.matcher(text.slice(start));
        const theirs = matcher.lookingAt() ? [matcher.group(0), matcher.group(1)] : null;
        const ours = expression.exec(text);
        expect(ours === null ? null : [ours[0], ours[1]]).toEqual(theirs);
      }
    }
  });

  it("takes a bounded number of steps at an anchor, whatever follows", () => {
    for (const text of hostileTexts(pattern.parts, pattern.maxLength)) {
      expect(stepsOf(pattern.parts, text)).toBeLessThan(4 * pattern.maxLength + 4_000);
    }
  });
});

/** Texts that begin like a match and go on with what each run of the pattern takes, but never end as one. */
function hostileTexts(parts: readonly Part[], length: number): string[] {
  const first = parts.map((part) => {
    return "alphabet" in part ? charsOf(part.alphabet).charAt(0).repeat(part.max) : (part.texts[0] ?? "");
  });
  const begin = parts.map((_, at) => first.slice(0, at).join(""));
  return [
    ...begin.map((text) => `${text}${text}${text}`),
    ...begin.map((text) => text.padEnd(length * 2, '= "x')),
  ];
}

/** The steps of a backtracking matcher, counted: one for each character that is looked at. */
function stepsOf(parts: readonly Part[], text: string): number {
  let steps = 0;
  const tables = parts.map((part) => ("alphabet" in part ? new RegExp(`[${part.alphabet}]`) : undefined));
  const match = (index: number, at: number): boolean => {
    const part = parts[index];
    if (part === undefined) {
      return true;
    }
    if (!("alphabet" in part)) {
      return part.texts.some((literal) => {
        steps += 1;
        const piece = text.slice(at, at + literal.length);
        return (part.fold ? piece.toLowerCase() : piece) === literal && match(index + 1, at + literal.length);
      });
    }
    let count = 0;
    while (count < part.max && tables[index]?.test(text.charAt(at + count)) === true) {
      steps += 1;
      count += 1;
    }
    for (; count >= part.min; count -= 1) {
      steps += 1;
      if (match(index + 1, at + count)) {
        return true;
      }
    }
    return false;
  };
  match(0, 0);
  return steps;
}
