import { describe, expect, test } from "vitest";
import { judgeCheckouts, judgeEvent } from "../../../src/commands/trust.ts";
import type { RunnerEvent } from "../../../src/runner/runner.ts";

const base = { id: 1, full_name: "acme/app" };
const fork = { id: 2, full_name: "stranger/app", fork: true };
const event = (name: string, payload: unknown = {}, actor = "octocat"): RunnerEvent => ({
  name,
  sha: "a".repeat(40),
  ref: "refs/heads/main",
  repository: "acme/app",
  actor,
  payload,
});
const pull = (head: unknown, of: unknown = base): unknown => ({
  pull_request: { head: { repo: head }, base: { repo: of } },
});
const run = (change: Record<string, unknown>): unknown => ({
  repository: { id: 1, default_branch: "main" },
  workflow_run: {
    event: "push",
    head_branch: "main",
    head_sha: "b".repeat(40),
    head_repository: { id: 1 },
    ...change,
  },
});
const SHA = "a".repeat(40);
const HEAD = "b".repeat(40);

describe("which events may have secrets (docs/untrusted-events.md)", () => {
  test.each([
    ["no workflow", event(""), "own", undefined],
    ["push", event("push"), "own", undefined],
    ["schedule", event("schedule"), "own", undefined],
    ["workflow_dispatch", event("workflow_dispatch"), "own", undefined],
    ["merge_group", event("merge_group"), "own", undefined],
    ["release", event("release"), "own", undefined],
    ["pull request of a branch", event("pull_request", pull({ ...base })), "own", undefined],
    [
      "pull request of a branch in a repository that is itself a fork",
      event("pull_request", pull({ ...fork }, { ...fork })),
      "own",
      undefined,
    ],
    ["pull request of a fork", event("pull_request", pull(fork)), "withheld", undefined],
    ["pull request whose fork was deleted", event("pull_request", pull(null)), "withheld", undefined],
    ["pull request without ids", event("pull_request", pull({}, {})), "withheld", undefined],
    ["pull request without payload", event("pull_request", null), "withheld", undefined],
    ["review of a fork", event("pull_request_review", pull(fork)), "withheld", undefined],
    [
      "Dependabot's pull request",
      event("pull_request", pull(base), "dependabot[bot]"),
      "withheld",
      undefined,
    ],
    ["Dependabot's push", event("push", {}, "dependabot[bot]"), "withheld", undefined],
    ["pull_request_target", event("pull_request_target", pull(base)), "privileged", [SHA]],
    ["issue_comment", event("issue_comment"), "privileged", [SHA]],
    ["an event of the future", event("something_new"), "privileged", [SHA]],
    [
      "workflow_run after a push to the default branch",
      event("workflow_run", run({})),
      "privileged",
      [SHA, HEAD],
    ],
    [
      "workflow_run after a pull request",
      event("workflow_run", run({ event: "pull_request" })),
      "privileged",
      [SHA],
    ],
    [
      "workflow_run of another branch",
      event("workflow_run", run({ head_branch: "topic" })),
      "privileged",
      [SHA],
    ],
    [
      "workflow_run of a fork whose branch is called main",
      event("workflow_run", run({ head_repository: { id: 2 } })),
      "privileged",
      [SHA],
    ],
    ["workflow_run without payload", event("workflow_run", null), "privileged", [SHA]],
  ] as const)("%s", (_, given, kind, commits) => {
    const judgement = judgeEvent(given);
    expect(judgement.kind).toBe(kind);
    if (judgement.kind === "privileged") expect(judgement.commits).toEqual(commits);
  });
});

describe("checkouts of a privileged event", () => {
  const privileged = judgeEvent(event("pull_request_target", pull(fork)));
  const file = (isHeadsBlob: boolean): { shown: string; isHeadsBlob: boolean } => ({
    shown: "a.enc.yaml",
    isHeadsBlob,
  });
  test.each([
    ["the event's own commit", [{ shown: ".", head: SHA, files: [file(true)] }], []],
    ["no checkout and no file", [{ shown: ".", head: undefined, files: [] }], []],
    ["another commit, even without a file", [{ shown: ".", head: HEAD, files: [] }], ["EVENT_UNTRUSTED"]],
    [
      "a file outside any checkout",
      [{ shown: "/tmp", head: undefined, files: [file(false)] }],
      ["EVENT_UNTRUSTED"],
    ],
    ["a changed file", [{ shown: ".", head: SHA, files: [file(false)] }], ["FILE_NOT_COMMITTED"]],
    [
      "a second checkout of a fork",
      [
        { shown: ".", head: SHA, files: [] },
        { shown: "pr", head: HEAD, files: [] },
      ],
      ["EVENT_UNTRUSTED"],
    ],
  ])("%s", (_, checkouts, codes) => {
    expect(judgeCheckouts(privileged, checkouts).map((failure) => failure.code)).toEqual(codes);
  });

  test("an own event may check out what it likes", () => {
    expect(
      judgeCheckouts(judgeEvent(event("push")), [{ shown: ".", head: HEAD, files: [file(false)] }]),
    ).toEqual([]);
  });
});
