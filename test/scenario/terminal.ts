import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { sealedBy } from "./sealed.ts";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");
/** The working directory of every call; the test file removes it. */
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-terminal-"));

/** A value that must never be shown. */
export const CANARY = "CANARY-7f3a é mongo/+==";
const sealer = sealedBy([]);
export const KEY = /AGE-SECRET-KEY-\w+/.exec(sealer.key)![0];
fs.writeFileSync(path.join(folder, "app.enc.yaml"), sealer.seal("yaml", `mongo: ${CANARY}\nport: "8080"\n`));
fs.writeFileSync(path.join(folder, "keys.txt"), sealer.key, { mode: 0o600 });
fs.writeFileSync(path.join(folder, "dev.env"), "MONGO_URL=sops://app.enc.yaml#mongo\nPORT=3000\n");
export const isWindows = process.platform === "win32";

export interface Done {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Starts the built command in a user's terminal, with standard output and error in pipes. */
export function start(
  args: readonly string[],
  env: Record<string, string> = {},
): { child: ChildProcess; done: Promise<Done> } {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(SOPS_|INPUT_|GITHUB_|MONGO_URL$|PORT$)/.test(name)),
  );
  // With `--`, or Node looks for the file of our --env-file itself and leaves with 9: nodejs/node#54232.
  const child = spawn(process.execPath, ["--", cli, ...args], {
    cwd: folder,
    env: { ...inherited, HOME: folder, SOPS_AGE_KEY: KEY, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const done = new Promise<Done>((resolve) => {
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() }),
    );
  });
  return { child, done };
}

/** The same, to its end. */
export const call = (args: readonly string[], env?: Record<string, string>): Promise<Done> =>
  start(args, env).done;
