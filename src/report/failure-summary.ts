import type { Failure, FailureCode } from "../kernel/errors.ts";
import { docsUrl, placeText } from "./failure.ts";
import { escapeMarkdown } from "./markdown.ts";
import { shortDigests } from "./short.ts";

/** What is found out after the values are in the cluster: then it would be wrong that nothing was loaded. */
const AFTERWARDS: ReadonlySet<FailureCode> = new Set(["SYNC_FAILED", "ROLLOUT_FAILED", "WAIT_EXPIRED"]);

/** What verifying comes to. */
const UNVERIFIED: ReadonlySet<FailureCode> = new Set([
  "SIGNATURE_MISSING",
  "SIGNATURE_INVALID",
  "IDENTITY_MISMATCH",
  "POLICY_UNMET",
]);

/** What is found out once something is signed. */
const UNPUBLISHED: ReadonlySet<FailureCode> = new Set(["NOT_PUBLISHED"]);

/** What only signing and verifying meet. */
const SIGNATURES =
  /^(?:SUBJECT|SIGNING|SIGNATURE|TRUST_ROOT|REGISTRY)_|^(?:PREDICATE_INVALID|PUBLIC_LOG_REFUSED|ATTESTATION_REFUSED|IDENTITY_MISMATCH|POLICY_UNMET|NOT_PUBLISHED)$/;

function titleOf(problems: readonly Failure[], otherwise: string): string {
  const all = (codes: ReadonlySet<FailureCode>): boolean => problems.every(({ code }) => codes.has(code));
  if (all(AFTERWARDS)) return "Secrets: applied, and not in use";
  if (all(UNVERIFIED)) return "Signatures: not accepted";
  if (all(UNPUBLISHED)) return "Signatures: made, and not published";
  return problems.every(({ code }) => SIGNATURES.test(code)) ? "Signatures: the step failed" : otherwise;
}

/** A failed run as a job summary; `otherwise` is its title where the codes do not tell what failed. */
export function failureMarkdown(failure: Failure, otherwise = "Secrets: not loaded"): string {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const lines = [`### ❌ ${titleOf(problems, otherwise)}`, "", "| Code | Where | What |", "|---|---|---|"];
  for (const problem of problems)
    lines.push(
      `| [<code>${problem.code}</code>](${docsUrl(problem.code)}) | ${escapeMarkdown(placeText(problem.at))} | ${escapeMarkdown(shortDigests(problem.message))} |`,
    );
  const fixes = [...new Set(problems.map((problem) => problem.fix).filter((fix) => fix !== undefined))];
  if (fixes.length > 0) lines.push("", fixes.length === 1 ? "**Fix**" : "**Fixes**");
  for (const fix of fixes) lines.push(...fixMarkdown(fix));
  return `${lines.join("\n")}\n\n`;
}

/** A line of a fix that is said, not pasted: some words and a stop or a colon. `permissions:` is YAML. */
const SENTENCE = /^[^\s#]+ .*[.:]$/;

/** A fix with what one pastes in blocks of its own, as it is: GitHub gives each a button that copies it. */
function fixMarkdown(fix: string): string[] {
  // Longer than any run of backticks within, so that no line ends the block.
  const fence = "`".repeat(Math.max(3, ...[...fix.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const out: string[] = [];
  let isOpen = false;
  for (const line of fix.split("\n")) {
    const isSaid = SENTENCE.test(line);
    if (isSaid && isOpen) out.push(fence);
    if (isSaid) out.push("", escapeMarkdown(line));
    else out.push(...(isOpen ? [] : ["", fence]), line.replace(/\p{Cc}/gu, " "));
    isOpen = !isSaid;
  }
  return isOpen ? [...out, fence] : out;
}
