import { auditLines, type AuditEntry } from "../report/audit.ts";
import type { ObserveParts } from "./observe.ts";
import type { Question, Watch } from "./watch.ts";

/** Appends who read what from where to the file of `audit-file`. Throws a Failure where it cannot be written. */
export function recordAudit(parts: ObserveParts, watch: Watch, questions: readonly Question[]): void {
  const { runner } = parts;
  const { inputs, trail } = watch;
  if (inputs === undefined || inputs.auditFile === "" || trail === undefined) return;
  const who = new Map(trail.logins.map((login) => [login.provider, login.who]));
  const entries = questions.map((question): AuditEntry => {
    const here = who.get(question.provider);
    return {
      time: new Date(question.at),
      name: question.name,
      provider: question.provider,
      locator: question.shown,
      version: question.version,
      outcome: question.outcome,
      reason: question.code,
      requestId: question.requestId,
      identity: here?.subject,
      account: here?.account,
      subject: here?.token?.subject,
    };
  });
  if (entries.length === 0) return;
  const { env } = runner;
  const event = runner.event();
  const run = {
    repository: event.repository,
    ref: event.ref,
    event: event.name,
    workflow: env["GITHUB_WORKFLOW_REF"] ?? "",
    job: env["GITHUB_JOB"] ?? "",
    runId: env["GITHUB_RUN_ID"] ?? "",
    attempt: env["GITHUB_RUN_ATTEMPT"] ?? "",
    actor: env["GITHUB_TRIGGERING_ACTOR"] || event.actor,
    dryRun: inputs.dryRun,
  };
  parts.appendRecord(inputs.auditFile, auditLines(run, entries));
}
