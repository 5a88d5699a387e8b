import type { Subject } from "../subject.ts";
import type { Verified } from "../verified.ts";
import type { Need } from "../verify-lines.ts";
import { disagreements } from "./agreement.ts";
import { signerMismatches } from "./identity.ts";
import { type Mismatch, mismatch, shown } from "./mismatch.ts";
import { needMismatch, subjectsMeant } from "./needs.ts";
import type { Policy } from "./policy.ts";
import { predicateMismatches } from "./predicate-policy.ts";
import { PROVENANCE_TYPES, provenanceOf } from "./provenance.ts";
import { serverOf } from "./workflow-name.ts";

/**
 * All that keeps a signature, whose mathematics hold, from being what a subject needs under a policy; empty where it
 * is that. Where it is something else altogether, only that is said. Pure.
 */
export function judge(verified: Verified, policy: Policy, subject: Subject, need: Need): readonly Mismatch[] {
  const other = needMismatch(verified, need, subject);
  if (other !== undefined) return [other];
  return [
    ...signerMismatches(verified.certificate, policy),
    ...(need.kind === "signature"
      ? annotationMismatches(verified, policy, subject)
      : provenanceMismatches(verified, policy)),
  ];
}

function annotationMismatches({ content }: Verified, { annotations }: Policy, subject: Subject): Mismatch[] {
  const carried =
    content.kind === "statement"
      ? subjectsMeant(content.statement, subject).map((meant) => meant.annotations ?? {})
      : content.kind === "simple-signing"
        ? [content.annotations]
        : [];
  // One of them has to carry all: the one that lacks least is shown.
  const [least] = (carried.length === 0 ? [{}] : carried)
    .map((found) => missing(annotations, found))
    .toSorted((a, b) => a.length - b.length);
  return least!;
}

const missing = (
  annotations: ReadonlyMap<string, string>,
  carried: Readonly<Record<string, unknown>>,
): Mismatch[] =>
  [...annotations].flatMap(([key, value]) => {
    const found = Object.hasOwn(carried, key) ? carried[key] : undefined;
    if (found === value) return [];
    const text = typeof found === "string" ? found : JSON.stringify(found);
    return [mismatch("annotations", `${key}=${value}`, found === undefined ? undefined : `${key}=${text}`)];
  });

function provenanceMismatches(
  { content, certificate }: Verified,
  { predicate }: Policy,
): readonly Mismatch[] {
  if (content.kind !== "statement" || !PROVENANCE_TYPES.has(content.statement.predicateType)) return [];
  const provenance = provenanceOf(content.statement);
  if (provenance === undefined)
    return [
      {
        check: "predicate",
        expected: `a predicate as ${shown(content.statement.predicateType)} specifies it`,
        found: "another structure",
      },
    ];
  return [
    ...(certificate === undefined ? [] : disagreements(provenance, certificate)),
    ...(predicate === undefined
      ? []
      : predicateMismatches(provenance, predicate, serverOf(certificate?.issuer))),
  ];
}
