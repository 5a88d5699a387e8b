import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import readline from "node:readline";
import { closedPort } from "../harness/servers/control.ts";
import { ROLE as AWS_ROLE } from "./aws-server.ts";
import { peakAtEnd } from "./memory.ts";
import { actionEnv, MAIN, NODE, place, type Place } from "./place.ts";
import { print } from "./row.ts";
import { paired, type Run } from "./stopwatch.ts";
import { ROLE } from "./vault-server.ts";

const LATENCY_MS = 20;
const SECRETS = 100;
const ONE = "TOKEN = vault://secret/bench/n0";
const ALL = Array.from({ length: SECRETS }, (_, i) => `S${i} = vault://secret/bench/n${i}`).join("\n");

interface Cloud {
  readonly env: Readonly<Record<string, string>>;
  /** Requests to Vault so far. */
  readonly count: () => Promise<number>;
  readonly stop: () => void;
}

/**
 * Takes how many rounds; measures OIDC, a login, one secret and the token's end, beside the action that ours replaces;
 * a hundred secrets at a distance; and a chain whose first provider is dead.
 */
export async function vault(rounds: number): Promise<void> {
  const here = place();
  const near = await cloudOf(0);
  const one = step(here, near, { secrets: ONE });
  const nothing = { command: NODE, args: [here.empty] };
  const single = paired(one, nothing, rounds);
  print({ bench: "vault", case: "one secret", ...single, unit: "ms" });
  console.log(`D = ${single.difference.toFixed(1)} ms`);
  const bare = { command: NODE, args: [path.join(import.meta.dirname, "vault-bare.mjs")], env: near.env };
  print({
    bench: "vault",
    case: "one secret, over a bare client of Node",
    ...paired(one, bare, rounds),
    unit: "ms",
  });
  print({
    bench: "vault",
    case: "peak, one secret",
    ours: peakAtEnd(one),
    baseline: peakAtEnd(nothing),
    unit: "MB",
  });
  const peer = peerStep(here, near);
  if (peer === undefined) console.log("VAULT_ACTION names no folder: no ratio to the peer.");
  else
    print({
      bench: "vault",
      case: "one secret, vault-action over ours",
      ...swapped(one, peer, rounds),
      unit: "ms",
    });
  await distance(here, near, rounds);
  await deadFirst(here, near, rounds);
  near.stop();
}

/** How deep a hundred secrets are: the time that the distance adds, in round trips. */
async function distance(here: Place, near: Cloud, rounds: number): Promise<void> {
  const far = await cloudOf(LATENCY_MS);
  const { ours, baseline, difference } = paired(
    step(here, far, { secrets: ALL }),
    step(here, near, { secrets: ALL }),
    rounds,
  );
  print({
    bench: "vault",
    case: `${SECRETS} secrets, ${LATENCY_MS} ms away, over none`,
    ours,
    baseline,
    unit: "ms",
  });
  const runs = rounds + 1;
  console.log(
    `${SECRETS} secrets: ${(await far.count()) / runs} requests to Vault and 1 to GitHub, ${(difference / LATENCY_MS).toFixed(1)} round trips deep`,
  );
  far.stop();
}

/** What a chain costs whose first provider nobody answers at, over the second alone. */
async function deadFirst(here: Place, cloud: Cloud, rounds: number): Promise<void> {
  const second = {
    "vault-role": "",
    "aws-role": AWS_ROLE,
    "aws-region": "us-east-1",
    secrets: Array.from({ length: 10 }, (_, i) => `S${i} = bench/n${i}`).join("\n"),
  };
  const alone = step(here, { ...cloud, env: { ...cloud.env, VAULT_ADDR: "" } }, second);
  const dead = `https://127.0.0.1:${await closedPort()}`;
  const chain = step(here, cloud, {
    ...second,
    "vault-role": ROLE,
    "vault-address": dead,
    "vault-mount": "secret",
    "fallback-on": "not-found, unreachable",
  });
  const { ours, baseline, difference } = paired(chain, alone, rounds);
  print({
    bench: "vault",
    case: "a dead Vault before AWS, 10 names, over AWS alone",
    ours,
    baseline,
    unit: "ms",
  });
  console.log(`its bounded wait: ${difference.toFixed(0)} ms (4 attempts, up to 700 ms between them)`);
}

/** The peer over us: above 1 is faster than it is. */
function swapped(ours: Run, peer: Run, rounds: number) {
  const { ours: mine, baseline } = paired(ours, peer, rounds);
  return { ours: baseline, baseline: mine };
}

const step = (here: Place, cloud: Cloud, inputs: Readonly<Record<string, string>>): Run => ({
  command: NODE,
  args: [MAIN],
  env: { ...cloud.env, ...actionEnv(here, { "vault-role": ROLE, ...inputs }) },
});

/** HashiCorp's action with the same login and the same secret; undefined without its folder. */
function peerStep(here: Place, { env }: Cloud): Run | undefined {
  const main = path.join(process.env["VAULT_ACTION"] ?? "", "dist/index.js");
  if (process.env["VAULT_ACTION"] === undefined || !fs.existsSync(main)) return undefined;
  const address = env["VAULT_ADDR"]!;
  const inputs = {
    url: address,
    method: "jwt",
    path: "jwt",
    role: ROLE,
    jwtGithubAudience: address,
    secrets: "secret/data/bench/n0 value | TOKEN",
    caCertificate: fs.readFileSync(env["NODE_EXTRA_CA_CERTS"]!).toString("base64"),
    exportEnv: "true",
    // The stand-in insists on it, as an agent of Vault does.
    extraHeaders: "X-Vault-Request: true",
  };
  return { command: NODE, args: [main], env: { ...env, ...actionEnv(here, inputs) } };
}

async function cloudOf(latencyMs: number): Promise<Cloud> {
  const script = path.join(import.meta.dirname, "vault-server.ts");
  const child = spawn(NODE, [script, String(latencyMs)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  return {
    env: (await next()) as Record<string, string>,
    count: async () => {
      child.stdin.write("counts\n");
      return ((await next()) as [string, number][]).reduce((sum, [, count]) => sum + count, 0);
    },
    stop: () => child.stdin.end(),
  };
}
