import type { LeftCredential } from "../export/left-credentials.ts";
import type { LeftFile, Leftovers } from "../export/leftovers.ts";
import { asFailure, type Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { Runner } from "../runner/runner.ts";

export interface PostParts {
  readonly runner: Runner;
  /** What main left, undefined where it never came to an effect. */
  readonly leftovers: () => Leftovers | undefined;
  /** Removes one file; true where it was there. */
  readonly remove: (file: LeftFile) => boolean;
  /** Removes the leftovers file itself, last, so that a post that is cut short can run again. */
  readonly forget: () => void;
  /** What main left at providers, undefined where there is no file that says so. */
  readonly credentials: () => readonly LeftCredential[] | undefined;
  /** What main said of them for the case that the file is gone. */
  readonly notes: () => readonly string[];
  /** Undoes one; returns a line for the log. Throws a Failure where it cannot. */
  readonly undo: (left: LeftCredential, signal: AbortSignal) => Promise<string>;
  /** Looks once more at the tags that main wrote at registries; undefined where it signed nothing. Returns a line for the log, where there is something to say. */
  readonly settle?: ((signal: AbortSignal) => Promise<string | undefined>) | undefined;
  /** Removes the file that lists them: it holds tokens, whatever became of them. */
  readonly forgetCredentials: () => void;
}

/** A job does not wait longer for stores that do not answer. */
const UNDO_MS = 30_000;
/** Twelve rounds at a registry that is in a crowd. */
const SETTLE_MS = 60_000;

/** Removes, blanks and revokes what main left. Never fails a job: what cannot be undone is a warning that names it. */
export async function post(parts: PostParts, signal: AbortSignal): Promise<void> {
  const cleaned = clean(parts);
  const revoked = await revoke(parts, signal);
  const settled = await settle(parts, signal);
  if (!cleaned && !revoked && !settled) parts.runner.info("Nothing to clean up.");
}

/** Files and variables; false where there were none. */
function clean(parts: PostParts): boolean {
  const { runner } = parts;
  const leftovers = parts.leftovers();
  if (leftovers === undefined) return false;
  let removed = 0;
  let failed = 0;
  for (const file of leftovers.files) {
    try {
      if (parts.remove(file)) removed += 1;
    } catch (error) {
      failed += 1;
      runner.annotate("warning", `A file could not be removed: ${file.path}. ${asFailure(error).message}`);
    }
  }
  // The runner cannot unset a variable; an empty one is the nearest thing.
  runner.exportVariables(new Map(leftovers.variables.map((name) => [name, Secret.of("")])));
  if (failed === 0) parts.forget();
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
  runner.info(
    `Cleaned up: ${count(removed, "file")} removed, ${count(leftovers.variables.length, "variable")} blanked.`,
  );
  return true;
}

/** Signatures that another writer of the same tag dropped; false where no tag was written. */
async function settle({ runner, settle: look }: PostParts, signal: AbortSignal): Promise<boolean> {
  if (look === undefined) return false;
  try {
    const line = await look(AbortSignal.any([signal, AbortSignal.timeout(SETTLE_MS)]));
    if (line === undefined) return false;
    runner.info(line);
  } catch (error) {
    const failure = asFailure(error);
    for (const one of failure.all.length > 0 ? failure.all : [failure])
      runner.annotate("warning", `A signature may be missing at its registry. ${shown(one)}`);
  }
  return true;
}

/** Credentials at providers; false where there were none. */
async function revoke(parts: PostParts, signal: AbortSignal): Promise<boolean> {
  const { runner } = parts;
  const left = parts.credentials();
  if (left === undefined) {
    const notes = parts.notes();
    for (const note of notes)
      runner.annotate("warning", `The file that lists what to revoke is gone from RUNNER_TEMP. ${note}`);
    return notes.length > 0;
  }
  for (const line of await undoAll(left, parts.undo, signal)) {
    if (typeof line === "string") runner.info(line);
    else runner.annotate("warning", shown(line));
  }
  parts.forgetCredentials();
  return left.length > 0;
}

/** Undoes all at once, within a time of its own; a line or a failure for each. */
export async function undoAll(
  left: readonly LeftCredential[],
  undo: PostParts["undo"],
  signal: AbortSignal,
): Promise<readonly (string | Failure)[]> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(UNDO_MS)]);
  const ended = await Promise.allSettled(left.map(async (one) => undo(one, limited)));
  return ended.map((one) => (one.status === "fulfilled" ? one.value : asFailure(one.reason)));
}

/** A failure as one warning, its fix below. */
export const shown = ({ message, fix }: Failure): string =>
  fix === undefined ? message : `${message}\n${fix}`;
