import { expect, test } from "vitest";
import type { KubeObject } from "../../../../src/cluster/object.ts";
import { noteUsers } from "../../../../src/cluster/restart/noting.ts";
import { restartPlan } from "../../../../src/cluster/restart/plan.ts";
import { RECORD } from "../../../../src/cluster/restart/record.ts";
import {
  restartFailure,
  restartUsers,
  type RestartedWorkload,
} from "../../../../src/cluster/restart/restart.ts";
import { CANARY, secret, SETTINGS, SIGNAL, stub, workload, type Parts, type Stub } from "./stub.ts";

const CHANGED = secret({ changed: true });
const recorded = (text: string): Parts => ({ template: { [RECORD]: text } });
const NEVER_READS = { pod: { containers: [{ name: "web" }] } };

const run = ({ client, host }: Stub, secrets = [CHANGED]): Promise<readonly RestartedWorkload[]> =>
  restartUsers(secrets, SETTINGS, client, host, SIGNAL);
const shown = (list: readonly RestartedWorkload[]): readonly string[] =>
  list.map(({ key, is }) => `${key.kind} ${key.name}: ${is}`);

test("only users of a Secret that changed restart, of every kind, and are waited for by one watch a kind", async () => {
  const cluster = stub([
    workload("Deployment", "api"),
    workload("Deployment", "worker"),
    workload("Deployment", "other", NEVER_READS),
    workload("Deployment", "ending", { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } }),
    workload("StatefulSet", "db"),
    workload("DaemonSet", "agent"),
    workload("Deployment", "abroad", { metadata: { namespace: "dev" } }),
  ]);
  const restarted = await run(cluster);
  expect(shown(restarted)).toEqual([
    "Deployment api: rolled out",
    "Deployment worker: rolled out",
    "StatefulSet db: rolled out",
    "DaemonSet agent: rolled out",
  ]);
  expect(restarted.map(({ secrets }) => secrets)).toEqual([["app"], ["app"], ["app"], ["app"]]);
  expect(cluster.watches.map(({ kind }) => kind).sort()).toEqual(["DaemonSet", "Deployment", "StatefulSet"]);
  expect(restartFailure(restarted)).toBeUndefined();
});

test("the patch is the record alone, at the version that was read, under our manager", async () => {
  const cluster = stub([workload("Deployment", "api")]);
  await run(cluster);
  const [{ call, body }] = cluster.patches as [Stub["patches"][number]];
  expect(body).toEqual({
    metadata: { resourceVersion: "1" },
    spec: { template: { metadata: { annotations: { [RECORD]: '{"app":"u-app/2"}' } } } },
  });
  expect(call).toMatchObject({
    as: "merge-patch",
    query: { fieldManager: "secrets-action/o/r" },
    repeatable: true,
  });
});

test("where nothing changed, nothing is written, watched or looked for", async () => {
  const cluster = stub([
    workload("Deployment", "new"),
    workload("Deployment", "known", recorded('{"app":"u-app/2"}')),
    workload("Deployment", "ill", { ...recorded('{"app":"u-app/2"}'), status: { availableReplicas: 0 } }),
  ]);
  expect(await run(cluster, [secret()])).toEqual([]);
  expect([cluster.patches, cluster.watches]).toEqual([[], []]);
  expect(cluster.listed.map(({ kind }) => kind)).toEqual(["Deployment", "StatefulSet", "DaemonSet"]);
});

test("a run that was killed after the apply is made good, by the record or by the note", async () => {
  const api = workload("Deployment", "api");
  const killed = stub([api, workload("Deployment", "known", recorded('{"app":"u-app/1"}'))]);
  const before = [secret({ resourceVersion: "1" })];
  await noteUsers(before, SETTINGS, killed.client, killed.host, SIGNAL);
  // A note changes no template, and is written once.
  expect(killed.patches.map(({ name, body }) => [name, body.spec])).toEqual([["api", undefined]]);
  await noteUsers(before, SETTINGS, killed.client, killed.host, SIGNAL);
  expect(killed.patches).toHaveLength(1);

  expect(shown(await run(killed, [secret()]))).toEqual([
    "Deployment api: rolled out",
    "Deployment known: rolled out",
  ]);
  expect(killed.objects.get("Deployment/prod/api")?.metadata.annotations).toEqual({});
  expect(await run(killed, [secret()])).toEqual([]);
});

test("a run that was killed in the wait: the next one waits, and restarts nothing again", async () => {
  const half = { ...recorded('{"app":"u-app/2"}'), status: { replicas: 2 } };
  const cluster = stub([workload("Deployment", "api", half)]);
  const running = run(cluster, [secret()]);
  await new Promise(setImmediate);
  cluster.send({ type: "MODIFIED", object: workload("Deployment", "api", recorded('{"app":"u-app/2"}')) });
  expect(shown(await running)).toEqual(["Deployment api: rolled out"]);
  expect(cluster.patches).toEqual([]);
});

test.each<[string, KubeObject, string, RegExp]>([
  [
    "paused",
    workload("Deployment", "api", { spec: { paused: true } }),
    "restarted, not waited for",
    /paused/,
  ],
  [
    "OnDelete",
    workload("DaemonSet", "agent", { spec: { updateStrategy: { type: "OnDelete" } } }),
    "restarted, not waited for",
    /OnDelete/,
  ],
  [
    "Reloader's",
    workload("Deployment", "api", { metadata: { annotations: { "reloader.stakater.com/auto": "true" } } }),
    "left alone",
    /Reloader/,
  ],
])("what is %s is named", async (_, object, is, why) => {
  const cluster = stub([object]);
  const before = await restartPlan([CHANGED], cluster.client, cluster.host, SIGNAL);
  const [result] = await run(cluster);
  expect([result?.is, result?.why]).toEqual([is, expect.stringMatching(why)]);
  expect(before).toEqual([
    expect.objectContaining({
      will: is === "left alone" ? is.replace("left", "leave") : "restart",
      why: result?.why,
    }),
  ]);
  expect(cluster.watches).toEqual([]);
});

const pod = (name: string, more: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "prod", ...more },
  spec: { volumes: [{ secret: { secretName: "app" } }] },
});
const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "api-1", uid: "u" };
const job = (name: string, status: object): KubeObject => ({
  ...workload("Deployment", name),
  apiVersion: "batch/v1",
  kind: "Job",
  status,
});
const OTHERS = [
  pod("bare"),
  pod("owned", { ownerReferences: [owner] }),
  job("running", {}),
  job("over", { conditions: [{ type: "Complete", status: "True" }] }),
];

test("Jobs that run and Pods without a controller are named, where a Secret changed", async () => {
  const restarted = await run(stub(OTHERS));
  expect(shown(restarted)).toEqual(["Job running: left alone", "Pod bare: left alone"]);
  expect(await run(stub(OTHERS), [secret()])).toEqual([]);
});

test("what may not be listed is said, and the rest is done", async () => {
  const cluster = stub([workload("Deployment", "api"), ...OTHERS], {
    refuse: { "LIST Pod": { status: 403 } },
  });
  expect(shown(await run(cluster))).toEqual(["Deployment api: rolled out", "Job running: left alone"]);
  expect(cluster.told.join("\n")).toMatch(/Pods in namespace prod that use the Secrets are not named/);
});

test("workloads that may not be listed: the Role that is missing, before anything restarts", async () => {
  const cluster = stub([workload("Deployment", "api")], { refuse: { "LIST DaemonSet": { status: 403 } } });
  await expect(run(cluster)).rejects.toMatchObject({
    code: "ACCESS_DENIED",
    fix: expect.stringContaining('verbs: ["get", "list", "watch", "patch"]'),
  });
  expect(cluster.patches).toEqual([]);
});

test("one that may not be restarted fails, and the others are restarted", async () => {
  const cluster = stub([workload("Deployment", "api"), workload("StatefulSet", "db")], {
    refuse: { "PATCH StatefulSet": { status: 403 } },
  });
  const restarted = await run(cluster);
  expect(shown(restarted)).toEqual(["Deployment api: rolled out", "StatefulSet db: failed"]);
  expect(restartFailure(restarted)).toMatchObject({ code: "ACCESS_DENIED" });
  expect(JSON.stringify([restarted, cluster.told])).not.toContain(CANARY);
});

test("a conflict: all is read and decided again", async () => {
  const cluster = stub([workload("Deployment", "api")], {
    refuse: { "PATCH Deployment": { status: 409, times: 3 } },
  });
  expect(shown(await run(cluster))).toEqual(["Deployment api: rolled out"]);
  expect(cluster.patches).toHaveLength(1);
});

test("conflicts without an end, and one that was deleted meanwhile", async () => {
  const storm = stub([workload("Deployment", "api")], { refuse: { "PATCH Deployment": { status: 409 } } });
  expect(restartFailure(await run(storm))).toMatchObject({ code: "OBJECT_CONFLICT" });
  const gone = stub([workload("Deployment", "api")], { refuse: { "PATCH Deployment": { status: 404 } } });
  expect(await run(gone)).toEqual([
    expect.objectContaining({ is: "left alone", why: "it was deleted meanwhile" }),
  ]);
});
