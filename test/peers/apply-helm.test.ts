import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { type Job, openJob } from "../harness/job.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { KEY, sealer } from "./apply-sealed.ts";
import { deployCluster } from "./deploy-cluster.ts";
import { chartFiles, HELM_RULES, laterStep, modeOf, runTool } from "./later-step.ts";
import { hasPeer, peer } from "./peers.ts";

const CANARY = "CANARY-7f3a";
const HELMS = ["helm-3", "helm-4"];
const NO_HELM = HELMS.every(hasPeer)
  ? undefined
  : "helm tests skipped: helm is not installed (node test/peers/install.mjs)";
const URL = `mongodb://u:${CANARY}+/=@db:27017/app?x=1`;
const PIN = `${CANARY}-pin: "quoted" # no comment`;
const VALUES = `replicas: 2\ndatabase:\n  url: ${URL}\n  pins:\n    - '${PIN}'\nreplcas: 3\n`;
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: {{ .Release.Name }}-db
type: Opaque
data:
  url: {{ .Values.database.url | b64enc }}
`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

describeUnless(NO_CLUSTER ?? NO_HELM, "helm in later steps", () => {
  const { cluster, oidc, place } = deployCluster();
  let job: Job | undefined;
  afterEach(async () => {
    await job?.close();
    job = undefined;
  });
  const sealed = (text: string): string => sealer.seal("yaml", text);
  const atCluster = () => ({ cluster: cluster.url, "cluster-ca": cluster.ca });
  const open = async (
    action: string,
    inputs: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>> = {},
  ): Promise<{ job: Job; step: Awaited<ReturnType<Job["step"]>> }> => {
    job = await openJob({
      action,
      servers: [oidc],
      workspace: { ...chartFiles(SECRET), "values.enc.yaml": sealed(VALUES), ...files },
    });
    const step = await job.step({ inputs: { "age-key": sealer.key, ...inputs } });
    return { job, step };
  };

  test.each(HELMS)("%s reads the decrypted values, and deploys them by the kubeconfig", async (name) => {
    const namespace = await place(HELM_RULES);
    const opened = await open("apply", {
      ...atCluster(),
      namespace,
      "export-kubeconfig": "true",
      "helm-values": "values.enc.yaml",
      "helm-chart": "chart",
    });
    const { step } = opened;
    expect(step.succeeded).toBe(true);
    expect(step.log).toContain("values.enc.yaml: the chart shop does not know replcas, and ignores it.");
    const env = laterStep(opened.job);
    const file = env["HELM_VALUES"]!;
    expect(file).toBe(step.outputs.get("helm-values"));
    expect([modeOf(file), modeOf(path.dirname(file))]).toEqual(["0600", "0700"]);
    for (const value of [URL, PIN]) expect(step.masks).toContain(value);

    const chart = path.join(opened.job.folder.workspace, "chart");
    const template = await runTool(peer(name), ["template", "shop", chart, "--values", file], env);
    expect([template.code, template.stderr]).toEqual([0, ""]);
    expect(template.stdout).toContain(base64(URL));
    const args = ["upgrade", "--install", "shop", chart, "--values", file];
    const upgrade = await runTool(peer(name), args, env);
    expect([upgrade.code, upgrade.stderr]).toEqual([0, ""]);
    const made = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/shop-db`);
    expect(made.data).toEqual({ url: base64(URL) });

    await opened.job.post();
    expect(fs.existsSync(file)).toBe(false);
    expect([opened.job.env.get("HELM_VALUES"), fs.readdirSync(opened.job.folder.temp)]).toEqual(["", []]);
  });

  test("several values files, a later one over an earlier one; no cluster is needed for them", async () => {
    const { job: opened, step } = await open(
      "apply",
      { "helm-values": "values.enc.yaml\nmore.enc.yaml" },
      { "more.enc.yaml": sealed(`database:\n  url: ${CANARY}-later\n`) },
    );
    expect(step.succeeded).toBe(true);
    expect(oidc.tokens.length).toBe(oidc.audiences.length);
    const env = laterStep(opened);
    expect(env["HELM_VALUES"]!.split(",")).toHaveLength(2);
    const chart = path.join(opened.folder.workspace, "chart");
    for (const name of HELMS) {
      const args = ["template", "shop", chart, "--values", env["HELM_VALUES"]!];
      const { stdout, stderr } = await runTool(peer(name), args, env);
      expect(stderr).toBe("");
      expect(stdout).toContain(base64(`${CANARY}-later`));
    }
  });

  test("a file in clear text is refused, and so is one without a key; nothing is left", async () => {
    const clear = await open("apply", { "helm-values": "plain.yaml" }, { "plain.yaml": `a: ${CANARY}\n` });
    expect([clear.step.succeeded, clear.step.log.includes(CANARY)]).toEqual([false, false]);
    expect(clear.step.summary).toContain("plain.yaml");
    expect(fs.readdirSync(clear.job.folder.temp)).toEqual([]);
    await clear.job.close();
    const other = await open("apply", { "helm-values": "values.enc.yaml", "age-key": "" });
    expect([other.step.succeeded, other.step.exported.has("HELM_VALUES")]).toEqual([false, false]);
    expect(fs.readdirSync(other.job.folder.temp)).toEqual([]);
  });

  test.each(HELMS)("%s adopts a Secret that a step applied for its release", async (name) => {
    const namespace = await place(HELM_RULES);
    const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop-db\nstringData:\n  url: ${URL}\n`;
    const { job: opened, step } = await open(
      "apply",
      {
        ...atCluster(),
        namespace,
        apply: "secret.enc.yaml",
        "helm-release": "shop",
        "export-kubeconfig": "true",
        "helm-values": "values.enc.yaml",
      },
      { "secret.enc.yaml": sealer.seal("yaml", secret, ["--encrypted-regex", "^stringData$"]) },
    );
    expect(step.succeeded).toBe(true);
    const path_ = `/api/v1/namespaces/${namespace}/secrets/shop-db`;
    const before = await cluster.must("GET", path_);
    const env = laterStep(opened);
    const chart = path.join(opened.folder.workspace, "chart");
    const args = ["upgrade", "--install", "shop", chart, "--values", env["HELM_VALUES"]!];
    const done = await runTool(peer(name), args, env);
    expect([done.code, done.stderr]).toEqual([0, ""]);
    const after = await cluster.must("GET", path_);
    expect([after.metadata.uid, after.data]).toEqual([before.metadata.uid, before.data]);
    expect(after.metadata.annotations["meta.helm.sh/release-name"]).toBe("shop");
    // And the other way round: the next run of the step finds its own release's object, and nothing to change.
    const again = await opened.step({
      inputs: {
        ...atCluster(),
        namespace,
        apply: "secret.enc.yaml",
        "helm-release": "shop",
        "age-key": sealer.key,
      },
    });
    expect(again.log).toContain("1 unchanged");
  });

  test.each(HELMS)("in a terminal, decrypted values go to %s through a pipe", async (name) => {
    const { job: opened } = await open("apply", { "helm-values": "values.enc.yaml" });
    const { workspace } = opened.folder;
    const plain = execFileSync(process.execPath, [cli, "decrypt", "values.enc.yaml"], {
      cwd: workspace,
      env: { PATH: process.env["PATH"], HOME: opened.folder.home, SOPS_AGE_KEY: KEY },
      stdio: ["ignore", "pipe", "ignore"],
    }).toString();
    const namespace = await place(HELM_RULES);
    const env = laterStep(opened, { KUBECONFIG: cluster.adminKubeconfig });
    const args = ["upgrade", "--install", "-n", namespace, "shop", path.join(workspace, "chart"), "-f", "-"];
    const done = await runTool(peer(name), args, env, { input: plain });
    expect([done.code, done.stderr]).toEqual([0, ""]);
    const made = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/shop-db`);
    expect(made.data).toEqual({ url: base64(URL) });
  });
});
