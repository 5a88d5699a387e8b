import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClusterHost } from "../../src/cluster/host.ts";
import { openAccess } from "../../src/cluster/login/access.ts";
import type { LoginNeeds } from "../../src/cluster/login/needs.ts";
import { parseCluster } from "../../src/cluster/login/reference.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { EksLocator } from "../../src/providers/aws/eks-locate.ts";
import { eksToken } from "../../src/providers/aws/eks-token.ts";
import { awsProvider } from "../../src/providers/aws/index.ts";
import type { ClusterLogin, Host } from "../../src/providers/provider.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import type { StartedServer } from "../harness/job.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { type Call, json, listen, type Listening, send } from "../harness/servers/control.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { credentialsOf, inputsOf } from "../unit/providers/aws/setting.ts";
import { hasPeer, peer } from "./peers.ts";

const CANARY = "CANARY-7f3a";
const NEVER = new AbortController().signal;
const ROLE = "arn:aws:iam::123456789012:role/deploy";
const NO_AWS =
  hasPeer("aws") && hasPeer("moto_server")
    ? undefined
    : "EKS tests skipped: the AWS CLI or moto is not installed (node test/peers/install.mjs)";

/** The AWS CLI, with nothing of this machine's configuration. */
async function aws(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer of any kind: the test says which
): Promise<Record<string, any>> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "aws-"));
  const own = { PATH: process.env["PATH"] ?? "", HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...env };
  try {
    const { stdout } = await promisify(execFile)(peer("aws"), [...args, "--output", "json"], { env: own });
    return JSON.parse(stdout || "{}");
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

const urlOf = (token: string): URL =>
  new URL(Buffer.from(token.replace(/^k8s-aws-v1\./, ""), "base64url").toString());

/** `20261124T120000Z` in ms. */
const timeOf = (stamp: string): number =>
  Date.parse(stamp.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, "$1-$2-$3T$4:$5:$6Z"));

describeUnless(NO_AWS, "the token is the AWS CLI's, byte for byte", () => {
  test.each([
    ["prod", "eu-central-1", `${CANARY}/session+with=signs/${"x".repeat(700)}==`],
    ["with-dash_1", "us-east-1", undefined],
    ["prod", "cn-north-1", "short"],
    ["prod", "us-gov-west-1", "short"],
  ])("%s in %s", async (name, region, sessionToken) => {
    const secretAccessKey = `${CANARY}/key+x`;
    const { status } = await aws(["eks", "get-token", "--cluster-name", name, "--region", region], {
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_STS_REGIONAL_ENDPOINTS: "regional",
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    });
    const now = timeOf(urlOf(status.token).searchParams.get("X-Amz-Date")!);
    const credentials = credentialsOf({
      secretAccessKey: Secret.of(secretAccessKey),
      sessionToken: sessionToken === undefined ? undefined : Secret.of(sessionToken),
    });
    const at: EksLocator = { id: "", shown: "", name, region };
    const { token, expires } = eksToken(at, credentials, now);
    expect(token.reveal()).toBe(status.token);
    expect(Math.abs(expires.getTime() - Date.parse(status.expirationTimestamp))).toBeLessThanOrEqual(2_000);
  });
});

describeUnless(NO_AWS ?? NO_CLUSTER, "EKS as moto has it, and an API server that asks STS who we are", () => {
  const moto = motoServer();
  const told: string[] = [];
  const reviewed: URL[] = [];
  let started: StartedServer;
  let webhook: Listening;
  let env: Record<string, string>;
  beforeAll(async () => {
    started = await moto.start();
    const seeding = {
      ...started.env,
      AWS_ACCESS_KEY_ID: "AKIASEED",
      AWS_SECRET_ACCESS_KEY: "seed",
      AWS_REGION: "eu-central-1",
      AWS_DEFAULT_REGION: "eu-central-1",
    };
    await aws(
      [
        "eks",
        "create-cluster",
        "--name",
        "prod",
        "--role-arn",
        ROLE,
        "--resources-vpc-config",
        "subnetIds=a,b",
      ],
      seeding,
    );
    const { Credentials } = await aws(
      ["sts", "assume-role", "--role-arn", ROLE, "--role-session-name", "GitHubActions"],
      seeding,
    );
    env = {
      ...started.env,
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
    };
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
    const answer = (status: object) => json(200, { apiVersion, kind, status });
    if (!String(spec.token).startsWith("k8s-aws-v1.") || spec.token.length > 4096)
      return answer({ authenticated: false });
    const url = urlOf(spec.token);
    reviewed.push(url);
    const known =
      url.origin === "https://sts.eu-central-1.amazonaws.com" &&
      url.pathname === "/" &&
      url.searchParams.get("Action") === "GetCallerIdentity" &&
      url.searchParams.get("X-Amz-SignedHeaders") === "host;x-k8s-aws-id";
    const reply = await send(started.env["AWS_ENDPOINT_URL"]!, {
      method: "GET",
      path: `/${url.search}`,
      headers: {
        host: url.host,
        "x-k8s-aws-id": "prod",
        // moto looks for the access key in a header alone.
        authorization: `AWS4-HMAC-SHA256 Credential=${url.searchParams.get("X-Amz-Credential")}, SignedHeaders=host, Signature=0`,
      },
      body: Buffer.alloc(0),
    });
    const arn = /<Arn>([^<]+)<\/Arn>/.exec(reply.body.toString())?.[1];
    if (!known || arn !== "arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions")
      return answer({ authenticated: false });
    return answer({ authenticated: true, user: { username: arn, uid: "1", groups: ["secrets-action"] } });
  }

  const hostOf = (): Host & ClusterHost =>
    ({
      env,
      workspace: os.tmpdir(),
      temp: os.tmpdir(),
      face: "actions",
      http: createHttp({ env: {}, clock: systemClock }),
      clock: systemClock,
      born: (secrets: readonly Secret[]) => void told.push(...secrets.map((one) => `born ${one.reveal()}`)),
      warn: (text: string) => void told.push(text),
      info: (text: string) => void told.push(text),
      debug: (text: string) => void told.push(text),
    }) as unknown as Host & ClusterHost;

  async function loginTo(text: string): Promise<ClusterLogin & { readonly unauthorized?: string }> {
    const inputs = inputsOf({ awsRole: "", awsCredentials: "environment" });
    const reference = parseCluster(text, awsProvider.clusters!.schemes);
    if (!("kind" in reference) || reference.kind !== "cloud") throw new Error("no cloud's cluster");
    const session = await awsProvider.open(inputs, hostOf(), NEVER);
    return session.cluster!(awsProvider.clusters!.locate(reference.reference, inputs, env) as EksLocator);
  }

  test("moto says of its cluster what it says to the CLI", async () => {
    const { cluster: said } = await aws(
      ["eks", "describe-cluster", "--name", "prod", "--region", "eu-central-1"],
      env,
    );
    expect(said["status"]).toBe("ACTIVE");
    expect(await (await loginTo("eks://prod")).place(NEVER)).toEqual({
      server: said["endpoint"],
      ca: Buffer.from(said["certificateAuthority"].data, "base64").toString("latin1"),
    });
    const missing = (await loginTo("eks://none?region=eu-central-1")).place(NEVER);
    await expect(missing).rejects.toMatchObject({ code: "SECRET_NOT_FOUND" });
  });

  test("the API server lets in whom STS knows, with the rights of the group", async () => {
    const namespace = await cluster.namespace();
    await cluster.bind(namespace, [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }], {
      kind: "Group",
      name: "secrets-action",
    });
    const host = hostOf();
    const inputs = { clusterServer: cluster.url, clusterCa: cluster.ca, clusterAudience: "" };
    const needs = {
      env,
      workspace: os.tmpdir(),
      cloud: async () => loginTo("eks://prod"),
    } as unknown as LoginNeeds;
    const reference = parseCluster("eks://prod", ["eks"]) as never;
    const access = await openAccess(reference, inputs, needs, host, NEVER);
    const { token } = await access.bearer!(false, NEVER);
    expect(told).toContain(`born ${token.reveal()}`);
    const ask = async (name: string): Promise<number> => {
      const url = new URL(`${access.server.origin}/api/v1/namespaces/${name}/secrets`);
      const headers = { authorization: Secret.of(`Bearer ${token.reveal()}`) };
      return (await host.http.send({ method: "GET", url, headers, trust: access.trust }, NEVER)).status;
    };
    expect([await ask(namespace), await ask("kube-system")]).toEqual([200, 403]);
    expect(reviewed.length).toBeGreaterThan(0);
    expect(access.advice.unauthorized).toContain("aws eks create-access-entry");
  });

  test("nobody else gets in: another account's credentials, another region's token", async () => {
    const credentials = credentialsOf();
    for (const region of ["eu-central-1", "us-east-1"]) {
      const { token } = eksToken({ id: "", shown: "", name: "prod", region }, credentials, Date.now());
      const { status } = await cluster.request("GET", "/api/v1/namespaces", { token: token.reveal()! });
      expect(status).toBe(401);
    }
  });
});
