// Pictures of a deployment to a cluster, for the docs: job summaries, and `diff` in a terminal. Needs Chromium, and
// Kubernetes (node test/peers/install.mjs).
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type ActionRun, runAction } from "../test/harness/run-action.ts";
import { createCluster } from "../test/harness/servers/kube-cluster.ts";
import { oidcServer } from "../test/harness/servers/oidc.ts";
import { sealedBy } from "../test/scenario/sealed.ts";
import { root, summary, terminal } from "./pictures.ts";

const NAMESPACE = "liquid-hive-prod";
const oidc = oidcServer();
const cluster = createCluster({ oidc, controllers: true });
const started = await cluster.start();
const sealer = sealedBy(["--encrypted-regex", "^stringData$"]);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What the cluster of this machine is called in a picture. */
const shown = (text: string): string =>
  // In markdown the colon is an entity.
  text.replace(/127\.0\.0\.1(:|&#58;)\d+/g, "k8s.example.com$16443");

const manifest = (name: string, keys: Readonly<Record<string, string>>): string =>
  sealer.seal(
    "yaml",
    [
      "apiVersion: v1",
      "kind: Secret",
      `metadata:\n  name: ${name}`,
      "stringData:",
      ...Object.entries(keys).map(([key, value]) => `  ${key}: ${value}`),
      "",
    ].join("\n"),
  );

/** A Deployment that takes its variables from a Secret; `behaviour` is that of its pods. */
const deployment = (name: string, secret: string, behaviour?: string): Promise<unknown> =>
  cluster.must("POST", `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`, {
    body: {
      metadata: { name },
      spec: {
        replicas: 2,
        progressDeadlineSeconds: 3,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: {
            labels: { app: name, ...(behaviour === undefined ? {} : { "test/behaviour": behaviour }) },
          },
          spec: {
            containers: [{ name, image: name, envFrom: [{ secretRef: { name: secret, optional: true } }] }],
          },
        },
      },
    },
  });

const run = (
  secrets: string,
  files: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Promise<ActionRun> =>
  runAction({
    action: "apply",
    servers: [oidc],
    workspace: files,
    env: { MONGO_URL: "mongodb://app:example-old@mongo", REDIS_URL: "redis://redis.example", ...more },
    inputs: {
      cluster: cluster.url,
      "cluster-ca": cluster.ca,
      namespace: NAMESPACE,
      secrets,
      apply: "helm/secrets/*.enc.yaml",
      "age-key": sealer.key,
      "take-ownership": "true",
      conflicts: "force",
      restart: "true",
    },
  });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "images-cluster-"));
try {
  await cluster.namespace(NAMESPACE);
  const rules = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
  await cluster.bind(NAMESPACE, rules, {
    kind: "User",
    name: "gha:repo:liquid-hive/shop:ref:refs/heads/main",
  });
  await deployment("api", "app-db");
  await deployment("worker", "app-db");
  const owned = {
    metadata: {
      name: "mail",
      labels: { "app.kubernetes.io/managed-by": "Helm" },
      annotations: { "meta.helm.sh/release-name": "shop", "meta.helm.sh/release-namespace": NAMESPACE },
    },
    data: { SMTP_PASSWORD: base64("old-password-of-mail") },
  };
  await cluster.must("POST", `/api/v1/namespaces/${NAMESPACE}/secrets`, {
    body: owned,
    query: { fieldManager: "helm" },
  });
  const files = {
    "helm/secrets/cache.enc.yaml": manifest("cache", { PASSWORD: "example-cache" }),
    "helm/secrets/mail.enc.yaml": manifest("mail", { SMTP_PASSWORD: "example-mail" }),
    "helm/secrets/payment.enc.yaml": manifest("payment", {
      STRIPE_KEY: "example-stripe",
      WEBHOOK_SECRET: "example-webhook",
    }),
  };
  const { "helm/secrets/cache.enc.yaml": cache } = files;
  await run("MONGO_URL = env://MONGO_URL as secret app-db", { "helm/secrets/cache.enc.yaml": cache });
  const lines = "MONGO_URL = env://MONGO_URL as secret app-db\nREDIS_URL = env://REDIS_URL as secret app-db";
  const good = await run(lines, files, { MONGO_URL: "mongodb://app:example-new@mongo" });
  await summary("summary-cluster", shown(good.summary), 790);

  await deployment("shop", "shop-keys", "crash");
  const stuck = await run("API_KEY = env://REDIS_URL as secret shop-keys", {
    "helm/secrets/cache.enc.yaml": cache,
  });
  await summary("summary-cluster-failed", shown(stuck.summary), 950);

  const now = {
    ...files,
    "helm/secrets/payment.enc.yaml": manifest("payment", {
      STRIPE_KEY: "example-rotated",
      PAYPAL_KEY: "example-paypal",
    }),
    "helm/secrets/search.enc.yaml": manifest("search", { ELASTIC_PASSWORD: "example-elastic" }),
  };
  for (const [name, text] of Object.entries(now)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const args = ["diff", "--cluster", "kubeconfig://", "--namespace", NAMESPACE, "--take-ownership"];
  const given = [...args, "--field-manager", "secrets-action/liquid-hive/example", "--apply", "helm/secrets"];
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(root, "dist/cli.js"), ...given], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      KUBECONFIG: cluster.adminKubeconfig,
      SOPS_AGE_KEY: /AGE-SECRET-KEY-\w+/.exec(sealer.key)![0],
    },
  });
  terminal(
    "diff",
    `$ secrets-action ${args.join(" ")} --apply helm/secrets\n${shown(stdout)}${shown(stderr)}$ echo $?\n${status}`,
  );
} finally {
  await started.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
