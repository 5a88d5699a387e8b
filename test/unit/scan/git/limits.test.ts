import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { gitFrom } from "../../../../src/kernel/git-stream.ts";
import { MAX_BLOB_BYTES } from "../../../../src/scan/git/blobs.ts";
import { localRange } from "../../../../src/scan/git/local-range.ts";
import { openRepository } from "../../../../src/scan/git/repository.ts";
import { walk } from "../../../../src/scan/git/walk.ts";
import { CANARY, commit, git, hits, newRepository, plan, scan, temporary } from "./repositories.ts";

const { folder, clean } = temporary();
afterAll(clean);

/** A history of many commits with a file each, by one process. */
function manyCommits(count: number): string {
  let text = "";
  for (let mark = 1; mark <= count; mark++)
    text +=
      `commit refs/heads/main\nmark :${mark}\ncommitter A <a@example.com> ${1700000000 + mark} +0000\n` +
      `data 1\nm\n${mark > 1 ? `from :${mark - 1}\n` : ""}` +
      `M 100644 inline f${mark % 50}\ndata <<E\n${mark}\nE\n\n`;
  return text;
}

describe("limits", () => {
  test("a blob of more than 100 MB fails the proof, and the walk goes on", async () => {
    const repo = newRepository(folder, "huge");
    const base = commit(repo, { a: "a\n" });
    const sparse = path.join(folder, "sparse");
    fs.writeFileSync(sparse, "");
    fs.truncateSync(sparse, MAX_BLOB_BYTES + 1);
    const blob = git(repo, [
      "-c",
      "core.bigFileThreshold=1m",
      "-c",
      "core.compression=1",
      "hash-object",
      "-w",
      sparse,
    ]);
    const leak = git(repo, ["hash-object", "-w", "--stdin"], CANARY);
    const tree = git(repo, ["mktree"], `100644 blob ${blob}\tbig\n100644 blob ${leak}\tz\n`);
    const head = git(repo, ["commit-tree", tree, "-p", base, "-m", "big"]);
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["file z"]);
    expect(seen.proof.skipped).toEqual([{ commit: head, path: "big", why: "larger than 100 MB" }]);
    expect(seen.proof.complete).toBe(false);
  });

  test("a message that is too large is skipped aloud too", async () => {
    const repo = newRepository(folder, "message");
    const base = commit(repo, { a: "a\n" });
    const head = commit(repo, { b: `${CANARY}\n` }, "m".repeat(2000));
    const seen = await scan(repo, folder, plan(head, base), { maxBlobBytes: 2000 });
    expect(hits(seen)).toEqual(["file b"]);
    expect(seen.proof.skipped).toEqual([{ commit: head, path: "", why: "larger than 100 MB" }]);
    expect(seen.proof.complete).toBe(false);
  });

  test("more commits than are asked for ahead, each once and in order", async () => {
    const repo = newRepository(folder, "many");
    git(repo, ["fast-import", "--quiet"], manyCommits(700));
    const head = git(repo, ["rev-parse", "main"]);
    const seen = await scan(repo, folder, plan(head));
    expect(seen.proof).toMatchObject({ commits: 700, blobs: 700, complete: true });
    const files = seen.changes.filter(({ kind }) => kind === "file");
    expect(files.map(({ text }) => Number(text))).toEqual(Array.from({ length: 700 }, (_, i) => i + 1));
    expect(files.every(({ commit: by }) => by !== undefined)).toBe(true);

    const { signal } = new AbortController();
    const repository = await openRepository(
      { git: gitFrom(process.env), temp: folder },
      { folder: repo },
      signal,
    );
    const walked = walk(repository, { ...seen.range }, signal);
    for await (const change of walked.changes) if (change.kind === "file") break;
    expect(walked.proof()).toMatchObject({ commits: 1, complete: false });

    const stop = new AbortController();
    const aborted = walk(repository, localRange({ ...repository, head }, "tree"), stop.signal);
    const reading = (async () => {
      for await (const change of aborted.changes) if (change.kind === "file") stop.abort();
    })();
    await expect(reading).rejects.toBeDefined();
    expect(aborted.proof().complete).toBe(false);
    repository.close();
  });

  test("nothing to read is said, not passed as read", async () => {
    const repo = newRepository(folder, "nothing");
    const head = commit(repo, { a: "a\n" });
    const none = await scan(repo, folder, { ...plan(head, head), mode: "none", heads: [], bases: [] });
    expect(none.proof).toMatchObject({ commits: 0, blobs: 0, complete: true });
    const same = await scan(repo, folder, plan(head, head));
    expect(same.proof).toMatchObject({ commits: 0, complete: true });
    expect(same.changes).toEqual([]);
  });
});
