import type { Failure, FailureCode, Place } from "../kernel/errors.ts";

const DOCS = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/troubleshooting.md";

/** The page that explains a code. */
export const docsUrl = (code: FailureCode): string => `${DOCS}#${code.toLowerCase()}`;

/** GitHub shows ten annotations of a kind per step. */
const MAX_ANNOTATIONS = 9;

/** Where a failure lies, as text: `secrets, line 3`. */
export function placeText(at: Place | undefined): string {
  if (at === undefined) return "";
  return [
    at.input ? `input ${at.input}` : undefined,
    at.file,
    at.line === undefined ? undefined : `line ${at.line}`,
    at.column === undefined ? undefined : `column ${at.column}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** A failure as lines: code and cause, each problem with its place and fix, the documentation. */
export function failureLines(failure: Failure): string[] {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const lines = failure.all.length > 0 ? [`${failure.message}:`] : [];
  for (const problem of problems) {
    const place = placeText(problem.at);
    lines.push(`${problem.code}  ${place === "" ? "" : `${place}: `}${problem.message}`);
    if (problem.fix !== undefined)
      lines.push(...problem.fix.split("\n").map((line, i) => (i === 0 ? `Fix: ${line}` : `     ${line}`)));
  }
  for (const code of new Set(problems.map((problem) => problem.code))) lines.push(`Docs: ${docsUrl(code)}`);
  return lines;
}

/** The annotations of a failure: at most nine, then one that counts the rest. */
export function failureAnnotations(failure: Failure): { message: string; at: Place & { title: string } }[] {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const shown = problems.length > MAX_ANNOTATIONS + 1 ? problems.slice(0, MAX_ANNOTATIONS) : problems;
  const annotations = shown.map((problem) => {
    const place = problem.at?.input
      ? `input ${problem.at.input}${problem.at.line ? `, line ${problem.at.line}` : ""}: `
      : "";
    const { file, line, column } = problem.at ?? {};
    return {
      message: `${problem.code}  ${place}${problem.message}${problem.fix ? `\nFix: ${problem.fix}` : ""}\nDocs: ${docsUrl(problem.code)}`,
      at: {
        title: problem.code,
        ...(file === undefined ? {} : { file }),
        ...(file === undefined || line === undefined ? {} : { line }),
        ...(file === undefined || column === undefined ? {} : { column }),
      },
    };
  });
  const rest = problems.length - shown.length;
  if (rest > 0)
    annotations.push({ message: `and ${rest} more problems, all in the log`, at: { title: failure.code } });
  return annotations;
}
