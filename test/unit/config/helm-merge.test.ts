import { beforeAll, expect, test } from "vitest";
import { type HelmMap, mergeValues } from "../../../src/config/helm-merge.ts";
import { loadYaml, parseYaml } from "../../../src/kernel/yaml.ts";

beforeAll(loadYaml);

const merged = (...texts: string[]): HelmMap => mergeValues(texts.map((text) => parseYaml(text) as HelmMap));

test.each([
  ["maps key by key", ["a: {b: 1, c: {d: 2}}", "a: {c: {e: 3}}"], "a: {b: 1, c: {d: 2, e: 3}}"],
  ["lists whole", ["a: [1, 2, 3]", "a: [4]"], "a: [4]"],
  ["a text over a map", ["a: {b: 1}", "a: text"], "a: text"],
  ["a map over a text", ["a: text", "a: {b: 1}"], "a: {b: 1}"],
  ["a null takes away", ["a: {b: 1, c: 2}", "a: {b: null}"], "a: {c: 2}"],
  ["a null of one file", ["a: {b: null, c: 1}"], "a: {c: 1}"],
  ["back over a null", ["a: {b: 1}", "a: null", "a: {c: 2}"], "a: {c: 2}"],
  ["the last of three", ["a: 1", "a: 2", "a: 3"], "a: 3"],
  ["false and empty stay", ["a: 1\nb: x", "a: false\nb: ''"], "a: false\nb: ''"],
  ["nulls in lists stay", ["a: [null, 1]"], "a: [null, 1]"],
])("%s", (_what, texts, result) => {
  expect(merged(...texts)).toEqual(parseYaml(result));
});

test("the files stay as they are, and a key of JavaScript is one like any other", () => {
  const first = parseYaml("a: {b: 1}\n__proto__: {x: 1}") as HelmMap;
  const result = mergeValues([first, parseYaml("a: {b: 2}\n__proto__: {y: 2}") as HelmMap]);
  expect(first).toEqual(parseYaml("a: {b: 1}\n__proto__: {x: 1}"));
  expect(result.get("__proto__")).toEqual(
    new Map([
      ["x", 1],
      ["y", 2],
    ]),
  );
});

test("no file is an empty map", () => {
  expect(mergeValues([])).toEqual(new Map());
});
