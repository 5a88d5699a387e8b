import { activeProbe, nameOf } from "./report-health.js";
const WORDS = {
  healthy: "healthy",
  unhealthy: "UNHEALTHY",
  not_configured: "not configured"
};
function healthLines(report) {
  const active = activeProbe(report);
  const width = Math.max(0, ...report.probes.map((probe) => nameOf(probe).length));
  return [
    `secrets-action ${report.version} \xB7 chain ${report.chain.join(", ")}`,
    ...report.probes.flatMap((probe) => [
      `\u25B8 ${nameOf(probe).padEnd(width)}   ${WORDS[probe.status]}${whoOf(probe)}`,
      ...probe.checks.flatMap(({ name, ok, text, fix }) => [
        `    ${ok ? "ok " : "NO "} ${name}   ${text}`,
        ...ok || fix === void 0 ? [] : fixLines(fix)
      ])
    ]),
    `secrets provider: ${active === void 0 ? "none" : nameOf(active)}`
  ];
}
const fixLines = (fix) => fix.split("\n").map((line, i) => `        ${i === 0 ? "Fix:" : "    "} ${line}`);
function whoOf({ subject, authenticated, expires }) {
  const until = expires === void 0 ? "" : `   until ${expires.toISOString().replace(/\.\d+/, "")}`;
  if (subject !== void 0) return `   ${subject}${until}`;
  return authenticated === false ? "   not authenticated" : "";
}
export {
  healthLines
};
