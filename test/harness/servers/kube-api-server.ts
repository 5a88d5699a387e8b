import { fileURLToPath } from "node:url";
import { closedPort, send } from "./control.ts";
import type { KubeFiles } from "./kube-files.ts";
import { startKube } from "./kube-process.ts";
import type { KubeProcess } from "./kube-process.ts";

const TLS = fileURLToPath(new URL("../../fixtures/tls/", import.meta.url));
/** The name of service accounts' issuer, in a cluster that has none of its own. */
export const SERVICE_ACCOUNT_ISSUER = "https://kubernetes.default.svc";

/** Starts etcd with its data in the folder; returns it with its address. */
export async function startEtcd(files: KubeFiles): Promise<{ process: KubeProcess; url: string }> {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const other = `http://127.0.0.1:${await closedPort()}`;
  const process = await startKube({
    name: "etcd",
    folder: files.folder,
    args: [
      `--data-dir=${files.at("etcd")}`,
      "--unsafe-no-fsync",
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${other}`,
      `--initial-advertise-peer-urls=${other}`,
      `--initial-cluster=default=${other}`,
      "--log-level=warn",
    ],
    isReady: () => answers(url, "/health"),
  });
  return { process, url };
}

export interface ApiServerOptions {
  readonly etcd: string;
  readonly port: number;
  readonly adminToken: string;
  /** Whether a controller makes the default service accounts: without them no Pod would be admitted. */
  readonly serviceAccounts: boolean;
  /** Files in the folder that were written beforehand. */
  readonly webhook: boolean;
  readonly flags: readonly string[];
}

/** Starts an API server with the certificate of the test CA; its data outlives it in etcd. */
export function startApiServer(files: KubeFiles, options: ApiServerOptions): Promise<KubeProcess> {
  const { port, adminToken } = options;
  const disabled = ["TaintNodesByCondition", ...(options.serviceAccounts ? [] : ["ServiceAccount"])];
  const webhook = [
    `--authentication-token-webhook-config-file=${files.at("webhook.json")}`,
    "--authentication-token-webhook-version=v1",
    "--authentication-token-webhook-cache-ttl=0s",
  ];
  return startKube({
    name: "kube-apiserver",
    folder: files.folder,
    args: [
      `--etcd-servers=${options.etcd}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      `--secure-port=${port}`,
      "--endpoint-reconciler-type=none",
      "--service-cluster-ip-range=10.0.0.0/24",
      `--cert-dir=${files.at("certificates")}`,
      `--tls-cert-file=${TLS}server.pem`,
      `--tls-private-key-file=${TLS}server.key`,
      `--client-ca-file=${files.at("client-ca.pem")}`,
      "--authorization-mode=RBAC",
      "--allow-privileged=true",
      `--disable-admission-plugins=${disabled.join(",")}`,
      `--token-auth-file=${files.at("tokens.csv")}`,
      `--authentication-config=${files.at("authentication.json")}`,
      ...(options.webhook ? webhook : []),
      `--service-account-issuer=${SERVICE_ACCOUNT_ISSUER}`,
      `--service-account-key-file=${files.at("sa.key")}`,
      `--service-account-signing-key-file=${files.at("sa.key")}`,
      `--audit-policy-file=${files.at("audit-policy.json")}`,
      `--audit-log-path=${files.at("audit.jsonl")}`,
      "--audit-log-maxsize=4000",
      "--profiling=false",
      ...options.flags,
    ],
    isReady: () => answers(`https://127.0.0.1:${port}`, "/readyz", { authorization: `Bearer ${adminToken}` }),
  });
}

/** Takes an address; returns whether it answers with 200. */
export async function answers(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  try {
    return (await send(url, { method: "GET", path, headers, body: Buffer.alloc(0) })).status === 200;
  } catch {
    return false;
  }
}
