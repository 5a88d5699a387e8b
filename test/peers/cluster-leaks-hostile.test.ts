import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { type Call, listen } from "../harness/servers/control.ts";
import { TEST_CA } from "../harness/servers/tls.ts";
import { expectHarmless, HOSTILE } from "./cluster-hostile.ts";
import { admissionWebhook } from "./cluster-webhook.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a-mongo";
const LARGE = 1024 * 1024;

const TEXTS: readonly (readonly [string, string])[] = [
  ...HOSTILE,
  ["50 KB of text", `PWNED ${"a::b ![x](y) <b> ".repeat(3_000)}`],
  ["1 MB of text", `PWNED ${"a::b ![x](y) <b> ".repeat(LARGE / 16)}`],
  ["1 MB without a space", `PWNED${"<".repeat(LARGE)}`],
];

describeUnless(NO_CLUSTER, "hostile texts of a cluster", () => {
  const { cluster, oidc, place, run, leaks } = deployCluster({ controllers: true });
  const webhook = admissionWebhook(cluster);
  const inputs = { secrets: "MONGO_URL = env://DB as secret app" };
  const env = { DB: CANARY };

  describe("of a webhook", () => {
    let namespace = "";
    let text = "";
    beforeAll(async () => {
      namespace = await place();
      await webhook.judge(namespace, JOB_USER, () => text);
    });

    test.each(TEXTS)("with %s", async (_, said) => {
      text = said;
      const result = await run(namespace, { inputs, env, debug: true });
      expect(result.main.exitCode).toBe(1);
      // Of more than 64 KB nothing is shown: a value that a part quotes would not be found.
      expect(result.main.unmaskedLog.includes("PWNED")).toBe(said.length < LARGE);
      expect(result.main.unmaskedLog).toMatch(/OBJECT_INVALID.* webhook .*refused it/);
      expectHarmless(result);
      expect(leaks(result, [CANARY])).toEqual([]);
    });
  });

  test.each(["fail", "skip", "force"])("of a manager's name, with conflicts: %s", async (conflicts) => {
    const namespace = await place();
    const names = [
      "::error::PWNED",
      "##[group]PWNED <script>",
      "![PWNED](http://x.example)|`'; touch PWNED; '",
    ];
    for (const [index, fieldManager] of names.entries())
      await cluster.must("PATCH", `/api/v1/namespaces/${namespace}/secrets/app`, {
        query: { fieldManager },
        contentType: "application/apply-patch+yaml",
        body: {
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "app" },
          data: { [`K${index}`]: "b2xk", ...(index === 0 ? { MONGO_URL: "b2xk" } : {}) },
        },
      });
    const all = {
      secrets: ["MONGO_URL", "K1", "K2"].map((key) => `${key} = env://DB as secret app`).join("\n"),
    };
    const result = await run(namespace, { inputs: { ...all, conflicts }, env, debug: true });
    expect(result.main.exitCode).toBe(conflicts === "fail" ? 1 : 0);
    expect(result.main.unmaskedLog).toContain("PWNED");
    expectHarmless(result);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test.each(HOSTILE)(
    "of an event and a container's state with %s, when a rollout is stuck",
    async (_, said) => {
      const namespace = await place();
      const template = {
        metadata: { labels: { app: "web", "test/behaviour": "crash" } },
        spec: { containers: [{ name: "web", image: "web", envFrom: [{ secretRef: { name: "app" } }] }] },
      };
      const spec = { progressDeadlineSeconds: 3, selector: { matchLabels: { app: "web" } }, template };
      await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, {
        body: { metadata: { name: "web" }, spec },
      });
      const stop = new AbortController();
      const speaking = speak(namespace, said, stop.signal);
      const result = await run(namespace, { inputs: { ...inputs, restart: "true" }, env, debug: true });
      stop.abort();
      await speaking;
      expect(result.main.exitCode).toBe(1);
      expect(result.main.unmaskedLog).toContain("ROLLOUT_FAILED");
      expect(result.main.unmaskedLog).toContain("PWNED");
      expectHarmless(result);
      expect(leaks(result, [CANARY])).toEqual([]);
    },
  );

  /** Says this of every pod, as a kubelet and as whoever writes events would. */
  async function speak(namespace: string, message: string, signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    while (!signal.aborted) {
      const { items } = await cluster.must("GET", pods);
      for (const { metadata, status } of items) {
        if (seen.has(metadata.uid) || status.containerStatuses === undefined) continue;
        seen.add(metadata.uid);
        const state = { waiting: { reason: "CrashLoopBackOff", message: `${message} ${CANARY}` } };
        const body = { status: { containerStatuses: [{ ...status.containerStatuses[0], state }] } };
        await cluster.request("PATCH", `${pods}/${metadata.name}/status`, {
          contentType: "application/strategic-merge-patch+json",
          body,
        });
        await cluster.must("POST", `/api/v1/namespaces/${namespace}/events`, {
          body: {
            metadata: { generateName: "hostile-" },
            type: "Warning",
            reason: "PWNED",
            message: `${message} ${CANARY}`.slice(0, 1000),
            involvedObject: { kind: "Pod", namespace, name: metadata.name, uid: metadata.uid },
            lastTimestamp: new Date().toISOString(),
          },
        });
      }
      await sleep(100);
    }
  }

  test.each([301, 302, 307, 308])(
    "a redirect (%i) is not followed, and no token goes there",
    async (status) => {
      const namespace = await place();
      const elsewhere: Call[] = [];
      const asked: Call[] = [];
      const thief = await listen(
        (call) => {
          elsewhere.push(call);
          return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
        },
        { tls: "server" },
      );
      const fake = await listen(
        (call) => {
          asked.push(call);
          return { status, headers: { location: `${thief.url}${call.path}` }, body: "" };
        },
        { tls: "server" },
      );
      try {
        const at = { cluster: fake.url, "cluster-ca": TEST_CA };
        const result = await run(namespace, { inputs: { ...inputs, ...at }, env, debug: true });
        expect(asked.length).toBeGreaterThan(0);
        expect(elsewhere).toEqual([]);
        expect(result.main.exitCode).toBe(1);
        expect(result.log).toContain("sends us elsewhere");
        expect(leaks(result, [CANARY, ...oidc.tokens])).toEqual([]);
      } finally {
        await Promise.all([thief.stop(), fake.stop()]);
      }
    },
  );
});
