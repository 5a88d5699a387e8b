import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rangeOf } from "../../../../src/scan/git/event-range.ts";
import {
  CANARY,
  clone,
  commit,
  git,
  hits,
  newRepository,
  plan,
  scan,
  temporary,
  urlOf,
} from "./repositories.ts";

const { folder, clean } = temporary();
afterAll(clean);

const COMMITS = 4;

describe("a base that has advanced, and a checkout of any depth", () => {
  let origin = "";
  let stale = "";
  let head = "";

  beforeAll(() => {
    origin = newRepository(folder, "origin");
    for (let i = 0; i < 6; i++) commit(origin, { old: `${i} ${CANARY}\n` });
    stale = git(origin, ["rev-parse", "HEAD"]);
    // Three more on the base, all of which the head has merged.
    for (let i = 0; i < 3; i++) commit(origin, { [`base-${i}`]: `${CANARY}\n` });
    git(origin, ["checkout", "--quiet", "-b", "feature"]);
    commit(origin, { a: `${CANARY}\n` });
    for (let i = 1; i < COMMITS; i++) commit(origin, { a: `${i}\n` });
    head = git(origin, ["rev-parse", "HEAD"]);
    git(origin, ["update-ref", "refs/pull/7/head", head]);
    git(origin, ["checkout", "--quiet", "main"]);
    for (let i = 0; i < 5; i++) commit(origin, { later: `${i} ${CANARY}\n` });
    git(origin, ["merge", "--quiet", "--no-edit", "feature"]);
    git(origin, ["update-ref", "refs/pull/7/merge", "HEAD"]);
    git(origin, ["reset", "--quiet", "--hard", "HEAD^1"]);
  });

  const event = () =>
    rangeOf({
      name: "pull_request",
      sha: git(origin, ["rev-parse", "refs/pull/7/merge"]),
      ref: "refs/pull/7/merge",
      payload: {
        pull_request: { number: 7, commits: 1, head: { sha: head }, base: { ref: "main", sha: stale } },
        repository: { default_branch: "main" },
      },
    });

  test("the payload's base counts too much: a naive scan is wrong", () => {
    expect(git(origin, ["rev-list", "--count", `${stale}..${head}`])).toBe(String(COMMITS + 3));
  });

  test.each([1, 2, 3, 4, 5, 6, 8, 12, 20])(
    "depth %i of the merge: exactly the commits of the pull request",
    async (depth) => {
      const checkout = path.join(folder, `depth-${depth}`);
      fs.mkdirSync(checkout);
      git(checkout, ["init", "--quiet"]);
      git(checkout, ["fetch", "--quiet", `--depth=${depth}`, urlOf(origin), "refs/pull/7/merge"]);
      git(checkout, ["checkout", "--quiet", "FETCH_HEAD"]);
      const seen = await scan(checkout, folder, event(), { url: urlOf(origin) });
      expect(seen.proof).toMatchObject({ commits: COMMITS, merges: 0, complete: true });
      expect(hits(seen)).toEqual(["file a"]);
      expect(seen.range.bases).toEqual([git(origin, ["rev-parse", "main"])]);
      expect(seen.range.config).toBe(seen.range.bases[0]);
    },
  );

  test("a full clone, and a fork's checkout by alternates", async () => {
    const full = clone(origin, path.join(folder, "full"));
    expect((await scan(full, folder, event(), { url: urlOf(origin) })).proof.commits).toBe(COMMITS);
    const fork = path.join(folder, "fork");
    git(folder, ["clone", "--quiet", "--shared", full, fork]);
    fs.writeFileSync(path.join(fork, ".git", "objects", "info", "alternates"), `${full}/.git/objects\n`);
    const forked = commit(fork, { f: `${CANARY}\n` });
    const seen = await scan(fork, folder, plan(forked, git(origin, ["rev-parse", "main~2"])));
    expect(hits(seen)).toContain("file f");
  });

  test("a head that the server does not have any more is not taken for the one that it has", async () => {
    const moved = event();
    const gone = { ...moved, heads: [{ ...moved.heads[0]!, id: "1".repeat(40) }] };
    const checkout = clone(origin, path.join(folder, "moved"), "--depth=1");
    const asked = scan(checkout, folder, gone, { url: urlOf(origin) });
    await expect(asked).rejects.toMatchObject({ code: "RANGE_INCOMPLETE" });
  });

  test("a depth without a place to fetch from fails, and says what to do", async () => {
    const checkout = clone(origin, path.join(folder, "alone"), "--depth=2", "--branch=feature");
    const failure = await scan(checkout, folder, plan(head, stale)).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "RANGE_INCOMPLETE",
      fix: expect.stringContaining("fetch-depth: 0"),
    });
  });

  test("history of a checkout of depth 1 is the whole history", async () => {
    const checkout = clone(origin, path.join(folder, "one"), "--depth=1", "--branch=feature");
    const seen = await scan(checkout, folder, plan(head), { url: urlOf(origin) });
    expect(seen.proof).toMatchObject({ commits: 6 + 3 + COMMITS, complete: true });
    expect(git(checkout, ["rev-list", "--count", "HEAD"])).toBe("1");
  });

  test("a partial clone gets its blobs from the base repository", async () => {
    git(origin, ["config", "uploadpack.allowFilter", "true"]);
    const checkout = clone(
      origin,
      path.join(folder, "partial"),
      "--filter=blob:none",
      "--no-checkout",
      "--branch=feature",
    );
    const seen = await scan(checkout, folder, event(), { url: urlOf(origin) });
    expect(hits(seen)).toEqual(["file a"]);
    expect(seen.proof.complete).toBe(true);
    await expect(scan(checkout, folder, plan(head, stale))).rejects.toMatchObject({
      code: "RANGE_INCOMPLETE",
    });
  });

  test("a .git that is a file: a worktree's, and one that leads to a folder elsewhere, as a submodule's does", async () => {
    const tree = path.join(folder, "worktree");
    git(origin, ["worktree", "add", "--quiet", "--detach", tree, head]);
    expect((await scan(tree, folder, plan(head, git(origin, ["rev-parse", "main"])))).proof.commits).toBe(
      COMMITS,
    );
    const apart = newRepository(folder, "apart", `--separate-git-dir=${path.join(folder, "apart.git")}`);
    const first = commit(apart, { a: "a\n" });
    const second = commit(apart, { a: `${CANARY}\n` });
    expect(fs.statSync(path.join(apart, ".git")).isFile()).toBe(true);
    expect(hits(await scan(apart, folder, plan(second, first)))).toEqual(["file a"]);
  });

  test("with nobody to ask, the checkout's own memory of a branch is the base", async () => {
    const full = clone(origin, path.join(folder, "offline"));
    const seen = await scan(full, folder, { ...plan(head, "refs/heads/main"), hint: 0 });
    expect(seen.proof).toMatchObject({ commits: COMMITS, complete: true });
    await expect(scan(full, folder, plan(head, "refs/heads/none"))).rejects.toMatchObject({
      code: "RANGE_INCOMPLETE",
      message: expect.stringContaining("refs/heads/none"),
    });
  });

  test("a base that was rewritten: what is no more in it is the range's own", async () => {
    const repo = newRepository(folder, "rewritten");
    const root = commit(repo, { r: "r\n" });
    commit(repo, { leaked: `${CANARY}\n` });
    git(repo, ["checkout", "--quiet", "-b", "topic"]);
    const tip = commit(repo, { t: "t\n" });
    git(repo, ["checkout", "--quiet", "main"]);
    git(repo, ["reset", "--quiet", "--hard", root]);
    commit(repo, { clean: "yes\n" });
    const checkout = clone(repo, path.join(folder, "rewritten-1"), "--depth=1", "--branch=topic");
    const seen = await scan(checkout, folder, plan(tip, "refs/heads/main"), { url: urlOf(repo) });
    expect(hits(seen)).toEqual(["file leaked"]);
    expect(seen.proof.commits).toBe(2);
  });

  test("a forced push whose former commit is gone falls back to the default branch", async () => {
    const gone = "1".repeat(40);
    const pushed = rangeOf({
      name: "push",
      sha: head,
      ref: "refs/heads/feature",
      payload: {
        ref: "refs/heads/feature",
        before: gone,
        after: head,
        forced: true,
        commits: [],
        repository: { default_branch: "main" },
      },
    });
    const checkout = clone(origin, path.join(folder, "forced"), "--depth=1", "--branch=feature");
    const seen = await scan(checkout, folder, pushed, { url: urlOf(origin) });
    expect(seen.proof).toMatchObject({ commits: COMMITS, complete: true });
    expect(seen.range.config).toBe(git(origin, ["rev-parse", "main"]));
  });
});
