import { Failure, together } from "../../kernel/errors.ts";
import type { SigningHost } from "../host.ts";
import type { Content } from "./content.ts";
import type { Raw } from "./descriptor.ts";
import { type ShapeName, TAG_SHAPES } from "./tag-shape.ts";
import {
  bringIn,
  crowded,
  cutShort,
  missingFrom,
  newTagWrite,
  type PendingTag,
  pendingOf,
  revived,
  type TagWrite,
  type Written,
} from "./tag-writes.ts";
import { printTarget, type Target } from "./target.ts";

/** Tags that several signers add to, without losing what any of them added. */
export interface TagWriter {
  /** Adds an entry, and records it for `settle`. */
  readonly add: (
    target: Target,
    tag: string,
    shape: ShapeName,
    entry: Raw,
    signal: AbortSignal,
  ) => Promise<Written>;
  /** Looks again, and adds again what was lost. Throws what `bringIn` does, for all the tags together. */
  readonly settle: (pending: readonly PendingTag[], signal: AbortSignal) => Promise<void>;
}

/** A read and the write after it take less, on a registry that is well. */
const SETTLE_MS = 1_500;
const JITTER_MS = 500;
const MAX_SETTLE_MS = 20_000;
const ROUNDS = 12;

/**
 * Few registries honour If-Match: of two that read, add and write at once, the later write drops what the earlier one added.
 * So each writer looks again once the settle time has passed since its write, and restores all that stood in its write
 * (the entries of others that it read, too). A write can only drop what was written after its read; so as long as every
 * writer does this, and none takes longer from read to write than the settle time, whoever was dropped is still waiting and
 * puts back what it had: nothing is lost. The settle time grows with what our own writes took.
 *
 * Not guaranteed: that a writer of another kind (cosign) is not dropped by a write of ours that it read past, as it looks
 * only once; nor that anything holds where a registry delays a write beyond the settle time, or answers reads from a cache,
 * or a signer ends before it looked. `settle` in the post step looks once more for these.
 */
export function createTagWriter(
  content: Content,
  host: Pick<SigningHost, "clock" | "debug">,
  announce: (pending: PendingTag) => void = () => undefined,
): TagWriter {
  const { clock } = host;
  const telling = { clock, announce };
  const writes = new Map<string, TagWrite>();
  const turns = new Map<string, Promise<unknown>>();

  /** Within a process, one after the other. */
  const inTurn = async <T>({ target, tag }: TagWrite, task: () => Promise<T>): Promise<T> => {
    const key = `${printTarget(target)}:${tag}`;
    const turn = (turns.get(key) ?? Promise.resolve()).then(task, task);
    turns.set(
      key,
      turn.catch(() => undefined),
    );
    return await turn;
  };

  const settled = async (write: TagWrite, signal: AbortSignal): Promise<void> => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const settleMs =
        Math.min(MAX_SETTLE_MS, Math.max(SETTLE_MS, 2 * write.windowMs)) + Math.random() * JITTER_MS;
      const left = write.putAt + settleMs - clock.now();
      if (left > 0) await clock.sleep(left, signal);
      const isThere = await inTurn(write, async () => {
        const { missing } = await missingFrom(write, content, signal);
        if (missing === 0) return true;
        host.debug(
          `${printTarget(write.target)}:${write.tag} was overwritten by another writer: added again.`,
        );
        return (await bringIn(write, content, telling, signal)) === "immutable";
      });
      if (isThere) {
        // From here on, what others take away stays away.
        write.known.clear();
        for (const [key, entry] of write.own) write.known.set(key, entry);
        return;
      }
    }
    throw crowded(write);
  };

  return {
    add: async (target, tag, shape, entry, signal) => {
      const key = `${printTarget(target)}:${tag}`;
      const write = writes.get(key) ?? newTagWrite(target, tag, shape);
      // Recorded before it is written: a write whose answer is lost is looked at again too. And before its turn: two that
      // are added at the same time are of one write.
      writes.set(key, write);
      return await inTurn(write, async () => {
        const id = TAG_SHAPES[shape].keyOf(entry);
        write.known.set(id, entry);
        write.own.set(id, entry);
        const written = await bringIn(write, content, telling, signal);
        if (written === "immutable") {
          write.known.delete(id);
          write.own.delete(id);
          announce(pendingOf(write));
        }
        return written;
      });
    },
    settle: async (pending, signal) => {
      // A registry that is away keeps nobody from the tags of another.
      const looked = await Promise.allSettled(
        pending
          .filter((one) => !writes.has(`${printTarget(one)}:${one.tag}`))
          .map(async (one) => await revived(one, content, signal)),
      );
      const earlier = looked.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
      const all = [...writes.values(), ...earlier.map(({ write }) => write)];
      const results = await Promise.allSettled(
        all.filter(({ own }) => own.size > 0).map(async (write) => await settled(write, signal)),
      );
      const errors = [...looked, ...results].flatMap((result) =>
        result.status === "rejected" ? [result.reason as unknown] : [],
      );
      const foreign = errors.find((error) => !(error instanceof Failure));
      if (foreign !== undefined) throw foreign;
      const lost = earlier.filter((one) => one.lost > 0).map(cutShort);
      const [first, ...rest] = [...lost, ...(errors as Failure[])];
      if (first !== undefined) throw together([first, ...rest]);
    },
  };
}
