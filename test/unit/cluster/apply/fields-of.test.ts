import { expect, test } from "vitest";
import { fieldsOf, namesItems, withoutFields } from "../../../../src/cluster/apply/fields-of.ts";

const OBJECT = {
  metadata: { labels: { a: "1", b: "2" }, finalizers: ["x", "y"] },
  spec: {
    replicas: 2,
    containers: [
      { name: "app", image: "app:1", env: [{ name: "A", value: "1" }] },
      { name: "side", image: "side:1" },
    ],
    ports: [80, 443],
  },
};

test.each([
  ["fields", { "f:spec": { "f:replicas": {} } }, { spec: { replicas: 2 } }],
  [
    "a map that is owned, and one of its members",
    { "f:metadata": { "f:labels": { ".": {}, "f:b": {} } } },
    { metadata: { labels: { b: "2" } } },
  ],
  [
    "a map that is owned without a member",
    { "f:metadata": { "f:labels": { ".": {} } } },
    { metadata: { labels: {} } },
  ],
  [
    "items of a list by their keys",
    { "f:spec": { "f:containers": { 'k:{"name":"app"}': { ".": {}, "f:name": {}, "f:image": {} } } } },
    { spec: { containers: [{ name: "app", image: "app:1" }] } },
  ],
  [
    "items within items",
    {
      "f:spec": {
        "f:containers": { 'k:{"name":"app"}': { "f:env": { 'k:{"name":"A"}': { "f:value": {} } } } },
      },
    },
    { spec: { containers: [{ name: "app", env: [{ name: "A", value: "1" }] }] } },
  ],
  [
    "items of a set by their values",
    { "f:metadata": { "f:finalizers": { 'v:"y"': {} } } },
    { metadata: { finalizers: ["y"] } },
  ],
  ["items by their place", { "f:spec": { "f:ports": { "i:1": {} } } }, { spec: { ports: [443] } }],
  ["what is not there", { "f:spec": { "f:paused": {} } }, { spec: {} }],
])("takes %s", (_, set, part) => {
  expect(fieldsOf(OBJECT, set)).toEqual(part);
});

test.each([
  ["nothing in common", { "f:a": {} }, { "f:b": {} }, { "f:a": {} }],
  ["all in common", { "f:a": { ".": {}, "f:x": {} } }, { "f:a": { ".": {}, "f:x": {}, "f:y": {} } }, {}],
  [
    "a member less",
    { "f:a": { ".": {}, "f:x": {}, "f:y": {} } },
    { "f:a": { ".": {}, "f:y": {} } },
    { "f:a": { "f:x": {} } },
  ],
  ["a leaf that others only look through", { "f:a": {} }, { "f:a": { "f:x": {} } }, { "f:a": {} }],
  ["a leaf that is a member there, too", { "f:a": {} }, { "f:a": { ".": {}, "f:x": {} } }, {}],
  [
    "what lies below a leaf of the other",
    { "f:a": { ".": {}, "f:x": {} } },
    { "f:a": {} },
    { "f:a": { "f:x": {} } },
  ],
])("leaves of a set without another: %s", (_, set, other, left) => {
  expect(withoutFields(set, other)).toEqual(left);
});

test("knows what a merge patch cannot say", () => {
  expect(namesItems({ "f:spec": { "f:containers": { 'k:{"name":"app"}': {} } } })).toBe(true);
  expect(namesItems({ "f:data": { ".": {}, "f:k:x": {} } })).toBe(false);
});
