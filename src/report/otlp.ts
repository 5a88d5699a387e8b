import type { Labels, Metric } from "./metrics.ts";

/** Of AGGREGATION_TEMPORALITY in metrics.proto: what was measured between the two times. */
const DELTA = 1;
const SCOPE = "secrets-action";
const MS_TO_NANO = 1_000_000n;

/**
 * Metrics as the body of an OTLP/HTTP request in JSON: an ExportMetricsServiceRequest of protobuf's JSON mapping, with
 * names in lowerCamelCase, 64-bit integers as text, enums as numbers.
 * @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function otlpBody(
  metrics: readonly Metric[],
  resource: Labels,
  { started, ended, version }: { readonly started: Date; readonly ended: Date; readonly version: string },
): string {
  const times = { startTimeUnixNano: nanoOf(started), timeUnixNano: nanoOf(ended) };
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeMetrics: [
          { scope: { name: SCOPE, version }, metrics: metrics.map((metric) => metricOf(metric, times)) },
        ],
      },
    ],
  });
}

interface Times {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}

function metricOf(metric: Metric, times: Times): Record<string, unknown> {
  const about = { name: metric.name, description: metric.help, unit: unitOf(metric.name) };
  if (metric.kind === "gauge")
    return {
      ...about,
      gauge: {
        dataPoints: metric.samples.map(({ labels, value }) => ({
          attributes: attributesOf(labels),
          timeUnixNano: times.timeUnixNano,
          asDouble: value,
        })),
      },
    };
  return {
    ...about,
    histogram: {
      aggregationTemporality: DELTA,
      dataPoints: metric.samples.map(({ labels, counts, sum }) => ({
        attributes: attributesOf(labels),
        ...times,
        count: String(counts.reduce((total, count) => total + count, 0)),
        sum,
        bucketCounts: counts.map(String),
        explicitBounds: metric.bounds,
      })),
    },
  };
}

/** A unit of UCUM, as the names of Prometheus tell it. */
const unitOf = (name: string): string => (name.endsWith("_seconds") ? "s" : "1");

const attributesOf = (labels: Labels): unknown[] =>
  Object.entries(labels)
    .filter(([, text]) => text !== "")
    .map(([key, text]) => ({ key, value: { stringValue: text.toWellFormed() } }));

const nanoOf = (date: Date): string => String(BigInt(date.getTime()) * MS_TO_NANO);

/** How many data points a collector says it did not take, from the body of its answer; 0 where it says nothing. */
export function rejectedPoints(body: Uint8Array): number {
  try {
    const { partialSuccess } = JSON.parse(new TextDecoder().decode(body)) as {
      readonly partialSuccess?: { readonly rejectedDataPoints?: unknown };
    };
    const count = Number(partialSuccess?.rejectedDataPoints ?? 0);
    return Number.isSafeInteger(count) && count > 0 ? count : 0;
  } catch {
    return 0;
  }
}
