import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CANARY, commit, git, hits, newRepository, plan, scan, temporary } from "./repositories.ts";

const { folder, clean } = temporary();
afterAll(clean);

describe("walk", () => {
  test("a secret that a later commit removes is found, with who brought it", async () => {
    const repo = newRepository(folder, "removed");
    const base = commit(repo, { "a.txt": "one\n" });
    const brought = commit(repo, { "a.txt": `one\n${CANARY}\n` });
    const head = commit(repo, { "a.txt": "one\n" });
    expect(git(repo, ["diff", base, head])).not.toContain(CANARY);
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["file a.txt"]);
    const found = seen.changes.find(({ hit }) => hit);
    expect(found?.commit).toMatchObject({
      id: brought,
      author: "Ann",
      email: "ann@example.com",
      date: "2023-11-14T22:13:20.000Z",
      parents: [base],
    });
    expect(seen.proof).toMatchObject({ commits: 2, merges: 0, complete: true, skipped: [] });
  });

  test("an old secret in a file that changes elsewhere is read, but not new", async () => {
    const repo = newRepository(folder, "old");
    const base = commit(repo, { "a.txt": `one\n${CANARY}\ntwo\n` });
    const head = commit(repo, { "a.txt": `one\n${CANARY}\nthree\n` });
    const seen = await scan(repo, folder, plan(head, base));
    expect(seen.changes.filter(({ text }) => text.includes(CANARY))).toHaveLength(1);
    expect(hits(seen)).toEqual([]);
  });

  test("a secret that comes back, after it was taken away, is new again without being read twice", async () => {
    const repo = newRepository(folder, "back");
    const base = commit(repo, { "a.txt": `${CANARY}\none\n` });
    commit(repo, { "a.txt": `${CANARY}\ntwo\n` });
    commit(repo, { "a.txt": "two\n" });
    const head = commit(repo, { "a.txt": `${CANARY}\ntwo\n` });
    const seen = await scan(repo, folder, plan(head, base));
    const files = seen.changes.filter(({ kind }) => kind === "file");
    expect(files.map(({ bytes, hit }) => [bytes !== undefined, hit])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ]);
  });

  test("a merge has what it brings itself, and only that", async () => {
    const repo = newRepository(folder, "merge");
    const base = commit(repo, { a: "a\n" });
    git(repo, ["checkout", "--quiet", "-b", "side"]);
    commit(repo, { side: "side\n" });
    git(repo, ["checkout", "--quiet", "main"]);
    commit(repo, { main: "main\n" });
    git(repo, ["merge", "--quiet", "--no-commit", "side"]);
    const head = commit(repo, { evil: `${CANARY}\n`, a: `a\n${CANARY}\n` }, "merge");
    // What gitleaks-action asks git for does not show it.
    expect(git(repo, ["log", "-p", "--no-merges", "--first-parent", `${base}..${head}`])).not.toContain(
      CANARY,
    );
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["file a", "file evil"]);
    expect(seen.proof).toMatchObject({ commits: 3, merges: 1, complete: true });
    const merged = seen.changes.filter(({ commit: by, kind }) => by?.id === head && kind === "file");
    expect(merged.map(({ path: name }) => name)).toEqual(["a", "evil"]);
  });

  test("an octopus, a root commit in the range and a rename", async () => {
    const repo = newRepository(folder, "octopus");
    const base = commit(repo, { a: "a\n", "old name": "same\n" });
    for (const name of ["x", "y"]) {
      git(repo, ["checkout", "--quiet", "-b", name, base]);
      commit(repo, { [name]: `${name}\n` });
    }
    git(repo, ["checkout", "--quiet", "--orphan", "root"]);
    git(repo, ["rm", "-rfq", "."]);
    commit(repo, { rooted: `${CANARY}\n` });
    git(repo, ["checkout", "--quiet", "main"]);
    commit(repo, { "old name": undefined, "new name": "same\n" });
    const tree = git(
      repo,
      ["mktree"],
      `100644 blob ${git(repo, ["hash-object", "-w", "--stdin"], CANARY)}\toct\n`,
    );
    const parents = ["main", "x", "y", "root"].flatMap((name) => ["-p", name]);
    const head = git(repo, ["commit-tree", tree, "-m", "octopus", ...parents]);
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["file rooted", "file oct"]);
    expect(seen.proof).toMatchObject({ commits: 5, merges: 1, complete: true });
    expect(seen.changes.filter(({ kind }) => kind === "name").map(({ path: name }) => name)).toContain(
      "new name",
    );
  });

  test("messages, names of people, of files, and of tags", async () => {
    const repo = newRepository(folder, "words");
    const base = commit(repo, { a: "a\n" });
    commit(repo, {}, `leak ${CANARY}`);
    const head = commit(repo, { [`dir/${CANARY}.txt`]: "x\n" });
    git(repo, ["tag", "-a", "v1", "-m", `first ${CANARY}`]);
    git(repo, ["tag", "-a", "v2", "v1", "-m", "a tag of a tag"]);
    const tag = git(repo, ["rev-parse", "v2"]);
    const seen = await scan(repo, folder, plan(tag, base));
    expect(hits(seen)).toEqual(["tag", "message", `name dir/${CANARY}.txt`]);
    expect(seen.range).toMatchObject({ heads: [head], tags: [tag] });
    expect(seen.proof.tags).toBe(2);
    const history = await scan(repo, folder, plan(head));
    expect(hits(history)).toContain("tag");
  });
});

describe("kinds of files", () => {
  let repo = "";
  let base = "";
  beforeAll(() => {
    repo = newRepository(folder, "kinds");
    base = commit(repo, { a: "a\n" });
  });

  test("links by where they lead, submodules and LFS pointers listed", async () => {
    fs.symlinkSync(`/nowhere/${CANARY}`, path.join(repo, "link"));
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5\n`;
    commit(repo, { "big.bin": pointer });
    git(repo, ["update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},vendor/sub`]);
    git(repo, ["commit", "--quiet", "-m", "submodule"]);
    const head = git(repo, ["rev-parse", "HEAD"]);
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["link link"]);
    expect(seen.proof.submodules).toEqual([{ path: "vendor/sub", id: "1".repeat(40) }]);
    expect(seen.proof.lfs.map(({ path: name }) => name)).toEqual(["big.bin"]);
    git(repo, ["rm", "-q", "--cached", "vendor/sub"]);
  });

  test.each([
    ["newline", Buffer.from("a\nb.txt")],
    ["quotes", Buffer.from('"quo\'ted" \\n.txt')],
    ["not UTF-8", Buffer.from([0x66, 0xff, 0xfe, 0x2e])],
    ["colon first", Buffer.from(":100644 100644")],
    ["option", Buffer.from("--output=x")],
  ])("a name with %s", async (_, name) => {
    const blob = git(repo, ["hash-object", "-w", "--stdin"], CANARY);
    const line = Buffer.concat([Buffer.from(`100644 blob ${blob}\t`), name, Buffer.from("\0")]);
    const tree = git(repo, ["mktree", "-z"], line);
    const head = git(repo, ["commit-tree", tree, "-p", base, "-m", "odd"]);
    const seen = await scan(repo, folder, plan(head, base));
    const file = seen.changes.find(({ hit }) => hit);
    expect(file?.kind).toBe("file");
    expect(Buffer.from(file!.path, name[1] === 0xff ? "latin1" : "utf8")).toEqual(name);
  });

  test("a blob that is too large is skipped aloud, one of exactly the limit is read", async () => {
    const head = commit(repo, { "large.bin": Buffer.alloc(2001, 120), "fits.bin": Buffer.alloc(2000, 120) });
    const seen = await scan(repo, folder, plan(head, git(repo, ["rev-parse", "HEAD~1"])), {
      maxBlobBytes: 2000,
    });
    expect(seen.proof.complete).toBe(false);
    expect(seen.proof.skipped).toEqual([{ commit: head, path: "large.bin", why: "larger than 100 MB" }]);
    expect(seen.changes.filter(({ kind }) => kind === "file").map(({ path: name }) => name)).toEqual([
      "fits.bin",
    ]);
  });

  test("a SHA-256 repository", async () => {
    const other = newRepository(folder, "sha256", "--object-format=sha256");
    const first = commit(other, { a: "a\n" });
    const head = commit(other, { b: CANARY });
    expect(head).toHaveLength(64);
    const seen = await scan(other, folder, plan(head, first));
    expect(hits(seen)).toEqual(["file b"]);
    expect(seen.proof).toMatchObject({ commits: 1, complete: true });
  });
});
