import { expect, test } from "vitest";
import { nearest } from "../../../src/kernel/nearest.ts";
import { printable } from "../../../src/kernel/printable.ts";

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
  expect(shown).not.toMatch(/::|##\[|[\p{Cc}\p{Cf}\u2028]/u);
});

test("ordinary text is unchanged", () =>
  expect(printable("a: b # [c] ä 日本 🔑")).toBe("a: b # [c] ä 日本 🔑"));

test("nearest", () => {
  expect(nearest("overwite", ["overwrite", "export"])).toBe("overwrite");
  expect(nearest("xyz", ["overwrite", "export"])).toBeUndefined();
});
