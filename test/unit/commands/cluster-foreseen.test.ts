import { expect, test } from "vitest";
import type { Checked } from "../../../src/cluster/apply/checked.ts";
import type { ClusterClient } from "../../../src/cluster/api.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import type { Desired } from "../../../src/cluster/object.ts";
import { wouldRestart, wouldSync } from "../../../src/commands/cluster-foreseen.ts";

const signal = new AbortController().signal;
const host = { warn: () => undefined, debug: () => undefined } as unknown as ClusterHost;
const workload = (name: string, secret: string) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "prod", uid: name },
  spec: { template: { spec: { containers: [{ envFrom: [{ secretRef: { name: secret } }] }] } } },
});
const lists: Record<string, readonly object[]> = {
  Deployment: [workload("web", "new"), workload("api", "changed"), workload("job", "same")],
};
const client = {
  list: async ({ kind }: { kind: string }) => lists[kind] ?? [],
} as unknown as ClusterClient;
const item = (name: string, verb: string, live: boolean) => ({
  desired: { key: { apiVersion: "v1", kind: "Secret", namespace: "prod", name } },
  verb,
  live: live
    ? {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name, namespace: "prod", uid: name, resourceVersion: "1" },
      }
    : undefined,
});

test("a dry run names the users of Secrets that would be new or changed", async () => {
  const items = [
    item("new", "created", false),
    item("changed", "changed", true),
    item("same", "unchanged", true),
  ];
  const restarted = await wouldRestart({ items } as unknown as Checked, client, host, signal);
  expect(restarted.map(({ key, is, secrets, ms }) => [key.name, is, secrets, ms])).toEqual([
    ["web", "would restart", ["new"], 0],
    ["api", "would restart", ["changed"], 0],
  ]);
});

test("an ExternalSecret that would be synced, and whose users might restart", () => {
  const apiVersion = "external-secrets.io/v1";
  const one = {
    key: { apiVersion, kind: "ExternalSecret", namespace: "prod", name: "app" },
    body: { apiVersion, kind: "ExternalSecret", metadata: { name: "app" }, spec: { target: { name: "db" } } },
  } as unknown as Desired;
  expect(wouldSync([one], false)).toEqual(["ExternalSecret prod/app would be synced."]);
  expect(wouldSync([one], true)).toEqual([
    "ExternalSecret prod/app would be synced; what uses db would restart if a value is new.",
  ]);
});
