import path from "node:path";
import type { Inputs } from "../config/read-inputs.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import { type OtlpTarget, otlpTarget } from "../report/otlp-target.ts";
import type { Runner } from "../runner/runner.ts";
import { providerFacts } from "./run-facts.ts";
import { questionsOf, type Watch } from "./watch.ts";

/** What recording a run touches. Paths are those of the inputs. */
export interface ObserveParts {
  readonly runner: Runner;
  readonly version: string;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** Names that earlier steps of ours set. */
  readonly earlier: () => readonly string[];
  /** What is wrong with a path to be written; undefined where nothing is. */
  readonly checkRecord: (file: string) => Failure | undefined;
  /** Appends to a file that only this user can read. */
  readonly appendRecord: (file: string, text: string) => void;
  /** Replaces a file as a whole, for everyone to read. */
  readonly replaceRecord: (file: string, text: string) => void;
  /** Posts JSON, once. Throws where there is no answer within the signal. */
  readonly post: (
    target: OtlpTarget,
    body: string,
    inputs: Inputs,
    signal: AbortSignal,
  ) => Promise<{ readonly status: number; readonly body: Uint8Array }>;
}

/** What is wrong with the inputs that say where records go. */
export function recordProblems(parts: ObserveParts, inputs: Inputs): Failure[] {
  const files = [
    ["metrics-file", inputs.metricsFile],
    ["audit-file", inputs.auditFile],
  ] as const;
  const problems = files.flatMap(([input, file]) => {
    const problem = file === "" ? undefined : parts.checkRecord(file);
    if (problem === undefined) return [];
    return [
      new Failure(problem.code, problem.message, {
        at: { input },
        fix: `${input}: ${"${{ runner.temp }}"}/${input === "audit-file" ? "audit.jsonl" : "secrets.prom"}`,
      }),
    ];
  });
  problems.push(...sharedFile(parts, [...files, ["export-file", inputs.exportFile]]));
  const target = inputs.otlpEndpoint === "" ? undefined : targetOf(parts, inputs);
  return target instanceof Failure ? [...problems, target] : problems;
}

/** Two inputs that name one file: one would write over the other. */
function sharedFile(
  { runner }: ObserveParts,
  files: readonly (readonly [input: string, file: string])[],
): Failure[] {
  const byPath = new Map<string, string>();
  return files.flatMap(([input, file]) => {
    if (file === "") return [];
    // Some file systems know no case.
    const at = path.resolve(runner.workspace, file).toLowerCase();
    const other = byPath.get(at);
    byPath.set(at, other ?? input);
    if (other === undefined) return [];
    return [
      new Failure("NAME_COLLISION", `${other} and ${input} name the same file.`, {
        at: { input },
        fix: "Give each its own path.",
      }),
    ];
  });
}

/** Where metrics are sent to; undefined for nowhere. */
export const targetOf = (parts: ObserveParts, inputs: Inputs): OtlpTarget | Failure | undefined =>
  otlpTarget({
    input: inputs.otlpEndpoint,
    env: parts.runner.env,
    ours: parts.earlier(),
    face: parts.runner.face,
  });

/** Appends to the audit record who read what, where there is to be one. Throws a Failure where it cannot be written. */
export async function audit(parts: ObserveParts, watch: Watch): Promise<void> {
  if (watch.inputs === undefined || watch.inputs.auditFile === "") return;
  const { recordAudit } = await import("./audit.ts");
  recordAudit(parts, watch, questionsOf(watch));
}

/** The same for a run that failed already: that is what it fails with, so what hinders the record is a warning. */
export async function auditFailed(parts: ObserveParts, watch: Watch): Promise<void> {
  try {
    await audit(parts, watch);
  } catch (error) {
    parts.runner.annotate("warning", `The audit record was not written: ${asFailure(error).message}`);
  }
}

/**
 * Does the work and, whatever comes of it, writes and sends the metrics that the inputs ask for. What hinders that is
 * a warning: only the work itself fails a run.
 */
export async function measured<T>(
  parts: ObserveParts,
  watch: Watch,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let succeeded = false;
  try {
    const result = await work();
    succeeded = true;
    return result;
  } finally {
    const { inputs } = watch;
    const target = inputs === undefined ? undefined : targetOf(parts, inputs);
    if (inputs !== undefined && (inputs.metricsFile !== "" || target !== undefined)) {
      const { recordMetrics } = await import("./measure.ts");
      await recordMetrics(
        parts,
        { watch, providers: providerFacts(watch), inputs, target, succeeded },
        signal,
      );
    }
  }
}
