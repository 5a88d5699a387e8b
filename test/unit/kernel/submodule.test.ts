import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkoutOf, superprojectOf } from "../../../src/kernel/git.ts";

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "submodule-")));
const main = path.join(folder, "main");
const inner = path.join(main, "inner");
const env = { PATH: process.env["PATH"] };
const run = (cwd: string, ...args: readonly string[]): void =>
  void execFileSync(
    "git",
    ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always", ...args],
    { cwd, stdio: "ignore" },
  );

beforeAll(() => {
  const other = path.join(folder, "other");
  for (const where of [other, main]) {
    fs.mkdirSync(where);
    run(where, "init", "-q");
    fs.writeFileSync(path.join(where, "a.txt"), where);
    run(where, "add", ".");
    run(where, "commit", "-qm", "one");
  }
  run(main, "submodule", "add", "-q", other, "inner");
  run(main, "commit", "-qm", "two");
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a submodule at the commit that HEAD records belongs to the checkout around it", () => {
  const checkout = checkoutOf(inner, env)!;
  expect(checkout.root).toBe(inner);
  expect(superprojectOf(checkout, env)?.head).toBe(checkoutOf(main, env)!.head);
});

test("at any other commit it belongs to nobody", () => {
  fs.writeFileSync(path.join(inner, "b.txt"), "b");
  run(inner, "add", ".");
  run(inner, "commit", "-qm", "moved");
  expect(superprojectOf(checkoutOf(inner, env)!, env)).toBeUndefined();
});

test("a checkout of its own in a subfolder is no submodule, and a bare repository is no checkout", () => {
  const nested = path.join(main, "nested");
  fs.mkdirSync(nested);
  run(nested, "init", "-q");
  fs.writeFileSync(path.join(nested, "c.txt"), "c");
  run(nested, "add", ".");
  run(nested, "commit", "-qm", "three");
  expect(superprojectOf(checkoutOf(nested, env)!, env)).toBeUndefined();
  const bare = path.join(main, "bare");
  run(folder, "clone", "-q", "--bare", nested, bare);
  run(bare, "config", "core.bare", "false");
  run(bare, "config", "core.worktree", bare);
  expect(checkoutOf(bare, env)?.root).not.toBe(bare);
});
