import { afterAll, beforeAll, expect, test } from "vitest";
import { externalSecretOf } from "../../src/cluster/external-secrets/external-secret.ts";
import type { Mapping } from "../../src/cluster/external-secrets/mapping.ts";
import { storeObjects } from "../../src/cluster/external-secrets/store-objects.ts";
import { parseStores } from "../../src/cluster/external-secrets/store.ts";
import { isOfNow } from "../../src/cluster/external-secrets/sync-version.ts";
import { syncAll, type SyncOutcome } from "../../src/cluster/external-secrets/sync.ts";
import { requireOperator } from "../../src/cluster/external-secrets/versions.ts";
import { syncStatus } from "../../src/cluster/external-secrets/status.ts";
import type { Desired, KubeObject, ObjectKey } from "../../src/cluster/object.ts";
import { externalSecretsOf } from "../../src/config/helm-external.ts";
import type { HelmMap } from "../../src/config/helm-merge.ts";
import { loadYaml, parseYaml } from "../../src/kernel/yaml.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import type { StartedServer } from "../harness/job.ts";
import { baoServer } from "../harness/servers/bao.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { asking, CANARY } from "./cluster-asking.ts";

const signal = new AbortController().signal;
const MANAGER = "secrets-action/o/r";
const API = "external-secrets.io/v1";

/** As the seed's values for production say it. */
const valuesOf = (store: string): string => `
externalSecrets:
  enabled: true
  secretStore: {name: ${store}, kind: SecretStore}
  refreshInterval: 1h
  data:
    MONGO_URL: {key: liquid-hive/prod/db, property: url}
`;

describeUnless(NO_CLUSTER, "External Secrets", () => {
  const moto = motoServer();
  const bao = baoServer();
  const started: StartedServer[] = [];
  beforeAll(async () => {
    await loadYaml();
    started.push(await moto.start(), await bao.start());
    const value = JSON.stringify({ url: `${CANARY}-aws` });
    await moto.seed({ secrets: [{ name: "liquid-hive/prod/db", value, region: "eu-west-1" }] });
    await bao.kv("kv", 2);
    await put("old");
  });
  afterAll(async () => {
    for (const server of started) await server.stop();
  });
  const cluster = clusterServer({
    externalSecrets: {
      env: () => {
        const url = started[0]?.env["AWS_ENDPOINT_URL"] ?? "";
        return { AWS_SECRETSMANAGER_ENDPOINT: url, AWS_SSM_ENDPOINT: url, AWS_STS_ENDPOINT: url };
      },
    },
  });
  const { host, clientAs, close } = asking(cluster);
  afterAll(close);

  const put = async (value: string): Promise<void> => {
    await bao.root("POST", "kv/data/liquid-hive/prod/db", { data: { url: `${CANARY}-${value}` } });
  };

  let namespace: string;
  beforeAll(async () => {
    namespace = await cluster.namespace();
    await cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      body: { metadata: { name: "login" }, stringData: { id: "AKIATEST", key: "k", token: bao.rootToken } },
    });
    const key = (name: string): object => ({ name: "login", key: name });
    await storeWith("aws", {
      aws: {
        service: "SecretsManager",
        region: "eu-west-1",
        auth: { secretRef: { accessKeyIDSecretRef: key("id"), secretAccessKeySecretRef: key("key") } },
      },
    });
    const vault = { server: bao.url(), path: "kv", version: "v2", auth: { tokenSecretRef: key("token") } };
    await storeWith("vault", { vault });
    await storeWith("refused", { vault: { ...vault, auth: { tokenSecretRef: key("id") } } });
  });
  const storeWith = (name: string, provider: object): Promise<unknown> =>
    cluster.must("POST", `/apis/${API}/namespaces/${namespace}/secretstores`, {
      body: { apiVersion: API, kind: "SecretStore", metadata: { name }, spec: { provider } },
    });

  const mappingOf = (store: string, release: string): Mapping => {
    const values = parseYaml(valuesOf(store)) as HelmMap;
    const { mapping } = externalSecretsOf(values, {
      release,
      chart: release,
      file: "values.yaml",
      namespace,
    });
    if (mapping === undefined) throw new Error("the values give no mapping");
    return mapping;
  };
  const apply = async ({ key, body }: Desired, spec: object = {}, dryRun = false): Promise<ObjectKey> => {
    const whole = { ...body, spec: { ...(body["spec"] as object | undefined), ...spec } };
    const sent = body.kind === "ServiceAccount" ? body : whole;
    await clientAs().apply(key, JSON.stringify(sent), { manager: MANAGER, force: false, dryRun }, signal);
    return key;
  };
  const sync = async (key: ObjectKey, waitMs = 60_000): Promise<SyncOutcome> => {
    const [only] = await syncAll([key], { manager: MANAGER, waitMs }, clientAs(), host, signal);
    expect(JSON.stringify(only)).not.toContain(CANARY);
    return only!;
  };
  const live = async (key: ObjectKey): Promise<KubeObject> => (await clientAs().get(key, signal))!;
  const valueOf = async (name: string): Promise<string> => {
    const { json } = await cluster.request("GET", `/api/v1/namespaces/${namespace}/secrets/${name}`);
    return Buffer.from(json.data?.MONGO_URL ?? "", "base64").toString();
  };

  test("the operator serves v1", async () => {
    await expect(requireOperator(clientAs(), signal)).resolves.toBeUndefined();
  });

  test.each(["aws", "vault"])("from the seed's values to a Secret: %s", async (store) => {
    const key = await apply(externalSecretOf(mappingOf(store, `first-${store}`)));
    expect(await sync(key)).toMatchObject({ target: { name: `first-${store}-runtime-secrets` } });
    expect(await valueOf(`first-${store}-runtime-secrets`)).toMatch(CANARY);
    const { metadata, ...object } = await live(key);
    const { synced } = syncStatus({ metadata, ...object });
    expect([synced, isOfNow(metadata, synced)]).toEqual([expect.stringMatching(/^\d+-[0-9a-f]{56}$/), true]);
  });

  test("a new value is there after the wait, the Secret's metadata stay; the same again changes nothing", async () => {
    const key = await apply(externalSecretOf(mappingOf("vault", "forced")));
    await sync(key);
    await put("new");
    expect(await sync(key)).toMatchObject({ is: "synced", changed: true });
    expect(await valueOf("forced-runtime-secrets")).toBe(`${CANARY}-new`);
    const before = await live({ ...key, apiVersion: "v1", kind: "Secret", name: "forced-runtime-secrets" });
    expect(await sync(key)).toMatchObject({ is: "unchanged", changed: false });
    const after = await live({ ...key, apiVersion: "v1", kind: "Secret", name: "forced-runtime-secrets" });
    expect(after.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    expect(after.metadata.annotations).not.toHaveProperty("force-sync");
  });

  const remote = (more: object): object => ({
    data: [{ secretKey: "MONGO_URL", remoteRef: { key: "liquid-hive/prod/db", ...more } }],
  });

  test.each([
    ["a missing key", "aws", { key: "liquid-hive/prod/none" }, /MONGO_URL: the store has no secret/],
    ["a missing key", "vault", { key: "liquid-hive/prod/none" }, /MONGO_URL: the store has no secret/],
    ["a missing property", "aws", { property: "none" }, /MONGO_URL: the secret is there, and the property/],
    ["a missing property", "vault", { property: "none" }, /MONGO_URL: the secret is there, and the property/],
  ])("%s in %s: an old Ready does not hide it", async (what, store, more, why) => {
    const release = `${what.replaceAll(" ", "-")}-${store}`;
    const desired = externalSecretOf(mappingOf(store, release));
    await sync(await apply(desired));
    const failed = await sync(await apply(desired, remote(more)));
    expect(failed).toMatchObject({ is: "failed", why: expect.stringMatching(why) });
  });

  test("a store that is refused, and one that is not there", async () => {
    const refused = await sync(await apply(externalSecretOf(mappingOf("refused", "refused"))), 15_000);
    expect(refused).toMatchObject({ is: "failed", why: expect.stringMatching(/not ready|Vault lets/) });
    const none = await sync(await apply(externalSecretOf(mappingOf("none", "none"))), 30_000);
    expect(none).toMatchObject({
      is: "failed",
      why: expect.stringMatching(/there is no SecretStore none|not there under this kind/),
    });
  });

  test("CreatedOnce is not waited for, and the way that is told reads again", async () => {
    const desired = externalSecretOf(mappingOf("vault", "once"));
    const key = await apply(desired, { refreshPolicy: "CreatedOnce" });
    await sync(key);
    await put("later");
    const same = await sync(key);
    expect(same).toMatchObject({ is: "unchanged", why: expect.stringContaining("CreatedOnce") });
    const told = /kubectl (.*)$/.exec(same.why ?? "")?.[1]?.split(" ") ?? [];
    expect((await cluster.kubectl(told)).code).toBe(0);
    await expect.poll(() => valueOf("once-runtime-secrets"), { timeout: 20_000 }).toBe(`${CANARY}-later`);
  });

  test.each([
    "x: aws, role arn:aws:iam::123456789012:role/r, region r, service parameter-store, service-account eso",
    "x: aws, role arn:aws:iam::123456789012:role/r, region r, external-id e, namespaces a+b",
    "x: vault, role r, address https://v.example.com, namespace n, service-account kube/eso",
    "x: vault, role r, address https://v.example.com, method jwt, kv 1, service-account eso",
    "x: gcp, project p, location l, cluster c, cluster-location l, cluster-project p, service-account eso",
    "x: azure, vault-url https://v.vault.azure.net, tenant t, service-account eso",
    "x: azure, vault-url https://v.vault.azure.net, client c",
  ])("the API server takes %s, in both kinds", async (line) => {
    for (const kind of ["ClusterSecretStore", "SecretStore"] as const) {
      const text = kind === "SecretStore" ? line.replace("kube/", "") : line;
      const mapping: Mapping = { ...mappingOf("x", "x"), store: { name: "x", kind } };
      const { desired, problems } = storeObjects(parseStores(text).stores, {}, mapping);
      expect(problems).toEqual([]);
      for (const one of desired)
        await expect(apply(one, {}, true)).resolves.toMatchObject({ kind, name: "x" });
    }
  });

  test("an operator that stopped is said, however ready all looks", async () => {
    const key = await apply(externalSecretOf(mappingOf("vault", "stopped")));
    await sync(key);
    await cluster
      .processes()
      .find(({ name }) => name === "external-secrets")
      ?.stop();
    expect(await sync(key, 10_000)).toMatchObject({
      is: "failed",
      why: expect.stringContaining("not synced within 10 s: the operator does not react"),
    });
  });
});
