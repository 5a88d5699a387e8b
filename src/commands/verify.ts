import type { InputsRead } from "../config/read-inputs.ts";
import type { Clock } from "../kernel/clock.ts";
import { Failure, together } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { verdictLines } from "../report/verdict-log.ts";
import { verdictMarkdown } from "../report/verdict-summary.ts";
import type { Runner } from "../runner/runner.ts";
import { printImage } from "../signing/image-reference.ts";
import type { VerifyInputs } from "../signing/verify-inputs.ts";
import { failureOf } from "../signing/verify/failure-of.ts";
import type { Trust } from "../signing/verify/material.ts";
import { type Verdict, verdictOf } from "../signing/verify/verdict.ts";
import type { CheckoutFacts } from "./trust.ts";
import { judgeCheckouts, judgeEvent } from "./trust.ts";
import type { LookParts } from "./verify-candidates.ts";
import { planVerifying, type VerifyPlan } from "./verify-plan.ts";

/** Everything of the outside that verifying touches. */
export interface VerifyParts {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly readInputs: () => InputsRead;
  readonly checkouts: (files: readonly string[]) => readonly CheckoutFacts[];
  /** The files of the checkout that say whom to trust. */
  readonly trustFiles: (inputs: VerifyInputs) => readonly string[];
  /** Where to look. Throws FILE_*. */
  readonly look: (inputs: VerifyInputs, plan: VerifyPlan) => Promise<LookParts>;
  /** Whom to trust, each opened when it is needed, once. */
  readonly trusts: (inputs: VerifyInputs, signal: AbortSignal) => Promise<readonly (() => Promise<Trust>)[]>;
  readonly hashing: () => Hashing;
  /** Writes the verdict; returns its path. Throws FILE_*. */
  readonly keep: (verdict: string, inputs: VerifyInputs) => string;
}

interface Hashing {
  readonly update: (chunk: Uint8Array) => void;
  readonly end: () => { readonly digest: { readonly algorithm: "sha256"; readonly hex: string } };
}

const MS_PER_SECOND = 1000;

/**
 * Finds every signature of every subject and judges them under all policies. Never skips: an event that gets no secrets
 * verifies as any other. Throws a Failure where anything is missing or does not hold, after the verdict was told.
 */
export async function verify(parts: VerifyParts, signal: AbortSignal): Promise<Verdict> {
  const { runner } = parts;
  const given = parts.readInputs();
  for (const { name, near } of given.unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const inputs = given.providers.get("verifying")!.values as unknown as VerifyInputs;
  const { plan, problems } = await planVerifying(inputs);
  const judgement = judgeEvent(runner.event());
  const files = parts.trustFiles(inputs);
  const found = [...given.problems, ...problems];
  if (judgement.kind === "privileged" && files.length > 0)
    found.push(...judgeCheckouts(judgement, parts.checkouts(files)));
  const [first, ...rest] = found;
  if (first !== undefined) throw together([first, ...rest]);

  const { timeout } = given.inputs;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeout * MS_PER_SECOND)]);
  // What verifies is large: a mistake in the inputs is told without it.
  const { examine } = await import("./verify-examine.ts");
  const examined = await examine(parts, inputs, plan, limited).catch((error: unknown) => {
    throw error instanceof Error && error.name === "TimeoutError" ? tooLate(timeout) : error;
  });
  const verdict = verdictOf(examined, plan.policies);
  for (const line of verdictLines(verdict)) runner.info(line);
  if (given.inputs.summary) runner.summary(verdictMarkdown(verdict));
  const file = parts.keep(`${JSON.stringify(verdict, null, 2)}\n`, inputs);
  // Of several lines about one subject all must have passed.
  const failed = new Set(verdict.subjects.filter((one) => !one.passed).map(({ subject }) => subject));
  const subjects = examined.map(({ subject }) => subject);
  const images = verdict.passed
    ? subjects.flatMap((subject) => (subject.kind === "image" ? [printImage(subject.reference)] : []))
    : [];
  runner.setOutputs(
    new Map([
      ["images", Secret.of([...new Set(images)].join("\n"))],
      [
        "digests",
        Secret.of(
          JSON.stringify(
            Object.fromEntries(
              verdict.subjects
                .filter(({ subject }) => !failed.has(subject))
                .map(({ subject, digest }) => [subject, digest]),
            ),
          ),
        ),
      ],
      ["verdict", Secret.of(file)],
    ]),
  );
  const failure = failureOf(verdict);
  if (failure !== undefined) throw failure;
  return verdict;
}

/** What waits when the time is over is woken by the signal's own reason. */
const tooLate = (seconds: number): Failure =>
  new Failure("WAIT_EXPIRED", `The ${seconds} seconds of timeout were over before all was read.`, {
    at: { input: "timeout" },
    fix: `timeout: "${seconds * 2}"`,
  });
