import { beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import type { ActionRun } from "../harness/run-action.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { strictAws } from "../harness/servers/strict-aws.ts";
import { ROLE, SUBJECT } from "../scenario/cloud.ts";
import { CANARY, externalPlace, values } from "./apply-external-place.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

const API = "external-secrets.io/v1";

describeUnless(NO_CLUSTER, "External Secrets from AWS, and waits that fail", () => {
  const place = externalPlace();
  const { cluster, moto, oidc } = place;
  let namespace: string;
  beforeAll(async () => {
    const region = "eu-west-1";
    await moto.seed({
      secrets: [
        { name: "liquid-hive/prod/MONGO_URL", value: `${CANARY}-aws`, region },
        { name: "liquid-hive/prod/OPENAI_API_KEY", value: `${CANARY}-key`, region },
      ],
    });
    namespace = await place.prepare();
    await cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      body: { metadata: { name: "login" }, stringData: { id: "AKIATEST", key: "k", token: "none" } },
    });
    const key = (name: string): object => ({ name: "login", key: name });
    await store("aws-secrets-manager", {
      aws: {
        service: "SecretsManager",
        region,
        auth: { secretRef: { accessKeyIDSecretRef: key("id"), secretAccessKeySecretRef: key("key") } },
      },
    });
    await store("refused", {
      vault: {
        server: place.bao.url(),
        path: "secret",
        version: "v2",
        auth: { tokenSecretRef: key("token") },
      },
    });
  });
  const store = (name: string, provider: object): Promise<unknown> =>
    cluster.must("POST", `/apis/${API}/namespaces/${namespace}/secretstores`, {
      body: { apiVersion: API, kind: "SecretStore", metadata: { name }, spec: { provider } },
    });

  const runWith = (text: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> =>
    place.run(namespace, {
      workspace: { "values.yaml": text },
      inputs: {
        "external-secrets": "values.yaml",
        "helm-release": "shop",
        "wait-timeout": "15",
        ...inputs,
      },
      servers: [
        strictAws({
          upstream: moto.upstream,
          issuers: [oidc.issuer],
          trust: { [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 } },
        }),
      ],
    });
  /** The seed's second chart. */
  const list = (keys: Readonly<Record<string, string>>): string =>
    [
      "externalSecrets:",
      "  secretStoreRef: {name: aws-secrets-manager, kind: SecretStore}",
      "  data:",
      ...Object.entries(keys).map(([name, key]) => `    - {secretKey: ${name}, remoteRef: {key: ${key}}}`),
      "",
    ].join("\n");
  const AWS = { "aws-role": ROLE, "aws-region": "eu-west-1" };

  test("the seed's list: names and Secret of that chart, and each key is looked up beforehand", async () => {
    const keys = {
      MONGO_URL: "liquid-hive/prod/MONGO_URL",
      OPENAI_API_KEY: "liquid-hive/prod/OPENAI_API_KEY",
    };
    const run = await runWith(list(keys), AWS);
    expect(run.log).toContain(`ExternalSecret ${namespace}/shop-secrets   synced   (shop-secrets)`);
    expect(run.main.succeeded).toBe(true);
    const { data } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/shop-secrets`);
    expect(Object.keys(data)).toEqual(["MONGO_URL", "OPENAI_API_KEY"]);
    expect(place.leaks(run, [CANARY])).toEqual([]);
    const mark = await cluster.auditMark();
    const missing = await runWith(list({ ...keys, ADMIN_TOKEN: "liquid-hive/prod/ADMIN_TOKEN" }), AWS);
    expect(missing.log).toMatch(/SECRET_NOT_FOUND.*ADMIN_TOKEN: the store has no secret of this key/);
    expect(await place.writesSince(mark)).toEqual([]);
  });

  test("without an input for AWS nothing is looked up, and that is said", async () => {
    const run = await runWith(list({ MONGO_URL: "liquid-hive/prod/MONGO_URL" }), { "helm-release": "quiet" });
    expect(run.log).toContain("MONGO_URL: not looked up: the step has no input for AWS (aws-role)");
    expect(run.main.succeeded).toBe(true);
  });

  test("a role in the values that the store's line does not have is refused", async () => {
    const text = `secrets:
  provider: aws-secrets-manager
  aws:
    serviceAccount:
      create: true
      annotations:
        eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/other
${list({ MONGO_URL: "liquid-hive/prod/MONGO_URL" })}`;
    const mark = await cluster.auditMark();
    const line = { "external-secrets-store": `aws-secrets-manager: aws, role ${ROLE}` };
    const run = await runWith(text, { ...AWS, ...line });
    expect(run.log).toMatch(
      /INPUT_INVALID.*the role of serviceAccount in values.yaml is not the one of this line/,
    );
    expect(await cluster.auditSince(mark, JOB_USER)).toEqual([]);
    const dry = await runWith(text.replace("role/other", ROLE.slice(ROLE.indexOf("role/"))), {
      ...AWS,
      ...line,
      conflicts: "force",
      "dry-run": "true",
    });
    expect(dry.log).toContain(`ServiceAccount ${namespace}/shop `);
    expect(dry.main.succeeded).toBe(true);
    expect(await place.writesSince(mark)).toEqual([]);
  });

  test("a store that the provider refuses ends the wait, with the fix", async () => {
    const text = values("refused", { MONGO_URL: "hidden/a" });
    const run = await runWith(text, { "helm-release": "refused" });
    expect(run.main.succeeded).toBe(false);
    expect(run.log).toMatch(/SYNC_FAILED.*refused-app-secrets: /);
    expect(run.log).toMatch(/refused-app-secrets   failed/);
    expect(run.outputs.get("restarted") ?? "[]").toBe("[]");
    expect(place.leaks(run, [CANARY])).toEqual([]);
  });

  test("a new value that the store refuses: an old Ready does not hide it, and hostile events say nothing", async () => {
    await place.bao.root("POST", "secret/data/gone/a", { data: { value: `${CANARY}-gone` } });
    const text = values("vault-backend", { MONGO_URL: "gone/a" });
    const line = {
      "external-secrets-store": "vault-backend: vault, role eso, service-account external-secrets",
      "helm-release": "stale",
    };
    const first = await runWith(text, line);
    expect(first.main.succeeded).toBe(true);
    await place.bao.root("DELETE", "secret/metadata/gone/a");
    const path = `/apis/${API}/namespaces/${namespace}/externalsecrets/stale-app-secrets`;
    const { metadata } = await cluster.must("GET", path);
    const event = cluster.must("POST", `/api/v1/namespaces/${namespace}/events`, {
      body: {
        metadata: { name: "hostile" },
        involvedObject: {
          apiVersion: API,
          kind: "ExternalSecret",
          name: "stale-app-secrets",
          namespace,
          uid: metadata.uid,
        },
        type: "Warning",
        reason: "UpdateFailed",
        // Newer than any of the operator's.
        lastTimestamp: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z/, "Z"),
        message: `${CANARY}-gone\n::set-output name=x::y\u001b[31m <img src=x>`,
      },
    });
    await event;
    const run = await runWith(text, line);
    expect(run.main.succeeded).toBe(false);
    expect(run.log).toMatch(/SYNC_FAILED.*stale-app-secrets/);
    expect(run.log).not.toContain("\u001b");
    expect(run.log).not.toMatch(/^::set-output/m);
    expect(run.summary).not.toContain("<img");
    expect(place.leaks(run, [CANARY])).toEqual([]);
  });

  test("an operator that stopped: the wait ends at wait-timeout and says so", async () => {
    await cluster
      .processes()
      .find(({ name }) => name === "external-secrets")
      ?.stop();
    const run = await runWith(list({ MONGO_URL: "liquid-hive/prod/MONGO_URL" }), {
      "wait-timeout": "5",
      "helm-release": "stopped",
    });
    expect(run.main.succeeded).toBe(false);
    expect(run.log).toMatch(/SYNC_FAILED.*not synced within 5 s: /);
  });
});

describeUnless(NO_CLUSTER, "a cluster without the operator", () => {
  const { cluster, place, run } = deployCluster();

  test.each([
    ["from values", { "external-secrets": "values.yaml" }],
    ["from a manifest", { apply: "es.yaml", "allow-kinds": "ExternalSecret.external-secrets.io" }],
  ])("%s: nothing is applied, and the way to install it is told", async (_, inputs) => {
    const namespace = await place();
    const mark = await cluster.auditMark();
    const result = await run(namespace, {
      workspace: {
        "values.yaml": values("vault-backend", { A: "a" }),
        "es.yaml": `apiVersion: ${API}\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {secretStoreRef: {name: s}, data: []}\n`,
      },
      inputs: { secrets: "B = env://B as secret other", "helm-release": "shop", ...inputs },
      env: { B: `${CANARY}-b` },
    });
    expect(result.log).toMatch(/KIND_UNKNOWN.*The External Secrets Operator is not installed/);
    expect(result.log).toContain("helm repo add external-secrets");
    const calls = await cluster.auditSince(mark, JOB_USER);
    expect(calls.filter(({ verb }) => verb === "patch")).toEqual([]);
  });
});
