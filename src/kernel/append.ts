import fs from "node:fs";
import { Failure } from "./errors.ts";
import { makeFolder, safePath } from "./files.ts";

const FILE_MODE = 0o600;
/** Flags that exist on this platform; Windows has neither, there `lstat` has looked before. */
const CAREFUL = (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);

/**
 * Appends to a file below one of the roots, and makes it and its folders where they are missing; afterwards only this
 * user can read it. Never follows a link. Throws FILE_UNSAFE or FILE_UNREADABLE.
 */
export function appendFile(file: string, text: string, roots: readonly string[]): void {
  const target = safePath(file, roots);
  if (target instanceof Failure) throw target;
  let fd: number | undefined;
  try {
    makeFolder(target);
    const { O_WRONLY, O_CREAT, O_APPEND } = fs.constants;
    fd = fs.openSync(target, O_WRONLY | O_CREAT | O_APPEND | CAREFUL, FILE_MODE);
    if (!fs.fstatSync(fd).isFile()) throw unwritable(file, "no regular file");
    fs.fchmodSync(fd, FILE_MODE);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = (error as { readonly code?: unknown } | null)?.code;
    throw unwritable(file, typeof code === "string" && /^[A-Z]+$/.test(code) ? code : "unknown");
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

const unwritable = (file: string, why: string): Failure =>
  new Failure("FILE_UNREADABLE", `The file cannot be written (${why}).`, { at: { file } });
