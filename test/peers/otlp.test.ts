import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { runMetrics } from "../../src/report/metrics.ts";
import { otlpBody } from "../../src/report/otlp.ts";
import { providerFacts, runFacts } from "../unit/report/facts.ts";
import { peer } from "./peers.ts";

/** OpenTelemetry's own protobuf classes read what we send: an unknown field or a wrong type is an error there. */
const READER = `
import sys
from google.protobuf import json_format
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
request = json_format.Parse(sys.stdin.read(), ExportMetricsServiceRequest())
for resource in request.resource_metrics:
    print("resource", *sorted(f"{one.key}={one.value.string_value}" for one in resource.resource.attributes))
    for scope in resource.scope_metrics:
        for metric in scope.metrics:
            for point in metric.gauge.data_points:
                print(metric.name, metric.unit, point.as_double, point.time_unix_nano)
            for point in metric.histogram.data_points:
                print(metric.name, metric.unit, point.count, list(point.bucket_counts), metric.histogram.aggregation_temporality)
`;

const read = (body: string): { status: number | null; lines: string[]; said: string } => {
  const { status, stdout, stderr } = spawnSync(peer("python"), ["-c", READER], {
    input: body,
    encoding: "utf8",
  });
  return { status, lines: stdout.trimEnd().split("\n"), said: stderr };
};

const bodyOf = (workflow: string): string =>
  otlpBody(
    runMetrics(runFacts([providerFacts()], { workflow })),
    { "service.name": "secrets-action" },
    { started: new Date(1_773_143_990_000), ended: new Date(1_773_144_000_000), version: "1.2.3" },
  );

test("a strict reader finds in the body what was measured", () => {
  const { status, lines, said } = read(bodyOf("deploy"));
  expect([status, said]).toEqual([0, ""]);
  expect(lines[0]).toBe("resource service.name=secrets-action");
  expect(lines).toContain("secrets_action_cache_hit_ratio 1 0.25 1773144000000000000");
  expect(lines).toContain("secrets_action_request_duration_seconds s 3 [1, 0, 1, 0, 0, 0, 0, 0, 0, 1] 1");
});

test("a hostile name stays a value", () => {
  expect(read(bodyOf('x"}\u0000\ud800\n')).status).toBe(0);
});

test("the reader is strict", () => {
  expect(read(bodyOf("deploy").replace('"gauge"', '"guage"')).status).not.toBe(0);
  expect(read(bodyOf("deploy").replace('"asDouble"', '"as"')).status).not.toBe(0);
});
