import { expect, test } from "vitest";
import { restartFailure } from "../../src/cluster/restart/restart.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { CANARY, READS, restartSetting, type Made } from "./restart-setting.ts";

describeUnless(NO_CLUSTER, "rollouts that do not end, in a cluster", () => {
  const cluster = clusterServer({ controllers: true });
  const { make, patches, run, status, told, write } = restartSetting(cluster);

  test.each<[string, Made, RegExp]>([
    [
      "crash",
      { labels: { "test/behaviour": "crash" } },
      /container web of pod api-\S+: CrashLoopBackOff: .*exit code 1 \(Error\), restarted 1 times/,
    ],
    [
      "lack a Secret",
      { labels: { "test/behaviour": "config-error" } },
      /CreateContainerConfigError: secret "app" not found/,
    ],
    [
      "fit on no node",
      { pod: { nodeSelector: { is: "nowhere" } } },
      /is on no node \(Unschedulable\): 0\/1 nodes/,
    ],
  ])("pods that %s are explained", async (_, made, cause) => {
    const namespace = await cluster.namespace();
    await make(namespace, "Deployment", "api", READS, { ...made, spec: { progressDeadlineSeconds: 3 } });
    const restarted = await run(namespace, [await write(namespace, CANARY)]);
    const failure = restartFailure(restarted);
    expect(failure).toMatchObject({ code: "ROLLOUT_FAILED", message: expect.stringMatching(cause) });
    expect(failure?.message).toContain("it made no progress for 3 s");
    expect(failure?.fix).toContain(`kubectl -n ${namespace} rollout undo deployment/api`);
    expect(JSON.stringify([restarted, told])).not.toContain(CANARY);
    // It is said again, and nothing is restarted again, until it runs.
    const mark = await cluster.auditMark();
    const unchanged = await write(namespace, CANARY, false);
    expect(restartFailure(await run(namespace, [unchanged]))?.code).toBe("ROLLOUT_FAILED");
    expect(await patches(mark)).toEqual([]);
  });

  test("a quota that lets no new pod be made is explained", async () => {
    const namespace = await cluster.namespace();
    await make(namespace, "Deployment", "api");
    await status(namespace, "deployment/api");
    const quotas = `/api/v1/namespaces/${namespace}/resourcequotas`;
    const hard = { pods: "1" };
    const quota = await cluster.must("POST", quotas, {
      body: { metadata: { name: "none" }, spec: { hard } },
    });
    // Nobody counts here: admission goes by what the status says.
    const body = { ...quota, status: { hard, used: hard } };
    await cluster.must("PUT", `${quotas}/none/status`, { body });
    const [result] = await run(namespace, [await write(namespace, "new")], 3_000);
    expect(result?.failure).toMatchObject({
      code: "ROLLOUT_FAILED",
      message: expect.stringMatching(/pods cannot be made \(FailedCreate\): .*exceeded quota: none/),
    });
  });

  test.each(["StatefulSet", "DaemonSet"])(
    "a %s never gives up: what keeps it is told after the wait",
    async (kind) => {
      const namespace = await cluster.namespace();
      await make(namespace, kind, "db", READS, { labels: { "test/behaviour": "image-pull" } });
      const [result] = await run(namespace, [await write(namespace, "new")], 2_000);
      expect(result?.failure).toMatchObject({
        code: "ROLLOUT_FAILED",
        message: expect.stringMatching(
          /does not run with the new values after 2 s: .*; container web of pod db-\S+: ImagePullBackOff: Back-off pulling image/,
        ),
      });
    },
  );

  test("without the right to look at pods, that is said in the cause's place", async () => {
    const namespace = await cluster.namespace();
    const token = await cluster.serviceAccountToken(namespace, "ci");
    const resources = ["deployments", "statefulsets", "daemonsets"];
    const rules = [{ apiGroups: ["apps"], resources, verbs: ["get", "list", "watch", "patch"] }];
    await cluster.bind(namespace, rules, { kind: "ServiceAccount", name: "ci" });
    await make(namespace, "Deployment", "api", READS, { labels: { "test/behaviour": "crash" } });
    const [result] = await run(namespace, [await write(namespace, "new")], 1_000, token);
    expect(result?.failure).toMatchObject({
      code: "WAIT_EXPIRED",
      message: expect.stringMatching(/may not list (?:replicasets|pods|events|, ){5} in namespace/),
      fix: expect.stringContaining("resources: [pods, events], verbs: [list]"),
    });
  });
});
