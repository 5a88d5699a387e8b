import { a as asFailure, F as Failure } from "./kernel-base.js";
import { H as HttpError } from "./kernel-http-client.js";
import { runMetrics } from "./report-metrics.js";
import { prometheusText } from "./report-prometheus.js";
const DELTA = 1;
const SCOPE = "secrets-action";
const MS_TO_NANO = 1000000n;
function otlpBody(metrics, resource, { started, ended, version }) {
  const times = { startTimeUnixNano: nanoOf(started), timeUnixNano: nanoOf(ended) };
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeMetrics: [
          { scope: { name: SCOPE, version }, metrics: metrics.map((metric) => metricOf(metric, times)) }
        ]
      }
    ]
  });
}
function metricOf(metric, times) {
  const about = { name: metric.name, description: metric.help, unit: unitOf(metric.name) };
  if (metric.kind === "gauge")
    return {
      ...about,
      gauge: {
        dataPoints: metric.samples.map(({ labels, value }) => ({
          attributes: attributesOf(labels),
          timeUnixNano: times.timeUnixNano,
          asDouble: value
        }))
      }
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
        explicitBounds: metric.bounds
      }))
    }
  };
}
const unitOf = (name) => name.endsWith("_seconds") ? "s" : "1";
const attributesOf = (labels) => Object.entries(labels).filter(([, text]) => text !== "").map(([key, text]) => ({ key, value: { stringValue: text.toWellFormed() } }));
const nanoOf = (date) => String(BigInt(date.getTime()) * MS_TO_NANO);
function rejectedPoints(body) {
  try {
    const { partialSuccess } = JSON.parse(new TextDecoder().decode(body));
    const count = Number(partialSuccess?.rejectedDataPoints ?? 0);
    return Number.isSafeInteger(count) && count > 0 ? count : 0;
  } catch {
    return 0;
  }
}
const SEND_LIMIT_MS = 5e3;
async function recordMetrics(parts, measuring, signal) {
  const { inputs, target } = measuring;
  const warn = (text) => parts.runner.annotate("warning", text);
  const ended = new Date(parts.now());
  const metrics = metricsOf(parts, measuring, ended);
  if (inputs.metricsFile !== "") {
    try {
      parts.replaceRecord(inputs.metricsFile, prometheusText(metrics));
    } catch (error) {
      warn(`The file of metrics-file was not written: ${asFailure(error).message}`);
    }
  }
  if (target instanceof Failure) {
    if (inputs.otlpEndpoint === "") warn(`No metrics were sent: ${target.message}`);
  } else if (target !== void 0) {
    const problem = await send(parts, measuring, target, { metrics, ended }, signal);
    if (problem !== void 0) warn(`Metrics: ${problem}`);
  }
}
function metricsOf(parts, { watch, providers, succeeded }, ended) {
  const { env } = parts.runner;
  return runMetrics({
    version: parts.version,
    repository: parts.runner.event().repository,
    workflow: env["GITHUB_WORKFLOW"] ?? "",
    ended,
    durationMs: ended.getTime() - watch.started,
    succeeded,
    fallbacks: watch.resolutions.filter(({ is, skipped }) => is === "found" && skipped.length > 0).length,
    providers
  });
}
async function send(parts, { watch, inputs }, target, { metrics, ended }, signal) {
  const { env } = parts.runner;
  const event = parts.runner.event();
  const resource = {
    "service.name": "secrets-action",
    "service.version": parts.version,
    "vcs.repository.name": event.repository,
    "vcs.ref.head.name": event.ref,
    "cicd.pipeline.name": env["GITHUB_WORKFLOW"] ?? "",
    "cicd.pipeline.run.id": env["GITHUB_RUN_ID"] ?? "",
    "cicd.pipeline.task.name": env["GITHUB_JOB"] ?? ""
  };
  const body = otlpBody(metrics, resource, {
    started: new Date(watch.started),
    ended,
    version: parts.version
  });
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)]);
    const answer = await parts.post(target, body, inputs, limited);
    if (answer.status < 200 || answer.status > 299)
      return `the collector answered with status ${answer.status}.`;
    const rejected = rejectedPoints(answer.body);
    return rejected === 0 ? void 0 : `the collector did not take ${rejected} data points.`;
  } catch (error) {
    if (error instanceof HttpError) return `the collector was not reached (${error.kind}).`;
    return `they could not be sent: ${asFailure(error).message}`;
  }
}
export {
  recordMetrics
};
