import os from "node:os";
import { asFailure, Failure } from "../kernel/errors.ts";
import { USAGE } from "./verb.ts";

/** As a shell: 128 and the signal. */
const SIGNALLED = 128;
const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a verb that a signal stops: the first one has it end in good order, a second one ends it at once. Where it failed
 * because of one, the failure has the exit code of a shell: 128 and the signal. Throws what `run` throws, as a Failure.
 */
export async function stoppable(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let exit: number | undefined;
  const end = (signal: NodeJS.Signals): void => {
    exit = SIGNALLED + os.constants.signals[signal];
    if (stop.signal.aborted) process.exit(exit);
    stop.abort();
  };
  for (const signal of STOPPING) process.on(signal, end);
  try {
    await run(stop.signal);
  } catch (error) {
    throw exit === undefined ? error : stopped(asFailure(error), exit);
  } finally {
    for (const signal of STOPPING) process.off(signal, end);
  }
}

function stopped({ code, message, at, fix, requestId, all }: Failure, exit: number): Failure {
  // What a library throws of an aborted signal is no mistake of ours.
  if (code === "INTERNAL") return new Failure("COMMAND_FAILED", "It was stopped by a signal.", { exit });
  return new Failure(code, message, {
    exit,
    requestId,
    all,
    ...(at === undefined ? {} : { at }),
    ...(fix === undefined ? {} : { fix }),
  });
}

/** The exit code of such a verb: 2 of a wrong flag, that of a signal, else 1. */
export const stoppableExit = ({ exit }: Failure): number =>
  exit !== undefined && (exit === USAGE || exit > SIGNALLED) ? exit : 1;
