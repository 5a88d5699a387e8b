import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import type { StartedServer } from "../harness/job.ts";
import { json, listen } from "../harness/servers/control.ts";
import type { Call, Listening, Reply } from "../harness/servers/control.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { until } from "../harness/servers/kube-process.ts";
import { motoServer } from "../harness/servers/moto.ts";

const GROUP = "external-secrets.io/v1";
const KNOWN = "CANARY-7f3a-known";

describeUnless(NO_CLUSTER, "a cluster without controllers, with a webhook for tokens and a store", () => {
  const moto = motoServer();
  const reviewed: string[] = [];
  let store: StartedServer | undefined;
  let webhook: Listening | undefined;

  function review(call: Call): Reply {
    const { apiVersion, kind, spec } = JSON.parse(call.body.toString("utf8"));
    reviewed.push(`${call.path} ${String(spec.token)}`);
    const status =
      spec.token === KNOWN ? { authenticated: true, user: { username: "known" } } : { authenticated: false };
    return json(200, { apiVersion, kind, status });
  }

  beforeAll(async () => {
    store = await moto.start();
    webhook = await listen(review, { tls: "server" });
    await moto.seed({
      secrets: [{ name: "prod/db", value: JSON.stringify({ url: "CANARY-7f3a-db" }), region: "eu-west-1" }],
    });
  });
  afterAll(async () => {
    await store?.stop();
    await webhook?.stop();
  });
  const cluster = clusterServer({
    tokenWebhook: () => `${webhook?.url ?? ""}/authenticate`,
    externalSecrets: {
      env: () => {
        const url = store?.env["AWS_ENDPOINT_URL"] ?? "";
        return { AWS_SECRETSMANAGER_ENDPOINT: url, AWS_SSM_ENDPOINT: url, AWS_STS_ENDPOINT: url };
      },
    },
  });

  test.each([
    { what: "that it knows", token: KNOWN, status: 201 },
    { what: "that it does not know", token: "CANARY-7f3a-unknown", status: 401 },
  ])("a token $what: the webhook is asked", async ({ token, status }) => {
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    const reply = await cluster.request("POST", path, { token, body });
    expect([reply.status, reviewed.at(-1)]).toEqual([status, `/authenticate?timeout=30s ${token}`]);
  });

  test("the operator reads AWS's store, and says in an event what is not there", async () => {
    const namespace = await cluster.namespace();
    const core = `/api/v1/namespaces/${namespace}`;
    const external = `/apis/${GROUP}/namespaces/${namespace}`;
    const metadata = { name: "aws" };
    const key = (name: string): object => ({ name: metadata.name, key: name });
    await cluster.must("POST", `${core}/secrets`, {
      body: { metadata, stringData: { id: "AKIATEST", key: "k" } },
    });
    const auth = { secretRef: { accessKeyIDSecretRef: key("id"), secretAccessKeySecretRef: key("key") } };
    const provider = { aws: { service: "SecretsManager", region: "eu-west-1", auth } };
    await cluster.must("POST", `${external}/secretstores`, {
      body: { apiVersion: GROUP, kind: "SecretStore", metadata, spec: { provider } },
    });
    const secretStoreRef = { kind: "SecretStore", name: "aws" };
    for (const [name, remote] of Object.entries({ found: "prod/db", missing: "prod/none" })) {
      const data = [{ secretKey: "URL", remoteRef: { key: remote, property: "url" } }];
      await cluster.must("POST", `${external}/externalsecrets`, {
        body: {
          apiVersion: GROUP,
          kind: "ExternalSecret",
          metadata: { name },
          spec: { secretStoreRef, data },
        },
      });
    }
    await until("the Secret is there", async () => {
      const { json } = await cluster.request("GET", `${core}/secrets/found`);
      return Buffer.from(json.data?.URL ?? "", "base64").toString() === "CANARY-7f3a-db";
    });
    const query = { fieldSelector: "involvedObject.name=missing,reason=UpdateFailed" };
    await until("the failure is said", async () => {
      const { items } = await cluster.must("GET", `${core}/events`, { query });
      return items.some((one: { message: string }) => one.message.includes("Secret does not exist"));
    });
    expect((await cluster.request("GET", `${core}/secrets/missing`)).status).toBe(404);
  });

  test("without the API server the others stay, and it is started again with what it had", async () => {
    const namespace = await cluster.namespace();
    await cluster.stopApiServer();
    await cluster.startApiServer();
    expect((await cluster.request("GET", `/api/v1/namespaces/${namespace}`)).status).toBe(200);
    expect(cluster.processes().map(({ name }) => name)).toEqual([
      "etcd",
      "external-secrets",
      "kube-apiserver",
    ]);
  });
});
