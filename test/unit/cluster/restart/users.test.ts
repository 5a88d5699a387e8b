import { expect, test } from "vitest";
import { usersOf, usesOf } from "../../../../src/cluster/restart/users.ts";

const template = (pod: object): { kind: string; spec: object } => ({
  kind: "Deployment",
  spec: { template: { spec: pod } },
});
const container = (body: object): object => ({ containers: [{ name: "web", ...body }] });

test.each<[string, object, readonly string[]]>([
  [
    "env",
    container({ env: [{ name: "A", valueFrom: { secretKeyRef: { name: "app", key: "A" } } }] }),
    ["app"],
  ],
  ["envFrom", container({ envFrom: [{ prefix: "P_", secretRef: { name: "app" } }] }), ["app"]],
  ["a volume", { volumes: [{ name: "v", secret: { secretName: "app" } }] }, ["app"]],
  [
    "a projected volume",
    { volumes: [{ projected: { sources: [{ secret: { name: "app" } }, { secret: { name: "tls" } }] } }] },
    ["app", "tls"],
  ],
  ["an init container", { initContainers: [{ envFrom: [{ secretRef: { name: "app" } }] }] }, ["app"]],
  ["imagePullSecrets only", { imagePullSecrets: [{ name: "app" }], containers: [] }, []],
  ["plain values", container({ env: [{ name: "A", value: "app" }] }), []],
  ["ConfigMaps only", container({ envFrom: [{ configMapRef: { name: "app" } }] }), []],
  ["a volume without a name", { volumes: [{ secret: {} }, { secret: null }, null] }, []],
  ["what is no list", { containers: { envFrom: "app" }, volumes: "app" }, []],
])("a template that reads Secrets by %s", (_, pod, names) => {
  expect([...usersOf(template(pod))]).toEqual(names);
});

test("ConfigMaps are uses of their own kind, everywhere", () => {
  const pod = {
    containers: [
      {
        envFrom: [{ configMapRef: { name: "a" } }],
        env: [{ name: "B", valueFrom: { configMapKeyRef: { name: "b", key: "B" } } }],
      },
    ],
    volumes: [{ configMap: { name: "c" } }, { projected: { sources: [{ configMap: { name: "d" } }] } }],
  };
  expect(usesOf(template(pod)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "ConfigMap b",
    "ConfigMap a",
    "ConfigMap c",
    "ConfigMap d",
  ]);
});

test("a use is optional only where every use of the name is", () => {
  const pod = {
    containers: [
      {
        envFrom: [
          { secretRef: { name: "app", optional: true } },
          { secretRef: { name: "more", optional: true } },
        ],
      },
      { envFrom: [{ secretRef: { name: "app" } }] },
    ],
  };
  expect(usesOf(template(pod))).toEqual([
    { kind: "Secret", name: "app", optional: false },
    { kind: "Secret", name: "more", optional: true },
  ]);
});

test("a Pod and a CronJob have their template elsewhere", () => {
  const pod = container({ envFrom: [{ secretRef: { name: "app" } }] });
  const cronJob = { kind: "CronJob", spec: { jobTemplate: { spec: { template: { spec: pod } } } } };
  expect([...usersOf({ kind: "Pod", spec: pod } as { kind: string }), ...usersOf(cronJob)]).toEqual([
    "app",
    "app",
  ]);
});
