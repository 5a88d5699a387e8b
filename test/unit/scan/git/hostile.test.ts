import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { localRange } from "../../../../src/scan/git/local-range.ts";
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

const SECRET = `x\n${CANARY}\n`;

describe("what a checkout can say to hide a change", () => {
  test("attributes that silence a diff, convert it or filter it", async () => {
    const repo = newRepository(folder, "attributes");
    const base = commit(repo, { "a.txt": "x\n" });
    const attributes = "* -diff -text filter=evil diff=evil working-tree-encoding=UTF-16\n";
    fs.writeFileSync(path.join(repo, ".git", "info", "attributes"), "* -diff\n");
    const blob = git(repo, ["hash-object", "-w", "--stdin", "--no-filters"], SECRET);
    const words = git(repo, ["hash-object", "-w", "--stdin", "--no-filters"], attributes);
    const tree = git(repo, ["mktree"], `100644 blob ${words}\t.gitattributes\n100644 blob ${blob}\ta.txt\n`);
    const head = git(repo, ["commit-tree", tree, "-p", base, "-m", "quiet"]);
    expect(git(repo, ["log", "-p", `${base}..${head}`])).not.toContain(CANARY);
    expect(hits(await scan(repo, folder, plan(head, base)))).toEqual(["file a.txt"]);
  });

  test("a replace ref", async () => {
    const repo = newRepository(folder, "replace");
    const base = commit(repo, { a: "x\n" });
    const leak = commit(repo, { a: SECRET });
    const head = commit(repo, { a: "x\n" });
    const tree = git(repo, ["rev-parse", `${base}^{tree}`]);
    git(repo, ["replace", leak, git(repo, ["commit-tree", tree, "-p", base, "-m", "clean"])]);
    expect(git(repo, ["log", "-p", `${base}..${head}`])).not.toContain(CANARY);
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["file a"]);
    expect(seen.proof.commits).toBe(2);
  });

  test("a graft", async () => {
    const repo = newRepository(folder, "graft");
    const base = commit(repo, { a: "x\n" });
    commit(repo, { a: SECRET });
    const head = commit(repo, { a: "x\n" });
    fs.writeFileSync(path.join(repo, ".git", "info", "grafts"), `${head} ${base}\n`);
    expect(git(repo, ["log", "-p", `${base}..${head}`])).not.toContain(CANARY);
    const seen = await scan(repo, folder, plan(head, base));
    expect(hits(seen)).toEqual(["file a"]);
    expect(seen.proof.commits).toBe(2);
  });

  test("a shallow list that is a lie", async () => {
    const repo = newRepository(folder, "lie");
    const base = commit(repo, { a: "x\n" });
    commit(repo, { a: SECRET });
    const head = commit(repo, { a: "x\n" });
    const other = clone(repo, path.join(folder, "lied"));
    fs.writeFileSync(path.join(other, ".git", "shallow"), `${head}\n`);
    expect(git(other, ["rev-list", "--count", `${base}..${head}`])).toBe("1");
    await expect(scan(other, folder, plan(head, base))).rejects.toMatchObject({ code: "RANGE_INCOMPLETE" });
    expect(hits(await scan(other, folder, plan(head, base), { url: urlOf(repo) }))).toEqual(["file a"]);
  });

  test("configuration of orders, renames, ignored submodules and quoted paths", async () => {
    const repo = newRepository(folder, "orders");
    const base = commit(repo, { a: "x\n" });
    const head = commit(repo, { ü: SECRET });
    for (const [key, value] of [
      ["diff.orderFile", "/nowhere"],
      ["diff.renames", "copies"],
      ["diff.noprefix", "true"],
      ["core.quotePath", "true"],
      ["core.abbrev", "5"],
      ["extensions.worktreeConfig", "true"],
      ["log.mailmap", "true"],
    ] as const)
      git(repo, ["config", key, value]);
    expect(hits(await scan(repo, folder, plan(head, base)))).toEqual(["file ü"]);
  });

  test("an object that is missing fails the run", async () => {
    const repo = newRepository(folder, "missing");
    const base = commit(repo, { a: "x\n" });
    const head = commit(repo, { a: SECRET });
    const blob = git(repo, ["rev-parse", `${head}:a`]);
    fs.rmSync(path.join(repo, ".git", "objects", blob.slice(0, 2), blob.slice(2)));
    const failure = await scan(repo, folder, plan(head, base)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "RANGE_INCOMPLETE" });
    expect(String(failure)).not.toContain(CANARY);
    expect((failure as { fix: string }).fix).toContain("fetch-depth: 0");
  });
});

describe("what a checkout can have git run", () => {
  test("nothing of its hooks and configuration runs, and it is not changed", async () => {
    const origin = newRepository(folder, "origin");
    commit(origin, { a: "x\n" });
    for (let i = 0; i < 3; i++) commit(origin, { a: `${i}\n` });
    const head = commit(origin, { a: SECRET });
    const repo = clone(origin, path.join(folder, "armed"), "--depth=1");
    const proof = path.join(folder, "it-ran");
    const program = path.join(folder, "program");
    fs.writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${proof}'\n`, { mode: 0o755 });
    const config: [string, string][] = [
      ["core.fsmonitor", program],
      ["core.hooksPath", path.join(folder, "hooks")],
      ["core.pager", program],
      ["core.editor", program],
      ["core.sshCommand", program],
      ["core.askPass", program],
      ["core.gitProxy", program],
      ["core.alternateRefsCommand", program],
      ["credential.helper", `!${program}`],
      ["diff.external", program],
      ["diff.evil.textconv", program],
      ["diff.evil.command", program],
      ["filter.evil.clean", program],
      ["filter.evil.smudge", program],
      ["filter.evil.process", program],
      ["gpg.program", program],
      ["log.showSignature", "true"],
      ["uploadpack.packObjectsHook", program],
      ["trace2.eventTarget", path.join(folder, "traced")],
      [`url.ext::${program}.insteadOf`, urlOf(origin)],
      ["protocol.ext.allow", "always"],
      ["gc.auto", "1"],
      ["alias.rev-list", `!${program}`],
      ["include.path", path.join(folder, "included")],
    ];
    fs.mkdirSync(path.join(folder, "hooks"));
    for (const hook of [
      "post-index-change",
      "reference-transaction",
      "pre-auto-gc",
      "post-checkout",
      "fsmonitor-watchman",
    ]) {
      fs.copyFileSync(program, path.join(folder, "hooks", hook));
      fs.copyFileSync(program, path.join(repo, ".git", "hooks", hook));
    }
    fs.writeFileSync(path.join(repo, ".git", "info", "attributes"), "* diff=evil filter=evil\n");
    const lines = config.map(([key, value]) => {
      const [, section, middle, name] = /^([^.]+)(?:\.(.*))?\.([^.]+)$/.exec(key)!;
      return `[${section}${middle === undefined ? "" : ` "${middle}"`}]\n\t${name} = "${value}"\n`;
    });
    fs.appendFileSync(path.join(repo, ".git", "config"), lines.join(""));
    const before = listing(path.join(repo, ".git"));
    const seen = await scan(repo, folder, plan(head, git(origin, ["rev-parse", "HEAD~3"])), {
      url: urlOf(origin),
    });
    expect(hits(seen)).toEqual(["file a"]);
    await scan(repo, folder, (repository) => localRange(repository, "staged"));
    await scan(repo, folder, (repository) => localRange(repository, "tree"));
    await scan(repo, folder, plan(head), { url: urlOf(origin) });
    expect(fs.existsSync(proof)).toBe(false);
    expect(listing(path.join(repo, ".git"))).toEqual(before);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith("scan-"))).toEqual([]);
    // The trap works: a plain git springs it.
    try {
      git(repo, ["status"]);
    } catch {
      // Whether git goes on after what the program says is no matter.
    }
    expect(fs.existsSync(proof)).toBe(true);
  });
});

function listing(of: string): string[] {
  return fs
    .readdirSync(of, { recursive: true, encoding: "utf8" })
    .map((name) => `${name} ${fs.statSync(path.join(of, name)).mtimeMs}`)
    .sort();
}
