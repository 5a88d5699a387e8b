import { clusterMarkdown } from "./cluster-summary.ts";
import { signingMarkdown } from "./signed-summary.ts";
import { isSigningOnly } from "./signed.ts";
import { ageOf, type Identity, type LoadedName, type LoadReport } from "./loaded.ts";
import { reasons } from "./log.ts";
import { code, escapeMarkdown, list, table } from "./markdown.ts";
import type { ProviderFacts } from "./metrics.ts";

const MAX_ROWS = 500;

/** The job summary as GitHub renders it: who, names, sources, ages and destinations, never a value. */
export function summaryMarkdown(report: LoadReport): string {
  const { identities, loaded, absent, notices } = report;
  const now = new Date(report.started.getTime() + report.durationMs);
  const signed = report.signing === undefined ? "" : signingMarkdown(report.signing);
  if (report.signing !== undefined && isSigningOnly(report))
    return signingMarkdown({ ...report.signing, notes: [...new Set([...notices, ...report.signing.notes])] });
  const failed = report.cluster?.failed !== undefined || report.signing?.failed !== undefined;
  const mark = failed ? "❌" : notices.length > 0 ? "⚠️" : "✅";
  const verb = report.dryRun ? "would load" : failed ? "read, nothing exported" : "loaded";
  const lines = [
    `### ${mark} Secrets: ${loaded.length} ${verb}${absent.length > 0 ? `, ${absent.length} absent` : ""}`,
    ...table(["Identity", "Who", "Account", "Until"], identities.map(identityCells)),
    ...table(
      ["Provider", "Names", "Read once for several", "Time", "Failures"],
      report.providers.map(providerCells),
    ),
    ...table(
      ["Secret", "Source", "Locator", "Age", "Destination"],
      loaded.slice(0, MAX_ROWS).map((row) => secretCells(row, now)),
    ),
  ];
  if (loaded.length > MAX_ROWS) lines.push("", `… and ${loaded.length - MAX_ROWS} more in the report.`);
  const fallbacks = loaded.filter((row) => row.skipped.length > 0);
  const why = ({ name, skipped }: Pick<LoadedName, "name" | "skipped">): string =>
    `${code(name)}: ${escapeMarkdown(reasons(skipped))}`;
  lines.push(
    ...list("From a fallback", fallbacks.map(why)),
    ...list("Optional and not found", absent.map(why)),
    ...list("To know", notices.map(escapeMarkdown)),
  );
  return `${lines.join("\n")}\n\n${signed}${report.cluster === undefined ? "" : clusterMarkdown(report.cluster)}`;
}

const identityCells = ({ provider, subject, account, expires }: Identity): string[] => [
  escapeMarkdown(provider),
  code(subject),
  code(account ?? ""),
  expires === undefined ? "" : `${expires.toISOString().slice(0, 16).replace("T", " ")}&nbsp;UTC`,
];

const providerCells = (facts: ProviderFacts): string[] => {
  const failures = facts.outcomes
    .filter(({ outcome }) => outcome === "failed")
    .map(({ reason, count }) => `${count} × <code>${reason ?? ""}</code>`);
  return [
    escapeMarkdown(facts.provider),
    String(facts.references),
    facts.cacheHits === 0 ? "" : String(facts.cacheHits),
    `${Math.round(facts.waitedMs)}&nbsp;ms`,
    failures.join(", "),
  ];
};

const secretCells = (row: LoadedName, now: Date): string[] => [
  code(row.name),
  `${escapeMarkdown(row.provider)}${row.skipped.length > 0 ? " ↩" : ""}`,
  code(row.shown),
  ageOf(row.date, now),
  `${escapeMarkdown(row.destinations.join(", "))}${row.masked ? "" : " · not masked"}`,
];
