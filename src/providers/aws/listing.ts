import { type Failure, together } from "../../kernel/errors.ts";
import type { Content, Outcome } from "../provider.ts";
import { failed, MISSING } from "../outcome.ts";

/**
 * One outcome for everything under a prefix: its values by the rest of their name, or all that failed together.
 * A name that is the prefix itself has no rest: it is left out, and that is said.
 */
export function listingOf(prefix: string, read: readonly (readonly [string, Outcome])[]): Outcome {
  const failures: Failure[] = [];
  const entries = new Map<string, Content>();
  const notices: string[] = [];
  for (const [name, outcome] of [...read].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (outcome.is === "failed") failures.push(outcome.error);
    else if (outcome.is === "found" && name === prefix)
      notices.push(`${name} is left out: nothing of its name follows the prefix. Ask for it by its name.`);
    else if (outcome.is === "found") entries.set(name.slice(prefix.length), outcome.value);
  }
  const [first, ...rest] = failures;
  if (first !== undefined) return failed(together([first, ...rest]));
  if (entries.size === 0) return MISSING;
  return {
    is: "found",
    value: { kind: "listing", entries },
    ...(notices.length === 0 ? {} : { notices }),
  };
}

/** Lists may be minutes old: what was deleted since is as good as not listed. */
export const isGone = (outcome: Outcome): boolean =>
  outcome.is === "missing" || (outcome.is === "failed" && outcome.error.code === "SECRET_DELETED");
