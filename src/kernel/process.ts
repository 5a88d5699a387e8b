import childProcess from "node:child_process";
import type { Readable, Writable } from "node:stream";

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const STDERR_TAIL = 4_000;

export interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
}

/**
 * Runs a program without a shell and waits for it; its standard error is dropped. `status` is null where it
 * could not be started or was killed. Arguments never hold a secret. `input` is its standard input.
 */
export function runQuietly(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd?: string,
  input?: string,
): Ran {
  const result = childProcess.spawnSync(file, args, {
    env: { ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "ignore"],
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
  });
  return { status: result.status, stdout: result.stdout ?? Buffer.alloc(0) };
}

/**
 * Splits a command line as a POSIX shell splits words, without running one: quotes and backslashes only.
 * undefined where a quote stays open.
 */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote === "'") {
      if (char === "'") quote = "";
      else word += char;
    } else if (char === "\\" && i + 1 < line.length) {
      const next = line.charAt(++i);
      word = (word ?? "") + (quote === '"' && !'"\\$`'.includes(next) ? char + next : next);
    } else if (char === quote) {
      quote = "";
    } else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      word ??= "";
    } else if (quote === "" && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote !== "") return undefined;
  return word === undefined ? words : [...words, word];
}

/** How a program in the foreground ended; `failed` is one that could not be started. */
export type Ended =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "signalled"; readonly signal: NodeJS.Signals }
  | { readonly kind: "failed"; readonly code: string };

const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a program with this process's standard input and gives it the signals that come here. A stream with a
 * filter is piped through it, one without is the child's own. Secrets are in `env` only, never in the arguments.
 */
export function runInForeground(options: {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: ((source: Readable) => Promise<void>) | undefined;
  readonly stderr: ((source: Readable) => Promise<void>) | undefined;
}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      const code = (error as { code?: unknown } | null)?.code;
      resolve({ kind: "failed", code: typeof code === "string" ? code : "unknown" });
    };
    let child: childProcess.ChildProcess;
    try {
      child = childProcess.spawn(options.file, options.args, {
        env: { ...options.env },
        stdio: ["inherit", options.stdout ? "pipe" : "inherit", options.stderr ? "pipe" : "inherit"],
      });
    } catch (error) {
      return failed(error);
    }
    const pass = (signal: NodeJS.Signals): void => {
      // A terminal's Ctrl-C went to the child too, and twice means "at once" to many programs.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, pass);
    const filtered: Promise<void>[] = [];
    if (child.stdout && options.stdout) filtered.push(options.stdout(child.stdout));
    if (child.stderr && options.stderr) filtered.push(options.stderr(child.stderr));
    child.on("error", failed);
    child.on("close", (status, signal) => {
      for (const name of PASSED_ON) process.off(name, pass);
      Promise.all(filtered).then(
        () =>
          resolve(signal === null ? { kind: "exited", status: status ?? 1 } : { kind: "signalled", signal }),
        reject,
      );
    });
  });
}

/** A program that runs beside this process, by its streams. */
export interface Beside {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Its exit status and the end of its standard error; null where it was killed or could not be started. */
  readonly ended: Promise<{ readonly status: number | null; readonly stderr: string }>;
  readonly kill: () => void;
}

/**
 * Starts a program without a shell, with exactly this environment. Secrets are in `env` only, never in the arguments. An
 * aborted signal kills it. One that is not there ends at once, with a status of null.
 */
export function runBeside(options: {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}): Beside {
  const child = childProcess.spawn(options.file, options.args, {
    env: { ...options.env },
    cwd: options.cwd,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const kill = (): void => void child.kill("SIGKILL");
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("latin1")).slice(-STDERR_TAIL);
  });
  // A program that ends before it has read everything says so by its status.
  child.stdin.on("error", () => undefined);
  if (options.signal.aborted) kill();
  options.signal.addEventListener("abort", kill, { once: true });
  const ended = new Promise<{ status: number | null; stderr: string }>((resolve) => {
    const done = (status: number | null): void => {
      options.signal.removeEventListener("abort", kill);
      resolve({ status, stderr });
    };
    child.on("error", () => done(null));
    child.on("close", done);
  });
  return { stdin: child.stdin, stdout: child.stdout, ended, kill };
}
