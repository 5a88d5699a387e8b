import crypto from "node:crypto";
import type { Server } from "../job.ts";
import type { Cluster, ClusterOptions } from "./kube-options.ts";
import { startApiServer, startEtcd } from "./kube-api-server.ts";
import { askKube, readAudit, runKubectl } from "./kube-client.ts";
import { startControllers } from "./kube-controllers.ts";
import { startExternalSecrets } from "./kube-external-secrets.ts";
import { auditPolicy, authentication, createKubeFiles, tokenFile, webhookConfig } from "./kube-files.ts";
import type { KubeFiles, StaticUser } from "./kube-files.ts";
import { serveIssuer } from "./kube-issuer.ts";
import { isAllowed } from "./kube-access.ts";
import { closedPort } from "./control.ts";
import type { Listening } from "./control.ts";
import { until } from "./kube-process.ts";
import type { KubeProcess } from "./kube-process.ts";
import { TEST_CA, trustedBy } from "./tls.ts";

const MASTERS = ["system:masters"];
/** Each with its own name, so that the audit log tells them from who administers. */
const MACHINERY: readonly StaticUser[] = [
  { name: "system:kube-controller-manager", token: "controllers", groups: MASTERS },
  { name: "system:kube-scheduler", token: "scheduler", groups: MASTERS },
  { name: "kwok", token: "kwok", groups: MASTERS },
  { name: "external-secrets", token: "external-secrets" },
];
const ATTEMPTS = 3;

/** A cluster on 127.0.0.1, out of the cache of peers: see `Cluster`. Nothing runs before `start`. */
export function createCluster(options: ClusterOptions = {}): Cluster & Server {
  const now: {
    files?: KubeFiles;
    port: number;
    api?: KubeProcess | undefined;
    startApi?: () => Promise<void>;
    issuer?: Listening | undefined;
  } = { port: 0 };
  // Of this cluster alone: another one at a port that was thought to be free is not taken for it.
  const own = crypto.randomBytes(4).toString("hex");
  const adminToken = `CANARY-7f3a-admin-${own}`;
  const powerlessToken = `CANARY-7f3a-powerless-${own}`;
  const users: readonly StaticUser[] = [
    { name: "admin", token: adminToken, groups: MASTERS },
    { name: "powerless", token: powerlessToken },
    ...MACHINERY,
    ...(options.users ?? []),
  ];
  const processes: KubeProcess[] = [];
  const kubeconfigs = new Map<string, string>();
  const url = (): string => `https://127.0.0.1:${now.port}`;
  const request = askKube(url, adminToken);
  const running = (): KubeFiles => {
    if (now.files === undefined) throw new Error("the cluster does not run");
    return now.files;
  };
  const audit = (): ReturnType<typeof readAudit> => readAudit(running().at("audit.jsonl"), request);

  /** Asks as admin. Throws an Error for an answer that is no success. */
  const must: Cluster["must"] = async (method, path, more) => {
    const { status, json } = await request(method, path, more);
    if (status >= 400) throw new Error(`${method} ${path} -> ${status} ${String(json?.message)}`);
    return json;
  };

  const kubeconfig: Cluster["kubeconfig"] = (token = adminToken) => {
    const known = kubeconfigs.get(token);
    if (known !== undefined) return known;
    const file = running().kubeconfig(`kubeconfig-${kubeconfigs.size}`, url(), token);
    kubeconfigs.set(token, file);
    return file;
  };

  async function startAll(): Promise<void> {
    const files = (now.files = createKubeFiles());
    now.port = await closedPort();
    const { oidc, externalSecrets } = options;
    files.write("tokens.csv", tokenFile(users));
    files.write("audit-policy.json", auditPolicy(options.auditBodies ?? []));
    const webhook = options.tokenWebhook?.();
    if (webhook !== undefined) files.write("webhook.json", webhookConfig(webhook));
    // Before the API server, which asks for it once, and then only after 10 seconds.
    const issuer = oidc === undefined ? undefined : await serveIssuer(oidc);
    now.issuer = issuer;
    const etcd = await startEtcd(files);
    processes.push(etcd.process);
    const trusted =
      oidc === undefined || issuer === undefined
        ? undefined
        : {
            url: oidc.issuer.url,
            discoveryUrl: `${issuer.url}/.well-known/openid-configuration`,
            audiences: [url(), ...(options.audiences ?? [])],
          };
    files.write("authentication.json", authentication(trusted));
    now.startApi = async () => {
      now.api = await startApiServer(files, {
        etcd: etcd.url,
        port: now.port,
        adminToken,
        serviceAccounts: options.controllers ?? false,
        webhook: webhook !== undefined,
        flags: options.flags ?? [],
      });
      // /readyz does not say whether the issuer's keys are there.
      if (oidc !== undefined) {
        const asked = { token: oidc.token(url()), body: SELF };
        await until(
          "the issuer is trusted",
          async () => (await request("POST", SELF_PATH, asked)).status === 201,
        );
      }
    };
    await now.startApi();
    const place = { files, url: url(), request, must };
    if (options.controllers === true) processes.push(...(await startControllers(place)));
    if (externalSecrets !== undefined) processes.push(await startExternalSecrets(place, externalSecrets));
  }

  /** What asks ends before what it asks. */
  async function stopAll(): Promise<void> {
    const [etcd, ...others] = processes.splice(0);
    await Promise.all(others.map((one) => one.stop()));
    await now.api?.stop();
    await etcd?.stop();
    await now.issuer?.stop();
    now.files?.remove();
    kubeconfigs.clear();
    delete now.files;
    delete now.api;
  }

  return {
    get url() {
      return url();
    },
    ca: TEST_CA,
    adminToken,
    powerlessToken,
    get adminKubeconfig() {
      return kubeconfig();
    },
    request,
    must,
    kubeconfig,
    kubectl: (args, more = {}) =>
      runKubectl(kubeconfig(more.token), running().folder, args, more.input, more.env),
    async namespace(name = `t-${crypto.randomBytes(4).toString("hex")}`) {
      await must("POST", "/api/v1/namespaces", { body: { metadata: { name } } });
      if (options.controllers === true) {
        const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
        await until(
          `${name} has a service account`,
          async () => (await request("GET", account)).status === 200,
        );
      }
      return name;
    },
    async bind(namespace, rules, subject) {
      const base = `/apis/rbac.authorization.k8s.io/v1${namespace === undefined ? "" : `/namespaces/${namespace}`}`;
      const [role, binding] =
        namespace === undefined ? ["clusterroles", "clusterrolebindings"] : ["roles", "rolebindings"];
      const name = `r-${crypto.randomBytes(4).toString("hex")}`;
      await must("POST", `${base}/${role}`, { body: { metadata: { name }, rules } });
      const apiGroup = "rbac.authorization.k8s.io";
      const roleRef = { apiGroup, kind: namespace === undefined ? "ClusterRole" : "Role", name };
      const subjects = [
        subject.kind === "ServiceAccount" ? { namespace, ...subject } : { apiGroup, ...subject },
      ];
      await must("POST", `${base}/${binding}`, { body: { metadata: { name }, roleRef, subjects } });
      // The authorizer learns of it by a watch: under load a moment later.
      await until(`${name} counts`, () => isAllowed(must, namespace, rules[0], subject));
      return name;
    },
    async serviceAccountToken(namespace, name, more = {}) {
      const base = `/api/v1/namespaces/${namespace}/serviceaccounts`;
      if ((await request("GET", `${base}/${name}`)).status === 404)
        await must("POST", base, { body: { metadata: { name } } });
      const { status } = await must("POST", `${base}/${name}/token`, { body: { spec: more } });
      return status.token;
    },
    clientCertificate: (name, group) => running().clientCertificate(name, group),
    audit: () => audit().read(),
    auditMark: () => audit().mark(),
    auditSince: (mark, username) => audit().read(mark, username),
    apiServerLog: () => now.api?.output() ?? "",
    processes: () => [...processes, ...(now.api === undefined ? [] : [now.api])],
    stopApiServer: async () => now.api?.stop(),
    startApiServer: async () => now.startApi?.(),
    async start() {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await startAll();
          break;
        } catch (error) {
          await stopAll();
          // A port that was free may be another's by the time that it is wanted.
          if (attempt === ATTEMPTS || !String(error).includes("address already in use")) throw error;
        }
      }
      return { env: trustedBy("server"), stop: stopAll, log: [] };
    },
  };
}

const SELF_PATH = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
const SELF = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
