import { expect, test } from "vitest";
import { isStillAsWritten, sameContent, sameOwnership } from "../../../../src/cluster/apply/same.ts";
import type { KubeObject, Metadata } from "../../../../src/cluster/object.ts";

const entry = (manager: string, fieldsV1: object, subresource?: string) =>
  ({
    manager,
    operation: "Apply",
    fieldsV1: fieldsV1 as never,
    ...(subresource === undefined ? {} : { subresource }),
  }) as const;
const OURS = entry("ours", { "f:spec": { "f:replicas": {} } });
const web = (metadata: Partial<Metadata> = {}, fields: object = {}): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {
    name: "web",
    uid: "u1",
    generation: 2,
    resourceVersion: "7",
    managedFields: [OURS],
    ...metadata,
  },
  spec: { replicas: 1 },
  ...fields,
});

test.each([
  ["what the server counts", web({ resourceVersion: "8", generation: 3 }), true],
  ["who manages it", web({ managedFields: [] }), true],
  ["its status", web({}, { status: { ready: 1 } }), true],
  ["a label", web({ labels: { a: "1" } }), false],
  ["what is wanted", web({}, { spec: { replicas: 2 } }), false],
])("an object with other %s: the same content is %s", (_, other, isSame) => {
  expect(sameContent(web(), other)).toBe(isSame);
});

test.each([
  ["the same fields", [OURS, entry("theirs", { "f:spec": {} })], true],
  ["others", [entry("ours", { "f:spec": { "f:paused": {} } })], false],
  ["none", [], false],
  ["the status alone", [entry("ours", { "f:spec": { "f:replicas": {} } }, "status")], false],
])("a manager that owns %s owns the same: %s", (_, managedFields, isSame) => {
  expect(sameOwnership("ours", web(), web({ managedFields }))).toBe(isSame);
});

test.each([
  [
    "a status and an annotation of others",
    web({ resourceVersion: "9", annotations: { revision: "2" } }),
    true,
  ],
  ["another generation", web({ generation: 3 }), false],
  ["another uid", web({ uid: "u2" }), false],
  ["another owner of our fields", web({ managedFields: [] }), false],
  ["another value of ours", web({}, { spec: { replicas: 3 } }), false],
])("after %s, what we wrote still stands: %s", (_, now, stands) => {
  expect(isStillAsWritten("ours", web(), now)).toBe(stands);
});

test("of a kind without generations nothing is taken for as it was", () => {
  const { generation: _, ...metadata } = web().metadata;
  const secret = { ...web(), metadata };
  expect(isStillAsWritten("ours", secret, secret)).toBe(false);
});
