import { expect, test } from "vitest";
import { scanAnnotations } from "../../../src/report/scan-annotations.ts";
import { HOSTILE, rangeFacts, rangeFinding } from "./scan-facts.ts";

test.each([
  ["what blocks", {}, "error"],
  ["what is new and does not block", { blocks: false, level: "generic" }, "warning"],
  ["what is likely none", { blocks: false, level: "placeholder" }, "notice"],
] as const)("%s is told as such", (_, facts, severity) => {
  expect(scanAnnotations(rangeFacts({ findings: [rangeFinding(facts)] }))).toMatchObject([
    { severity, at: { file: "src/config.ts", line: 12, column: 18 } },
  ]);
});

test("what the base has is a notice that says so", () => {
  const listed = [rangeFinding({ status: "in the base already", blocks: false })];
  const [one] = scanAnnotations(rangeFacts({ listed }));
  expect(one!.severity).toBe("notice");
  expect(one!.message).toContain("The base has it already.");
});

test("a message says what, how sure, by whom and what to do", () => {
  const [one] = scanAnnotations(rangeFacts({ findings: [rangeFinding()] }));
  expect(one!.message).toBe(
    "GitHub personal access token (classic) (github-pat, format verified): ghp_…. Commit 0123456 by Mona Lisa. Revoke it (https://github.com/settings/tokens), then remove it from the commits.",
  );
});

test("keeps what a runner keeps, the worst, with one error left for the step", () => {
  const findings = Array.from({ length: 60 }, (_, i) =>
    rangeFinding(
      i % 3 === 0
        ? { line: i, level: i === 57 ? "verified" : "specific" }
        : { blocks: false, level: i % 3 === 1 ? "generic" : "placeholder", line: i },
    ),
  );
  const told = scanAnnotations(rangeFacts({ findings }));
  expect(Object.groupBy(told, ({ severity }) => severity)).toMatchObject({
    error: { length: 9 },
    warning: { length: 10 },
    notice: { length: 10 },
  });
  expect(told[0]!.at.line).toBe(57);
});

test.each([
  ["a message", { kind: "message" }, "in commit message, line 12"],
  ["a name", { kind: "name", path: "a/***" }, "in name of a/***"],
  ["a path that had the secret in it", { pathMasked: true, path: "a/***" }, "in a/***:12"],
] as const)("%s has no file to open and says where", (_, facts, text) => {
  const [one] = scanAnnotations(rangeFacts({ findings: [rangeFinding(facts)] }));
  expect(one!.at).toEqual({});
  expect(one!.message).toContain(text);
});

test("hostile names are one line and no command", () => {
  const findings = HOSTILE.map((name) => rangeFinding({ path: name, author: name, sight: name, what: name }));
  const told = scanAnnotations(rangeFacts({ findings }));
  expect(told).toHaveLength(HOSTILE.length);
  for (const { message, at } of told)
    expect(`${message}${at.file}`).not.toMatch(/[\u0000-\u001f\u202e]|##\[|^::/);
});
