import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ChildServer {
  readonly name: string;
  readonly port: number;
  /** What ends its sessions and itself. */
  readonly signal: "SIGTERM" | "SIGINT";
  /** What it says on standard error once it is ready; without it, a connection is enough. */
  readonly says?: string;
}

const START_LIMIT_MS = 60_000;

/** Waits for a server that was just started; returns what stops it. Throws an Error with its output if it does not start. */
export async function childServer(child: ChildProcess, server: ChildServer): Promise<() => Promise<void>> {
  const { name, port, signal, says = "" } = server;
  // A test run that is cut short leaves no server behind.
  const end = (): void => void child.kill(signal);
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  let output = "";
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await sleep(50)) {
    if (output.includes(says) && (await connects(port))) return () => stop(child, signal);
    if (child.exitCode !== null || child.signalCode !== null) break;
  }
  await stop(child, signal);
  throw new Error(`${name} did not start:\n${output}`);
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** By the handle of our own child: once it is gone, the id is never signalled. */
async function stop(child: ChildProcess, signal: ChildServer["signal"]): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
