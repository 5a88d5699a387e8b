import { describe, expect, test } from "vitest";
import { rangeOf, type ScanEvent } from "../../../../src/scan/git/event-range.ts";
import type { RangePlan } from "../../../../src/scan/git/range.ts";

const A = "a".repeat(40);
const B = "b".repeat(40);
const C = "c".repeat(64);
const NONE = "0".repeat(40);
const repository = { id: 1, default_branch: "main" };
const MAIN = { ref: "refs/heads/main" };

const event = (name: string, payload: unknown, ref = "refs/heads/main"): ScanEvent => ({
  name,
  sha: A,
  ref,
  payload,
});
const push = (payload: object, ref = "refs/heads/topic") =>
  event("push", { ref, after: A, repository, ...payload }, ref);
const pull = { number: 7, commits: 12, head: { sha: B }, base: { ref: "release/1", sha: C } };

interface Row {
  readonly what: string;
  readonly event: ScanEvent;
  readonly plan: Partial<RangePlan>;
}

const rows: readonly Row[] = [
  ...["pull_request", "pull_request_target", "pull_request_review"].map((name) => ({
    what: name,
    event: event(name, { pull_request: pull, number: 7, repository }, "refs/pull/7/merge"),
    plan: {
      mode: "range" as const,
      heads: [{ id: B, ref: "refs/pull/7/head" }],
      bases: [{ id: C, ref: "refs/heads/release/1" }],
      config: { id: C, ref: "refs/heads/release/1" },
      hint: 12,
      expected: 12,
    },
  })),
  {
    what: "a pull request whose base has a name that git refuses",
    event: event("pull_request", {
      pull_request: { ...pull, base: { ref: "a:b --upload-pack=x", sha: C } },
      repository,
    }),
    plan: { mode: "range", bases: [{ id: C }] },
  },
  {
    what: "push",
    event: push({ before: B, commits: [1, 2, 3] }),
    plan: {
      mode: "range",
      heads: [{ id: A, ref: "refs/heads/topic" }],
      bases: [{ id: B, optional: true }, MAIN],
      config: { id: B, optional: true },
      hint: 3,
    },
  },
  {
    what: "push to the default branch",
    event: push({ before: B }, "refs/heads/main"),
    plan: { mode: "range", bases: [{ id: B, optional: true }] },
  },
  {
    what: "a new branch",
    event: push({ before: NONE }),
    plan: { mode: "range", heads: [{ id: A, ref: "refs/heads/topic" }], bases: [MAIN], config: MAIN },
  },
  {
    what: "the first push",
    event: push({ before: NONE }, "refs/heads/main"),
    plan: { mode: "history", bases: [] },
  },
  {
    what: "a forced push",
    event: push({ before: B, forced: true }),
    plan: {
      bases: [{ id: B, optional: true }, MAIN],
      why: expect.stringMatching(/^forced push/),
    },
  },
  {
    what: "a tag",
    event: push({ before: NONE }, "refs/tags/v1"),
    plan: { mode: "range", heads: [{ id: A, ref: "refs/tags/v1" }], bases: [MAIN] },
  },
  {
    what: "a deletion",
    event: push({ before: B, after: NONE, deleted: true }),
    plan: { mode: "none", heads: [] },
  },
  {
    what: "a deletion that only its id tells",
    event: push({ before: B, after: NONE }),
    plan: { mode: "none" },
  },
  {
    what: "merge_group",
    event: event("merge_group", {
      merge_group: { base_sha: B, head_sha: A, head_ref: "refs/heads/gh-readonly-queue/main/pr-1" },
      repository,
    }),
    plan: {
      mode: "range",
      heads: [{ id: A, ref: "refs/heads/gh-readonly-queue/main/pr-1" }],
      bases: [{ id: B }],
      config: { id: B },
    },
  },
  {
    what: "merge_group without its base",
    event: event("merge_group", { merge_group: { head_sha: A }, repository }),
    plan: { mode: "history", heads: [{ id: A, ref: "refs/heads/main" }] },
  },
  ...["schedule", "workflow_dispatch", "repository_dispatch", "issue_comment", ""].map((name) => ({
    what: name || "no event",
    event: event(name, { repository }),
    plan: { mode: "history" as const, heads: [{ id: A, ref: "refs/heads/main" }], bases: [], config: MAIN },
  })),
  {
    what: "workflow_run of a pull request",
    event: event("workflow_run", {
      workflow_run: {
        head_sha: B,
        head_branch: "x",
        head_repository: { id: 1 },
        pull_requests: [{ number: 9, base: { ref: "dev" } }],
      },
      repository,
    }),
    plan: { mode: "range", heads: [{ id: B, ref: "refs/pull/9/head" }], bases: [{ ref: "refs/heads/dev" }] },
  },
  {
    what: "workflow_run of a fork, whose branch is called as the default one",
    event: event("workflow_run", {
      workflow_run: { head_sha: B, head_branch: "main", head_repository: { id: 2 }, pull_requests: [] },
      repository,
    }),
    plan: { mode: "range", heads: [{ id: B }], bases: [MAIN], config: MAIN },
  },
  {
    what: "workflow_run on the default branch",
    event: event("workflow_run", {
      workflow_run: { head_sha: B, head_branch: "main", head_repository: { id: 1 }, pull_requests: [] },
      repository,
    }),
    plan: { mode: "history", heads: [{ id: B, ref: "refs/heads/main" }], bases: [] },
  },
  { what: "a payload that is none", event: event("push", null), plan: { mode: "history" } },
];

describe("rangeOf", () => {
  test.each(rows)("$what", ({ event: asked, plan }) => {
    expect(rangeOf(asked)).toMatchObject(plan);
  });

  test.each(["a..b", "-x:y", "a b", "a\nb", "x.lock", "a//b", "~", "*", ""])(
    "a base branch %j is not asked for",
    (ref) => {
      const [base] = rangeOf(
        event("pull_request", { pull_request: { ...pull, base: { ref, sha: C } } }),
      ).bases;
      expect(base).toEqual({ id: C });
    },
  );

  test("an id that is none is not taken for one", () => {
    const plan = rangeOf(push({ before: "--output=x", after: "HEAD" }));
    expect(plan.heads).toEqual([{ id: A, ref: "refs/heads/topic" }]);
    expect(plan.bases).toEqual([MAIN]);
  });
});
