import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Branch, List, Node, Scalar } from "../../../../src/sops/tree.ts";
import { yamlStore } from "../../../../src/sops/stores/yaml.ts";
import { readWithLibrary } from "../../../../src/sops/stores/yaml-library.ts";

const hard = fc.string({
  unit: fc.constantFrom(...Array.from(`a01.-_: \n#'"\\é\u2028\x85\u{1F600}\t\ufeff\xa0e~?!&*%@[},|>=<y\r\0`)),
  maxLength: 12,
});
const text = fc.oneof(
  hard,
  fc.string({ unit: "binary" }),
  fc.constantFrom("null", "yes", "<", "0x1F", "1e3", "---"),
);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  text.map((value) => ({ kind: "str" as const, value })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ kind: "int" as const, value })),
  fc.boolean().map((value) => ({ kind: "bool" as const, value })),
  fc.constant({ kind: "null" as const }),
  fc.uint8Array({ minLength: 1, maxLength: 90 }).map((bytes) => {
    bytes[0] = 0xff;
    return { kind: "bytes" as const, value: new Uint8Array(bytes) };
  }),
);
const { branch } = fc.letrec<{ branch: Branch; list: List; node: Exclude<Node, { kind: "comment" }> }>(
  (tie) => ({
    node: fc.oneof({ maxDepth: 4 }, scalar, tie("branch"), tie("list")),
    branch: fc
      .uniqueArray(fc.tuple(text, tie("node")), { selector: ([key]) => key, maxLength: 5 })
      .map((pairs) => ({ kind: "map" as const, items: pairs.map(([key, value]) => ({ key, value })) })),
    list: fc.array(tie("node"), { maxLength: 4 }).map((items) => ({ kind: "list" as const, items })),
  }),
);

/** The tree with bytes as numbers: they compare by content, whether they are a Buffer or not. */
function normal(tree: unknown): unknown {
  if (typeof tree !== "object" || tree === null) return tree;
  if (tree instanceof Uint8Array) return Array.from(tree);
  if (Array.isArray(tree)) return tree.map(normal);
  return Object.entries(tree).map(([name, value]) => [name, normal(value)]);
}

describe("any tree", () => {
  test("written and read again is the same", () => {
    fc.assert(
      fc.property(branch, fc.constantFrom(2, 4, 8), (tree, indent) => {
        const written = yamlStore.writePlain([tree], { indent });
        fc.pre(!tree.items.some((item) => "key" in item && item.key === "sops"));
        const [again] = yamlStore.readPlain(written);
        expect(normal(again)).toEqual(normal(tree));
        const [other] = readWithLibrary(Buffer.from(written).toString(), 23);
        expect(normal(other)).toEqual(normal(tree));
      }),
      { numRuns: 300 },
    );
  });
});
