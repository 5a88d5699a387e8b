import fs from "node:fs";
import path from "node:path";
import { Failure, together } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";
import { entriesOf, kindOf, leadsToFolder } from "./folder-entries.ts";
import { isNamed, literalGlob, parseGlob, type Segment, start, step } from "./glob-match.ts";
import { isOwnOutput, nameProblem } from "./subject-names.ts";

export interface FoundFile {
  /** Below the real path of the workspace or of RUNNER_TEMP. */
  readonly path: string;
  /** Relative to that folder, with `/`. */
  readonly name: string;
}

export interface FoundFiles {
  /** In the order of their names. */
  readonly files: readonly FoundFile[];
  /** Names of signatures that patterns match too, which are never signed. */
  readonly skipped: readonly string[];
}

export interface GlobFolders {
  readonly workspace: string;
  readonly temp: string;
  readonly platform?: string;
}

interface Root {
  readonly real: string;
  readonly spellings: readonly string[];
}

interface Search {
  readonly root: Root;
  readonly segments: readonly Segment[];
  readonly excludes: (root: Root, parts: readonly string[]) => boolean;
  /** Whether signatures and attestations are found as other files are. */
  readonly outputs: boolean;
  readonly found: Map<string, FoundFile>;
  readonly skipped: Set<string>;
  readonly refused: Failure[];
  /** Whether a match was left out by an exclusion. */
  excluded: boolean;
}

const MAX_FILES = 20_000;

/**
 * The files that patterns name, without those of `!` lines, wherever these stand; an exclusion of a folder leaves out
 * all that is in it. Patterns are relative to the workspace, or absolute below it or RUNNER_TEMP; upper and lower case
 * differ everywhere; wildcards match no name that begins with a dot. No symbolic link is followed: one that a pattern
 * matches, or names on the way, is refused; links to folders that a wildcard meets are passed by as folders are.
 * Throws SUBJECT_NOT_FOUND for all patterns without a file, SUBJECT_REFUSED, LIMIT_EXCEEDED. specs: signing 6
 */
export function findFiles(patterns: readonly string[], folders: GlobFolders): FoundFiles {
  const platform = folders.platform ?? process.platform;
  const roots = [rootOf(folders.workspace), rootOf(folders.temp)] as const;
  const exclusions = patterns
    .filter((pattern) => pattern.startsWith("!"))
    .map((pattern) => placed(pattern.slice(1), roots, platform));
  const excludes: Search["excludes"] = (root, parts) =>
    exclusions.some((one) => one.root === root && one.globs.some((glob) => matchesOrHolds(glob, parts)));
  const found = new Map<string, FoundFile>();
  const skipped = new Set<string>();
  const failures: Failure[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith("!")) continue;
    const { root, globs } = placed(pattern, roots, platform);
    const own = new Map<string, FoundFile>();
    const refused: Failure[] = [];
    let excluded = false;
    for (const segments of globs) {
      const search: Search = {
        root,
        segments,
        excludes,
        outputs: false,
        found: own,
        skipped,
        refused,
        excluded: false,
      };
      walk(search, root.real, [], start(segments));
      excluded ||= search.excluded;
    }
    failures.push(...refused);
    if (own.size === 0 && refused.length === 0) failures.push(nothing(pattern, excluded));
    for (const [key, file] of own) found.set(key, file);
    if (found.size > MAX_FILES)
      throw new Failure("LIMIT_EXCEEDED", `The patterns match more than ${MAX_FILES} files.`);
  }
  const [first, ...more] = failures;
  if (first !== undefined) throw together([first, ...more]);
  const files = [...found.values()].sort(byName);
  const paths = new Set(files.map((file) => file.path));
  // A signature beside its file: what the file is called is known only when all are.
  const beside = files.filter(
    (file) => /\.(?:sig|pem)$/.test(file.path) && paths.has(file.path.slice(0, -4)),
  );
  for (const file of beside) skipped.add(file.name);
  return { files: files.filter((file) => !beside.includes(file)), skipped: [...skipped].sort() };
}

/**
 * The one file of a path, in which no character is a wildcard; it may be a signature too. The same places, links and
 * letters count as in `findFiles`. Throws FILE_NOT_FOUND, SUBJECT_REFUSED.
 */
export function findFile(file: string, folders: GlobFolders): FoundFile {
  const roots = [rootOf(folders.workspace), rootOf(folders.temp)];
  const { root, globs } = placed(file, roots, folders.platform ?? process.platform, literalGlob);
  const found = new Map<string, FoundFile>();
  const refused: Failure[] = [];
  const excludes = (): boolean => false;
  const rest = { root, excludes, outputs: true, found, skipped: new Set<string>(), refused, excluded: false };
  for (const segments of globs) walk({ ...rest, segments }, root.real, [], start(segments));
  const [failure] = refused;
  if (failure !== undefined) throw failure;
  const [only] = found.values();
  if (only === undefined) throw new Failure("FILE_NOT_FOUND", `There is no file ${printable(file)}.`);
  return only;
}

function walk(search: Search, folder: string, parts: readonly string[], states: ReadonlySet<number>): void {
  const { segments, root } = search;
  for (const entry of entriesOf(folder)) {
    const next = step(segments, states, entry.name, false);
    if (next.size === 0) continue;
    const here = [...parts, entry.name];
    const name = here.join("/");
    const matched = next.has(segments.length);
    if (search.excludes(root, here)) {
      search.excluded ||= matched;
      continue;
    }
    const file = path.join(folder, entry.name);
    const kind = entry.kind === "unknown" ? kindOf(file) : entry.kind;
    if (kind === "folder") {
      walk(search, file, here, next);
      continue;
    }
    const named = isNamed(segments, states, entry.name);
    if (kind === "link" && (matched ? named || !leadsToFolder(file) : named))
      search.refused.push(
        refuse(name, "is a symbolic link, and what it leads to can change", "Name the file it leads to."),
      );
    if (!matched || kind === "link") continue;
    const problem = entry.readable ? nameProblem(entry.name) : "is not valid UTF-8";
    if (kind !== "file") search.refused.push(refuse(name, "is not a regular file"));
    else if (problem !== undefined)
      search.refused.push(refuse(name, `has a name that ${problem}`, "Rename the file."));
    else if (search.outputs || !isOwnOutput(entry.name)) search.found.set(file, { path: file, name });
    else if (segments.every((segment) => segment.kind === "name" && segment.literal))
      search.refused.push(refuse(name, "is a signature or an attestation, which is not signed again"));
    else search.skipped.add(name);
  }
}

/** Whether a pattern of an exclusion matches a path or a folder that it lies in. */
function matchesOrHolds(segments: readonly Segment[], parts: readonly string[]): boolean {
  let states = start(segments);
  for (const part of parts) {
    states = step(segments, states, part, true);
    if (states.has(segments.length)) return true;
  }
  return false;
}

function rootOf(folder: string): Root {
  const plain = path.resolve(folder);
  let real = plain;
  try {
    real = fs.realpathSync.native(plain);
  } catch {
    // A folder that does not exist holds nothing.
  }
  return { real, spellings: [...new Set([plain, real])] };
}

function placed(
  pattern: string,
  roots: readonly Root[],
  platform: string,
  parse = parseGlob,
): { root: Root; globs: readonly (readonly Segment[])[] } {
  const slashed = platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
  const absolute = slashed.startsWith("/") || (platform === "win32" && /^[a-z]:/i.test(slashed));
  const fold = (text: string): string =>
    platform === "win32" ? text.replaceAll("\\", "/").toLowerCase() : text;
  const candidates = roots
    .flatMap((root) =>
      root.spellings.map((spelling) => ({ root, prefix: `${spelling.replace(/[\\/]$/, "")}/` })),
    )
    .filter(({ prefix }) => fold(slashed).startsWith(fold(prefix)))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const [place] = absolute ? candidates : [{ root: roots[0]!, prefix: "" }];
  if (slashed === "") throw new Failure("SUBJECT_REFUSED", "A pattern is empty.");
  if (place === undefined || slashed.split("/").includes("..") || slashed.includes("\0"))
    throw refuse(pattern, "lies outside the workspace and RUNNER_TEMP", "Name a file below the workspace.");
  return { root: place.root, globs: parse(slashed.slice(place.prefix.length)) };
}

function nothing(pattern: string, excluded: boolean): Failure {
  const shown = printable(pattern);
  return new Failure(
    "SUBJECT_NOT_FOUND",
    excluded ? `All that ${shown} matches is excluded.` : `No file matches ${shown}.`,
    { fix: "Build before this step, and name files relative to the workspace: dist/*.tgz" },
  );
}

const refuse = (name: string, why: string, fix?: string): Failure =>
  new Failure("SUBJECT_REFUSED", `${printable(name)} ${why}.`, fix === undefined ? {} : { fix });

/** By code units, so that the order is the same on every machine. */
const byName = (a: FoundFile, b: FoundFile): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
