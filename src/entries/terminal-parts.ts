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
import { prepareParts, readConfig } from "./prepare-parts.ts";
import { VERSION } from "./version.ts";

/** `load --out FILE`: everything goes into that file, and nothing is left for a post step. */
export function loadFileParts(terminal: Runner, given: Runner["env"], out: string): LoadParts {
  const file = path.resolve(terminal.workspace, out);
  // Whoever names a file in a terminal may write beside it.
  const runner = { ...terminal, temp: path.dirname(file) };
  const roots = [runner.workspace, runner.temp];
  return {
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "file", "INPUT_EXPORT-FILE": file }),
    plan: planOfOne("load --out"),
    clock: systemClock,
    version: VERSION,
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
  return {
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "env" }),
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
      return runInForeground({
        file,
        args,
        env: { ...runner.env, ...revealed(variables) },
        stdout: through(streams[0], process.stdout),
        stderr: through(streams[1], process.stderr),
      });
    },
    signalNumber: (signal) => os.constants.signals[signal as NodeJS.Signals],
  };
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
