import { expect, test } from "vitest";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import { awaitRollouts, type Ended } from "../../../../src/cluster/restart/wait.ts";
import type { KubeObject } from "../../../../src/cluster/object.ts";
import { restartFailure, restartUsers } from "../../../../src/cluster/restart/restart.ts";
import { secret, SETTINGS, SIGNAL, stub, workload, type Stub } from "./stub.ts";

const GOING = { metadata: { generation: 2 } };
const api = workload("Deployment", "api", GOING);
const done = (over: object = {}): KubeObject =>
  workload("Deployment", "api", { metadata: { generation: 2, ...over }, status: { observedGeneration: 2 } });

/** Waits, with what happens once the watch stands. */
async function waited(cluster: Stub, happens: () => void, objects = [api]): Promise<readonly Ended[]> {
  const ends = awaitRollouts(objects, cluster.client, cluster.host, 60_000, SIGNAL);
  await new Promise(setImmediate);
  happens();
  return await ends;
}

test.each<[string, (cluster: Stub) => void, object]>([
  ["done", ({ send }) => send({ type: "MODIFIED", object: done() }), { is: "done" }],
  [
    "deleted",
    ({ send }) => send({ type: "DELETED", object: api }),
    { is: "gone", why: "it was deleted meanwhile" },
  ],
  ["not there when all is read anew", ({ send }) => send({ type: "RESET", objects: [] }), { is: "gone" }],
  ["done when all is read anew", ({ send }) => send({ type: "RESET", objects: [done()] }), { is: "done" }],
  ["made anew", ({ send }) => send({ type: "MODIFIED", object: done({ uid: "u-2" }) }), { is: "gone" }],
  [
    "moved on by somebody else, and done in that generation",
    ({ send }) => {
      send({ type: "MODIFIED", object: workload("Deployment", "api", { metadata: { generation: 5 } }) });
      const newest = { metadata: { generation: 5 }, status: { observedGeneration: 5 } };
      send({ type: "MODIFIED", object: workload("Deployment", "api", newest) });
    },
    {
      is: "done",
      workload: expect.objectContaining({ metadata: expect.objectContaining({ generation: 5 }) }),
    },
  ],
  [
    "paused meanwhile",
    ({ send }) => send({ type: "MODIFIED", object: { ...done(), spec: { paused: true } } }),
    { is: "held", why: expect.stringContaining("paused") },
  ],
  [
    "past its time, and an old event counts for nothing",
    ({ send, expire }) => {
      send({ type: "MODIFIED", object: workload("Deployment", "api", { metadata: { generation: 1 } }) });
      send({ type: "MODIFIED", object: workload("Deployment", "other") });
      expire();
    },
    { is: "expired", why: "its controller has not taken up the change yet" },
  ],
])("a workload that is %s", async (_, happens, end) => {
  const cluster = stub([api]);
  expect(await waited(cluster, () => happens(cluster))).toEqual([expect.objectContaining(end)]);
});

test("what is done at once is not watched", async () => {
  const cluster = stub([]);
  expect(await waited(cluster, () => undefined, [done()])).toMatchObject([{ is: "done" }]);
  expect(cluster.watches).toEqual([]);
});

test("a watch that is refused ends the wait for its workloads, with what it was refused with", async () => {
  const cluster = stub([api], { refuse: { "WATCH Deployment": { status: 403 } } });
  const [end] = await waited(cluster, () => undefined);
  expect(end?.is).toBe("unseen");
  expect(end?.error).toBeInstanceOf(ApiFault);
});

test("a run that is cancelled ends with the signal's reason", async () => {
  const cancelled = new AbortController();
  const { client, host } = stub([api]);
  const ends = awaitRollouts([api], client, host, 60_000, cancelled.signal);
  await new Promise(setImmediate);
  cancelled.abort(new Error("cancelled"));
  await expect(ends).rejects.toThrow("cancelled");
});

test.each<[number, object, string | undefined]>([
  [403, { is: "restarted, not waited for", why: expect.stringContaining("may not watch") }, undefined],
  [500, { is: "failed" }, "STORE_UNREACHABLE"],
])("a restart whose watch is answered with %d", async (status, result, code) => {
  const cluster = stub([workload("Deployment", "api")], {
    refuse: { "WATCH Deployment": { status } },
    after: (patched) => patched,
  });
  const changed = [secret({ changed: true })];
  const restarted = await restartUsers(changed, SETTINGS, cluster.client, cluster.host, SIGNAL);
  expect(restarted).toEqual([expect.objectContaining(result)]);
  expect(restartFailure(restarted)?.code).toBe(code);
});
