import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { appendFile } from "../../../src/kernel/append.ts";
import { Failure } from "../../../src/kernel/errors.ts";

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "append-")));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);
const codeOf = (file: string, roots: readonly string[] = [folder]): string => {
  try {
    appendFile(file, "x\n", roots);
    return "written";
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
};

test("text is added at the end, and only this user can read it", () => {
  fs.mkdirSync(at("old"));
  fs.writeFileSync(at("old/audit.jsonl"), "1\n", { mode: 0o644 });
  for (const file of ["old/audit.jsonl", "new/folder/audit.jsonl"]) {
    appendFile(file, "2\n", [folder]);
    appendFile(at(file), "3\n", [folder]);
    if (process.platform !== "win32") expect(fs.statSync(at(file)).mode & 0o777).toBe(0o600);
  }
  expect(fs.readFileSync(at("old/audit.jsonl"), "utf8")).toBe("1\n2\n3\n");
  expect(fs.readFileSync(at("new/folder/audit.jsonl"), "utf8")).toBe("2\n3\n");
});

test("no link is followed, and nothing outside is written", () => {
  fs.writeFileSync(at("target"), "");
  fs.symlinkSync(at("target"), at("link"));
  fs.mkdirSync(at("dir"));
  expect([codeOf("link"), codeOf("../x"), codeOf(path.join(os.tmpdir(), "x")), codeOf(".git/x")]).toEqual(
    Array.from({ length: 4 }, () => "FILE_UNSAFE"),
  );
  expect(codeOf("dir")).toBe("FILE_UNSAFE");
  expect(fs.readFileSync(at("target"), "utf8")).toBe("");
});

test("a folder that becomes a link while it is looked at is not followed", () => {
  fs.mkdirSync(at("elsewhere"));
  fs.mkdirSync(at("swapped"));
  const spy = vi.spyOn(fs, "mkdirSync").mockImplementationOnce(() => {
    fs.rmdirSync(at("swapped"));
    fs.symlinkSync(at("elsewhere"), at("swapped"), "dir");
    return undefined;
  });
  expect(codeOf("swapped/audit.jsonl")).toBe("FILE_UNSAFE");
  spy.mockRestore();
  expect(fs.readdirSync(at("elsewhere"))).toEqual([]);
});

test("what cannot be opened is a failure of ours", () => {
  fs.writeFileSync(at("file"), "");
  expect(["FILE_UNSAFE", "FILE_UNREADABLE"]).toContain(codeOf("file/below"));
});
