import { asFailure, Failure } from "../kernel/errors.ts";
import { createPool } from "../kernel/pool.ts";
import { printable } from "../kernel/printable.ts";
import { printImage, repositoryOf } from "../signing/image-reference.ts";
import type { SignedPlace } from "../report/signed.ts";
import type { ReadyToPublish } from "./sign-check.ts";
import { writeFilesOf } from "./sign-files.ts";
import { digestOf } from "./sign-make.ts";
import { pushesOf } from "./sign-push.ts";
import { type AttestedSubject, imagesOf, type Made } from "./sign-work.ts";
import type { ArtifactEntry, SigningParts } from "./signing.ts";

export interface Published {
  /** Where each of what was made can be found, in its order. */
  readonly places: ReadonlyMap<Made, readonly SignedPlace[]>;
  readonly notes: readonly string[];
  readonly failures: readonly Failure[];
}

/** Manifests at a time: registries count requests. */
const AT_ONCE = 4;

/**
 * Writes the bundles, then pushes them. Never throws: what could not be published is a failure that names the file with the
 * bundle, so that a later step can push it. `files`: whether bundles are written; those of an earlier run lie there.
 */
export async function publish(
  parts: SigningParts,
  ready: ReadyToPublish,
  made: readonly Made[],
  signal: AbortSignal,
  files = true,
): Promise<Published> {
  const places = new Map<Made, SignedPlace[]>(made.map((one) => [one, []]));
  const notes = new Set<string>();
  const failures: Failure[] = [];
  const missed: Missed[] = [];
  const taken = new Set<string>();
  for (const one of files ? made : [])
    try {
      places.get(one)!.push(...writeFilesOf(parts, ready.plan, one, taken));
    } catch (error) {
      failures.push(asFailure(error));
    }
  const toPush = made.filter((one) => imagesOf(one).length > 0 && places.get(one)!.length > 0);
  parts.journal.made(files ? toPush.map((one) => places.get(one)![0]!.where) : ready.plan.inputs.publish);
  const pool = createPool(AT_ONCE);
  const pushes = made.flatMap((one) =>
    imagesOf(one).flatMap((image) => pushesOf(ready, one, image).map((push) => ({ one, image, push }))),
  );
  const readBacks: ReadBack[] = [];
  await Promise.all(
    pushes.map(async ({ one, image, push }) =>
      pool.run(async () => {
        try {
          const { place, note, readBack } = await push(signal);
          if (place !== undefined) places.get(one)!.push(place);
          if (note !== undefined) notes.add(note);
          if (readBack !== undefined)
            readBacks.push({
              readBack,
              miss: (cause) => ({
                cause,
                where: printImage(image.reference),
                bundle: places.get(one)![0]?.where,
              }),
            });
        } catch (error) {
          missed.push({
            cause: asFailure(error),
            where: printImage(image.reference),
            bundle: places.get(one)![0]?.where,
          });
        }
      }),
    ),
  );
  await ready.registry.settle(signal).catch((error: unknown) => failures.push(asFailure(error)));
  missed.push(...(await readAll(ready, readBacks, signal)));
  if (ready.plan.inputs.githubAttestations)
    for (const one of made.filter(({ kind }) => kind === "statement"))
      try {
        const { algorithm, hex } = digestOf(one);
        const github = parts.github(ready.plan.inputs);
        const url = await github.upload(one.signed.bundle, `${algorithm}:${hex}`, signal);
        places.get(one)!.push({ form: "GitHub", where: url });
      } catch (error) {
        missed.push({
          cause: asFailure(error),
          where: "GitHub's attestations",
          bundle: places.get(one)![0]?.where,
        });
      }
  parts.journal.done();
  for (const note of parts.listArtifacts(made.flatMap(artifactsOf))) notes.add(note);
  return { places, notes: [...notes], failures: [...failures, ...notPublished(missed)] };
}

interface ReadBack {
  readonly readBack: (signal: AbortSignal) => Promise<void>;
  /** What it is if it is not there. */
  readonly miss: (cause: Failure) => Missed;
}

/** A writer that was slower than the settle time may drop what had settled: it is then added and looked for again. */
const READS = 4;

/** Reads all back. Returns what is not there in the end. */
async function readAll(
  { registry }: ReadyToPublish,
  all: readonly ReadBack[],
  signal: AbortSignal,
): Promise<readonly Missed[]> {
  const pool = createPool(AT_ONCE);
  let left = all;
  for (let read = 1; ; read += 1) {
    const ends = await Promise.allSettled(left.map(({ readBack }) => pool.run(() => readBack(signal))));
    const missed = left.flatMap((one, index) => {
      const end = ends[index]!;
      return end.status === "rejected" ? [{ one, cause: asFailure(end.reason) }] : [];
    });
    if (missed.length === 0 || read === READS || signal.aborted)
      return missed.map(({ one, cause }) => one.miss(cause));
    left = missed.map(({ one }) => one);
    // What stays away is found by the next look.
    await registry.settle(signal).catch(() => undefined);
  }
}

/** A push that failed. */
interface Missed {
  readonly cause: Failure;
  readonly where: string;
  /** The file with what was to be pushed. */
  readonly bundle: string | undefined;
}

/** A failure for each place and cause, which names all the bundles that a later step can push there. */
function notPublished(missed: readonly Missed[]): Failure[] {
  const same = Map.groupBy(missed, ({ cause, where }) => `${where} ${cause.message}`);
  return [...same.values()].map((group) => {
    const { cause, where } = group[0]!;
    const bundles = [...new Set(group.flatMap(({ bundle }) => bundle ?? []))];
    return new Failure(
      "NOT_PUBLISHED",
      `Signed, but not published at ${printable(where)}: ${cause.message}`,
      {
        fix: [
          ...(cause.fix === undefined ? [] : [cause.fix]),
          ...(bundles.length === 0
            ? []
            : [
                "In a later step (if: always()), which signs nothing again:",
                "publish: |",
                ...bundles.map((file) => `  ${file}`),
              ]),
        ].join("\n"),
        requestId: cause.requestId,
      },
    );
  });
}

function artifactsOf(made: Made): ArtifactEntry[] {
  if (made.kind === "payload") return [];
  const subjects: readonly AttestedSubject[] =
    made.kind === "message" ? [made.file.subject] : made.work.subjects;
  return subjects.flatMap(({ path, digest: { algorithm, hex }, image }): ArtifactEntry[] => {
    const digest = `${algorithm}:${hex}`;
    if (image !== undefined) return [{ kind: "oci", name: repositoryOf(image.reference), digest }];
    return path === undefined || path === "-" ? [] : [{ kind: "file", path, digest }];
  });
}
