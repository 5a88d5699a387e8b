import fs from "node:fs";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { json, listen, send } from "../harness/servers/control.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { problemsOf, type Schema } from "../unit/report/schema-problems.ts";
import { JOB_RULES } from "./deploy-cluster.ts";
import { signWith } from "./sign-action.ts";

const CANARY = "CANARY-7f3a";
const FILE = { "dist/app.tgz": "the artifact" };
const SCHEMA = JSON.parse(
  fs.readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8"),
) as Schema;

describeUnless(NO_CLUSTER, "the root action loads, signs and applies in one step", () => {
  const cluster = clusterServer();
  let peers: Sigstore;
  beforeAll(
    async () => void (peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false })),
  );
  afterAll(async () => peers.stop());

  const logSize = async (): Promise<number> => {
    const answer = await fetch(`${peers.rekor1Url}/api/v1/log`);
    return ((await answer.json()) as { treeSize: number }).treeSize;
  };

  interface Done {
    readonly result: ActionRun;
    /** The Secret of the cluster; undefined where there is none. */
    readonly applied: unknown;
    readonly entries: number;
    readonly report: Record<string, unknown> | undefined;
  }

  interface Running extends RunOptions {
    /** What happens while the certificate is asked for; without it, Fulcio is asked directly. */
    readonly atFulcio?: (namespace: string, token: string) => Promise<"on" | "refuse">;
  }

  /** Runs the action as a service account of a new namespace. */
  async function run({ inputs = {}, atFulcio, ...options }: Running = {}): Promise<Done> {
    const namespace = await cluster.namespace();
    const token = await cluster.serviceAccountToken(namespace, "deployer");
    const user = `system:serviceaccount:${namespace}:deployer`;
    await cluster.bind(namespace, JOB_RULES, { kind: "User", name: user });
    const fulcio = await listen(async (call) =>
      (await atFulcio?.(namespace, token)) === "refuse"
        ? json(403, { code: 7, message: CANARY })
        : await send(peers.fulcioUrl, call),
    );
    onTestFinished(fulcio.stop);
    const before = await logSize();
    let report: Record<string, unknown> | undefined;
    const result = await signWith(peers, "v1", {
      action: ".",
      untracked: FILE,
      ...options,
      env: { SOURCE: `${CANARY}-password` },
      inputs: {
        secrets: "PASSWORD = env://SOURCE as env, secret app",
        sign: "dist/*.tgz",
        namespace,
        kubeconfig: fs.readFileSync(cluster.kubeconfig(token), "utf8"),
        "signing-config": "",
        "fulcio-url": fulcio.url,
        "rekor-url": peers.rekor1Url,
        "metrics-file": "metrics.prom",
        "audit-file": "audit.jsonl",
        ...inputs,
      },
      laterStep: ({ env }) => {
        const file = env.get("SECRETS_ACTION_REPORT");
        if (file !== undefined) report = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
      },
    });
    expect(findLeaks(result, [`${CANARY}-password`, token, ...peers.oidc.tokens])).toEqual([]);
    const secret = await cluster.request("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    return {
      result,
      applied: secret.status === 404 ? undefined : secret.json?.["data"],
      entries: (await logSize()) - before,
      report,
    };
  }

  const data = { PASSWORD: Buffer.from(`${CANARY}-password`).toString("base64") };

  test("everything of it stands in the report, which follows its schema", async () => {
    const { result, applied, entries, report } = await run();
    expect([result.log, result.main.exitCode]).toEqual([expect.stringContaining("Sign"), 0]);
    expect([applied, entries, result.env.get("PASSWORD")]).toEqual([data, 1, `${CANARY}-password`]);
    expect(result.outputs.get("bundles")).toBe("dist/app.tgz.sigstore.json");
    expect(problemsOf(SCHEMA, report)).toEqual([]);
    expect(report).toMatchObject({
      loaded: [{ name: "PASSWORD" }],
      cluster: { failed: null },
      signing: {
        identity: peers.identity,
        failed: null,
        dry_run: false,
        artifacts: [{ subject: "dist/app.tgz", what: "signature", places: [{ form: "bundle" }] }],
      },
    });
    const file = (name: string): string =>
      result.files.afterMain.find(({ path: one }) => one.endsWith(name))?.bytes.toString() ?? "";
    expect(file("metrics.prom")).toContain("secrets_action");
    expect(file("audit.jsonl")).toContain("PASSWORD");
    expect(file("audit.jsonl") + file("metrics.prom")).not.toContain("dist/app.tgz");
  });

  test("where signing fails, nothing is applied and nothing exported", async () => {
    const { result, applied, entries, report } = await run({
      atFulcio: async () => await Promise.resolve("refuse"),
    });
    expect([result.main.exitCode, entries, applied, report]).toEqual([1, 0, undefined, undefined]);
    expect([result.log, result.log.includes(CANARY)]).toEqual([
      expect.stringContaining("SIGNING_REFUSED"),
      false,
    ]);
    expect([result.env.size, result.outputs.get("bundles") ?? ""]).toEqual([0, ""]);
  });

  test("who may not apply has signed nothing", async () => {
    const { result, applied, entries } = await run({ inputs: { namespace: "default" } });
    expect([result.main.exitCode, entries, applied]).toEqual([1, 0, undefined]);
    expect(result.log).toContain("default");
  });

  test("where applying fails, the signature stands, and the log and the outputs name it", async () => {
    const { result, applied, entries, report } = await run({
      atFulcio: async (namespace, token) => {
        const of = `/api/v1/namespaces/${namespace}/secrets/app`;
        const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
        await cluster.must("DELETE", bindings);
        for (let i = 0; i < 200 && (await cluster.request("GET", of, { token })).status !== 403; i += 1)
          await new Promise((resolve) => setTimeout(resolve, 20));
        return "on";
      },
    });
    expect([result.log, result.main.exitCode, entries]).toEqual([expect.stringContaining("Stopped"), 1, 1]);
    expect([applied, report, result.env.size]).toEqual([undefined, undefined, 0]);
    expect(result.outputs.get("bundles")).toBe("dist/app.tgz.sigstore.json");
    expect(result.log).toContain("dist/app.tgz.sigstore.json");
    expect(result.summary).toContain("dist/app.tgz");
  });

  test("a dry run signs nothing, and shows what it would", async () => {
    const { result, applied, entries } = await run({ inputs: { "dry-run": "true" } });
    expect([result.log, result.main.exitCode]).toEqual([expect.stringContaining("dist/app.tgz"), 0]);
    expect([applied, entries, result.env.size]).toEqual([undefined, 0, 0]);
    const written = result.files.afterMain.map(({ path: name }) => name);
    expect(written.filter((name) => name.endsWith(".sigstore.json"))).toEqual([]);
  });
});
