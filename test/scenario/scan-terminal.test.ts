import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { scanPaths } from "../../src/commands/scan-paths.ts";
import { RULES } from "../../src/scan/rules/index.ts";
import { forms } from "../harness/leaks.ts";
import { git, writeFiles } from "../harness/run-folder.ts";
import { seeded } from "../harness/token-checks.ts";
import { nearMisses, trueToken } from "../harness/tokens.ts";
import { call, type Done, folder } from "./terminal.ts";

/** `scan` in a terminal and as a hook of git: 0 where nothing blocks, 1 for a secret, 2 where it could not look. */
const PAT = RULES.find(({ id }) => id === "github-pat-classic")!;
const token = trueToken(PAT, seeded(21));
const placeholder = nearMisses(PAT, seeded(22)).find(({ expect: as }) => as === "placeholder")!;
const CLEAN = "export const port = 8080;\n";

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Document {
  readonly mode?: string;
  readonly blocking?: number;
  readonly proof?: { readonly commits: number; readonly complete: boolean };
  readonly findings: readonly { readonly path: string; readonly line: number; readonly rule: string }[];
}

let count = 0;

/** A new folder with these files below the terminal's own. */
function filesOf(files: Readonly<Record<string, string>>): string {
  count += 1;
  const made = path.join(folder, `case-${count}`);
  fs.mkdirSync(made);
  writeFiles(made, files);
  onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Runs `scan`; whatever it prints, no spelling of the token is in it. */
async function scan(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Done & { all: string }> {
  const done = await call(["scan", ...args], env);
  const all = `${done.stdout.toString()}\n${done.stderr}`;
  expect(forms(token.secret).filter(([, text]) => all.includes(text))).toEqual([]);
  return { ...done, all };
}

const documentOf = ({ stdout }: Done): Document => JSON.parse(stdout.toString()) as Document;

describe("files", () => {
  test("with a secret: 1, and the place as compilers print theirs", async () => {
    const made = filesOf({ "src/app.ts": token.text, "src/clean.ts": CLEAN });
    const { code, all } = await scan([made]);
    expect(code).toBe(1);
    expect(all).toMatch(/src\/app\.ts:2:\d+: verified github-pat-classic/);
    expect(all).toMatch(/✗ 1 secret found in 2 files/);
  });

  test("without one: 0, and how much was read", async () => {
    const { code, all } = await scan([filesOf({ "clean.ts": CLEAN })]);
    expect(code).toBe(0);
    expect(all).toMatch(/✓ no secret found in 1 file, 1 KiB/);
  });

  test("with a placeholder: listed, 0", async () => {
    const { code, all } = await scan([filesOf({ "docs.md": placeholder.text })]);
    expect(code).toBe(0);
    expect(all).toMatch(/docs\.md:2:\d+: placeholder .*likely none/);
  });

  test("with --json: one document on standard output", async () => {
    const done = await scan(["--json", filesOf({ "app.ts": token.text })]);
    expect(done.code).toBe(1);
    expect(documentOf(done).findings).toMatchObject([
      {
        path: expect.stringMatching(/app\.ts$/) as string,
        line: 2,
        rule: "github-pat-classic",
        blocks: true,
      },
    ]);
  });

  test("with --fail-on never: listed, 0", async () => {
    const { code, all } = await scan(["--fail-on", "never", filesOf({ "app.ts": token.text })]);
    expect(code).toBe(0);
    expect(all).toMatch(/app\.ts:2:\d+: verified/);
  });
});

describe("what cannot be looked at", () => {
  test.each<[string, string[], RegExp]>([
    ["a path that is not there", ["no-such-file"], /FILE_NOT_FOUND/],
    ["nothing to scan", [], /scan needs files, or one of --staged/],
    ["files and commits at once", ["--staged", "."], /scan needs files, or one of --staged/],
    ["two kinds of commits", ["--staged", "--history"], /one or the other/],
    ["an unknown flag", ["--no-such-flag"], /An argument of scan is unknown/],
    ["a level that is none", ["--fail-on", "sometimes", "."], /fail-on/],
    ["a folder in no repository", ["--staged"], /FILE_NOT_FOUND/],
  ])("%s: 2", async (_, args, message) => {
    const { code, all } = await scan(args, { GIT_CEILING_DIRECTORIES: path.dirname(folder) });
    expect(code).toBe(2);
    expect(all).toMatch(message);
  });
});

test("a file too large to read: 2, and no tick", async () => {
  const made = filesOf({ "clean.ts": CLEAN, "large.bin": "" });
  fs.truncateSync(path.join(made, "large.bin"), 100 * 1024 * 1024 + 1);
  const { code, all } = await scan([made]);
  expect(code).toBe(2);
  expect(all).toMatch(/large\.bin: not read: it is larger/);
  expect(all).toMatch(/✗ no secret found in 1 file, .*; 1 not read/);
});

test("a scan that a signal stops has no answer, not a green one", async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const file = (name: string) => ({
    path: name,
    read: () => {
      seen.push(name);
      // As Ctrl-C comes: from the event loop, while files are read.
      setImmediate(() => stop.abort());
      return Buffer.from(CLEAN);
    },
  });
  const parts = {
    engine: async () => ({ scan: () => [] }),
    files: () => Array.from({ length: 50 }, (_, at) => file(`f${at}`)),
    positionOf: () => ({ line: 1, column: 1 }),
    progress: () => undefined,
  };
  const options = { decodeDepth: 0, archiveDepth: 0, disabled: new Set<string>() };
  await expect(scanPaths(parts, ["."], options, "specific", stop.signal)).rejects.toThrow(/aborted/);
  expect(seen.length).toBeLessThan(50);
});

test("--help: 0, with every way to ask", async () => {
  const { code, all } = await scan(["--help"]);
  expect(code).toBe(0);
  for (const flag of ["--staged", "--history", "--since", "--json", "--fail-on", "--baseline"])
    expect(all).toContain(flag);
});

describe("commits", () => {
  const REPOSITORY = [".git", "app.ts", "late.ts", "other-index"];
  let first = "";

  /** The terminal's own folder is the repository: the command works where it is called. */
  beforeAll(() => {
    writeFiles(folder, { "clean.ts": CLEAN, ".gitignore": "*\n!*.ts\n" });
    git(folder, ["init", "--quiet", "--template=", "--initial-branch=main"]);
    git(folder, ["add", "clean.ts"]);
    git(folder, ["commit", "--quiet", "--message=first"]);
    first = git(folder, ["rev-parse", "HEAD"]).trim();
    writeFiles(folder, { "app.ts": token.text });
    git(folder, ["add", "app.ts"]);
    git(folder, ["commit", "--quiet", "--message=adds"]);
    git(folder, ["rm", "--quiet", "app.ts"]);
    git(folder, ["commit", "--quiet", "--message=removes"]);
  });
  afterAll(() => {
    for (const name of REPOSITORY) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  });

  test("--history finds what a commit has and the last one has not: 1", async () => {
    const done = await scan(["--history", "--json"]);
    expect(done.code).toBe(1);
    expect(documentOf(done)).toMatchObject({
      mode: "history",
      blocking: 1,
      proof: { commits: 3, complete: true },
      findings: [{ path: "app.ts", line: 2 }],
    });
  });

  test("--since reads only what came after: 1 from before it, 0 from after it", async () => {
    const before = await scan(["--since", first]);
    expect([before.code, /app\.ts:2: format verified/.test(before.all)]).toEqual([1, true]);
    const after = await scan(["--since", "HEAD"]);
    expect(after.code).toBe(0);
    expect(after.all).toMatch(/✓ .*0 commits/);
  });

  test("--since with a name that is none: 2", async () => {
    const { code, all } = await scan(["--since", "no-such-branch"]);
    expect(code).toBe(2);
    expect(all).toMatch(/--since names no commit/);
  });

  test("--tree reads the files of the last commit only: 0", async () => {
    const done = await scan(["--tree", "--json"]);
    expect(done.code).toBe(0);
    expect(documentOf(done)).toMatchObject({ mode: "tree", blocking: 0, findings: [] });
  });

  test("--staged reads the index, not the work tree", async () => {
    writeFiles(folder, { "late.ts": token.text });
    expect((await scan(["--staged"])).code).toBe(0);
    git(folder, ["add", "late.ts"]);
    writeFiles(folder, { "late.ts": CLEAN });
    const { code, all } = await scan(["--staged"]);
    git(folder, ["reset", "--quiet"]);
    expect(code).toBe(1);
    expect(all).toMatch(/late\.ts:2: format verified github-pat-classic/);
  });

  test("--staged reads the index that git names to its hook", async () => {
    writeFiles(folder, { "late.ts": token.text });
    const index = path.join(folder, "other-index");
    const env = { ...process.env, GIT_INDEX_FILE: index };
    execFileSync("git", ["read-tree", "HEAD"], { cwd: folder, env });
    execFileSync("git", ["add", "late.ts"], { cwd: folder, env });
    expect((await scan(["--staged"])).code).toBe(0);
    const hooked = await scan(["--staged"], { GIT_INDEX_FILE: index });
    expect(hooked.code).toBe(1);
    expect(hooked.all).toMatch(/late\.ts:2: format verified/);
    const relative = await scan(["--staged"], { GIT_INDEX_FILE: "other-index" });
    expect(relative.code).toBe(1);
  });
});
