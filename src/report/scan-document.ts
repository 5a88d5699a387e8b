import { worstFirst } from "./scan-text.ts";
import type { RangeFacts, RangeFinding, SuppressedFinding } from "./scanned.ts";

/** How many findings of each level there are: what the output `counts` holds. Pure. */
export function countsByLevel(findings: readonly RangeFinding[]): Readonly<Record<string, number>> {
  const counts: Record<RangeFinding["level"], number> = {
    verified: 0,
    specific: 0,
    generic: 0,
    placeholder: 0,
  };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}

/** One scan of a range for a program, every finding of it: no secret in it. Pure. */
export const rangeDocument = (facts: RangeFacts) => ({
  schema: 1,
  mode: facts.mode,
  event: facts.event,
  range: { base: facts.base, head: facts.head, why: facts.why },
  proof: { ...facts.proof, skipped: facts.proof.skipped },
  rules: facts.rules,
  fail_on: facts.failOn,
  blocking: facts.findings.filter(({ blocks }) => blocks).length,
  counts: countsByLevel(facts.findings),
  findings: worstFirst(facts.findings).map(entryOf),
  in_base: worstFirst(facts.listed).map(entryOf),
  suppressed: worstFirst(facts.suppressed).map(suppressedEntry),
  unused_suppressions: facts.unusedSuppressions,
  changed_policy: facts.changedPolicy,
  notes: facts.notes,
});

const entryOf = (one: RangeFinding) => ({
  kind: one.kind,
  path: one.path,
  line: one.line,
  column: one.column,
  end_line: one.endLine,
  end_column: one.endColumn,
  rule: one.rule,
  what: one.what,
  level: one.level,
  sight: one.sight,
  decoded: one.decoded,
  facts: one.facts,
  reason: one.reason ?? null,
  blocks: one.blocks,
  status: one.status === "new" ? "new" : "in-base",
  commit: one.commit,
  author: one.author,
  date: one.date,
  revoke: one.revoke ?? null,
  fingerprint: one.fingerprint,
});

const suppressedEntry = (one: SuppressedFinding) => ({
  ...entryOf(one),
  suppressed_by: one.by,
  suppressed_why: one.why ?? null,
  suppression_added_by: one.addedBy ?? null,
});
