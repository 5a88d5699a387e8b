/** What of a verdict is told: a part of the JSON file that verifying writes. */
export interface VerdictFacts {
  readonly passed: boolean;
  readonly subjects: readonly SubjectFacts[];
}

interface SubjectFacts {
  readonly subject: string;
  readonly digest: string;
  readonly passed: boolean;
  readonly needs: readonly {
    readonly need: string;
    readonly passed: boolean;
    readonly policies: readonly PolicyFacts[];
  }[];
}

interface PolicyFacts {
  readonly policy: string;
  readonly passed: boolean;
  readonly candidates: readonly CandidateFacts[];
  readonly candidatesLeftOut?: number;
}

export interface CandidateFacts {
  readonly where: string;
  readonly passed: boolean;
  readonly content?: string;
  readonly identity?: string;
  readonly signedAt?: readonly string[];
  readonly logIndex?: string;
  readonly mismatches: readonly MismatchFacts[];
  readonly error?: { readonly code: string; readonly message: string };
}

interface MismatchFacts {
  readonly check: string;
  readonly expected: string;
  readonly found: string;
  readonly note?: string;
}

/** A subject's need under a policy, as one row says it. */
export interface VerdictRow extends PolicyFacts {
  readonly subject: string;
  readonly digest: string;
  readonly need: string;
}

/** The rows of a verdict: what failed first. Pure. */
export const verdictRows = ({ subjects }: VerdictFacts): VerdictRow[] =>
  subjects
    .flatMap(({ subject, digest, needs }) =>
      needs.flatMap(({ need, policies }) => policies.map((under) => ({ subject, digest, need, ...under }))),
    )
    .toSorted((a, b) => Number(a.passed) - Number(b.passed));

/** Whether policies need their names: of one alone nobody asks. Pure. */
export const hasPolicies = ({ subjects }: VerdictFacts): boolean =>
  new Set(
    subjects.flatMap(({ needs }) => needs.flatMap(({ policies }) => policies.map(({ policy }) => policy))),
  ).size > 1;

/**
 * The candidates that explain a failure: those of the right kind, where there is one; each cause once. Pure.
 * @returns at most `most` of them, and how many others there were
 */
export function explaining(
  { candidates, candidatesLeftOut = 0 }: Pick<PolicyFacts, "candidates" | "candidatesLeftOut">,
  most: number,
): { readonly shown: readonly CandidateFacts[]; readonly others: number } {
  const isOther = ({ mismatches }: CandidateFacts): boolean => mismatches[0]?.check === "need";
  const near = candidates.filter((one) => !isOther(one));
  const causes = new Map(
    (near.length > 0 ? near : candidates).map((one) => [
      JSON.stringify([one.identity, one.mismatches, one.error]),
      one,
    ]),
  );
  const shown = [...causes.values()].slice(0, most);
  return { shown, others: candidates.length + candidatesLeftOut - shown.length };
}
