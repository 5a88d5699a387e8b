import type { ProviderFacts, RunFacts } from "../../../src/report/metrics.ts";

/** What one provider was asked, as a test has it. */
export const providerFacts = (facts: Partial<ProviderFacts> = {}): ProviderFacts => ({
  provider: "vault",
  authenticated: true,
  refused: undefined,
  sealed: false,
  expires: new Date("2026-03-10T13:00:00Z"),
  valuesExpire: undefined,
  references: 4,
  cacheHits: 1,
  outcomes: [
    { outcome: "found", reason: undefined, count: 3 },
    { outcome: "failed", reason: "ACCESS_DENIED", count: 1 },
  ],
  waitedMs: 90,
  requestsMs: [20, 60, 12_000],
  ...facts,
});

/** A run with these providers. */
export const runFacts = (providers: readonly ProviderFacts[], facts: Partial<RunFacts> = {}): RunFacts => ({
  version: "1.2.3",
  repository: "acme/app",
  workflow: "deploy",
  ended: new Date("2026-03-10T12:00:00Z"),
  durationMs: 1_500,
  succeeded: true,
  fallbacks: 2,
  providers,
  ...facts,
});
