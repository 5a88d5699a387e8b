import { expect, test } from "vitest";
import { giveBack, NotGivenBack } from "../../../../src/cluster/apply/give-back.ts";
import type { JsonObject, KubeObject, ManagedFields } from "../../../../src/cluster/object.ts";
import { MANAGER, SETTINGS, testHost } from "./applying.ts";
import { fakeCluster } from "./fake-cluster.ts";

const owner = (
  manager: string,
  operation: "Apply" | "Update",
  fieldsV1: JsonObject,
  apiVersion = "apps/v1",
): ManagedFields => ({ manager, operation, apiVersion, fieldsType: "FieldsV1", fieldsV1 });

const web = (resourceVersion: string, ...managedFields: readonly ManagedFields[]): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "prod", uid: "u1", resourceVersion, managedFields },
  spec: { replicas: 1, containers: [{ name: "app", image: "app:1" }] },
});

const IMAGE = { "f:spec": { "f:containers": { 'k:{"name":"app"}': { "f:image": {} } } } };
const REPLICAS = { "f:spec": { "f:replicas": {} } };

test.each([
  [
    "another manager's item of a list",
    owner("helm", "Update", IMAGE),
    "another manager's fields lie in a list",
  ],
  [
    "fields of another version of the API",
    owner("kubectl", "Apply", REPLICAS, "apps/v1beta1"),
    "another manager's fields are recorded in another version of the API",
  ],
])("gives nothing back where %s cannot be: half of it is worse than none", async (_, taken, why) => {
  const cluster = fakeCluster();
  const before = web("1", owner("first", "Update", REPLICAS), taken);
  const after = web("2", owner(MANAGER, "Apply", { ...REPLICAS }));
  const context = {
    settings: SETTINGS,
    client: cluster,
    host: testHost(),
    signal: new AbortController().signal,
  };
  const giving = giveBack(before, after, context);
  await expect(giving).rejects.toThrow(NotGivenBack);
  await expect(giving).rejects.toThrow(why);
  expect(cluster.asked).toEqual([]);
});

test("asks nothing of managers that lost nothing, nor of those of the status", async () => {
  const cluster = fakeCluster();
  cluster.write({ apiVersion: "v1", kind: "Namespace", metadata: { name: "prod" } }, "someone");
  const status = { ...owner("controller", "Update", { "f:status": {} }), subresource: "status" };
  const kept = owner("helm", "Update", IMAGE);
  const { resourceVersion } = cluster.write(
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "prod" },
      spec: { replicas: 2 },
    },
    MANAGER,
  ).metadata;
  const before = web("1", kept, status, owner(MANAGER, "Apply", REPLICAS));
  const after = web(resourceVersion ?? "", kept, owner(MANAGER, "Apply", REPLICAS));
  const context = {
    settings: SETTINGS,
    client: cluster,
    host: testHost(),
    signal: new AbortController().signal,
  };
  await giveBack(before, after, context);
  expect(cluster.asked).toEqual([{ what: "apply Deployment prod/web", manager: MANAGER }]);
  expect(cluster.at({ apiVersion: "apps/v1", kind: "Deployment", name: "web" })?.["spec"]).toEqual({
    replicas: 1,
  });
});
