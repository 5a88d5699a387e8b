import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { sealedBy } from "../scenario/sealed.ts";
import { admissionWebhook, HOOK_NAME, type Review } from "./cluster-webhook.ts";
import { deployCluster, JOB_RULES, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";
const OLD = `${CANARY}-old-value`;
const NEW = `${CANARY}-new-value`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const CONFIG_MAPS = { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "create", "patch"] };

describeUnless(NO_CLUSTER, "values in what the API server says", () => {
  const { cluster, place, run, leaks } = deployCluster({
    auditBodies: [{ group: "", resources: ["secrets", "configmaps"] }],
  });
  const webhook = admissionWebhook(cluster);
  const sealer = sealedBy(["--encrypted-regex", "^(data|stringData)$"]);
  const secret = (value: string, more: readonly string[] = [], name = "app"): string =>
    [
      "apiVersion: v1",
      "kind: Secret",
      "metadata:",
      `  name: ${name}`,
      ...more,
      "stringData:",
      `  A: ${value}`,
      "",
    ].join("\n");
  const sealed = (plain: string, apply = "k8s/app.enc.yaml") => ({
    workspace: { [apply]: sealer.seal("yaml", plain) },
    inputs: { apply, "age-key": sealer.key },
    debug: true,
  });
  const exists = async (namespace: string, name: string): Promise<boolean> =>
    (await cluster.request("GET", `/api/v1/namespaces/${namespace}/secrets/${name}`)).status === 200;
  const write = (namespace: string, value: string): Promise<unknown> =>
    cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      query: { fieldManager: "somebody" },
      body: { metadata: { name: "app" }, data: { OTHER: base64(value) } },
    });

  test.each<[string, string]>([
    ["a map where a text is due", `  URL: { password: ${NEW} }`],
    ["a list where a text is due", `  URL: [${NEW}]`],
  ])("of an allowed kind with %s", async (_, data) => {
    const namespace = await place([...JOB_RULES, CONFIG_MAPS]);
    const mark = await cluster.auditMark();
    const text = ["apiVersion: v1", "kind: ConfigMap", "metadata:", "  name: app", "data:", data, ""].join(
      "\n",
    );
    const result = await run(namespace, {
      workspace: { "k8s/app.yaml": text },
      inputs: { apply: "k8s/app.yaml", "allow-kinds": "ConfigMap" },
      debug: true,
    });
    expect(result.main.succeeded).toBe(false);
    const answers = await cluster.auditSince(mark, JOB_USER);
    const said = answers.find(({ verb, code }) => verb === "patch" && code >= 400);
    // The server does quote it; nobody else does.
    expect(JSON.stringify(said?.responseObject ?? said?.responseStatus)).toContain(NEW);
    expect(result.log).toContain("ConfigMap");
    expect(leaks(result, [NEW])).toEqual([]);
  });

  test("of an invalid label that repeats the value: 422", async () => {
    const namespace = await place();
    const mark = await cluster.auditMark();
    const value = `${CANARY} not a label`;
    const result = await run(namespace, sealed(secret(value, ["  labels:", `    password: ${value}`])));
    expect(result.main.succeeded).toBe(false);
    const said = (await cluster.auditSince(mark, JOB_USER)).filter(({ code }) => code === 422);
    expect(JSON.stringify(said.map(({ responseObject }) => responseObject))).toContain(value);
    expect(result.main.unmaskedLog).toContain(`metadata.labels: Invalid value: "***"`);
    expect(leaks(result, [value])).toEqual([]);
    expect(await exists(namespace, "app")).toBe(false);
  });

  test("of an annotation that repeats the value as base64, under a key that is refused", async () => {
    const namespace = await place();
    const bad = ["  annotations:", `    "a b ${base64(NEW)}": x`];
    const result = await run(namespace, sealed(secret(NEW, bad)));
    expect(result.main.succeeded).toBe(false);
    expect(leaks(result, [NEW])).toEqual([]);
    expect(await exists(namespace, "app")).toBe(false);
  });

  const quoting = ({ object, oldObject }: Review): string => {
    const data = (one: unknown): string[] =>
      Object.values((one as { data?: Record<string, string> })?.data ?? {});
    const all = [...data(object), ...data(oldObject)];
    return `refused: ${all.join(",")} ${all.map((text) => Buffer.from(text, "base64").toString()).join(",")} ${JSON.stringify(object)}`;
  };

  test.each(["dry run", "apply"])("of a webhook that quotes all, new and old, in the %s", async (when) => {
    const namespace = await place();
    await write(namespace, OLD);
    const said: string[] = [];
    await webhook.judge(namespace, JOB_USER, (review) => {
      if (review.dryRun !== (when === "dry run")) return undefined;
      said.push(quoting(review));
      return said.at(-1);
    });
    const result = await run(namespace, sealed(secret(NEW)));
    expect(said[0]).toContain(`${base64(NEW)},`);
    expect([OLD, NEW].filter((value) => !said[0]?.includes(value))).toEqual([]);
    expect(result.main.succeeded).toBe(false);
    expect(result.log).toContain(HOOK_NAME);
    expect(leaks(result, [NEW, OLD])).toEqual([]);
    const live = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    expect(live.data).toEqual({ OTHER: base64(OLD) });
  });

  test.each([
    ["fail", false],
    ["force", true],
    ["skip", true],
  ])("of a manager whose name is the value, with conflicts: %s", async (conflicts, succeeds) => {
    const namespace = await place();
    await cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      query: { fieldManager: `tool-${OLD}` },
      body: { metadata: { name: "app" }, data: { A: base64(OLD) } },
    });
    const { inputs, ...rest } = sealed(secret(NEW));
    const result = await run(namespace, { ...rest, inputs: { ...inputs, conflicts } });
    expect(result.main.succeeded).toBe(succeeds);
    expect(result.main.unmaskedLog).toContain("tool-***");
    expect(leaks(result, [NEW, OLD])).toEqual([]);
    const live = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    expect(live.data).toEqual({ A: base64(conflicts === "force" ? NEW : OLD) });
  });

  test("of a Secret that kubectl applied: the annotation with the former values is removed, and that is said", async () => {
    const namespace = await place();
    const former = JSON.stringify({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "app", namespace },
      stringData: { A: OLD, GONE: `${OLD}-2` },
    });
    expect((await cluster.kubectl(["apply", "-f", "-"], { input: former })).code).toBe(0);
    const mark = await cluster.auditMark();
    const result = await run(namespace, sealed(secret(NEW)));
    expect(result.main.succeeded).toBe(true);
    expect(result.log).toContain("last-applied");
    expect(leaks(result, [NEW, OLD, `${OLD}-2`])).toEqual([]);
    const live = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    expect(live.data).toEqual({ A: base64(NEW) });
    expect(JSON.stringify(live)).not.toContain(OLD);
    expect(JSON.stringify([live.metadata, live.metadata.managedFields])).not.toContain(CANARY);
    // What we send holds the former values nowhere either; the last answer holds ours once, in data.
    const calls = await cluster.auditSince(mark, JOB_USER);
    const sent = calls
      .filter(({ verb }) => verb === "patch")
      .map(({ requestObject }) => JSON.stringify(requestObject));
    expect(sent.join("\n")).not.toContain(OLD);
    expect(sent.join("\n")).not.toContain(base64(OLD));
    const last = JSON.stringify(calls.at(-1)?.responseObject ?? calls.at(-1));
    expect(last.split(base64(NEW))).toHaveLength(2);
    expect(last).not.toContain(CANARY);
  });
});
