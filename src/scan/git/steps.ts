import { commitEntries, indexEntries, mergeBases, treeEntries, type Entry } from "./entries.ts";
import type { Range } from "./range.ts";
import type { Repository } from "./repository.ts";

/** What a walk comes by. */
export type Step =
  | { readonly kind: "tag"; readonly id: string }
  /** What follows is this commit's. `counts`: it is one of the range, and its message is read. */
  | { readonly kind: "commit"; readonly id: string; readonly counts: boolean }
  /** `final`: of the last tree, beside what the commits brought. */
  | { readonly kind: "entry"; readonly entry: Entry; readonly final: boolean };

/** The steps of a range, in the order of its history. Streams. */
export async function* stepsOf(
  repository: Repository,
  range: Range,
  signal: AbortSignal,
): AsyncGenerator<Step, void, void> {
  for (const id of range.tags) yield { kind: "tag", id };
  if (range.mode === "none") return;
  if (range.mode === "tree") return yield* treeSteps(repository, range, signal);
  if (range.mode === "staged") return yield* stagedSteps(repository, range, signal);
  if (range.heads.length === 0) return;
  for await (const item of commitEntries(repository, range, signal))
    yield item.kind === "commit"
      ? { kind: "commit", id: item.id, counts: true }
      : { kind: "entry", entry: item, final: false };
  if (range.mode === "range" && range.bases.length > 0) yield* finalSteps(repository, range, signal);
}

async function* treeSteps(repository: Repository, range: Range, signal: AbortSignal): AsyncGenerator<Step> {
  for (const head of range.heads) {
    yield { kind: "commit", id: head, counts: false };
    for await (const entry of treeEntries(repository, repository.emptyTree, head, signal))
      yield { kind: "entry", entry, final: false };
  }
}

/** What the next commit would bring: files of the index that differ from all of its parents'. */
async function* stagedSteps(repository: Repository, range: Range, signal: AbortSignal): AsyncGenerator<Step> {
  const [first, ...others] = range.bases.length > 0 ? range.bases : [repository.emptyTree];
  const against = await entriesByName(others, (other) => indexEntries(repository, other, signal));
  for await (const entry of indexEntries(repository, first!, signal)) {
    const joined = joinedWith(entry, against);
    if (joined !== undefined) yield { kind: "entry", entry: joined, final: false };
  }
}

/** Files of the last trees that differ from those that both sides had in common last. */
async function* finalSteps(repository: Repository, range: Range, signal: AbortSignal): AsyncGenerator<Step> {
  for (const head of range.heads) {
    const common = await mergeBases(repository, head, range.bases[0]!, signal);
    const [first = repository.emptyTree, ...others] = common;
    const against = await entriesByName(others, (other) => treeEntries(repository, other, head, signal));
    yield { kind: "commit", id: head, counts: false };
    for await (const entry of treeEntries(repository, first, head, signal)) {
      const joined = joinedWith(entry, against);
      if (joined !== undefined) yield { kind: "entry", entry: joined, final: true };
    }
  }
}

type ByName = ReadonlyMap<string, Entry>;

async function entriesByName(
  others: readonly string[],
  compare: (other: string) => AsyncIterable<Entry>,
): Promise<readonly ByName[]> {
  const all: ByName[] = [];
  for (const other of others) {
    const names = new Map<string, Entry>();
    for await (const entry of compare(other)) names.set(entry.path.toString("latin1"), entry);
    all.push(names);
  }
  return all;
}

/** An entry that differs from the others' too, with all its former blobs; undefined where one of them has it. */
function joinedWith(entry: Entry, against: readonly ByName[]): Entry | undefined {
  const old = [...entry.old];
  for (const names of against) {
    const other = names.get(entry.path.toString("latin1"));
    if (other === undefined) return undefined;
    old.push(...other.old);
  }
  return { ...entry, old };
}
