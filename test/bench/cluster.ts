import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { hasPeer, peer } from "../peers/peers.ts";
import { manifestsIn, type Manifests } from "./cluster-files.ts";
import type { Question, Served } from "./cluster-server.ts";
import { peak, peakAtEnd } from "./memory.ts";
import { actionEnv, NODE, type Place, place, ROOT } from "./place.ts";
import { print } from "./row.ts";
import { median, type Run, timed } from "./stopwatch.ts";

const APPLY = path.join(ROOT, "dist/apply.js");
const COUNTS = [1, 100, 1_000];
/** What happens to all objects of a folder, in this order. */
const STAGES = ["first apply", "unchanged", "changed"] as const;
const MANY = 1_000;
const PEERS = ["kube-apiserver", "etcd", "kubectl", "sops"];

interface Served1 extends Served {
  readonly ask: (question: Question) => Promise<unknown>;
  readonly stop: () => void;
}

/** What applies a folder in one of the two versions of its values, into a namespace. */
type Tool = (folders: Manifests, namespace: string) => Run;

/** Takes how many rounds; measures Secrets from SOPS files into a cluster, beside sops and kubectl. */
export async function cluster(rounds: number): Promise<void> {
  const missing = PEERS.filter((name) => !hasPeer(name));
  if (missing.length > 0) {
    console.log(`${missing.join(", ")}: not installed, so that nothing is measured.`);
    return;
  }
  const here = place();
  const served = await serve();
  const tools = { token: byToken(here, served), oidc: byOidc(here, served) };
  for (const count of COUNTS) {
    const versions = [await manifestsIn(here, count, "a"), await manifestsIn(here, count, "b")] as const;
    const theirs = count === 1 ? piped(here, served) : folder(here, served);
    const times = Math.min(rounds, count === MANY ? 3 : rounds);
    const all = await rounded([tools.token, tools.oidc, theirs], versions, times, served);
    const [ours, oidc, kubectl] = all as [Stages, Stages, Stages];
    const beside = count === 1 ? "sops -d | kubectl apply" : "kubectl apply of the decrypted files";
    const secrets = `${count} ${count === 1 ? "Secret" : "Secrets"}`;
    for (const [i, stage] of STAGES.entries()) {
      const what = `${secrets}, ${stage}`;
      const baseline = kubectl[i]!.ms;
      const row = { bench: "cluster", baseline, unit: "ms" };
      print({ ...row, case: `${what}, over ${beside}`, ours: ours[i]!.ms });
      print({ ...row, case: `${what}, GitHub's token, over ${beside}`, ours: oidc[i]!.ms });
      const [calls, others] = [oidc[i]!.calls, kubectl[i]!.calls];
      print({ bench: "cluster", case: `${what}, requests`, ours: calls, baseline: others, unit: "requests" });
    }
    const namespace = String(await served.ask({ ask: "namespace" }));
    const other = String(await served.ask({ ask: "namespace" }));
    const memory = { ours: peakAtEnd(tools.oidc(versions[0], namespace)) };
    const baseline = peak(count === 1 ? inPipe(here, served, other) : theirs(versions[0], other));
    print({
      bench: "cluster",
      case: `${secrets}, peak of kubectl's process`,
      ...memory,
      baseline,
      unit: "MB",
    });
  }
  served.stop();
}

/** A median of each stage, and how many requests it takes. */
type Stages = readonly { readonly ms: number; readonly calls: number }[];

/** Each round every tool goes through all stages in a namespace of its own; the first round does not count. */
async function rounded(
  tools: readonly Tool[],
  [a, b]: readonly [Manifests, Manifests],
  rounds: number,
  { ask }: Served1,
): Promise<readonly Stages[]> {
  const times = tools.map(() => STAGES.map((): number[] => []));
  const calls = tools.map(() => STAGES.map(() => 0));
  for (let round = 0; round <= rounds; round += 1) {
    // Who is first changes, so that nobody always finds the server as another left it.
    for (const [t] of tools.map((tool, i) => [(i + round) % tools.length, tool] as const)) {
      const namespace = String(await ask({ ask: "namespace" }));
      for (const [s, version] of [a, a, b].entries()) {
        const since = Number(await ask({ ask: "mark" }));
        const took = timed(tools[t]!(version, namespace));
        calls[t]![s] = Number(await ask({ ask: "calls", since }));
        if (round > 0) times[t]![s]!.push(took);
      }
    }
  }
  return times.map((stages, t) => stages.map((ms, s) => ({ ms: median(ms), calls: calls[t]![s]! })));
}

const step = (here: Place, served: Served, inputs: Readonly<Record<string, string>>): Tool => {
  return ({ sealed }, namespace) => ({
    command: NODE,
    args: [APPLY],
    env: {
      ...served.env,
      ...actionEnv(here, { namespace, apply: `${sealed}/*.enc.yaml`, "age-key": here.key, ...inputs }),
    },
  });
};

const byToken = (here: Place, served: Served): Tool =>
  step(here, served, { cluster: `kubeconfig://${served.kubeconfig}` });

const byOidc = (here: Place, served: Served): Tool =>
  step(here, served, { cluster: served.url, "cluster-ca": fs.readFileSync(served.caFile, "utf8") });

const kubectlEnv = ({ folder: home, key }: Place, { kubeconfig }: Served) => ({
  HOME: home,
  KUBECONFIG: kubeconfig,
  SOPS_AGE_KEY: key,
});

/** kubectl with a folder in clear; what it knows of the server is in its cache after the first round. */
const folder =
  (here: Place, served: Served): Tool =>
  ({ plain }, namespace) => ({
    command: peer("kubectl"),
    args: ["apply", "--server-side", "-n", namespace, "-f", path.join(here.folder, plain)],
    env: kubectlEnv(here, served),
  });

const PIPE = `"$1" -d "$3" | "$2" apply --server-side -n "$4" -f -`;

const piped =
  (here: Place, served: Served): Tool =>
  ({ sealed }, namespace) => ({
    command: "sh",
    args: [
      "-c",
      PIPE,
      "sh",
      peer("sops"),
      peer("kubectl"),
      path.join(here.folder, sealed, "s0.enc.yaml"),
      namespace,
    ],
    env: kubectlEnv(here, served),
  });

/** kubectl alone, since a pipe's peak is not one process's. */
const inPipe = (here: Place, served: Served, namespace: string): Run =>
  folder(here, served)({ plain: "plain-1-a", sealed: "" }, namespace);

async function serve(): Promise<Served1> {
  const script = path.join(import.meta.dirname, "cluster-server.ts");
  const child = spawn(NODE, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const served = (await next()) as Served;
  return {
    ...served,
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return await next();
    },
    stop: () => child.stdin.end(),
  };
}
