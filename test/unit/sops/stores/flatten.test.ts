import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { flatten, unflatten } from "../../../../src/sops/stores/flatten.ts";
import type { FlatItem } from "../../../../src/sops/stores/flatten.ts";
import type { Branch, Item, List } from "../../../../src/sops/tree.ts";

const str = (value: string) => ({ kind: "str", value }) as const;
const map = (...items: Item[]): Branch => ({ kind: "map", items });
const list = (...items: List["items"]): List => ({ kind: "list", items });

test("maps and lists become names, empty ones vanish", () => {
  const tree = map(
    { key: "age", value: list(map({ key: "enc", value: str("e") }, { key: "recipient", value: str("r") })) },
    { key: "pgp", value: list() },
    { key: "shamir_threshold", value: { kind: "int", value: 2n } },
  );
  expect(flatten(tree).map((item) => item.key)).toEqual([
    "age__list_0__map_enc",
    "age__list_0__map_recipient",
    "shamir_threshold",
  ]);
});

test("two paths with one name are refused", () => {
  const tree = map(
    { key: "a", value: map({ key: "b", value: str("1") }) },
    { key: "a__map_b", value: str("2") },
  );
  expect(() => flatten(tree)).toThrow(Failure);
});

test.each([
  ["a gap", ["a__list_1"]],
  ["an index that is no number", ["a__list_x"]],
  ["a huge index", ["a__list_999999999"]],
  ["the same path twice", ["a", "a"]],
  ["a value that is a map too", ["a", "a__map_b"]],
  ["a map that is a list too", ["a__list_0", "a__map_b"]],
  ["endless depth", [`a${"__map_b".repeat(5000)}`]],
])("unflatten refuses %s", (_, keys) => {
  const items = keys.map((key) => ({ key, value: str("x") }));
  expect(() => unflatten(items)).toThrow(expect.objectContaining({ code: "SOPS_METADATA", exit: 1 }));
});

test("`__proto__` is a key like any other", () => {
  const items: FlatItem[] = [{ key: "__proto____map_x", value: str("1") }];
  expect(unflatten(items)).toEqual(map({ key: "__proto__", value: map({ key: "x", value: str("1") }) }));
});

test("unflatten is the inverse of flatten", () => {
  const key = fc.stringMatching(/^[a-z]{1,8}$/);
  const tree = fc.letrec<{ node: Item["value"]; map: Branch; list: List }>((tie) => ({
    node: fc.oneof({ depthSize: "small" }, fc.string().map(str), tie("map"), tie("list")),
    map: fc
      .uniqueArray(fc.record({ key, value: tie("node") }), {
        selector: (item) => item.key,
        minLength: 1,
        maxLength: 4,
      })
      .map((items) => map(...items)),
    list: fc.array(tie("node"), { minLength: 1, maxLength: 4 }).map((items) => list(...items)),
  })).map;
  fc.assert(
    fc.property(tree, (value) => {
      expect(unflatten(flatten(value))).toEqual(value);
    }),
  );
});
