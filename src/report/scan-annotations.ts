import { printable } from "../kernel/printable.ts";
import { detailsOf, LEVEL_TEXT, placeOf, shortCommit, worstFirst } from "./scan-text.ts";
import type { RangeFacts, RangeFinding } from "./scanned.ts";
import { middleOut } from "./short.ts";

/**
 * What a runner keeps of one kind in a step; of errors one is left for the step's own.
 * https://docs.github.com/rest/checks/runs
 */
const MOST = { error: 9, warning: 10, notice: 10 } as const;
const MAX_TEXT = 200;

export interface ScanAnnotation {
  readonly severity: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Where it stands, where that is a file whose name can be shown. */
  readonly at: { readonly file?: string; readonly line?: number; readonly column?: number };
}

/**
 * Findings as annotations, the worst first, as many as a runner keeps: what blocks is an error, what is new and does not
 * a warning, what the base has or is likely none a notice. No secret in them. Pure.
 */
export function scanAnnotations({ findings, listed }: RangeFacts): ScanAnnotation[] {
  const left: Record<ScanAnnotation["severity"], number> = { ...MOST };
  return worstFirst([...findings, ...listed])
    .map(annotationOf)
    .filter(({ severity }) => left[severity]-- > 0);
}

function annotationOf(one: RangeFinding): ScanAnnotation {
  const { kind, path, line, column, what, rule, level, commit, author, status, revoke, pathMasked } = one;
  const isFile = kind === "file" && pathMasked !== true;
  const details = detailsOf(one);
  const sentences = [
    `${what} (${rule}, ${LEVEL_TEXT[level]})${isFile ? "" : ` in ${placeOf(one, MAX_TEXT)}`}${details.length === 0 ? "" : `: ${details.join("; ")}`}.`,
    ...(commit === "" ? [] : [`Commit ${shortCommit(commit)} by ${author}.`]),
    ...(status === "new" ? [] : ["The base has it already."]),
    ...(level === "placeholder"
      ? []
      : [`Revoke it${revoke === undefined ? "" : ` (${revoke})`}, then remove it from the commits.`]),
  ];
  return {
    severity: one.blocks ? "error" : status === "new" && level !== "placeholder" ? "warning" : "notice",
    title: one.blocks ? "Secret found" : "Possible secret",
    message: sentences.map((sentence) => middleOut(printable(sentence), 2 * MAX_TEXT)).join(" "),
    at: isFile ? { file: printable(path), line, column } : {},
  };
}
