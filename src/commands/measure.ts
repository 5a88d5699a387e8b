import type { Inputs } from "../config/read-inputs.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import { HttpError } from "../kernel/http.ts";
import { type Metric, type ProviderFacts, runMetrics } from "../report/metrics.ts";
import { otlpBody, rejectedPoints } from "../report/otlp.ts";
import type { OtlpTarget } from "../report/otlp-target.ts";
import { prometheusText } from "../report/prometheus.ts";
import type { ObserveParts } from "./observe.ts";
import type { Watch } from "./watch.ts";

/** How long a collector may keep a deploy waiting. */
const SEND_LIMIT_MS = 5_000;

export interface Measured {
  readonly watch: Watch;
  readonly providers: readonly ProviderFacts[];
  readonly inputs: Inputs;
  readonly target: OtlpTarget | Failure | undefined;
  readonly succeeded: boolean;
}

/** Writes and sends the metrics of a run that has ended. Never throws: what hinders it is a warning. */
export async function recordMetrics(
  parts: ObserveParts,
  measuring: Measured,
  signal: AbortSignal,
): Promise<void> {
  const { inputs, target } = measuring;
  const warn = (text: string): void => parts.runner.annotate("warning", text);
  const ended = new Date(parts.now());
  const metrics = metricsOf(parts, measuring, ended);
  if (inputs.metricsFile !== "") {
    try {
      parts.replaceRecord(inputs.metricsFile, prometheusText(metrics));
    } catch (error) {
      warn(`The file of metrics-file was not written: ${asFailure(error).message}`);
    }
  }
  // A run that failed on the input has said so already.
  if (target instanceof Failure) {
    if (inputs.otlpEndpoint === "") warn(`No metrics were sent: ${target.message}`);
  } else if (target !== undefined) {
    const problem = await send(parts, measuring, target, { metrics, ended }, signal);
    if (problem !== undefined) warn(`Metrics: ${problem}`);
  }
}

function metricsOf(parts: ObserveParts, { watch, providers, succeeded }: Measured, ended: Date): Metric[] {
  const { env } = parts.runner;
  return runMetrics({
    version: parts.version,
    repository: parts.runner.event().repository,
    workflow: env["GITHUB_WORKFLOW"] ?? "",
    ended,
    durationMs: ended.getTime() - watch.started,
    succeeded,
    fallbacks: watch.resolutions.filter(({ is, skipped }) => is === "found" && skipped.length > 0).length,
    providers,
  });
}

/** Sends once; returns what went wrong, without a word of the collector's. */
async function send(
  parts: ObserveParts,
  { watch, inputs }: Measured,
  target: OtlpTarget,
  { metrics, ended }: { readonly metrics: readonly Metric[]; readonly ended: Date },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { env } = parts.runner;
  const event = parts.runner.event();
  const resource = {
    "service.name": "secrets-action",
    "service.version": parts.version,
    "vcs.repository.name": event.repository,
    "vcs.ref.head.name": event.ref,
    "cicd.pipeline.name": env["GITHUB_WORKFLOW"] ?? "",
    "cicd.pipeline.run.id": env["GITHUB_RUN_ID"] ?? "",
    "cicd.pipeline.task.name": env["GITHUB_JOB"] ?? "",
  };
  const body = otlpBody(metrics, resource, {
    started: new Date(watch.started),
    ended,
    version: parts.version,
  });
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)]);
    const answer = await parts.post(target, body, inputs, limited);
    if (answer.status < 200 || answer.status > 299)
      return `the collector answered with status ${answer.status}.`;
    const rejected = rejectedPoints(answer.body);
    return rejected === 0 ? undefined : `the collector did not take ${rejected} data points.`;
  } catch (error) {
    if (error instanceof HttpError) return `the collector was not reached (${error.kind}).`;
    return `they could not be sent: ${asFailure(error).message}`;
  }
}
