import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { hasPeer, peer } from "../peers/peers.ts";
import { manifestsIn, type Manifests } from "./cluster-files.ts";
import { type Address, LATENCY_MS, type Question, type Served } from "./cluster-server.ts";
import { peak, peakAtEnd } from "./memory.ts";
import { actionEnv, NODE, type Place, place, ROOT } from "./place.ts";
import { print } from "./row.ts";
import { median, type Run, timed } from "./stopwatch.ts";

const APPLY = path.join(ROOT, "dist/apply.js");
const COUNTS = [1, 100, 1_000];
/** So many take kubectl half a minute at a distance. */
const MANY = 1_000;
/** What happens to all objects of a folder, in this order. */
const STAGES = ["first apply", "unchanged", "changed"] as const;
const PEERS = ["kube-apiserver", "etcd", "kubectl", "sops"];

interface Server extends Served {
  readonly ask: (question: Question) => Promise<unknown>;
  readonly stop: () => void;
}

/** What applies a folder into a namespace. */
type Tool = (folders: Manifests, namespace: string) => Run;

/** A median of each stage, and how many requests it takes. */
type Stages = readonly { readonly ms: number; readonly calls: number }[];

/** Takes how many rounds; measures Secrets from SOPS files into a cluster, beside sops and kubectl. */
export async function cluster(rounds: number): Promise<void> {
  const missing = PEERS.filter((name) => !hasPeer(name));
  if (missing.length > 0) {
    console.log(`${missing.join(", ")}: not installed, so that nothing is measured.`);
    return;
  }
  const here = place();
  const server = await serve();
  for (const count of COUNTS) {
    const versions = [await manifestsIn(here, count, "a"), await manifestsIn(here, count, "b")] as const;
    for (const distance of ["near", "far"] as const) {
      const many = distance === "far" ? 1 : 3;
      await compared(
        here,
        server,
        distance,
        versions,
        count,
        count === MANY ? Math.min(rounds, many) : rounds,
      );
    }
    await peaks(here, server, versions[0], count);
  }
  server.stop();
}

async function compared(
  here: Place,
  server: Server,
  distance: "near" | "far",
  versions: readonly [Manifests, Manifests],
  count: number,
  rounds: number,
): Promise<void> {
  const address = server[distance];
  const tools = [byToken, byOidc, count === 1 ? piped : kubectl].map((tool) => tool(here, server, address));
  const all = await rounded(tools, versions, rounds, server);
  const [ours, oidc, theirs] = all as [Stages, Stages, Stages];
  const where = distance === "near" ? "" : `, ${LATENCY_MS} ms away`;
  const beside = count === 1 ? "sops -d and kubectl apply" : "kubectl apply of the decrypted files";
  for (const [i, stage] of STAGES.entries()) {
    const what = `${count} ${count === 1 ? "Secret" : "Secrets"}, ${stage}${where}`;
    const row = { bench: "cluster", baseline: theirs[i]!.ms, unit: "ms" };
    print({ ...row, case: `${what}, over ${beside}`, ours: ours[i]!.ms });
    print({ ...row, case: `${what}, by GitHub's token, over ${beside}`, ours: oidc[i]!.ms });
    console.log(`${(theirs[i]!.ms / ours[i]!.ms).toFixed(1)} times faster`);
    if (distance === "far") continue;
    const [calls, baseline] = [oidc[i]!.calls, theirs[i]!.calls];
    print({ bench: "cluster", case: `${what}, requests`, ours: calls, baseline, unit: "requests" });
  }
}

/** kubectl's own peak, also for the pipe: what is in it beside is sops. */
async function peaks(here: Place, server: Server, folders: Manifests, count: number): Promise<void> {
  const namespace = async (): Promise<string> => String(await server.ask({ ask: "namespace" }));
  print({
    bench: "cluster",
    case: `peak, ${count} ${count === 1 ? "Secret" : "Secrets"}, over kubectl's own`,
    ours: peakAtEnd(byOidc(here, server, server.near)(folders, await namespace())),
    baseline: peak(kubectl(here, server, server.near)(folders, await namespace())),
    unit: "MB",
  });
}

/** Each round every tool goes through all stages in a namespace of its own; the first round of several does not count. */
async function rounded(
  tools: readonly Tool[],
  [a, b]: readonly [Manifests, Manifests],
  rounds: number,
  { ask }: Server,
): Promise<readonly Stages[]> {
  const times = tools.map(() => STAGES.map((): number[] => []));
  const calls = tools.map(() => STAGES.map(() => 0));
  const uncounted = rounds === 1 ? 0 : 1;
  for (let round = 0; round < rounds + uncounted; round += 1) {
    for (const i of tools.keys()) {
      // Who is first changes, so that nobody always finds the server as the same other left it.
      const t = (i + round) % tools.length;
      const namespace = String(await ask({ ask: "namespace" }));
      for (const [s, version] of [a, a, b].entries()) {
        const since = Number(await ask({ ask: "mark" }));
        const took = timed(tools[t]!(version, namespace));
        calls[t]![s] = Number(await ask({ ask: "calls", since }));
        if (round >= uncounted) times[t]![s]!.push(took);
      }
    }
  }
  return times.map((stages, t) => stages.map((ms, s) => ({ ms: median(ms), calls: calls[t]![s]! })));
}

type Making = (here: Place, served: Served, address: Address) => Tool;

const step =
  (here: Place, served: Served, inputs: Readonly<Record<string, string>>): Tool =>
  ({ sealed }, namespace) => ({
    command: NODE,
    args: [APPLY],
    env: {
      ...served.env,
      ...actionEnv(here, { namespace, apply: `${sealed}/*.enc.yaml`, "age-key": here.key, ...inputs }),
    },
  });

const byToken: Making = (here, served, { kubeconfig }) =>
  step(here, served, { cluster: `kubeconfig://${kubeconfig}` });

const byOidc: Making = (here, served, { url }) =>
  step(here, served, {
    cluster: url,
    "cluster-audience": served.audience,
    "cluster-ca": fs.readFileSync(served.caFile, "utf8"),
  });

/** What a run of kubectl finds: no cache, as on the fresh machine that each job has. */
function freshHome({ folder, key }: Place, { kubeconfig }: Address): Readonly<Record<string, string>> {
  fs.rmSync(path.join(folder, ".kube"), { recursive: true, force: true });
  return { HOME: folder, KUBECONFIG: kubeconfig, SOPS_AGE_KEY: key };
}

const kubectl: Making =
  (here, _, address) =>
  ({ plain }, namespace) => ({
    command: peer("kubectl"),
    args: ["apply", "--server-side", "-n", namespace, "-f", path.join(here.folder, plain)],
    env: freshHome(here, address),
  });

const PIPE = `"$1" -d "$3" | "$2" apply --server-side -n "$4" -f -`;

const piped: Making =
  (here, _, address) =>
  ({ sealed }, namespace) => {
    const file = path.join(here.folder, sealed, "s0.enc.yaml");
    return {
      command: "sh",
      args: ["-c", PIPE, "sh", peer("sops"), peer("kubectl"), file, namespace],
      env: freshHome(here, address),
    };
  };

async function serve(): Promise<Server> {
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
