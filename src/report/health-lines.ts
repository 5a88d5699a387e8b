import { activeProbe, type HealthReport, nameOf, type Probe } from "./health.ts";

const WORDS: Readonly<Record<Probe["status"], string>> = {
  healthy: "healthy",
  unhealthy: "UNHEALTHY",
  not_configured: "not configured",
};

/** The health of every provider as lines of log: one each, its checks below it, the fix below what is not well. */
export function healthLines(report: HealthReport): string[] {
  const active = activeProbe(report);
  const width = Math.max(0, ...report.probes.map((probe) => nameOf(probe).length));
  return [
    `secrets-action ${report.version} · chain ${report.chain.join(", ")}`,
    ...report.probes.flatMap((probe) => [
      `▸ ${nameOf(probe).padEnd(width)}   ${WORDS[probe.status]}${whoOf(probe)}`,
      ...probe.checks.flatMap(({ name, ok, text, fix }) => [
        `    ${ok ? "ok " : "NO "} ${name}   ${text}`,
        ...(ok || fix === undefined ? [] : fixLines(fix)),
      ]),
    ]),
    `secrets provider: ${active === undefined ? "none" : nameOf(active)}`,
  ];
}

const fixLines = (fix: string): string[] =>
  fix.split("\n").map((line, i) => `        ${i === 0 ? "Fix:" : "    "} ${line}`);

function whoOf({ subject, authenticated, expires }: Probe): string {
  const until = expires === undefined ? "" : `   until ${expires.toISOString().replace(/\.\d+/, "")}`;
  if (subject !== undefined) return `   ${subject}${until}`;
  return authenticated === false ? "   not authenticated" : "";
}
