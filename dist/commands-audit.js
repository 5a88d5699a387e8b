import { I as printableJson } from "./kernel-base.js";
const auditLines = (run, entries) => entries.map((entry) => `${printableJson(JSON.stringify(recordOf(run, entry)))}
`).join("");
const recordOf = (run, entry) => ({
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
  request_id: entry.requestId ?? null
});
function recordAudit(parts, watch, questions) {
  const { runner } = parts;
  const { inputs, trail } = watch;
  if (inputs === void 0 || inputs.auditFile === "" || trail === void 0) return;
  const who = new Map(trail.logins.map((login) => [login.provider, login.who]));
  const entries = questions.map((question) => {
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
      subject: here?.token?.subject
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
    dryRun: inputs.dryRun
  };
  parts.appendRecord(inputs.auditFile, auditLines(run, entries));
}
export {
  recordAudit
};
