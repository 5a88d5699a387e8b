import { expect, test } from "vitest";
import {
  mappingProblems,
  targetCollisions,
  targetProblem,
} from "../../../../src/cluster/external-secrets/checks.ts";
import { externalSecretOf } from "../../../../src/cluster/external-secrets/external-secret.ts";
import { requireOperator } from "../../../../src/cluster/external-secrets/versions.ts";
import type { Desired, KubeObject } from "../../../../src/cluster/object.ts";
import { CANARY, MAPPING, shown } from "./samples.ts";

test("the ExternalSecret has every field that the server would fill in", () => {
  expect(externalSecretOf(MAPPING)).toMatchObject({
    key: { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", namespace: "prod" },
    origin: { from: "external-secrets", input: "external-secrets", file: "values.yaml" },
    body: {
      metadata: {
        name: "liquid-hive-app-secrets",
        labels: { "app.kubernetes.io/managed-by": "secrets-action" },
      },
      spec: {
        refreshPolicy: "Periodic",
        refreshInterval: "1h0m0s",
        secretStoreRef: { kind: "ClusterSecretStore", name: "aws-secrets-manager" },
        target: {
          name: "liquid-hive-runtime-secrets",
          creationPolicy: "Owner",
          deletionPolicy: "Retain",
          template: { engineVersion: "v2", mergePolicy: "Replace" },
        },
        data: [
          {
            secretKey: "MONGO_URL",
            remoteRef: {
              key: "liquid-hive/prod/MONGO_URL",
              conversionStrategy: "Default",
              decodingStrategy: "None",
              metadataPolicy: "None",
            },
          },
          { secretKey: "REDIS_URL", remoteRef: { key: "liquid-hive/prod/redis", property: "url" } },
        ],
      },
    },
  });
});

test("a release's marks are what helm looks for", () => {
  expect(externalSecretOf(MAPPING, { helmRelease: "hive" }).body.metadata).toEqual({
    name: "liquid-hive-app-secrets",
    namespace: "prod",
    labels: { "app.kubernetes.io/managed-by": "Helm" },
    annotations: { "meta.helm.sh/release-name": "hive", "meta.helm.sh/release-namespace": "prod" },
  });
});

test("what the webhook would refuse is said before", () => {
  expect(mappingProblems(MAPPING)).toEqual([]);
  const [entry] = MAPPING.entries;
  const twice = mappingProblems({ ...MAPPING, entries: [entry!, entry!] });
  expect(shown(twice)).toContain("NAME_COLLISION MONGO_URL stands twice");
  expect(shown(mappingProblems({ ...MAPPING, entries: [] }))).toContain("has no data");
  expect(shown(mappingProblems({ ...MAPPING, namespace: "" }))).toContain("NAMESPACE_MISSING");
  const wrong = mappingProblems({ ...MAPPING, entries: [{ ...entry!, secretKey: `${CANARY} ` }] });
  expect(shown(wrong)).toContain("NAME_REFUSED");
  expect(shown(wrong)).not.toContain(CANARY);
});

test("the seed's collision: a SOPS Secret of the target's name", () => {
  const secret = (name: string, namespace = "prod"): Desired => ({
    key: { apiVersion: "v1", kind: "Secret", namespace, name },
    origin: { from: "manifest", input: "apply", file: "helm/secrets/runtime.enc.yaml", line: 1 },
    body: { apiVersion: "v1", kind: "Secret", metadata: { name, namespace } },
    notes: [],
  });
  const problems = targetCollisions(MAPPING, [
    secret("other"),
    secret(MAPPING.target, "dev"),
    secret(MAPPING.target),
    externalSecretOf({ ...MAPPING, name: MAPPING.target }),
  ]);
  expect(problems).toHaveLength(1);
  expect(shown(problems)).toContain("Secret prod/liquid-hive-runtime-secrets");
  expect(problems[0]).toMatchObject({
    code: "NAME_COLLISION",
    at: { file: "helm/secrets/runtime.enc.yaml", line: 1 },
  });
});

const live = (keys: readonly string[], metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: MAPPING.target, namespace: "prod", ...metadata },
  data: Object.fromEntries(keys.map((key) => [key, Buffer.from(CANARY).toString("base64")])),
});
const owner = (name: string): object => ({
  ownerReferences: [{ apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", name, uid: "u" }],
});

test.each([
  ["nothing there", undefined, undefined],
  ["the same keys", live(["MONGO_URL"]), undefined],
  ["our own", live(["OLD"], owner(MAPPING.name)), undefined],
  [
    "managed already",
    live(["OLD"], { labels: { "reconcile.external-secrets.io/managed": "true" } }),
    undefined,
  ],
  ["other keys", live(["MONGO_URL", "OLD"]), /keys that the mapping has not \(OLD\)/],
  ["another's", live([], owner("other")), /belongs to another ExternalSecret/],
])("over a live Secret: %s", (_what, secret, message) => {
  const problem = targetProblem(secret, MAPPING);
  if (message === undefined) return expect(problem).toBeUndefined();
  expect(problem).toMatchObject({ code: "OBJECT_OWNED", message: expect.stringMatching(message) });
  return expect(shown([problem!])).not.toMatch(/CANARY|Q0FOQVJZ/);
});

test.each([
  [["v1", "v1beta1"], undefined],
  [["v1beta1"], /too old/],
  [[], /not installed/],
])("an operator that serves %j", async (versions, message) => {
  const run = requireOperator({ versions: () => Promise.resolve(versions) }, new AbortController().signal);
  if (message === undefined) await expect(run).resolves.toBeUndefined();
  else
    await expect(run).rejects.toMatchObject({
      code: "KIND_UNKNOWN",
      message: expect.stringMatching(message),
    });
});
