import { byteReader } from "./byte-reader.ts";
import { incomplete } from "./proof.ts";
import type { Range } from "./range.ts";
import type { Repository } from "./repository.ts";

const ABSENT = /^0+$/;
const NEWLINE = 10;
/** What every comparison of trees is made with: bytes as they are, no renames, no words of the configuration. */
const RAW = ["-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none"] as const;

/** A file of a tree that is not as in any parent's. */
export interface Entry {
  readonly kind: "entry";
  /** Any bytes but NUL. */
  readonly path: Buffer;
  /** `100644`, `100755`, `120000` (link), `160000` (submodule). */
  readonly mode: string;
  readonly id: string;
  /** The blobs that it was in each parent; none: the name is new. */
  readonly old: readonly string[];
}

/** A commit begins; its entries follow. */
export interface Begin {
  readonly kind: "commit";
  readonly id: string;
}

/**
 * Every commit of the range, parents first, each with the files that differ from all its parents: so a merge has what it
 * brings itself. Streams, from two processes. https://git-scm.com/docs/git-diff-tree
 */
export async function* commitEntries(
  repository: Repository,
  range: Range,
  signal: AbortSignal,
): AsyncGenerator<Begin | Entry, void, void> {
  const list = repository.run(
    ["rev-list", "--reverse", "--topo-order", ...range.heads, "--not", ...range.bases],
    signal,
  );
  list.stdin.end();
  const trees = repository.run(["diff-tree", "--stdin", "-c", "--root", "--always", ...RAW], signal);
  // The pipe's own back pressure keeps the list as short as what is read of it.
  list.stdout.pipe(trees.stdin);
  try {
    yield* rawEntries(trees.stdout);
    for (const { ended } of [list, trees])
      if ((await ended).status !== 0) {
        signal.throwIfAborted();
        throw incomplete("git cannot walk the range: a commit or a tree is missing.");
      }
  } finally {
    list.kill();
    trees.kill();
  }
}

/** The files of `tree` that differ from `other`'s. */
export async function* treeEntries(
  repository: Repository,
  other: string,
  tree: string,
  signal: AbortSignal,
): AsyncGenerator<Entry, void, void> {
  yield* comparison(repository, ["diff-tree", ...RAW, other, tree], false, signal);
}

/** The files of the index that differ from the commit's. */
export async function* indexEntries(
  repository: Repository,
  commit: string,
  signal: AbortSignal,
): AsyncGenerator<Entry, void, void> {
  yield* comparison(repository, ["diff-index", "--cached", ...RAW, commit], true, signal);
}

async function* comparison(
  repository: Repository,
  args: readonly string[],
  index: boolean,
  signal: AbortSignal,
): AsyncGenerator<Entry, void, void> {
  const child = repository.run(args, signal, { index });
  child.stdin.end();
  try {
    for await (const item of rawEntries(child.stdout)) if (item.kind === "entry") yield item;
    if ((await child.ended).status !== 0) {
      signal.throwIfAborted();
      throw incomplete("git cannot compare the trees: one of them is missing.");
    }
  } finally {
    child.kill();
  }
}

/** Raw output, fields ended by NUL: `:mode mode id id status`, its path; `::` with one more of each a parent; else a commit. */
async function* rawEntries(
  stream: Parameters<typeof byteReader>[0],
): AsyncGenerator<Begin | Entry, void, void> {
  const reader = byteReader(stream);
  for (;;) {
    const field = (await reader.until(0))?.toString("latin1");
    if (field === undefined) return;
    const parents = /^:*/.exec(field)![0].length;
    if (parents === 0) {
      yield { kind: "commit", id: field };
      continue;
    }
    const parts = field.slice(parents).split(" ");
    const path = await reader.until(0);
    const [mode, id] = [parts[parents], parts[2 * parents + 1]];
    if (path === undefined || mode === undefined || id === undefined)
      throw incomplete("git's answer cannot be read.");
    if (ABSENT.test(mode)) continue;
    const old = parts
      .slice(parents + 1, 2 * parents + 1)
      .filter((blob, parent) => /^1[02]0/.test(parts[parent] ?? "") && !ABSENT.test(blob));
    // Only its mode is new: its content came with the parent that has it.
    if (old.includes(id)) continue;
    yield { kind: "entry", path, mode, id, old };
  }
}

/** The commits that two sides have in common last; none: they share no history. */
export async function mergeBases(
  repository: Repository,
  head: string,
  base: string,
  signal: AbortSignal,
): Promise<string[]> {
  const child = repository.run(["merge-base", "--all", head, base], signal);
  child.stdin.end();
  const reader = byteReader(child.stdout);
  const found: string[] = [];
  for (;;) {
    const line = await reader.until(NEWLINE);
    if (line === undefined) return found;
    found.push(line.toString("latin1"));
  }
}
