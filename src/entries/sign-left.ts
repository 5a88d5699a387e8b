import type { Runner } from "../runner/runner.ts";
import { readJournal, removeJournal } from "./sign-journal.ts";

const MAX_SHOWN = 10;

/**
 * What a run that signed left: says what a killed one could not say itself, and looks at its tags once more. Returns a line
 * for the log, if there is something to say. Throws REGISTRY_*, NOT_PUBLISHED.
 */
export async function settleSigning(runner: Runner, signal: AbortSignal): Promise<string | undefined> {
  const left = readJournal(runner);
  if (left === undefined) return "The list of signatures' tags is gone from RUNNER_TEMP.";
  const { signing, unpublished, tags } = left;
  try {
    if (signing > 0)
      runner.annotate(
        "warning",
        `The run ended while it signed: a log may hold up to ${signing} ${signing === 1 ? "entry that belongs" : "entries that belong"} to no bundle. Nothing was published; run it again.`,
        { title: "Signing was cut short" },
      );
    if (unpublished.length > 0)
      runner.annotate(
        "warning",
        [
          "The run ended before all of its signatures were published. Run it again, or have a later step (if: always()) publish its bundles, which signs nothing anew:",
          "publish: |",
          ...unpublished.slice(0, MAX_SHOWN).map((file) => `  ${file}`),
          ...(unpublished.length > MAX_SHOWN ? [`  # and ${unpublished.length - MAX_SHOWN} more`] : []),
        ].join("\n"),
        { title: "Publishing was cut short" },
      );
    if (tags.length === 0) return undefined;
    await (await import("./sign-tags.ts")).settleTags(runner, tags, signal);
    return `Looked at ${tags.length === 1 ? "1 tag" : `${tags.length} tags`} of signatures again: all are there.`;
  } finally {
    removeJournal(runner);
  }
}
