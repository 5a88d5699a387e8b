import { printable } from "../../kernel/printable.ts";

/** What can be wrong with a signature whose mathematics hold. */
export const CHECKS = [
  "need",
  "subject",
  "certificate",
  "issuer",
  "identity",
  "repository",
  "workflow",
  "ref",
  "repository-id",
  "owner-id",
  "trigger",
  "commit",
  "runner",
  "annotations",
  "predicate",
  "builder",
  "source",
  "materials",
  "agreement",
] as const;

export type Check = (typeof CHECKS)[number];

/** One check that failed. `found` is text that others wrote, made fit to print. */
export interface Mismatch {
  readonly check: Check;
  readonly expected: string;
  readonly found: string;
  /** Where the reason is easy to overlook. */
  readonly note?: string;
}

/** Longer texts than this help nobody, and a hostile certificate may hold them. */
const MAX_SHOWN = 300;

/** A fact as it is shown: of an absent one that there is none. */
export function shown(value: string | undefined): string {
  if (value === undefined) return "nothing";
  const text = printable(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

/** A mismatch, with a note where it is only upper or lower case that differs. Pure. */
export function mismatch(check: Check, expected: string, found: string | undefined): Mismatch {
  const isCase = found !== undefined && found.toLowerCase() === expected.toLowerCase();
  return {
    check,
    expected: shown(expected),
    found: shown(found),
    ...(isCase ? { note: "Only upper and lower case differ; both count." } : {}),
  };
}
