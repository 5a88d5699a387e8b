import fs from "node:fs";
import path from "node:path";
import type { ScanFile } from "../commands/scan-paths.ts";
import { Failure } from "../kernel/errors.ts";
import { USAGE } from "./verb.ts";

/** What GitHub takes of one file. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** Every regular file, folders in the order of their names. Links are not followed, `.git` is passed by. */
export function* filesBelow(paths: readonly string[]): Iterable<ScanFile> {
  for (const given of paths) {
    const stat = fs.lstatSync(given, { throwIfNoEntry: false });
    if (stat === undefined)
      throw new Failure("FILE_NOT_FOUND", "There is no such file or folder.", {
        at: { file: given },
        fix: "secrets-action scan .",
        exit: USAGE,
      });
    yield* walk(given, stat);
  }
}

function* walk(file: string, stat: fs.Stats): Iterable<ScanFile> {
  if (stat.isFile()) yield { path: file.replaceAll("\\", "/"), read: () => readFile(file, stat.size) };
  if (!stat.isDirectory()) return;
  let names: string[];
  try {
    names = fs.readdirSync(file).sort();
  } catch {
    yield { path: file, read: () => "the folder cannot be read" };
    return;
  }
  for (const name of names) {
    if (name === ".git") continue;
    const inner = path.join(file, name);
    const found = fs.lstatSync(inner, { throwIfNoEntry: false });
    if (found !== undefined) yield* walk(inner, found);
  }
}

function readFile(file: string, size: number): Uint8Array | string {
  if (size > MAX_FILE_BYTES) return `it is larger than ${MAX_FILE_BYTES} bytes`;
  try {
    return fs.readFileSync(file);
  } catch {
    return "it cannot be read";
  }
}
