import fs from "node:fs";
import path from "node:path";
import { locate } from "../../peers/install.mjs";
import { closedPort } from "./control.ts";
import { answers } from "./kube-api-server.ts";
import type { Place } from "./kube-controllers.ts";
import type { ExternalSecretsOptions } from "./kube-options.ts";
import { startKube, until } from "./kube-process.ts";
import type { KubeProcess } from "./kube-process.ts";

const GROUP = "external-secrets.io";
const GENERATORS = "generators.external-secrets.io";
const NAMES = [
  "externalsecrets",
  "secretstores",
  "clustersecretstores",
  "clusterexternalsecrets",
  "pushsecrets",
  "clusterpushsecrets",
];
const READ = ["get", "list", "watch"];

/** What its chart lets it do, of what it does here. */
const RULES = [
  { apiGroups: [GROUP], resources: NAMES, verbs: [...READ, "update", "patch"] },
  {
    apiGroups: [GROUP],
    resources: NAMES.flatMap((name) => [`${name}/status`, `${name}/finalizers`]),
    verbs: ["get", "update", "patch"],
  },
  { apiGroups: [GROUP], resources: ["externalsecrets"], verbs: ["create", "delete"] },
  {
    apiGroups: [GENERATORS],
    resources: ["*"],
    verbs: [...READ, "create", "update", "patch", "delete", "deletecollection"],
  },
  { apiGroups: [""], resources: ["serviceaccounts", "namespaces", "configmaps"], verbs: READ },
  { apiGroups: [""], resources: ["secrets"], verbs: [...READ, "create", "update", "patch", "delete"] },
  { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
];

/** Applies the operator's CRDs and roles, and starts it; returns it once it watches. */
export async function startExternalSecrets(
  place: Place,
  options: ExternalSecretsOptions,
): Promise<KubeProcess> {
  const { files, url, must, request } = place;
  const bundle = path.join(locate("external-secrets").folder, "bundle.yaml");
  const crds = fs
    .readFileSync(bundle, "utf8")
    .split(/^---$/m)
    .filter((text) => text.trim() !== "");
  const applied = await Promise.all(
    crds.map((body) => {
      // The bundle is written by a generator: a name stands at one place in each.
      const name = /^ {2}name: (\S+)$/m.exec(body)?.[1] ?? "";
      return must("PATCH", `${CRDS}/${name}`, {
        body,
        contentType: "application/apply-patch+yaml",
        query: { fieldManager: "test", force: "true" },
      });
    }),
  );
  for (const { metadata } of applied) {
    await until(`${metadata.name} is served`, async () => {
      const { json } = await request("GET", `${CRDS}/${metadata.name}`);
      return (json.status?.conditions ?? []).some(isEstablished);
    });
  }
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  const metadata = { name: "external-secrets" };
  const apiGroup = "rbac.authorization.k8s.io";
  await must("POST", `${rbac}/clusterroles`, { body: { metadata, rules: RULES } });
  await must("POST", `${rbac}/clusterrolebindings`, {
    body: {
      metadata,
      roleRef: { apiGroup, kind: "ClusterRole", name: metadata.name },
      subjects: [{ apiGroup, kind: "User", name: "external-secrets" }],
    },
  });
  const env = typeof options.env === "function" ? options.env() : options.env;
  const port = await closedPort();
  return startKube({
    name: "external-secrets",
    folder: files.folder,
    env: {
      AWS_EC2_METADATA_DISABLED: "true",
      ...env,
      KUBECONFIG: files.kubeconfig("external-secrets.json", url, "external-secrets"),
    },
    args: [
      "--metrics-addr=0",
      `--live-addr=127.0.0.1:${port}`,
      "--concurrent=2",
      "--store-requeue-interval=30s",
      "--loglevel=info",
    ],
    isReady: () => answers(`http://127.0.0.1:${port}`, "/healthz"),
  });
}

const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

function isEstablished(condition: { readonly type: string; readonly status: string }): boolean {
  return condition.type === "Established" && condition.status === "True";
}
