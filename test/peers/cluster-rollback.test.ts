import { beforeEach, expect, test } from "vitest";
import type { ClusterClient } from "../../src/cluster/api.ts";
import type { Desired } from "../../src/cluster/object.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { CANARY, object, secret as secretIn } from "../unit/cluster/apply/applying.ts";
import { type Applying, applyingTo, DEPLOYER, owners, valuesOf, verbs } from "./cluster-applying.ts";

const NEVER = new AbortController().signal;

describeUnless(NO_CLUSTER, "what is taken back, and what outlives faults, beside controllers", () => {
  const cluster = clusterServer({ users: [DEPLOYER], controllers: true });
  let here: Applying;
  beforeEach(async () => {
    here = applyingTo(cluster, await cluster.namespace());
  });
  const secret = (name: string, data: Record<string, string>): Desired =>
    secretIn(name, data, here.namespace);
  const deployment = (image: string, env: readonly object[]): Desired => {
    const labels = { app: "web" };
    const spec = {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "app", image, env }] } },
    };
    return object("Deployment", "web", { spec }, "apps/v1", here.namespace);
  };
  const rolledOut = (): Promise<string> =>
    here.kubectl(["rollout", "status", "deployment/web", "--timeout=30s"]);
  const live = (): Promise<{ readonly metadata: object; readonly spec: object }> =>
    cluster.must("GET", `/apis/apps/v1/namespaces/${here.namespace}/deployments/web`);

  test("gives a workload back though its controller has written its status since", async () => {
    const allowed = { allowKinds: ["Deployment"] };
    await here.apply([deployment("app:1", [{ name: "A", value: "1" }])], allowed);
    await rolledOut();
    const before = await live();
    const changed = [{ name: "B", value: "2" }];
    const { undo, applied } = await here.apply([deployment("app:2", changed)], allowed);
    expect(verbs(applied)).toEqual(["changed Deployment web"]);
    await rolledOut();
    expect(verbs(await undo(NEVER))).toEqual(["rolled back Deployment web"]);
    const after = await live();
    expect(after.spec).toEqual(before.spec);
    const ours = (one: object): unknown[] =>
      (owners(one as never) as { manager: string }[]).filter(({ manager }) =>
        manager.startsWith("secrets-action"),
      );
    expect(ours(after)).toEqual(ours(before));
  });

  test("deletes a workload that it created, with what its controller made", async () => {
    const { undo } = await here.apply([deployment("app:1", [])], { allowKinds: ["Deployment"] });
    await rolledOut();
    await undo(NEVER);
    expect(await here.kubectl(["get", "deployment", "web"])).toContain("not found");
  });

  test("finishes though the API server is killed in the middle and started again", async () => {
    const desired = Array.from({ length: 40 }, (_, i) => secret(`s${i}`, { A: `${CANARY}-${i}` }));
    let calls = 0;
    const client: ClusterClient = {
      ...here.client,
      call: async (call, signal) => {
        calls += 1;
        if (calls === 20) {
          await cluster.stopApiServer();
          void cluster.startApiServer();
        }
        return await here.client.call(call, signal);
      },
    };
    const { applied, failure } = await here.apply(desired, {}, undefined, client);
    expect([failure?.message, new Set(applied.map(({ verb }) => verb))]).toEqual([
      undefined,
      new Set(["created"]),
    ]);
    expect(valuesOf(await here.live("Secret", "s39"))).toEqual({ A: `${CANARY}-39` });
    const again = await here.apply(desired);
    expect(new Set(again.applied.map(({ verb }) => verb))).toEqual(new Set(["unchanged"]));
  });

  test("a cancelled run says what stands, and the next one finishes it", async () => {
    const desired = Array.from({ length: 120 }, (_, i) => secret(`s${i}`, { A: "1" }));
    const stop = new AbortController();
    let calls = 0;
    const client: ClusterClient = {
      ...here.client,
      call: async (call, signal) => {
        calls += 1;
        if (calls === 80) stop.abort();
        return await here.client.call(call, AbortSignal.any([signal, stop.signal]));
      },
    };
    const { applied, failure } = await here.apply(desired, {}, undefined, client, stop.signal);
    expect(failure?.code).toBe("COMMAND_FAILED");
    const created = applied.filter(({ verb, notes }) => verb === "created" && notes.length === 0);
    expect(created.length).toBeGreaterThan(0);
    expect(applied.some(({ verb }) => verb === "skipped")).toBe(true);
    const again = await here.apply(desired);
    expect(again.failure).toBeUndefined();
    const byName = new Map(again.applied.map(({ key, verb }) => [key.name, verb]));
    expect(created.every(({ key }) => byName.get(key.name) === "unchanged")).toBe(true);
    expect(await here.live("Secret", "s119")).toBeDefined();
  });
});
