import { expect, test } from "vitest";
import { owns, unionOf } from "../../../../src/cluster/apply/field-set.ts";
import type { JsonObject } from "../../../../src/cluster/object.ts";

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ["nothing and nothing", {}, {}, {}],
  ["nothing and a field", {}, { "f:data": { "f:A": {} } }, { "f:data": { "f:A": {} } }],
  [
    "two fields",
    { "f:data": { "f:B": {} } },
    { "f:data": { "f:A": {} } },
    { "f:data": { "f:A": {}, "f:B": {} } },
  ],
  ["a field twice", { "f:type": {} }, { "f:type": {} }, { "f:type": {} }],
  [
    "a map itself, and a field of it",
    { "f:data": {} },
    { "f:data": { "f:A": {} } },
    { "f:data": { ".": {}, "f:A": {} } },
  ],
  [
    "a field, and the map and another field",
    { "f:data": { "f:A": {} } },
    { "f:data": { ".": {}, "f:B": {} } },
    { "f:data": { ".": {}, "f:A": {}, "f:B": {} } },
  ],
  ["a map that says of itself only", { "f:data": { ".": {} } }, {}, { "f:data": {} }],
  [
    "items of a list by key",
    { "f:l": { 'k:{"name":"a"}': { ".": {}, "f:x": {} } } },
    { "f:l": { 'k:{"name":"a"}': { "f:y": {} }, 'v:"b"': {} } },
    { "f:l": { 'k:{"name":"a"}': { ".": {}, "f:x": {}, "f:y": {} }, 'v:"b"': {} } },
  ],
])("the union of %s", (_, a, b, whole) => {
  expect(unionOf(a, b)).toEqual(whole);
  expect(unionOf(b, a)).toEqual(whole);
});

test("a key like a member of every object is a key like any other", () => {
  const set = unionOf({ "f:data": { "f:constructor": {} } }, {});
  expect(owns(set, ["f:data", "f:constructor"])).toBe(true);
  expect(owns(set, ["f:data", "constructor"])).toBe(false);
  expect(owns(set, ["constructor"])).toBe(false);
  expect(owns(set, ["f:data"])).toBe(true);
  expect(owns(set, ["f:data", "f:constructor", "f:more"])).toBe(false);
});
