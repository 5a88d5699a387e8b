import { printable } from "../kernel/printable.ts";
import {
  detailsOf,
  isBlocked,
  LEVEL_TEXT,
  placeOf,
  proofText,
  rangeText,
  shortCommit,
  verdictText,
  worstFirst,
} from "./scan-text.ts";
import type { RangeFacts, RangeFinding } from "./scanned.ts";

const MAX_ROWS = 200;
const MAX_PATH = 300;

/** One scan of a range for the log or a terminal: findings as compilers print theirs, the worst first; the last line sums up. */
export function rangeLines(facts: RangeFacts): string[] {
  const { findings, listed, suppressed, unusedSuppressions, changedPolicy, notes, proof } = facts;
  return [
    ...rows(worstFirst(findings), lineOf),
    ...rows(worstFirst(listed), (one) => `${lineOf(one)}: in the base already`),
    ...rows(worstFirst(suppressed), (one) => `${lineOf(one)}: suppressed by ${one.by}${added(one.addedBy)}`),
    ...rows(unusedSuppressions, (text) => text),
    ...rows(changedPolicy, (text) => `changed here, not obeyed: ${text}`),
    ...rows(proof.skipped, ({ path, why }) => `${path}: not read: ${why}`),
    ...rows(notes, (text) => text),
    printable(`  ${rangeText(facts)}`),
    `${isBlocked(facts) ? "✗" : "✓"} ${verdictText(facts)}: ${proofText(proof)}`,
  ];
}

const added = (by: string | undefined): string => (by === undefined ? "" : `, added here by ${by}`);

function lineOf(one: RangeFinding): string {
  const details = detailsOf(one);
  const by = one.commit === "" ? "" : ` in ${shortCommit(one.commit)} by ${one.author}`;
  return `${placeOf(one, MAX_PATH)}: ${LEVEL_TEXT[one.level]} ${one.rule}${details.length === 0 ? "" : ` (${details.join("; ")})`}${by}`;
}

function rows<T>(items: readonly T[], text: (item: T) => string): string[] {
  const lines = items.slice(0, MAX_ROWS).map((item) => printable(text(item)));
  return items.length > MAX_ROWS ? [...lines, `… and ${items.length - MAX_ROWS} more`] : lines;
}
