import fs from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import type { RunFolder } from "../harness/run-action.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { type Call, json, listen, type Listening } from "../harness/servers/control.ts";
import { TEST_CA } from "../harness/servers/tls.ts";
import { deployCluster, JOB_RULES } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describeUnless(NO_CLUSTER, "variables for later steps and Secrets for the cluster, in one step", () => {
  const { cluster, place, run, leaks } = deployCluster();
  /** Called at the first real write of a Secret, while the API server waits for the answer. */
  let atWrite: () => void = () => undefined;
  let allowed = true;
  let webhook: Listening;
  beforeAll(async () => {
    webhook = await listen(admit, { tls: "server" });
  });
  afterAll(() => webhook.stop());
  beforeEach(() => {
    allowed = true;
    atWrite = () => undefined;
  });
  afterEach(() => cluster.request("DELETE", `${WEBHOOKS}/secrets-action-test`));

  const WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
  function admit(call: Call) {
    const { apiVersion, kind, request } = JSON.parse(call.body.toString());
    if (request.dryRun !== true) atWrite();
    const refused = request.dryRun !== true && !allowed;
    const status = { message: `refused: ${CANARY}`, code: 403 };
    const response = { uid: request.uid, allowed: !refused, ...(refused ? { status } : {}) };
    return json(200, { apiVersion, kind, response });
  }
  const watched = (namespace: string) =>
    cluster.must("POST", WEBHOOKS, {
      body: {
        metadata: { name: "secrets-action-test" },
        webhooks: [
          {
            name: "secrets.example.com",
            clientConfig: { url: `${webhook.url}/`, caBundle: base64(TEST_CA) },
            rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["*"], resources: ["secrets"] }],
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
            sideEffects: "None",
            admissionReviewVersions: ["v1"],
            timeoutSeconds: 5,
          },
        ],
      },
    });
  /** A configuration of webhooks counts from some moment on: the API server reads it in its own time. */
  const seen = async (namespace: string): Promise<void> => {
    allowed = false;
    for (let i = 0; i < 200; i += 1) {
      const body = { metadata: { name: `probe-${i}` } };
      const { status } = await cluster.request("POST", `/api/v1/namespaces/${namespace}/secrets`, { body });
      if (status === 403) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    allowed = true;
  };
  const inputs = {
    secrets: "PASSWORD = env://PASSWORD_SOURCE as env, secret app\nMORE = env://MORE_SOURCE as env",
  };
  const env = { PASSWORD_SOURCE: `${CANARY}-password`, MORE_SOURCE: `${CANARY}-more` };
  const secretsOf = async (namespace: string): Promise<Record<string, unknown>> => {
    const { items } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets`);
    return Object.fromEntries(
      items.flatMap((one: { metadata: { name: string }; data?: unknown }) =>
        one.metadata.name.startsWith("probe-") ? [] : [[one.metadata.name, one.data]],
      ),
    );
  };

  test("both are there", async () => {
    const namespace = await place();
    const result = await run(namespace, { action: ".", inputs, env });
    expect(result.main.succeeded).toBe(true);
    expect(Object.fromEntries(result.env)).toMatchObject({
      PASSWORD: env.PASSWORD_SOURCE,
      MORE: env.MORE_SOURCE,
    });
    expect(await secretsOf(namespace)).toEqual({ app: { PASSWORD: base64(env.PASSWORD_SOURCE) } });
    expect(leaks(result, Object.values(env))).toEqual([]);
  });

  test("a Secret that the server refuses at the end: nothing is exported, and its text is masked", async () => {
    const namespace = await place();
    await watched(namespace);
    await seen(namespace);
    allowed = false;
    const result = await run(namespace, { action: ".", inputs, env });
    expect(result.main.succeeded).toBe(false);
    expect([...result.env.keys()]).toEqual([]);
    expect(await secretsOf(namespace)).toEqual({});
    expect(leaks(result, Object.values(env))).toEqual([]);
  });

  const DELETING = [...JOB_RULES, { apiGroups: [""], resources: ["secrets"], verbs: ["delete"] }];
  test.each([
    ["made by this run", false, DELETING, {}, / {3}rolled back/],
    ["changed by this run", true, JOB_RULES, { app: { PASSWORD: base64("before") } }, / {3}rolled back/],
    [
      "made by a run that may not delete, which stays and is listed,",
      false,
      JOB_RULES,
      { app: { PASSWORD: base64(env.PASSWORD_SOURCE) } },
      /app {3}created.*\n.*(not rolled back|stays|delete)/,
    ],
  ])(
    "exporting fails: what was %s is given back, and the log says so",
    async (_, isThere, rules, kept, said) => {
      const namespace = await place(rules);
      if (isThere) {
        const before = await run(namespace, {
          action: ".",
          inputs,
          env: { ...env, PASSWORD_SOURCE: "before" },
        });
        expect(before.main.succeeded).toBe(true);
      }
      await watched(namespace);
      await seen(namespace);
      let folder: RunFolder | undefined;
      atWrite = () => {
        atWrite = () => undefined;
        fs.rmSync(path.join(folder!.commands, "1", "env"));
      };
      const result = await run(namespace, {
        action: ".",
        inputs,
        env,
        prepare: (given) => void (folder = given),
      });
      expect(result.main.succeeded).toBe(false);
      expect(result.log).toContain("The runner gave no file for GITHUB_ENV");
      expect(result.log).toMatch(said);
      expect(result.summary).toContain("rolled back");
      expect(await secretsOf(namespace)).toEqual(kept);
      expect([...result.env.keys()]).toEqual([]);
      expect(result.files.afterPost).toEqual([]);
      expect(leaks(result, Object.values(env))).toEqual([]);
    },
  );

  test("a name that no variable may have, or a command file that is not there: nothing is applied at all", async () => {
    const namespace = await place();
    const mark = await cluster.auditMark();
    const secrets = `${inputs.secrets}\nNODE_OPTIONS = env://MORE_SOURCE as env`;
    const taken = await run(namespace, { action: ".", inputs: { secrets }, env });
    expect(taken.log).toContain("NODE_OPTIONS");
    let folder: RunFolder | undefined;
    const lost = await run(namespace, {
      action: ".",
      inputs,
      env,
      prepare: (given) => void (folder = given),
      servers: [
        {
          // The last moment before main: its command files are laid out when it is started.
          start: async () => {
            const at = path.join(folder!.commands, "1", "env");
            const timer = setInterval(() => fs.existsSync(at) && fs.rmSync(at), 1);
            return { env: {}, log: [], stop: async () => clearInterval(timer) };
          },
        },
      ],
    });
    expect(lost.log).toContain("The runner gave no file for GITHUB_ENV");
    for (const { main } of [taken, lost]) expect(main.succeeded).toBe(false);
    const patches = (await cluster.auditSince(mark)).filter(
      ({ verb, requestURI }) => verb === "patch" && !requestURI.includes("dryRun=All"),
    );
    expect(patches).toEqual([]);
  });
});
