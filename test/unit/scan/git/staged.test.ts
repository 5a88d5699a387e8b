import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { localPlan, localRange } from "../../../../src/scan/git/local-range.ts";
import { CANARY, clone, commit, git, hits, newRepository, scan, temporary, urlOf } from "./repositories.ts";

const { folder, clean } = temporary();
afterAll(clean);

const staged = (checkout: string, indexFile?: string) =>
  scan(
    checkout,
    folder,
    (repository) => localRange(repository, "staged"),
    indexFile === undefined ? {} : { indexFile },
  );

const write = (checkout: string, name: string, text: string): void =>
  fs.writeFileSync(path.join(checkout, name), text);

describe("--staged", () => {
  test("what is staged counts, not what lies in the folder", async () => {
    const repo = newRepository(folder, "index");
    commit(repo, { a: "a\n", old: `${CANARY}\n` });
    write(repo, "a", `${CANARY}\n`);
    git(repo, ["add", "a"]);
    write(repo, "a", "a\n");
    write(repo, "b", `${CANARY}\n`);
    const seen = await staged(repo);
    expect(hits(seen)).toEqual(["file a"]);
    expect(seen.changes[0]).toMatchObject({ commit: undefined });
    expect(seen.proof).toMatchObject({ commits: 0, blobs: 1, complete: true });
  });

  test("before the first commit, and in a SHA-256 repository", async () => {
    for (const [name, ...options] of [["first"], ["first-256", "--object-format=sha256"]] as const) {
      const repo = newRepository(folder, name, ...options);
      write(repo, "a", `${CANARY}\n`);
      git(repo, ["add", "a"]);
      expect(hits(await staged(repo))).toEqual(["file a"]);
    }
  });

  test("an index of another name, as `git commit FILE` hands it to its hook", async () => {
    const repo = newRepository(folder, "other-index");
    commit(repo, { a: "a\n" });
    write(repo, "a", `${CANARY}\n`);
    fs.copyFileSync(path.join(repo, ".git", "index"), path.join(repo, ".git", "next-index"));
    expect(hits(await staged(repo))).toEqual([]);
    git(repo, ["add", "a"]);
    fs.renameSync(path.join(repo, ".git", "index"), path.join(repo, ".git", "swap"));
    fs.renameSync(path.join(repo, ".git", "next-index"), path.join(repo, ".git", "index"));
    expect(hits(await staged(repo))).toEqual([]);
    expect(hits(await staged(repo, ".git/swap"))).toEqual(["file a"]);
    expect(hits(await staged(repo, path.join(repo, ".git", "swap")))).toEqual(["file a"]);
  });

  test("a real hook sees what the commit will have", async () => {
    const repo = newRepository(folder, "hook");
    commit(repo, { a: "a\n", b: "b\n" });
    write(repo, "a", `${CANARY}\n`);
    write(repo, "b", "c\n");
    git(repo, ["add", "b"]);
    const kept = path.join(folder, "kept-index");
    const hook = `#!/bin/sh\ncp "$GIT_INDEX_FILE" '${kept}'\nexit 1\n`;
    fs.writeFileSync(path.join(repo, ".git", "hooks", "pre-commit"), hook, { mode: 0o755 });
    expect(() => git(repo, ["commit", "-m", "x", "a"])).toThrow();
    expect(hits(await staged(repo))).toEqual([]);
    expect(hits(await staged(repo, kept))).toEqual(["file a"]);
  });

  test("a worktree has its own index", async () => {
    const repo = newRepository(folder, "trees");
    commit(repo, { a: "a\n" });
    const tree = path.join(folder, "tree");
    git(repo, ["worktree", "add", "--quiet", tree]);
    write(tree, "a", `${CANARY}\n`);
    git(tree, ["add", "a"]);
    expect(hits(await staged(tree))).toEqual(["file a"]);
    expect(hits(await staged(repo))).toEqual([]);
  });

  test("a split index", async () => {
    const repo = newRepository(folder, "split");
    commit(repo, { a: "a\n", b: "b\n" });
    git(repo, ["update-index", "--split-index"]);
    write(repo, "a", `${CANARY}\n`);
    git(repo, ["add", "a"]);
    expect(fs.readdirSync(path.join(repo, ".git")).some((name) => name.startsWith("sharedindex."))).toBe(
      true,
    );
    expect(hits(await staged(repo))).toEqual(["file a"]);
  });

  test("a merge that is being made: only what neither side has", async () => {
    const repo = newRepository(folder, "merging");
    commit(repo, { a: "a\n" });
    git(repo, ["checkout", "--quiet", "-b", "side"]);
    commit(repo, { theirs: `${CANARY}\n` });
    git(repo, ["checkout", "--quiet", "main"]);
    commit(repo, { ours: "x\n" });
    git(repo, ["merge", "--quiet", "--no-commit", "side"]);
    write(repo, "evil", `${CANARY}\n`);
    git(repo, ["add", "evil"]);
    expect(hits(await staged(repo))).toEqual(["file evil"]);
  });
});

describe("other ranges of a terminal", () => {
  const repo = newRepository(folder, "local");
  const first = commit(repo, { a: `${CANARY}\n` });
  commit(repo, { b: `${CANARY}\n` });

  test("the tree of the checked-out commit", async () => {
    const seen = await scan(repo, folder, (repository) => localRange(repository, "tree"));
    expect(hits(seen)).toEqual(["file a", "file b"]);
    expect(seen.proof).toMatchObject({ commits: 0, blobs: 1, complete: true });
  });

  test("since a commit, and all of the history", async () => {
    expect(hits(await scan(repo, folder, (repository) => localPlan(repository, first)))).toEqual(["file b"]);
    const seen = await scan(repo, folder, (repository) => localPlan(repository, undefined));
    expect(hits(seen)).toEqual(["file a", "file b"]);
    expect(seen.proof.commits).toBe(2);
  });

  test("a shallow clone's history is not taken for the whole", async () => {
    const shallow = clone(repo, path.join(folder, "shallow"), "--depth=1");
    const asked = scan(shallow, folder, (repository) => localPlan(repository, undefined));
    await expect(asked).rejects.toMatchObject({ code: "RANGE_INCOMPLETE" });
    const fetched = await scan(shallow, folder, (repository) => localPlan(repository, undefined), {
      url: urlOf(repo),
    });
    expect(fetched.proof.commits).toBe(2);
  });

  test("a bare repository", async () => {
    const bare = clone(repo, path.join(folder, "bare.git"), "--bare");
    expect((await scan(bare, folder, (repository) => localPlan(repository, undefined))).proof.commits).toBe(
      2,
    );
  });

  test("a folder without a repository", async () => {
    const empty = path.join(folder, "empty");
    fs.mkdirSync(empty);
    await expect(scan(empty, folder, (repository) => localRange(repository, "tree"))).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
  });
});
