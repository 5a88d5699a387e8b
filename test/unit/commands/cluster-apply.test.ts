import { expect, test } from "vitest";
import { checkObjects } from "../../../src/cluster/apply/checked.ts";
import type { ClusterReport } from "../../../src/cluster/applied.ts";
import { ApiFault } from "../../../src/cluster/fault.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import type { Desired, KubeObject } from "../../../src/cluster/object.ts";
import { RECORD } from "../../../src/cluster/restart/record.ts";
import { applyChecked } from "../../../src/commands/cluster-apply.ts";
import { checkSync } from "../../../src/commands/cluster-sync.ts";
import { SETTINGS, workload } from "../cluster/restart/stub.ts";
import { stubClient } from "../cluster/stub-client.ts";

const signal = new AbortController().signal;
const host = {
  clock: { now: () => 0, sleep: async () => undefined },
  born: () => undefined,
  said: (text: string) => text,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
} as unknown as ClusterHost;

const namespace: KubeObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "prod" } };
const made: KubeObject = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "app", namespace: "prod", uid: "u-app", resourceVersion: "7" },
};
const external: Desired = {
  key: { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", namespace: "prod", name: "shop" },
  origin: { from: "manifest", input: "apply" },
  body: {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "shop", namespace: "prod" },
    spec: { target: { name: "app" } },
  },
  notes: [],
};
const PATCH = "call PATCH /apis/apps/v1/namespaces/prod/deployments/";

/** Applies an ExternalSecret whose Secret the Deployment `web` reads, and none other; what was written, in order. */
async function run(there: readonly KubeObject[], restart: boolean, mayRead = true) {
  const other = workload("Deployment", "other", { pod: { containers: [{ name: "a" }] } });
  const client = stubClient({
    objects: [namespace, workload("Deployment", "web"), other, ...there],
    answer: ({ method }, body) => (method === "PATCH" ? { status: 200, json: body } : undefined),
    faults: (what) =>
      what === "get Secret prod/app" && !mayRead
        ? new ApiFault({ method: "GET", path: "/" }, 403, "Forbidden", "")
        : undefined,
  });
  const plan = await checkSync([external], undefined, client, host, signal);
  const checked = await checkObjects([external], SETTINGS, client, host, signal);
  const report = (changes: Partial<ClusterReport>) => changes as ClusterReport;
  const sync = async () => ({ synced: [], states: [], failure: undefined });
  const before = client.calls.length;
  const { report: end } = await applyChecked(
    { checked, settings: SETTINGS, client, host, restart, sync: { plan, run: sync }, report },
    signal,
  );
  expect(end.failure).toBeUndefined();
  return client.calls
    .slice(before)
    .filter(({ member }) => member === "call" || member === "apply")
    .map(({ member, what, body }) => ({
      what: `${member} ${what}`,
      note: (body as KubeObject | undefined)?.metadata.annotations?.[RECORD],
    }));
}

const applied = expect.objectContaining({
  what: "call PATCH /apis/external-secrets.io/v1/namespaces/prod/externalsecrets/shop",
});

test.each([
  ["as it is", [made], '{"app":"u-app/7"}'],
  ["that is not there yet", [], '{"app":"absent"}'],
])("a Secret that an ExternalSecret makes, %s, is noted before that is applied", async (_, there, note) => {
  expect(await run(there, true)).toEqual([expect.objectContaining({ what: `${PATCH}web`, note }), applied]);
});

test.each([
  ["a run that restarts nothing", [made], false, true],
  ["a Secret that may not be read", [made], true, false],
])("%s is noted nowhere", async (_, there, restart, mayRead) => {
  expect(await run(there, restart, mayRead)).toEqual([applied]);
});
