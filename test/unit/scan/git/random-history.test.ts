import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { clone, git, newRepository, plan, scan, temporary, urlOf } from "./repositories.ts";

const { folder, clean } = temporary();
afterAll(clean);

const COMMITS = 30;

/** A history where every commit has one to three parents among the last ones, and two branches. */
function randomHistory(seed: number): string {
  let state = seed * 7919 + 1;
  const next = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  const lines: string[] = [];
  for (let mark = 1; mark <= COMMITS; mark++) {
    const parents = new Set<number>();
    if (mark > 1)
      for (let i = 0; i <= (next(3) === 0 ? 2 : 0); i++) parents.add(Math.max(1, mark - 1 - next(5)));
    const [first, ...others] = parents;
    lines.push(
      `commit refs/heads/c${mark}`,
      `mark :${mark}`,
      `committer A <a@example.com> ${1700000000 + mark} +0000`,
    );
    lines.push(`data <<E\n${mark}\nE`);
    if (first !== undefined) lines.push(`from :${first}`, ...others.map((other) => `merge :${other}`));
    lines.push(`M 100644 inline f${mark % 5}\ndata <<E\n${mark}\nE\n`);
  }
  return lines.join("\n");
}

describe("a random history, by a shallow clone of it", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("%i: the same commits and files as a full clone has", async (seed) => {
    const origin = newRepository(folder, `origin-${seed}`);
    git(origin, ["fast-import", "--quiet"], randomHistory(seed));
    const [head, base] = [`refs/heads/c${COMMITS}`, `refs/heads/c${COMMITS - 1 - (seed % 4)}`];
    const id = git(origin, ["rev-parse", head]);
    const shallow = path.join(folder, `shallow-${seed}`);
    clone(origin, shallow, `--depth=${1 + (seed % 3)}`, "--no-checkout", `--branch=c${COMMITS}`);
    expect(fs.existsSync(path.join(shallow, ".git", "shallow"))).toBe(true);

    const seen = await scan(shallow, folder, { ...plan(id, base), hint: 0 }, { url: urlOf(origin) });
    const full = await scan(origin, folder, plan(id, git(origin, ["rev-parse", base])));
    const commits = git(origin, ["rev-list", head, "--not", base])
      .split("\n")
      .filter((line) => line !== "");
    expect(seen.proof).toEqual(full.proof);
    expect(seen.proof).toMatchObject({ commits: commits.length, complete: true });
    const read = seen.changes.filter(({ kind }) => kind === "message").map(({ id: read }) => read);
    expect(read.toSorted()).toEqual(commits.toSorted());
    expect(seen.changes.map(({ id: object, path: name }) => [object, name])).toEqual(
      full.changes.map(({ id: object, path: name }) => [object, name]),
    );
  });
});
