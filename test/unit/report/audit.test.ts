import { expect, test } from "vitest";
import { type AuditEntry, auditLines, type AuditRun } from "../../../src/report/audit.ts";

const run: AuditRun = {
  repository: "acme/app",
  ref: "refs/heads/main",
  event: "push",
  workflow: "acme/app/.github/workflows/deploy.yml@refs/heads/main",
  job: "deploy",
  runId: "42",
  attempt: "2",
  actor: "mona",
  dryRun: false,
};
const entry: AuditEntry = {
  time: new Date("2026-03-10T12:00:00.123Z"),
  name: "MONGO_URL",
  provider: "vault",
  locator: "secret/database/mongo_url",
  version: "3",
  outcome: "found",
  reason: undefined,
  requestId: "5a6f",
  identity: "deploy",
  account: undefined,
  subject: "repo:acme/app:ref:refs/heads/main",
};

test("a line says who, what, where, when, and how it ended", () => {
  expect(JSON.parse(auditLines(run, [entry]))).toEqual({
    time: "2026-03-10T12:00:00.123Z",
    subject: "repo:acme/app:ref:refs/heads/main",
    repository: "acme/app",
    ref: "refs/heads/main",
    event: "push",
    workflow: "acme/app/.github/workflows/deploy.yml@refs/heads/main",
    job: "deploy",
    run_id: "42",
    run_attempt: "2",
    actor: "mona",
    dry_run: false,
    name: "MONGO_URL",
    provider: "vault",
    locator: "secret/database/mongo_url",
    version: "3",
    identity: "deploy",
    account: null,
    outcome: "found",
    reason: null,
    request_id: "5a6f",
  });
});

test("a line stays one line, whatever a name or a ref holds", () => {
  const hostile = 'x\n{"outcome":"found"}\r\u2028\ud800';
  const text = auditLines({ ...run, ref: hostile }, [
    { ...entry, locator: hostile, name: undefined, outcome: "failed", reason: "ACCESS_DENIED" },
    entry,
  ]);
  const lines = text.split(/\n|\u2028/);
  expect(lines).toHaveLength(3);
  expect(lines.at(-1)).toBe("");
  const [first] = lines.map((line) => (line === "" ? {} : (JSON.parse(line) as Record<string, unknown>)));
  expect(first).toMatchObject({ ref: hostile, locator: hostile, name: null, reason: "ACCESS_DENIED" });
});

test("nothing asked, nothing written", () => {
  expect(auditLines(run, [])).toBe("");
});
