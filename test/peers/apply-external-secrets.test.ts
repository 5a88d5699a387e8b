import { beforeAll, describe, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { CANARY, externalPlace, values } from "./apply-external-place.ts";

const INPUTS = {
  "external-secrets": "helm/values.yaml\nhelm/values-prod.yaml",
  "external-secrets-store": "vault-backend: vault, role eso, service-account external-secrets",
  "helm-release": "liquid-hive",
  "wait-timeout": "60",
  restart: "true",
};
const TARGET = "liquid-hive-runtime-secrets";

describeUnless(NO_CLUSTER, "External Secrets by the built action", () => {
  const place = externalPlace({ controllers: true });
  const { cluster } = place;

  /** The seed's values for all, and those of one deployment that say the rest. */
  const workspace = {
    "helm/values.yaml":
      "externalSecrets:\n  enabled: false\n  refreshInterval: 1h\n  secretStore: {name: other, kind: SecretStore}\n",
    "helm/values-prod.yaml": values("vault-backend", { MONGO_URL: "database/mongo_url" }),
  };
  const runIn = (namespace: string, options: RunOptions = {}): Promise<ActionRun> =>
    place.run(namespace, { workspace, ...options, inputs: { ...INPUTS, ...options.inputs } });
  const secretOf = async (namespace: string): Promise<string> => {
    const { json } = await cluster.request("GET", `/api/v1/namespaces/${namespace}/secrets/${TARGET}`);
    return Buffer.from(json.data?.MONGO_URL ?? "", "base64").toString();
  };

  test("store, ExternalSecret, Secret, restart; the same again changes nothing; a new value is rolled out", async () => {
    const namespace = await place.prepare();
    await place.put("database/mongo_url", "first");
    await place.deployment(namespace, TARGET);
    const first = await runIn(namespace, {
      workspace: { ...workspace, "certs/ca.pem": cluster.ca },
      inputs: { "ca-cert": "certs/ca.pem" },
    });
    expect(first.log).toContain("▸ External Secrets");
    expect(first.log).toContain(`ExternalSecret ${namespace}/liquid-hive-app-secrets   synced   (${TARGET})`);
    expect(first.main.succeeded).toBe(true);
    expect(await secretOf(namespace)).toBe(`${CANARY}-first`);
    expect(JSON.parse(first.outputs.get("applied") ?? "")).toEqual([
      `SecretStore ${namespace}/vault-backend`,
      `ExternalSecret ${namespace}/liquid-hive-app-secrets`,
    ]);
    expect(first.outputs.get("restarted")).toBe(JSON.stringify([`Deployment ${namespace}/web`]));
    expect(first.summary.replaceAll("&#45;", "-")).toMatch(/liquid-hive-app-secrets<\/code> \| synced \|/);
    const path = `/apis/external-secrets.io/v1/namespaces/${namespace}/externalsecrets/liquid-hive-app-secrets`;
    expect((await cluster.must("GET", path)).metadata).toMatchObject({
      labels: { "app.kubernetes.io/managed-by": "Helm" },
      annotations: {
        "meta.helm.sh/release-name": "liquid-hive",
        "meta.helm.sh/release-namespace": namespace,
      },
    });

    const store = `/apis/external-secrets.io/v1/namespaces/${namespace}/secretstores/vault-backend`;
    const { caBundle } = (await cluster.must("GET", store)).spec.provider.vault;
    expect(Buffer.from(caBundle, "base64").toString()).toBe(cluster.ca);

    const again = await runIn(namespace, {
      workspace: { ...workspace, "certs/ca.pem": cluster.ca },
      inputs: { "ca-cert": "certs/ca.pem" },
    });
    expect([again.outputs.get("changed"), again.outputs.get("restarted")]).toEqual(["false", "[]"]);
    expect(again.log).toContain(`liquid-hive-app-secrets   unchanged   (${TARGET})`);

    await place.put("database/mongo_url", "second");
    const mark = await cluster.auditMark();
    const planned = await runIn(namespace, { inputs: { "dry-run": "true" } });
    expect(planned.main.succeeded).toBe(true);
    expect(planned.log).toContain(
      `ExternalSecret ${namespace}/liquid-hive-app-secrets would be synced; what uses ${TARGET} would restart`,
    );
    expect(await place.writesSince(mark)).toEqual([]);
    const later = await runIn(namespace);
    expect(later.log).toContain(`liquid-hive-app-secrets   synced   (${TARGET})`);
    expect(await secretOf(namespace)).toBe(`${CANARY}-second`);
    expect(later.outputs.get("restarted")).toBe(JSON.stringify([`Deployment ${namespace}/web`]));
    for (const run of [first, again, planned, later]) expect(place.leaks(run, [CANARY])).toEqual([]);
  });

  test.each([
    ["a key that is not there", { MONGO_URL: "database/nowhere" }, /MONGO_URL: the store has no secret/],
    [
      "a property that is not there",
      { MONGO_URL: "database/mongo_url#nope" },
      /MONGO_URL: the secret is there, and `property` in it is not/,
    ],
  ])("%s: said with its line before anything is applied", async (_, data, said) => {
    const namespace = await place.prepare();
    await place.put("database/mongo_url", "there");
    const mark = await cluster.auditMark();
    const run = await place.run(namespace, {
      workspace: { "values.yaml": values("vault-backend", data) },
      inputs: { ...INPUTS, "external-secrets": "values.yaml" },
    });
    expect(run.main.succeeded).toBe(false);
    const [annotation] = run.annotations;
    expect(annotation?.message).toMatch(/^SECRET_NOT_FOUND/);
    expect(annotation?.message).toMatch(said);
    expect(Object.fromEntries(annotation?.properties ?? [])).toMatchObject({
      file: "values.yaml",
      line: "7",
    });
    expect(await place.writesSince(mark)).toEqual([]);
    expect(place.leaks(run, [CANARY])).toEqual([]);
  });

  test("what this step may not read is a notice, and the operator syncs it", async () => {
    const namespace = await place.prepare();
    await place.put("hidden/mongo_url", "hidden");
    const run = await place.run(namespace, {
      workspace: { "values.yaml": values("vault-backend", { MONGO_URL: "hidden/mongo_url" }) },
      inputs: { ...INPUTS, "external-secrets": "values.yaml" },
    });
    expect(run.log).toContain("MONGO_URL: this step may not read it; the operator has rights of its own");
    expect(run.main.succeeded).toBe(true);
    expect(await secretOf(namespace)).toBe(`${CANARY}-hidden`);
  });

  test("a store that no line makes and that is not there", async () => {
    const namespace = await place.prepare();
    const mark = await cluster.auditMark();
    const run = await runIn(namespace, { inputs: { "external-secrets-store": "" } });
    expect(run.log).toMatch(/KIND_UNKNOWN.*There is no SecretStore vault-backend/);
    expect(await place.writesSince(mark)).toEqual([]);
  });

  test("a Secret of somebody else's with other keys stays as it is", async () => {
    const namespace = await place.prepare();
    await place.put("database/mongo_url", "there");
    await cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      body: { metadata: { name: TARGET }, stringData: { OTHER: "kept", MONGO_URL: "kept" } },
    });
    const mark = await cluster.auditMark();
    const run = await runIn(namespace);
    expect(run.log).toMatch(
      new RegExp(`OBJECT_OWNED.*Secret ${namespace}/${TARGET} was not made by External`),
    );
    expect(await place.writesSince(mark)).toEqual([]);
    expect(await secretOf(namespace)).toBe("kept");
  });

  test("a line that makes the same Secret is refused before any login", async () => {
    const namespace = await place.prepare();
    const mark = await cluster.auditMark();
    const run = await runIn(namespace, {
      inputs: { secrets: `A = env://A as secret ${TARGET}` },
      env: { A: `${CANARY}-line` },
    });
    expect(run.log).toMatch(/NAME_COLLISION.*is made twice/);
    expect(await cluster.auditSince(mark, place.user)).toEqual([]);
  });

  test("a dry run names what would restart, and writes nothing", async () => {
    const namespace = await place.prepare();
    await place.deployment(namespace, "lined");
    const mark = await cluster.auditMark();
    const run = await place.run(namespace, {
      inputs: { secrets: "A = env://A as secret lined", restart: "true", "dry-run": "true" },
      env: { A: `${CANARY}-line` },
    });
    expect(run.log).toContain(`Deployment ${namespace}/web   would restart   (lined)`);
    expect(run.outputs.get("restarted") ?? "[]").toBe("[]");
    expect(await place.writesSince(mark)).toEqual([]);
  });

  describe("ExternalSecrets among the manifests", () => {
    let namespace: string;
    beforeAll(async () => {
      namespace = await place.prepare();
      await place.put("database/mongo_url", "manifest");
      await runIn(namespace);
    });

    test("they are synced too; an interval as people write it is no conflict the next time", async () => {
      const options = {
        workspace: {
          "es.yaml": `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: own}
spec:
  refreshInterval: 1h
  secretStoreRef: {name: vault-backend}
  target: {name: own-secrets}
  data:
    - secretKey: A
      remoteRef: {key: database/mongo_url, property: value}
`,
        },
        inputs: { apply: "es.yaml", "allow-kinds": "ExternalSecret.external-secrets.io", restart: "true" },
      };
      await place.deployment(namespace, "own-secrets", "own");
      const first = await place.run(namespace, options);
      expect(first.log).toContain(`ExternalSecret ${namespace}/own   synced   (own-secrets)`);
      expect(first.outputs.get("restarted")).toBe(JSON.stringify([`Deployment ${namespace}/own`]));
      const again = await place.run(namespace, options);
      expect(again.log).toContain(`ExternalSecret ${namespace}/own   unchanged   (own-secrets)`);
      expect([again.outputs.get("changed"), again.outputs.get("restarted")]).toEqual(["false", "[]"]);
    });

    test("CreatedOnce is not waited for the second time, and the way to have it read is told", async () => {
      const options = {
        workspace: {
          "es.yaml": `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: once}
spec:
  refreshPolicy: CreatedOnce
  secretStoreRef: {name: vault-backend}
  data:
    - secretKey: A
      remoteRef: {key: database/mongo_url, property: value}
`,
        },
        inputs: { apply: "es.yaml", "allow-kinds": "ExternalSecret.external-secrets.io" },
      };
      const first = await place.run(namespace, options);
      expect(first.log).toContain(`ExternalSecret ${namespace}/once   synced   (once)`);
      const again = await place.run(namespace, options);
      expect(again.log).toMatch(/once   unchanged   \(once\).*CreatedOnce: it is not read again/);
      expect(again.log).toContain(`kubectl -n ${namespace} annotate secret once`);
    });
  });
});
