import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** The folders of one job, fresh and empty. */
export interface RunFolder {
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  /** Command files and the event: apart from temp, so that what lies in temp is the action's own. */
  readonly commands: string;
}

export type FileContents = Readonly<Record<string, string | Uint8Array>>;

/** A file of the job's folders, as bytes; a symbolic link is its target and `mode` 0. */
export interface LeftFile {
  /** `temp/...`, `workspace/...` or `home/...`, with `/`. */
  readonly path: string;
  readonly mode: number;
  readonly bytes: Buffer;
  readonly link: boolean;
}

/** Takes nothing; returns new folders below the system's temporary one. */
export function createRunFolder(): RunFolder {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "secrets-action-run-")));
  const folder = {
    root,
    workspace: path.join(root, "workspace"),
    temp: path.join(root, "temp"),
    home: path.join(root, "home"),
    commands: path.join(root, "commands"),
  };
  for (const one of [folder.workspace, folder.temp, folder.home, folder.commands]) fs.mkdirSync(one);
  return folder;
}

/** Takes a folder and files by relative path; writes them, with their folders. */
export function writeFiles(folder: string, files: FileContents): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

/** Takes a folder; makes a git repository of it with everything committed and returns the commit. */
export function commitAll(folder: string): string {
  git(folder, ["init", "--quiet", "--template=", "--initial-branch=main"]);
  git(folder, ["add", "--all", "--force"]);
  git(folder, ["commit", "--quiet", "--allow-empty", "--message=test"]);
  return git(folder, ["rev-parse", "HEAD"]).trim();
}

/** Takes a folder and arguments; returns what git prints, untouched by the configuration of this machine. */
export function git(folder: string, args: readonly string[]): string {
  const who = { NAME: "test", EMAIL: "test@example.invalid", DATE: "2026-01-02T03:04:05Z" };
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: "1" };
  for (const [key, value] of Object.entries(who)) {
    env[`GIT_AUTHOR_${key}`] = value;
    env[`GIT_COMMITTER_${key}`] = value;
  }
  return execFileSync("git", ["-c", "core.autocrlf=false", ...args], { cwd: folder, env, encoding: "utf8" });
}

/** Takes the folders; returns every file in temp, workspace and home, sorted by path. */
export function listFiles(folder: RunFolder): LeftFile[] {
  const found: LeftFile[] = [];
  for (const root of ["home", "temp", "workspace"] as const) {
    if (fs.existsSync(folder[root])) walk(folder[root], root, found);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function walk(folder: string, shown: string, found: LeftFile[]): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    const name = `${shown}/${entry.name}`;
    if (entry.isDirectory()) walk(file, name, found);
    else if (entry.isSymbolicLink()) {
      found.push({ path: name, mode: 0, bytes: Buffer.from(fs.readlinkSync(file)), link: true });
    } else if (entry.isFile()) {
      const mode = fs.statSync(file).mode & 0o777;
      found.push({ path: name, mode, bytes: fs.readFileSync(file), link: false });
    }
  }
}
