import { expect, test } from "vitest";
import { shellPath, shellWord } from "../../../src/kernel/shell-word.ts";

test.each([
  ["plain", "plain"],
  ["a/b.c-d_e@f:1,2+3%4=5", "a/b.c-d_e@f:1,2+3%4=5"],
  ["", "''"],
  ["two words", "'two words'"],
  ["it's", "'it'\\''s'"],
  ["$(id)", "'$(id)'"],
  ["`id`;&|*?~#!", "'`id`;&|*?~#!'"],
  ["line\nline\u001b[1m", "'line\\u{a}line\\u{1b}[1m'"],
])("%j as a word of a shell's line", (word, shown) => {
  expect(shellWord(word)).toBe(shown);
});

test.each([
  ["-i", "./-i"],
  ["-a b", "'./-a b'"],
  ["a-b", "a-b"],
  ["/a", "/a"],
])("%j as a path that is no option", (file, shown) => {
  expect(shellPath(file)).toBe(shown);
});
