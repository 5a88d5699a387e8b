import { SIGNATURE_PREDICATE } from "../bundle.ts";
import type { Subject } from "../subject.ts";
import type { Statement, Verified } from "../verified.ts";
import { type Need, needName } from "../verify-lines.ts";
import { type Mismatch, mismatch } from "./mismatch.ts";

/** The digest that a subject is known by. */
export const digestOf = (subject: Subject): { readonly algorithm: string; readonly hex: string } =>
  subject.kind === "image"
    ? { algorithm: "sha256", hex: subject.reference.digest.replace(/^sha256:/, "") }
    : subject.digest;

/** What was signed, in a word for people. */
export const contentName = ({ content }: Verified): string =>
  content.kind === "statement" ? content.statement.predicateType : `a ${content.kind} signature`;

/**
 * Why something signed is not what a line needs, or undefined where it is. A signature is cosign's empty predicate or
 * a simple-signing payload, of a file also the signature of its bytes; a statement counts only where exactly its type
 * is needed: an image that carries any attestation is not signed by that. Whether the subject is meant is looked at
 * again, though the core has. Pure.
 */
export function needMismatch(
  { content, ...rest }: Verified,
  need: Need,
  subject: Subject,
): Mismatch | undefined {
  const { algorithm, hex } = digestOf(subject);
  const wanted = need.kind === "signature" ? SIGNATURE_PREDICATE : need.predicateType;
  const other = mismatch("need", needName(need), contentName({ content, ...rest }));
  const elsewhere = (found: string): Mismatch => mismatch("subject", `${algorithm}:${hex}`, found);
  switch (content.kind) {
    case "statement":
      if (content.statement.predicateType !== wanted) return other;
      return namesSubject(content.statement, subject) ? undefined : elsewhere("other subjects");
    case "simple-signing":
      if (need.kind !== "signature" || subject.kind !== "image") return other;
      return content.imageDigest === `sha256:${hex}` ? undefined : elsewhere(content.imageDigest);
    case "message": {
      if (need.kind !== "signature" || subject.kind === "image") return other;
      const { digest } = content;
      const isOther = digest.algorithm === algorithm && digest.hex !== hex;
      return isOther ? elsewhere(`${digest.algorithm}:${digest.hex}`) : undefined;
    }
  }
}

/** The subjects of a statement that are this one by digest. Pure. */
export function subjectsMeant(statement: Statement, subject: Subject): Statement["subjects"] {
  const { algorithm, hex } = digestOf(subject);
  return statement.subjects.filter(
    ({ digest }) => Object.hasOwn(digest, algorithm) && digest[algorithm] === hex,
  );
}

/** Others may name a file by another algorithm than ours; then the core has compared it. */
function namesSubject(statement: Statement, subject: Subject): boolean {
  const { algorithm } = digestOf(subject);
  return (
    subjectsMeant(statement, subject).length > 0 ||
    (subject.kind !== "image" && statement.subjects.some(({ digest }) => !Object.hasOwn(digest, algorithm)))
  );
}
