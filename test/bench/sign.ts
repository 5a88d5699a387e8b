import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { hasPeer, peer } from "../peers/peers.ts";
import { peak, peakAtEnd } from "./memory.ts";
import { actionEnv, NODE, type Place, place, ROOT } from "./place.ts";
import { print } from "./row.ts";
import { type Counted, type Kind, KINDS, LATENCY_MS, type Served } from "./sign-server.ts";
import { median, paired, type Run, timed } from "./stopwatch.ts";

const SIGN = path.join(ROOT, "dist/sign.js");
const VERIFY = path.join(ROOT, "dist/verify.js");
const COUNTS = [1, 10, 100];
/** So many take cosign a minute at a distance. */
const MANY = 100;
const BIG_BYTES = 4 * 1024 ** 3;
const PEERS = [
  "cosign",
  "fulcio",
  "rekor-server",
  "rekor-tiles",
  "timestamp-server",
  "ct_server",
  "trillian",
];
/** Token, certificate, entry: each needs the one before. */
const CHAIN = 3;
/** What the time of an entry comes from, and how many requests that takes each file. */
const KIND_TEXT: Readonly<Record<Kind, string>> = { v1: "Rekor 1", v2: "Rekor 2 and timestamps" };

interface Server extends Served {
  /** Returns what came since it was asked last. */
  readonly count: () => Promise<Counted>;
  readonly stop: () => void;
}

/** Takes how many rounds; measures signing and verifying files, beside cosign once for each file. */
export async function sign(rounds: number): Promise<void> {
  const missing = PEERS.filter((name) => !hasPeer(name));
  if (missing.length > 0) {
    console.log(`${missing.join(", ")}: not installed, so that nothing is measured.`);
    return;
  }
  const here = place();
  const server = await serve();
  starts(here, rounds);
  for (const kind of KINDS)
    for (const count of COUNTS)
      await compared(here, server, kind, count, count === MANY ? 1 : Math.min(rounds, 3));
  verified(here, server, rounds);
  big(here, server);
  server.stop();
}

/** What a run without any work takes: the first error of each action. */
function starts(here: Place, rounds: number): void {
  const nothing = { command: NODE, args: [here.empty] };
  const verbs = [
    ["sign", { command: NODE, args: [SIGN], env: actionEnv(here, {}), code: 1 }],
    ["verify", { command: NODE, args: [VERIFY], env: actionEnv(here, {}), code: 1 }],
  ] as const;
  for (const [name, run] of verbs) {
    const times = paired(run, nothing, rounds);
    print({ bench: "sign", case: `${name}, first error`, ...times, unit: "ms" });
    console.log(`D = ${times.difference.toFixed(1)} ms`);
  }
}

async function compared(
  here: Place,
  server: Server,
  kind: Kind,
  count: number,
  rounds: number,
): Promise<void> {
  const folder = filesIn(here, count);
  const tools = [
    signing(here, server, kind, { sign: `${folder}/*.bin` }),
    cosignLoop(here, server, kind, folder),
  ];
  const times: number[][] = [[], []];
  const requests: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const i of tools.keys()) {
      const t = (i + round) % tools.length;
      unsigned(here, folder);
      await server.count();
      times[t]!.push(timed(tools[t]!));
      requests[t] = (await server.count()).requests;
    }
  const [ours, baseline] = times.map(median) as [number, number];
  const what = `${count} ${count === 1 ? "file" : "files"}, ${KIND_TEXT[kind]}, ${LATENCY_MS} ms away`;
  print({ bench: "sign", case: `${what}, over cosign once a file`, ours, baseline, unit: "ms" });
  console.log(`${(baseline / ours).toFixed(1)} times faster`);
  print({
    bench: "sign",
    case: `${what}, requests, over cosign's`,
    ours: requests[0]!,
    baseline: requests[1]!,
    unit: "requests",
  });
  const needed = count * (kind === "v1" ? 1 : 2) + 2;
  print({
    bench: "sign",
    case: `${what}, requests, over those needed`,
    ours: requests[0]!,
    baseline: needed,
    unit: "requests",
  });
  if (count > 1 || kind !== "v1") return;
  const empty = median(Array.from({ length: rounds }, () => timed({ command: NODE, args: [here.empty] })));
  print({
    bench: "sign",
    case: `${what}, over a chain of ${CHAIN} and an empty script`,
    ours,
    baseline: CHAIN * LATENCY_MS + empty,
    unit: "ms",
  });
}

/** Each file that was signed last, in one run, beside one cosign a file; then one alone, beside an empty script. */
function verified(here: Place, server: Server, rounds: number): void {
  const many = `files-${MANY}`;
  const loop = {
    ...cosign(here, server),
    args: [
      "-c",
      `for f in "$3"/*.bin; do "$0" verify-blob --trusted-root="$1" --certificate-identity="$4" --certificate-oidc-issuer="$2" --bundle "$f.sigstore.json" "$f" || exit 1; done`,
      peer("cosign"),
      server.trustedRoot,
      server.issuer,
      path.join(here.folder, many),
      server.identity,
    ],
  };
  timed(signing(here, server, "v2", { sign: `${many}/*.bin` }));
  const all = paired(verifying(here, server, `${many}/*.bin`), loop, Math.min(rounds, 3));
  print({ bench: "sign", case: `verify ${MANY} files, over cosign once a file`, ...all, unit: "ms" });
  console.log(`${(all.baseline / all.ours).toFixed(1)} times faster`);
  const one = paired(
    verifying(here, server, `${many}/f0.bin`),
    { command: NODE, args: [here.empty] },
    rounds,
  );
  print({ bench: "sign", case: "verify 1 file, over an empty script", ...one, unit: "ms" });
  console.log(`D = ${one.difference.toFixed(1)} ms`);
  print({
    bench: "sign",
    case: `peak, verify ${MANY} files, over cosign with one`,
    ours: peakAtEnd(verifying(here, server, `${many}/*.bin`)),
    baseline: peak({ ...loop, command: peer("cosign"), args: ["version"] }),
    unit: "MB",
  });
}

/** A file of holes, which costs no disk: what is measured is hashing, and that nothing of it is kept. */
function big(here: Place, server: Server): void {
  fs.mkdirSync(path.join(here.folder, "big"));
  const file = path.join(here.folder, "big/big.img");
  fs.writeFileSync(file, "");
  fs.truncateSync(file, BIG_BYTES);
  const sum = { command: "sha256sum", args: [file] };
  const signed = signing(here, server, "v1", { sign: "big/big.img" });
  const verify = verifying(here, server, "big/big.img");
  for (const [name, run] of [
    ["sign", signed],
    ["verify", verify],
  ] as const) {
    print({
      bench: "sign",
      case: `${name} 4 GiB, over sha256sum`,
      ours: timed(run),
      baseline: timed(sum),
      unit: "ms",
    });
    unsignedBig(here, name);
    print({
      bench: "sign",
      case: `peak, ${name} 4 GiB, over the bound`,
      ours: peakAtEnd(run),
      baseline: 150,
      unit: "MB",
    });
  }
}

const unsignedBig = (here: Place, name: string): void => {
  if (name === "sign") fs.rmSync(path.join(here.folder, "big/big.img.sigstore.json"));
};

/** Returns a folder of small files, relative to the place. */
function filesIn(here: Place, count: number): string {
  const folder = `files-${count}`;
  fs.mkdirSync(path.join(here.folder, folder), { recursive: true });
  for (let index = 0; index < count; index += 1)
    fs.writeFileSync(path.join(here.folder, folder, `f${index}.bin`), `artifact ${index}\n`.repeat(1_000));
  return folder;
}

function unsigned(here: Place, folder: string): void {
  for (const name of fs.readdirSync(path.join(here.folder, folder)))
    if (name.endsWith(".json")) fs.rmSync(path.join(here.folder, folder, name));
}

/** A step of the job whom the Sigstore's tokens are of. */
const jobEnv = (here: Place, inputs: Readonly<Record<string, string>>): Record<string, string> => ({
  ...actionEnv(here, inputs),
  GITHUB_REPOSITORY: "liquid-hive/shop",
});

const signing = (here: Place, server: Server, kind: Kind, inputs: Readonly<Record<string, string>>): Run => ({
  command: NODE,
  args: [SIGN],
  env: {
    ...server.env,
    ...jobEnv(here, {
      "trusted-root": fs.readFileSync(server.trustedRoot, "utf8"),
      "signing-config": fs.readFileSync(server.signingConfigs[kind], "utf8"),
      "fulcio-url": server.fulcio,
      ...inputs,
    }),
  },
});

const verifying = (here: Place, server: Server, files: string): Run => ({
  command: NODE,
  args: [VERIFY],
  env: jobEnv(here, {
    "trusted-root": fs.readFileSync(server.trustedRoot, "utf8"),
    repository: "liquid-hive/shop",
    workflow: ".github/workflows/deploy.yml",
    ref: "refs/heads/main",
    issuer: server.issuer,
    verify: files,
  }),
});

/** cosign takes the job's token as we do, from the token service. */
const cosign = (here: Place, server: Server): Run => ({
  command: "sh",
  args: [],
  env: { ...server.env, HOME: here.folder, GITHUB_ACTIONS: "true" },
});

const LOOP = `for f in "$3"/*.bin; do "$0" sign-blob --yes --signing-config="$1" --trusted-root="$2" --bundle "$f.sigstore.json" "$f" || exit 1; done`;

const cosignLoop = (here: Place, server: Server, kind: Kind, folder: string): Run => ({
  ...cosign(here, server),
  args: [
    "-c",
    LOOP,
    peer("cosign"),
    server.signingConfigs[kind],
    server.trustedRoot,
    path.join(here.folder, folder),
  ],
});

async function serve(): Promise<Server> {
  const script = path.join(import.meta.dirname, "sign-server.ts");
  const child = spawn(NODE, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const served = (await next()) as Served;
  return {
    ...served,
    count: async () => {
      child.stdin.write("count\n");
      return (await next()) as Counted;
    },
    stop: () => child.stdin.end(),
  };
}
