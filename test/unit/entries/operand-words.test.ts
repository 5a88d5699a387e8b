import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeUnless } from "../../harness/describe-unless.ts";
import { linesOf, wordOf } from "../../../src/entries/operand-words.ts";
import { parseSignLines } from "../../../src/signing/sign-lines.ts";
import { parseVerifyLines } from "../../../src/signing/verify-lines.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "operand-words-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const here = (name: string): string => {
  fs.writeFileSync(path.join(folder, name), "");
  return name;
};

test.each([
  ["dist/*.tgz", "dist/*.tgz"],
  ["my file, 2.tgz", "my file, 2.tgz"],
  ["#1.tgz", "#1.tgz"],
  ["a = b", "a = b"],
  ["has", "has"],
  ["!x.tgz", "!x.tgz"],
])("%j is one subject of a line, as it stands", (operand, pattern) => {
  const { lines, problems } = parseSignLines(wordOf(operand, folder));
  expect([lines.map(({ subject }) => subject), problems]).toEqual([[{ kind: "files", pattern }], []]);
});

const noNames = process.platform === "win32" ? "Windows has no files of such names" : undefined;
describeUnless(noNames, "a name with wildcards", () => {
  test.each([
    ["a[1].tgz", "a\\[1\\].tgz"],
    ["a*{b,c}?.tgz", "a\\*\\{b,c\\}\\?.tgz"],
    ["!a.tgz", "\\!a.tgz"],
  ])("%j is no pattern where a file is called so", (name, pattern) => {
    const { lines } = parseSignLines(wordOf(here(name), folder));
    expect(lines.map(({ subject }) => subject)).toEqual([{ kind: "files", pattern }]);
  });
});

test("images and needs are words too; standard input is no file", () => {
  const image = `oci://registry.test/shop/api@sha256:${"0".repeat(64)}`;
  const { lines, problems } = parseVerifyLines(
    `${wordOf(image, folder)} has ${wordOf("signature", "/")}, ${wordOf("https://example.com/a,b", "/")}`,
  );
  expect(problems).toEqual([]);
  expect(lines).toMatchObject([
    {
      subject: { kind: "image" },
      needs: [{ kind: "signature" }, { predicateType: "https://example.com/a,b" }],
    },
  ]);
  expect(wordOf("-", folder)).toBe("-");
});

test.each(['a"b', "a\nb", "a\u202eb", "CANARY-7f3a\0"])("%j is refused as a wrong argument", (operand) => {
  expect(() => wordOf(operand, folder)).toThrow(
    expect.objectContaining({
      code: "INPUT_INVALID",
      exit: 2,
      message: expect.not.stringContaining("CANARY-7f3a"),
    }),
  );
});

test("lines of flags come first", () => {
  expect(linesOf("a\nb", ["c"])).toBe("a\nb\nc");
  expect(linesOf(undefined, ["c", "d"])).toBe("c\nd");
  expect(linesOf(undefined, [])).toBeUndefined();
});
