import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inputVariable, readActionFile } from "./action-file.ts";
import { defaultPayload, jobVariables, machineVariables } from "./job-variables.ts";
import { createMasker } from "./masker.ts";
import { createRunFolder, listFiles, writeFiles, commitAll } from "./run-folder.ts";
import type { FileContents, LeftFile, RunFolder } from "./run-folder.ts";
import { createCommandReader } from "./runner-commands.ts";
import type { Annotation } from "./runner-commands.ts";
import { parsePairs, parsePaths, REFUSED_IN_ENV } from "./runner-files.ts";
import { runProcess } from "./step-process.ts";
import type { Kill } from "./step-process.ts";

/** A store, an OIDC issuer, a proxy: started before main, stopped after post. */
export interface Server {
  readonly start: () => Promise<StartedServer>;
}

export interface StartedServer {
  /** Given to the step: addresses and tokens as a runner or a user would set them. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
  readonly log: string[];
}

export interface JobOptions {
  /** The job's `env:`, seen by every step. A value given here is not masked by itself. */
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload?: unknown };
  /** Files of the checkout; committed, so that HEAD exists and is GITHUB_SHA, unless `commit` is false. */
  readonly workspace?: FileContents;
  readonly commit?: boolean;
  /** Files laid into the workspace after the commit. */
  readonly untracked?: FileContents;
  readonly servers?: readonly Server[];
  /** RUNNER_DEBUG=1, and what the runner then prints by itself. */
  readonly debug?: boolean;
  /** The repository with action.yml and dist. */
  readonly root?: string;
  /** The folder of action.yml in it. */
  readonly action?: string;
  /** Called when the folders are laid out, before any step. */
  readonly prepare?: (folder: RunFolder) => void | Promise<void>;
}

export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  /** The step's own `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly kill?: Kill;
  readonly slowReader?: boolean;
  readonly limitMs?: number;
}

/** What one start of main or post did. */
export interface StepRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** As the runner judges: exit code 0 and no refused command or malformed command file. */
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What the web log shows, and the same lines before masks. */
  readonly log: string;
  readonly unmaskedLog: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  /** What this step alone put into GITHUB_ENV; the job's `env` has them all. */
  readonly exported: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  /** As uploaded: scrubbed line by line; and as written. */
  readonly summary: string;
  readonly unmaskedSummary: string;
  /** What the runner would complain about: malformed files, refused names and commands. */
  readonly problems: readonly string[];
  /** Every file in temp, workspace and home when it ended. */
  readonly files: readonly LeftFile[];
  readonly durationMs: number;
}

export interface Job {
  readonly folder: RunFolder;
  /** GITHUB_SHA. */
  readonly sha: string;
  /** What was there before the first step. */
  readonly initialFiles: readonly LeftFile[];
  /** Variables that steps so far set through GITHUB_ENV: what a later step sees besides the job's own. */
  readonly env: ReadonlyMap<string, string>;
  readonly servers: readonly StartedServer[];
  /** Runs main of the action. Its post is due at `post`, whatever happens to main. */
  readonly step: (options?: StepOptions) => Promise<StepRun>;
  /** Runs post of the steps that have not had it, the last one first. */
  readonly post: (options?: StepOptions) => Promise<StepRun[]>;
  /** What the runner prints above a later step's log: the variables, masked. */
  readonly laterStepHeader: () => string;
  /** Stops the servers and removes the folders. */
  readonly close: () => Promise<void>;
}

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const NO_COMMIT = "0123456789abcdef0123456789abcdef01234567";
/** Generous: only a step that hangs gets there. */
const LIMIT_MS = 60_000;
/** The runner uploads no larger summary. */
const SUMMARY_LIMIT = 1024 * 1024;
const FILES = ["ENV", "OUTPUT", "STATE", "PATH", "STEP_SUMMARY"] as const;

/** Takes a job's circumstances; lays out folders, starts servers, and returns the job. Close it. */
export async function openJob(options: JobOptions = {}): Promise<Job> {
  const root = options.root ?? REPOSITORY;
  const actionFolder = path.join(root, options.action ?? ".");
  const action = readActionFile(actionFolder);
  const folder = createRunFolder();
  writeFiles(folder.workspace, options.workspace ?? {});
  const sha = options.commit === false ? NO_COMMIT : commitAll(folder.workspace);
  writeFiles(folder.workspace, options.untracked ?? {});
  const eventFile = path.join(folder.commands, "event.json");
  fs.writeFileSync(eventFile, JSON.stringify(options.event?.payload ?? defaultPayload(sha)));
  await options.prepare?.(folder);
  const servers: StartedServer[] = [];
  for (const server of options.servers ?? []) servers.push(await server.start());

  const masker = createMasker();
  const debug = options.debug === true;
  const jobEnv = new Map<string, string>();
  let jobPaths: string[] = [];
  const due: { options: StepOptions; state: ReadonlyMap<string, string> }[] = [];
  let count = 0;

  function environment(step: StepOptions, state: ReadonlyMap<string, string>): Record<string, string> {
    const inputs = new Map(action.defaults);
    for (const [name, value] of Object.entries(step.inputs ?? {})) inputs.set(name, value);
    const env: Record<string, string> = {
      ...machineVariables(),
      ...jobVariables(folder, sha, eventFile, options.event?.name ?? "push"),
      ...(debug ? { RUNNER_DEBUG: "1" } : {}),
      ...Object.assign({}, ...servers.map((server) => server.env)),
      ...options.env,
      ...Object.fromEntries(jobEnv),
      ...step.env,
    };
    if (jobPaths.length > 0) env["PATH"] = [...jobPaths, env["PATH"] ?? ""].join(path.delimiter);
    for (const [name, value] of inputs) env[inputVariable(name)] = value;
    for (const [name, value] of state) env[`STATE_${name}`] = value;
    return env;
  }

  async function start(
    entry: string,
    step: StepOptions,
    given: ReadonlyMap<string, string>,
  ): Promise<StepRun> {
    count += 1;
    const scratch = path.join(folder.commands, String(count));
    fs.mkdirSync(scratch);
    const env = environment(step, given);
    const file = (name: string): string => path.join(scratch, name.toLowerCase());
    for (const name of FILES) {
      fs.writeFileSync(file(name), "");
      env[`GITHUB_${name}`] = file(name);
    }
    const reader = createCommandReader(masker, debug);
    const end = await runProcess({
      entry: path.join(actionFolder, entry),
      env,
      cwd: folder.workspace,
      scratch,
      ...(step.kill === undefined ? {} : { kill: step.kill }),
      slowReader: step.slowReader === true,
      onChunk: reader.feed,
      limitMs: step.limitMs ?? LIMIT_MS,
    });
    reader.end();
    // As the runner does: the files count even if the step failed or was killed.
    const text = (name: string): string =>
      fs.existsSync(file(name)) ? fs.readFileSync(file(name), "utf8") : "";
    const exported = parsePairs(text("ENV"), REFUSED_IN_ENV);
    const outputs = parsePairs(text("OUTPUT"));
    const state = parsePairs(text("STATE"));
    for (const [name, value] of exported.pairs) jobEnv.set(name, value);
    if (debug) {
      const shown = [
        ...[...exported.pairs].map(([name, value]) => `${name}='${value}'`),
        ...[...outputs.pairs].map(([name, value]) => `Set output ${name} = ${value}`),
        ...[...state.pairs].map(([name, value]) => `Save intra-action state ${name} = ${value}`),
      ];
      for (const line of shown.flatMap((text) => text.split(/\r?\n/))) reader.say(`##[debug]${line}`);
    }
    const paths = parsePaths(text("PATH"));
    jobPaths = [...paths, ...jobPaths.filter((one) => !paths.includes(one))];
    const written = text("STEP_SUMMARY");
    const tooLarge = Buffer.byteLength(written) > SUMMARY_LIMIT;
    const { log } = reader;
    const problems = [
      ...log.problems,
      ...exported.problems.map((problem) => `GITHUB_ENV: ${problem}`),
      ...outputs.problems.map((problem) => `GITHUB_OUTPUT: ${problem}`),
      ...state.problems.map((problem) => `GITHUB_STATE: ${problem}`),
      ...(tooLarge ? ["GITHUB_STEP_SUMMARY: too large to be uploaded"] : []),
    ];
    return {
      ...end,
      succeeded: end.exitCode === 0 && problems.length === 0,
      log: log.masked.join("\n"),
      unmaskedLog: log.unmasked.join("\n"),
      annotations: log.annotations,
      masks: log.masks,
      exported: exported.pairs,
      outputs: new Map([...log.outputs, ...outputs.pairs]),
      state: new Map([...log.state, ...state.pairs]),
      summary: tooLarge
        ? ""
        : written
            .split(/\r\n|\r|\n/)
            .map(masker.apply)
            .join("\n"),
      unmaskedSummary: written,
      problems,
      files: listFiles(folder),
    };
  }

  return {
    folder,
    sha,
    initialFiles: listFiles(folder),
    env: jobEnv,
    servers,
    async step(step = {}) {
      const run = await start(action.main, step, new Map());
      due.push({ options: step, state: run.state });
      return run;
    },
    async post(overrides = {}) {
      const runs: StepRun[] = [];
      for (let one = due.pop(); one !== undefined; one = due.pop()) {
        if (action.post === undefined) continue;
        const { kill: _kill, slowReader: _slow, ...kept } = one.options;
        runs.push(await start(action.post, { ...kept, ...overrides }, one.state));
      }
      return runs;
    },
    laterStepHeader: () => [...jobEnv].map(([name, value]) => masker.apply(`  ${name}: ${value}`)).join("\n"),
    async close() {
      for (const server of servers) await server.stop();
      fs.rmSync(folder.root, { recursive: true, force: true });
    },
  };
}
