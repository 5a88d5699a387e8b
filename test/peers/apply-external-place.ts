import { afterAll, beforeAll } from "vitest";
import type { Server, StartedServer } from "../harness/job.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { baoServer } from "../harness/servers/bao.ts";
import type { ClusterOptions } from "../harness/servers/cluster.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { ORIGIN } from "../harness/servers/vault-seed.ts";
import { REPOSITORY_ID } from "../scenario/vault-cloud.ts";
import { deployCluster, JOB_RULES, JOB_USER } from "./deploy-cluster.ts";

export const CANARY = "CANARY-7f3a-eso";

/** What a job needs that makes stores, too. */
const RULES = [
  ...JOB_RULES,
  {
    apiGroups: ["external-secrets.io"],
    resources: ["secretstores"],
    verbs: ["get", "create", "patch"],
  },
  { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["get", "create", "patch"] },
];

/** Helm values in the seed's first shape: a key is `NAME#PROPERTY`, `value` unless given. */
export const values = (store: string, data: Readonly<Record<string, string>>): string =>
  [
    "externalSecrets:",
    "  enabled: true",
    "  secretStore:",
    `    name: ${store}`,
    "    kind: SecretStore",
    "  data:",
    ...Object.entries(data).flatMap(([name, key]) => {
      const [path, property = "value"] = key.split("#");
      return [`    ${name}:`, `      key: ${path}`, `      property: ${property}`];
    }),
    "",
  ].join("\n");

/**
 * A cluster with the operator, OpenBao and moto beside it. GitHub's token opens the cluster and OpenBao (all but `hidden/`);
 * the service account `external-secrets` of a prepared namespace opens all of OpenBao.
 */
// oxlint-disable-next-line typescript/explicit-function-return-type -- functions for a suite, each with its own type
export function externalPlace(options: ClusterOptions = {}) {
  const moto = motoServer();
  const bao = baoServer();
  const started: StartedServer[] = [];
  beforeAll(async () => {
    started.push(await moto.start(), await bao.start());
  });
  afterAll(async () => {
    for (const server of started) await server.stop();
  });
  const at = deployCluster({
    externalSecrets: {
      env: () => {
        const url = started[0]?.env["AWS_ENDPOINT_URL"] ?? "";
        return { AWS_SECRETSMANAGER_ENDPOINT: url, AWS_SSM_ENDPOINT: url, AWS_STS_ENDPOINT: url };
      },
    },
    ...options,
  });
  const { cluster, oidc } = at;
  beforeAll(async () => {
    await bao.seed({
      policies: {
        deploy: { "secret/data/database/*": ["read"], "secret/metadata/*": ["list"] },
        eso: { "secret/*": ["read"] },
      },
      auths: {
        jwt: {
          type: "jwt",
          issuer: oidc.issuer,
          roles: {
            deploy: {
              audiences: [ORIGIN],
              claims: { repository_id: REPOSITORY_ID },
              policies: ["deploy"],
            },
          },
        },
      },
    });
    await bao.enable("auth", "kubernetes", "kubernetes");
    await bao.root("POST", "auth/kubernetes/config", {
      kubernetes_host: cluster.url,
      kubernetes_ca_cert: cluster.ca,
      disable_local_ca_jwt: true,
    });
    await bao.root("POST", "auth/kubernetes/role/eso", {
      bound_service_account_names: "external-secrets",
      bound_service_account_namespaces: "*",
      policies: "eso",
      ttl: "5m",
    });
  });
  /** OpenBao as it runs, for a run of the action. */
  const vault: Server = {
    start: async () => ({ env: { VAULT_ADDR: bao.url() }, log: [], stop: async () => undefined }),
  };

  return {
    ...at,
    moto,
    bao,
    user: JOB_USER,
    /** A namespace with the job's rights, and the service account with which the operator logs in to OpenBao. */
    prepare: async (rules = RULES): Promise<string> => {
      const namespace = await at.place(rules);
      await cluster.serviceAccountToken(namespace, "external-secrets");
      // OpenBao asks about a token as the one whose token it is.
      await cluster.bind(
        undefined,
        [{ apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] }],
        { kind: "ServiceAccount", name: "external-secrets", namespace },
      );
      return namespace;
    },
    put: async (name: string, value: string): Promise<void> => {
      await bao.root("POST", `secret/data/${name}`, { data: { value: `${CANARY}-${value}` } });
    },
    /** A Deployment whose pods read all of a Secret. */
    deployment: async (namespace: string, secret: string, name = "web"): Promise<void> => {
      await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, {
        body: {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name },
          spec: {
            selector: { matchLabels: { app: name } },
            template: {
              metadata: { labels: { app: name } },
              spec: {
                containers: [
                  { name, image: name, envFrom: [{ secretRef: { name: secret, optional: true } }] },
                ],
              },
            },
          },
        },
      });
    },
    /** What the job wrote since then, without what the server only tried. */
    writesSince: async (mark: number): Promise<readonly string[]> =>
      (await cluster.auditSince(mark, JOB_USER))
        .filter(
          ({ verb, requestURI }) =>
            /^(?:patch|update|delete|create)$/.test(verb) && !/dryRun=All/.test(requestURI),
        )
        .filter(({ requestURI }) => !/selfsubject/.test(requestURI))
        .map(({ verb, requestURI }) => `${verb} ${requestURI}`),
    /** Runs the action with the login to OpenBao. */
    run: (namespace: string, { inputs, servers = [], ...rest }: RunOptions = {}): Promise<ActionRun> =>
      at.run(namespace, {
        ...rest,
        inputs: { "vault-role": "deploy", "vault-address": bao.url(), ...inputs },
        servers: [vault, ...servers],
      }),
  };
}
