// A process of its own, since the benchmark's own stands still while it times another: GitHub's token service, and an API
// server that trusts it, near and at a distance. Prints what it is as one line of JSON, then a line for each question that
// it reads.
import fs from "node:fs";
import net from "node:net";
import readline from "node:readline";
import { createCluster } from "../harness/servers/kube-cluster.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { TEST_CA_FILE } from "../harness/servers/tls.ts";

/** What the benchmark is told at the start. */
export interface Served {
  readonly env: Readonly<Record<string, string>>;
  readonly caFile: string;
  /** Whom GitHub's token is for, wherever the server is. */
  readonly audience: string;
  readonly near: Address;
  readonly far: Address;
}

export interface Address {
  readonly url: string;
  /** Of the user with a static token: kubectl's, and ours where it logs in by it. */
  readonly kubeconfig: string;
}

/** There and back. */
export const LATENCY_MS = 20;

/** A namespace in which both users may apply Secrets; a place in the audit log; how many requests came after it. */
export type Question =
  | { readonly ask: "namespace" }
  | { readonly ask: "mark" }
  | { readonly ask: "calls"; readonly since: number };

const JOB_USER = "gha:repo:liquid-hive/shop:ref:refs/heads/main";
const USERS = ["bench", JOB_USER];
const TOKEN = "CANARY-7f3a-bench";
const RULES = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "create", "patch"] }];

if (import.meta.main) {
  const oidc = oidcServer({ tls: "server" });
  const cluster = createCluster({ oidc, users: [{ name: "bench", token: TOKEN }] });
  const servers = [await oidc.start(), await cluster.start()];
  const near = { url: cluster.url, kubeconfig: cluster.kubeconfig(TOKEN) };
  const served: Served = {
    env: Object.assign({}, ...servers.map(({ env }) => env)),
    caFile: TEST_CA_FILE,
    audience: cluster.url,
    near,
    far: await farFrom(near),
  };
  const answer = async (question: Question): Promise<unknown> => {
    if (question.ask === "mark") return await cluster.auditMark();
    if (question.ask === "calls")
      return (await cluster.auditSince(question.since)).filter(({ user }) => USERS.includes(user.username))
        .length;
    const namespace = await cluster.namespace();
    for (const name of USERS) await cluster.bind(namespace, RULES, { kind: "User", name });
    return namespace;
  };
  console.log(JSON.stringify(served));
  for await (const line of readline.createInterface({ input: process.stdin }))
    console.log(JSON.stringify(await answer(JSON.parse(line) as Question)));
  for (const server of servers) await server.stop();
  process.exit();
}

/** The same server behind a line that holds every byte back for half of the latency, each way. */
async function farFrom({ url, kubeconfig }: Address): Promise<Address> {
  const { port } = new URL(url);
  const server = net.createServer((here) => {
    const there = net.connect(Number(port), "127.0.0.1");
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      from.setNoDelay(true);
      from.on("data", (bytes) => setTimeout(() => to.write(bytes), LATENCY_MS / 2));
      from.on("end", () => setTimeout(() => to.end(), LATENCY_MS / 2));
      from.on("error", () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const far = `https://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const file = `${kubeconfig}-far`;
  fs.writeFileSync(file, fs.readFileSync(kubeconfig, "utf8").replaceAll(url, far), { mode: 0o600 });
  return { url: far, kubeconfig: file };
}
