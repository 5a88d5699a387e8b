import fs from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import type { Server, StartedServer } from "../harness/job.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { type Cluster, clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { type Call, json, listen, type Listening, send } from "../harness/servers/control.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { cloud, SUBJECT } from "../scenario/cloud.ts";
import { sealer } from "./apply-sealed.ts";
import { deployCluster, JOB_RULES } from "./deploy-cluster.ts";
import { hasPeer } from "./peers.ts";

const CANARY = "CANARY-7f3a";
const ROLE = "arn:aws:iam::123456789012:role/deploy";
const REGION = "eu-west-1";
const NO_MOTO = hasPeer("moto_server")
  ? undefined
  : "EKS tests skipped: moto is not installed (node test/peers/install.mjs)";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const sealedSecret = (name: string, value: string): string =>
  sealer.seal(
    "yaml",
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  KEY: ${JSON.stringify(value)}\n`,
    ["--encrypted-regex", "^stringData$"],
  );
const dataOf = async (cluster: Cluster, namespace: string, name: string): Promise<unknown> =>
  (await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/${name}`)).data;

describeUnless(NO_CLUSTER, "logins by whole runs", () => {
  const { cluster, place, run, leaks } = deployCluster();
  const lines = "PASSWORD = env://PASSWORD as secret app";
  const env = { PASSWORD: `${CANARY}-password` };
  const byKubeconfig = async (
    inputs: Readonly<Record<string, string>>,
    more: Omit<RunOptions, "inputs"> = {},
  ): Promise<{ result: ActionRun; namespace: string; text: string }> => {
    const namespace = await cluster.namespace();
    const token = await cluster.serviceAccountToken(namespace, "deployer");
    await cluster.bind(namespace, JOB_RULES, {
      kind: "User",
      name: `system:serviceaccount:${namespace}:deployer`,
    });
    const text = fs.readFileSync(cluster.kubeconfig(token), "utf8");
    const filled = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        name,
        value === "TEXT" ? text : value === "BASE64" ? base64(text) : value,
      ]),
    );
    const result = await run(namespace, {
      ...more,
      inputs: { cluster: "", "cluster-ca": "", secrets: lines, ...filled },
      env: { ...env, KUBECONFIG_TEXT: text, ...more.env },
    });
    expect(leaks(result, [env.PASSWORD, token])).toEqual([]);
    return { result, namespace, text };
  };

  test.each([
    ["its text", { kubeconfig: "TEXT" }],
    ["base64 of it", { kubeconfig: "BASE64" }],
    ["a reference to it", { kubeconfig: "env://KUBECONFIG_TEXT" }],
    ["its text, and no context", { kubeconfig: "TEXT", cluster: "kubeconfig://" }],
  ])("the input kubeconfig: %s", async (_, inputs) => {
    const { result, namespace } = await byKubeconfig(inputs);
    expect(result.log).toContain("1 created");
    expect(result.main.succeeded).toBe(true);
    expect(result.log).toContain(`system:serviceaccount:${namespace}:deployer`);
    expect(await dataOf(cluster, namespace, "app")).toEqual({ PASSWORD: base64(env.PASSWORD) });
    expect(result.files.afterPost).toEqual([]);
  });

  test("a kubeconfig that is committed is refused before a request", async () => {
    const text = fs.readFileSync(cluster.kubeconfig(), "utf8");
    const mark = await cluster.auditMark();
    const result = await run(await cluster.namespace(), {
      workspace: { kubeconfig: text },
      inputs: { cluster: "kubeconfig://kubeconfig", "cluster-ca": "", secrets: lines },
      env,
    });
    expect(result.main.succeeded).toBe(false);
    expect(result.log).toContain("KUBECONFIG_REFUSED");
    expect(result.log).toContain("The kubeconfig lies in the workspace");
    const calls = await cluster.auditSince(mark);
    expect(calls.filter(({ verb }) => verb === "patch")).toEqual([]);
    expect(leaks(result, [cluster.adminToken], { except: [/file/] })).toEqual([]);
  });

  test("in-cluster:// outside of a pod: the variables, or the service account, that are missing", async () => {
    const inputs = { cluster: "in-cluster://", "cluster-ca": "", secrets: lines };
    const outside = await run("default", { inputs, env });
    expect(outside.main.succeeded).toBe(false);
    expect(outside.log).toContain("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
    const { hostname, port } = new URL(cluster.url);
    const there = { ...env, KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
    const unmounted = await run("default", { inputs, env: there });
    expect(unmounted.main.succeeded).toBe(false);
    expect(unmounted.log).toMatch(/service ?account/);
    expect(unmounted.log).not.toContain("INTERNAL");
  });

  test.each([
    [
      "401: an audience that the server does not take",
      { "cluster-audience": "nobody" },
      /CREDENTIALS_REFUSED/,
    ],
    ["a namespace that is not there", { namespace: "no-such-place" }, /no-such-place/],
    ["no namespace", { namespace: "" }, /NAMESPACE_MISSING/],
    ["a namespace that is no name", { namespace: "Not A Name" }, /namespace/],
    ["a cluster, and nothing to do", { secrets: "" }, /nothing is to be done there/],
    ["something to do, and no cluster", { cluster: "", "cluster-ca": "" }, /no cluster/],
    ["an audience of another service", { "cluster-audience": "sts.amazonaws.com" }, /audience/],
    ["a CA of somebody else", { "cluster-ca": "" }, /certificate|CA/],
  ])("%s", async (_, inputs, said) => {
    const namespace = await place();
    const result = await run(namespace, { inputs: { secrets: lines, ...inputs }, env });
    expect(result.main.succeeded).toBe(false);
    expect(result.log).toMatch(said);
    expect(result.log).toContain("Fix: ");
    expect(result.log).not.toContain("INTERNAL");
    expect(leaks(result, [env.PASSWORD])).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("401: what the API server lacks is printed to paste, for this repository", async () => {
    const inputs = { secrets: lines, "cluster-audience": "nobody" };
    const { log } = await run(await place(), { inputs, env });
    expect(log).toContain("kind: AuthenticationConfiguration");
    expect(log).toContain("claims.repository == 'liquid-hive/example'");
    expect(log).toContain('- "nobody"');
  });

  test("403: who we are, and the Role to paste; with it the same run succeeds", async () => {
    const namespace = await place([{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }]);
    const { main, log } = await run(namespace, { inputs: { secrets: lines }, env });
    expect(main.succeeded).toBe(false);
    expect(log).toContain("gha:repo:liquid-hive/shop:ref:refs/heads/main");
    const start = log.indexOf("apiVersion: rbac.authorization.k8s.io/v1");
    const end = log.indexOf("\nDocs:", start);
    const role = log.slice(start, end === -1 ? undefined : end).replace(/^ {5}/gm, "");
    const pasted = await cluster.kubectl(["apply", "-n", namespace, "-f", "-"], { input: role });
    expect(pasted.stderr).toBe("");
    const again = await run(namespace, { inputs: { secrets: lines }, env });
    expect(again.log).toContain("1 created");
  });
});

describeUnless(NO_CLUSTER ?? NO_MOTO, "a deployment to EKS, as the issue of it shows it", () => {
  const moto = motoServer();
  const aws = cloud({ upstream: moto.upstream, trust: { [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 } } });
  const seed = {
    secrets: [
      { name: "liquid-hive/prod/database/mongo_url", value: `mongodb://u:${CANARY}@db`, region: REGION },
      {
        name: "liquid-hive/prod/app",
        value: `{"API_KEY":"${CANARY}-api","MODE":"${CANARY}-mode"}`,
        region: REGION,
      },
    ],
  };
  let started: StartedServer;
  let webhook: Listening;
  const described: string[] = [];
  beforeAll(async () => {
    started = await moto.start();
    await moto.seed(seed);
    webhook = await listen(review, { tls: "server" });
  });
  afterAll(async () => {
    await webhook.stop();
    await started.stop();
  });
  const cluster = clusterServer({ tokenWebhook: () => webhook.url });

  /** What aws-iam-authenticator does with a token: it sends the request that is in it, and believes the answer. */
  async function review(call: Call) {
    const { apiVersion, kind, spec } = JSON.parse(call.body.toString());
    const text = Buffer.from(String(spec.token).replace(/^k8s-aws-v1\./, ""), "base64url").toString();
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const reply =
      url?.host === `sts.${REGION}.amazonaws.com`
        ? await send(started.env["AWS_ENDPOINT_URL"]!, {
            method: "GET",
            path: `/${url.search}`,
            headers: {
              host: url.host,
              "x-k8s-aws-id": "prod",
              // moto looks for the access key in a header alone.
              authorization: `AWS4-HMAC-SHA256 Credential=${url.searchParams.get("X-Amz-Credential")}, SignedHeaders=host, Signature=0`,
            },
            body: Buffer.alloc(0),
          })
        : undefined;
    const arn = /<Arn>([^<]+)<\/Arn>/.exec(reply?.body.toString() ?? "")?.[1] ?? "";
    const status = arn.startsWith("arn:aws:sts::123456789012:assumed-role/deploy/")
      ? { authenticated: true, user: { username: arn, uid: "1", groups: ["secrets-action"] } }
      : { authenticated: false };
    return json(200, { apiVersion, kind, status });
  }

  /** The one call of EKS that is made; moto's cluster has an address that leads nowhere. */
  const eks: Server = {
    start: async () => {
      const { url, stop } = await listen((call) => {
        described.push(`${call.method} ${call.path}`);
        return json(200, {
          cluster: {
            name: "prod",
            status: "ACTIVE",
            endpoint: cluster.url,
            certificateAuthority: { data: base64(cluster.ca) },
          },
        });
      });
      return { env: { AWS_ENDPOINT_URL_EKS: url }, stop, log: [] };
    },
  };
  const workflow = (namespace: string): Record<string, string> => ({
    "aws-role": ROLE,
    "aws-region": REGION,
    "aws-prefix": "liquid-hive/prod",
    cluster: "eks://prod",
    namespace,
    secrets:
      "MONGO_URL = database/mongo_url as secret app-db\nAPP_* = aws://liquid-hive/prod/app as env, secret app",
    apply: "helm/secrets/*.enc.yaml",
    "age-key": sealer.key,
    restart: "true",
  });
  const values = [`mongodb://u:${CANARY}@db`, `${CANARY}-api`, `${CANARY}-mode`, `${CANARY}-sealed`];

  test("the workflow runs as a whole; a second run changes nothing", async () => {
    const namespace = await cluster.namespace();
    const group = { kind: "Group", name: "secrets-action" } as const;
    await cluster.bind(namespace, JOB_RULES, group);
    const options: RunOptions = {
      inputs: workflow(namespace),
      workspace: { "helm/secrets/token.enc.yaml": sealedSecret("token", `${CANARY}-sealed`) },
      servers: [eks],
    };
    const first = await aws.run(options);
    expect(first.log).toContain("3 created");
    expect(first.main.succeeded).toBe(true);
    expect(first.env.get("APP_API_KEY")).toBe(`${CANARY}-api`);
    expect(first.env.has("MONGO_URL")).toBe(false);
    expect(await dataOf(cluster, namespace, "app-db")).toEqual({ MONGO_URL: base64(values[0]!) });
    expect(await dataOf(cluster, namespace, "app")).toEqual({
      APP_API_KEY: base64(values[1]!),
      APP_MODE: base64(values[2]!),
    });
    expect(await dataOf(cluster, namespace, "token")).toEqual({ KEY: base64(values[3]!) });
    expect(first.log).toContain("assumed-role/deploy/");
    expect(described).toEqual(["GET /clusters/prod"]);
    expect(aws.leaks(first, values)).toEqual([]);
    const again = await aws.run(options);
    expect(again.log).toContain("3 unchanged");
    expect(again.outputs.get("changed")).toBe("false");
  });

  test("a cluster that does not know the role: 401 with the access entry to paste", async () => {
    const stranger = "arn:aws:iam::123456789012:role/stranger";
    const other = cloud({
      upstream: moto.upstream,
      trust: { [stranger]: { sub: [SUBJECT], maxSeconds: 43_200 } },
    });
    const result = await other.run({
      inputs: { ...workflow(await cluster.namespace()), "aws-role": stranger },
      workspace: { "helm/secrets/token.enc.yaml": sealedSecret("token", `${CANARY}-sealed`) },
      servers: [eks],
    });
    expect(result.main.succeeded).toBe(false);
    expect(result.log).toContain("CREDENTIALS_REFUSED");
    expect(result.log).toContain("aws eks create-access-entry");
    expect(result.log).toContain("--principal-arn arn:aws:iam::123456789012:role/stranger");
    expect(result.env.has("APP_API_KEY")).toBe(false);
    expect(other.leaks(result, values)).toEqual([]);
  });
});
