import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { healthSamples, type Metric, runMetrics } from "../../src/report/metrics.ts";
import { prometheusText } from "../../src/report/prometheus.ts";
import { providerFacts, runFacts } from "../unit/report/facts.ts";
import { peer } from "./peers.ts";

/** Prometheus' own tool on our metrics and alerts. */
const docs = path.resolve(import.meta.dirname, "../../docs");

function promtool(args: readonly string[], input = ""): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(peer("promtool"), args, { input, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

const hostile = 'x"} 1\n\\secrets_action_sealed{y="\u0000\ud800';
const probe = { key: "vault", checks: [{ name: "seal", ok: true, text: "" }], tookMs: 20 };
const health = healthSamples({
  version: "1.2.3",
  checked: new Date(0),
  chain: ["vault", "aws"],
  probes: [
    { ...probe, id: "vault", status: "healthy", authenticated: true, expires: new Date(5_000) },
    { ...probe, id: "aws", status: "unhealthy", authenticated: false, checks: [] },
  ],
});

test.each([
  [
    "a run",
    runMetrics(runFacts([providerFacts({ valuesExpire: new Date(0) }), providerFacts({ provider: "aws" })])),
  ],
  ["a run that came to nothing", runMetrics(runFacts([], { succeeded: false }))],
  [
    "a run with hostile names",
    runMetrics(runFacts([providerFacts()], { workflow: hostile, repository: hostile })),
  ],
  ["a probe", health],
] as const)("promtool takes the metrics of %s, and has nothing to say of their names", (_, metrics) => {
  expect(
    promtool(["check", "metrics", "--extended"], prometheusText(metrics as readonly Metric[])),
  ).toMatchObject({
    status: 0,
  });
  expect(promtool(["check", "metrics"], prometheusText(metrics as readonly Metric[]))).toEqual({
    status: 0,
    said: "",
  });
});

test("it would say so", () => {
  expect(promtool(["check", "metrics"], 'a{b="c" 1\n').status).not.toBe(0);
});

test("every alert fires when it should, and only then", () => {
  const rules = path.join(docs, "alerts.rules.yaml");
  expect(promtool(["check", "rules", "--lint-fatal", rules])).toMatchObject({ status: 0 });
  expect(promtool(["test", "rules", path.join(docs, "alerts.test.yaml")])).toMatchObject({
    status: 0,
    said: expect.stringContaining("SUCCESS") as unknown,
  });
  const names = (text: string, key: string): Set<string> =>
    new Set([...text.matchAll(new RegExp(`${key}: (\\w+)`, "g"))].map((match) => match[1]!));
  const tested = fs.readFileSync(path.join(docs, "alerts.test.yaml"), "utf8");
  const fired = [...tested.matchAll(/alertname: (\w+)\n +exp_alerts:/g)].map((match) => match[1]!);
  expect(new Set(fired)).toEqual(names(fs.readFileSync(rules, "utf8"), "alert"));
});
