import { expect, test } from "vitest";
import { withSecretNames } from "../../../../src/cluster/objects/secret-refs.ts";
import type { KubeObject } from "../../../../src/cluster/object.ts";

const object = (kind: string, rest: object): KubeObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "x", namespace: "prod" },
  ...rest,
});
const rename = (name: string): string | undefined => (name === "old" ? "new" : undefined);
const other = { name: "other" };
const pod = (name: string) => ({
  initContainers: [{ name: "init", env: [{ name: "A", valueFrom: { secretKeyRef: { name, key: "a" } } }] }],
  containers: [
    { name: "web", envFrom: [{ configMapRef: { name: "old" } }, { secretRef: { name, optional: true } }] },
    { name: "old", env: [{ name: "old", value: "old" }] },
  ],
  imagePullSecrets: [{ name }, other],
  volumes: [
    { name: "old", secret: { secretName: name, items: [{ key: "old", path: "old" }] } },
    { name: "all", projected: { sources: [{ configMap: { name: "old" } }, { secret: { name } }] } },
    { name: "csi", csi: { driver: "old", nodePublishSecretRef: { name } } },
    { name: "share", azureFile: { secretName: name, shareName: "old" } },
    { name: "map", configMap: { name: "old" } },
  ],
});

test.each([
  ["Pod", (name: string) => ({ spec: pod(name) }), 7],
  ["Deployment", (name: string) => ({ spec: { template: { spec: pod(name) } } }), 7],
  ["Rollout", (name: string) => ({ spec: { template: { spec: pod(name) } } }), 7],
  ["CronJob", (name: string) => ({ spec: { jobTemplate: { spec: { template: { spec: pod(name) } } } } }), 7],
  ["PodTemplate", (name: string) => ({ template: { spec: pod(name) } }), 7],
  ["ServiceAccount", (name: string) => ({ secrets: [{ name }, other], imagePullSecrets: [{ name }] }), 2],
  ["Ingress", (name: string) => ({ spec: { tls: [{ hosts: ["old"], secretName: name }, {}] } }), 1],
  [
    "Gateway",
    (name: string) => ({
      spec: {
        listeners: [
          {
            name: "old",
            tls: {
              certificateRefs: [
                { name },
                { kind: "Secret", namespace: "prod", name },
                { kind: "ConfigMap", name: "old" },
                { namespace: "dev", name: "old" },
              ],
            },
          },
        ],
      },
    }),
    2,
  ],
] as const)("every place of a %s where a Secret is named, and no other", (kind, rest, count) => {
  const before = object(kind, rest("old"));
  const frozen = structuredClone(before);
  expect(withSecretNames(before, rename)).toEqual({ body: object(kind, rest("new")), count });
  expect(before).toEqual(frozen);
});

test("an object without such a name is the same object", () => {
  for (const one of [object("Deployment", { spec: { template: { spec: pod("fine") } } }), object("Job", {})])
    expect(withSecretNames(one, rename)).toEqual({ body: one, count: 0 });
});

test.each([
  ["text for a list", { spec: { template: { spec: { containers: "old", volumes: 3 } } } }],
  ["null", { spec: { template: { spec: { containers: [null, { env: null }], imagePullSecrets: [null] } } } }],
  ["a number for a name", { spec: { template: { spec: { imagePullSecrets: [{ name: 1 }] } } } }],
])("shapes that no server takes are left to it: %s", (_name, rest) => {
  const one = object("Deployment", rest);
  expect(withSecretNames(one, rename).body).toBe(one);
});
