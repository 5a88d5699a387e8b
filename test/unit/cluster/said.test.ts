import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKnown, createSaid } from "../../../src/cluster/said.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const said = (text: string, ...values: string[]): string =>
  createSaid(() => values.map((value) => Secret.of(value)))(text);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("values are known by what they are, each once", () => {
  const known = createKnown();
  const [first, same, other] = [CANARY, CANARY, "other"].map((text) => Secret.of(text)) as [
    Secret,
    Secret,
    Secret,
  ];
  expect(known.add([first, same])).toEqual([first]);
  expect(known.add([same, other])).toEqual([other]);
  expect([...known.all()]).toEqual([first, other]);
});

test.each(["abc😀efgh", "ab😀cdefgh", "é😀abcdef", "日本語のパスワード"])(
  "%s is masked, however it begins",
  (value) => {
    expect(said(`got ${value} and abc`, value)).toBe("got *** and abc");
    expect(said(`got ${value.slice(0, -1)}`, value)).toBe("got ***");
  },
);

describe("a value in a server's text", () => {
  test.each([
    ["as it is", `got ${CANARY}, sorry`, "got ***, sorry"],
    ["in quotes", `got "${CANARY}"`, 'got "***"'],
    ["in base64", `data: ${base64(CANARY)}`, "data: ***"],
    ["in base64 with a line end", `data: ${base64(`${CANARY}\n`)}`, "data: ***"],
    ["twice", `${CANARY}${CANARY}`, "******"],
    ["in URL form", `x=${encodeURIComponent(CANARY)}`, "x=***"],
    ["cut at the end", "the value CANARY-7f", "the value ***"],
    ["cut, with dots", "the value CANARY-7...", "the value ***..."],
    ["cut, with an ellipsis in quotes", 'the value "CANARY-7…"', 'the value "***…"'],
    ["cut in base64", `the value ${base64(CANARY).slice(0, 9)}`, "the value ***"],
  ])("%s", (_, text, expected) => {
    expect(said(text, CANARY)).toBe(expected);
  });

  test.each([
    ["5432", "expected string, got &value.valueUnstructured{Value:5432}"],
    ["true", "expected string, got &value.valueUnstructured{Value:true}"],
    ["7", 'expected string, got &value.valueUnstructured{Value:map[string]interface {}{"a":7}}'],
    ["unknown", "x: expected string, got &value.valueUnstructured{Value:CANARY-7f3a}"],
    [CANARY, `error found in #10 byte of ...|a":"CANARY-7|..., bigger context ...|{"a":"CANARY-7|...`],
    [CANARY, "cannot unmarshal !!str `CANARY-...` into int"],
  ])("%s, where servers are known to quote: %#", (value, text) => {
    const shown = said(text, value);
    expect(shown).toContain("***");
    expect(shown).not.toMatch(/CANARY|5432|Value:true|"a":7/);
  });

  test.each([
    ["7", "7 of 17 are 7", "*** of 17 are ***"],
    ["pw", "pw, pwd and apw", "***, pwd and apw"],
    ["a.b", "a.b but not axb", "*** but not axb"],
    ["$1", "costs $1", "costs ***"],
  ])("that is short (%s) where it stands alone", (value, text, expected) => {
    expect(said(text, value)).toBe(expected);
  });

  test("each line of one that has several", () => {
    expect(said("first-line and second-line", "first-line\nsecond-line\n")).toBe("*** and ***");
  });

  test("that is known only later, and no more of one that is not", () => {
    const values: Secret[] = [];
    const safe = createSaid(() => values);
    expect(safe(CANARY)).toBe(CANARY);
    values.push(Secret.of(CANARY));
    expect(safe(CANARY)).toBe("***");
    values[0] = Secret.of("another-value");
    expect(safe(`${CANARY} another-value`)).toBe(`${CANARY} ***`);
  });

  test("is never shown, however the text is cut behind it", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(900), fc.constantFrom("", " ", "...", '"'), (before, length, end) => {
        const value = "s3cr3t-".repeat(1 + (length % 7));
        const text = `${"x ".repeat(before * 10)}${value}`.slice(0, 20 * before + (length % 50)) + end;
        expect(said(text, value)).not.toContain("s3cr3");
      }),
      { numRuns: 60 },
    );
  });
});

describe("hostile text", () => {
  test.each([
    ["::set-output name=a::b", ": :set-output name=a::b"],
    ["ok\n::error::x", "ok ::error::x"],
    ["##[command]x", "## [command]x"],
    ["a\u001b[31mred\u0007", "a\\u{1b}[31mred\\u{7}"],
    ["a\u202eb\u200bc", "a\\u{202e}b\\u{200b}c"],
    ["  a \r\n\t b\u2028c ", "a b c"],
    ["\ud800", "\ufffd"],
    ["", ""],
  ])("%j", (text, expected) => {
    expect(said(text, CANARY)).toBe(expected);
  });

  test("is bounded, after it was masked", () => {
    const shown = said(`${"a".repeat(490)} ${CANARY} ${"b".repeat(100_000)}`, CANARY);
    expect(shown).toHaveLength(500);
    expect(shown).toMatch(/a \*\*\* b+…$/);
    expect(said(`${"😀".repeat(600)}`)).toMatch(/^(?:😀)+…$/u);
  });

  test.each([" ", ".", "\u001b", "valueUnstructured{", "error found in #1 "])(
    "takes no time: %j",
    (piece) => {
      expect(said(`${piece.repeat(60_000 / piece.length)}x`, CANARY).length).toBeLessThanOrEqual(500);
    },
  );
});
