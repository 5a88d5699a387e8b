import { describe, expect, test } from "vitest";
import { addedRanges } from "../../../../src/scan/git/added-lines.ts";
import { touches } from "../../../../src/scan/git/range.ts";
import { addedText } from "./repositories.ts";

describe("addedRanges", () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ["a new file", "a\nb\n", [], ["a\nb\n"]],
    ["an empty new file", "", [], []],
    ["no change", "a\nb\n", ["a\nb\n"], []],
    ["one line", "a\nB\nc\n", ["a\nb\nc\n"], ["B\n"]],
    ["at the end", "a\nb\n", ["a\n"], ["b\n"]],
    ["at the beginning", "x\na\n", ["a\n"], ["x\n"]],
    ["a line end at the end of the file", "a\nb\n", ["a\nb"], ["b\n"]],
    ["within a line", "a\nsome longer text\nb\n", ["a\nsome text\nb\n"], ["some longer text\n"]],
    ["two places", "1\nX\n2\n3\nY\n4\n", ["1\n2\n3\n4\n"], ["X\n", "Y\n"]],
    ["one taken away", "1\n3\n", ["1\n2\n3\n"], [""]],
    ["the last taken away", "1\n", ["1\n2\n"], [""]],
    ["a copy of a line", "a\nb\na\n", ["a\nb\n"], ["a\n"]],
    ["moved", "b\nc\na\n", ["a\nb\nc\n"], ["", "a\n"]],
    ["repeated lines", "}\nx\n}\ny\n}\n", ["}\nx\n}\n"], ["y\n}\n"]],
    ["new against both parents only", "ours\ntheirs\nevil\n", ["ours\n", "theirs\n"], ["evil\n"]],
    ["everything", "x\ny\n", ["a\nb\n"], ["x\ny\n"]],
    ["one line without an end", "ab", ["a"], ["ab"]],
  ])("%s", (_, now, old, added) => {
    expect(addedText(now, ...old)).toEqual(added);
  });

  test("what is left as old stands in the old version in the same order: random texts", () => {
    let seed = 7;
    let put = 0;
    let added = 0;
    const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round++) {
      const alphabet = 2 + next(12);
      const old = Array.from({ length: next(60) }, () => `${next(alphabet)}\n`);
      const now: string[] = [];
      for (const line of old) {
        if (next(4) === 0) {
          now.push(`${next(alphabet)}\n`);
          put++;
        }
        if (next(5) > 0) now.push(line);
      }
      const text = now.join("");
      const ranges = addedRanges(Buffer.from(text), [Buffer.from(old.join(""))]);
      let at = 0;
      const kept: string[] = [];
      for (const line of now) {
        if (!ranges.some(({ start, end }) => start <= at && at < end)) kept.push(line);
        at += line.length;
      }
      let from = 0;
      for (const line of kept) {
        from = old.indexOf(line, from) + 1;
        expect(from).toBeGreaterThan(0);
      }
      added += now.length - kept.length;
    }
    // Near to what the edits put in, though lines repeat.
    expect(added).toBeLessThan(put * 1.2);
  });

  test("many equal lines without one to hold on to", () => {
    const old = "same\n".repeat(400) + "other\n".repeat(400);
    const now = "same\n".repeat(401) + "new\n" + "other\n".repeat(399);
    const added = addedText(now, old);
    expect(added.join("")).toContain("new\n");
    expect(added.join("").length).toBeLessThan(20);
  });

  test("a large file with one new line near its end", () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `line ${i}`);
    const changed = [
      ...lines.slice(0, 10),
      "early",
      ...lines.slice(10, 49_990),
      "late",
      ...lines.slice(49_990),
    ];
    expect(addedText(changed.join("\n"), lines.join("\n"))).toEqual(["early\n", "late\n"]);
  });
});

describe("touches", () => {
  const ranges = [
    { start: 10, end: 20 },
    { start: 30, end: 30 },
  ];
  test.each([
    [0, 10, false],
    [0, 11, true],
    [19, 25, true],
    [20, 25, false],
    [25, 35, true],
    [25, 30, false],
    [30, 35, false],
  ])("%i to %i: %s", (start, end, expected) => {
    expect(touches(ranges, start, end)).toBe(expected);
  });
});
