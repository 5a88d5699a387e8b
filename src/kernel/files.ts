import fs from "node:fs";
import path from "node:path";
import { Failure, type FailureCode } from "./errors.ts";
import { randomUuid } from "./uuid.ts";

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Device names that Windows finds in every folder, with any suffix. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
/** A file in there is read by git or GitHub as a program's configuration, or by the runner as commands of a step. */
const RESERVED_FOLDERS = new Set([".git", ".github", "_runner_file_commands"]);

/** Flags that exist on this platform; Windows has no O_NOFOLLOW, there `lstat` has looked before. */
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const NONBLOCK = fs.constants.O_NONBLOCK ?? 0;

/**
 * Reads a regular file of at most `maxBytes`. A symbolic link is followed (kubelet's files are links), and
 * `realPath` is where it leads. Throws FILE_NOT_FOUND, FILE_UNREADABLE or LIMIT_EXCEEDED.
 */
export function readBounded(file: string, maxBytes: number): { bytes: Buffer; realPath: string } {
  let fd: number | undefined;
  try {
    const realPath = fs.realpathSync.native(file);
    // A FIFO would block an open without O_NONBLOCK before it can be seen what it is.
    fd = fs.openSync(realPath, fs.constants.O_RDONLY | NONBLOCK | NOFOLLOW);
    const stat = fs.fstatSync(fd);
    if (!stat.isFile())
      throw new Failure("FILE_UNREADABLE", `${file} is not a regular file.`, { at: { file } });
    const bytes = readAll(fd, Math.min(stat.size, maxBytes), maxBytes);
    if (bytes.length > maxBytes)
      throw new Failure("LIMIT_EXCEEDED", `${file} is larger than ${maxBytes} bytes.`, { at: { file } });
    return { bytes, realPath };
  } catch (error) {
    throw fileFailure(error, file, "FILE_UNREADABLE");
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

function readAll(fd: number, expected: number, maxBytes: number): Buffer {
  let buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (;;) {
    const count = fs.readSync(fd, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > maxBytes) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}

/**
 * Where a file may be created: the absolute path, or FILE_UNSAFE. It must lie below one of the roots with no
 * symbolic link, `..`, device name or folder of git's or GitHub's on the way. Relative paths start at the
 * first root. specs: engineering H-32, H-33.
 */
export function safePath(
  file: string,
  roots: readonly string[],
  platform: string = process.platform,
): string | Failure {
  const refuse = (why: string): Failure =>
    new Failure("FILE_UNSAFE", `This path cannot be written: ${why}.`, {
      fix: "Name a file below the workspace or RUNNER_TEMP.",
    });
  const parts = file.split(platform === "win32" ? /[\\/]/ : "/");
  if (file === "" || file.includes("\0")) return refuse("it is empty or holds a NUL character");
  if (parts.includes("..")) return refuse("it holds ..");
  const name = parts.at(-1);
  if (name === "" || name === ".") return refuse("it names a folder");
  const [first] = roots;
  if (first === undefined) return refuse("there is no folder to write below");
  const absolute = path.resolve(first, file);
  const root =
    roots.find((candidate) => isBelow(absolute, path.resolve(candidate))) ??
    roots.find((candidate) => isBelow(absolute, real(candidate)));
  if (root === undefined) return refuse("it lies outside the workspace and RUNNER_TEMP");
  const base = isBelow(absolute, path.resolve(root)) ? path.resolve(root) : real(root);
  const inside = path.relative(base, absolute).split(path.sep);
  if (inside.some((part) => RESERVED_FOLDERS.has(part.toLowerCase())))
    return refuse("it lies in a folder of git, GitHub or the runner");
  if (inside.some((part) => DEVICE.test(part))) return refuse("it holds the name of a Windows device");
  if (platform === "win32" && inside.some((part) => /[. ]$|[:<>"|?*]/.test(part)))
    return refuse("it holds characters that Windows changes");
  let current = real(base);
  for (const [i, part] of inside.entries()) {
    current = path.join(current, part);
    const stat = fs.lstatSync(current, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (stat.isSymbolicLink()) return refuse("a part of it is a symbolic link");
    if (i < inside.length - 1 ? !stat.isDirectory() : !stat.isFile())
      return refuse("a part of it is not what it should be");
  }
  return current;
}

const isBelow = (file: string, root: string): boolean => {
  const relative = path.relative(root, file);
  return (
    relative !== "" &&
    relative !== ".." &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
};

function real(folder: string): string {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}

/**
 * Creates a file that only this user can read unless `mode` says else, and its missing folders. Never follows a link,
 * never writes over a file unless `overwrite`, then by renaming over it. Throws FILE_EXISTS, FILE_UNSAFE or FILE_UNREADABLE.
 * Returns the real path written.
 */
export function createFile(
  file: string,
  bytes: Uint8Array,
  options: { readonly roots: readonly string[]; readonly overwrite: boolean; readonly mode?: number },
): string {
  const target = safePath(file, options.roots);
  if (target instanceof Failure) throw target;
  try {
    makeFolder(target);
    if (!options.overwrite) writeNew(target, bytes, options.mode);
    else {
      const beside = path.join(path.dirname(target), `.secrets-action-${randomUuid()}`);
      writeNew(beside, bytes, options.mode);
      try {
        fs.renameSync(beside, target);
      } catch (error) {
        fs.rmSync(beside, { force: true });
        throw error;
      }
    }
    return target;
  } catch (error) {
    throw fileFailure(error, file, "FILE_UNREADABLE");
  }
}

/** Makes the folders of a path that `safePath` gave. Throws FILE_UNSAFE where they are others than a moment ago. */
export function makeFolder(target: string): void {
  const folder = path.dirname(target);
  fs.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if (!isSameFolder(fs.realpathSync.native(folder), folder))
    throw new Failure("FILE_UNSAFE", "This path cannot be written: it changed while it was looked at.");
}

/** Windows and macOS give back the case that is on disk. */
const isSameFolder = (a: string, b: string): boolean =>
  process.platform === "linux" ? a === b : a.toLowerCase() === b.toLowerCase();

function writeNew(file: string, bytes: Uint8Array, mode?: number): void {
  const fd = fs.openSync(
    file,
    fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | NOFOLLOW,
    FILE_MODE,
  );
  let done = false;
  try {
    // By its descriptor: at its path there may be something else by now.
    if (mode !== undefined) fs.fchmodSync(fd, mode);
    for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
    done = true;
  } finally {
    fs.closeSync(fd);
    if (!done) fs.rmSync(file, { force: true });
  }
}

function fileFailure(error: unknown, file: string, code: FailureCode): Failure {
  if (error instanceof Failure) return error;
  const system = (error as { code?: unknown } | null)?.code;
  const reason = typeof system === "string" && /^[A-Z]+$/.test(system) ? system : "unknown";
  const at = { file };
  if (reason === "ENOENT") return new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, { at });
  if (reason === "EEXIST")
    return new Failure("FILE_EXISTS", `${file} exists already.`, { at, fix: "overwrite: true" });
  return new Failure(code, `${file} cannot be opened (${reason}).`, { at });
}
