import { expect, test } from "vitest";
import { needName, parseVerifyLines } from "../../../src/signing/verify-lines.ts";

const CANARY = "CANARY-7f3a";

test.each([
  ["dist/a.tgz", "dist/a.tgz", ["signature"]],
  ["dist/a.tgz has signature", "dist/a.tgz", ["signature"]],
  ["dist/a.tgz has https://sigstore.dev/cosign/sign/v1, signature", "dist/a.tgz", ["signature"]],
  ["dist/*.{a,b} has provenance,spdxjson # both", "dist/*.{a,b}", ["provenance", "spdxjson"]],
  ["has has https://example.com/t/v1", "has", ["https://example.com/t/v1"]],
  ['"a has b" has slsaprovenance1, provenance', "a has b", ["provenance"]],
])("%s", (text, pattern, needs) => {
  const { lines, problems } = parseVerifyLines(text);
  expect(problems).toEqual([]);
  expect(lines).toMatchObject([{ line: 1, subject: { kind: "files", pattern } }]);
  expect(lines[0]?.needs.map(needName)).toEqual(needs);
});

test("stdin, and a file of that name", () => {
  const { lines } = parseVerifyLines('-\n"-"');
  expect(lines.map(({ subject }) => subject)).toEqual([{ kind: "stdin" }, { kind: "files", pattern: "-" }]);
});

test.each([
  [`a ${CANARY}`],
  ["a has"],
  ["a has signature provenance"],
  ["a has signature,"],
  [`a has ${CANARY}`],
  ['a has ""'],
  [`oci://ghcr.io/x/${CANARY}`],
])("refuses %j without quoting it", (text) => {
  const { lines, problems } = parseVerifyLines(`ok\n${text}`);
  expect(lines).toHaveLength(1);
  expect(problems).toMatchObject([{ code: "INPUT_INVALID", at: { input: "verify", line: 2 } }]);
  expect(`${problems[0]?.message} ${problems[0]?.fix}`).not.toContain(CANARY);
});
