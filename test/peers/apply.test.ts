import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { sealedBy } from "../scenario/sealed.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";

describeUnless(NO_CLUSTER, "a SOPS Secret into the cluster by GitHub's token", () => {
  const { cluster, place, run, leaks } = deployCluster();
  const sealer = sealedBy(["--encrypted-regex", "^(data|stringData)$"]);
  const manifest = (name: string, values: Readonly<Record<string, string>>): string =>
    sealer.seal(
      "yaml",
      [
        "apiVersion: v1",
        "kind: Secret",
        "metadata:",
        `  name: ${name}`,
        "stringData:",
        ...Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
        "",
      ].join("\n"),
    );

  test("it is there, owned by the repository's manager, and no value is anywhere else", async () => {
    const namespace = await place();
    const mark = await cluster.auditMark();
    const values = { MONGO_URL: `mongodb://u:${CANARY}-mongo@db`, REDIS_URL: `${CANARY}-redis` };
    const result = await run(namespace, {
      workspace: { "helm/secrets/app.enc.yaml": manifest("app", values) },
      inputs: { apply: "helm/secrets/*.enc.yaml", "age-key": sealer.key },
    });
    expect(result.log).toContain(`Secret ${namespace}/app`);
    expect(result.main.succeeded).toBe(true);
    const secret = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    expect(secret.data).toEqual(
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
      ),
    );
    expect(secret.metadata.managedFields).toEqual([
      expect.objectContaining({ manager: "secrets-action/liquid-hive/example", operation: "Apply" }),
    ]);
    expect(result.outputs.get("applied")).toBe(JSON.stringify([`Secret ${namespace}/app`]));
    expect(leaks(result, Object.values(values))).toEqual([]);
    const calls = await cluster.auditSince(mark, JOB_USER);
    const path = `/api/v1/namespaces/${namespace}`;
    const applying = "fieldManager=secrets-action%2Fliquid-hive%2Fexample&force=false&fieldValidation=Strict";
    expect(calls.map(({ verb, requestURI, code }) => `${verb} ${requestURI} ${code}`)).toEqual([
      "create /apis/authentication.k8s.io/v1/selfsubjectreviews 201",
      "create /apis/authorization.k8s.io/v1/selfsubjectrulesreviews 201",
      // Who may not read namespaces goes on: the apply itself tells whether it is there.
      `get ${path} 403`,
      `get ${path}/secrets/app 404`,
      `patch ${path}/secrets/app?${applying}&dryRun=All 201`,
      `patch ${path}/secrets/app?${applying} 201`,
    ]);
    expect(result.files.afterPost).toEqual([]);
  });
});

describeUnless(NO_CLUSTER, "lines, options, restart", () => {
  const { cluster, place, run, leaks } = deployCluster({ controllers: true });

  test("a Secret of lines, in the pods that use it; a second run changes and restarts nothing", async () => {
    const namespace = await place();
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web" } },
          spec: {
            containers: [
              { name: "web", image: "web", envFrom: [{ secretRef: { name: "app-db", optional: true } }] },
            ],
          },
        },
      },
    };
    await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, { body: deployment });
    const inputs = {
      secrets: "MONGO_URL = env://DB as secret app-db\nREDIS_URL = env://REDIS as secret app-db",
      "secret-options": "app-db: label app=web",
      restart: "true",
    };
    const env = { DB: `${CANARY}-db`, REDIS: `${CANARY}-redis` };
    const first = await run(namespace, { inputs, env });
    expect(first.log).toContain("rolled out");
    expect(first.main.succeeded).toBe(true);
    expect(first.outputs.get("restarted")).toBe(JSON.stringify([`Deployment ${namespace}/web`]));
    const secret = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app-db`);
    expect([secret.type, secret.metadata.labels]).toEqual(["Opaque", { app: "web" }]);
    expect(leaks(first, Object.values(env), { except: [/stdin/] })).toEqual([]);
    const again = await run(namespace, { inputs, env });
    expect([again.outputs.get("changed"), again.outputs.get("restarted")]).toEqual(["false", "[]"]);
    expect(again.log).toContain("unchanged");
  });
});
