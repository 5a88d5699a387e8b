import fs from "node:fs";
import path from "node:path";
import { Failure } from "../../kernel/errors.ts";

const INPUT = "apply";
const SUFFIXES: ReadonlySet<string> = new Set([".yaml", ".yml", ".json"]);
const MAX_FILES = 5_000;
const GLOB = /[*?[\]{}]/;

/** A file of the workspace, relative to it with slashes, and the line of the input that names it. */
export interface ManifestPath {
  readonly path: string;
  readonly line: number;
}

/**
 * The files that the lines of `apply` name: files, folders with all their manifests, patterns. In the order of the lines,
 * then of the names; each once. A link out of the workspace counts only where a line names it itself. All problems are
 * returned with their lines.
 */
export function expandManifestPaths(
  text: string,
  workspace: string,
): { readonly files: readonly ManifestPath[]; readonly problems: readonly Failure[] } {
  const files = new Map<string, ManifestPath>();
  const problems: Failure[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const wanted = raw.trim();
    const line = index + 1;
    if (wanted === "" || /^#(\s|$)/.test(wanted)) continue;
    const problem = (code: Failure["code"], message: string, fix: string): void =>
      void problems.push(new Failure(code, message, { at: { input: INPUT, line }, fix }));
    const found = matches(wanted, workspace);
    if (found === undefined)
      problem("FILE_UNSAFE", "A path leads out of the workspace.", "Name files below the workspace.");
    else if (found.length === 0)
      problem(
        "FILE_NOT_FOUND",
        "Nothing in the workspace is of this name or pattern.",
        "Run actions/checkout before this step; paths are relative to the workspace.",
      );
    for (const file of found ?? []) if (!files.has(file)) files.set(file, { path: file, line });
  }
  if (files.size > MAX_FILES)
    problems.push(
      new Failure("LIMIT_EXCEEDED", `The patterns name more than ${MAX_FILES} files.`, {
        at: { input: INPUT },
        fix: "Narrow the patterns.",
      }),
    );
  return { files: [...files.values()].slice(0, MAX_FILES), problems };
}

/** What one line names; undefined where it leads out of the workspace. */
function matches(wanted: string, workspace: string): string[] | undefined {
  if (path.isAbsolute(wanted) || wanted.split(/[\\/]/).includes("..") || wanted.includes("\0"))
    return undefined;
  const full = path.resolve(workspace, wanted);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (stat?.isFile()) return [slashed(path.relative(workspace, full))];
  const pattern = stat?.isDirectory() ? `${wanted.replace(/[\\/]+$/, "")}/**/*` : wanted;
  if (stat === undefined && !GLOB.test(wanted)) return [];
  const real = fs.realpathSync(workspace);
  return fs
    .globSync(pattern, { cwd: workspace })
    .map(slashed)
    .filter((file) => (stat?.isDirectory() ? SUFFIXES.has(path.extname(file).toLowerCase()) : true))
    .filter((file) => isFileInside(path.join(workspace, file), real))
    .sort();
}

const slashed = (file: string): string => file.split(path.sep).join("/");

/** Whether it is a file, and lies where it seems to lie. */
function isFileInside(file: string, root: string): boolean {
  try {
    const real = fs.realpathSync(file);
    return fs.statSync(real).isFile() && real.startsWith(root + path.sep);
  } catch {
    return false;
  }
}
