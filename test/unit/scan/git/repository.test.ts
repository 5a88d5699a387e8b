import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { gitFrom, wholeAnswer, type GitCall } from "../../../../src/kernel/git-stream.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { fetchInto } from "../../../../src/scan/git/fetch.ts";
import { fileAt } from "../../../../src/scan/git/file-at.ts";
import { openRepository, type RepositoryOptions } from "../../../../src/scan/git/repository.ts";
import { CANARY, clone, commit, git, newRepository, temporary, urlOf } from "./repositories.ts";

const { folder, clean } = temporary();
afterAll(clean);

const repo = newRepository(folder, "repo");
const head = commit(repo, { a: "a\n", "dir/b": "b\n", ".gitleaks.toml": "title = 'x'\n" });
const { signal } = new AbortController();

function open(options: Partial<RepositoryOptions> = {}, temp = folder, calls: GitCall[] = []) {
  const run = gitFrom(process.env);
  const spy = (call: GitCall) => {
    calls.push(call);
    return run(call);
  };
  return openRepository({ git: spy, temp }, { folder: repo, ...options }, signal);
}

describe("openRepository", () => {
  test("knows the commit of the checkout and its names, and leaves nothing behind", async () => {
    const temp = path.join(folder, "temp");
    fs.mkdirSync(temp);
    const repository = await open({}, temp);
    expect(repository.head).toBe(head);
    expect(await repository.commitNamed("main", signal)).toBe(head);
    expect(await repository.commitNamed("--output=x", signal)).toBe(undefined);
    expect(await repository.commitNamed("nowhere", signal)).toBe(undefined);
    expect(fs.readdirSync(temp)).toHaveLength(1);
    repository.close();
    expect(fs.readdirSync(temp)).toEqual([]);
  });

  test("a path with quotes, a newline and spaces", async () => {
    const odd = clone(repo, path.join(folder, 'o"d\n d'));
    const repository = await open({ folder: odd });
    const { stdout } = await repository.answer(["cat-file", "-t", head], signal);
    expect(stdout.toString()).toBe("commit\n");
    repository.close();
  });

  test("git gets no variable of the environment that is not listed", async () => {
    const marked = {
      ...process.env,
      GIT_DIR: "/nowhere",
      GIT_EXTERNAL_DIFF: "x",
      GITHUB_TOKEN: CANARY,
      GIT_TRACE: "1",
    };
    const run = gitFrom(marked);
    const args = ["-c", "alias.env=!env", "env"];
    const { stdout, status } = await wholeAnswer(
      run,
      { args, gitDir: undefined, folder: repo, signal },
      1 << 20,
    );
    expect(status).toBe(0);
    expect(stdout.toString()).toContain("GIT_NO_REPLACE_OBJECTS=1");
    expect(stdout.toString()).not.toMatch(new RegExp(`${CANARY}|/nowhere|GIT_EXTERNAL_DIFF|GIT_TRACE=`));
  });

  test("an answer that is too long, a program that is none and a signal end it", async () => {
    const long = { args: ["cat-file", "-p", head], gitDir: path.join(repo, ".git"), signal };
    expect((await wholeAnswer(gitFrom(process.env), long, 10)).status).toBe(null);
    const none = { args: ["version"], gitDir: undefined, signal };
    expect((await wholeAnswer(gitFrom({ PATH: "/nowhere" }), none, 10)).status).toBe(null);
    const stopped = {
      args: ["cat-file", "--batch"],
      gitDir: path.join(repo, ".git"),
      signal: AbortSignal.abort(),
    };
    expect((await wholeAnswer(gitFrom(process.env), stopped, 10)).status).not.toBe(0);
  });
});

describe("fetchInto", () => {
  test("the token is in a header for the base's server, and on no command line", async () => {
    const heard: (string | undefined)[] = [];
    const server = http.createServer((request, response) => {
      heard.push(request.headers.authorization);
      response
        .writeHead(302, { location: `http://127.0.0.2:${(server.address() as AddressInfo).port}/` })
        .end();
    });
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    const calls: GitCall[] = [];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/o/r`;
    const repository = await open({ url, token: Secret.of(CANARY) }, folder, calls);
    try {
      expect(await fetchInto(repository, [{ what: "refs/heads/main", as: "refs/scan/x" }], {}, signal)).toBe(
        false,
      );
    } finally {
      repository.close();
      server.close();
    }
    expect(heard).toEqual([`basic ${Buffer.from(`x-access-token:${CANARY}`).toString("base64")}`]);
    const words = JSON.stringify(calls.map(({ args }) => args));
    expect(words).not.toContain(CANARY);
    expect(words).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 12));
  });

  test.each([
    "ext::sh -c id",
    "ssh://git@example.com/o/r",
    "git@example.com:o/r",
    `https://x:${CANARY}@example.com/o/r`,
    "",
  ])("%j is no address to fetch from", async (url) => {
    const repository = await open({ url });
    const asked = fetchInto(repository, [{ what: "HEAD", as: "refs/scan/x" }], {}, signal);
    await expect(asked).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(asked).rejects.not.toThrow(CANARY);
    repository.close();
  });

  test("fetched objects and refs stay out of the checkout", async () => {
    const other = clone(repo, path.join(folder, "other"));
    const newer = commit(repo, { newer: "n\n" });
    const repository = await open({ folder: other, url: urlOf(repo) });
    expect(await fetchInto(repository, [{ what: newer, as: "refs/scan/x" }], {}, signal)).toBe(true);
    repository.close();
    expect(() => git(other, ["cat-file", "-e", newer])).toThrow();
    expect(git(other, ["for-each-ref", "refs/scan"])).toBe("");
  });
});

describe("fileAt", () => {
  test("a file as the commit has it, whatever the folder has", async () => {
    fs.writeFileSync(path.join(repo, ".gitleaks.toml"), "softened\n");
    const repository = await open();
    const read = (name: string, limit = 1000) => fileAt(repository, head, name, limit, signal);
    expect((await read(".gitleaks.toml"))?.toString()).toBe("title = 'x'\n");
    expect((await read("dir/b"))?.toString()).toBe("b\n");
    expect(await read("none")).toBe(undefined);
    expect(await read("*")).toBe(undefined);
    await expect(read("dir/b", 1)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
    repository.close();
  });

  test.each([
    "../a",
    "dir/../a",
    "/etc/hosts",
    "./a",
    ".git/config",
    ".GIT/config",
    "dir",
    "link",
    "",
    "a//b",
  ])("%j is refused", async (name) => {
    const blob = git(repo, ["hash-object", "-w", "--stdin"], "a");
    const sub = git(repo, ["rev-parse", `${head}:dir`]);
    const tree = git(repo, ["mktree"], `040000 tree ${sub}\tdir\n120000 blob ${blob}\tlink\n`);
    const linked = git(repo, ["commit-tree", tree, "-m", "link"]);
    const repository = await open();
    await expect(fileAt(repository, linked, name, 1000, signal)).rejects.toMatchObject({
      code: "FILE_UNSAFE",
    });
    repository.close();
  });
});
