import { expect, test } from "vitest";
import { nearest } from "../../../src/kernel/nearest.ts";
import { printable, printableJson } from "../../../src/kernel/printable.ts";

test.each([
  "\n::add-path::/x",
  "a ##[command]x",
  "::::error::",
  "a\r::set-env name=A::b",
  "\u001b[2J",
  "x\u202ey\u2066",
  "##\u200b[x]",
  ":\u200b:x",
  "\u2028::x",
])("%j starts no command", (text) => {
  const shown = printable(text);
  expect(shown).not.toMatch(/^\s*::|##\[|[\p{Cc}\p{Cf}\u2028]/u);
});

test.each(["a: b # [c] ä 日本 🔑", "arn:aws:iam::123456789012:role/x", "a ::b"])("%s is unchanged", (text) =>
  expect(printable(text)).toBe(text),
);

test("nearest", () => {
  expect(nearest("overwite", ["overwrite", "export"])).toBe("overwrite");
  expect(nearest("xyz", ["overwrite", "export"])).toBeUndefined();
});

test("JSON keeps its meaning and holds nothing that a terminal would obey", () => {
  const hostile = "a\u009b31m\u007f\u0085\u2028\u202e\u{e0041}ä🔑\n";
  const text = printableJson(JSON.stringify({ hostile }, null, 2));
  expect(JSON.parse(text)).toEqual({ hostile });
  expect(text).not.toMatch(/[\u007f-\u009f\u2028\p{Cf}]/u);
  expect(text).toContain("ä🔑");
});
