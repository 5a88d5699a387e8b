import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkFiles, writeFiles } from "../../../src/export/files.ts";
import { Secret } from "../../../src/kernel/secret.ts";

let root: string;
beforeEach(() => void (root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "export-")))));
afterEach(() => fs.rmSync(root, { recursive: true }));
const file = (name: string) =>
  ({ names: [name], path: path.join(root, name), format: "raw", content: Secret.of("v") }) as const;

test("writes bytes, returns paths", () => {
  const settings = { roots: [root], overwrite: false };
  expect(checkFiles([file("a")], settings)).toEqual([]);
  expect(writeFiles([file("a")], settings)).toEqual([path.join(root, "a")]);
  expect(fs.readFileSync(path.join(root, "a"), "utf8")).toBe("v");
});

test("all or nothing: what stands in the way is found before, and undone after", () => {
  fs.writeFileSync(path.join(root, "b"), "old");
  const settings = { roots: [root], overwrite: false };
  expect(checkFiles([file("a"), file("b")], settings)).toMatchObject([{ code: "FILE_EXISTS" }]);
  expect(() => writeFiles([file("a"), file("b")], settings)).toThrow(
    expect.objectContaining({ code: "FILE_EXISTS" }),
  );
  expect(fs.readdirSync(root)).toEqual(["b"]);
  expect(checkFiles([file(".git/x")], settings)).toMatchObject([{ code: "FILE_UNSAFE" }]);
});
