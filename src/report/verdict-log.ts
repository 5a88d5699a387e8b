import { printable } from "../kernel/printable.ts";
import { minuteOf, shortDigests, shortIdentity } from "./short.ts";
import {
  type CandidateFacts,
  explaining,
  hasPolicies,
  type VerdictFacts,
  type VerdictRow,
  verdictRows,
} from "./verdict.ts";

/** Causes of one failure that are told; the verdict's file has more. */
const MAX_CAUSES = 5;

/** A verdict for the log: first what failed, each with why; then what passed, each with who signed. */
export function verdictLines(verdict: VerdictFacts): string[] {
  const named = hasPolicies(verdict);
  return verdictRows(verdict).flatMap((row) => [
    printable(headLine(row, named)),
    ...(row.passed ? byLines(row) : whyLines(row)),
  ]);
}

function headLine({ subject, digest, need, passed, policy }: VerdictRow, named: boolean): string {
  const by = subject.endsWith(digest) ? "" : `   ${digest}`;
  const under = named ? `   (${policy})` : "";
  return `${passed ? "✓" : "✗"} ${passed ? need : `no accepted ${need}`}   ${subject}${by}${under}`;
}

function byLines({ candidates }: VerdictRow): string[] {
  const by = candidates.find(({ passed }) => passed);
  if (by === undefined) return [];
  const facts = [
    timeOf(by),
    ...(by.logIndex === undefined ? [] : [`log ${by.logIndex}`]),
    shortDigests(by.where),
  ];
  return [printable(`    by ${shortIdentity(by.identity ?? "")}`), printable(`    ${facts.join(" · ")}`)];
}

function whyLines(row: VerdictRow): string[] {
  const { shown, others } = explaining(row, MAX_CAUSES);
  if (shown.length === 0) return ["    nothing was found"];
  return [
    ...shown.flatMap((one) => [
      printable(
        `    ${shortDigests(one.where)}${one.identity === undefined ? "" : `   by ${shortIdentity(one.identity)}`}`,
      ),
      ...whyNot(one).map((why) => printable(`        ${why}`)),
    ]),
    ...(others > 0 ? [`    … and ${others} more, in the verdict`] : []),
  ];
}

/** When it was signed, to the minute. */
export const timeOf = ({ signedAt }: CandidateFacts): string =>
  signedAt?.[0] === undefined ? "no time" : minuteOf(new Date(signedAt[0]));

/** Why one signature did not count, a cause a line. */
export const whyNot = ({ error, mismatches }: CandidateFacts): string[] =>
  error === undefined
    ? mismatches.map(({ check, expected, found, note }) =>
        check === "need"
          ? `it is ${found}, which is no ${expected}`
          : `${check} is ${shortDigests(found)}, not ${shortDigests(expected)}${note === undefined ? "" : ` (${note})`}`,
      )
    : [error.message];
