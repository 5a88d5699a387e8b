import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { type Call, listen } from "../harness/servers/control.ts";
import { TEST_CA } from "../harness/servers/tls.ts";
import { admissionWebhook } from "./cluster-webhook.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a-mongo";
const ESC = String.fromCharCode(27);
const LARGE = 1024 * 1024;

const TEXTS: readonly (readonly [string, string])[] = [
  ["a command at its beginning", "::error::PWNED"],
  ["commands after line ends", "x\r\n::set-env name=PWNED::1\n::add-mask::e\r::stop-commands::PWNED"],
  ["an old command", "##[group]PWNED"],
  ["control sequences", `${ESC}[31mPWNED${ESC}]0;title\u0007\u009b2J\u202e`],
  ["markdown", "![PWNED](http://x.example) [a](javascript:x) | a | `code` **b** @everyone http://x.example"],
  ["HTML", '<script>PWNED</script><img src="http://x.example"> </td></table>'],
  ["50 KB of text", `PWNED ${"a::b ![x](y) <b> ".repeat(3_000)}`],
  ["1 MB of text", `PWNED ${"a::b ![x](y) <b> ".repeat(LARGE / 16)}`],
  ["1 MB without a space", `PWNED${"<".repeat(LARGE)}`],
];

/** What a run may print, whatever the server says. */
function expectHarmless(run: ActionRun): void {
  const { main } = run;
  // The runner's own reader of commands saw nothing that it refuses, and none of ours that is not.
  expect(main.problems).toEqual([]);
  expect([...main.outputs.keys(), ...main.exported.keys()].filter((name) => /PWNED/.test(name))).toEqual([]);
  expect(main.masks.filter((mask) => mask === "e")).toEqual([]);
  for (const { message, properties } of main.annotations) {
    expect(message).not.toMatch(/^PWNED/);
    expect(properties.get("title") ?? "").not.toContain("PWNED");
  }
  const lines = main.stdout.split(/\r\n|\r|\n/);
  expect(
    lines.filter((line) => /^\s*::(?!add-mask|debug|error|warning|notice|group|endgroup)/.test(line)),
  ).toEqual([]);
  expect(
    lines.filter((line) => /^\s*::(?:\w|-)+[^:]*::PWNED/.test(line) || /##\[group\]PWNED/.test(line)),
  ).toEqual([]);
  // oxlint-disable-next-line no-control-regex -- none of these is to be found
  expect(main.stdout + main.stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  // Within a block of code nothing renders; no line of a block ends it.
  const rendered = main.unmaskedSummary.replace(/^(`{3,})\n[^]*?^\1$/gm, "");
  expect(rendered).not.toContain("```");
  expect(rendered).not.toMatch(
    /<script|<img|!\[|\]\((?!https:\/\/github\.com\/liquid-hive\/)|<\/table|http:\/\/x\.example|@everyone|\*\*b/,
  );
  expect(lines.filter((line) => !line.startsWith("::add-mask::")).join("\n").length).toBeLessThan(20_000);
  expect(main.unmaskedSummary.length).toBeLessThan(20_000);
}

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

  test.each(TEXTS.filter(([name]) => !/B of text|1 MB/.test(name)))(
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
