import { activeProbe, type HealthReport } from "./health.ts";

export type Labels = Readonly<Record<string, string>>;

/** One figure. Labels without text are left out. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** Many measurements as counts: `counts[i]` are those up to `BOUNDS[i]`, the last one those above all. */
export interface Distribution {
  readonly labels: Labels;
  readonly counts: readonly number[];
  readonly sum: number;
}

/** One metric with its samples; every figure is of one run or one probe, so none of them is a counter over time. */
export type Metric = { readonly name: string; readonly help: string } & (
  | { readonly kind: "gauge"; readonly samples: readonly Sample[] }
  | {
      readonly kind: "histogram";
      readonly bounds: readonly number[];
      readonly samples: readonly Distribution[];
    }
);

/** What one run did at one provider. */
export interface ProviderFacts {
  readonly provider: string;
  /** Undefined where nobody logs in: files, the environment. */
  readonly authenticated: boolean | undefined;
  /** The code of the failure that the login ended with. */
  readonly refused: string | undefined;
  /** Undefined where there is no seal, or nothing was said of it. */
  readonly sealed: boolean | undefined;
  /** When the credential ends by itself, and when the first of the values does. */
  readonly expires: Date | undefined;
  readonly valuesExpire: Date | undefined;
  /** How many names asked here, and how many of them got what was read for another one already. */
  readonly references: number;
  readonly cacheHits: number;
  readonly outcomes: readonly {
    readonly outcome: "found" | "missing" | "failed";
    /** The code of the failure. */
    readonly reason: string | undefined;
    readonly count: number;
  }[];
  /** How long it was waited for altogether, and for each request. */
  readonly waitedMs: number;
  readonly requestsMs: readonly number[];
}

/** What one run did. */
export interface RunFacts {
  readonly version: string;
  readonly repository: string;
  readonly workflow: string;
  readonly ended: Date;
  readonly durationMs: number;
  readonly succeeded: boolean;
  /** Names whose value came from another provider than the first one asked. */
  readonly fallbacks: number;
  readonly providers: readonly ProviderFacts[];
}

const PREFIX = "secrets_action_";
const MS_PER_SECOND = 1000;
const BOUNDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
/** The reason of what did not fail. */
const NO_REASON = "none";

const flag = (is: boolean): number => (is ? 1 : 0);
const seconds = (date: Date): number => Math.floor(date.getTime() / MS_PER_SECOND);
const reasonOf = (code: string | undefined): string => code?.toLowerCase() ?? NO_REASON;

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  kind: "gauge",
  name: `${PREFIX}${name}`,
  help,
  samples,
});

const AUTHENTICATED = "Whether the login at the provider succeeded; the reason where it did not.";
const SEALED = "Whether the provider's storage is sealed.";
const EXPIRY = "When the credential for the provider ends by itself.";

/**
 * The metrics that the seed document names, of one run: success and failure of reading, authentication, cache hits,
 * latency; and the seal. Metrics without samples are left out. Pure.
 */
export function runMetrics(facts: RunFacts): Metric[] {
  const { providers } = facts;
  const run = { repository: facts.repository, workflow: facts.workflow };
  const of = (
    name: string,
    help: string,
    value: (one: ProviderFacts) => number | undefined,
    more: (one: ProviderFacts) => Labels = () => ({}),
  ): Metric =>
    gauge(
      name,
      help,
      providers.flatMap((one) => {
        const figure = value(one);
        return figure === undefined
          ? []
          : [{ labels: { provider: one.provider, ...more(one), ...run }, value: figure }];
      }),
    );
  const whole = (name: string, help: string, value: number, more: Labels = {}): Metric =>
    gauge(name, help, [{ labels: { ...more, ...run }, value }]);

  return [
    whole("run_info", "The version that ran.", 1, { version: facts.version }),
    whole("run_success", "Whether the run exported what it was asked for.", flag(facts.succeeded)),
    whole("run_timestamp_seconds", "When the run ended.", seconds(facts.ended)),
    whole("run_duration_seconds", "How long the run took.", facts.durationMs / MS_PER_SECOND),
    whole("fallbacks", "Names that came from another provider than the first one asked.", facts.fallbacks),
    gauge(
      "retrievals",
      "Names that asked the provider in the run, by outcome and reason.",
      providers.flatMap(({ provider, outcomes }) =>
        outcomes.map(({ outcome, reason, count }) => ({
          labels: { provider, outcome, reason: reasonOf(reason), ...run },
          value: count,
        })),
      ),
    ),
    of(
      "authenticated",
      AUTHENTICATED,
      ({ authenticated }) => (authenticated === undefined ? undefined : flag(authenticated)),
      ({ refused }) => ({ reason: reasonOf(refused) }),
    ),
    of("cache_hits", "Names that got what was read for another name already.", ({ cacheHits }) => cacheHits),
    of("cache_hit_ratio", "Cache hits by names that asked, from 0 to 1.", ({ cacheHits, references }) =>
      references === 0 ? undefined : cacheHits / references,
    ),
    of("sealed", SEALED, ({ sealed }) => (sealed === undefined ? undefined : flag(sealed))),
    of("credential_expiry_timestamp_seconds", EXPIRY, ({ expires }) =>
      expires === undefined ? undefined : seconds(expires),
    ),
    of("value_expiry_timestamp_seconds", "When the first of the values ends by itself.", ({ valuesExpire }) =>
      valuesExpire === undefined ? undefined : seconds(valuesExpire),
    ),
    {
      kind: "histogram" as const,
      name: `${PREFIX}request_duration_seconds`,
      help: "How long the requests of the run took.",
      bounds: BOUNDS,
      samples: providers
        .filter(({ requestsMs }) => requestsMs.length > 0)
        .map(({ provider, requestsMs }) => distribution({ provider, ...run }, requestsMs)),
    },
  ].filter(({ samples }) => samples.length > 0);
}

/** What a probe found, as metrics of the same names: by provider, nothing of what is not configured. Pure. */
export function healthSamples(report: HealthReport): Metric[] {
  const probes = report.probes.filter(({ status }) => status !== "not_configured");
  const active = activeProbe(report);
  const of = (
    name: string,
    help: string,
    value: (probe: (typeof probes)[number]) => number | undefined,
    more: (probe: (typeof probes)[number]) => Labels = () => ({}),
  ): Metric =>
    gauge(
      name,
      help,
      probes.flatMap((probe) => {
        const figure = value(probe);
        return figure === undefined
          ? []
          : [{ labels: { provider: probe.id, ...more(probe) }, value: figure }];
      }),
    );
  return [
    of("provider_healthy", "Whether the provider is healthy.", ({ status }) => flag(status === "healthy")),
    of("provider_active", "Whether it is the first healthy one of the chain.", (one) => flag(one === active)),
    of(
      "authenticated",
      AUTHENTICATED,
      ({ authenticated }) => (authenticated === undefined ? undefined : flag(authenticated)),
      ({ authenticated, checks }) => ({ reason: authenticated === true ? NO_REASON : failedCheck(checks) }),
    ),
    of("sealed", SEALED, ({ checks }) => {
      // A sealed store lets nobody in, so that the login has failed with this code before anything was asked.
      const seals = checks.filter(({ name }) => name === "seal" || name === "STORE_SEALED");
      return seals.length === 0 ? undefined : flag(seals.some(({ ok }) => !ok));
    }),
    of("credential_expiry_timestamp_seconds", EXPIRY, ({ expires }) =>
      expires === undefined ? undefined : seconds(expires),
    ),
    of("probe_duration_seconds", "How long the probe took.", ({ tookMs }) => tookMs / MS_PER_SECOND),
  ].filter(({ samples }) => samples.length > 0);
}

/** A check of a probe that is named by a code says why nobody is logged in. */
const failedCheck = (checks: HealthReport["probes"][number]["checks"]): string =>
  reasonOf(checks.find(({ name, ok }) => !ok && /^[A-Z]+(?:_[A-Z]+)+$/.test(name))?.name ?? "unhealthy");

function distribution(labels: Labels, timesMs: readonly number[]): Distribution {
  const counts = Array.from({ length: BOUNDS.length + 1 }, () => 0);
  for (const ms of timesMs) {
    const at = BOUNDS.findIndex((bound) => ms / MS_PER_SECOND <= bound);
    counts[at === -1 ? BOUNDS.length : at]! += 1;
  }
  return { labels, counts, sum: timesMs.reduce((sum, ms) => sum + ms, 0) / MS_PER_SECOND };
}
