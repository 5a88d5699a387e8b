import { Failure } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";
import { SIGNATURE_PREDICATE } from "./bundle.ts";
import { isKeyword, itemsOf, LineProblem, readLines, type Word } from "./line-words.ts";
import { PREDICATE_NAMES, predicateTypeOf } from "./predicate-types.ts";
import { parseSubject, type SubjectPattern } from "./subject-pattern.ts";

/** A line of `sign`. */
export interface SignLine {
  readonly line: number;
  readonly subject:
    | Exclude<SubjectPattern, { kind: "stdin" }>
    | { readonly kind: "stdin"; readonly name: string };
}

/** A line of `attest`. */
export interface AttestLine {
  readonly line: number;
  /** As written: `spdxjson`, or a URI. */
  readonly name: string;
  readonly predicateType: string;
  /** The file with the predicate; undefined for the provenance of this run. */
  readonly file: string | undefined;
  /** Undefined: about all that is signed. Stdin is what the `sign` line calls it. */
  readonly subjects: readonly SubjectPattern[] | undefined;
}

/** What lists the parts of one thing, and cannot be true of two. */
const BILLS_OF_MATERIALS: ReadonlySet<string> = new Set([
  "https://spdx.dev/Document",
  "https://cyclonedx.org/bom",
]);
const OWN_PROVENANCE = "provenance";
const ATTEST_EXAMPLE = "spdxjson = api.spdx.json for oci://ghcr.io/OWNER/NAME@sha256:DIGEST";

/** The lines of `sign`: `PATTERN`, `oci://IMAGE` or `- = NAME`. Problems come together. Pure. */
export const parseSignLines = (text: string): { lines: SignLine[]; problems: Failure[] } => {
  let stdin = 0;
  return readLines("sign", text, (words, line): SignLine | LineProblem => {
    const [first, equals, name, ...more] = words;
    const subject = parseSubject(first.text);
    if (subject instanceof LineProblem) return subject;
    if (subject.kind === "stdin" && !first.quoted) {
      if (!isKeyword(equals, "=") || name === undefined || more.length > 0 || !isPlainName(name.text))
        return new LineProblem("Stdin needs a name, which is relative and without `..`.", "- = NAME.tgz");
      if (stdin++ > 0) return new LineProblem("Stdin can be read only once.");
      return { line, subject: { kind: "stdin", name: name.text } };
    }
    if (equals !== undefined)
      return new LineProblem(
        "One subject a line; a name with spaces stands in double quotes.",
        '"my file.tgz"',
      );
    return { line, subject: subject.kind === "stdin" ? { kind: "files", pattern: "-" } : subject };
  });
};

const isPlainName = (name: string): boolean =>
  /^[^/\\:][^\\:]*$/.test(name) && name.split("/").every((part) => !["", ".", ".."].includes(part));

/** The lines of `attest`: `TYPE [= FILE] [for SUBJECT, ...]`. Problems come together. Pure. */
export const parseAttestLines = (text: string): { lines: AttestLine[]; problems: Failure[] } =>
  readLines("attest", text, (words, line): AttestLine | LineProblem => {
    const [type, ...rest] = spaced(words);
    const predicateType = type.quoted ? undefined : predicateTypeOf(type.text);
    if (predicateType === undefined) return unknownType(type.text);
    if (predicateType === SIGNATURE_PREDICATE)
      return new LineProblem(
        "A signature is made by `sign`; `attest` is for statements.",
        "sign: dist/*.tgz",
      );
    const hasFile = isKeyword(rest[0], "=");
    const file = hasFile ? rest[1] : undefined;
    if (hasFile && (file === undefined || file.text === "" || isKeyword(file, "for")))
      return new LineProblem("After the = stands no file.", ATTEST_EXAMPLE);
    const tail = rest.slice(hasFile ? 2 : 0);
    if (tail.length > 0 && !isKeyword(tail[0], "for"))
      return new LineProblem("This line is not TYPE = FILE for SUBJECT, ...", ATTEST_EXAMPLE);
    if (type.text === OWN_PROVENANCE && file !== undefined)
      return new LineProblem("The provenance of this run is built, not read from a file.", "provenance");
    if (type.text !== OWN_PROVENANCE && file === undefined)
      return new LineProblem("This type needs a file with the predicate.", ATTEST_EXAMPLE);
    const subjects = tail.length === 0 ? undefined : subjectsOf(tail.slice(1));
    if (subjects instanceof LineProblem) return subjects;
    return { line, name: type.text, predicateType, file: file?.text, subjects };
  });

/** `TYPE=FILE` of a name without spaces as three words; a URI may hold a `=` itself. */
function spaced(words: readonly [Word, ...Word[]]): readonly [Word, ...Word[]] {
  const [first, ...rest] = words;
  const match = first.quoted ? null : /^([A-Za-z0-9]+)=(.*)$/.exec(first.text);
  if (match === null) return words;
  const bare = (text: string): Word => ({ text, quoted: false });
  return [bare(match[1]!), bare("="), ...(match[2] === "" ? [] : [bare(match[2]!)]), ...rest];
}

function subjectsOf(words: readonly Word[]): readonly SubjectPattern[] | LineProblem {
  const items = itemsOf(words, ATTEST_EXAMPLE);
  if (items instanceof LineProblem) return items;
  const subjects: SubjectPattern[] = [];
  for (const item of items) {
    const subject = parseSubject(item);
    if (subject instanceof LineProblem) return subject;
    subjects.push(subject);
  }
  return subjects;
}

function unknownType(text: string): LineProblem {
  const near = nearest(text, PREDICATE_NAMES);
  return new LineProblem(
    "This type is neither one of cosign's names nor a URI.",
    near === undefined ? `One of ${PREDICATE_NAMES.join(", ")}, or https://...` : `Did you mean ${near}?`,
  );
}

/** The problem of a bill of materials without `for` where several things are signed, else undefined. Pure. */
export function ambiguousBill(
  { predicateType, subjects, line }: AttestLine,
  signed: number,
): Failure | undefined {
  // A version may follow: https://spdx.dev/Document/v2.3.
  const isBill = [...BILLS_OF_MATERIALS].some(
    (type) => predicateType === type || predicateType.startsWith(`${type}/`),
  );
  if (!isBill || subjects !== undefined || signed < 2) return undefined;
  return new Failure("INPUT_INVALID", "It is not said which of the subjects this SBOM is of.", {
    at: { input: "attest", line },
    fix: ATTEST_EXAMPLE,
  });
}
