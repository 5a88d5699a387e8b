import { spawn } from "node:child_process";
import { once } from "node:events";
import { peer } from "../../peers/peers.ts";

/** How a program ended, and what it said. */
export interface PeerRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** The home folder, unless given. */
  readonly cwd?: string;
}

const LIMIT_MS = 60_000;

/** Takes a peer's binary, arguments and a home folder; runs it with nothing of this machine in its environment. */
export async function runPeer(
  binary: string,
  args: readonly string[],
  options: RunOptions & { readonly home: string },
): Promise<PeerRun> {
  const { home, cwd = home, env = {}, input = "" } = options;
  const child = spawn(peer(binary), args, {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: home, ...env },
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const said: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  child.stdout.on("data", (chunk: Buffer) => said.stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.stderr.push(chunk));
  // One that ends without reading is judged by how it ends.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code] = await once(child, "close");
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
  return { code, stdout: text(said.stdout), stderr: text(said.stderr) };
}
