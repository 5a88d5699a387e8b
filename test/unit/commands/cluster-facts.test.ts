import { expect, test } from "vitest";
import type { Applied, ClusterReport, Restarted } from "../../../src/cluster/applied.ts";
import { clusterFacts, clusterOutputs } from "../../../src/commands/cluster-facts.ts";
import { Failure } from "../../../src/kernel/errors.ts";

const secret = (name: string) => ({ apiVersion: "v1", kind: "Secret", namespace: "prod", name });
const applied = (name: string, verb: Applied["verb"]): Applied => ({
  key: secret(name),
  verb,
  changes: [{ key: "A", is: "new" }],
  ms: 5,
  formerOwner: "helm",
  uid: "u",
  resourceVersion: "1",
  notes: ["a note"],
});
const restarted = (name: string, is: Restarted["is"]): Restarted => ({
  key: { apiVersion: "apps/v1", kind: "Deployment", namespace: "prod", name },
  is,
  secrets: ["a"],
  ms: 7,
  why: "because",
});
const REPORT: ClusterReport = {
  cluster: "eks://prod",
  user: "me",
  namespace: "prod",
  manager: "secrets-action",
  dryRun: false,
  applied: [
    applied("a", "created"),
    applied("b", "changed"),
    applied("c", "unchanged"),
    applied("d", "pruned"),
    applied("e", "skipped"),
    applied("f", "rolled back"),
  ],
  left: [secret("old")],
  synced: [{ key: secret("x"), is: "synced", target: secret("made"), ms: 1 }],
  restarted: [
    restarted("web", "rolled out"),
    restarted("job", "restarted, not waited for"),
    restarted("own", "left alone"),
    restarted("bad", "failed"),
  ],
  names: new Map([["app", "app-x7k2q"]]),
  notices: ["a notice"],
  failure: new Failure("ROLLOUT_FAILED", "it is stuck"),
};

test("a report as facts: names and texts", () => {
  const facts = clusterFacts(REPORT);
  expect(facts).toMatchObject({
    cluster: "eks://prod",
    user: "me",
    manager: "secrets-action",
    dryRun: false,
  });
  expect(facts.objects[0]).toEqual({
    object: "Secret prod/a",
    verb: "created",
    changes: [{ key: "A", is: "new" }],
    ms: 5,
    formerOwner: "helm",
    notes: ["a note"],
  });
  expect([facts.left, facts.failed, facts.notices]).toEqual([
    ["Secret prod/old"],
    "it is stuck",
    ["a notice"],
  ]);
  expect(facts.synced).toEqual([
    { object: "Secret prod/x", is: "synced", secrets: ["made"], ms: 1, why: undefined },
  ]);
  expect(facts.restarted[0]).toEqual({
    object: "Deployment prod/web",
    is: "rolled out",
    secrets: ["a"],
    ms: 7,
    why: "because",
  });
});

test("outputs name what was changed and restarted, and nothing else", () => {
  const outputs = Object.fromEntries(clusterOutputs(REPORT));
  expect(outputs).toEqual({
    applied: '["Secret prod/a","Secret prod/b","Secret prod/d"]',
    changed: "true",
    restarted: '["Deployment prod/web","Deployment prod/job"]',
    "secret-names": '{"app":"app-x7k2q"}',
  });
  const quiet = { ...REPORT, applied: [applied("c", "unchanged")], restarted: [], names: new Map() };
  expect(Object.fromEntries(clusterOutputs(quiet))).toEqual({
    applied: "[]",
    changed: "false",
    restarted: "[]",
    "secret-names": "{}",
  });
  expect(clusterOutputs(undefined)).toEqual([]);
});
