import { Failure } from "../kernel/errors.ts";
import type { Ended } from "../kernel/process.ts";
import type { Secret } from "../kernel/secret.ts";
import { measured } from "./observe.ts";
import { prepare, type PrepareParts } from "./prepare.ts";
import { createWatch } from "./watch.ts";

export interface RunParts extends PrepareParts {
  /** Starts the program with these variables beside the environment; its output shows none of the masked values. */
  readonly start: (
    command: readonly [string, ...string[]],
    variables: ReadonlyMap<string, Secret>,
    masks: readonly Secret[],
    min: number,
  ) => Promise<Ended>;
  readonly signalNumber: (signal: string) => number;
}

/** As a shell: a program that is there and cannot be run, one that is not there, one that a signal ended. */
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
const SIGNALLED = 128;
const UNUSABLE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "ENOEXEC", "EISDIR"]);

/** `run`: resolves, starts the program with the values in its environment only, returns the exit code. */
export async function run(
  command: readonly [string, ...string[]],
  parts: RunParts,
  signal: AbortSignal,
): Promise<number> {
  const watch = createWatch(parts.now());
  const prepared = await measured(parts, watch, () => prepare(parts, watch, signal), signal);
  if (prepared.kind === "withheld") throw new Failure("EVENT_UNTRUSTED", `No secrets here: ${prepared.why}.`);
  const { inputs, plan, values } = prepared;
  for (const notice of [...values.notices, ...plan.notices]) parts.runner.debug(notice);
  const ended = await parts.start(command, plan.variables, plan.masks, inputs.minMaskLength);
  if (ended.kind === "exited") return ended.status;
  if (ended.kind === "signalled") return SIGNALLED + parts.signalNumber(ended.signal);
  if (ended.code === "ENOENT")
    throw new Failure("COMMAND_FAILED", "There is no program of that name.", {
      fix: "Check its spelling and PATH; a shell's own commands need: -- sh -c '…'",
      exit: NOT_FOUND,
    });
  if (UNUSABLE.has(ended.code))
    throw new Failure("COMMAND_FAILED", "The program is there, but cannot be run.", {
      fix: "chmod +x FILE   # a script needs a first line such as #!/bin/sh",
      exit: NOT_EXECUTABLE,
    });
  throw new Failure("COMMAND_FAILED", `The program could not be started (${ended.code}).`, {
    fix: "If arguments and environment are too large together, pass large values in a file: load --out FILE",
  });
}
