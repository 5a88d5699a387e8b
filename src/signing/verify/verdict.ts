import type { Failure } from "../../kernel/errors.ts";
import { printImage } from "../image-reference.ts";
import type { Subject } from "../subject.ts";
import type { Verified } from "../verified.ts";
import { type Need, needName } from "../verify-lines.ts";
import { identityLines } from "./found-identity.ts";
import { judge } from "./judge.ts";
import { type Mismatch, shown } from "./mismatch.ts";
import { contentName, digestOf } from "./needs.ts";
import type { Policy } from "./policy.ts";

/** A signature that was found for a subject: what it says, or why its mathematics do not hold. */
export interface Candidate {
  /** Where it was found: a bundle's path, `referrer sha256:...`, `tag sha256-....sig`. */
  readonly where: string;
  readonly outcome: { readonly verified: Verified } | { readonly failure: Failure };
}

/** A subject with what it needs and all that was found for it. */
export interface Examined {
  /** Of the input `verify`. */
  readonly line: number;
  readonly subject: Subject;
  readonly needs: readonly Need[];
  readonly candidates: readonly Candidate[];
}

/** Whether one candidate meets one policy for one need. */
export interface Judged {
  readonly where: string;
  readonly passed: boolean;
  /** What was signed; absent where the signature itself does not hold. */
  readonly content?: string;
  /** Who signed: the certificate's identity, or `a key`. */
  readonly identity?: string;
  readonly issuer?: string;
  readonly signedAt?: readonly string[];
  readonly logIndex?: string;
  readonly mismatches: readonly Mismatch[];
  /** The code and the cause, where the signature itself does not hold. */
  readonly error?: { readonly code: string; readonly message: string };
  /** The inputs that would accept whoever signed, for a person to decide on. */
  readonly lines?: readonly string[];
}

export interface PolicyVerdict {
  readonly policy: string;
  readonly passed: boolean;
  /** At most MAX_CANDIDATES of them, the nearest first. */
  readonly candidates: readonly Judged[];
  readonly candidatesLeftOut: number;
}

export interface NeedVerdict {
  readonly need: string;
  readonly passed: boolean;
  readonly policies: readonly PolicyVerdict[];
}

export interface SubjectVerdict {
  readonly line: number;
  readonly subject: string;
  readonly digest: string;
  readonly passed: boolean;
  readonly needs: readonly NeedVerdict[];
}

/** What verifying came to, as the JSON file holds it: docs/verify.md. */
export interface Verdict {
  readonly version: 1;
  readonly passed: boolean;
  readonly subjects: readonly SubjectVerdict[];
}

/** A hostile registry lists as many as it likes. */
const MAX_CANDIDATES = 20;

/**
 * Judges all that was found. Each policy must be met, for each need of each subject, by one signature; two policies
 * may be met by two: that of the build and that of a person who approved. Nothing found, no subject, no need or no
 * policy is never a pass. Pure.
 */
export function verdictOf(examined: readonly Examined[], policies: readonly Policy[]): Verdict {
  const subjects = examined.map((one): SubjectVerdict => {
    const needs = one.needs.map((need): NeedVerdict => {
      const results = policies.map((policy) => underPolicy(one, policy, need));
      return { need: needName(need), passed: all(results), policies: results };
    });
    const { algorithm, hex } = digestOf(one.subject);
    return {
      line: one.line,
      subject: shown(subjectName(one.subject)),
      digest: `${algorithm}:${hex}`,
      passed: all(needs),
      needs,
    };
  });
  return { version: 1, passed: all(subjects), subjects };
}

/** Of none at all this is false. */
const all = (parts: readonly { readonly passed: boolean }[]): boolean =>
  parts.length > 0 && parts.every(({ passed }) => passed);

/** A file by its path, an image by its reference. */
export const subjectName = (subject: Subject): string =>
  subject.kind === "image" ? printImage(subject.reference) : subject.name;

function underPolicy({ subject, candidates }: Examined, policy: Policy, need: Need): PolicyVerdict {
  const judged = candidates
    .map((candidate) => judgeCandidate(candidate, policy, subject, need))
    .toSorted((a, b) => distance(a) - distance(b));
  return {
    policy: policy.name,
    passed: judged.some(({ passed }) => passed),
    candidates: judged.slice(0, MAX_CANDIDATES),
    candidatesLeftOut: Math.max(0, judged.length - MAX_CANDIDATES),
  };
}

/** How far from passing: first what is of the right kind, then what does not hold, last what is something else. */
function distance({ passed, mismatches, error }: Judged): number {
  if (passed) return 0;
  if (error !== undefined) return 1000;
  const [first] = mismatches;
  return first?.check === "need" ? 3000 : first?.check === "subject" ? 2000 : mismatches.length;
}

function judgeCandidate({ where, outcome }: Candidate, policy: Policy, subject: Subject, need: Need): Judged {
  if ("failure" in outcome) {
    const { code, message } = outcome.failure;
    return { where: shown(where), passed: false, mismatches: [], error: { code, message } };
  }
  const { verified } = outcome;
  const { certificate, log } = verified;
  const mismatches = judge(verified, policy, subject, need);
  return {
    where: shown(where),
    passed: mismatches.length === 0,
    content: shown(contentName(verified)),
    identity: certificate === undefined ? "a key" : shown(certificate.san),
    ...(certificate?.issuer === undefined ? {} : { issuer: shown(certificate.issuer) }),
    signedAt: verified.signedAt.map((date) => date.toISOString()),
    ...(log === undefined ? {} : { logIndex: shown(log.index) }),
    mismatches,
    ...(certificate === undefined ? {} : { lines: identityLines(certificate) }),
  };
}
