import type { ClusterFacts, WaitFacts } from "./cluster.ts";
import type { LoadReport } from "./loaded.ts";
import type { ProviderFacts } from "./metrics.ts";
import { signingDocument } from "./signed.ts";

/** The version of the report's shape; the schema is docs/report.schema.json. */
const SCHEMA = 1;

/** The report file: audit record and metrics, without any value. `carried` are names of earlier steps of ours. */
export function reportDocument(report: LoadReport, carried: readonly string[]): string {
  const { loaded, absent } = report;
  const document = {
    schema: SCHEMA,
    version: report.version,
    started: report.started.toISOString(),
    event: report.event,
    ref: report.ref,
    repository: report.repository,
    dry_run: report.dryRun,
    identities: report.identities.map(({ provider, subject, account, expires, token }) => ({
      provider,
      subject,
      account: account ?? null,
      expires: expires?.toISOString() ?? null,
      token_subject: token?.subject ?? null,
      token_audience: token?.audience ?? null,
    })),
    loaded: loaded.map((row) => ({
      name: row.name,
      provider: row.provider,
      locator: row.shown,
      version: row.version ?? null,
      date: row.date?.toISOString() ?? null,
      expires: row.expires?.toISOString() ?? null,
      request_id: row.requestId ?? null,
      destinations: row.destinations,
      masked: row.masked,
      skipped: row.skipped,
    })),
    absent,
    carried,
    metrics: {
      requested: loaded.length + absent.length,
      loaded: loaded.length,
      fallbacks: loaded.filter((row) => row.skipped.length > 0).length,
      masks: report.counts.masks,
      duration_ms: Math.round(report.durationMs),
      providers: report.providers.map(providerMetrics),
    },
    notices: report.notices,
    cluster: report.cluster === undefined ? null : clusterDocument(report.cluster),
    signing: report.signing === undefined ? null : signingDocument(report.signing),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The cluster's part of the report, and what `apply --json` prints. */
export const clusterDocument = (facts: ClusterFacts) => ({
  cluster: facts.cluster,
  user: facts.user,
  field_manager: facts.manager,
  dry_run: facts.dryRun,
  applied: facts.objects.map(({ object, verb, changes, ms, formerOwner, notes }) => ({
    object,
    verb,
    changes,
    duration_ms: Math.round(ms),
    former_owner: formerOwner ?? null,
    notes,
  })),
  left: facts.left,
  synced: facts.synced.map(waitDocument),
  restarted: facts.restarted.map(waitDocument),
  names: Object.fromEntries(facts.names),
  notices: facts.notices,
  failed: facts.failed ?? null,
});

const waitDocument = ({ object, is, secrets, ms, why }: WaitFacts) => ({
  object,
  is,
  secrets,
  duration_ms: Math.round(ms),
  why: why ?? null,
});

const providerMetrics = (facts: ProviderFacts) => ({
  provider: facts.provider,
  authenticated: facts.authenticated ?? null,
  sealed: facts.sealed ?? null,
  references: facts.references,
  cache_hits: facts.cacheHits,
  outcomes: facts.outcomes.map(({ outcome, reason, count }) => ({ outcome, reason: reason ?? null, count })),
  requests: facts.requestsMs.length,
  requests_ms: Math.round(facts.requestsMs.reduce((sum, ms) => sum + ms, 0)),
  slowest_request_ms: Math.round(Math.max(0, ...facts.requestsMs)),
  waited_ms: Math.round(facts.waitedMs),
});

/** A name is data of an earlier step: only what can be a variable counts. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The names in a report of an earlier step: names and nothing else is read from it. */
export function namesOf(text: string): string[] {
  try {
    const { loaded, carried } = JSON.parse(text) as { loaded?: unknown; carried?: unknown };
    const names = Array.isArray(loaded) ? loaded.map((row: { name?: unknown } | null) => row?.name) : [];
    const earlier = Array.isArray(carried) ? (carried as unknown[]) : [];
    return [
      ...new Set(
        [...names, ...earlier].filter((name): name is string => typeof name === "string" && NAME.test(name)),
      ),
    ];
  } catch {
    return [];
  }
}
