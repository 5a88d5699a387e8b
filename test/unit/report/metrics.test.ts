import { expect, test } from "vitest";
import { healthSamples, type Metric, runMetrics } from "../../../src/report/metrics.ts";
import { prometheusText } from "../../../src/report/prometheus.ts";
import { providerFacts, runFacts } from "./facts.ts";

const RUN = 'repository="acme/app",workflow="deploy"';
const linesOf = (metrics: readonly Metric[], name: string): string[] =>
  prometheusText(metrics)
    .split("\n")
    .filter((line) => new RegExp(`^${name}[{ ]`).test(line));

test.each([
  [
    "secrets_action_retrievals",
    [
      `{provider="vault",outcome="found",reason="none",${RUN}} 3`,
      `{provider="vault",outcome="failed",reason="access_denied",${RUN}} 1`,
    ],
  ],
  ["secrets_action_authenticated", [`{provider="vault",reason="none",${RUN}} 1`]],
  ["secrets_action_cache_hits", [`{provider="vault",${RUN}} 1`]],
  ["secrets_action_cache_hit_ratio", [`{provider="vault",${RUN}} 0.25`]],
  ["secrets_action_sealed", [`{provider="vault",${RUN}} 0`]],
  ["secrets_action_credential_expiry_timestamp_seconds", [`{provider="vault",${RUN}} 1773147600`]],
  ["secrets_action_request_duration_seconds_sum", [`{provider="vault",${RUN}} 12.08`]],
  ["secrets_action_request_duration_seconds_count", [`{provider="vault",${RUN}} 3`]],
  ["secrets_action_run_success", [`{${RUN}} 1`]],
  ["secrets_action_run_duration_seconds", [`{${RUN}} 1.5`]],
  ["secrets_action_run_info", [`{version="1.2.3",${RUN}} 1`]],
  ["secrets_action_fallbacks", [`{${RUN}} 2`]],
])("%s", (name, lines) => {
  expect(linesOf(runMetrics(runFacts([providerFacts()])), name)).toEqual(lines.map((line) => name + line));
});

test("buckets grow up to the count, a slow request is in the last alone", () => {
  const lines = linesOf(
    runMetrics(runFacts([providerFacts()])),
    "secrets_action_request_duration_seconds_bucket",
  );
  expect(lines.map((line) => line.replace(/.*le="([^"]+)"\} /, "$1 "))).toEqual([
    "0.025 1",
    "0.05 1",
    "0.1 2",
    "0.25 2",
    "0.5 2",
    "1 2",
    "2.5 2",
    "5 2",
    "10 2",
    "+Inf 3",
  ]);
});

test("a refused login, a seal, and what is not known", () => {
  const refused = providerFacts({
    authenticated: false,
    refused: "STORE_SEALED",
    sealed: true,
    expires: undefined,
  });
  const plain = providerFacts({
    provider: "sops",
    authenticated: undefined,
    sealed: undefined,
    expires: undefined,
    references: 0,
    requestsMs: [],
    outcomes: [],
  });
  const metrics = runMetrics(runFacts([refused, plain], { succeeded: false }));
  expect(linesOf(metrics, "secrets_action_authenticated")).toEqual([
    `secrets_action_authenticated{provider="vault",reason="store_sealed",${RUN}} 0`,
  ]);
  expect(linesOf(metrics, "secrets_action_sealed")).toEqual([
    `secrets_action_sealed{provider="vault",${RUN}} 1`,
  ]);
  expect(linesOf(metrics, "secrets_action_run_success")).toEqual([`secrets_action_run_success{${RUN}} 0`]);
  expect(prometheusText(metrics)).not.toContain("credential_expiry");
  expect(prometheusText(metrics)).not.toMatch(/cache_hit_ratio\{provider="sops"/);
});

test("a run that came to no provider still says that it failed", () => {
  const metrics = runMetrics(runFacts([], { succeeded: false }));
  expect(metrics.map(({ name }) => name)).toEqual([
    "secrets_action_run_info",
    "secrets_action_run_success",
    "secrets_action_run_timestamp_seconds",
    "secrets_action_run_duration_seconds",
    "secrets_action_fallbacks",
  ]);
});

test("text of labels stays within its quotes, whatever it holds", () => {
  const hostile = 'a"} 1\nsecrets_action_sealed{x="\\';
  const text = prometheusText(runMetrics(runFacts([providerFacts()], { workflow: `${hostile}\ud800` })));
  expect(text).toContain('workflow="a\\"} 1\\nsecrets_action_sealed{x=\\"\\\\\ufffd"');
  expect(text.split("\n").filter((line) => line.startsWith("secrets_action_sealed"))).toHaveLength(1);
});

test("empty labels are left out, and every metric has its help and type once", () => {
  const text = prometheusText(runMetrics(runFacts([providerFacts()], { repository: "", workflow: "" })));
  expect(text).toContain("secrets_action_run_success 1\n");
  const types = [...text.matchAll(/^# TYPE (\S+) (gauge|histogram)$/gm)].map((match) => match[1]);
  expect(types).toHaveLength(new Set(types).size);
  expect([...text.matchAll(/^# HELP (\S+) \S/gm)].map((match) => match[1])).toEqual(types);
});

test("a probe speaks in the same names", () => {
  const probe = { key: "vault", checks: [], tookMs: 20 };
  const metrics = healthSamples({
    version: "1.2.3",
    checked: new Date(0),
    chain: ["vault", "aws"],
    probes: [
      {
        ...probe,
        id: "vault",
        status: "unhealthy",
        authenticated: false,
        checks: [
          { name: "seal", ok: false, text: "it is sealed" },
          { name: "STORE_SEALED", ok: false, text: "it is sealed" },
        ],
      },
      { ...probe, id: "aws", status: "healthy", authenticated: true, expires: new Date(5_000) },
      { ...probe, id: "sops", status: "not_configured", authenticated: undefined },
    ],
  });
  const lines = prometheusText(metrics)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines).toEqual([
    'secrets_action_provider_healthy{provider="vault"} 0',
    'secrets_action_provider_healthy{provider="aws"} 1',
    'secrets_action_provider_active{provider="vault"} 0',
    'secrets_action_provider_active{provider="aws"} 1',
    'secrets_action_authenticated{provider="vault",reason="store_sealed"} 0',
    'secrets_action_authenticated{provider="aws",reason="none"} 1',
    'secrets_action_sealed{provider="vault"} 1',
    'secrets_action_credential_expiry_timestamp_seconds{provider="aws"} 5',
    'secrets_action_probe_duration_seconds{provider="vault"} 0.02',
    'secrets_action_probe_duration_seconds{provider="aws"} 0.02',
  ]);
});
