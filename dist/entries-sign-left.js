import { r as readJournal, a as removeJournal } from "./entries-sign-journal.js";
const MAX_SHOWN = 10;
async function settleSigning(runner, signal) {
  const left = readJournal(runner);
  if (left === void 0) return "The list of signatures' tags is gone from RUNNER_TEMP.";
  const { signing, unpublished, tags } = left;
  try {
    if (signing > 0)
      runner.annotate(
        "warning",
        `The run ended while it signed: a log may hold up to ${signing} ${signing === 1 ? "entry that belongs" : "entries that belong"} to no bundle. Nothing was published; run it again.`,
        { title: "Signing was cut short" }
      );
    if (unpublished.length > 0)
      runner.annotate(
        "warning",
        [
          "The run ended before all of its signatures were published. Run it again, or have a later step (if: always()) publish its bundles, which signs nothing anew:",
          "publish: |",
          ...unpublished.slice(0, MAX_SHOWN).map((file) => `  ${file}`),
          ...unpublished.length > MAX_SHOWN ? [`  # and ${unpublished.length - MAX_SHOWN} more`] : []
        ].join("\n"),
        { title: "Publishing was cut short" }
      );
    if (tags.length === 0) return void 0;
    await (await import("./signing.js").then(function(n) {
      return n.K;
    })).settleTags(runner, tags, signal);
    return `Looked at ${tags.length === 1 ? "1 tag" : `${tags.length} tags`} of signatures again: all are there.`;
  } finally {
    removeJournal(runner);
  }
}
export {
  settleSigning
};
