import childProcess from "node:child_process";

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

export interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
}

/**
 * Runs a program without a shell and waits for it; its standard error is dropped. `status` is null where it
 * could not be started or was killed. Arguments never hold a secret.
 */
export function runQuietly(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  input?: Uint8Array,
): Ran {
  const result = childProcess.spawnSync(file, args, {
    env: { ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
    ...(input ? { input } : {}),
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
