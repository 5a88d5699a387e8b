import type { Range, RangePlan } from "./range.ts";
import type { Repository } from "./repository.ts";

/** What a terminal asks for without any history: the index, or the files of the checked-out commit. */
export function localRange(repository: Repository, mode: "staged" | "tree"): Range {
  const { head, mergeHeads } = repository;
  const heads = head === undefined ? [] : [head];
  return mode === "staged"
    ? {
        mode,
        heads: [],
        bases: [...heads, ...mergeHeads],
        tags: [],
        config: head,
        why: "staged: what the next commit brings",
      }
    : { mode, heads, bases: [], tags: [], config: head, why: "tree: every file of the checked-out commit" };
}

/** What a terminal asks for of the history: all of the checked-out commit's, or what it has since another commit. */
export function localPlan(repository: Repository, since: string | undefined): RangePlan {
  const head = repository.head === undefined ? [] : [{ id: repository.head }];
  const config = head[0];
  return since === undefined
    ? {
        mode: "history",
        heads: head,
        bases: [],
        config,
        why: "history: every commit of the checked-out one",
        hint: 0,
      }
    : {
        mode: "range",
        heads: head,
        bases: [{ id: since }],
        config: { id: since },
        why: "since: the commits that the named one does not have",
        hint: 0,
      };
}
