import buffer from "node:buffer";
import fs from "node:fs";
import { Failure } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";

/** What a folder holds, as its listing says; links are not followed. */
export interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other" | "unknown";
  /** Whether the name is UTF-8; if not, `name` holds replacement characters. */
  readonly readable: boolean;
}

/** The entries of a folder; none where it went away. Throws FILE_UNREADABLE. */
export function entriesOf(folder: string): readonly Entry[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true, encoding: "buffer" }).map((entry) => ({
      name: entry.name.toString("utf8"),
      kind: kindOfEntry(entry),
      readable: buffer.isUtf8(entry.name),
    }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // It was a folder a moment ago, or it never was one; then it holds no files.
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw new Failure("FILE_UNREADABLE", `The folder ${printable(folder)} cannot be read.`, {
      at: { file: folder },
    });
  }
}

function kindOfEntry(entry: fs.Dirent<Buffer> | fs.Stats): Entry["kind"] {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  const known = entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice();
  return known ? "other" : "unknown";
}

/** What lies at a path, for file systems whose listings do not say it. */
export function kindOf(file: string): Entry["kind"] {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  return stat === undefined ? "other" : kindOfEntry(stat);
}

/** Whether a link leads to a folder in the end. */
export function leadsToFolder(link: string): boolean {
  try {
    return fs.statSync(link).isDirectory();
  } catch {
    return false;
  }
}
