import { changeText, type ClusterFacts, type ObjectFacts, verbCounts, type WaitFacts } from "./cluster.ts";
import { code, escapeMarkdown, list, table } from "./markdown.ts";

const MAX_ROWS = 200;
/** Between two keys, each of which begins with a sign. */
const KEY_ENDS = / (?=[+~…-])/;

/** The cluster's part of the job summary. Every text of a server is shown as text, whatever it holds. */
export function clusterMarkdown(facts: ClusterFacts): string {
  const { objects, synced, restarted } = facts;
  const failed = facts.failed !== undefined || [...synced, ...restarted].some(({ is }) => is === "failed");
  const mark = failed ? "❌" : facts.notices.length > 0 ? "⚠️" : "✅";
  const what = objects.length === 0 ? "nothing to apply" : verbCounts(objects);
  // The failure itself, with its fix, is told by the summary's next part.
  const whys = [...synced, ...restarted].flatMap(({ object, why }) =>
    why === undefined || why === facts.failed ? [] : [`${code(object)}: ${escapeMarkdown(why)}`],
  );
  const lines = [
    `### ${mark} Cluster: ${what}${facts.dryRun ? " (dry run: nothing was changed)" : ""}`,
    "",
    `${code(facts.cluster)} as ${code(facts.user)}, field manager ${code(facts.manager)}`,
    ...filled(["Object", "Result", "Keys", "Time"], objects.slice(0, MAX_ROWS).map(objectCells)),
    ...(objects.length > MAX_ROWS ? ["", `… and ${objects.length - MAX_ROWS} more in the report.`] : []),
    ...list(
      "Taken over",
      objects.flatMap(({ object, formerOwner }) =>
        formerOwner === undefined ? [] : [`${code(object)} from ${code(formerOwner)}`],
      ),
    ),
    ...filled(["ExternalSecret", "Result", "Secret", "Time"], synced.map(waitCells)),
    ...filled(["Workload", "Result", "Because of", "Time"], restarted.map(waitCells)),
    ...list("Why", whys),
    ...list(
      "Immutable Secrets and their names",
      [...facts.names].map(([asked, real]) => `${code(asked)} is ${code(real)}`),
    ),
    ...list("No longer asked for", facts.left.map(code)),
    ...list("To know", [
      ...objects.flatMap(({ object, notes }) =>
        notes.map((note) => `${code(object)}: ${escapeMarkdown(note)}`),
      ),
      ...facts.notices.map(escapeMarkdown),
    ]),
  ];
  return `${lines.join("\n")}\n\n`;
}

/** A table without the columns in which no row says anything: what is left of it has more room. */
function filled(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const kept = (cells: readonly string[]): string[] =>
    cells.filter((_, column) => rows.some((row) => row[column] !== ""));
  return table(kept(head), rows.map(kept));
}

const objectCells = (row: ObjectFacts): string[] => [
  code(row.object),
  escapeMarkdown(row.verb),
  changeText(row.changes).split(KEY_ENDS).map(code).join(" "),
  row.ms === 0 ? "" : `${Math.round(row.ms)}&nbsp;ms`,
];

const waitCells = (row: WaitFacts): string[] => [
  code(row.object),
  escapeMarkdown(row.is),
  row.secrets.map(code).join(", "),
  `${(row.ms / 1000).toFixed(1)}&nbsp;s`,
];
