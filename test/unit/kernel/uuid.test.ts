import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { randomBytes, randomUuid } from "../../../src/kernel/uuid.ts";

test("each UUID is one of version 4, and no other", () => {
  const all = Array.from({ length: 200 }, randomUuid);
  expect(new Set(all).size).toBe(all.length);
  for (const uuid of all)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("what is no device of the system gives no bytes", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "uuid-"));
  const file = path.join(folder, "urandom");
  fs.writeFileSync(file, Buffer.alloc(64));
  const link = path.join(folder, "link");
  fs.symlinkSync("/dev/zero", link);
  for (const source of [file, link, folder, path.join(folder, "none"), "/dev/null"]) {
    const bytes = randomBytes(32, source);
    expect([bytes.length, bytes.equals(Buffer.alloc(32))]).toEqual([32, false]);
  }
  fs.rmSync(folder, { recursive: true });
});

test.runIf(process.platform === "linux")("the device is what is read, and closed again", () => {
  const read = vi.spyOn(fs, "readSync");
  const close = vi.spyOn(fs, "closeSync");
  expect(randomBytes(32).length).toBe(32);
  expect(read).toHaveBeenCalledOnce();
  expect(close).toHaveBeenCalledWith(read.mock.calls[0]![0]);
});
