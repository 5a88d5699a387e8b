import { expect, test } from "vitest";
import { onlyToCluster } from "../../../src/entries/apply-parts.ts";
import type { PlanEntry, PlanSettings } from "../../../src/export/plan.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const entry = (name: string, more: Partial<PlanEntry>): PlanEntry =>
  ({ name, value: Secret.of(CANARY), destinations: [], line: 3, file: undefined, ...more }) as PlanEntry;
const secret = { kind: "secret", namespace: undefined, object: "app" } as const;
const planned = { plan: {} as never };
const plan = (...entries: PlanEntry[]) => onlyToCluster(() => planned)(entries, {} as PlanSettings);

test("what goes into the cluster, and what later steps are handed, is planned as ever", () => {
  const handed = entry("KUBECONFIG", { destinations: [{ kind: "env" }], input: "export-kubeconfig" });
  const both = entry("B", { destinations: [secret, { ...secret, kind: "configmap" }] });
  expect(plan(entry("A", { destinations: [secret] }), both, handed)).toBe(planned);
});

test.each([
  ["no destination", { destinations: [] }, { input: "secrets", line: 3 }],
  ["a variable", { destinations: [{ kind: "env" }], file: "c.yaml" }, { file: "c.yaml", line: 3 }],
  ["both", { destinations: [secret, { kind: "env" }] }, { input: "secrets", line: 3 }],
] as const)("%s is a problem at its line", (_, more, at) => {
  const result = plan(entry("A", more));
  const problems = "problems" in result ? result.problems : [];
  expect(problems.map(({ code, at: where }) => [code, where])).toEqual([["INPUT_INVALID", at]]);
  expect(problems[0]!.message).toContain("A: ");
  expect(JSON.stringify(problems)).not.toContain(CANARY);
});
