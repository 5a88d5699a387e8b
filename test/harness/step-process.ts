import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import type { Readable } from "node:stream";

/** When to send a signal: after a time, as soon as standard output so far matches, or when something else has happened. */
export type Kill = { readonly signal: NodeJS.Signals } & (
  | { readonly afterMs: number }
  | { readonly whenStdout: RegExp }
  | { readonly when: Promise<unknown> }
);

export interface ProcessOptions {
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** An empty folder for the pipes. */
  readonly scratch: string;
  readonly kill?: Kill;
  readonly slowReader?: boolean;
  readonly onChunk: (stream: "stdout" | "stderr", chunk: Buffer) => void;
  /** A run that takes longer is killed, and is an error of the test. */
  readonly limitMs: number;
}

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** A slow reader takes this much, this often: the pipe (64 KiB) fills up and writes come back short. */
const SLOW_BYTES = 4096;
const SLOW_EVERY_MS = 3;

/**
 * Takes what to start; runs it under the Node of this process, standard input closed, and returns how it ended.
 * Throws an Error if it does not end in time.
 * Output goes through real pipes where the system has them, as from the runner: what Node's own spawn makes
 * are sockets, which hide short writes.
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const started = performance.now();
  const pipes = openPipes(options.scratch);
  const child = spawn(process.execPath, [options.entry], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: pipes === undefined ? ["ignore", "pipe", "pipe"] : ["ignore", ...pipes.writeEnds],
  });
  pipes?.closeWriteEnds();
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let late = false;
  let killed = false;
  const { kill } = options;
  const timers: NodeJS.Timeout[] = [
    setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, options.limitMs),
  ];
  if (kill !== undefined && "afterMs" in kill) {
    timers.push(setTimeout(() => child.kill(kill.signal), kill.afterMs));
  }
  if (kill !== undefined && "when" in kill) void kill.when.then(() => child.kill(kill.signal));
  const take = (name: "stdout" | "stderr") => (chunk: Buffer) => {
    chunks[name].push(chunk);
    options.onChunk(name, chunk);
    if (killed || kill === undefined || !("whenStdout" in kill) || name !== "stdout") return;
    if (!kill.whenStdout.test(Buffer.concat(chunks.stdout).toString("utf8"))) return;
    killed = true;
    child.kill(kill.signal);
  };
  const stdout = pipes?.readEnds[0] ?? child.stdout;
  const stderr = pipes?.readEnds[1] ?? child.stderr;
  if (stdout === null || stderr === null) throw new Error("no pipe to the child");
  const exit = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (exitCode, signal) => resolve({ exitCode, signal }));
  });
  try {
    const [end] = await Promise.all([
      exit,
      drain(stdout, take("stdout"), options.slowReader === true),
      drain(stderr, take("stderr"), false),
    ]);
    if (late) throw new Error(`the step did not end within ${options.limitMs} ms`);
    const text = (name: "stdout" | "stderr"): string => Buffer.concat(chunks[name]).toString("utf8");
    return {
      ...end,
      stdout: text("stdout"),
      stderr: text("stderr"),
      durationMs: performance.now() - started,
    };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    stdout.destroy();
    stderr.destroy();
  }
}

function drain(stream: Readable, take: (chunk: Buffer) => void, slow: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on("error", reject);
    stream.on("end", () => resolve());
    if (!slow) {
      stream.on("data", take);
      return;
    }
    const timer = setInterval(() => {
      const chunk: unknown = stream.read(Math.min(SLOW_BYTES, Math.max(1, stream.readableLength)));
      if (Buffer.isBuffer(chunk)) take(chunk);
    }, SLOW_EVERY_MS);
    stream.on("close", () => clearInterval(timer));
    stream.on("end", () => clearInterval(timer));
    // Without a listener nothing is read ahead and the end never comes.
    stream.on("readable", () => {});
  });
}

interface Pipes {
  readonly readEnds: readonly [Readable, Readable];
  readonly writeEnds: readonly [number, number];
  readonly closeWriteEnds: () => void;
}

function openPipes(scratch: string): Pipes | undefined {
  if (process.platform === "win32") return undefined;
  const names = [path.join(scratch, "out"), path.join(scratch, "err")] as const;
  if (spawnSync("mkfifo", names).status !== 0) return undefined;
  // Non-blocking: a reader may open before there is a writer.
  const flags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK;
  const readFds = [fs.openSync(names[0], flags), fs.openSync(names[1], flags)] as const;
  const writeEnds = [fs.openSync(names[0], "w"), fs.openSync(names[1], "w")] as const;
  for (const name of names) fs.rmSync(name);
  const reader = (fd: number): Readable => new net.Socket({ fd, readable: true, writable: false });
  return {
    readEnds: [reader(readFds[0]), reader(readFds[1])],
    writeEnds,
    closeWriteEnds() {
      for (const fd of writeEnds) fs.closeSync(fd);
    },
  };
}
