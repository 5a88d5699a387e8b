import { printable } from "../kernel/printable.ts";
import { parseChecksums } from "../signing/checksums.ts";
import { findFiles, type FoundFile, type FoundFiles } from "../signing/globs.ts";
import { hashFiles, hashStream } from "../signing/hash-files.ts";
import type { Signer } from "../signing/signer.ts";
import { uniqueSubjects } from "../signing/subject-names.ts";
import type { SubjectPattern } from "../signing/subject-pattern.ts";
import type { ChecksumSubject, ImageSubject } from "../signing/subject.ts";
import type { SignPlan } from "./sign-plan.ts";
import type { HashedFile } from "./sign-work.ts";
import type { SigningParts } from "./signing.ts";

/** Everything that lines name, found and hashed. */
export interface FoundSubjects {
  /** Signed as files, in the order of their names. */
  readonly signed: readonly HashedFile[];
  readonly checksums: readonly ChecksumSubject[];
  /** Images of `sign` lines, with those of an index. */
  readonly images: readonly ImageSubject[];
  /** What the `for` of each `attest` line names, by its number; absent where it has none. */
  readonly of: ReadonlyMap<
    number,
    { readonly files: readonly HashedFile[]; readonly images: readonly ImageSubject[] }
  >;
  readonly notes: readonly string[];
}

/** The files that lines name, not yet read. */
export interface NamedFiles {
  readonly signs: FoundFiles;
  /** Of `for`, by the number of the line. */
  readonly attested: ReadonlyMap<number, readonly FoundFile[]>;
}

/** Finds the files of all lines: before anybody is asked for anything. Throws SUBJECT_*, LIMIT_EXCEEDED. */
export function findNamed({ host: { workspace, temp } }: SigningParts, plan: SignPlan): NamedFiles {
  const find = (subjects: readonly { readonly kind: string; readonly pattern?: string }[]): FoundFiles =>
    findFiles(
      subjects.flatMap(({ kind, pattern }) => (kind === "files" ? [pattern!] : [])),
      { workspace, temp },
    );
  return {
    signs: find(plan.lines.map(({ subject }) => subject)),
    attested: new Map(plan.attests.map(({ line, subjects }) => [line, find(subjects ?? []).files])),
  };
}

/**
 * Reads each file once. Throws SUBJECT_*, FILE_*, NAME_COLLISION, LIMIT_EXCEEDED.
 * @param images all that lines name, resolved, with those of an index
 */
export async function findSubjects(
  parts: SigningParts,
  plan: SignPlan,
  { signs, attested }: NamedFiles,
  images: readonly ImageSubject[],
  signer: Signer,
  signal: AbortSignal,
): Promise<FoundSubjects> {
  const signLines = plan.lines.map(({ subject }) => subject);
  const sink = (): ReturnType<Signer["hashing"]> => signer.hashing();
  const toSign = await hashFiles(signs.files, sink, {
    signal,
    refuseConfusing: plan.inputs.fileFormat !== "statement",
  });
  const known = new Map(toSign.map((file) => [file.subject.path, file]));
  const others = new Map([...attested.values()].flat().map((file) => [file.path, file]));
  for (const path of known.keys()) others.delete(path);
  for (const file of await hashFiles([...others.values()], sink, { signal, refuseConfusing: false }))
    known.set(file.subject.path, file);
  const stdin = signLines.find((subject) => subject.kind === "stdin");
  const piped =
    stdin === undefined
      ? []
      : [await hashStream(parts.stdin(), stdin.name, sink(), { signal, refuseConfusing: true })];
  const checksums = plan.inputs.checksums.flatMap((file) => parseChecksums(parts.read(file).bytes, file));
  const signed = [...toSign, ...piped];
  uniqueSubjects([...signed.map(({ subject }) => subject), ...checksums]);
  const ofLine = (subjects: readonly SubjectPattern[] | undefined): readonly ImageSubject[] =>
    imagesOf(images, subjects ?? []);
  return {
    signed,
    checksums,
    images: imagesOf(images, signLines),
    of: new Map(
      plan.attests
        .filter(({ subjects }) => subjects !== undefined)
        .map(({ line, subjects }) => [
          line,
          {
            files: [
              ...(attested.get(line) ?? []).map(({ path }) => known.get(path)!),
              ...(subjects!.some(({ kind }) => kind === "stdin") ? piped : []),
            ],
            images: ofLine(subjects),
          },
        ]),
    ),
    notes:
      signs.skipped.length === 0
        ? []
        : [`Not signed, since these are signatures themselves: ${signs.skipped.map(printable).join(", ")}.`],
  };
}

/** The images that patterns name, and those of their indexes. */
function imagesOf(
  images: readonly ImageSubject[],
  subjects: readonly SubjectPattern[],
): readonly ImageSubject[] {
  const named = subjects.flatMap((subject) => (subject.kind === "image" ? [subject.reference] : []));
  return images.filter(({ reference, of }) =>
    named.some(
      (one) =>
        one.registry === reference.registry &&
        one.repository === reference.repository &&
        (one.digest === undefined
          ? one.tag === (reference.tag ?? of?.tag)
          : one.digest === reference.digest || one.digest === of?.digest),
    ),
  );
}
