// A process of its own, since the benchmark's own stands still while it times another: GitHub's token service, and an API
// server that trusts it. Prints what it is as one line of JSON, then a line for each question that it reads.
import readline from "node:readline";
import { createCluster } from "../harness/servers/kube-cluster.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { TEST_CA_FILE } from "../harness/servers/tls.ts";

/** What the benchmark is told at the start. */
export interface Served {
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly caFile: string;
  /** Of the user with a static token: kubectl's, and ours where it logs in by it. */
  readonly kubeconfig: string;
}

/** A namespace in which both users may apply Secrets; a place in the audit log; how many requests came after it. */
export type Question =
  | { readonly ask: "namespace" }
  | { readonly ask: "mark" }
  | { readonly ask: "calls"; readonly since: number };

const JOB_USER = "gha:repo:liquid-hive/shop:ref:refs/heads/main";
const TOKEN = "CANARY-7f3a-bench";
const RULES = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "create", "patch"] }];

if (import.meta.main) {
  const oidc = oidcServer({ tls: "server" });
  const cluster = createCluster({ oidc, users: [{ name: "bench", token: TOKEN }] });
  const servers = [await oidc.start(), await cluster.start()];
  const served: Served = {
    env: Object.assign({}, ...servers.map(({ env }) => env)),
    url: cluster.url,
    caFile: TEST_CA_FILE,
    kubeconfig: cluster.kubeconfig(TOKEN),
  };
  const answer = async (question: Question): Promise<unknown> => {
    if (question.ask === "mark") return await cluster.auditMark();
    if (question.ask === "calls") return (await cluster.auditSince(question.since)).length;
    const namespace = await cluster.namespace();
    for (const name of ["bench", JOB_USER]) await cluster.bind(namespace, RULES, { kind: "User", name });
    return namespace;
  };
  console.log(JSON.stringify(served));
  for await (const line of readline.createInterface({ input: process.stdin }))
    console.log(JSON.stringify(await answer(JSON.parse(line) as Question)));
  for (const server of servers) await server.stop();
}
