import { expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { runMetrics } from "../../../src/report/metrics.ts";
import { otlpBody, rejectedPoints } from "../../../src/report/otlp.ts";
import { otlpTarget, type OtlpSetting, type OtlpTarget } from "../../../src/report/otlp-target.ts";
import { providerFacts, runFacts } from "./facts.ts";

const CANARY = "CANARY-7f3a";

interface Point {
  readonly [key: string]: unknown;
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
}
interface Body {
  readonly resourceMetrics: readonly {
    readonly resource: unknown;
    readonly scopeMetrics: readonly {
      readonly scope: unknown;
      readonly metrics: readonly {
        readonly name: string;
        readonly unit: string;
        readonly gauge?: { readonly dataPoints: readonly Point[] };
        readonly histogram?: {
          readonly aggregationTemporality: number;
          readonly dataPoints: readonly Point[];
        };
      }[];
    }[];
  }[];
}

const body = (): Body =>
  JSON.parse(
    otlpBody(
      runMetrics(runFacts([providerFacts()])),
      { "service.name": "secrets-action", "cicd.pipeline.name": "" },
      { started: new Date(1_000), ended: new Date(1_773_144_000_123), version: "1.2.3" },
    ),
  ) as Body;

test("the body is protobuf's JSON: lowerCamelCase, 64-bit integers as text, enums as numbers", () => {
  const [{ resource, scopeMetrics } = { resource: undefined, scopeMetrics: [] }] = body().resourceMetrics;
  expect(resource).toEqual({
    attributes: [{ key: "service.name", value: { stringValue: "secrets-action" } }],
  });
  expect(scopeMetrics[0]?.scope).toEqual({ name: "secrets-action", version: "1.2.3" });
  const { metrics } = scopeMetrics[0]!;
  const sealed = metrics.find(({ name }) => name === "secrets_action_sealed");
  expect(sealed?.unit).toBe("1");
  expect(sealed?.gauge?.dataPoints).toEqual([
    {
      attributes: [
        { key: "provider", value: { stringValue: "vault" } },
        { key: "repository", value: { stringValue: "acme/app" } },
        { key: "workflow", value: { stringValue: "deploy" } },
      ],
      timeUnixNano: "1773144000123000000",
      asDouble: 0,
    },
  ]);
  const duration = metrics.find(({ name }) => name === "secrets_action_request_duration_seconds");
  expect(duration?.unit).toBe("s");
  expect(duration?.histogram?.aggregationTemporality).toBe(1);
  expect(duration?.histogram?.dataPoints[0]).toMatchObject({
    startTimeUnixNano: "1000000000",
    timeUnixNano: "1773144000123000000",
    count: "3",
    sum: 12.08,
    bucketCounts: ["1", "0", "1", "0", "0", "0", "0", "0", "0", "1"],
    explicitBounds: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
});

test.each([
  ['{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"no"}}', 3],
  ['{"partialSuccess":{"rejectedDataPoints":2}}', 2],
  ["{}", 0],
  ['{"partialSuccess":{"rejectedDataPoints":"many"}}', 0],
  ["null", 0],
  ["no JSON", 0],
])("what a collector did not take: %s", (text, count) => {
  expect(rejectedPoints(new TextEncoder().encode(text))).toBe(count);
});

const target = (setting: Partial<OtlpSetting>): OtlpTarget | Failure | undefined =>
  otlpTarget({ input: "", env: {}, ours: [], face: "actions", ...setting });
const ENV = {
  OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.example:4318/otlp/",
  OTEL_EXPORTER_OTLP_HEADERS: `API-Key=${CANARY}%20x, other=1`,
};

test.each([
  [{}, undefined],
  [{ input: "https://c.example" }, "https://c.example/v1/metrics"],
  [{ input: "https://c.example/otlp//" }, "https://c.example/otlp/v1/metrics"],
  [{ input: "http://localhost:4318" }, "http://localhost:4318/v1/metrics"],
  [{ env: ENV }, "https://collector.example:4318/otlp/v1/metrics"],
  [{ env: ENV, input: "https://c.example:9" }, "https://c.example:9/v1/metrics"],
  [{ env: ENV, ours: ["OTEL_EXPORTER_OTLP_ENDPOINT"] }, undefined],
  [{ env: ENV, ours: ["Otel_Exporter_Otlp_Endpoint"] }, undefined],
  [{ env: ENV, face: "terminal" as const }, undefined],
])("where metrics go: %j", (setting, url) => {
  const result = target(setting);
  expect(result instanceof Failure ? result.code : result?.url.href).toBe(url);
});

test("headers of the environment go along, unless a step of ours set them", () => {
  const both = target({ env: ENV }) as OtlpTarget;
  expect(Object.keys(both.headers)).toEqual(["api-key", "other"]);
  expect(both.headers["api-key"]?.reveal()).toBe(`${CANARY} x`);
  expect(JSON.stringify(both)).not.toContain(CANARY);
  const none = target({ env: ENV, ours: ["OTEL_EXPORTER_OTLP_HEADERS"] }) as OtlpTarget;
  expect(none.headers).toEqual({});
});

test.each([
  [{ input: `grpc://${CANARY}` }, /no address of http/],
  [{ input: CANARY }, /no address of http/],
  [{ input: `https://user:${CANARY}@c.example` }, /holds a login/],
  [{ input: `https://c.example/?key=${CANARY}` }, /holds a login, a query/],
  [{ input: "https://c.example/otlp?" }, /holds a login, a query/],
  [{ input: "https://c.example#" }, /holds a login, a query or a fragment/],
  [{ input: "https://c.example:4317" }, /4317, which takes OTLP over gRPC.* 4318/],
  [
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${CANARY}:4317` } },
    /^OTEL_EXPORTER_OTLP_ENDPOINT names port 4317/,
  ],
  [{ env: { ...ENV, OTEL_EXPORTER_OTLP_ENDPOINT: `http://${CANARY}.example` } }, /clear text/],
  [{ env: { ...ENV, OTEL_EXPORTER_OTLP_HEADERS: CANARY } }, /HEADERS is no list/],
  [{ env: { ...ENV, OTEL_EXPORTER_OTLP_HEADERS: `a=${CANARY}%zz` } }, /HEADERS is no list/],
  [{ env: { ...ENV, OTEL_EXPORTER_OTLP_HEADERS: `a=${CANARY}%0d%0ab: c` } }, /HEADERS is no list/],
  [{ env: { ...ENV, OTEL_EXPORTER_OTLP_HEADERS: `host=${CANARY}` } }, /HEADERS is no list/],
])("what is refused, without a word of it: %j", (setting, message) => {
  const failure = target(setting);
  expect(failure).toBeInstanceOf(Failure);
  const { message: text, fix, at } = failure as Failure;
  expect(text).toMatch(message);
  expect(at?.input).toBe("input" in setting ? "otlp-endpoint" : undefined);
  expect(`${text}${fix}`.toUpperCase()).not.toContain(CANARY.toUpperCase());
});

test("the fix of the port for gRPC is the port for HTTP", () => {
  expect((target({ input: "http://c.example:4317" }) as Failure).fix).toBe(
    "otlp-endpoint: http://collector.example:4318",
  );
});
