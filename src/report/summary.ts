import { ageOf, type LoadReport } from "./loaded.ts";
import { reasons } from "./log.ts";

const MAX_ROWS = 500;
const MARKDOWN = /[\\`*_{}[\]()#+\-!|<>&~]/g;

/**
 * Text from outside as markdown that shows it and nothing else: every character that could mean something
 * becomes a numeric entity.
 */
export const escapeMarkdown = (text: string): string =>
  text.replace(/\p{Cc}/gu, " ").replace(MARKDOWN, (char) => `&#${char.codePointAt(0)};`);

const code = (text: string): string => (text === "" ? "" : `<code>${escapeMarkdown(text)}</code>`);

/** The job summary as GitHub renders it: names, sources, ages and destinations, never a value. */
export function summaryMarkdown(report: LoadReport): string {
  const { loaded, absent, notices } = report;
  const now = new Date(report.started.getTime() + report.durationMs);
  const mark = notices.length > 0 ? "⚠️" : "✅";
  const verb = report.dryRun ? "would load" : "loaded";
  const lines = [
    `### ${mark} Secrets: ${loaded.length} ${verb}${absent.length > 0 ? `, ${absent.length} absent` : ""}`,
    "",
    "| Secret | Source | Locator | Age | Destination |",
    "|---|---|---|---|---|",
    ...loaded
      .slice(0, MAX_ROWS)
      .map(
        (row) =>
          `| ${code(row.name)} | ${escapeMarkdown(row.provider)}${row.skipped.length > 0 ? " ↩" : ""} | ${code(row.shown)} | ${ageOf(row.date, now)} | ${escapeMarkdown(row.destinations.join(", "))}${row.masked ? "" : " · not masked"} |`,
      ),
  ];
  if (loaded.length > MAX_ROWS) lines.push("", `… and ${loaded.length - MAX_ROWS} more in the report.`);
  const fallbacks = loaded.filter((row) => row.skipped.length > 0);
  if (fallbacks.length > 0)
    lines.push(
      "",
      "**From a fallback**",
      "",
      ...fallbacks.map((row) => `- ${code(row.name)}: ${escapeMarkdown(reasons(row.skipped))}`),
    );
  if (absent.length > 0)
    lines.push(
      "",
      "**Optional and not found**",
      "",
      ...absent.map((row) => `- ${code(row.name)}: ${escapeMarkdown(reasons(row.skipped))}`),
    );
  if (notices.length > 0)
    lines.push("", "**To know**", "", ...notices.map((notice) => `- ${escapeMarkdown(notice)}`));
  return `${lines.join("\n")}\n\n`;
}
