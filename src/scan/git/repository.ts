import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { wholeAnswer, type Git } from "../../kernel/git-stream.ts";
import type { Beside } from "../../kernel/process.ts";
import type { Secret } from "../../kernel/secret.ts";
import { incomplete } from "./proof.ts";

/** Git's tree without an entry, which it knows without having it. */
const EMPTY_TREES: Readonly<Record<string, string>> = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
};
const ANSWER_BYTES = 1024 * 1024;
const TAG_LIST_BYTES = 64 * 1024 * 1024;

export interface RepositoryParts {
  readonly git: Git;
  /** RUNNER_TEMP: the repository of our own is made below it. */
  readonly temp: string;
}

export interface RepositoryOptions {
  /** The checkout: a work tree, a bare repository or a folder in one. */
  readonly folder: string;
  /** What commits that are missing are fetched from: the base repository. undefined: nothing is fetched. */
  readonly url?: string;
  readonly token?: Secret;
  /** GIT_INDEX_FILE as git's hook has it. */
  readonly indexFile?: string;
}

/** A repository of our own that sees every object of a checkout, and nothing of its configuration. */
export interface Repository {
  readonly gitDir: string;
  readonly emptyTree: string;
  /** The commit that is checked out; undefined before the first. */
  readonly head: string | undefined;
  /** What the next commit merges. */
  readonly mergeHeads: readonly string[];
  readonly source: { readonly url: string; readonly token: Secret | undefined } | undefined;
  /** Whether the checkout was fetched without some of its objects. */
  readonly partial: boolean;
  readonly run: (args: readonly string[], signal: AbortSignal, more?: Settings) => Beside;
  readonly answer: (
    args: readonly string[],
    signal: AbortSignal,
    more?: Settings & { input?: string },
  ) => Answer;
  /** The commits whose parents are not there. */
  readonly shallow: () => ReadonlySet<string>;
  /** A name that a person typed as a commit of the checkout; undefined where it has none of that name. */
  readonly commitNamed: (name: string, signal: AbortSignal) => Promise<string | undefined>;
  /** The annotated tags of the checkout. Throws RANGE_INCOMPLETE where they cannot all be listed. */
  readonly tags: (signal: AbortSignal) => Promise<readonly string[]>;
  /** Removes it. The checkout is as it was. */
  readonly close: () => void;
}

export interface Settings {
  readonly settings?: readonly (readonly [string, string])[];
  /** Whether the checkout's index is read. */
  readonly index?: boolean;
}

type Answer = ReturnType<typeof wholeAnswer>;

/**
 * Makes a bare repository below temp whose alternates lead to the checkout's objects (those of a fork's own alternates
 * too), with its object format and shallow list. Configuration, hooks, attributes, grafts, replace refs and caches of the
 * checkout stay outside. Throws FILE_NOT_FOUND where the folder is in no repository.
 * https://git-scm.com/docs/gitrepository-layout
 */
export async function openRepository(
  parts: RepositoryParts,
  options: RepositoryOptions,
  signal: AbortSignal,
): Promise<Repository> {
  const checkout = await findCheckout(parts.git, options.folder, signal);
  const gitDir = path.join(parts.temp, `scan-${crypto.randomUUID()}.git`);
  makeBare(gitDir, checkout);
  const indexFile = options.indexFile
    ? path.resolve(options.folder, options.indexFile)
    : path.join(checkout.gitDir, "index");
  const call = (args: readonly string[], aborted: AbortSignal, { settings, index }: Settings) => ({
    args,
    gitDir,
    signal: aborted,
    ...(settings === undefined ? {} : { settings }),
    ...(index === true ? { indexFile } : {}),
  });
  return {
    gitDir,
    emptyTree: EMPTY_TREES[checkout.format] ?? "",
    head: checkout.head,
    mergeHeads: lines(path.join(checkout.gitDir, "MERGE_HEAD")),
    source: options.url === undefined ? undefined : { url: options.url, token: options.token },
    partial: isPartial(checkout.objects),
    run: (args, aborted, more = {}) => parts.git(call(args, aborted, more)),
    answer: (args, aborted, more = {}) =>
      wholeAnswer(parts.git, call(args, aborted, more), ANSWER_BYTES, more.input),
    shallow: () => new Set(lines(path.join(gitDir, "shallow"))),
    commitNamed: async (name, aborted) => {
      const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
      const found = await wholeAnswer(
        parts.git,
        { args, gitDir: undefined, folder: options.folder, signal: aborted },
        ANSWER_BYTES,
      );
      // Before 2.30 git echoes the option that ends the options.
      return found.status === 0
        ? /[0-9a-f]{40,64}\s*$/.exec(found.stdout.toString("latin1"))?.[0].trim()
        : undefined;
    },
    tags: async (aborted) => {
      const args = ["for-each-ref", "--format=%(objecttype) %(objectname)", "refs/tags"];
      const inCheckout = { args, gitDir: undefined, folder: options.folder, signal: aborted };
      const { status, stdout } = await wholeAnswer(parts.git, inCheckout, TAG_LIST_BYTES);
      if (status !== 0) throw incomplete("git cannot list the tags.");
      return [...stdout.toString("latin1").matchAll(/^tag ([0-9a-f]+)$/gm)].map(([, id]) => id!);
    },
    close: () => fs.rmSync(gitDir, { recursive: true, force: true, maxRetries: 3 }),
  };
}

interface Checkout {
  readonly gitDir: string;
  readonly common: string;
  readonly objects: string;
  readonly format: string;
  readonly head: string | undefined;
}

/** Asks git in the checkout for places only: rev-parse runs nothing that a configuration names. */
async function findCheckout(git: Git, folder: string, signal: AbortSignal): Promise<Checkout> {
  const format = "--show-object-format";
  const asked = ["--absolute-git-dir", format, "--git-common-dir", format, "HEAD^{commit}"];
  const { status, stdout } = await wholeAnswer(
    git,
    { args: ["rev-parse", "--path-format=absolute", ...asked], gitDir: undefined, folder, signal },
    ANSWER_BYTES,
  );
  // A path may have any character: the word between the two ends the first.
  const answer = /^(.+)\n(sha1|sha256)\n(.+)\n\2\n([0-9a-f]{40,64})?/s.exec(
    stdout.toString("utf8").replaceAll("\r\n", "\n"),
  );
  const [, gitDir, objectFormat, common, head] = answer ?? [];
  if (gitDir === undefined || objectFormat === undefined || common === undefined)
    throw new Failure("FILE_NOT_FOUND", "The folder is in no git repository, or git cannot be run.", {
      fix: "Check the repository out before this step (actions/checkout with `fetch-depth: 0`), and have git 2.31 or newer on PATH.",
      at: { file: folder },
    });
  return {
    gitDir,
    common,
    format: objectFormat,
    objects: path.join(common, "objects"),
    head: status === 0 ? head : undefined,
  };
}

function makeBare(gitDir: string, checkout: Checkout): void {
  fs.mkdirSync(path.join(gitDir, "objects", "info"), { recursive: true, mode: 0o700 });
  fs.mkdirSync(path.join(gitDir, "refs", "scan"), { recursive: true });
  fs.writeFileSync(path.join(gitDir, "HEAD"), "ref: refs/heads/none\n");
  const extension = checkout.format === "sha1" ? "" : `[extensions]\n\tobjectFormat = ${checkout.format}\n`;
  fs.writeFileSync(
    path.join(gitDir, "config"),
    `[core]\n\trepositoryFormatVersion = ${extension === "" ? 0 : 1}\n\tbare = true\n${extension}`,
  );
  // A line that begins with a quote is unquoted as a C string, so that any path can be written.
  const quoted = checkout.objects
    .replaceAll("\\", "/")
    .replace(/["\n\r]/g, (char) => (char === '"' ? '\\"' : char === "\n" ? "\\n" : "\\r"));
  fs.writeFileSync(path.join(gitDir, "objects", "info", "alternates"), `"${quoted}"\n`);
  const shallow = lines(path.join(checkout.common, "shallow"));
  if (shallow.length > 0) fs.writeFileSync(path.join(gitDir, "shallow"), `${shallow.join("\n")}\n`);
  // A server that is asked for more needs to hear what is there already.
  if (checkout.head !== undefined)
    fs.writeFileSync(path.join(gitDir, "refs", "scan", "have"), `${checkout.head}\n`);
  for (const name of namesIn(checkout.gitDir))
    if (/^sharedindex\.[0-9a-f]+$/.test(name))
      fs.copyFileSync(path.join(checkout.gitDir, name), path.join(gitDir, name));
}

const isPartial = (objects: string): boolean =>
  namesIn(path.join(objects, "pack")).some((name) => name.endsWith(".promisor"));

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** The ids that a small file of git's lists, one a line; none where there is no such file. */
function lines(file: string): string[] {
  try {
    return fs
      .readFileSync(file, "latin1")
      .split("\n")
      .filter((line) => /^[0-9a-f]{40,64}$/.test(line));
  } catch {
    return [];
  }
}
