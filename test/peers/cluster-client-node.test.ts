import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  AuthenticationV1Api,
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  type V1ConfigMap,
  type V1Secret,
} from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { whoAmI } from "../../src/cluster/who.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { openJob } from "../harness/job.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { certificate } from "../harness/servers/tls.ts";
import { sealer } from "./apply-sealed.ts";
import { asking } from "./cluster-asking.ts";
import { deployCluster, JOB_RULES, JOB_USER } from "./deploy-cluster.ts";
import { laterStep, runTool } from "./later-step.ts";

/** A second opinion: a client of Kubernetes that nobody here wrote sees what we apply, and we what it applies. */
const CANARY = "CANARY-7f3a";
const OURS = "secrets-action/liquid-hive/example";
const THEIRS = "client-node";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RULES = [
  ...JOB_RULES,
  { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "create", "patch"] },
];
const base64 = (value: string | Uint8Array): string => Buffer.from(value).toString("base64");
const all = (values: Readonly<Record<string, string | Uint8Array>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, base64(value)]));
/** Every byte there is. */
const BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);

describeUnless(NO_CLUSTER, "@kubernetes/client-node as a second opinion", () => {
  const { cluster, oidc, place, run, leaks } = deployCluster();
  /** Their configuration, as the administrator. */
  const config = (file = cluster.adminKubeconfig): KubeConfig => {
    const read = new KubeConfig();
    read.loadFromFile(file);
    return read;
  };
  const core = (): CoreV1Api => config().makeApiClient(CoreV1Api);
  const owners = ({ metadata }: V1Secret | V1ConfigMap) =>
    (metadata?.managedFields ?? [])
      .map(({ manager = "", operation, fieldsV1 }) => ({
        manager,
        operation,
        keys: Object.keys((fieldsV1 as Record<string, object>)["f:data"] ?? {}).toSorted(),
      }))
      // The server goes by their times, and these are whole seconds.
      .toSorted((a, b) => (a.manager < b.manager ? 1 : -1));
  const applied = (...keys: readonly string[]) => ({
    manager: OURS,
    operation: "Apply",
    keys: keys.map((key) => `f:${key}`),
  });
  const theirApply = (namespace: string, name: string, data: Record<string, string>, force = false) =>
    KubernetesObjectApi.makeApiClient(config()).patch<V1Secret>(
      { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, data: all(data) },
      undefined,
      undefined,
      THEIRS,
      force,
      PatchStrategy.ServerSideApply,
    );

  test("what we applied it reads, byte for byte: lines, a SOPS manifest, a ConfigMap, TLS", async () => {
    const namespace = await place(RULES);
    const { cert, key } = certificate("server");
    const env = {
      DB: `${CANARY} ümläut\n"'\\ 🔑 \t$(x)\n`,
      MODE: "production: yes # no",
      CRT: cert,
      KEY: key,
    };
    const manifest = sealer.seal(
      "yaml",
      [
        "apiVersion: v1",
        "kind: Secret",
        "metadata:",
        "  name: sealed",
        "  annotations: { team: shop }",
        "data:",
        `  raw.bin: ${base64(BYTES)}`,
        "stringData:",
        `  text: ${JSON.stringify(`${CANARY}-sealed\r\n`)}`,
        '  empty: ""',
        "",
      ].join("\n"),
      ["--encrypted-regex", "^(data|stringData)$"],
    );
    const result = await run(namespace, {
      workspace: { "secrets/sealed.enc.yaml": manifest },
      inputs: {
        apply: "secrets/",
        "age-key": sealer.key,
        secrets: [
          "MONGO_URL = env://DB as secret lines",
          "MODE = env://MODE public as configmap settings",
          "tls.crt = env://CRT as secret web-tls",
          "tls.key = env://KEY as secret web-tls",
        ].join("\n"),
        "secret-options": "lines: label app=web",
      },
      env,
    });
    expect(result.log).toContain("4 created");
    expect(result.main.succeeded).toBe(true);

    const lines = await core().readNamespacedSecret({ name: "lines", namespace });
    expect([lines.type, lines.data, lines.metadata?.labels]).toEqual([
      "Opaque",
      all({ MONGO_URL: env.DB }),
      { app: "web" },
    ]);
    expect(owners(lines)).toEqual([applied("MONGO_URL")]);
    const sealed = await core().readNamespacedSecret({ name: "sealed", namespace });
    expect([sealed.type, sealed.data, sealed.metadata?.annotations]).toEqual([
      "Opaque",
      all({ empty: "", "raw.bin": BYTES, text: `${CANARY}-sealed\r\n` }),
      { team: "shop" },
    ]);
    expect(owners(sealed)).toEqual([applied("empty", "raw.bin", "text")]);
    const tls = await core().readNamespacedSecret({ name: "web-tls", namespace });
    expect([tls.type, tls.data]).toEqual(["kubernetes.io/tls", all({ "tls.crt": cert, "tls.key": key })]);
    expect(owners(tls)).toEqual([applied("tls.crt", "tls.key")]);
    const settings = await core().readNamespacedConfigMap({ name: "settings", namespace });
    expect([settings.data, settings.binaryData]).toEqual([{ MODE: env.MODE }, undefined]);
    expect(owners(settings)).toEqual([applied("MODE")]);
    const { items } = await core().listNamespacedSecret({ namespace });
    expect(items.map(({ metadata }) => metadata?.name).toSorted()).toEqual(["lines", "sealed", "web-tls"]);
    expect(leaks(result, [env.DB.split("\n")[0]!, `${CANARY}-sealed`], { except: [/stdin/] })).toEqual([]);
  });

  test("a key that it adds stays its own; one that it takes from us is a conflict that names it", async () => {
    const namespace = await place();
    const inputs = { secrets: "A = env://A as secret app" };
    const env = { A: `${CANARY}-a` };
    await run(namespace, { inputs, env });
    await theirApply(namespace, "app", { B: "theirs" });
    const both = await run(namespace, { inputs, env });
    expect([both.main.succeeded, both.outputs.get("changed")]).toEqual([true, "false"]);
    expect(both.log).toMatch(/Secret \S+\/app +unchanged/);
    const live = await core().readNamespacedSecret({ name: "app", namespace });
    expect(live.data).toEqual(all({ A: env.A, B: "theirs" }));
    expect(owners(live)).toEqual([applied("A"), { manager: THEIRS, operation: "Apply", keys: ["f:B"] }]);

    await expect(theirApply(namespace, "app", { A: "other", B: "theirs" })).rejects.toMatchObject({
      code: 409,
      body: expect.stringContaining(OURS),
    });
    await theirApply(namespace, "app", { A: "other", B: "theirs" }, true);
    const refused = await run(namespace, { inputs, env });
    expect(refused.main.succeeded).toBe(false);
    expect(refused.log).toContain(`.data.A of "${THEIRS}"`);
    const kept = await core().readNamespacedSecret({ name: "app", namespace });
    expect(kept.data).toEqual(all({ A: "other", B: "theirs" }));

    const forced = await run(namespace, { inputs: { ...inputs, conflicts: "force" }, env });
    expect([forced.main.succeeded, forced.outputs.get("changed")]).toEqual([true, "true"]);
    const ours = await core().readNamespacedSecret({ name: "app", namespace });
    expect(ours.data).toEqual(all({ A: env.A, B: "theirs" }));
    expect(owners(ours)).toEqual([applied("A"), { manager: THEIRS, operation: "Apply", keys: ["f:B"] }]);
    for (const one of [both, refused, forced])
      expect(leaks(one, Object.values(env), { except: [/stdin/] })).toEqual([]);
  });

  test("what it created is in our way by the name that it has there, until it says the same", async () => {
    const namespace = await place();
    const body = { metadata: { name: "app" }, data: all({ A: "theirs" }) };
    await core().createNamespacedSecret({ namespace, body, fieldManager: THEIRS });
    const inputs = { secrets: "A = env://A as secret app" };
    const refused = await run(namespace, { inputs, env: { A: `${CANARY}-ours` } });
    expect([refused.main.succeeded, refused.log]).toEqual([
      false,
      expect.stringContaining(`.data.A of "${THEIRS}"`),
    ]);
    const same = { ...body, data: all({ A: `${CANARY}-ours` }) };
    await core().replaceNamespacedSecret({ namespace, name: "app", body: same, fieldManager: THEIRS });
    const agreed = await run(namespace, { inputs, env: { A: `${CANARY}-ours` } });
    expect(agreed.main.succeeded).toBe(true);
    const live = await core().readNamespacedSecret({ name: "app", namespace });
    expect(owners(live)).toEqual([
      applied("A"),
      { manager: THEIRS, operation: "Update", keys: [".", "f:A"] },
    ]);
  });

  test("a later step reads by the kubeconfig that we wrote, with a fresh token of ours", async () => {
    const namespace = await place();
    const body = { metadata: { name: "app" }, data: all({ A: CANARY }) };
    await core().createNamespacedSecret({ namespace, body });
    const job = await openJob({ action: "apply", servers: [oidc] });
    try {
      const step = await job.step({
        inputs: { cluster: cluster.url, "cluster-ca": cluster.ca, namespace, "export-kubeconfig": "true" },
      });
      expect(step.log).toContain("KUBECONFIG names a kubeconfig");
      const exported = config(job.env.get("KUBECONFIG"));
      expect([exported.getCurrentCluster(), exported.getContextObject("secrets-action")]).toEqual([
        expect.objectContaining({ server: cluster.url, caData: base64(cluster.ca), skipTLSVerify: false }),
        { cluster: "secrets-action", name: "secrets-action", namespace, user: "secrets-action" },
      ]);
      const script = `
        import { AuthenticationV1Api, CoreV1Api, KubeConfig } from "@kubernetes/client-node";
        const config = new KubeConfig();
        config.loadFromDefault();
        const { namespace } = config.getContextObject(config.currentContext);
        const { data } = await config.makeApiClient(CoreV1Api).readNamespacedSecret({ name: "app", namespace });
        const { status } = await config.makeApiClient(AuthenticationV1Api).createSelfSubjectReview({ body: {} });
        console.log(JSON.stringify({ data, user: status.userInfo.username }));`;
      const before = oidc.tokens.length;
      const args = ["--input-type=module", "--eval", script];
      const done = await runTool(process.execPath, args, laterStep(job), { cwd: ROOT });
      expect(done.stderr).toBe("");
      expect(JSON.parse(done.stdout)).toEqual({ data: body.data, user: JOB_USER });
      expect(oidc.tokens.length - before).toBe(1);
    } finally {
      await job.close();
    }
  });

  test.each(["input", "home folder"])("a kubeconfig that it wrote is taken from the %s", async (how) => {
    const namespace = await cluster.namespace();
    const mine = config();
    const written = new KubeConfig();
    const name = "gke_shop-1_europe-west3_prod";
    written.addCluster({ ...mine.getCurrentCluster()!, name });
    written.addUser({ ...mine.getCurrentUser()!, name: "someone" });
    written.addContext({ name: "prod", cluster: name, user: "someone", namespace });
    written.setCurrentContext("prod");
    const text = written.exportConfig();
    let file = "";
    const result = await run(namespace, {
      prepare: ({ home }) => {
        file = path.join(home, ".kube", "config");
        if (how === "input") return;
        fs.mkdirSync(path.dirname(file));
        fs.writeFileSync(file, text, { mode: 0o600 });
      },
      inputs: {
        cluster: how === "input" ? "" : "kubeconfig://~/.kube/config#prod",
        "cluster-ca": "",
        ...(how === "input" ? { kubeconfig: text } : {}),
        secrets: "A = env://A as secret app",
      },
      env: { A: CANARY },
    });
    expect(result.log).toContain("as admin");
    expect(result.main.succeeded).toBe(true);
    const live = await core().readNamespacedSecret({ name: "app", namespace });
    expect([live.data, owners(live)]).toEqual([all({ A: CANARY }), [applied("A")]]);
    expect(leaks(result, [cluster.adminToken], { except: [/stdin/, /\.kube/] })).toEqual([]);
  });

  test.each(["jane@example.com", "system:serviceaccount:shop:deployer", "a b"])(
    "as %s, both are known as one user",
    async (user) => {
      const acting = config();
      acting.users = [{ ...acting.getCurrentUser()!, impersonateUser: user }];
      const { status } = await acting
        .makeApiClient(AuthenticationV1Api)
        .createSelfSubjectReview({ body: {} });
      const { clientAs, close } = asking(cluster);
      const ours = await whoAmI(clientAs(user), new AbortController().signal);
      close();
      expect(ours?.user).toBe(user);
      expect([status?.userInfo?.username, status?.userInfo?.groups?.toSorted()]).toEqual([
        ours?.user,
        ours?.groups.toSorted(),
      ]);
    },
  );
});
