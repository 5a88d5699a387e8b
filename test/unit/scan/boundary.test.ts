import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { hasKeyword, mayBegin, mayEnd } from "../../../src/scan/boundary.ts";
import { patternOf } from "../../../src/scan/pattern.ts";
import type { RuleSpec } from "../../../src/scan/rule.ts";

const RULE: RuleSpec = {
  id: "an-example",
  provider: "Example",
  what: "token",
  prefixes: ["exa_"],
  pieces: [{ alphabet: "0-9a-f", min: 4, max: 4 }],
  secret: "whole",
  check: "none",
  severity: "high",
  gitleaks: [],
  source: "a test",
};
const pattern = patternOf(RULE);

describe("the boundaries of a match", () => {
  it.each([
    ["", true],
    [" ", true],
    ["=", true],
    ["-", true],
    ["x", false],
    ["_", false],
    ["\\n", true],
    ["\\t", true],
    ["\\x", false],
    ["%3D", true],
    ["%20", true],
    ["%zD", false],
    ["\u00e9", true],
  ])("after %j a match may begin: %s", (before, may) => {
    const bytes = Buffer.from(`${before}exa_12ab`, "latin1");
    expect(mayBegin(pattern, bytes, before.length)).toBe(may);
  });

  it.each([
    ["", true],
    ['"', true],
    ["g", true],
    ["0", false],
  ])("before %j a match may end: %s", (after, may) => {
    expect(mayEnd(pattern, Buffer.from(`exa_12ab${after}`), 8)).toBe(may);
  });

  it("begins no match inside of a long run, so that repeated prefixes cost one", () => {
    const long = patternOf({ ...RULE, pieces: [{ alphabet: "0-9A-Za-z_-", min: 20, max: 300 }] });
    const text = "exa_-".repeat(50);
    const begins = [...text.matchAll(/exa_/g)].filter(({ index }) =>
      mayBegin(long, Buffer.from(text), index),
    );
    expect(begins.map(({ index }) => index)).toEqual([0]);
    expect(mayBegin(pattern, Buffer.from("-exa_"), 1)).toBe(true);
  });

  it("looks for a keyword only within the distance, in any case", () => {
    const near = patternOf({ ...RULE, keywords: ["example"], near: 12 });
    expect(hasKeyword(near, Buffer.from("MyExample = exa_12ab"), 12)).toBe(true);
    expect(hasKeyword(near, Buffer.from("MyExample =       exa_12ab"), 18)).toBe(false);
    expect(hasKeyword(pattern, Buffer.from("exa_12ab"), 0)).toBe(true);
  });

  it("finds a keyword rule's value behind any operator, and folds the keyword's case alone", () => {
    const keyed = patternOf({ ...RULE, keywords: ["example"], prefixes: [] });
    const texts = ["EXAMPLE_KEY=12ab", "example: '12ab'", 'example" => "12ab"', 'Example.init("12ab")'];
    for (const text of texts) {
      expect(new RegExp(keyed.source, keyed.flags).exec(text)?.[1]).toBe("12ab");
    }
    expect(new RegExp(keyed.source, keyed.flags).exec("example = 12AB")).toBeNull();
  });
});
