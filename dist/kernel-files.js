const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { F as Failure } from "./report-failure.js";
const FILE_MODE = 384;
const FOLDER_MODE = 448;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const RESERVED_FOLDERS = /* @__PURE__ */ new Set([".git", ".github"]);
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const NONBLOCK = fs.constants.O_NONBLOCK ?? 0;
function readBounded(file, maxBytes) {
  let fd;
  try {
    const realPath = fs.realpathSync.native(file);
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
    if (fd !== void 0) fs.closeSync(fd);
  }
}
function readAll(fd, expected, maxBytes) {
  let buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (; ; ) {
    const count = fs.readSync(fd, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > maxBytes) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}
function safePath(file, roots, platform = process.platform) {
  const refuse = (why) => new Failure("FILE_UNSAFE", `This path cannot be written: ${why}.`, {
    fix: "Name a file below the workspace or RUNNER_TEMP."
  });
  const parts = file.split(platform === "win32" ? /[\\/]/ : "/");
  if (file === "" || file.includes("\0")) return refuse("it is empty or holds a NUL character");
  if (parts.includes("..")) return refuse("it holds ..");
  const name = parts.at(-1);
  if (name === "" || name === ".") return refuse("it names a folder");
  const [first] = roots;
  if (first === void 0) return refuse("there is no folder to write below");
  const absolute = path.resolve(first, file);
  const root = roots.find((candidate) => isBelow(absolute, path.resolve(candidate))) ?? roots.find((candidate) => isBelow(absolute, real(candidate)));
  if (root === void 0) return refuse("it lies outside the workspace and RUNNER_TEMP");
  const base = isBelow(absolute, path.resolve(root)) ? path.resolve(root) : real(root);
  const inside = path.relative(base, absolute).split(path.sep);
  if (inside.some((part) => RESERVED_FOLDERS.has(part.toLowerCase())))
    return refuse("it lies in a folder of git or GitHub");
  if (inside.some((part) => DEVICE.test(part))) return refuse("it holds the name of a Windows device");
  if (platform === "win32" && inside.some((part) => /[. ]$|[:<>"|?*]/.test(part)))
    return refuse("it holds characters that Windows changes");
  let current = real(base);
  for (const [i, part] of inside.entries()) {
    current = path.join(current, part);
    const stat = fs.lstatSync(current, { throwIfNoEntry: false });
    if (stat === void 0) continue;
    if (stat.isSymbolicLink()) return refuse("a part of it is a symbolic link");
    if (i < inside.length - 1 ? !stat.isDirectory() : !stat.isFile())
      return refuse("a part of it is not what it should be");
  }
  return current;
}
const isBelow = (file, root) => {
  const relative = path.relative(root, file);
  return relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};
function real(folder) {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}
function createFile(file, bytes, options) {
  const target = safePath(file, options.roots);
  if (target instanceof Failure) throw target;
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: FOLDER_MODE });
    if (!isSameFolder(fs.realpathSync.native(path.dirname(target)), path.dirname(target)))
      throw new Failure("FILE_UNSAFE", "This path cannot be written: it changed while it was looked at.");
    if (!options.overwrite) writeNew(target, bytes);
    else {
      const beside = path.join(path.dirname(target), `.secrets-action-${crypto.randomUUID()}`);
      writeNew(beside, bytes);
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
const isSameFolder = (a, b) => process.platform === "linux" ? a === b : a.toLowerCase() === b.toLowerCase();
function writeNew(file, bytes) {
  const fd = fs.openSync(
    file,
    fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | NOFOLLOW,
    FILE_MODE
  );
  let done = false;
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
    done = true;
  } finally {
    fs.closeSync(fd);
    if (!done) fs.rmSync(file, { force: true });
  }
}
function fileFailure(error, file, code) {
  if (error instanceof Failure) return error;
  const system = error?.code;
  const reason = typeof system === "string" && /^[A-Z]+$/.test(system) ? system : "unknown";
  const at = { file };
  if (reason === "ENOENT") return new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, { at });
  if (reason === "EEXIST")
    return new Failure("FILE_EXISTS", `${file} exists already.`, { at, fix: "overwrite: true" });
  return new Failure(code, `${file} cannot be opened (${reason}).`, { at });
}
export {
  createFile as c,
  readBounded as r,
  safePath as s
};
