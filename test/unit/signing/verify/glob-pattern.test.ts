import { describe, expect, test } from "vitest";
import { anyText, exactly, glob, oneOf, wholeRegexp } from "../../../../src/signing/verify/glob-pattern.ts";

test.each([
  ["refs/tags/v*", "refs/tags/v1", true],
  ["refs/tags/v*", "refs/tags/v", true],
  ["refs/tags/v*", "refs/tags/v1/x", false],
  ["refs/tags/v*", "xrefs/tags/v1", false],
  ["refs/*/main", "refs/heads/main", true],
  ["refs/*/main", "refs//main", false],
  ["refs/*/main", "refs/a/b/main", false],
  ["a*b*c", "aXbYc", true],
  ["a*b*c", "aXbYcZ", false],
  ["a*b*c", "abcbc", true],
  ["a.c", "abc", false],
  ["a[bc]", "ab", false],
  ["a?", "ab", false],
  ["*", "", false],
  ["*", "a\n", false],
  ["a*", "a\u202eb", false],
  ["a", "A", false],
])("%s for %j: %s", (text, value, matches) => {
  expect(glob(text).matches(value)).toBe(matches);
});

test("many stars take no time", () => {
  expect(glob(`${"a*".repeat(500)}b`).matches("a".repeat(2000))).toBe(false);
});

describe("others", () => {
  test("any text is some text", () => {
    expect(["x", "", "a\rb"].map((value) => anyText().matches(value))).toEqual([true, false, false]);
  });

  test("exact texts", () => {
    expect(["a*", "ab"].map((value) => exactly("a*").matches(value))).toEqual([true, false]);
    expect(["push", "push, tag", "tag"].map((value) => oneOf(["push", "tag"]).matches(value))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test.each(["a)|(b", "(", "a(?=b)", String.raw`\Qa`])(
    "an expression is valid by itself: %s",
    async (text) => {
      await expect(wholeRegexp(text, "identity-regexp")).rejects.toMatchObject({ code: "INPUT_INVALID" });
    },
  );

  test.each([
    ["a|b", "ab", false],
    ["a|b", "b", true],
    ["^a$|b", "xb", false],
    ["(?i)A", "a", true],
    ["a.c", "a\nc", false],
    ["a[^x]c", "a\nc", false],
  ])("%s for %j: %s", async (text, value, matches) => {
    expect((await wholeRegexp(text, "identity-regexp")).matches(value)).toBe(matches);
  });
});
