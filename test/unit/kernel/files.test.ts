import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { createFile, readBounded, safePath } from "../../../src/kernel/files.ts";

const posix = process.platform !== "win32";
let root: string;
let outside: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "files-")));
  outside = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "outside-")));
});
afterEach(() => {
  for (const folder of [root, outside]) fs.rmSync(folder, { recursive: true });
});
const create = (file: string, overwrite = false) =>
  createFile(file, Buffer.from("value"), { roots: [root], overwrite });
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Failure).code;
  }
  return "none";
};

test("creates with missing folders, readable by this user only", () => {
  const file = create("a/b/c.txt");
  expect(fs.readFileSync(file, "utf8")).toBe("value");
  if (posix) {
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.join(root, "a")).mode & 0o777).toBe(0o700);
  }
});

test("a mode is the file's before it has its name, whatever the umask and whatever takes its place", () => {
  fs.writeFileSync(path.join(outside, "secret"), "CANARY-7f3a", { mode: 0o600 });
  const umask = process.umask(0o077);
  try {
    const options = { roots: [root], overwrite: true, mode: 0o644 };
    const file = createFile("m.prom", Buffer.from("1\n"), options);
    if (posix) expect(fs.statSync(file).mode & 0o777).toBe(0o644);
    fs.rmSync(file);
    fs.symlinkSync(path.join(outside, "secret"), file);
    expect(codeOf(() => createFile("m.prom", Buffer.from("2\n"), options))).toBe("FILE_UNSAFE");
  } finally {
    process.umask(umask);
  }
  if (posix) expect(fs.statSync(path.join(outside, "secret")).mode & 0o777).toBe(0o600);
});

test("writes over a file only when told, and then tightens its mode", () => {
  fs.writeFileSync(path.join(root, "x"), "old", { mode: 0o644 });
  expect(codeOf(() => create("x"))).toBe("FILE_EXISTS");
  expect(fs.readFileSync(path.join(root, "x"), "utf8")).toBe("old");
  create("x", true);
  expect(fs.readFileSync(path.join(root, "x"), "utf8")).toBe("value");
  if (posix) expect(fs.statSync(path.join(root, "x")).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(root)).toEqual(["x"]);
});

test.each([
  "../x",
  "a/../../x",
  "",
  "a\0b",
  ".git/config",
  "_runner_file_commands/set_env_1",
  "a/.GitHub/x",
  "CON",
  "sub/nul.txt",
  "a/",
  ".",
  "/etc/x",
])("refuses %j", (file) => {
  expect(safePath(file, [root])).toMatchObject({ code: "FILE_UNSAFE" });
});

test.skipIf(!posix)("follows no link when writing", () => {
  fs.symlinkSync(outside, path.join(root, "folder"));
  fs.symlinkSync(path.join(outside, "target"), path.join(root, "link"));
  for (const overwrite of [false, true]) {
    expect(codeOf(() => create("folder/x", overwrite))).toBe("FILE_UNSAFE");
    expect(codeOf(() => create("link", overwrite))).toBe("FILE_UNSAFE");
  }
  expect(fs.readdirSync(outside)).toEqual([]);
});

test("reads within a bound, through a link, regular files only", () => {
  const file = path.join(root, "f");
  fs.writeFileSync(file, "12345");
  expect(readBounded(file, 5)).toMatchObject({ realPath: file });
  expect(codeOf(() => readBounded(file, 4))).toBe("LIMIT_EXCEEDED");
  expect(codeOf(() => readBounded(path.join(root, "none"), 4))).toBe("FILE_NOT_FOUND");
  expect(codeOf(() => readBounded(root, 4))).toBe("FILE_UNREADABLE");
  if (!posix) return;
  fs.symlinkSync(file, path.join(root, "l"));
  expect(readBounded(path.join(root, "l"), 5).bytes.toString()).toBe("12345");
  execFileSync("mkfifo", [path.join(root, "p")]);
  expect(codeOf(() => readBounded(path.join(root, "p"), 5))).toBe("FILE_UNREADABLE");
});
