import { printableJson } from "../kernel/printable.ts";

/** Which run it is, for whoever reads the record of many. Nothing secret. */
export interface AuditRun {
  readonly repository: string;
  readonly ref: string;
  readonly event: string;
  readonly workflow: string;
  readonly job: string;
  readonly runId: string;
  readonly attempt: string;
  readonly actor: string;
  readonly dryRun: boolean;
}

/** One name, one provider that it was asked of, and what came of it. */
export interface AuditEntry {
  readonly time: Date;
  /** Undefined for a value that an input borrowed. */
  readonly name: string | undefined;
  readonly provider: string;
  readonly locator: string;
  readonly version: string | undefined;
  readonly outcome: "found" | "missing" | "failed";
  /** The code of the failure. */
  readonly reason: string | undefined;
  readonly requestId: string | undefined;
  /** Who one was there, and in which account. */
  readonly identity: string | undefined;
  readonly account: string | undefined;
  /** The `sub` of the job's identity token, where it logged in with one. */
  readonly subject: string | undefined;
}

/**
 * The audit record: a line of JSON for every name at every provider that was asked for it, who asked, when, from
 * where, with what outcome. No value. Times are those of RFC 3339, in UTC. Pure.
 */
export const auditLines = (run: AuditRun, entries: readonly AuditEntry[]): string =>
  entries.map((entry) => `${printableJson(JSON.stringify(recordOf(run, entry)))}\n`).join("");

const recordOf = (run: AuditRun, entry: AuditEntry): Record<string, unknown> => ({
  time: entry.time.toISOString(),
  subject: entry.subject ?? null,
  repository: run.repository,
  ref: run.ref,
  event: run.event,
  workflow: run.workflow,
  job: run.job,
  run_id: run.runId,
  run_attempt: run.attempt,
  actor: run.actor,
  dry_run: run.dryRun,
  name: entry.name ?? null,
  provider: entry.provider,
  locator: entry.locator,
  version: entry.version ?? null,
  identity: entry.identity ?? null,
  account: entry.account ?? null,
  outcome: entry.outcome,
  reason: entry.reason ?? null,
  request_id: entry.requestId ?? null,
});
