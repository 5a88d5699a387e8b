import { spawnSync } from "node:child_process";
import process from "node:process";

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The exit code that says the run did its work; 0 where absent. */
  readonly code?: number;
}

const MAX_OUTPUT_BYTES = 1 << 30;

/** Takes a run; returns its wall time in ms. Throws where its exit code is another: no time of a failed run. */
export function timed({ command, args, env = {}, code = 0 }: Run): number {
  const began = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: { PATH: process.env["PATH"], ...env },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  if (status !== code)
    throw new Error(
      `${command} ${args[0]} ended with ${status}: ${String(stderr)}${String(stdout).slice(0, 2_000)}`,
    );
  return took;
}

export interface Paired {
  readonly ours: number;
  readonly baseline: number;
  /** The median of the differences within the rounds. */
  readonly difference: number;
}

const time = (one: Run | (() => number)): number => (typeof one === "function" ? one() : timed(one));

/** Takes two runs (or what times several as one) and how often; returns medians. One round of each comes first uncounted, then they alternate. */
export function paired(ours: Run, baseline: Run | (() => number), rounds: number): Paired {
  time(ours);
  time(baseline);
  const pairs = Array.from({ length: rounds }, (_, round): [number, number] => {
    if (round % 2 === 0) return [time(ours), time(baseline)];
    const second = time(baseline);
    return [time(ours), second];
  });
  return {
    ours: median(pairs.map(([a]) => a)),
    baseline: median(pairs.map(([, b]) => b)),
    difference: median(pairs.map(([a, b]) => a - b)),
  };
}

/** Takes numbers, at least one; returns their median. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? upper)) / 2;
}
