import { asFailure, Failure } from "../../kernel/errors.ts";
import type { Applied } from "../applied.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import type { ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { type Checked, reported } from "./checked.ts";
import type { PlannedObject } from "./dry-run.ts";
import { waitEstablished } from "./established.ts";
import { SetParent } from "./membership.ts";
import { byRank, isNamespace } from "./order.ts";
import { inParallel } from "./parallel.ts";
import { rollBack } from "./rollback.ts";
import { type ApplyContext, writeObject, type Written } from "./write.ts";

/** What an apply did to the cluster. */
export interface Effects {
  /** All objects, with what stands: after a failure, what was rolled back and what was not. */
  readonly applied: readonly Applied[];
  /** Members of the apply set that are no longer asked for, and stay. */
  readonly left: readonly ObjectKey[];
  /** Why it stopped. What had been applied is rolled back then; not where the run was cancelled. */
  readonly failure?: Failure;
  /**
   * Once all that comes after the apply has succeeded: prunes, where that is asked for, and says what is left over. While
   * old pods may still start, what they read must not go. Never throws.
   */
  readonly finish: () => Promise<Pick<Effects, "applied" | "left" | "failure">>;
  /** Takes back what still stands. Never throws: what cannot be taken back is in the notes. All objects again. */
  readonly undo: (signal: AbortSignal) => Promise<readonly Applied[]>;
}

/**
 * Applies what was checked: by rank, within one rank in parallel. Never throws. Killed at any step, the next run
 * finishes it.
 */
export async function applyObjects(
  checked: Checked,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Effects> {
  const context = { settings, client, host, signal };
  const parent = checked.membership === undefined ? undefined : new SetParent(checked.membership, context);
  const run: Run = { journal: new Map(), done: new Map(), pruned: [], left: checked.left, parent };
  const { journal, done } = run;
  const listed = (): Applied[] => [
    ...checked.items.map((item) => done.get(item) ?? notBegun(item)),
    ...run.pruned,
  ];
  const undo = async (during: AbortSignal): Promise<readonly Applied[]> => {
    const taken = await rollBack([...journal.values()], { ...context, signal: during });
    for (const { written, why } of taken) {
      const { item } = written;
      const applied = done.get(item) ?? reported(item, 0, false);
      if (why === undefined) journal.delete(item);
      done.set(item, why === undefined ? { ...applied, verb: "rolled back" } : stays(applied, why));
    }
    run.pruned = run.pruned.map((one) => stays(one, "what was pruned is not made again"));
    await parent?.undo(during);
    return listed();
  };
  const finish: Effects["finish"] = async () => {
    try {
      if (parent !== undefined) run.left = await parent.end((one) => (run.pruned = [...run.pruned, one]));
      return { applied: listed(), left: run.left };
    } catch (error) {
      return { applied: listed(), left: run.left, failure: stopped(error, context) };
    }
  };
  const failure = await applyAll(checked.items, context, run);
  if (failure !== undefined && !signal.aborted) await undo(signal);
  return { applied: listed(), left: run.left, finish, undo, ...(failure === undefined ? {} : { failure }) };
}

interface Run {
  /** What has to be taken back. */
  readonly journal: Map<PlannedObject, Written>;
  readonly done: Map<PlannedObject, Applied>;
  readonly parent: SetParent | undefined;
  pruned: readonly Applied[];
  left: readonly ObjectKey[];
}

/** Why it stopped; undefined where everything is applied. */
async function applyAll(
  items: readonly PlannedObject[],
  context: ApplyContext,
  run: Run,
): Promise<Failure | undefined> {
  const { signal } = context;
  const { journal, done, parent } = run;
  const apply = async (some: readonly PlannedObject[]): Promise<void> => {
    await inParallel(some, async (item) => {
      signal.throwIfAborted();
      done.set(item, await writeObject(item, context, (written) => journal.set(item, written)));
    });
    await waitEstablished(some, context);
  };
  try {
    const isFirst = ({ desired }: PlannedObject): boolean => isNamespace(desired.key);
    await apply(items.filter(isFirst));
    // Not before: the set's parent may lie in a namespace of this run.
    await parent?.begin();
    const others = items.filter((item) => !isFirst(item));
    for (const rank of byRank(others, ({ desired }) => desired.key)) await apply(rank);
    return undefined;
  } catch (error) {
    for (const item of journal.keys()) if (!done.has(item)) done.set(item, interrupted(item));
    return stopped(error, context);
  }
}

function stopped(error: unknown, context: ApplyContext): Failure {
  if (!context.signal.aborted) return failureFor(error, context);
  return new Failure("COMMAND_FAILED", "The run was cancelled while it applied: not everything is applied.", {
    fix: "Run the job again: it goes on where this one stopped.",
  });
}

const failureFor = (error: unknown, { host }: ApplyContext): Failure =>
  error instanceof ApiFault ? failureOf(error, { doing: "apply" }, host) : asFailure(error);

const stays = (applied: Applied, why: string): Applied => {
  const note = `Not rolled back: ${why}.`;
  return applied.notes.includes(note) ? applied : { ...applied, notes: [...applied.notes, note] };
};

const interrupted = (item: PlannedObject): Applied => {
  const applied = reported(item, 0, false);
  return { ...applied, notes: [...applied.notes, "Stopped in the middle: it may be written, or not."] };
};

const notBegun = (item: PlannedObject): Applied => ({
  ...reported(item, 0, false),
  verb: "skipped",
  changes: [],
  notes: [...item.notes, "Not applied: the run stopped before it."],
});
