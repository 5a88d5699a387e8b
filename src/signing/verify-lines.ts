import type { Failure } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";
import { SIGNATURE_PREDICATE } from "./bundle.ts";
import { isKeyword, itemsOf, LineProblem, readLines } from "./line-words.ts";
import { PREDICATE_NAMES, predicateTypeOf } from "./predicate-types.ts";
import { parseSubject, type SubjectPattern } from "./subject-pattern.ts";

/** What a subject must have: a signature, or a statement of exactly one type. */
export type Need =
  | { readonly kind: "signature" }
  | { readonly kind: "statement"; readonly name: string; readonly predicateType: string };

/** A line of `verify`. */
export interface VerifyLine {
  readonly line: number;
  readonly subject: SubjectPattern;
  readonly needs: readonly [Need, ...Need[]];
}

const SIGNATURE: Need = { kind: "signature" };
const EXAMPLE = "oci://ghcr.io/OWNER/NAME@sha256:DIGEST has signature, provenance";

/** The lines of `verify`: `SUBJECT [has NEED[, NEED]...]`, a signature where no need stands. Problems come together. Pure. */
export const parseVerifyLines = (text: string): { lines: VerifyLine[]; problems: Failure[] } =>
  readLines("verify", text, (words, line): VerifyLine | LineProblem => {
    const [first, has, ...list] = words;
    const subject = first.quoted && first.text === "-" ? FILE_NAMED_DASH : parseSubject(first.text);
    if (subject instanceof LineProblem) return subject;
    if (has === undefined) return { line, subject, needs: [SIGNATURE] };
    if (!isKeyword(has, "has"))
      return new LineProblem(
        "This line is not SUBJECT has NEED, ...; names with spaces stand in double quotes.",
        EXAMPLE,
      );
    const items = itemsOf(list, EXAMPLE);
    if (items instanceof LineProblem) return items;
    const needs = new Map<string, Need>();
    for (const item of items) {
      const need = needOf(item);
      if (need instanceof LineProblem) return need;
      needs.set(need.kind === "signature" ? SIGNATURE_PREDICATE : need.predicateType, need);
    }
    return { line, subject, needs: [...needs.values()] as [Need, ...Need[]] };
  });

const FILE_NAMED_DASH: SubjectPattern = { kind: "files", pattern: "-" };

function needOf(name: string): Need | LineProblem {
  const predicateType = predicateTypeOf(name);
  if (predicateType === SIGNATURE_PREDICATE) return SIGNATURE;
  if (predicateType !== undefined) return { kind: "statement", name, predicateType };
  const near = nearest(name, PREDICATE_NAMES);
  return new LineProblem(
    "What is needed is neither `signature`, one of cosign's names of a type, nor a URI.",
    near === undefined ? EXAMPLE : `Did you mean ${near}?`,
  );
}

/** As it is written in a line. */
export const needName = (need: Need): string => (need.kind === "signature" ? "signature" : need.name);
