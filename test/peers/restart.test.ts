import { expect, test } from "vitest";
import type { Metadata } from "../../src/cluster/object.ts";
import { noteUsers } from "../../src/cluster/restart/noting.ts";
import { RECORD } from "../../src/cluster/restart/record.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { owners, READS, restartSetting, shown } from "./restart-setting.ts";

describeUnless(NO_CLUSTER, "restarts in a cluster", () => {
  const cluster = clusterServer({ controllers: true });
  const { clientOf, host, make, patches, pods, run, settings, signal, status, told, write } =
    restartSetting(cluster);

  test("only users of the Secret restart, of all kinds; unchanged, nothing does", async () => {
    const namespace = await cluster.namespace();
    await write(namespace, "old");
    const volume = { volumes: [{ name: "v", projected: { sources: [{ secret: { name: "app" } }] } }] };
    await make(namespace, "Deployment", "api", READS, { spec: { replicas: 2 } });
    await make(namespace, "StatefulSet", "db", {}, { spec: { serviceName: "db", replicas: 2 }, pod: volume });
    await make(namespace, "DaemonSet", "agent");
    await make(namespace, "Deployment", "other", {});
    for (const what of ["deployment/api", "statefulset/db", "daemonset/agent", "deployment/other"])
      await status(namespace, what);
    const before = await pods(namespace);
    const mark = await cluster.auditMark();

    const state = await write(namespace, "new");
    const restarted = await run(namespace, [state]);
    expect(shown(restarted)).toEqual([
      "Deployment api: rolled out",
      "StatefulSet db: rolled out",
      "DaemonSet agent: rolled out",
    ]);
    const after = await pods(namespace);
    expect([owners(before), owners(after)]).toEqual([
      ["agent", "api", "api", "db", "db", "other"],
      ["agent", "api", "api", "db", "db", "other"],
    ]);
    expect(owners(after.filter((line) => before.includes(line)))).toEqual(["other"]);
    expect((await patches(mark)).sort()).toEqual([
      "daemonsets agent 200",
      "deployments api 200",
      "statefulsets db 200",
    ]);
    // kubectl agrees that nothing is under way.
    for (const what of ["deployment/api", "statefulset/db", "daemonset/agent"])
      expect((await status(namespace, what)).code).toBe(0);

    const again = await cluster.auditMark();
    expect(await run(namespace, [{ ...state, changed: false }])).toEqual([]);
    expect(await patches(again)).toEqual([]);
    expect(await pods(namespace)).toEqual(after);
  });

  test("a run that was killed between apply and restart is made good, on the first use too", async () => {
    const namespace = await cluster.namespace();
    const old = await write(namespace, "old", false);
    await make(namespace, "Deployment", "api");
    await status(namespace, "deployment/api");
    expect(await run(namespace, [old])).toEqual([]);
    const before = await pods(namespace);

    await noteUsers([old], settings(namespace), clientOf(cluster.adminToken), host, signal);
    expect(await run(namespace, [old])).toEqual([]);
    expect(await pods(namespace)).toEqual(before);

    // Here the run is killed: the next one changes nothing, and restarts.
    await write(namespace, "new");
    const unchanged = await write(namespace, "new", false);
    expect(shown(await run(namespace, [unchanged]))).toEqual(["Deployment api: rolled out"]);
    const after = await pods(namespace);
    expect([owners(before), owners(after)]).toEqual([["api"], ["api"]]);
    expect(after).not.toEqual(before);
    expect(await run(namespace, [unchanged])).toEqual([]);

    // With a record, another one.
    await write(namespace, "newest");
    const newest = await write(namespace, "newest", false);
    expect(shown(await run(namespace, [newest]))).toEqual(["Deployment api: rolled out"]);
  });

  test("paused, OnDelete and scaled to 0; Jobs and bare Pods are named", async () => {
    const namespace = await cluster.namespace();
    const state = await write(namespace, "new");
    await make(namespace, "Deployment", "halted", READS, { spec: { paused: true } });
    await make(namespace, "DaemonSet", "agent", READS, { spec: { updateStrategy: { type: "OnDelete" } } });
    await make(namespace, "Deployment", "off", READS, { spec: { replicas: 0 } });
    const pod = { containers: [{ name: "web", image: "none", ...READS }], restartPolicy: "Never" };
    await cluster.must("POST", `/api/v1/namespaces/${namespace}/pods`, {
      body: { metadata: { name: "bare" }, spec: pod },
    });
    await cluster.must("POST", `/apis/batch/v1/namespaces/${namespace}/cronjobs`, {
      body: {
        metadata: { name: "nightly" },
        spec: { schedule: "0 0 1 1 *", jobTemplate: { spec: { template: { spec: pod } } } },
      },
    });
    await cluster.kubectl(["-n", namespace, "wait", "pod/bare", "--for=condition=Ready", "--timeout=60s"]);
    expect([...shown(await run(namespace, [state]))].sort()).toEqual([
      "CronJob nightly: left alone",
      "DaemonSet agent: restarted, not waited for",
      "Deployment halted: restarted, not waited for",
      "Deployment off: rolled out",
      "Pod bare: left alone",
    ]);
  });

  test("the API server is killed and comes back in the middle of a rollout", async () => {
    const namespace = await cluster.namespace();
    await make(namespace, "Deployment", "api", READS, {
      labels: { "test/behaviour": "slow" },
      spec: { replicas: 4 },
    });
    await status(namespace, "deployment/api");
    const running = run(namespace, [await write(namespace, "new")]);
    while (!told.some((line) => line.includes(`${namespace}/api restarts`)))
      await systemClock.sleep(20, signal);
    await cluster.stopApiServer();
    await cluster.startApiServer();
    expect(shown(await running)).toEqual(["Deployment api: rolled out"]);
    expect((await status(namespace, "deployment/api")).code).toBe(0);
  });

  test("the rights of the Role suffice, and one less is named", async () => {
    const namespace = await cluster.namespace();
    await make(namespace, "Deployment", "api");
    await status(namespace, "deployment/api");
    const token = await cluster.serviceAccountToken(namespace, "ci");
    const state = await write(namespace, "new");
    const refused = run(namespace, [state], undefined, token);
    await expect(refused).rejects.toMatchObject({
      code: "ACCESS_DENIED",
      fix: expect.stringContaining("patch"),
    });
    const resources = ["deployments", "statefulsets", "daemonsets"];
    await cluster.bind(
      namespace,
      [{ apiGroups: ["apps"], resources, verbs: ["get", "list", "watch", "patch"] }],
      {
        kind: "ServiceAccount",
        name: "ci",
      },
    );
    expect(shown(await run(namespace, [state], undefined, token))).toEqual(["Deployment api: rolled out"]);
    expect(told.join("\n")).toContain(`Pods in namespace ${namespace} that use the Secrets are not named`);
  });

  test("the record stays when the same manager applies the workload, and is all that we own of it", async () => {
    const namespace = await cluster.namespace();
    const apply = {
      query: { fieldManager: "secrets-action/o/r", force: "true" },
      contentType: "application/apply-patch+yaml",
      body: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "api" },
        spec: {
          selector: { matchLabels: { app: "api" } },
          template: {
            metadata: { labels: { app: "api" }, annotations: { theirs: "1" } },
            spec: { containers: [{ name: "web", image: "none", ...READS }] },
          },
        },
      },
    };
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/api`;
    await cluster.must("PATCH", path, apply);
    const state = await write(namespace, "new");
    expect(shown(await run(namespace, [state]))).toEqual(["Deployment api: rolled out"]);
    const before = await pods(namespace);
    const { spec, metadata } = await cluster.must("PATCH", path, apply);
    expect(spec.template.metadata.annotations).toEqual({
      theirs: "1",
      [RECORD]: JSON.stringify({ app: `${state.uid}/${state.resourceVersion}` }),
    });
    const [own] = (metadata as Metadata).managedFields!.filter(
      ({ manager, operation }) => manager === "secrets-action/o/r" && operation === "Update",
    );
    expect(own?.fieldsV1).toEqual({
      "f:spec": { "f:template": { "f:metadata": { "f:annotations": { [`f:${RECORD}`]: {} } } } },
    });
    await status(namespace, "deployment/api");
    expect(await pods(namespace)).toEqual(before);
  });

  test("jobs that restart the same workload at the same time leave each other's records", async () => {
    const namespace = await cluster.namespace();
    const names = ["app", "one", "two", "three"];
    await make(namespace, "Deployment", "api", { envFrom: names.map((name) => ({ secretRef: { name } })) });
    await status(namespace, "deployment/api");
    const app = await write(namespace, "new");
    const results = await Promise.all(
      names.map((name) => run(namespace, [{ ...app, name, uid: `u-${name}` }])),
    );
    expect(results.map(shown)).toEqual(names.map(() => ["Deployment api: rolled out"]));
    const { spec } = await cluster.must("GET", `/apis/apps/v1/namespaces/${namespace}/deployments/api`);
    const record = JSON.parse(spec.template.metadata.annotations[RECORD]) as Record<string, string>;
    expect(Object.keys(record)).toEqual(["app", "one", "three", "two"]);
  });
});
