import { expect, test } from "vitest";
import { openEach } from "../../../src/commands/opening.ts";
import { Failure } from "../../../src/kernel/errors.ts";

const files = ["a", "b", "c"].map((file) => ({ file }));

test("all are opened, in their order", async () => {
  expect(await openEach(files, async ({ file }) => `${file}!`)).toEqual(["a!", "b!", "c!"]);
});

test("every problem is told, with its file and its fix", async () => {
  const opening = openEach(files, async ({ file }) => {
    if (file !== "b") throw new Failure("SOPS_METADATA", "no metadata", { fix: "sops encrypt" });
    return file;
  });
  await expect(opening).rejects.toMatchObject({
    message: "2 problems",
    all: [
      { code: "SOPS_METADATA", at: { file: "a" }, fix: "sops encrypt" },
      { code: "SOPS_METADATA", at: { file: "c" }, fix: "sops encrypt" },
    ],
  });
});

test("what says its own place keeps it; what is of several files stands there once", async () => {
  const login = new Failure("CREDENTIALS_MISSING", "no key");
  const opening = openEach(files, async ({ file }) => {
    throw file === "b" ? new Failure("SOPS_FORMAT", "bad", { at: { file: "x", line: 3 } }) : login;
  });
  const failure = await opening.catch((error: unknown) => error as Failure);
  expect((failure as Failure).all.map(({ code, at }) => [code, at])).toEqual([
    ["CREDENTIALS_MISSING", undefined],
    ["SOPS_FORMAT", { file: "x", line: 3 }],
  ]);
});

test("one that is alone is itself, and a foreign error keeps nothing of its text", async () => {
  const opening = openEach(files.slice(0, 1), async () => {
    throw new Error("CANARY-7f3a");
  });
  await expect(opening).rejects.toMatchObject({ code: "INTERNAL", at: { file: "a" } });
  await expect(opening).rejects.not.toThrow(/CANARY/);
});
