import type { AskKube } from "./kube-client.ts";
import type { KubeFiles } from "./kube-files.ts";
import { KWOK_CONFIG } from "./kube-stages.ts";
import { startKube, until } from "./kube-process.ts";
import type { KubeProcess } from "./kube-process.ts";
import { TEST_CA_FILE } from "./tls.ts";
import type { Cluster } from "./kube-options.ts";

/** A cluster whose API server runs. */
export interface Place {
  readonly files: KubeFiles;
  readonly url: string;
  readonly request: AskKube;
  readonly must: Cluster["must"];
}

/** What makes Pods of workloads, and keeps namespaces and their accounts. No others: they would cost memory. */
const CONTROLLERS = [
  "deployment",
  "replicaset",
  "statefulset",
  "daemonset",
  "job",
  "serviceaccount",
  "serviceaccount-token",
  "namespace",
  "garbage-collector",
  "clusterrole-aggregation",
  "pod-garbage-collector",
  "root-ca-certificate-publisher",
].map((name) => `${name}-controller`);

/** Starts controllers, scheduler and kwok, and makes a node; returns them once Pods can run. */
export async function startControllers(place: Place): Promise<KubeProcess[]> {
  const { files, url, request, must } = place;
  const as = (token: string): string => files.kubeconfig(`${token}.json`, url, token);
  const { folder } = files;
  const started = await Promise.all([
    startKube({
      name: "kube-controller-manager",
      folder,
      args: [
        `--kubeconfig=${as("controllers")}`,
        "--leader-elect=false",
        "--secure-port=0",
        "--use-service-account-credentials=false",
        `--service-account-private-key-file=${files.at("sa.key")}`,
        `--root-ca-file=${TEST_CA_FILE}`,
        "--concurrent-deployment-syncs=5",
        `--controllers=${CONTROLLERS.join(",")}`,
      ],
    }),
    startKube({
      name: "kube-scheduler",
      folder,
      args: [`--kubeconfig=${as("scheduler")}`, "--leader-elect=false", "--secure-port=0"],
    }),
    startKube({
      name: "kwok",
      folder,
      env: { KWOK_WORKDIR: files.at("kwok") },
      args: [
        `--kubeconfig=${as("kwok")}`,
        `--config=${files.write("stages.yaml", KWOK_CONFIG)}`,
        "--manage-all-nodes=true",
        "--node-lease-duration-seconds=40",
        "--node-ip=127.0.0.1",
        "--node-port=0",
        "--cidr=10.1.0.0/24",
      ],
    }),
  ]);
  try {
    await must("POST", "/api/v1/nodes", { body: { metadata: { name: "node", labels: { type: "kwok" } } } });
    await until("the node is ready", async () => {
      const { json } = await request("GET", "/api/v1/nodes/node");
      return (json.status?.conditions ?? []).some(isReady);
    });
    const account = "/api/v1/namespaces/default/serviceaccounts/default";
    await until("the controllers work", async () => (await request("GET", account)).status === 200);
  } catch (error) {
    await Promise.all(started.map((one) => one.stop()));
    throw new Error(started.map((one) => `${one.name}:\n${one.output()}`).join("\n"), { cause: error });
  }
  return started;
}

/** Takes a condition of a status; returns whether it is a Ready that holds. */
export function isReady(condition: { readonly type: string; readonly status: string }): boolean {
  return condition.type === "Ready" && condition.status === "True";
}
