import { openJob } from "./job.ts";
import type { JobOptions, StepOptions, StepRun } from "./job.ts";
import type { LeftFile, RunFolder } from "./run-folder.ts";
import type { Annotation } from "./runner-commands.ts";

export type { Server, StartedServer, StepRun } from "./job.ts";
export type { LeftFile, RunFolder } from "./run-folder.ts";

export interface RunOptions extends JobOptions, Omit<StepOptions, "env"> {
  /** Whether post runs; true unless said otherwise, also after a failed or killed main. */
  readonly runPost?: boolean;
  /** Between main and post, while the files are there: what a later step does. */
  readonly laterStep?: (seen: {
    readonly env: ReadonlyMap<string, string>;
    readonly folder: RunFolder;
  }) => void | Promise<void>;
}

/** What one use of the action in a job did, from main to the end of the job. */
export interface ActionRun {
  readonly main: StepRun;
  readonly post: StepRun | undefined;
  /** The web log of main, then of post. */
  readonly log: string;
  /** The variables that a step between main and post sees, set by the action. */
  readonly env: ReadonlyMap<string, string>;
  /** The same after post. */
  readonly envAfterPost: ReadonlyMap<string, string>;
  /** What the runner prints of them above that step's log, masked. */
  readonly laterStepHeader: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly files: {
    /** New or changed since the job began. */
    readonly afterMain: readonly LeftFile[];
    readonly afterPost: readonly LeftFile[];
  };
  readonly folder: RunFolder;
  readonly sha: string;
  /** What each server saw. */
  readonly serverLogs: readonly (readonly string[])[];
}

/**
 * Takes inputs and circumstances; runs the built action as the runner would, main and then post, and returns
 * everything that came of it. The folders are gone afterwards: files are in the result.
 */
export async function runAction(options: RunOptions = {}): Promise<ActionRun> {
  const { inputs, kill, slowReader, limitMs, runPost, laterStep, ...circumstances } = options;
  const job = await openJob(circumstances);
  try {
    const main = await job.step({
      ...(inputs === undefined ? {} : { inputs }),
      ...(kill === undefined ? {} : { kill }),
      ...(slowReader === undefined ? {} : { slowReader }),
      ...(limitMs === undefined ? {} : { limitMs }),
    });
    const env = new Map(job.env);
    const laterStepHeader = job.laterStepHeader();
    await laterStep?.({ env, folder: job.folder });
    const [post] = runPost === false ? [] : await job.post();
    const changed = (files: readonly LeftFile[]): LeftFile[] =>
      files.filter((one) => !same(one, job.initialFiles));
    return {
      main,
      post,
      log: [main.log, post?.log ?? ""].filter((text) => text !== "").join("\n"),
      env,
      envAfterPost: new Map(job.env),
      laterStepHeader,
      outputs: main.outputs,
      state: main.state,
      summary: main.summary + (post?.summary ?? ""),
      annotations: [...main.annotations, ...(post?.annotations ?? [])],
      masks: [...main.masks, ...(post?.masks ?? [])],
      files: { afterMain: changed(main.files), afterPost: changed((post ?? main).files) },
      folder: job.folder,
      sha: job.sha,
      serverLogs: job.servers.map((server) => [...server.log]),
    };
  } finally {
    await job.close();
  }
}

function same(file: LeftFile, others: readonly LeftFile[]): boolean {
  const other = others.find((one) => one.path === file.path);
  return other !== undefined && other.link === file.link && other.bytes.equals(file.bytes);
}
