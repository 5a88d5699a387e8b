import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { json } from "../harness/servers/control.ts";
import { apiProxy } from "./cluster-proxy.ts";
import { admissionWebhook, hang, HOOK_NAME } from "./cluster-webhook.ts";
import { deployCluster, JOB_RULES, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `app-${index}`);
/** A Secret of each name, with the value of the variable DB. */
const secretsOf = (all: readonly string[]) => ({
  inputs: { secrets: all.map((name) => `KEY = env://DB as secret ${name}`).join("\n") },
  env: { DB: `${CANARY}-db` },
});
const WITH_DELETE = [...JOB_RULES, { apiGroups: [""], resources: ["secrets"], verbs: ["delete"] }];

describeUnless(NO_CLUSTER, "a cluster that fails", () => {
  const { cluster, place, run, leaks } = deployCluster();
  const webhook = admissionWebhook(cluster);
  const proxy = apiProxy(cluster);
  const throughProxy = () => ({ cluster: proxy.url(), "cluster-audience": cluster.url });

  const base = (namespace: string): string => `/api/v1/namespaces/${namespace}/secrets`;
  /** Name and value of every Secret that is there. */
  const stands = async (namespace: string): Promise<Record<string, string>> => {
    const { items } = await cluster.must("GET", base(namespace));
    return Object.fromEntries(
      (items as { metadata: { name: string }; data?: Record<string, string> }[]).map(({ metadata, data }) => [
        metadata.name,
        Buffer.from(data?.["KEY"] ?? "", "base64").toString(),
      ]),
    );
  };
  const allOf = (all: readonly string[], value = `${CANARY}-db`): Record<string, string> =>
    Object.fromEntries(all.map((name) => [name, value]));
  const write = (namespace: string, name: string, value: string): Promise<unknown> =>
    cluster.must("PATCH", `${base(namespace)}/${name}`, {
      query: { fieldManager: "secrets-action/liquid-hive/example", force: "true" },
      contentType: "application/apply-patch+yaml",
      body: { apiVersion: "v1", kind: "Secret", metadata: { name }, data: { KEY: base64(value) } },
    });

  test("an API server that is killed in the middle of 30 objects, and comes back: all stands, once", async () => {
    const namespace = await place();
    const all = names(30);
    let applies = 0;
    let restarting: Promise<void> | undefined;
    await webhook.judge(namespace, JOB_USER, async ({ dryRun }) => {
      if (!dryRun) applies += 1;
      if (applies === 12)
        restarting ??= (async () => {
          await cluster.stopApiServer();
          await sleep(500);
          await cluster.startApiServer();
        })();
      // What is asked while it dies gets no answer.
      if (restarting !== undefined) await sleep(100);
      return undefined;
    });
    const result = await run(namespace, { ...secretsOf(all), debug: true });
    await restarting;
    expect(restarting).toBeDefined();
    expect(result.main.succeeded).toBe(true);
    expect(await stands(namespace)).toEqual(allOf(all));
    expect(JSON.parse(result.outputs.get("applied") ?? "")).toHaveLength(30);
    expect(result.log).toContain("30 created");
    expect(leaks(result, [`${CANARY}-db`])).toEqual([]);
    const again = await run(namespace, secretsOf(all));
    expect([again.main.succeeded, again.outputs.get("changed")]).toEqual([true, "false"]);
  });

  test.each([
    ["the login", "POST", /selfsubjectreviews/],
    ["the dry run", "PATCH", /dryRun=All/],
    ["the apply", "PATCH", /secrets\/app-0\?(?!.*dryRun)/],
  ])("429 with Retry-After at %s is waited for", async (_, method, path) => {
    const namespace = await place();
    const refused: number[] = [];
    const taken: number[] = [];
    proxy.answer((call) => {
      if (call.method !== method || !path.test(call.path)) return undefined;
      if (refused.length > 0) {
        taken.push(Date.now());
        return undefined;
      }
      refused.push(Date.now());
      const status = {
        kind: "Status",
        apiVersion: "v1",
        status: "Failure",
        code: 429,
        reason: "TooManyRequests",
      };
      return { ...json(429, status), headers: { "content-type": "application/json", "retry-after": "2" } };
    });
    const all = names(2);
    const { inputs, env } = secretsOf(all);
    const result = await run(namespace, { inputs: { ...inputs, ...throughProxy() }, env });
    expect(result.main.succeeded).toBe(true);
    expect(refused).toHaveLength(1);
    expect(taken.some((at) => at - refused[0]! >= 1_900)).toBe(true);
    expect(await stands(namespace)).toEqual(allOf(all));
  });

  test.each([
    [3, true],
    [Number.POSITIVE_INFINITY, false],
  ])("somebody who writes the object %d times while we apply", async (times, succeeds) => {
    const namespace = await place();
    await write(namespace, "app-0", "before");
    let storms = 0;
    await webhook.judge(namespace, JOB_USER, async ({ dryRun }) => {
      if (!dryRun && storms < times) {
        storms += 1;
        await cluster.must("PATCH", `${base(namespace)}/app-0`, {
          contentType: "application/merge-patch+json",
          body: { metadata: { annotations: { storm: String(storms) } } },
        });
      }
      return undefined;
    });
    const result = await run(namespace, secretsOf(["app-0"]));
    expect(result.main.succeeded).toBe(succeeds);
    expect(await stands(namespace)).toEqual({ "app-0": succeeds ? `${CANARY}-db` : "before" });
    if (succeeds) expect(storms).toBe(3);
    else expect(result.log).toContain("OBJECT_CONFLICT");
    expect(storms).toBeLessThan(60);
    expect(result.main.durationMs).toBeLessThan(40_000);
  });

  test.each([
    ["may delete what it made", WITH_DELETE, {}],
    ["may not", JOB_RULES, allOf(["app-1"])],
  ])(
    "a webhook that refuses one of three: the others are rolled back, so far as the job %s",
    async (_, rules, left) => {
      const namespace = await place(rules);
      await write(namespace, "app-0", "before");
      await webhook.judge(namespace, JOB_USER, async ({ name, dryRun, operation }) => {
        if (dryRun || name !== "app-2") return undefined;
        // The others are there by now.
        await sleep(500);
        return `not ${operation}`;
      });
      const result = await run(namespace, secretsOf(names(3)));
      expect(result.main.exitCode).toBe(1);
      expect(result.log).toMatch(/OBJECT_INVALID.*app-2.*guard\.example\.com refused it/);
      expect(result.log).toMatch(/app-0 +rolled back/);
      expect(await stands(namespace)).toEqual({ "app-0": "before", ...left });
      if ("app-1" in left) expect(result.log).toMatch(/Not rolled back: /);
      else expect(result.log).toMatch(/app-1 +rolled back/);
      expect(leaks(result, [`${CANARY}-db`])).toEqual([]);
    },
  );

  test.each(["dry run", "apply"])("a webhook that hangs at the %s", async (when) => {
    const namespace = await place(WITH_DELETE);
    await write(namespace, "app-0", "before");
    const hanging = ({ name, dryRun }: { name: string; dryRun: boolean }) =>
      name === "app-1" && dryRun === (when === "dry run") ? hang() : undefined;
    await webhook.judge(namespace, JOB_USER, hanging, { timeoutSeconds: 1 });
    const result = await run(namespace, secretsOf(names(2)));
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain("STORE_UNREACHABLE");
    expect(result.log).toContain(HOOK_NAME);
    expect(await stands(namespace)).toEqual({ "app-0": "before" });
    expect(result.main.durationMs).toBeLessThan(30_000);
  });

  test("a namespace that is being deleted, and stays so: named at once, nothing is written", async () => {
    const namespace = await place();
    await write(namespace, "app-0", "before");
    await cluster.must("DELETE", `/api/v1/namespaces/${namespace}`);
    const { status } = await cluster.must("GET", `/api/v1/namespaces/${namespace}`);
    expect(status.phase).toBe("Terminating");
    const result = await run(namespace, secretsOf(names(2)));
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toMatch(/OBJECT_GONE.*is being deleted/);
    expect(await stands(namespace)).toEqual({ "app-0": "before" });
    expect(result.main.durationMs).toBeLessThan(10_000);
  });

  test("an object that is being deleted, and is held by a finalizer", async () => {
    const namespace = await place();
    const metadata = { name: "app-0", finalizers: ["example.com/held"] };
    await cluster.must("POST", base(namespace), { body: { metadata } });
    await cluster.must("DELETE", `${base(namespace)}/app-0`);
    const result = await run(namespace, secretsOf(names(2)));
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toMatch(/OBJECT_GONE.*app-0 is being deleted/);
    expect(Object.keys(await stands(namespace))).toEqual(["app-0"]);
  });
});
