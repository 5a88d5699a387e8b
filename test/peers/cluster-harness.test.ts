import { beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { send } from "../harness/servers/control.ts";
import { until } from "../harness/servers/kube-process.ts";
import { oidcServer } from "../harness/servers/oidc.ts";

const APPLY = { contentType: "application/apply-patch+yaml", query: { fieldManager: "one" } };
const SELF = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
const SELF_BODY = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };

describeUnless(NO_CLUSTER, "a cluster of the tests", () => {
  const oidc = oidcServer();
  const user = "gha:repo:liquid-hive/shop:ref:refs/heads/main";
  const cluster = clusterServer({
    controllers: true,
    externalSecrets: {},
    oidc,
    audiences: ["kube-test"],
    users: [{ name: "ann", token: "CANARY-7f3a-ann", groups: ["team"] }],
    auditBodies: [{ group: "", resources: ["configmaps"] }],
  });
  let namespace = "";
  beforeAll(async () => {
    namespace = await cluster.namespace();
  });

  const whoIs = async (token: string): Promise<unknown[]> => {
    const { status, json } = await cluster.request("POST", SELF, { body: SELF_BODY, token });
    return [status, json.status?.userInfo?.username, json.status?.userInfo?.groups];
  };
  const secret = (name: string, data: object): object => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name },
    data,
  });
  const deployment = (name: string, labels: object = {}): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas: 2,
      progressDeadlineSeconds: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: { containers: [{ name: "app", image: "app:1" }] },
      },
    },
  });

  test("applies on the server's side, and says whose a field is", async () => {
    const path = `/api/v1/namespaces/${namespace}/secrets/app`;
    expect(
      (await cluster.request("PATCH", path, { ...APPLY, body: secret("app", { A: "YQ==" }) })).status,
    ).toBe(201);
    const other = { ...APPLY, query: { fieldManager: "two" }, body: secret("app", { A: "Yg==" }) };
    const { status, json } = await cluster.request("PATCH", path, other);
    expect([status, json.details.causes[0]]).toEqual([
      409,
      { reason: "FieldManagerConflict", message: 'conflict with "one"', field: ".data.A" },
    ]);
  });

  test.each([
    { what: "the server's address as audience", audience: (): string => cluster.url, answer: [201, user] },
    { what: "another audience that is given", audience: (): string => "kube-test", answer: [201, user] },
    { what: "AWS's audience", audience: (): string => "sts.amazonaws.com", answer: [401, undefined] },
  ])("a job's token with $what", async ({ audience, answer }) => {
    expect((await whoIs(oidc.token(audience()))).slice(0, 2)).toEqual(answer);
  });

  test("a token of another owner is refused, and the reason is in the log", async () => {
    const token = oidc.token("kube-test", { repository_owner: "other" });
    expect((await whoIs(token))[0]).toBe(401);
    await until("it is said", async () =>
      cluster.apiServerLog().includes("repository_owner must be liquid-hive"),
    );
  });

  test("knows static users, service accounts, and clients by certificate", async () => {
    expect(await whoIs("CANARY-7f3a-ann")).toEqual([201, "ann", ["team", "system:authenticated"]]);
    const token = await cluster.serviceAccountToken(namespace, "deployer");
    expect((await whoIs(token))[1]).toBe(`system:serviceaccount:${namespace}:deployer`);
    const call = {
      method: "POST",
      path: SELF,
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(SELF_BODY)),
    };
    const reply = await send(cluster.url, call, cluster.clientCertificate("carl", "team"));
    expect(JSON.parse(reply.body.toString()).status.userInfo).toMatchObject({
      username: "carl",
      groups: ["team", "system:authenticated"],
    });
  });

  test("a role is enough for what it says, and the audit log has every call", async () => {
    const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["create", "patch"] }];
    await cluster.bind(namespace, rules, { kind: "Group", name: "gha:repo:liquid-hive/shop" });
    const token = oidc.token("kube-test");
    const base = `/api/v1/namespaces/${namespace}/secrets`;
    const mark = await cluster.auditMark();
    await cluster.request("PATCH", `${base}/mine`, { ...APPLY, token, body: secret("mine", {}) });
    await cluster.request("GET", `${base}/mine`, { token });
    await cluster.request("PATCH", "/api/v1/namespaces/default/secrets/x", {
      ...APPLY,
      token,
      body: secret("x", {}),
    });
    const seen = (await cluster.auditSince(mark, user)).map(({ verb, requestURI, code }) => [
      verb,
      requestURI,
      code,
    ]);
    expect(seen).toEqual([
      ["patch", `${base}/mine?fieldManager=one`, 201],
      ["get", `${base}/mine`, 403],
      ["patch", "/api/v1/namespaces/default/secrets/x?fieldManager=one", 403],
    ]);
  });

  test("the audit log has bodies of what is asked for, and of no Secret", async () => {
    const mark = await cluster.auditMark();
    const base = `/api/v1/namespaces/${namespace}`;
    await cluster.must("POST", `${base}/configmaps`, {
      body: { metadata: { name: "c" }, data: { A: "seen" } },
    });
    await cluster.must("POST", `${base}/secrets`, {
      body: { metadata: { name: "s" }, data: { A: "dW5zZWVu" } },
    });
    const entries = JSON.stringify(await cluster.auditSince(mark, "admin"));
    expect([entries.includes("seen"), entries.includes("dW5zZWVu")]).toEqual([true, false]);
  });

  test("kubectl rolls a Deployment out, and a powerless user may not look", async () => {
    const input = JSON.stringify(deployment("shop"));
    const applied = await cluster.kubectl(["apply", "--server-side", "-n", namespace, "-f", "-"], { input });
    expect(applied).toMatchObject({ code: 0, stdout: "deployment.apps/shop serverside-applied\n" });
    const status = ["rollout", "status", "deployment/shop", "-n", namespace, "--timeout=30s"];
    expect(await cluster.kubectl(status)).toMatchObject({ code: 0 });
    const { status: shop } = await cluster.must(
      "GET",
      `/apis/apps/v1/namespaces/${namespace}/deployments/shop`,
    );
    expect([shop.replicas, shop.readyReplicas]).toEqual([2, 2]);
    const refused = await cluster.kubectl(status, { token: cluster.powerlessToken });
    expect([refused.code, refused.stderr.includes('User "powerless" cannot')]).toEqual([1, true]);
  });

  test.each([
    { behaviour: "crash", reason: "CrashLoopBackOff" },
    { behaviour: "image-pull", reason: "ImagePullBackOff" },
    { behaviour: "config-error", reason: "CreateContainerConfigError" },
  ])("a Pod that shall $behaviour is stuck with $reason", async ({ behaviour, reason }) => {
    const body = deployment(behaviour, { "test/behaviour": behaviour });
    await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, { body });
    const query = { labelSelector: `app=${behaviour}` };
    await until(`a container waits with ${reason}`, async () => {
      const { items } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/pods`, { query });
      return items[0]?.status?.containerStatuses?.[0]?.state?.waiting?.reason === reason;
    });
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${behaviour}`;
    await until("the rollout has failed", async () => {
      const { status } = await cluster.must("GET", path);
      return (status.conditions ?? []).some(
        (one: { reason: string }) => one.reason === "ProgressDeadlineExceeded",
      );
    });
    expect((await cluster.must("GET", path)).status.readyReplicas ?? 0).toBe(0);
  });

  test("the operator makes a Secret of an ExternalSecret", async () => {
    const base = `/apis/external-secrets.io/v1/namespaces/${namespace}`;
    const provider = { fake: { data: [{ key: "database", value: "CANARY-7f3a-database" }] } };
    await cluster.must("POST", `${base}/secretstores`, {
      body: {
        apiVersion: "external-secrets.io/v1",
        kind: "SecretStore",
        metadata: { name: "fake" },
        spec: { provider },
      },
    });
    await cluster.must("POST", `${base}/externalsecrets`, {
      body: {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "db" },
        spec: {
          secretStoreRef: { kind: "SecretStore", name: "fake" },
          data: [{ secretKey: "URL", remoteRef: { key: "database" } }],
        },
      },
    });
    await until("it is ready", async () => {
      const { status } = await cluster.must("GET", `${base}/externalsecrets/db`);
      return (status?.conditions ?? []).some(
        (one: { type: string; status: string }) => one.type === "Ready" && one.status === "True",
      );
    });
    const { data } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/db`);
    expect(Buffer.from(data.URL, "base64").toString()).toBe("CANARY-7f3a-database");
  });

  test("what was applied outlives a killed API server", async () => {
    const path = `/api/v1/namespaces/${namespace}/secrets/kept`;
    await cluster.must("PATCH", path, { ...APPLY, body: secret("kept", { A: "YQ==" }) });
    const before = cluster.url;
    await cluster.stopApiServer();
    await expect(cluster.request("GET", path)).rejects.toThrow("ECONNREFUSED");
    await cluster.startApiServer();
    expect(cluster.url).toBe(before);
    expect((await cluster.must("GET", path)).data).toEqual({ A: "YQ==" });
    expect((await whoIs(oidc.token("kube-test")))[1]).toBe(user);
  });
});
