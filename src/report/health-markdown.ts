import { activeProbe, type HealthReport, isAllHealthy, nameOf, type Probe } from "./health.ts";
import { escapeMarkdown } from "./markdown.ts";

const MARKS: Readonly<Record<Probe["status"], string>> = {
  healthy: "✅ healthy",
  unhealthy: "❌ unhealthy",
  not_configured: "not configured",
};

/** The health of every provider as a job summary: a table, what was asked of each, the fixes to paste. */
export function healthMarkdown(report: HealthReport): string {
  const active = activeProbe(report);
  const lines = [
    `### ${isAllHealthy(report) ? "✅" : "❌"} Secrets: ${
      active === undefined ? "no provider is healthy" : `${escapeMarkdown(nameOf(active))} is active`
    }`,
    "",
    "| Provider | Status | Authenticated | Who | Until |",
    "|---|---|---|---|---|",
    ...report.probes.map(
      (probe) =>
        `| ${escapeMarkdown(nameOf(probe))} | ${MARKS[probe.status]} | ${yesNo(probe.authenticated)} | ${escapeMarkdown(probe.subject ?? "")} | ${probe.expires?.toISOString().replace(/\.\d+/, "") ?? ""} |`,
    ),
    "",
    `Bare paths go down this chain: ${report.chain.map(escapeMarkdown).join(", ")}.`,
  ];
  for (const probe of report.probes.filter(({ checks }) => checks.length > 0)) {
    lines.push("", `**${escapeMarkdown(nameOf(probe))}**`, "");
    for (const { name, ok, text, fix } of probe.checks) {
      lines.push(`- ${ok ? "✅" : "❌"} ${escapeMarkdown(name)}: ${escapeMarkdown(text)}`);
      if (!ok && fix !== undefined)
        lines.push("", `  <pre>${fix.split("\n").map(escapeMarkdown).join("<br>")}</pre>`, "");
    }
  }
  return `${lines.join("\n")}\n\n`;
}

const yesNo = (authenticated: boolean | undefined): string =>
  authenticated === undefined ? "" : authenticated ? "yes" : "no";
