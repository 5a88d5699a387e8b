import { expect, test } from "vitest";
import type { KubeObject } from "../../../../src/cluster/object.ts";
import { explain } from "../../../../src/cluster/restart/explain.ts";
import { CANARY, SIGNAL, stub, workload, type Refusals } from "./stub.ts";

const owner = (kind: string, name: string): object => ({
  apiVersion: "apps/v1",
  kind,
  name,
  uid: `u-${name}`,
});

const set = (name: string, revision: number, conditions: readonly object[] = []): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "ReplicaSet",
  metadata: {
    name,
    namespace: "prod",
    uid: `u-${name}`,
    annotations: { "deployment.kubernetes.io/revision": String(revision) },
    ownerReferences: [owner("Deployment", "api") as never],
  },
  status: { conditions },
});
const pod = (name: string, of: string, status: object, labels = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "prod", uid: `u-${name}`, labels, ownerReferences: [owner("X", of) as never] },
  status,
});
const event = (about: string, reason: string, message: string, lastTimestamp: string): KubeObject => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name: `${about}.${reason}`, namespace: "prod" },
  involvedObject: { uid: `u-${about}` },
  reason,
  message,
  lastTimestamp,
});

const api = workload("Deployment", "api");
const SETS = [set("api-1", 9), set("api-2", 10)];
const waiting = (reason: string, message = ""): object => ({
  containerStatuses: [
    { name: "web", ready: false, restartCount: 0, state: { waiting: { reason, message } } },
  ],
});
const crash = {
  containerStatuses: [
    {
      name: "web",
      ready: false,
      restartCount: 5,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off" } },
      lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
    },
  ],
};
const unschedulable = {
  conditions: [
    {
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message: "0/3 nodes: Insufficient cpu",
    },
  ],
};

async function explained(
  object: KubeObject,
  others: readonly KubeObject[],
  refuse: Refusals = {},
): Promise<{ code: string; message: string; fix: string }> {
  const { client, host } = stub([object, ...others], { refuse });
  const end = { is: "expired", why: "0 of 1 new pods are available", workload: object, ms: 0 } as const;
  const { code, message, fix = "" } = await explain(end, 60_000, client, host, SIGNAL);
  return { code, message, fix };
}

test.each<[string, object, string]>([
  [
    "crashes",
    crash,
    "CrashLoopBackOff: back-off; it ended with exit code 137 (OOMKilled), restarted 5 times",
  ],
  [
    "lacks a Secret",
    waiting("CreateContainerConfigError", 'secret "tls" not found'),
    'secret "tls" not found',
  ],
  ["has no image", waiting("ImagePullBackOff"), "container web of pod api-2-x: ImagePullBackOff"],
  ["is on no node", unschedulable, "pod api-2-x is on no node (Unschedulable): 0/3 nodes: Insufficient cpu"],
  [
    "was evicted",
    { phase: "Failed", reason: "Evicted", message: "no disk" },
    "has failed (Evicted): no disk",
  ],
  [
    "never gets ready",
    { containerStatuses: [{ name: "web", ready: false, restartCount: 0, state: { running: {} } }] },
    "container web of pod api-2-x: it runs, but is not ready",
  ],
  [
    "fails in an init container",
    {
      initContainerStatuses: [
        { name: "init", restartCount: 0, state: { terminated: { exitCode: 2, reason: "Error" } } },
      ],
      ...waiting("PodInitializing"),
    },
    "container init of pod api-2-x: it ended with exit code 2 (Error)",
  ],
  [
    "crashed and runs again",
    {
      containerStatuses: [
        {
          name: "web",
          ready: false,
          restartCount: 1,
          state: { running: {} },
          lastState: { terminated: { exitCode: 1, reason: "Error" } },
        },
      ],
    },
    "it ended with exit code 1 (Error), restarted 1 times",
  ],
])("a pod that %s", async (_, status, cause) => {
  const { code, message } = await explained(api, [...SETS, pod("api-2-x", "api-2", status)]);
  expect(code).toBe("ROLLOUT_FAILED");
  expect(message).toContain("Deployment prod/api does not run with the new values after 60 s");
  expect(message).toContain(cause);
});

test("only pods of the newest template count, and a ready one is no trouble", async () => {
  const ready = { conditions: [{ type: "Ready", status: "True" }] };
  const others = [...SETS, pod("api-1-x", "api-1", crash), pod("api-2-x", "api-2", ready)];
  expect(await explained(api, others)).toMatchObject({
    code: "WAIT_EXPIRED",
    message:
      "Deployment prod/api does not run with the new values after 60 s: 0 of 1 new pods are available.",
  });
});

test("a quota that lets no pod be made", async () => {
  const failure = {
    type: "ReplicaFailure",
    status: "True",
    reason: "FailedCreate",
    message: "exceeded quota: pods",
  };
  const { message } = await explained(api, [set("api-1", 1), set("api-2", 2, [failure])]);
  expect(message).toContain("; pods cannot be made (FailedCreate): exceeded quota: pods");
});

test("events: the newest first, each once, three at most, about these objects, defused", async () => {
  const { message } = await explained(api, [
    ...SETS,
    pod("api-2-x", "api-2", crash),
    event("api-2-x", "Old", "first", "2026-01-01T00:00:01Z"),
    event("api-2-x", "Unhealthy", `probe of ${CANARY}`, "2026-01-01T00:00:09Z"),
    event("api-2", "FailedCreate", "no\nmore", "2026-01-01T00:00:08Z"),
    event("api", "Late", "third", "2026-01-01T00:00:07Z"),
    event("api-1", "Foreign", "not ours", "2026-01-01T00:00:10Z"),
  ]);
  expect(message.split("; ").slice(3)).toEqual([
    "Unhealthy: probe of ***",
    "FailedCreate: no more",
    "Late: third.",
  ]);
});

test("the fix: how to look further, the logs of one that ran, the way back", async () => {
  const { fix } = await explained(api, [...SETS, pod("api-2-x", "api-2", crash)]);
  expect(fix.split("\n")).toEqual([
    "kubectl -n prod describe deployment/api",
    "kubectl -n prod describe pod api-2-x",
    "kubectl -n prod logs api-2-x -c web --previous",
    "# back to the former template; the Secret keeps its new values, which new pods read:",
    "kubectl -n prod rollout undo deployment/api",
  ]);
});

test("a name that could be a command stands in none", async () => {
  const { fix } = await explained(api, [...SETS, pod("x; rm -rf ~", "api-2", crash)]);
  expect(fix).not.toContain("rm -rf");
});

test("rights that are missing are named, with those that would help", async () => {
  const refuse = { "LIST Pod": { status: 403 }, "LIST Event": { status: 403 } };
  const { code, message, fix } = await explained(api, SETS, refuse);
  expect(code).toBe("WAIT_EXPIRED");
  expect(message).toContain("This identity may not list pods, events in namespace prod");
  expect(fix).toContain("resources: [pods, events], verbs: [list]");
});

test("a server that fails while it is asked why hides nothing of what is known", async () => {
  const { message } = await explained(api, SETS, { "LIST Pod": { status: 500 } });
  expect(message).toContain("0 of 1 new pods are available");
  expect(message).not.toContain(CANARY);
});

const HASH = "controller-revision-hash";
const PODS = [
  pod("db-0", "db", waiting("ImagePullBackOff"), { [HASH]: "r1" }),
  pod("db-1", "db", waiting("ErrImageNeverPull"), { [HASH]: "r2" }),
];

test("of a DaemonSet, pods of the newest revision count", async () => {
  const revisions = [9, 10].map((revision) => ({
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: `db-${revision}`,
      namespace: "prod",
      labels: { [HASH]: revision === 10 ? "r2" : "r1" },
      ownerReferences: [owner("DaemonSet", "db") as never],
    },
    revision,
  }));
  const { message } = await explained(workload("DaemonSet", "db"), [...revisions, ...PODS]);
  expect(message).toContain("container web of pod db-1: ErrImageNeverPull");
  expect(message).not.toContain("db-0");
});

test("of a StatefulSet, a broken pod of a former revision counts: it holds up the rollout until it is deleted", async () => {
  const { message, fix } = await explained(workload("StatefulSet", "db"), PODS.slice(0, 1));
  expect(message).toContain("container web of pod db-0: ImagePullBackOff");
  expect(fix).toContain("kubectl -n prod delete pod db-0");
});
