import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { git } from "../harness/run-folder.ts";
import { peer } from "./peers.ts";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
export const ACT_LIMIT_MS = 120_000;

export interface ActRun {
  readonly status: number | null;
  readonly log: string;
  /** What the later steps noted in $NOTES, by file name. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Puts the action into a folder as a job downloads it: nothing of the repository but these. */
export function layAction(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join(REPOSITORY, "action.yml"), path.join(folder, "action.yml"));
  fs.cpSync(path.join(REPOSITORY, "dist"), path.join(folder, "dist"), { recursive: true });
}

/** Makes a folder a git repository with one commit of all that lies in it. */
export function commitRepository(folder: string): void {
  git(folder, ["init", "--quiet", "--template=", "--initial-branch=main"]);
  git(folder, ["remote", "add", "origin", "https://github.com/liquid-hive/example"]);
  git(folder, ["add", "--all", "--force"]);
  git(folder, ["commit", "--quiet", "--message=test"]);
}

/** Runs one job of a repository's workflows in nektos/act on the host; folders for home and notes are made below root. */
export async function runAct(
  root: string,
  repository: string,
  job: string,
  flags: readonly string[],
): Promise<ActRun> {
  const notes = path.join(root, `notes-${job}`);
  const home = path.join(root, `home-${job}`);
  fs.mkdirSync(notes);
  fs.mkdirSync(home);
  const child = spawn(
    peer("act"),
    ["push", "-j", job, "-P", "ubuntu-latest=-self-hosted", "--env", `NOTES=${notes}`, ...flags],
    {
      cwd: repository,
      timeout: ACT_LIMIT_MS,
      stdio: ["ignore", "pipe", "pipe"],
      // The Node that runs this test comes first: act takes the one on PATH, whatever `using` says.
      env: {
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
        HOME: home,
        XDG_CACHE_HOME: path.join(home, "cache"),
        XDG_CONFIG_HOME: path.join(home, "config"),
      },
    },
  );
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (log += chunk));
  const [status] = (await once(child, "close")) as [number | null];
  const read = (name: string): [string, string] => [name, fs.readFileSync(path.join(notes, name), "utf8")];
  return { status, log, notes: new Map(fs.readdirSync(notes).map(read)) };
}
