import { expect, test } from "vitest";
import { lookUp, lookUpProperty, type Node } from "../../../../src/cluster/external-secrets/gjson.ts";

function node(value: unknown): Node {
  if (value === null) return { kind: "null" };
  if (Array.isArray(value)) return { kind: "list", items: value.map(node) };
  if (typeof value !== "object") return { kind: "leaf" };
  return { kind: "map", fields: new Map(Object.entries(value).map(([key, inner]) => [key, node(inner)])) };
}

const ROOT = node({
  a: { b: 1, "c.d": 2, n: null },
  "x.y": 3,
  "x.z": { w: 1 },
  list: [{ k: 1 }, 2],
  "#": 4,
  "5": 5,
});

test.each([
  ["a", "map"],
  ["a.b", "leaf"],
  ["a.n", "null"],
  ["a.c\\.d", "leaf"],
  ["a.c.d", undefined],
  ["a.b.c", undefined],
  ["none", undefined],
  ["list.0.k", "leaf"],
  ["list.1", "leaf"],
  ["list.2", undefined],
  ["list.k", undefined],
  ["list.#", "leaf"],
  ["list.#.k", "list"],
  ["list.\\#", undefined],
  ["\\#", "leaf"],
  ["5", "leaf"],
  ["", "unknown"],
  ["a.*", "unknown"],
  ["a?b", "unknown"],
  ["a|b", "unknown"],
  ["@this", "unknown"],
  ["a.@keys", "unknown"],
  ["list.#(k==1)", "unknown"],
  ["{a,b}", "unknown"],
  ["a.[b]", "unknown"],
])("%s", (path, kind) => {
  const found = lookUp(ROOT, path);
  expect(typeof found === "object" ? found.kind : found).toBe(kind);
});

test("the key itself comes before the path", () => {
  expect(lookUpProperty(ROOT, "x.y")).toEqual({ kind: "leaf" });
  expect(lookUpProperty(ROOT, "x\\.z.w")).toEqual({ kind: "leaf" });
  expect(lookUpProperty(ROOT, "a.b")).toEqual({ kind: "leaf" });
  expect(lookUpProperty(node([1]), "0")).toEqual({ kind: "leaf" });
});
