import { code, escapeMarkdown, table } from "./markdown.ts";
import { middleOut, shortDigests, shortIdentity } from "./short.ts";
import { timeOf } from "./verdict-log.ts";
import {
  type CandidateFacts,
  explaining,
  hasPolicies,
  type VerdictFacts,
  type VerdictRow,
  verdictRows,
} from "./verdict.ts";

const MAX_ROWS = 200;
const MAX_CAUSES = 2;
const MAX_TEXT = 120;

/** A verdict as the job summary shows it: what failed first, with who signed and what did not hold. */
export function verdictMarkdown(verdict: VerdictFacts): string {
  const { passed, subjects } = verdict;
  const rows = verdictRows(verdict);
  const named = hasPolicies(verdict);
  const head = [
    "",
    "Subject",
    "Needs",
    ...(named ? ["Policy"] : []),
    passed ? "Signed by" : "Signed by, or why not",
  ];
  const good = subjects.filter((one) => one.passed).length;
  return `${[
    `### ${passed ? "✅ Verified" : "❌ Not verified"}: ${good} of ${subjects.length}`,
    ...table(
      head,
      rows.slice(0, MAX_ROWS).map((row) => cells(row, named)),
    ),
    ...(rows.length > MAX_ROWS ? ["", `… and ${rows.length - MAX_ROWS} more in the output verdict.`] : []),
  ].join("\n")}\n\n`;
}

function cells(row: VerdictRow, named: boolean): string[] {
  const [name] = row.subject.split(/@(?=sha256:[0-9a-f]{64}$)/) as [string];
  return [
    row.passed ? "✅" : "❌",
    `${code(middleOut(name, MAX_TEXT))}<br>${code(shortDigests(row.digest))}`,
    escapeMarkdown(middleOut(row.need, MAX_TEXT)),
    ...(named ? [escapeMarkdown(middleOut(row.policy, MAX_TEXT))] : []),
    row.passed ? signedBy(row) : whyNot(row),
  ];
}

function signedBy({ candidates }: VerdictRow): string {
  const by = candidates.find(({ passed }) => passed);
  if (by === undefined) return "";
  const facts = [
    timeOf(by),
    ...(by.logIndex === undefined ? [] : [`log ${by.logIndex}`]),
    shortDigests(by.where),
  ];
  return `${identityOf(by)}<br>${facts.map((fact) => escapeMarkdown(middleOut(fact, MAX_TEXT))).join(" · ")}`;
}

const identityOf = ({ identity = "" }: CandidateFacts): string =>
  code(middleOut(shortIdentity(identity), MAX_TEXT));

function whyNot(row: VerdictRow): string {
  const { shown, others } = explaining(row, MAX_CAUSES);
  if (shown.length === 0) return "nothing was found";
  return [...shown.map(causes), ...(others > 0 ? [`… and ${others} more`] : [])].join("<br>");
}

/** What did not hold of one signature, then whose it is. */
function causes(one: CandidateFacts): string {
  const text = (some: string): string => code(middleOut(shortDigests(some), MAX_TEXT));
  const why =
    one.error === undefined
      ? one.mismatches.map(({ check, expected, found, note }) =>
          check === "need"
            ? `only ${text(found)} was found`
            : `<b>${escapeMarkdown(check)}</b> is ${text(found)}, not ${text(expected)}${note === undefined ? "" : ` (${escapeMarkdown(note)})`}`,
        )
      : [escapeMarkdown(one.error.message)];
  const whose = one.identity === undefined ? [] : [`by ${identityOf(one)}`];
  const where = escapeMarkdown(middleOut(shortDigests(one.where), MAX_TEXT));
  return [...why, [...whose, where].join(" · ")].join("<br>");
}
