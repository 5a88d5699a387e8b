import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { deployCluster, JOB_RULES } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";
const RULES = [...JOB_RULES, { apiGroups: ["apps"], resources: ["deployments"], verbs: ["create"] }];
const MAY_LIST = [...RULES, { apiGroups: [""], resources: ["secrets"], verbs: ["list"] }];

const deployment = [
  "apiVersion: apps/v1",
  "kind: Deployment",
  "metadata: {name: web}",
  "spec:",
  "  selector: {matchLabels: {app: web}}",
  "  template:",
  "    metadata: {labels: {app: web}}",
  "    spec: {containers: [{name: web, image: web, envFrom: [{secretRef: {name: app-db}}]}]}",
  "",
].join("\n");

describeUnless(NO_CLUSTER, "immutable Secrets", () => {
  const { cluster, place, run, leaks } = deployCluster();
  const inputs = {
    secrets: "MONGO_URL = env://DB as secret app-db",
    "secret-options": "app-db: immutable",
    apply: "web.yaml",
    "allow-kinds": "Deployment.apps",
  };
  const start = (namespace: string, value: string) =>
    run(namespace, { inputs, env: { DB: value }, workspace: { "web.yaml": deployment } });
  const usedBy = async (namespace: string): Promise<unknown> => {
    const web = await cluster.must("GET", `/apis/apps/v1/namespaces/${namespace}/deployments/web`);
    return web.spec.template.spec.containers[0].envFrom[0].secretRef.name;
  };

  test("has a name of its own, is used again while its values stay, and a new one takes its place", async () => {
    const namespace = await place(MAY_LIST);
    const first = await start(namespace, `${CANARY}-1`);
    expect(first.log).toContain("app-db is immutable");
    expect(first.main.succeeded).toBe(true);
    const names = JSON.parse(first.outputs.get("secret-names")!) as Record<string, string>;
    expect(Object.keys(names)).toEqual(["app-db"]);
    const name = names["app-db"]!;
    expect(name).toMatch(/^app-db-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    const secret = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/${name}`);
    expect([secret.immutable, secret.data]).toEqual([
      true,
      { MONGO_URL: Buffer.from(`${CANARY}-1`).toString("base64") },
    ]);
    expect(await usedBy(namespace)).toBe(name);

    const again = await start(namespace, `${CANARY}-1`);
    expect(JSON.parse(again.outputs.get("secret-names")!)).toEqual(names);
    expect(again.outputs.get("changed")).toBe("false");

    const other = await start(namespace, `${CANARY}-2`);
    const renamed = (JSON.parse(other.outputs.get("secret-names")!) as Record<string, string>)["app-db"];
    expect(renamed).not.toBe(name);
    expect(await usedBy(namespace)).toBe(renamed);
    // What runs with the old one goes on until its pods are gone.
    await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/${name}`);
    for (const one of [first, again, other])
      expect(leaks(one, [`${CANARY}-1`, `${CANARY}-2`], { except: [/stdin/] })).toEqual([]);
  });

  test("without the right to list Secrets, the Role says so and nothing is made", async () => {
    const namespace = await place(RULES);
    const refused = await start(namespace, `${CANARY}-1`);
    expect(refused.main.succeeded).toBe(false);
    expect(refused.log).toContain("ACCESS_DENIED");
    expect(refused.log).toContain('resources: ["secrets"]');
    expect(refused.log).toContain('verbs: ["list"]');
    expect(refused.log).not.toContain("resourceNames");
    const { items } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets`);
    expect(items).toEqual([]);
  });
});
