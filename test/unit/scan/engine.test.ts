import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { CONTEXT } from "../../../src/scan/context/index.ts";
import { createEngine } from "../../../src/scan/engine/engine.ts";
import { Finder } from "../../../src/scan/engine/finder.ts";
import { defaultEngine, positionOf } from "../../../src/scan/engine/index.ts";
import { withoutOverlaps } from "../../../src/scan/engine/overlap.ts";
import { proves } from "../../../src/scan/checksums.ts";
import type { Finding, Level } from "../../../src/scan/finding.ts";
import { RULES } from "../../../src/scan/rules/index.ts";
import { seeded } from "../../harness/token-checks.ts";
import { trueToken } from "../../harness/tokens.ts";

const PLAIN = { decodeDepth: 0, archiveDepth: 0, disabled: new Set<string>() };
const scan = (text: string, path = "a.txt") =>
  defaultEngine().scan({ path, bytes: Buffer.from(text, "latin1") }, PLAIN);

describe("the finder", () => {
  const texts = ["ab", "abc", "bca", "q~", "-us", "://", "aaaa", "%2f"];
  const naive = (text: string) =>
    texts
      .flatMap((one, index) =>
        Array.from({ length: text.length }, (_, at) => at)
          .filter((at) => text.slice(at, at + one.length).toLowerCase() === one)
          .map((at) => `${index}@${at}`),
      )
      .toSorted();
  const found = (text: string) => {
    const hits: string[] = [];
    new Finder(texts).each(Buffer.from(text, "latin1"), (index, at) => hits.push(`${index}@${at}`));
    return hits.toSorted();
  };

  it.each([
    "",
    "a",
    "ab",
    "xab",
    "ABCAbc",
    "aaaaaa",
    "q~",
    "1q~",
    "a-US://%2F",
    "q~q~ab",
    "\u00ff\u0000abca",
  ])("finds what a naive search finds in %j", (text) => {
    expect(found(text)).toEqual(naive(text));
  });

  it("finds what lies over the border of two pieces, once", () => {
    for (const before of [65_533, 65_534, 65_535, 65_536, 65_537]) {
      expect(found(`${"x".repeat(before)}abc`)).toEqual([`0@${before}`, `1@${before}`]);
    }
  });
});

describe("the engine", () => {
  it.each(RULES.map((rule) => ({ id: rule.id, rule })))(
    "finds a true token of $id where it stands",
    ({ rule }) => {
      const engine = createEngine([rule], []);
      const sample = trueToken(rule, seeded(7));
      const text = `line\n${sample.text}\nend`;
      const found = engine.scan({ path: "a.txt", bytes: Buffer.from(text, "latin1") }, PLAIN);
      const start = 5 + sample.end - sample.secret.length;
      const seen = found.map((finding) => [finding.rule, finding.start, finding.end]);
      expect(seen).toEqual(
        rule.prefixes.length === 0 && seen.length === 0 ? [] : [[rule.id, start, 5 + sample.end]],
      );
      const level = found[0]?.level;
      expect([undefined, "verified", "specific", "generic", "placeholder"]).toContain(level);
      expect(level === "verified").toBe(proves(rule.check));
      expect(found[0]?.sight ?? "").not.toContain(sample.secret);
    },
  );

  it("finds nearly all true tokens that a keyword leads to", () => {
    const keyed = RULES.filter((rule) => rule.prefixes.length === 0);
    const missed = keyed.filter((rule) => {
      const { text } = trueToken(rule, seeded(11));
      const bytes = Buffer.from(`\n${text}\n`, "latin1");
      return createEngine([rule], []).scan({ path: "a.txt", bytes }, PLAIN).length === 0;
    });
    expect(missed.length / keyed.length).toBeLessThan(0.1);
  });

  it("leaves out rules by id", () => {
    const rule = RULES.find(({ id }) => id === "github-pat-classic");
    const text = rule === undefined ? "" : trueToken(rule, seeded(3)).text;
    expect(scan(text).map((finding) => finding.rule)).toEqual(["github-pat-classic"]);
    const disabled = new Set(["github-pat-classic"]);
    const bytes = Buffer.from(text, "latin1");
    expect(defaultEngine().scan({ path: "a", bytes }, { ...PLAIN, disabled })).toEqual([]);
  });

  it("gives every finding once, in order, and the same again", () => {
    const text = RULES.map((rule) => trueToken(rule, seeded(5)).text).join("\n");
    const found = scan(text);
    const starts = found.map((finding) => finding.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(new Set(starts).size).toBe(starts.length);
    expect(scan(text)).toEqual(found);
    expect(found.length).toBeGreaterThan(RULES.length * 0.8);
  });

  it("takes an example of documentation for a placeholder", () => {
    const [finding] = scan(`id = ${"AKIA"}${"IOSFODNN7"}${"EXAMPLE"}`);
    expect(finding).toMatchObject({ level: "placeholder", rule: "aws-access-key-id" });
    expect(finding?.reason).toMatch(/example/);
  });
});

describe("overlapping findings", () => {
  const finding = (
    rule: string,
    level: Level,
    start: number,
    end: number,
    decoded: string[] = [],
  ): Finding => ({
    rule,
    level,
    start,
    end,
    matchStart: start,
    matchEnd: end,
    secret: Buffer.alloc(0),
    sight: "",
    decoded,
    facts: {},
  });
  it.each([
    ["the surer level", [finding("a", "generic", 0, 9), finding("b", "specific", 2, 5)], ["b"]],
    ["a known shape over a name", [finding("a", "generic", 0, 9), finding("b", "placeholder", 2, 5)], ["b"]],
    ["the longer one", [finding("a", "generic", 0, 5), finding("b", "generic", 0, 9)], ["b"]],
    ["what is not encoded", [finding("a", "generic", 0, 5, ["hex"]), finding("b", "generic", 0, 5)], ["b"]],
    ["the first of equals", [finding("a", "generic", 0, 5), finding("b", "generic", 0, 5)], ["a"]],
    ["both that only touch", [finding("b", "generic", 5, 9), finding("a", "generic", 0, 5)], ["a", "b"]],
    [
      "both beside one that falls",
      [finding("a", "generic", 0, 10), finding("c", "generic", 12, 20), finding("b", "specific", 8, 13)],
      ["b"],
    ],
  ])("keep %s", (_, findings, kept) => {
    expect(withoutOverlaps(findings).map((one) => one.rule)).toEqual(kept);
  });
});

describe("positions", () => {
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [4, 3, 1],
    [6, 3, 3],
  ])("of offset %d are line %d, column %d", (offset, line, column) => {
    expect(positionOf(Buffer.from("ab\n\ncd"), offset)).toEqual({ line, column });
  });
});

it("has detectors with ids of their own, apart from the rules'", () => {
  const ids = [...RULES.map((rule) => rule.id), ...CONTEXT.map((detector) => detector.id)];
  expect(new Set(ids).size).toBe(ids.length);
});
