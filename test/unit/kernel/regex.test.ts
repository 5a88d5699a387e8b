import { expect, test } from "vitest";
import { compileRe2 } from "../../../src/kernel/regex.ts";

test.each([
  ["^(data|stringData)$", "data", "xdata"],
  ["data|token", "my token", "none"],
  ["\\.enc\\.yaml$", "a.enc.yaml", "a.encXyaml"],
  ["(?i)^password$", "PassWord", "password1"],
  ["^[[:alpha:]]\\d\\z", "a1", "a1\n"],
  ["^\\pL+$", "Ünï", "1"],
  ["(?P<n>x)y", "xy", "yx"],
  ["\\Qa.b\\E", "a.b", "axb"],
  ["(?s)a.b", "a\nb", "ab"],
  ["a.b", "axb", "a\nb"],
  ["", "anything", undefined],
])("%s is read as Go reads it", async (pattern, hit, miss) => {
  const regex = await compileRe2(pattern, "SOPS_CONFIG", "path_regex");
  expect(regex.search(hit)).toBe(true);
  if (miss !== undefined) expect(regex.search(miss)).toBe(false);
});

test.each(["(", "a(?=b)", "(?<!a)b", "(a)\\1", "[", "*"])("%s is refused", async (pattern) => {
  await expect(compileRe2(pattern, "SOPS_METADATA", "encrypted_regex")).rejects.toThrow(
    expect.objectContaining({ code: "SOPS_METADATA" }),
  );
});

test("a pattern that makes a backtracking engine stand still is harmless", async () => {
  const regex = await compileRe2("^(a|a)*(a|a)*$", "SOPS_CONFIG", "path_regex");
  const started = performance.now();
  expect(regex.search(`${"a".repeat(2000)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});
