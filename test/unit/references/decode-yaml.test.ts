import { expect, test } from "vitest";
import { Secret } from "../../../src/kernel/secret.ts";
import { decodeValue } from "../../../src/references/decode.ts";
import type { FieldTree } from "../../../src/references/content.ts";

test("yaml gives a tree, and only a map", () => {
  const tree = decodeValue(Secret.of("a: 1\nb:\n  c: [x, null]\n__proto__: y\n"), "yaml");
  if (!(tree instanceof Map)) throw new Error("no tree");
  const fields = tree as FieldTree;
  expect([...fields.keys()]).toEqual(["a", "b", "__proto__"]);
  const [a, b] = [fields.get("a"), fields.get("b")];
  expect(a?.kind === "leaf" && a.value.reveal()).toBe("1");
  expect(b?.kind === "map" && b.whole.reveal()).toBe('{"c":["x",null]}');
  for (const text of ["- a", "x", "a: [", "a: 1\na: 2: 3"])
    expect(decodeValue(Secret.of(text), "yaml")).toMatchObject({ code: "DECODE_FAILED" });
});
