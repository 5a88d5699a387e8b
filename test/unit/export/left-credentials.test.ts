import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addLines, readLeftCredentials } from "../../../src/export/left-credentials.ts";
import { leftoversPath } from "../../../src/export/leftovers.ts";

let temp: string;
let file: string;
beforeEach(() => {
  temp = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "left-")));
  file = leftoversPath(temp);
});
afterEach(() => fs.rmSync(temp, { recursive: true }));

const token = (name: string) => ({ provider: "vault", record: { token: name } });

test("lines are added, only this user can read them, and what is settled is not read again", () => {
  addLines(file, [{ ca: "PEM" }, { id: 1, ...token("one") }]);
  addLines(file, [{ id: 2, ...token("two") }]);
  addLines(file, [{ settled: 1 }]);
  if (process.platform !== "win32") expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(readLeftCredentials(file, temp)).toEqual({ ca: "PEM", left: [token("two")] });
});

test("a line that a kill cut short costs that line alone", () => {
  addLines(file, [{ id: 1, ...token("one") }]);
  const whole = fs.readFileSync(file, "utf8");
  fs.appendFileSync(file, whole.slice(0, -10));
  expect(readLeftCredentials(file, temp)?.left).toEqual([token("one")]);
});

test.each([
  ["no object", "[1]"],
  ["another shape", '{"id":"1","provider":"vault","record":{}}'],
  ["a record that is none", '{"id":1,"provider":"vault","record":[]}'],
  ["a provider's name that is a path", '{"id":1,"provider":"../x","record":{}}'],
  ["a certificate that is none", '{"ca":{}}'],
])("%s is left out", (_, line) => {
  fs.writeFileSync(file, `${line}\n`);
  expect(readLeftCredentials(file, temp)).toEqual({ ca: undefined, left: [] });
});

test("a path elsewhere, another name, a folder, a link, or no file at all is none of ours", () => {
  expect(readLeftCredentials(file, temp)).toBeUndefined();
  const other = path.join(temp, "other.json");
  addLines(other, [{ id: 1, ...token("one") }]);
  expect(readLeftCredentials(other, temp)).toBeUndefined();
  expect(readLeftCredentials(path.join(temp, "x", path.basename(file)), temp)).toBeUndefined();
  fs.mkdirSync(file);
  expect(readLeftCredentials(file, temp)).toBeUndefined();
  fs.rmdirSync(file);
  fs.symlinkSync(other, file);
  expect(readLeftCredentials(file, temp)).toBeUndefined();
});

test.skipIf(process.platform === "win32")("nothing is written through a link", () => {
  fs.symlinkSync(path.join(temp, "elsewhere"), file);
  expect(() => addLines(file, [{ settled: 1 }])).toThrow();
  expect(fs.readdirSync(temp)).toEqual([path.basename(file)]);
});
