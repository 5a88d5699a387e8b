import childProcess from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gitFrom } from "../../../../src/kernel/git-stream.ts";
import { addedRanges } from "../../../../src/scan/git/added-lines.ts";
import type { Changed } from "../../../../src/scan/git/changed.ts";
import { resolveRange } from "../../../../src/scan/git/deepen.ts";
import type { Proof } from "../../../../src/scan/git/proof.ts";
import { touches, type Range, type RangePlan } from "../../../../src/scan/git/range.ts";
import { openRepository, type Repository } from "../../../../src/scan/git/repository.ts";
import { walk, type WalkOptions } from "../../../../src/scan/git/walk.ts";

/** What stands for a secret in these tests. */
export const CANARY = "CANARY-7f3a";

const ENV = {
  PATH: process.env["PATH"],
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Ann",
  GIT_AUTHOR_EMAIL: "ann@example.com",
  GIT_COMMITTER_NAME: "Ann",
  GIT_COMMITTER_EMAIL: "ann@example.com",
  GIT_AUTHOR_DATE: "1700000000 +0000",
  GIT_COMMITTER_DATE: "1700000000 +0000",
};

/** A folder that `clean` removes. */
export function temporary(): { folder: string; clean: () => void } {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "scan-git-"));
  return { folder, clean: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** Runs git as a person would; what it prints, without the last line end. Throws where it fails. */
export function git(folder: string, args: readonly string[], input?: string | Buffer): string {
  const ran = childProcess.spawnSync("git", ["-C", folder, ...args], {
    env: ENV,
    input,
    encoding: "latin1",
    maxBuffer: 1 << 28,
  });
  if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout.replace(/\n$/, "");
}

/** Makes a repository and hands back its folder. */
export function newRepository(folder: string, name: string, ...options: string[]): string {
  const made = path.join(folder, name);
  fs.mkdirSync(made, { recursive: true });
  git(made, ["init", "--quiet", "--initial-branch=main", ...options]);
  git(made, ["config", "uploadpack.allowAnySHA1InWant", "true"]);
  return made;
}

/** Writes files (undefined removes one) and commits all. Hands back the commit's id. */
export function commit(
  folder: string,
  files: Readonly<Record<string, string | Buffer | undefined>>,
  message = "change",
): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (content === undefined) fs.rmSync(file);
    else fs.writeFileSync(file, content);
  }
  git(folder, ["add", "--all"]);
  git(folder, ["commit", "--quiet", "--allow-empty", "-m", message]);
  return git(folder, ["rev-parse", "HEAD"]);
}

/** A shallow clone over the real protocol. */
export function clone(from: string, to: string, ...options: string[]): string {
  git(path.dirname(to), ["clone", "--quiet", ...options, urlOf(from), to]);
  return to;
}

export const urlOf = (folder: string): string => pathToFileURL(folder).href;

export interface Seen {
  /** What was read, with the canary's fate: on a new line or not. */
  readonly changes: readonly (Changed & { readonly text: string; readonly hit: boolean })[];
  readonly proof: Proof;
  readonly range: Range;
}

/** Reads a range of a checkout to its end; a hit is a canary on a line that is new. */
export async function scan(
  folder: string,
  temp: string,
  ask: RangePlan | ((repository: Repository) => Range | RangePlan),
  options: { url?: string; indexFile?: string } & WalkOptions = {},
): Promise<Seen> {
  const { signal } = new AbortController();
  const repository = await openRepository(
    { git: gitFrom(process.env), temp },
    {
      folder,
      ...(options.url === undefined ? {} : { url: options.url }),
      ...(options.indexFile === undefined ? {} : { indexFile: options.indexFile }),
    },
    signal,
  );
  try {
    const asked = typeof ask === "function" ? ask(repository) : ask;
    const range = "hint" in asked ? await resolveRange(repository, asked, signal) : asked;
    const walked = walk(repository, range, signal, options);
    const changes: (Changed & { text: string; hit: boolean })[] = [];
    const texts = new Map<string, string>();
    for await (const change of walked.changes) {
      const key = `${change.id} ${change.path}`;
      const text = change.bytes?.toString("latin1") ?? texts.get(key)!;
      texts.set(key, text);
      const at = text.indexOf(CANARY);
      const hit = at !== -1 && touches(await change.added(), at, at + CANARY.length);
      changes.push({ ...change, text, hit });
    }
    return { changes, proof: walked.proof(), range };
  } finally {
    repository.close();
  }
}

/** A range of ids. */
export const plan = (head: string, base?: string, mode: RangePlan["mode"] = "range"): RangePlan => ({
  mode: base === undefined ? "history" : mode,
  heads: [{ id: head }],
  bases: base === undefined ? [] : [base.startsWith("refs/") ? { ref: base } : { id: base }],
  config: undefined,
  why: "test",
  hint: 1,
});

export const hits = ({ changes }: Seen): string[] =>
  changes.filter(({ hit }) => hit).map(({ kind, path: name }) => `${kind} ${name}`.trim());

/** The lines that are new, as text. */
export const addedText = (now: string, ...old: string[]): string[] =>
  addedRanges(
    Buffer.from(now),
    old.map((text) => Buffer.from(text)),
  ).map(({ start, end }) => now.slice(start, end));
