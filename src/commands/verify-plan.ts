import { Failure } from "../kernel/errors.ts";
import type { Target } from "../signing/registry/target.ts";
import { parseSignaturesIn } from "../signing/signatures-in.ts";
import type { VerifyInputs } from "../signing/verify-inputs.ts";
import { parseVerifyLines, type VerifyLine } from "../signing/verify-lines.ts";
import type { Policy } from "../signing/verify/policy.ts";
import { readPolicies, uncheckable } from "../signing/verify/read-policies.ts";

/** What is to be verified, and what must hold. */
export interface VerifyPlan {
  readonly lines: readonly VerifyLine[];
  readonly policies: readonly Policy[];
  readonly signaturesIn: Target | undefined;
}

/** Reads the inputs of verifying. Throws one Failure with all problems; none of them is ever passed over. */
export async function planVerifying(
  inputs: VerifyInputs,
): Promise<{ readonly plan: VerifyPlan; readonly problems: readonly Failure[] }> {
  const { lines, problems } = parseVerifyLines(inputs.verify);
  const read = await readPolicies(inputs);
  const found = [...problems, ...read.problems];
  if (lines.length === 0 && problems.length === 0)
    found.push(
      new Failure("INPUT_INVALID", "Nothing was asked for: the input verify is empty.", {
        at: { input: "verify" },
        fix: "verify: oci://ghcr.io/OWNER/NAME@sha256:DIGEST",
      }),
    );
  if (read.problems.length === 0) found.push(...uncheckable(lines, read.policies));
  for (const { line, subject } of lines)
    if (subject.kind === "stdin")
      found.push(
        new Failure("INPUT_INVALID", "Stdin has no signature beside it: name a file.", {
          at: { input: "verify", line },
          fix: "verify: dist/app.tgz",
        }),
      );
  const signaturesIn = parseSignaturesIn(inputs.signaturesIn);
  if (signaturesIn instanceof Failure) found.push(signaturesIn);
  return {
    plan: {
      lines,
      policies: read.policies,
      signaturesIn: signaturesIn instanceof Failure ? undefined : signaturesIn,
    },
    problems: found,
  };
}
