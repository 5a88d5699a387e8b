import { Failure, type FailureCode, together } from "../../kernel/errors.ts";
import { SIGNER_CHECKS } from "./identity.ts";
import type { Judged, NeedVerdict, PolicyVerdict, SubjectVerdict, Verdict } from "./verdict.ts";

const WHERE = "   # in the workflow that builds it";
const IMAGE = /@sha256:[0-9a-f]{64}$/;

/**
 * A verdict that is no pass as a Failure, one for each subject, need and policy: SIGNATURE_MISSING where nothing of
 * the kind was found, SIGNATURE_INVALID where what was found does not hold, IDENTITY_MISMATCH where another signed,
 * POLICY_UNMET where the right one signed something else. Undefined for a pass. Pure.
 */
export function failureOf(verdict: Verdict): Failure | undefined {
  if (verdict.passed) return undefined;
  const failures = verdict.subjects.flatMap((subject) =>
    subject.needs.flatMap((need) =>
      need.policies.flatMap((under) => (under.passed ? [] : [failureFor(subject, need, under)])),
    ),
  );
  const [first, ...more] = failures;
  // Nothing was asked for: that is no proof of anything.
  return first === undefined
    ? new Failure("SIGNATURE_MISSING", "Nothing was verified.", {
        fix: "verify: oci://ghcr.io/OWNER/NAME@sha256:DIGEST",
      })
    : together([first, ...more]);
}

function failureFor(subject: SubjectVerdict, need: NeedVerdict, under: PolicyVerdict): Failure {
  const what = need.need === "signature" ? "signature" : `statement ${need.need}`;
  const [nearest] = under.candidates;
  const fail = (code: FailureCode, message: string, fix: string): Failure =>
    new Failure(code, `${subject.subject}: ${message}`, { at: { input: "verify", line: subject.line }, fix });
  if (nearest === undefined)
    return fail("SIGNATURE_MISSING", `no ${what} was found.`, signHint(subject, need));
  if (nearest.error !== undefined)
    return fail(
      "SIGNATURE_INVALID",
      `what was found does not hold (${nearest.where}): ${nearest.error.message}`,
      "Sign it again, or look whether it is another Sigstore's: sigstore: auto|public|github|private",
    );
  const { mismatches, lines = [] } = nearest;
  if (mismatches[0]?.check === "need")
    return fail(
      "SIGNATURE_MISSING",
      `no ${what} was found, only ${[...new Set(under.candidates.flatMap(({ content }) => content ?? []))].slice(0, 5).join(", ")}.`,
      signHint(subject, need),
    );
  if (mismatches[0]?.check === "subject")
    return fail(
      "SIGNATURE_INVALID",
      `what was found is of another subject (${nearest.where}).`,
      "Look whether the bundle is that of this very file or image, and sign it again if not.",
    );
  const isSigner = mismatches.some(({ check }) => SIGNER_CHECKS.has(check));
  const whose = `the ${what} at ${nearest.where} does not meet the policy (${under.policy})`;
  return isSigner
    ? fail(
        "IDENTITY_MISMATCH",
        `${whose}: ${reasons(nearest)}`,
        ["# Only if this is whom you trust:", ...lines].join("\n"),
      )
    : fail(
        "POLICY_UNMET",
        `${whose}: ${reasons(nearest)}`,
        "Sign what the policy asks for, or change the policy.",
      );
}

/** The lines of sign/ that make what is missing; only a predicate's file is the user's to name. */
function signHint({ subject }: SubjectVerdict, { need }: NeedVerdict): string {
  const word = IMAGE.test(subject) ? `oci://${subject}` : /[\s,"]/.test(subject) ? `"${subject}"` : subject;
  if (need === "signature") return `sign: |${WHERE}\n  ${word}`;
  return `attest: |${WHERE}\n  ${need === "provenance" ? need : `${need} = FILE`} for ${word}`;
}

const reasons = ({ mismatches }: Judged): string =>
  mismatches
    .map(
      ({ check, expected, found, note }) =>
        `${check} is ${found}, not ${expected}.${note === undefined ? "" : ` ${note}`}`,
    )
    .join(" ");
