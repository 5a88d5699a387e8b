import { Failure, together } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";
import type { Digest } from "./subject.ts";

/** Controls, halves of characters, separators of lines, and marks that turn the direction of what follows. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MAX_NAME = 1024;

/** Most subjects of one statement that GitHub takes. */
export const MAX_SUBJECTS = 1024;
/** Most bytes of a predicate, or of a statement. */
export const MAX_STATEMENT = 16 * 1024 * 1024;

/**
 * Why a name cannot stand in a statement, as the end of "a name that"; undefined where it can. Pure.
 */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (name.length > MAX_NAME) return `is longer than ${MAX_NAME} characters`;
  if (UNSAFE.test(name)) return "holds a control character";
  return undefined;
}

/** Whether a file's name is one that only signatures and attestations have: these are never signed. Pure. */
export const isOwnOutput = (name: string): boolean => /\.sigstore\.jsonl?$|\.intoto\.jsonl$/.test(name);

/** Where the bundle of a file lies: beside it. Pure. */
export const bundleOf = (file: string): string => `${file}.sigstore.json`;

/** Where the signature of a file lies, and its certificate, for readers of these formats of cosign 2. Pure. */
export const legacyOf = (file: string): { readonly signature: string; readonly certificate: string } => ({
  signature: `${file}.sig`,
  certificate: `${file}.pem`,
});

/**
 * The name of the file for statements of a predicate type, without a folder: `provenance.intoto.jsonl`, and with a
 * number where one type has several. It holds one bundle a line. Pure.
 * @param predicate a name of a predicate type, or a URI
 */
export function statementsFile(predicate: string, taken: ReadonlySet<string> = new Set()): string {
  const words = predicate
    .replace(/^[a-z][a-z0-9+.-]*:\/*/i, "")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 80);
  const base = words === "" ? "attestation" : words;
  let name = `${base}.intoto.jsonl`;
  for (let n = 2; taken.has(name); n++) name = `${base}-${n}.intoto.jsonl`;
  return name;
}

export interface NamedDigest {
  readonly name: string;
  readonly digest: Digest;
}

/**
 * Subjects without repetitions, in their order. Throws NAME_COLLISION where one name has two digests of one algorithm:
 * nobody could tell which file a statement speaks of. Pure.
 */
export function uniqueSubjects<T extends NamedDigest>(subjects: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  const failures: Failure[] = [];
  for (const subject of subjects) {
    const key = `${subject.digest.algorithm}\n${subject.name}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, subject);
    else if (before.digest.hex !== subject.digest.hex)
      failures.push(
        new Failure("NAME_COLLISION", `Two different files are called ${printable(subject.name)}.`, {
          fix: "Leave one of them out, or sign them in two steps.",
        }),
      );
  }
  const [first, ...more] = failures;
  if (first !== undefined) throw together([first, ...more]);
  return [...seen.values()];
}

/** Subjects in parts that fit into one statement each. Pure. */
export function subjectChunks<T>(
  subjects: readonly T[],
  most: number = MAX_SUBJECTS,
): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < subjects.length; at += most) chunks.push(subjects.slice(at, at + most));
  return chunks;
}
