import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { admissionWebhook } from "./cluster-webhook.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

/** Its own file: what waits for a server that is away waits for minutes. */
describeUnless(NO_CLUSTER, "a cluster that goes away", () => {
  const { cluster, place, run } = deployCluster();
  const webhook = admissionWebhook(cluster);
  const all = Array.from({ length: 6 }, (_, index) => `app-${index}`);
  const given = {
    inputs: { secrets: all.map((name) => `KEY = env://DB as secret ${name}`).join("\n") },
    env: { DB: "CANARY-7f3a-db" },
  };
  const stands = async (namespace: string): Promise<string[]> => {
    const { items } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets`);
    return (items as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);
  };

  test("an API server that does not come back: bounded, and the next run finishes it", async () => {
    const namespace = await place();
    let applies = 0;
    let stopping: Promise<void> | undefined;
    await webhook.judge(namespace, JOB_USER, async ({ dryRun }) => {
      if (!dryRun) applies += 1;
      if (applies >= 3) await (stopping ??= cluster.stopApiServer());
      return undefined;
    });
    try {
      const result = await run(namespace, { ...given, limitMs: 170_000 });
      expect(result.main.exitCode).toBe(1);
      expect(result.log).toContain("STORE_UNREACHABLE");
      // Each object is named, with what became of it so far as that is known.
      for (const name of all) expect(result.log).toContain(`Secret ${namespace}/${name} `);
      expect(result.log).toMatch(/Not rolled back: /);
      expect(result.main.durationMs).toBeLessThan(160_000);
    } finally {
      await cluster.startApiServer();
    }
    const hooks = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    await cluster.must("DELETE", hooks);
    const again = await run(namespace, given);
    expect(again.main.succeeded).toBe(true);
    expect(await stands(namespace)).toEqual(all);
  }, 300_000);
});
