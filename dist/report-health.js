import { I as printableJson } from "./kernel-base.js";
function activeProbe({ chain, probes }) {
  return chain.map((id) => probes.find((probe) => probe.id === id)).find((probe) => probe?.status === "healthy");
}
const isAllHealthy = ({ probes }) => probes.every(({ status }) => status !== "unhealthy");
const nameOf = ({ key, id }) => key ?? id;
function healthObject(report) {
  const active = activeProbe(report);
  return {
    active_provider: active === void 0 ? null : nameOf(active),
    providers: Object.fromEntries(
      report.probes.flatMap(
        ({ key, status, authenticated }) => key === void 0 ? [] : [[key, { status, ...authenticated === void 0 ? {} : { authenticated } }]]
      )
    ),
    details: {
      version: report.version,
      checked: report.checked.toISOString(),
      chain: report.chain,
      providers: Object.fromEntries(report.probes.map((probe) => [probe.id, detailsOf(probe)]))
    }
  };
}
const healthJson = (report) => `${printableJson(JSON.stringify(healthObject(report), null, 2))}
`;
function detailsOf(probe) {
  if (probe.status === "not_configured") return { status: probe.status };
  return {
    status: probe.status,
    authenticated: probe.authenticated ?? null,
    subject: probe.subject ?? null,
    account: probe.account ?? null,
    expires: probe.expires?.toISOString() ?? null,
    took_ms: Math.round(probe.tookMs),
    checks: probe.checks.map(({ name, ok, text, fix }) => ({
      name,
      ok,
      text,
      ...fix === void 0 ? {} : { fix }
    }))
  };
}
export {
  activeProbe,
  healthJson,
  healthObject,
  isAllHealthy,
  nameOf
};
