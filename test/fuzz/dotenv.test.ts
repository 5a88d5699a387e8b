import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import util from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDotenv } from "../../src/export/dotenv.ts";

let folder: string;
beforeAll(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "dotenv-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const char = fc.constantFrom(
  ..."ab1 \t\n'\"`$\\#={}()!~*;&|<>%:/.,-éü🔑\u00a0\u2028",
  "${A}",
  "$(id)",
  "\\n",
  "export ",
  "\n#",
  "\nB=",
);
const value = fc.array(char, { maxLength: 12 }).map((chars) => chars.join(""));

/** The values that a dotenv file takes, under names of their own, and the file. */
function fileOf(values: readonly string[]): { expected: Record<string, string>; text: string } {
  const expected: [string, string][] = [];
  for (const [i, one] of values.entries())
    if (typeof toDotenv(new Map([[`V${i}`, one]])) === "string") expected.push([`V${i}`, one]);
  return { expected: Object.fromEntries(expected), text: toDotenv(new Map(expected)) as string };
}
const many = () => fc.sample(value, 1500);

test("Node reads what was written", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      const { expected, text } = fileOf(values);
      expect({ ...util.parseEnv(text) }).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test.skipIf(process.platform === "win32")("bash reads what was written", () => {
  const { expected, text } = fileOf(many());
  const file = path.join(folder, "bash.env");
  fs.writeFileSync(file, text);
  const script = 'set -a; . "$1"; exec "$2" -e "process.stdout.write(JSON.stringify(process.env))"';
  const read = JSON.parse(
    execFileSync("bash", ["--norc", "-c", script, "bash", file, process.execPath], { encoding: "utf8" }),
  ) as Record<string, string>;
  expect(Object.keys(expected).length).toBeGreaterThan(200);
  for (const [name, one] of Object.entries(expected)) expect([name, read[name]]).toEqual([name, one]);
});

const python = spawnSync("python3", ["-c", "import dotenv"]).status === 0;
if (!python) console.warn("skipped: python-dotenv is not installed");
test.skipIf(!python)("python-dotenv reads what was written", () => {
  const { expected, text } = fileOf(many());
  const file = path.join(folder, "python.env");
  fs.writeFileSync(file, text);
  const script = "import dotenv,json,sys;print(json.dumps(dotenv.dotenv_values(sys.argv[1])))";
  expect(JSON.parse(execFileSync("python3", ["-c", script, file], { encoding: "utf8" }))).toEqual(expected);
});

test("a bare value is what docker's env files would read", () => {
  fc.assert(
    fc.property(value, (one) => {
      const text = toDotenv(new Map([["A", one]]));
      if (typeof text === "string" && !/^A=['"]/.test(text)) expect(text).toBe(`A=${one}\n`);
    }),
  );
});
