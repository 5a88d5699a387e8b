import { asFailure, Failure } from "../kernel/errors.ts";
import { failureAnnotations, failureLines } from "../report/failure.ts";
import { failureMarkdown } from "../report/failure-summary.ts";
import type { Runner } from "../runner/runner.ts";

/** The Node that the action is written for; older ones lack what the lazy builtins need. */
const LEAST_NODE = 24;

/**
 * Runs one command on a runner and turns whatever happens into log, annotations, summary and exit code.
 * `title` heads the summary of a failure that could be of any action. An orphaned rejection ends the run red with our message, not with Node's.
 */
export function start(
  runner: Runner,
  command: (signal: AbortSignal) => Promise<void> | void,
  title?: string,
): void {
  const abort = new AbortController();
  const fail = (error: unknown): void => {
    const failure = asFailure(error);
    try {
      const annotations = failureAnnotations(failure);
      for (const { message, at } of annotations) runner.annotate("error", message, at);
      // An annotation stands in the log too; only what they leave out is said there again.
      if (failure.all.length > annotations.length) runner.group("All problems", failureLines(failure));
      runner.summary(failureMarkdown(failure, title));
    } finally {
      process.exitCode = 1;
    }
  };
  const die = (error: unknown): void => {
    fail(error);
    process.exit(1);
  };
  process.on("uncaughtException", die);
  process.on("unhandledRejection", die);
  process.on("SIGINT", () => abort.abort());
  process.on("SIGTERM", () => abort.abort());
  void (async () => {
    try {
      if (Number.parseInt(process.versions.node, 10) < LEAST_NODE)
        throw new Failure("RUNNER_UNUSABLE", `This needs Node ${LEAST_NODE}.`, {
          fix: "Use a runner of version 2.327 or newer.",
        });
      await command(abort.signal);
    } catch (error) {
      fail(error);
    }
    // All is written by now. Left to itself Node would first take down its heap: 4 ms. An orphaned rejection comes before.
    setImmediate(() => process.exit());
  })();
}
