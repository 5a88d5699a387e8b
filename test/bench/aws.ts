import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { ROLE } from "./aws-server.ts";
import { peakAtEnd } from "./memory.ts";
import { actionEnv, MAIN, NODE, place, type Place } from "./place.ts";
import { print } from "./row.ts";
import { paired, type Run, timed } from "./stopwatch.ts";

const REGION = "us-east-1";
const LATENCY_MS = 20;
const SECRETS = 100;

interface Cloud {
  readonly env: Readonly<Record<string, string>>;
  readonly counts: () => Promise<ReadonlyMap<string, number>>;
  readonly stop: () => void;
}

/** Takes how many rounds; measures OIDC, STS and one secret exported, against the two actions that ours replaces. */
export async function aws(rounds: number): Promise<void> {
  const here = place();
  const near = await cloudOf(0);
  const one = step(here, near, { secrets: "TOKEN = aws://bench/0" });
  const single = paired(one, { command: NODE, args: [here.empty] }, rounds);
  print({ bench: "aws", case: "one secret", ...single, unit: "ms" });
  console.log(`D = ${single.difference.toFixed(1)} ms`);
  const baseline = peakAtEnd({ command: NODE, args: [here.empty] });
  print({ bench: "aws", case: "peak, one secret", ours: peakAtEnd(one), baseline, unit: "MB" });
  const peers = peerSteps(here, near);
  if (peers === undefined)
    console.log(
      "CONFIGURE_AWS_CREDENTIALS and AWS_SECRETSMANAGER_GET_SECRETS name no folder: no ratio to the peers.",
    );
  else
    print({
      bench: "aws",
      case: "one secret, the peers' two steps over ours",
      ...swapped(one, peers, rounds),
      unit: "ms",
    });
  await refusal(here, near);
  near.stop();

  const far = await cloudOf(LATENCY_MS);
  const lines = Array.from({ length: SECRETS }, (_, i) => `S${i} = aws://bench/${i}`);
  const took = timed(step(here, far, { secrets: lines.join("\n") }));
  const total = [...(await far.counts()).values()].reduce((sum, count) => sum + count, 0);
  far.stop();
  console.log(
    `${SECRETS} secrets, ${LATENCY_MS} ms latency: ${total} requests to AWS, ${took.toFixed(0)} ms`,
  );
}

/** The peers over us: above 1 is faster than they are. */
function swapped(ours: Run, peers: () => number, rounds: number) {
  const { ours: mine, baseline } = paired(ours, peers, rounds);
  return { ours: baseline, baseline: mine };
}

/** How many requests and ms a refused role costs. */
async function refusal(here: Place, cloud: Cloud): Promise<void> {
  const before = (await cloud.counts()).get("sts:AssumeRoleWithWebIdentity") ?? 0;
  const other = { secrets: "TOKEN = aws://bench/0", "aws-role": `${ROLE}-other` };
  const took = timed({ ...step(here, cloud, other), code: 1 });
  const after = (await cloud.counts()).get("sts:AssumeRoleWithWebIdentity") ?? 0;
  console.log(`a refused role: ${after - before} request, ${took.toFixed(0)} ms`);
}

const step = (here: Place, cloud: Cloud, inputs: Readonly<Record<string, string>>): Run => ({
  command: NODE,
  args: [MAIN],
  env: { ...actionEnv(here, { "aws-role": ROLE, "aws-region": REGION, ...inputs }), ...cloud.env },
});

/** The two steps as one time, the second with what the first put into GITHUB_ENV; undefined without their folders. */
function peerSteps(here: Place, cloud: Cloud): (() => number) | undefined {
  const folders = ["CONFIGURE_AWS_CREDENTIALS", "AWS_SECRETSMANAGER_GET_SECRETS"].map(
    (name) => process.env[name] ?? "",
  );
  const [configure = "", get = ""] = folders.map((folder) => path.join(folder, "dist/index.js"));
  if (folders.includes("") || !fs.existsSync(configure) || !fs.existsSync(get)) return undefined;
  return () => {
    const first = actionEnv(here, {
      "role-to-assume": ROLE,
      "aws-region": REGION,
      audience: "sts.amazonaws.com",
      "output-env-credentials": "true",
    });
    const login = timed({ command: NODE, args: [configure], env: { ...first, ...cloud.env } });
    const exported = Object.fromEntries(
      [...fs.readFileSync(first["GITHUB_ENV"]!, "utf8").matchAll(/^(\w+)<<(\S+)\n([^]*?)\n\2$/gm)].map(
        ([, name, , value]) => [name!, value!],
      ),
    );
    const second = actionEnv(here, {
      "secret-ids": "TOKEN, bench/0",
      "parse-json-secrets": "false",
      "name-transformation": "uppercase",
      "auto-select-family-attempt-timeout": "1000",
    });
    return login + timed({ command: NODE, args: [get], env: { ...second, ...cloud.env, ...exported } });
  };
}

async function cloudOf(latencyMs: number): Promise<Cloud> {
  const script = path.join(import.meta.dirname, "aws-server.ts");
  const child = spawn(NODE, [script, String(latencyMs)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  return {
    env: (await next()) as Record<string, string>,
    counts: async () => {
      child.stdin.write("counts\n");
      return new Map((await next()) as [string, number][]);
    },
    stop: () => child.stdin.end(),
  };
}
