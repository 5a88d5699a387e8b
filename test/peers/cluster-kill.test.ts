import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { until } from "../harness/servers/kube-process.ts";
import { admissionWebhook, hang, type Review } from "./cluster-webhook.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";
const NEW = `${CANARY}-new`;
const RECORD = "secrets-action.liquid-hive.io/secrets";
const NAMES = ["app-0", "app-1"];

/** One request as the debug log has it, once it is answered. */
const answered = (method: string, path: string, code: string): string =>
  `http: cluster attempt 1: ${method} \\S+ \\S+/${path} -> ${code}`;
const APPLIED = (name: string): string => answered("PATCH", `secrets/${name}\\?(?!\\S*dryRun)\\S*`, "20[01]");
const TRIED = (name: string): string => answered("PATCH", `secrets/${name}\\?\\S*dryRun\\S*`, "20[01]");
const PATCHED = answered("PATCH", "deployments/web\\S*", "200");

const template = ({ spec }: { readonly spec?: { readonly template?: unknown } }): string =>
  JSON.stringify(spec?.template);
/** Whether a write of a Deployment restarts it: notes of ours are on the Deployment itself. */
const restarts = ({ object, oldObject }: Review): boolean =>
  template(object as { spec?: { template?: unknown } }) !==
  template((oldObject ?? {}) as { spec?: { template?: unknown } });

interface Step {
  /** What is waiting for an answer when it is killed. */
  readonly holds: (review: Review) => boolean;
  readonly when: RegExp;
  /** Which Secrets are written by then. */
  readonly written: readonly string[];
}

const never = (): boolean => false;
const STEPS: readonly (readonly [string, Step])[] = [
  ["when it has logged in", { holds: never, when: /selfsubjectreviews -> 201/, written: [] }],
  [
    "before the dry run",
    {
      holds: ({ dryRun }) => dryRun,
      when: /http: cluster .*GET \S+ \S+\/secrets\/app-[01] -> (?:200|404)/,
      written: [],
    },
  ],
  [
    "in the dry run",
    {
      holds: ({ name, dryRun }) => dryRun && name === "app-1",
      when: new RegExp(TRIED("app-0")),
      written: [],
    },
  ],
  [
    "between two applies",
    {
      holds: ({ name, dryRun }) => !dryRun && name === "app-1",
      when: new RegExp(APPLIED("app-0")),
      written: ["app-0"],
    },
  ],
  [
    "between apply and restart",
    {
      holds: restarts,
      when: new RegExp(`^(?=[^]*${APPLIED("app-0")})(?=[^]*${APPLIED("app-1")})`),
      written: NAMES,
    },
  ],
  ["in the rollout", { holds: never, when: new RegExp(`(?:${PATCHED}[^]*){2}`), written: NAMES }],
];

describeUnless(NO_CLUSTER, "a run that is killed", () => {
  const { cluster, place, run, leaks } = deployCluster({ controllers: true });
  const webhook = admissionWebhook(cluster);
  const inputs = {
    secrets: NAMES.map((name) => `KEY = env://DB as secret ${name}`).join("\n"),
    restart: "true",
  };
  const env = { DB: NEW };

  const write = (namespace: string, name: string): Promise<unknown> =>
    cluster.must("PATCH", `/api/v1/namespaces/${namespace}/secrets/${name}`, {
      query: { fieldManager: "secrets-action/liquid-hive/example", force: "true" },
      contentType: "application/apply-patch+yaml",
      body: { apiVersion: "v1", kind: "Secret", metadata: { name }, type: "Opaque", data: { KEY: "b2xk" } },
    });
  const deploy = async (namespace: string): Promise<void> => {
    const envFrom = NAMES.map((name) => ({ secretRef: { name, optional: true } }));
    const body = {
      metadata: { name: "web" },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web", "test/behaviour": "slow" } },
          spec: { containers: [{ name: "web", image: "web", envFrom }] },
        },
      },
    };
    await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, { body });
    await rolledOut(namespace);
  };
  const rolledOut = async (namespace: string): Promise<void> => {
    const args = ["-n", namespace, "rollout", "status", "deployment/web", "--timeout=60s"];
    expect((await cluster.kubectl(args)).code).toBe(0);
  };
  const secretsIn = async (namespace: string): Promise<Map<string, { value: string; state: string }>> => {
    const { items } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets`);
    type Live = { metadata: { name: string; uid: string; resourceVersion: string }; data: { KEY: string } };
    return new Map(
      (items as Live[]).map(({ metadata, data }) => [
        metadata.name,
        {
          value: Buffer.from(data.KEY, "base64").toString(),
          state: `${metadata.uid}/${metadata.resourceVersion}`,
        },
      ]),
    );
  };
  const webOf = (namespace: string) =>
    cluster.must("GET", `/apis/apps/v1/namespaces/${namespace}/deployments/web`);

  /** All is as a run leaves it that nobody killed. */
  async function expectFinished(namespace: string): Promise<void> {
    const secrets = await secretsIn(namespace);
    expect([...secrets].map(([name, { value }]) => [name, value])).toEqual(NAMES.map((name) => [name, NEW]));
    await rolledOut(namespace);
    const { spec } = await webOf(namespace);
    expect(JSON.parse(spec.template.metadata.annotations?.[RECORD] ?? "{}")).toEqual(
      Object.fromEntries([...secrets].map(([name, { state }]) => [name, state])),
    );
  }

  async function arranged(
    isNew: boolean,
    { holds }: Step,
  ): Promise<{ namespace: string; release: () => void }> {
    const namespace = await place();
    if (!isNew) for (const name of NAMES) await write(namespace, name);
    await deploy(namespace);
    let isHeld = true;
    const judge = (review: Review) => (isHeld && holds(review) ? hang() : undefined);
    for (const resource of ["secrets", "deployments"] as const)
      await webhook.judge(namespace, JOB_USER, judge, { resource });
    return { namespace, release: () => void (isHeld = false) };
  }

  test.each(STEPS.flatMap(([at, step]) => ["changes", "makes"].map((what) => [at, what, step] as const)))(
    "%s, of Secrets that it %s: the next run finishes it, restart included",
    async (_, what, step) => {
      const { namespace, release } = await arranged(what === "makes", step);
      const kill = { signal: "SIGKILL", whenStdout: step.when } as const;
      const killed = await run(namespace, { inputs, env, debug: true, kill });
      expect(killed.main.signal).toBe("SIGKILL");
      expect(killed.post?.exitCode).toBe(0);
      expect(leaks(killed, [NEW])).toEqual([]);
      expect(killed.files.afterPost).toEqual([]);
      release();
      const secrets = await secretsIn(namespace);
      if (step.holds !== never || step.written.length === 0)
        expect([...secrets].filter(([, { value }]) => value === NEW).map(([name]) => name)).toEqual(
          step.written,
        );
      const next = await run(namespace, { inputs, env });
      expect(next.main.succeeded).toBe(true);
      await expectFinished(namespace);
      const third = await run(namespace, { inputs, env });
      expect([third.outputs.get("changed"), third.outputs.get("restarted")]).toEqual(["false", "[]"]);
    },
  );

  test.each(STEPS.filter(([, { written }]) => written.length > 0))(
    "cancelled %s: it ends in time, says what stands, and the next run finishes it",
    async (_, step) => {
      const { namespace, release } = await arranged(false, step);
      const kill = { signal: "SIGINT", whenStdout: step.when } as const;
      const cancelled = await run(namespace, { inputs, env, debug: true, kill });
      expect(cancelled.main.exitCode).toBe(1);
      // The runner kills what has not ended 7.5 seconds later.
      expect(cancelled.main.durationMs).toBeLessThan(7_500);
      for (const name of step.written)
        expect(cancelled.log).toMatch(new RegExp(`Secret ${namespace}/${name} +changed`));
      expect(cancelled.log).toMatch(/cancelled|stopped/i);
      release();
      await until("the API server has given up", async () => {
        const next = await run(namespace, { inputs, env });
        return next.main.succeeded;
      });
      await expectFinished(namespace);
    },
  );
});
