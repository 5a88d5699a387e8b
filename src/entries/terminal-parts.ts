import os from "node:os";
import path from "node:path";
import { parseEnvFile } from "../commands/env-file.ts";
import type { LoadParts } from "../commands/load.ts";
import type { Extra, PrepareParts } from "../commands/prepare.ts";
import type { RunParts } from "../commands/run.ts";
import { writeFiles } from "../export/files.ts";
import { plan } from "../export/plan.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { MaskAutomaton } from "../kernel/mask-automaton.ts";
import { maskedPipe } from "../kernel/masked-pipe.ts";
import { maskValues } from "./mask-values.ts";
import { runInForeground } from "../kernel/process.ts";
import type { Secret } from "../kernel/secret.ts";
import type { Runner } from "../runner/runner.ts";
import { inMemory, type Keeper } from "./keeper.ts";
import { prepareParts, readConfig } from "./prepare-parts.ts";

/** As a shell: 128 and the signal. */
const SIGNALLED = 128;

/** `load --out FILE`: everything goes into that file, and nothing is left for a post step. */
export function loadFileParts(terminal: Runner, given: Runner["env"], out: string): LoadParts {
  const file = path.resolve(terminal.workspace, out);
  // Whoever names a file in a terminal may write beside it.
  const runner = { ...terminal, temp: path.dirname(file) };
  const roots = [runner.workspace, runner.temp];
  const keeper = inMemory();
  untilSignal(() => undoKept(runner, keeper, new AbortController().signal));
  return {
    // What the file holds a lease of ends with the token; only a run that fails undoes it before.
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "file", "INPUT_EXPORT-FILE": file }, keeper),
    abandon: (signal) => undoKept(runner, keeper, signal),
    plan: planOfOne("load --out"),
    clock: systemClock,
    mask: async () => ({ forms: 0, notices: [] }),
    effects: (planned, overwrite) => void writeFiles(planned.files, { roots, overwrite }),
    document: () => "",
    summary: () => "",
  };
}

/** `run`: the values go into the environment of one program, and its output through masks. */
export function runParts(
  terminal: Runner,
  given: Runner["env"],
  options: { readonly envFiles: readonly string[]; readonly masking: boolean },
): RunParts {
  const keys: string[] = [];
  const runner: Runner = { ...terminal, mask: (forms) => void keys.push(...forms) };
  const { envFiles } = options;
  const keeper = inMemory();
  const abandon = (signal: AbortSignal): Promise<void> => undoKept(runner, keeper, signal);
  const started = untilSignal(() => abandon(new AbortController().signal));
  return {
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "env" }, keeper),
    abandon,
    ...(envFiles.length > 0 ? { extra: (schemes) => readEnvFiles(runner.workspace, envFiles, schemes) } : {}),
    plan: planOfOne("run"),
    start: async ([file, ...args], variables, values, min) => {
      const streams = [process.stdout, process.stderr].map((stream) => options.masking && !stream.isTTY);
      let automaton: MaskAutomaton | undefined;
      if (streams.includes(true)) {
        const { forms, notices } = await maskValues(values, min);
        for (const notice of notices) runner.info(`note: ${notice}`);
        automaton = new MaskAutomaton([...forms, ...keys]);
      }
      const through = (isMasked: boolean | undefined, target: NodeJS.WriteStream) =>
        isMasked && automaton
          ? (source: NodeJS.ReadableStream) => maskedPipe(source as never, target, automaton)
          : undefined;
      // From here on signals are the program's.
      started();
      try {
        return await runInForeground({
          file,
          args,
          env: { ...runner.env, ...revealed(variables) },
          stdout: through(streams[0], process.stdout),
          stderr: through(streams[1], process.stderr),
        });
      } finally {
        // The program was what needed it.
        await abandon(new AbortController().signal);
      }
    },
    signalNumber: (signal) => os.constants.signals[signal as NodeJS.Signals],
  };
}

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ctrl-C while it logs in or reads: what was got is undone before the end. Returns how to stop waiting for it. */
function untilSignal(undo: () => Promise<void>): () => void {
  const end = (signal: NodeJS.Signals): void => {
    stop();
    void undo().finally(() => process.exit(SIGNALLED + os.constants.signals[signal]));
  };
  const stop = (): void => ENDING.forEach((signal) => void process.off(signal, end));
  for (const signal of ENDING) process.on(signal, end);
  return stop;
}

/** Undoes what is kept, as post does. */
export async function undoKept(runner: Runner, keeper: Keeper, signal: AbortSignal): Promise<void> {
  const { ca, left } = keeper.left();
  if (left.length === 0) return;
  const [{ shown, undoAll }, { undoing }] = await Promise.all([
    import("../commands/post.ts"),
    import("./undo-parts.ts"),
  ]);
  // A run that was cancelled has the more to undo.
  const stop = signal.aborted ? new AbortController().signal : signal;
  for (const line of await undoAll(
    left,
    undoing(runner, () => ca),
    stop,
  )) {
    if (typeof line === "string") runner.debug(line);
    else runner.annotate("warning", shown(line));
  }
}

/** What the program sees; the plan holds text only. */
const revealed = (variables: ReadonlyMap<string, Secret>): Record<string, string> =>
  Object.fromEntries([...variables].map(([name, value]) => [name, value.reveal() ?? ""]));

/** A plan with one destination: `as env` and `as output` give way to it, and `as file` has no place. */
const planOfOne =
  (verb: string): PrepareParts["plan"] =>
  (entries, settings) => {
    const files = entries.filter(({ destinations }) => destinations.some(({ kind }) => kind === "file"));
    if (files.length === 0)
      return plan(
        entries.map((entry) => ({ ...entry, destinations: [] })),
        settings,
      );
    return {
      problems: files.map(
        ({ name, file, line }) =>
          new Failure(
            "INPUT_INVALID",
            `${name}: \`as file\` has no place in ${verb}: nothing would remove the file.`,
            {
              at: { ...(file === undefined ? { input: "secrets" } : { file }), line },
              fix: "Name the line without `as file`, or leave it out, in a --config of your own.",
            },
          ),
      ),
    };
  };

function readEnvFiles(folder: string, files: readonly string[], schemes: ReadonlySet<string>): Extra {
  const read = files.map((file): Extra => {
    const text = readConfig(path.resolve(folder, file), file);
    if (text !== undefined) return parseEnvFile(text, file, schemes);
    const missing = new Failure("FILE_NOT_FOUND", "There is no such env file.", {
      at: { file },
      fix: "Check the path; a relative one counts from the working directory.",
    });
    return { lines: [], plain: [], problems: [missing] };
  });
  return {
    lines: read.flatMap(({ lines }) => lines),
    plain: read.flatMap(({ plain }) => plain),
    problems: read.flatMap(({ problems }) => problems),
  };
}
