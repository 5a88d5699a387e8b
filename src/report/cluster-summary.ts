import { changeText, type ClusterFacts, type ObjectFacts, verbCounts, type WaitFacts } from "./cluster.ts";
import { code, escapeMarkdown, list, table } from "./markdown.ts";

const MAX_ROWS = 200;

/** The cluster's part of the job summary. Every text of a server is shown as text, whatever it holds. */
export function clusterMarkdown(facts: ClusterFacts): string {
  const { objects, synced, restarted } = facts;
  const failed = facts.failed !== undefined || [...synced, ...restarted].some(({ is }) => is === "failed");
  const mark = failed ? "❌" : facts.notices.length > 0 ? "⚠️" : "✅";
  const what = objects.length === 0 ? "nothing to apply" : verbCounts(objects);
  const lines = [
    `### ${mark} Cluster: ${what}${facts.dryRun ? " (dry run: nothing was changed)" : ""}`,
    "",
    `${code(facts.cluster)} as ${code(facts.user)}, field manager ${code(facts.manager)}`,
    ...table(["Object", "Result", "Keys", "Before", "Time"], objects.slice(0, MAX_ROWS).map(objectCells)),
    ...(objects.length > MAX_ROWS ? ["", `… and ${objects.length - MAX_ROWS} more in the report.`] : []),
    ...table(["ExternalSecret", "Result", "Secret", "Time", "Why"], synced.map(waitCells)),
    ...table(["Workload", "Result", "Because of", "Time", "Why"], restarted.map(waitCells)),
    ...list(
      "Immutable Secrets and their names",
      [...facts.names].map(([asked, real]) => `${code(asked)} is ${code(real)}`),
    ),
    ...list("No longer asked for", facts.left.map(code)),
    ...list("Stopped", facts.failed === undefined ? [] : [escapeMarkdown(facts.failed)]),
    ...list("To know", [
      ...objects.flatMap(({ object, notes }) =>
        notes.map((note) => `${code(object)}: ${escapeMarkdown(note)}`),
      ),
      ...facts.notices.map(escapeMarkdown),
    ]),
  ];
  return `${lines.join("\n")}\n\n`;
}

const objectCells = (row: ObjectFacts): string[] => [
  code(row.object),
  escapeMarkdown(row.verb),
  code(changeText(row.changes)),
  code(row.formerOwner ?? ""),
  row.ms === 0 ? "" : `${Math.round(row.ms)}&nbsp;ms`,
];

const waitCells = (row: WaitFacts): string[] => [
  code(row.object),
  escapeMarkdown(row.is),
  row.secrets.map(code).join(", "),
  `${(row.ms / 1000).toFixed(1)}&nbsp;s`,
  escapeMarkdown(row.why ?? ""),
];
