import type { Failure } from "../kernel/errors.ts";
import { docsUrl, placeText } from "./failure.ts";
import { escapeMarkdown } from "./summary.ts";

/** A failed run as a job summary. */
export function failureMarkdown(failure: Failure): string {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const lines = ["### ❌ Secrets: not loaded", "", "| Code | Where | What |", "|---|---|---|"];
  for (const problem of problems)
    lines.push(
      `| [<code>${problem.code}</code>](${docsUrl(problem.code)}) | ${escapeMarkdown(placeText(problem.at))} | ${escapeMarkdown(problem.message)} |`,
    );
  const fixes = [...new Set(problems.map((problem) => problem.fix).filter((fix) => fix !== undefined))];
  if (fixes.length > 0) lines.push("", fixes.length === 1 ? "**Fix**" : "**Fixes**");
  for (const fix of fixes) lines.push("", `<pre>${escapeMarkdown(fix).replaceAll("\n", "<br>")}</pre>`);
  return `${lines.join("\n")}\n\n`;
}
