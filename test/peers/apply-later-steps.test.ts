import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { type Job, openJob } from "../harness/job.ts";
import { listFiles } from "../harness/run-folder.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";
import { chartFiles, HELM_RULES, laterStep, modeOf, runTool } from "./later-step.ts";
import { hasPeer, peer } from "./peers.ts";

const CANARY = "CANARY-7f3a";
const HELMS = ["helm-3", "helm-4"];
/** As client-go asks a plugin. */
const ASKED = { KUBERNETES_EXEC_INFO: "{}" };
const NO_HELM = HELMS.every(hasPeer)
  ? undefined
  : "helm tests skipped: helm is not installed (node test/peers/install.mjs)";

describeUnless(NO_CLUSTER ?? NO_HELM, "a kubeconfig for later steps", () => {
  const { cluster, oidc, place } = deployCluster();
  let job: Job | undefined;
  afterEach(async () => {
    await job?.close();
    job = undefined;
  });
  const exported = async (inputs: Readonly<Record<string, string>> = {}): Promise<Job> => {
    job = await openJob({ action: "apply", servers: [oidc], workspace: chartFiles() });
    const step = await job.step({
      inputs: {
        cluster: cluster.url,
        "cluster-ca": cluster.ca,
        "export-kubeconfig": "true",
        ...inputs,
      },
    });
    expect(step.log).toContain("KUBECONFIG names a kubeconfig");
    expect(step.succeeded).toBe(true);
    return job;
  };

  test("kubectl asks for a fresh token each time, none is on disk, and post leaves nothing", async () => {
    const namespace = await place();
    const secret = { metadata: { name: "app" }, data: { A: Buffer.from(CANARY).toString("base64") } };
    await cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, { body: secret });
    const { env, folder, post } = await exported({ namespace });
    const file = env.get("KUBECONFIG") ?? "";
    expect(path.relative(folder.temp, file)).toMatch(/^secrets-[0-9a-f-]{36}\/kubeconfig$/);
    expect([modeOf(file), modeOf(path.dirname(file))]).toEqual(["0600", "0700"]);
    const text = fs.readFileSync(file, "utf8");
    expect(text).not.toMatch(/eyJ|"token"|CANARY/);

    const mark = await cluster.auditMark();
    for (const round of [1, 2]) {
      const before = oidc.tokens.length;
      // No namespace is named: that of the step counts.
      const done = await runTool(peer("kubectl"), ["get", "secret", "app", "-o", "json"], laterStep(job!));
      expect(done.stderr).toBe("");
      expect(JSON.parse(done.stdout).data).toEqual(secret.data);
      expect([round, oidc.tokens.length - before]).toEqual([round, 1]);
    }
    expect(new Set(oidc.tokens).size).toBe(oidc.tokens.length);
    expect((await cluster.auditSince(mark, JOB_USER)).map(({ verb }) => verb)).toContain("get");
    const holding = listFiles(folder).filter(({ bytes }) => oidc.tokens.some((one) => bytes.includes(one)));
    expect(holding.map((one) => one.path)).toEqual([]);

    await post();
    expect(fs.existsSync(file)).toBe(false);
    expect(env.get("KUBECONFIG")).toBe("");
    expect(fs.readdirSync(folder.temp)).toEqual([]);
  });

  test.each(HELMS)("%s deploys with it, as the job's own identity", async (name) => {
    const namespace = await place(HELM_RULES);
    const { folder } = await exported({ namespace });
    const mark = await cluster.auditMark();
    const chart = path.join(folder.workspace, "chart");
    const args = ["upgrade", "--install", "shop", chart, "--set", "database.url=example"];
    const done = await runTool(peer(name), args, laterStep(job!));
    expect([done.code, done.stderr]).toEqual([0, ""]);
    const made = await cluster.must("GET", `/api/v1/namespaces/${namespace}/configmaps/shop-config`);
    expect(made.data).toEqual({ url: Buffer.from("example").toString("base64") });
    const users = (await cluster.auditSince(mark)).flatMap(({ requestURI, user }) =>
      requestURI.includes(`/namespaces/${namespace}/`) && user.username !== "admin" ? [user.username] : [],
    );
    expect([...new Set(users)]).toEqual([JOB_USER]);
  });

  test("by hand it prints no credential: the log of the job would show it", async () => {
    const { env } = await exported({ namespace: await place() });
    const { users } = JSON.parse(fs.readFileSync(env.get("KUBECONFIG")!, "utf8"));
    const done = await runTool(users[0].user.exec.command, users[0].user.exec.args, laterStep(job!));
    expect([done.code, done.stdout]).toEqual([1, ""]);
    expect(done.stderr).toContain("would print a credential into the log");
  });

  test("the plugin's standard output is the credential and nothing else", async () => {
    const { env } = await exported({ namespace: await place() });
    const { users } = JSON.parse(fs.readFileSync(env.get("KUBECONFIG")!, "utf8"));
    const { command, args } = users[0].user.exec;
    const done = await runTool(command, args, laterStep(job!, ASKED));
    const credential = JSON.parse(done.stdout);
    expect([done.code, done.stderr]).toEqual([0, ""]);
    expect(credential).toEqual({
      kind: "ExecCredential",
      apiVersion: "client.authentication.k8s.io/v1",
      spec: { interactive: false },
      status: { token: oidc.tokens.at(-1), expirationTimestamp: expect.stringMatching(/Z$/) },
    });
    expect(done.stdout).toBe(`${JSON.stringify(credential)}\n`);
  });

  test.each([
    ["a person who runs it", {}, ["KUBERNETES_EXEC_INFO"], [], 1],
    ["no token service", {}, ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"], [], 1],
    ["another job's request token", { ACTIONS_ID_TOKEN_REQUEST_TOKEN: CANARY }, [], [], 1],
    ["a word too many", {}, [], [CANARY], 2],
    ["an unknown flag", {}, [], ["--no-such-flag"], 2],
  ] as const)(
    "the plugin with %s: the reason on standard error alone",
    async (_, more, without, also, code) => {
      const { env } = await exported({ namespace: await place() });
      const { command, args } = JSON.parse(fs.readFileSync(env.get("KUBECONFIG")!, "utf8")).users[0].user
        .exec;
      const step = laterStep(job!, { ...ASKED, ...more });
      for (const name of without) delete step[name];
      const done = await runTool(command, [...args, ...also], step);
      expect([done.code, done.stdout]).toEqual([code, ""]);
      expect(done.stderr).not.toBe("");
      expect(done.stderr).not.toContain(CANARY);
    },
  );

  test("kubectl shows the plugin's reason", async () => {
    await exported({ namespace: await place() });
    const env = laterStep(job!, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: CANARY });
    const done = await runTool(peer("kubectl"), ["get", "secrets"], env);
    expect(done.code).toBe(1);
    expect(done.stderr).toContain("exit code 1");
    expect(done.stderr).not.toContain(CANARY);
  });

  test.each([
    [
      "a secret input of the login",
      {
        cluster: "eks://prod",
        "aws-region": "eu-central-1",
        "aws-access-key-id": "AKIAEXAMPLE",
        "aws-secret-access-key": CANARY,
        "aws-credentials": "static",
      },
      /export-kubeconfig: later steps do not have what the input aws-(secret-access-key|access-key-id) holds/,
    ],
    [
      "a kubeconfig that is an input",
      { cluster: "", "cluster-ca": "", kubeconfig: "GIVEN" },
      /would hand on a kubeconfig that is itself an input/,
    ],
  ])("%s is not handed on, and the step says why before anything is changed", async (_, given, why) => {
    const namespace = await place();
    job = await openJob({ action: "apply", servers: [oidc] });
    const mark = await cluster.auditMark();
    const text = fs.readFileSync(cluster.kubeconfig(), "utf8");
    const inputs = {
      "cluster-ca": cluster.ca,
      namespace,
      "export-kubeconfig": "true",
      ...(given.cluster === "" ? {} : { "cluster-server": cluster.url }),
      ...given,
    };
    const step = await job.step({
      inputs: { ...inputs, ...("kubeconfig" in given ? { kubeconfig: text } : {}) },
    });
    expect(step.log).toMatch(why);
    expect([step.succeeded, step.exported.has("KUBECONFIG")]).toEqual([false, false]);
    expect(step.log).not.toContain(CANARY);
    expect((await cluster.auditSince(mark)).filter(({ verb }) => verb === "patch")).toEqual([]);
  });

  test("a KUBECONFIG that is set already stays, and the step says so", async () => {
    job = await openJob({ action: "apply", servers: [oidc], env: { KUBECONFIG: "/etc/own" } });
    const step = await job.step({
      inputs: {
        cluster: cluster.url,
        "cluster-ca": cluster.ca,
        namespace: await place(),
        "export-kubeconfig": "true",
      },
    });
    expect(step.succeeded).toBe(false);
    expect(step.log).toContain("A variable of this name is set already");
    expect(step.exported.has("KUBECONFIG")).toBe(false);
  });
});
