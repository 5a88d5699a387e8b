import { activeProbe } from "./report-health.js";
const PREFIX = "secrets_action_";
const MS_PER_SECOND = 1e3;
const BOUNDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const NO_REASON = "none";
const flag = (is) => is ? 1 : 0;
const seconds = (date) => Math.floor(date.getTime() / MS_PER_SECOND);
const reasonOf = (code) => code?.toLowerCase() ?? NO_REASON;
const gauge = (name, help, samples) => ({
  kind: "gauge",
  name: `${PREFIX}${name}`,
  help,
  samples
});
const AUTHENTICATED = "Whether the login at the provider succeeded; the reason where it did not.";
const SEALED = "Whether the provider's storage is sealed.";
const EXPIRY = "When the credential for the provider ends by itself.";
function runMetrics(facts) {
  const { providers } = facts;
  const run = { repository: facts.repository, workflow: facts.workflow };
  const of = (name, help, value, more = () => ({})) => gauge(
    name,
    help,
    providers.flatMap((one) => {
      const figure = value(one);
      return figure === void 0 ? [] : [{ labels: { provider: one.provider, ...more(one), ...run }, value: figure }];
    })
  );
  const whole = (name, help, value, more = {}) => gauge(name, help, [{ labels: { ...more, ...run }, value }]);
  return [
    whole("run_info", "The version that ran.", 1, { version: facts.version }),
    whole("run_success", "Whether the run exported what it was asked for.", flag(facts.succeeded)),
    whole("run_timestamp_seconds", "When the run ended.", seconds(facts.ended)),
    whole("run_duration_seconds", "How long the run took.", facts.durationMs / MS_PER_SECOND),
    whole("fallbacks", "Names that came from another provider than the first one asked.", facts.fallbacks),
    gauge(
      "retrievals",
      "Names that asked the provider in the run, by outcome and reason.",
      providers.flatMap(
        ({ provider, outcomes }) => outcomes.map(({ outcome, reason, count }) => ({
          labels: { provider, outcome, reason: reasonOf(reason), ...run },
          value: count
        }))
      )
    ),
    of(
      "authenticated",
      AUTHENTICATED,
      ({ authenticated }) => authenticated === void 0 ? void 0 : flag(authenticated),
      ({ refused }) => ({ reason: reasonOf(refused) })
    ),
    of("cache_hits", "Names that got what was read for another name already.", ({ cacheHits }) => cacheHits),
    of(
      "cache_hit_ratio",
      "Cache hits by names that asked, from 0 to 1.",
      ({ cacheHits, references }) => references === 0 ? void 0 : cacheHits / references
    ),
    of("sealed", SEALED, ({ sealed }) => sealed === void 0 ? void 0 : flag(sealed)),
    of(
      "credential_expiry_timestamp_seconds",
      EXPIRY,
      ({ expires }) => expires === void 0 ? void 0 : seconds(expires)
    ),
    of(
      "value_expiry_timestamp_seconds",
      "When the first of the values ends by itself.",
      ({ valuesExpire }) => valuesExpire === void 0 ? void 0 : seconds(valuesExpire)
    ),
    {
      kind: "histogram",
      name: `${PREFIX}request_duration_seconds`,
      help: "How long the requests of the run took.",
      bounds: BOUNDS,
      samples: providers.filter(({ requestsMs }) => requestsMs.length > 0).map(({ provider, requestsMs }) => distribution({ provider, ...run }, requestsMs))
    }
  ].filter(({ samples }) => samples.length > 0);
}
function healthSamples(report) {
  const probes = report.probes.filter(({ status }) => status !== "not_configured");
  const active = activeProbe(report);
  const of = (name, help, value, more = () => ({})) => gauge(
    name,
    help,
    probes.flatMap((probe) => {
      const figure = value(probe);
      return figure === void 0 ? [] : [{ labels: { provider: probe.id, ...more(probe) }, value: figure }];
    })
  );
  return [
    of("provider_healthy", "Whether the provider is healthy.", ({ status }) => flag(status === "healthy")),
    of("provider_active", "Whether it is the first healthy one of the chain.", (one) => flag(one === active)),
    of(
      "authenticated",
      AUTHENTICATED,
      ({ authenticated }) => authenticated === void 0 ? void 0 : flag(authenticated),
      ({ authenticated, checks }) => ({ reason: authenticated === true ? NO_REASON : failedCheck(checks) })
    ),
    of("sealed", SEALED, ({ checks }) => {
      const seals = checks.filter(({ name }) => name === "seal" || name === "STORE_SEALED");
      return seals.length === 0 ? void 0 : flag(seals.some(({ ok }) => !ok));
    }),
    of(
      "credential_expiry_timestamp_seconds",
      EXPIRY,
      ({ expires }) => expires === void 0 ? void 0 : seconds(expires)
    ),
    of("probe_duration_seconds", "How long the probe took.", ({ tookMs }) => tookMs / MS_PER_SECOND)
  ].filter(({ samples }) => samples.length > 0);
}
const failedCheck = (checks) => reasonOf(checks.find(({ name, ok }) => !ok && /^[A-Z]+(?:_[A-Z]+)+$/.test(name))?.name ?? "unhealthy");
function distribution(labels, timesMs) {
  const counts = Array.from({ length: BOUNDS.length + 1 }, () => 0);
  for (const ms of timesMs) {
    const at = BOUNDS.findIndex((bound) => ms / MS_PER_SECOND <= bound);
    counts[at === -1 ? BOUNDS.length : at] += 1;
  }
  return { labels, counts, sum: timesMs.reduce((sum, ms) => sum + ms, 0) / MS_PER_SECOND };
}
export {
  healthSamples,
  runMetrics
};
