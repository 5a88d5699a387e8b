import buffer from "node:buffer";
import type { Finding } from "./finding.ts";

const LINE = 400;
const REPEATED = 5;

/** What is written for a value that a reader is to put in; each with what it says of a finding. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/^\$\{[^}]*\}?|\$\([^)]*\)|\$\{\{|^\$[A-Za-z_]\w*$|^%[A-Za-z_]\w*%$/, "it is a variable"],
  [/\{\{.*|<%[=-]?|\{%|^\{[\w.:]+\}$|^#\{|^@[\w.]+@$|^__\w+__$/, "it is a template"],
  [/^<[^<>]*>$|^\[[^\]]*\]$|^<[\w -]*$/, "it is a placeholder in brackets"],
  [/%[sdvqrx]\b|%\([\w]+\)s|%[-\d.]*[sdvq]$|^\\\(|\{\d?\}/, "it is a format"],
  [/^[*•.…\-_#?]+$|\*{3,}|\.{3,}|…/, "it is masked"],
  [/x{4,}|X{4,}|0{6,}|1{6,}/, "it is filled with one character"],
  [/1234567|23456789|abcdefgh?i|abcdef0123|0123456|qwertyu|9876543/i, "it is a sequence"],
  [
    /example|sample|dummy|foobar|placeholder|changeme|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|your[-_ ]|yourpass|yourtoken|yourkey|insert[-_ ]|redacted|not[-_ ]?a?[-_ ]?real|deadbeef|cafebabe|lorem|(?:^|[^a-z])(?:fake|mock|todo)(?:[^a-z]|$)|fixme|removed|censored|hunter2|notasecret|not-?secret/i,
    "it says that it is an example",
  ],
];
/** Words beside a value that say it is a sum or an id of something public. */
const SUMS =
  /(?:integrity|checksum|sha-?(?:1|224|256|384|512)|md5|digest|fingerprint|etag|git-?(?:commit|sha|rev)|commit|revision|uuid|guid|nonce|resolved)["']?\s*[:=,(\s]\s*["'`]?(?:sha\d+[-:])?$/i;
const TEST_VECTOR =
  /\b(?:test[- ]?vectors?|known[- ]answer|RFC ?\d{3,4}|NIST|(?:want|expected|golden)[A-Za-z]*\s*(?::|=|:=))/i;
const EXAMPLE_FILE = /(?:^|[-_.])(?:examples?|samples?|dummy|fake|mocks?|placeholder)(?:[-_.]|$)/i;
const LOCK_FILE = /(?:^|\/)(?:[\w.-]*[-.]lock(?:\.\w+)?|[\w-]+-lock\.\w+|go\.sum|npm-shrinkwrap\.json)$/i;
const GENERATED =
  /@generated|[Gg]enerated\b[^\n]{0,120}DO NOT EDIT|DO NOT EDIT[^\n]{0,120}[Gg]enerated|automatically generated/;

/**
 * Why a finding is likely none, by what is written: in the value itself, beside it on its line, or over the file.
 *
 * @param bytes the file, or what was decoded
 * @param finding its `secret`, offsets and rule are looked at
 * @param path of the file; only lock files are known by it
 * @returns a reason in words, without any of the bytes
 */
export function reasonAgainst(bytes: Uint8Array, finding: Finding, path: string): string | undefined {
  const text = buffer.Buffer.from(finding.secret.subarray(0, LINE)).toString("latin1");
  return writtenReason(text) ?? reasonBeside(bytes, finding, path);
}

/**
 * Whether the name of a file says that what it holds is made up; for what no provider's shape vouches for.
 *
 * @param path of the file
 */
export function exampleFile(path: string): string | undefined {
  return EXAMPLE_FILE.test(path.slice(path.lastIndexOf("/") + 1))
    ? "its file is named as an example"
    : undefined;
}

/**
 * Why a value is likely none, by the value alone.
 *
 * @param text the value
 */
export function writtenReason(text: string): string | undefined {
  const known = WRITTEN.find(([pattern]) => pattern.test(text));
  return known?.[1] ?? (isRepeated(text) ? "it repeats itself" : undefined);
}

/** One to four characters again and again, or few that differ in a long text. */
function isRepeated(text: string): boolean {
  const tail = text.replace(/^[A-Za-z]{2,12}[-_]/, "");
  if (tail.length >= 8 && /^(.{1,4}?)\1+.{0,3}$/.test(tail)) {
    return true;
  }
  return tail.length >= 16 && new Set(tail.toLowerCase()).size <= REPEATED;
}

function reasonBeside(bytes: Uint8Array, finding: Finding, path: string): string | undefined {
  const view = buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const from = Math.max(0, finding.matchStart - LINE);
  const before = view.toString("latin1", from, finding.start);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (finding.level !== "generic") {
    return undefined;
  }
  if (SUMS.test(line.slice(-60))) {
    return "it stands where a sum or an id does";
  }
  if (TEST_VECTOR.test(line)) {
    return "its line says that it is a test vector";
  }
  const example = exampleFile(path);
  if (example !== undefined) {
    return example;
  }
  if (LOCK_FILE.test(path)) {
    return "a lock file holds sums";
  }
  const head = view.toString("latin1", 0, 600);
  return GENERATED.test(head) ? "the file says that it is generated" : undefined;
}
