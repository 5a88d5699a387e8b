import { expect, test } from "vitest";
import { diffOf, isSame } from "../../../../src/cluster/apply/diff.ts";
import type { KubeObject, Metadata } from "../../../../src/cluster/object.ts";

const CANARY = "CANARY-7f3a";
const of = (more: object, metadata: Partial<Metadata> = {}, kind = "Secret"): KubeObject => ({
  apiVersion: kind === "Deployment" ? "apps/v1" : "v1",
  kind,
  metadata: { name: "app", namespace: "prod", ...metadata },
  ...more,
});

test("a Secret key by key", () => {
  const live = of(
    { type: "Opaque", data: { A: "YQ==", B: "Yg==", C: "Yw==" } },
    { resourceVersion: "1", labels: { tier: "web", old: "x" }, annotations: { note: "1" } },
  );
  const merged = of(
    { type: "Opaque", data: { A: "YQ==", B: CANARY, D: "ZA==" }, immutable: true },
    { resourceVersion: "2", labels: { tier: "db" }, annotations: { note: "1" }, managedFields: [{}] },
  );
  const changes = diffOf(live, merged);
  expect(changes).toEqual([
    { key: "A", is: "same" },
    { key: "B", is: "changed" },
    { key: "C", is: "removed" },
    { key: "D", is: "new" },
    { key: "field immutable", is: "new" },
    { key: "label old", is: "removed" },
    { key: "label tier", is: "changed" },
  ]);
  expect(isSame(changes)).toBe(false);
  expect(JSON.stringify(changes)).not.toContain(CANARY);
});

test.each([
  ["Opaque", []],
  ["kubernetes.io/tls", [{ key: "field type", is: "new" }]],
])("the type of a new Secret is told where it is not the default: %s", (type, told) => {
  expect(diffOf(undefined, of({ type, data: { A: "YQ==" } }))).toEqual([{ key: "A", is: "new" }, ...told]);
});

test("keys with the names of fields and of members of every object", () => {
  const data = JSON.parse('{"type":"YQ==","constructor":"YQ==","__proto__":"YQ=="}') as object;
  const changes = diffOf(of({ data: {} }), of({ data }));
  expect(changes.map(({ key, is }) => `${is} ${key}`).toSorted()).toEqual(
    ["new __proto__", "new constructor", "new type"].toSorted(),
  );
});

test("binary keys of a ConfigMap are keys", () => {
  const live = of({ data: { A: "1" } }, {}, "ConfigMap");
  const merged = of({ data: { A: "1" }, binaryData: { B: "AA==" } }, {}, "ConfigMap");
  expect(diffOf(live, merged)).toEqual([
    { key: "A", is: "same" },
    { key: "B", is: "new" },
  ]);
});

test("the server's own fields are no difference", () => {
  const metadata = { uid: "u", creationTimestamp: "now", generation: 1, resourceVersion: "1" };
  const live = of({ spec: { replicas: 1 }, status: { readyReplicas: 0 } }, metadata, "Deployment");
  const now = { ...metadata, generation: 2, resourceVersion: "2" };
  const merged = of({ status: { readyReplicas: 1 }, spec: { replicas: 1 } }, now, "Deployment");
  const changes = diffOf(live, merged);
  expect(changes).toEqual([]);
  expect(isSame(changes)).toBe(true);
});

test("another object by path: lists by name where their items have one, else by place", () => {
  const spec = (image: string, args: readonly string[]) => ({
    spec: { template: { spec: { containers: [{ name: "web", image, args }] } }, "odd.key/a": 1 },
  });
  const live = of(spec("app:1", ["a", "b"]), {}, "Deployment");
  const merged = of(
    { spec: { ...spec(CANARY, ["a", "c"]).spec, "odd.key/a": 2, paused: true } },
    {},
    "Deployment",
  );
  const changes = diffOf(live, merged);
  expect(changes).toEqual([
    { key: '.spec["odd.key/a"]', is: "changed" },
    { key: ".spec.paused", is: "new" },
    { key: ".spec.template.spec.containers[web].args[1]", is: "changed" },
    { key: ".spec.template.spec.containers[web].image", is: "changed" },
  ]);
  expect(JSON.stringify(changes)).not.toContain(CANARY);
});

test("an object that is not there is new, and not every path of it is named", () => {
  expect(diffOf(undefined, of({ spec: { a: 1 } }, {}, "Deployment"))).toEqual([
    { key: ".metadata", is: "new" },
    { key: ".spec", is: "new" },
  ]);
});

test("many differences are bounded", () => {
  const many = (value: number) => Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, value]));
  const changes = diffOf(of({ spec: many(1) }, {}, "Deployment"), of({ spec: many(2) }, {}, "Deployment"));
  expect(changes).toHaveLength(201);
  expect(changes.at(-1)).toEqual({ key: "and more", is: "changed" });
});
