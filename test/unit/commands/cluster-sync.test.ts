import { expect, test } from "vitest";
import type { ClusterClient } from "../../../src/cluster/api.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import type { Desired } from "../../../src/cluster/object.ts";
import { checkSync, manifestCollisions } from "../../../src/commands/cluster-sync.ts";

const signal = new AbortController().signal;
const host = { born: () => undefined } as unknown as ClusterHost;

const desired = (kind: string, name: string, spec: object = {}): Desired => {
  const apiVersion = kind === "Secret" ? "v1" : "external-secrets.io/v1";
  return {
    key: { apiVersion, kind, namespace: "prod", name },
    origin: { from: "manifest", input: "apply", file: `${name}.yaml`, line: 3 },
    body: { apiVersion, kind, metadata: { name, namespace: "prod" }, spec },
    notes: [],
  };
};

test("what each Secret is, is noted before its ExternalSecret is applied", async () => {
  const secrets: Record<string, string> = { app: "7", other: "9" };
  const client = {
    resource: async () => ({}),
    versions: async () => ["v1"],
    get: async ({ name }: { name: string }) =>
      secrets[name] === undefined ? undefined : { metadata: { uid: name, resourceVersion: secrets[name] } },
  } as unknown as ClusterClient;
  const external = [
    desired("ExternalSecret", "app"),
    desired("ExternalSecret", "named", { target: { name: "other" } }),
    desired("ExternalSecret", "new"),
  ];
  const { keys, before } = await checkSync(external, undefined, client, host, signal);
  expect(keys).toEqual(external.map(({ key }) => key));
  expect([...before]).toEqual([
    ["|Secret|prod|app", expect.objectContaining({ resourceVersion: "7" })],
    ["|Secret|prod|other", expect.objectContaining({ resourceVersion: "9" })],
    ["|Secret|prod|new", undefined],
  ]);
});

test.each([
  ["its own name", {}, ["NAME_COLLISION"]],
  ["the name of its target", { target: { name: "app" } }, ["NAME_COLLISION"]],
  ["another name", { target: { name: "other" } }, []],
  ["a Secret that it fills", { target: { creationPolicy: "Merge" } }, []],
])("one Secret has one source: an ExternalSecret of the manifests that makes %s", (_, spec, codes) => {
  const secret = desired("Secret", "app");
  const problems = manifestCollisions([desired("ExternalSecret", "app", spec)], [secret]);
  expect(problems.map(({ code }) => code)).toEqual(codes);
});
