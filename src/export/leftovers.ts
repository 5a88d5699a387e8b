import fs from "node:fs";
import path from "node:path";
import { randomUuid } from "../kernel/uuid.ts";

/** A file of ours; `before` is the inode of the file that lay there, until ours replaced it. */
export interface LeftFile {
  readonly path: string;
  readonly before?: number | undefined;
}

/** What post has to undo. Paths are absolute; variables are names of ours that it blanks. */
export interface Leftovers {
  readonly files: readonly LeftFile[];
  readonly variables: readonly string[];
}

const NAME = /^secrets-action-leftovers-[0-9a-f-]{36}\.json$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A fresh path for the leftovers file. The job's state holds only this path. */
export const leftoversPath = (temp: string): string =>
  path.join(temp, `secrets-action-leftovers-${randomUuid()}.json`);

/** Whether the path is one that `leftoversPath` has made. */
export const isOurLeftovers = (file: string, temp: string): boolean =>
  NAME.test(path.basename(file)) && path.dirname(path.resolve(file)) === path.resolve(temp);

/** Writes the leftovers before the first effect, readable by this user only. */
export function saveLeftovers(file: string, leftovers: Leftovers): void {
  fs.writeFileSync(file, JSON.stringify(leftovers), { mode: 0o600, flag: "wx" });
}

/** The leftovers that main saved; undefined where it never came so far, or the path is none of ours. */
export function readLeftovers(file: string, temp: string): Leftovers | undefined {
  if (!isOurLeftovers(file, temp)) return undefined;
  try {
    const { files, variables } = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<Leftovers>;
    return { files: leftFiles(files), variables: strings(variables).filter((name) => VARIABLE.test(name)) };
  } catch {
    return undefined;
  }
}

const leftFiles = (list: unknown): LeftFile[] =>
  Array.isArray(list)
    ? list.flatMap((entry: { path?: unknown; before?: unknown } | null) =>
        typeof entry?.path === "string"
          ? [{ path: entry.path, before: typeof entry.before === "number" ? entry.before : undefined }]
          : [],
      )
    : [];

const strings = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === "string") : [];

/** Removes a file, and its folder where that was made for it and is now empty. True where it was there. */
export function removeLeftover({ path: file, before }: LeftFile, temp: string): boolean {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat !== undefined && stat.ino === before) return false;
  const present = stat !== undefined;
  fs.rmSync(file, { force: true });
  const folder = path.dirname(file);
  if (path.dirname(folder) === path.resolve(temp) && path.basename(folder).startsWith("secrets-")) {
    try {
      fs.rmdirSync(folder);
    } catch {
      // Another file of the run still lies in it; the last one takes the folder along.
    }
  }
  return present;
}
