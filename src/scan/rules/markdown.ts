import { proves } from "../checksums.ts";
import type { RuleSpec } from "../rule.ts";
import { OMITTED } from "./omitted.ts";
import { FROM } from "./shape.ts";

const HEAD = ["Rule", "Provider", "What", "Level", "Severity", "gitleaks", "Source", "Revoke"];

/**
 * The rules as a Markdown table, for the documentation; and after it the rules of gitleaks that none stands for.
 *
 * @param rules the table
 */
export function rulesMarkdown(rules: readonly RuleSpec[]): string {
  const rows = rules.map((rule) => [
    `\`${rule.id}\``,
    rule.provider,
    rule.what,
    levelText(rule),
    rule.severity,
    rule.gitleaks.map((id) => `\`${id}\``).join(", "),
    rule.source === FROM.memory ? "not confirmed" : rule.source,
    rule.revoke === undefined ? "" : `[how](${rule.revoke})`,
  ]);
  const omitted = Object.entries(OMITTED).map(([id, reason]) => [`\`${id}\``, reason]);
  return `${table(HEAD, rows)}\n\n${table(["gitleaks", "Why no rule stands for it"], omitted)}`;
}

/** What a match says; where there is a check, what it says when that holds and when it fails. */
function levelText(rule: RuleSpec): string {
  if (rule.check === "none") {
    return rule.level ?? (rule.prefixes.length === 0 ? "generic" : "specific");
  }
  return `${proves(rule.check) ? "verified" : "specific"} (${rule.check}), else placeholder`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
