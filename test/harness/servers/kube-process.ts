import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { peer } from "../../peers/peers.ts";

export interface KubeProcess {
  readonly name: string;
  /** The end of what it said. */
  readonly output: () => string;
  readonly id: number;
  /** By the handle of our own child: once it is gone, the id is never signalled. It has nothing to save: killed at once. */
  readonly stop: () => Promise<void>;
}

export interface KubeCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it says yes. */
  readonly isReady?: () => Promise<boolean>;
}

const START_LIMIT_MS = 60_000;
const KEPT_OUTPUT = 20_000;

// A test run that is cut short leaves no server behind. One listener for all: a test has more of them than Node takes for usual.
const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/**
 * Takes the name of a peer's binary and its flags; starts it with nothing of this machine in its environment, and waits until
 * it is ready. Throws an Error with the end of its output where it ends before, or never is.
 */
export async function startKube(command: KubeCommand): Promise<KubeProcess> {
  const { name, folder, isReady } = command;
  const child = spawn(peer(name), command.args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...command.env },
  });
  let output = "";
  const collect = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-KEPT_OUTPUT));
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  children.add(child);
  child.once("exit", () => children.delete(child));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const started: KubeProcess = {
    name,
    output: () => output,
    id: child.pid ?? -1,
    async stop() {
      if (hasEnded()) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
  if (isReady === undefined) return started;
  try {
    await until(`${name} is ready`, async () => {
      if (hasEnded()) throw new Error(`${name} ended`);
      return isReady();
    });
  } catch (error) {
    await started.stop();
    throw new Error(`${name} did not start:\n${output}`, { cause: error });
  }
  return started;
}

/** Asks until the answer is yes. Throws an Error that says what was waited for after a minute, and what the question throws. */
export async function until(
  what: string,
  ask: () => Promise<boolean>,
  limitMs = START_LIMIT_MS,
): Promise<void> {
  for (const end = Date.now() + limitMs; ; await sleep(25)) {
    if (await ask()) return;
    if (Date.now() > end) throw new Error(`waited for ${limitMs} ms until ${what}`);
  }
}
