import { shortDigests } from "./short.ts";
import type { SignedArtifact, SignedPlace } from "./signed.ts";

/** All that says the same of one subject: an image's signature in both schemes is one thing to a reader. */
export interface SignedRow {
  readonly subject: string;
  readonly more: number;
  readonly digest: string;
  readonly what: string;
  readonly places: readonly SignedPlace[];
  readonly logs: readonly NonNullable<SignedArtifact["log"]>[];
}

/** The rows of what was made, in its order. Pure. */
export function signedRows(artifacts: readonly SignedArtifact[]): SignedRow[] {
  const rows = new Map<string, SignedRow>();
  for (const { subject, more, digest, what, places, log } of artifacts) {
    const key = JSON.stringify([subject, more, digest, what]);
    const before = rows.get(key);
    rows.set(key, {
      subject,
      more,
      digest,
      what,
      places: [...(before?.places ?? []), ...places],
      logs: [...(before?.logs ?? []), ...(log === undefined ? [] : [log])],
    });
  }
  return [...rows.values()].map((row) => ({ ...row, places: row.places.toSorted(byForm) }));
}

/** Pushes end in any order; a reader finds things where they stood last time. */
const FORMS: readonly SignedPlace["form"][] = [
  "bundle",
  "statement",
  ".sig",
  ".pem",
  "referrer",
  "referrer tag",
  ".sig tag",
  ".att tag",
  "GitHub",
];
const byForm = (a: SignedPlace, b: SignedPlace): number => FORMS.indexOf(a.form) - FORMS.indexOf(b.form);

/** What was made, in numbers: `2 signatures, 1 statement`. Pure. */
export function countsOf(artifacts: readonly SignedArtifact[]): string {
  const rows = signedRows(artifacts);
  const signatures = rows.filter(({ what }) => what === "signature").length;
  const statements = rows.length - signatures;
  const parts = [
    ...(signatures > 0 || statements === 0 ? [plural(signatures, "signature")] : []),
    ...(statements > 0 ? [plural(statements, "statement")] : []),
  ];
  return parts.join(", ");
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What something is, in a word: in files there are only bundles. Pure. */
export const formText = ({ form }: SignedPlace): string => (form === "statement" ? "bundle" : form);

/** Where something is, without what the row says already: the repository of the image itself, its tag. Pure. */
export function placeText({ form, where }: SignedPlace, subject: string): string {
  const repository = subject.split("@")[0]!;
  const isOwn = where.startsWith(`${repository}@`) || where.startsWith(`${repository}:`);
  if (!isOwn) return shortDigests(where);
  return form.endsWith(" tag") && form !== "referrer tag"
    ? ""
    : shortDigests(where.slice(repository.length + 1));
}
