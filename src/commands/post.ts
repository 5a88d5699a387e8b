import type { LeftFile, Leftovers } from "../export/leftovers.ts";
import { asFailure } from "../kernel/errors.ts";
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
}

/** Removes and blanks what main left. Never fails a job: what cannot be removed is a warning that names it. */
export function post(parts: PostParts): void {
  const { runner } = parts;
  const leftovers = parts.leftovers();
  if (leftovers === undefined) {
    runner.info("Nothing to clean up.");
    return;
  }
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
}
