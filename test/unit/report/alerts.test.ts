import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { FAILURE_CODES } from "../../../src/kernel/errors.ts";
import { runMetrics } from "../../../src/report/metrics.ts";
import { providerFacts, runFacts } from "./facts.ts";

const rules = fs.readFileSync(path.resolve(import.meta.dirname, "../../../docs/alerts.rules.yaml"), "utf8");

test("the alerts in the docs ask for metrics that there are, and for reasons that are codes of ours", () => {
  const names = new Set(runMetrics(runFacts([providerFacts()])).map(({ name }) => name));
  const asked = [...rules.matchAll(/\bsecrets_action_\w+/g)].map(([name]) => name);
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter((name) => !names.has(name))).toEqual([]);
  const reasons = [...rules.matchAll(/reason=~?"([^"]+)"/g)].flatMap((match) => match[1]!.split("|"));
  const codes = new Set(FAILURE_CODES.map((code) => code.toLowerCase()));
  expect(reasons.length).toBeGreaterThan(2);
  expect(reasons.filter((reason) => !codes.has(reason))).toEqual([]);
});
