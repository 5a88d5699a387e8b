import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { readWithLibrary } from "../../../../src/sops/stores/yaml-library.ts";
import { scanYaml } from "../../../../src/sops/stores/yaml-scan.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../../fixtures/sops");

function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (error instanceof Failure) return [error.code, error.message, error.at];
    throw error;
  }
}

const files = (fs.readdirSync(FIXTURES, { recursive: true }) as string[])
  .filter((file) => /\.ya?ml$/.test(file))
  .map((file) => [file, fs.readFileSync(path.join(FIXTURES, file), "utf8").replace(/\r\n/g, "\n")] as const);
const scanned = files.filter(([, text]) => outcome(() => scanYaml(text, 23)) !== undefined);

describe("the scanner and the library", () => {
  test("the scanner takes every file that sops encrypted", () => {
    const encrypted = files.filter(([file]) => file.endsWith("enc.yaml")).map(([file]) => file);
    expect(encrypted.length).toBeGreaterThan(30);
    const taken = new Set(scanned.map(([file]) => file));
    expect(encrypted.filter((file) => !taken.has(file))).toEqual([]);
  });

  test.each(scanned)("%s: equal trees", (_file, text) => {
    expect(outcome(() => scanYaml(text, 23))).toEqual(outcome(() => readWithLibrary(text, 23)));
  });

  test.each([
    "a: 1\n\n\n# x\nb:\n- c # d\n# e\n\n- f\n  # g\nh: i\n# j\n",
    "a:\n    b:\n        c: 1\n      # x\n    # y\n# z\nd: 1\n",
    "a: |\n    x\n\n    y\n# c\nb: |+\n    z\n\n---\nc: |2-\n    q\n",
    "k:\n    - - a\n      - b: 1\n        c:\n            d: 2\n    - e\n",
    "\"a\\tb\": \"c\\u00e9\" # d\n'e''f': 'g: h'\n",
    "a:\nb:\n    c:\nd: []\ne: {}\n",
    "a: !!binary gIGCgw==\nb: !!merge <<\n!!merge <<: x\n",
  ])("case %#: equal trees", (text) => {
    const tree = scanYaml(text, 23);
    expect(tree).toBeDefined();
    expect(tree).toEqual(readWithLibrary(text, 23));
  });

  test.each([
    "a: b\n  c\n",
    "a: {b: 1}\n",
    "a: &x 1\n",
    "? a\n: b\n",
    "a: b: c\n",
    "- a\n",
    "a: >\n  x\n",
    "a: 'b\n  c'\n",
    "a:\n  b: 1\n c: 2\n",
    "a: 1\n  b: 2\n",
    "%YAML 1.2\n---\na: 1\n",
    "a: |\n    x\n      \n    y",
  ])("case %#: beyond the subset, the scanner gives up", (text) => {
    expect(scanYaml(text, 23)).toBeUndefined();
  });
});
