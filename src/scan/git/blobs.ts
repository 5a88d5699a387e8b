import { byteReader } from "./byte-reader.ts";
import { incomplete } from "./proof.ts";
import type { Repository } from "./repository.ts";

const NEWLINE = 10;
/** GitHub refuses files of more than this. */
export const MAX_BLOB_BYTES = 100 * 1024 * 1024;
/** So many questions are written together. */
const AT_ONCE = 64;
/** Blobs that were read lately, for comparisons. */
const KEPT_BYTES = 32 * 1024 * 1024;

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  /** undefined where it is larger than the limit. */
  readonly bytes: Buffer | undefined;
}

/** Objects by one `git cat-file --batch`: asked for in any number ahead, read in that order. */
export interface ObjectStream {
  readonly ask: (id: string) => void;
  /** The next one asked for. Throws RANGE_INCOMPLETE where it is missing. */
  readonly next: () => Promise<GitObject>;
  /** Throws RANGE_INCOMPLETE where git did not end well. */
  readonly end: () => Promise<void>;
}

/** Opens the stream. Memory holds one object; what is not read yet waits in git. https://git-scm.com/docs/git-cat-file */
export function objectStream(repository: Repository, maxBytes: number, signal: AbortSignal): ObjectStream {
  const child = repository.run(["cat-file", "--batch"], signal);
  const reader = byteReader(child.stdout);
  let asked: string[] = [];
  let under = 0;
  const flush = (): void => {
    if (asked.length > 0) child.stdin.write(`${asked.join("\n")}\n`);
    under += asked.length;
    asked = [];
  };
  return {
    ask: (id) => {
      if (asked.push(id) >= AT_ONCE) flush();
    },
    next: async () => {
      if (under === 0) flush();
      under--;
      const head = await reader.until(NEWLINE);
      const [id = "", type = "", length = ""] = head?.toString("latin1").split(" ") ?? [];
      const size = Number(length);
      if (head === undefined || type === "missing" || length === "" || !Number.isSafeInteger(size)) {
        signal.throwIfAborted();
        throw incomplete(
          head === undefined ? "git ended while objects were read." : `Object ${id} is missing.`,
        );
      }
      if (size > maxBytes) {
        if (!(await reader.skip(size + 1))) throw incomplete(`Object ${id} cannot be read.`);
        return { id, type, size, bytes: undefined };
      }
      const bytes = await reader.take(size);
      if (bytes === undefined || !(await reader.skip(1))) throw incomplete(`Object ${id} cannot be read.`);
      return { id, type, size, bytes };
    },
    end: async () => {
      child.stdin.end();
      if ((await child.ended).status !== 0) throw incomplete("git ended badly while objects were read.");
    },
  };
}

/** Single objects, beside the stream: what a change is compared with. */
export interface ObjectReader {
  /** undefined for one that is larger than the limit. Throws RANGE_INCOMPLETE where it is missing. */
  readonly read: (id: string) => Promise<Buffer | undefined>;
  readonly close: () => void;
}

/** Opens it; git starts with the first question. The last few objects are kept. */
export function objectReader(repository: Repository, maxBytes: number, signal: AbortSignal): ObjectReader {
  const kept = new Map<string, Buffer | undefined>();
  let keptBytes = 0;
  let child: ReturnType<Repository["run"]> | undefined;
  let reader: ReturnType<typeof byteReader> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const read = async (id: string): Promise<Buffer | undefined> => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    child ??= repository.run(["cat-file", "--batch"], signal);
    reader ??= byteReader(child.stdout);
    child.stdin.write(`${id}\n`);
    const head = (await reader.until(NEWLINE))?.toString("latin1") ?? "";
    const size = Number(/^[0-9a-f]+ (?:blob|tag) ([0-9]+)$/.exec(head)?.[1] ?? "x");
    if (Number.isNaN(size)) throw incomplete(`Object ${id} is missing.`);
    if (size > maxBytes) {
      await reader.skip(size + 1);
      return undefined;
    }
    const bytes = await reader.take(size);
    if (bytes === undefined || !(await reader.skip(1))) throw incomplete(`Object ${id} cannot be read.`);
    kept.set(id, bytes);
    keptBytes += size;
    for (const [old, gone] of kept) {
      if (keptBytes <= KEPT_BYTES || old === id) break;
      kept.delete(old);
      keptBytes -= gone?.length ?? 0;
    }
    return bytes;
  };

  return {
    // One question at a time: answers come in the order of the questions.
    read: (id) => {
      const answer = turn.then(() => read(id));
      turn = answer.catch(() => undefined);
      return answer;
    },
    close: () => child?.stdin.end(),
  };
}
