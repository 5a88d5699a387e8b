import buffer from "node:buffer";
import { Failure, type FailureCode } from "../kernel/errors.ts";
import type { ChecksumSubject, Digest } from "./subject.ts";
import { nameProblem, uniqueSubjects } from "./subject-names.ts";

/** Most bytes of a checksums file. */
export const MAX_CHECKSUMS = 512 * 1024;

const ALGORITHMS: ReadonlyMap<number, Digest["algorithm"]> = new Map([
  [64, "sha256"],
  [96, "sha384"],
  [128, "sha512"],
]);
/** `HEX  NAME`; the second character says text or binary, which makes no difference here. One space is what some write by hand. */
const PLAIN = /^([0-9a-f]{32,}) (?:[ *?](.+)|([^ *?].*))$/i;
const TAGGED = /^SHA-?(256|384|512) ?\((.+)\) ?= ?([0-9a-f]+)$/i;

/**
 * The subjects that a file of `sha256sum`, `shasum` or BSD's `sha256` names, without repetitions. Lines may end in CRLF;
 * empty ones and those that begin with `#` say nothing. Throws SUBJECT_REFUSED with the line, LIMIT_EXCEEDED,
 * SUBJECT_NOT_FOUND where it names nothing, NAME_COLLISION. Pure.
 * @see https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html
 */
export function parseChecksums(bytes: Uint8Array, file: string): readonly ChecksumSubject[] {
  const fail = (code: FailureCode, message: string, line?: number): Failure =>
    new Failure(code, message, { at: line === undefined ? { file } : { file, line } });
  if (bytes.length > MAX_CHECKSUMS)
    throw fail("LIMIT_EXCEEDED", `The checksums file is larger than ${MAX_CHECKSUMS} bytes.`);
  if (!buffer.isUtf8(bytes)) throw fail("SUBJECT_REFUSED", "The checksums file is not UTF-8 text.");
  const text = Buffer.from(bytes)
    .toString("utf8")
    .replace(/^\ufeff/, "");
  const subjects: ChecksumSubject[] = [];
  for (const [i, raw] of text.split("\n").entries()) {
    const line = raw.replace(/\r$/, "");
    if (line.trim() === "" || line.startsWith("#")) continue;
    const subject = subjectOf(line);
    if (typeof subject === "string") throw fail("SUBJECT_REFUSED", subject, i + 1);
    subjects.push(subject);
  }
  if (subjects.length === 0) throw fail("SUBJECT_NOT_FOUND", "The checksums file names no file.");
  return uniqueSubjects(subjects);
}

function subjectOf(line: string): ChecksumSubject | string {
  const escaped = line.startsWith("\\");
  const text = escaped ? line.slice(1) : line;
  const tagged = TAGGED.exec(text);
  const plain = tagged === null ? PLAIN.exec(text) : null;
  const hex = tagged?.[3] ?? plain?.[1];
  const written = tagged?.[2] ?? plain?.[2] ?? plain?.[3];
  if (hex === undefined || written === undefined)
    return "This line is not DIGEST  NAME, as sha256sum writes it.";
  const algorithm = ALGORITHMS.get(hex.length);
  if (algorithm === undefined || (tagged !== null && algorithm !== `sha${tagged[1]}`))
    return "The digest of this line is not SHA-256, SHA-384 or SHA-512.";
  const name = (escaped ? unescape(written) : written).replace(/^(?:\.\/+)+(?=.)/, "");
  const problem = nameProblem(name);
  if (problem !== undefined) return `The name of this line ${problem}.`;
  return { kind: "checksum", name, digest: { algorithm, hex: hex.toLowerCase() } };
}

/** A line that begins with a backslash has these in its name. */
const unescape = (name: string): string =>
  name.replace(/\\([\\nr])/g, (_, char: string) => (char === "n" ? "\n" : char === "r" ? "\r" : "\\"));
