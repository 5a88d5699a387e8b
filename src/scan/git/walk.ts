import { addedRanges } from "./added-lines.ts";
import { MAX_BLOB_BYTES, objectReader, objectStream, type GitObject } from "./blobs.ts";
import type { Changed } from "./changed.ts";
import { parseCommit, taggedBy, textOf, writtenOf, type Commit } from "./commits.ts";
import { proofBuilder, type Proof } from "./proof.ts";
import type { Range } from "./range.ts";
import type { Repository } from "./repository.ts";
import { seenBlobs } from "./seen.ts";
import { stepsOf, type Step } from "./steps.ts";

/** So many objects are asked for before the first of them is read. */
const AHEAD = 256;
const SUBMODULE = "160000";
const LINK = "120000";
const LFS_POINTER = Buffer.from("version https://git-lfs.github.com/spec/v1\n");
const LFS_MAX_BYTES = 1024;

export interface WalkOptions {
  /** Blobs of more are not read, and the proof fails. */
  readonly maxBlobBytes?: number;
}

export interface Walk {
  /** In the order of history, parents first. To be read once. */
  readonly changes: AsyncIterable<Changed>;
  /** What has been read so far; complete only after the last change. */
  readonly proof: () => Proof;
}

/**
 * Everything that a range brings: what people wrote into its commits and tags, names of new files, every file and link that
 * differs from all parents, and what is in the last tree besides. Blobs come from one stream, each once under a path. Throws
 * RANGE_INCOMPLETE where an object is missing. Issue 12.1; specs: scanning 1.2, 6.
 */
export function walk(
  repository: Repository,
  range: Range,
  signal: AbortSignal,
  options: WalkOptions = {},
): Walk {
  const builder = proofBuilder();
  const maxBytes = options.maxBlobBytes ?? MAX_BLOB_BYTES;

  async function* changes(): AsyncGenerator<Changed, void, void> {
    const stopped = new AbortController();
    const both = AbortSignal.any([signal, stopped.signal]);
    const objects = objectStream(repository, maxBytes, both);
    const former = objectReader(repository, maxBytes, both);
    const seen = seenBlobs();
    let commit: Commit | undefined;

    const addedAgainst = (id: string, bytes: Buffer | undefined, old: readonly string[]) => async () => {
      const now = bytes ?? (await former.read(id));
      if (now === undefined) return [];
      const versions: Buffer[] = [];
      for (const blob of old) {
        const version = await former.read(blob);
        // What cannot be compared is new.
        if (version !== undefined) versions.push(version);
        else return [{ start: 0, end: now.length }];
      }
      return addedRanges(now, versions);
    };
    const whole = (kind: Changed["kind"], path: string, id: string, bytes: Buffer): Changed => {
      const added = () => Promise.resolve(addedRanges(bytes, []));
      return { kind, commit, path, id, bytes, final: false, added };
    };

    async function* file(
      step: Step & { kind: "entry" },
      object: GitObject | undefined,
      counts: boolean,
    ): AsyncGenerator<Changed> {
      const { entry, final } = step;
      const path = textOf(entry.path);
      if (entry.old.length === 0) yield whole("name", path, entry.id, entry.path);
      if (entry.mode === SUBMODULE) return builder.submodule({ path, id: entry.id });
      if (object !== undefined && object.bytes === undefined)
        return builder.skip({ commit: commit?.id ?? "", path, why: "larger than 100 MB" });
      const bytes = object?.bytes;
      if (bytes !== undefined && counts) {
        builder.blob(bytes.length);
        if (isLfsPointer(bytes)) builder.lfs({ path, id: entry.id });
      }
      const kind = entry.mode === LINK ? "link" : "file";
      const added = addedAgainst(entry.id, bytes, entry.old);
      yield { kind, commit, path, id: entry.id, bytes, final, added };
    }

    async function* tag(id: string, object: GitObject): AsyncGenerator<Changed> {
      for (let next: GitObject = object, name = id; next.bytes !== undefined && next.type === "tag";) {
        builder.tag();
        yield whole("tag", "", name, writtenOf(next.bytes));
        const inner = taggedBy(next.bytes);
        if (inner.type !== "tag") return;
        name = inner.id;
        const [type, bytes] = ["tag", await former.read(name)];
        next = { id: name, type, size: bytes?.length ?? 0, bytes };
      }
    }

    /** Asks for what a step needs; the steps' order is the order of the answers. */
    const ask = (step: Step): Asked => {
      if (step.kind !== "entry") objects.ask(step.id);
      else {
        const { entry } = step;
        if (entry.mode === SUBMODULE) return { step, asked: false, counts: false };
        const noted = seen.note(entry.id, entry.path.toString("latin1"));
        if (noted === "again") return { step, asked: false, counts: false };
        objects.ask(entry.id);
        return { step, asked: true, counts: noted === "new" };
      }
      return { step, asked: true, counts: step.kind !== "commit" || step.counts };
    };

    try {
      for await (const { step, asked, counts } of ahead(stepsOf(repository, range, both), ask)) {
        // A file of the last tree that a commit has brought has been read with it.
        if (!asked && step.kind === "entry" && step.final) continue;
        const object = asked ? await objects.next() : undefined;
        // A message of that size is nobody's, but it could hide something.
        if (counts && step.kind !== "entry" && object?.bytes === undefined)
          builder.skip({ commit: step.id, path: "", why: "larger than 100 MB" });
        if (step.kind === "entry") yield* file(step, object, counts);
        else if (step.kind === "tag") yield* tag(step.id, object!);
        else {
          const bytes = object!.bytes ?? Buffer.alloc(0);
          commit = parseCommit(step.id, bytes);
          if (counts) {
            builder.commit(commit.parents.length);
            yield whole("message", "", step.id, writtenOf(bytes));
          }
        }
      }
      await objects.end();
      builder.finish();
    } finally {
      former.close();
      stopped.abort();
    }
  }

  return { changes: { [Symbol.asyncIterator]: changes }, proof: builder.proof };
}

interface Asked {
  readonly step: Step;
  /** Whether its object has been asked for. */
  readonly asked: boolean;
  /** Whether the object has not been read before. */
  readonly counts: boolean;
}

const isLfsPointer = (bytes: Buffer): boolean =>
  bytes.length <= LFS_MAX_BYTES && bytes.subarray(0, LFS_POINTER.length).equals(LFS_POINTER);

/** Steps as they come, each asked for some time before it is handed on. */
async function* ahead<T, U>(steps: AsyncIterable<T>, ask: (step: T) => U): AsyncGenerator<U, void, void> {
  let queue: U[] = [];
  let at = 0;
  for await (const step of steps) {
    queue.push(ask(step));
    if (queue.length - at <= AHEAD) continue;
    yield queue[at++]!;
    if (at === AHEAD) [queue, at] = [queue.slice(at), 0];
  }
  yield* queue.slice(at);
}
