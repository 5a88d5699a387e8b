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
import { F as Failure, i as systemClock, Q as writeFully } from "./kernel-base.js";
import { i as identitiesOf, e as environmentKeys, d as decrypt, s as storeOf, g as generateIdentity } from "./providers-sops-keys.js";
import { a5 as formatOf } from "./providers-list.js";
const BAD_PATH = 91;
const NOT_THERE = 1;
const PART = /\[(?:"([^"]*)"|'([^']*)'|(\d+))\]/y;
function extract(documents, path2, store, options) {
  let node = documents[0];
  for (const part of partsOf(path2)) {
    if (node?.kind === "map" && typeof part === "string")
      node = node.items.flatMap((item) => "key" in item && item.key === part ? [item.value] : [])[0];
    else if (node?.kind === "list" && typeof part === "number") node = node.items[part];
    else node = void 0;
    if (node === void 0)
      throw new Failure("FIELD_NOT_FOUND", "The path of --extract leads to nothing in the file.", {
        exit: NOT_THERE,
        fix: `--extract '["database"]["url"]'`
      });
  }
  if (node?.kind === "str") return Buffer.from(node.value, "utf8");
  if (node?.kind === "bytes") return node.value;
  return store.writeValue(node, options);
}
function partsOf(path2) {
  const parts = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < path2.length) {
    const match = PART.exec(path2);
    if (match === null)
      throw new Failure("INPUT_INVALID", 'The path of --extract is not of the form ["key"][0].', {
        exit: BAD_PATH,
        fix: `--extract '["database"]["url"]'`
      });
    parts.push(match[3] === void 0 ? match[1] ?? match[2] ?? "" : Number(match[3]));
  }
  return parts;
}
const STDOUT = 1;
const STDIN = 0;
const NO_FILE = 100;
const CANNOT_WRITE = 3;
function decryptParts(runner) {
  return {
    read: readInput,
    formatOf,
    open: async (bytes, options) => {
      const keys = identitiesOf(environmentKeys(runner.env, true));
      const opened = await decrypt({
        bytes,
        format: options.input,
        file: options.file,
        identities: keys.identities,
        ignoreMac: options.ignoreMac
      });
      const store = storeOf(options.output);
      const indent = options.indent === void 0 ? {} : { indent: options.indent };
      const plain = options.extract === void 0 ? store.writePlain(opened.documents, indent) : extract(opened.documents, options.extract, store, indent);
      return { plain, notices: [...keys.warnings, ...opened.notices] };
    },
    replace,
    print: printBytes,
    warn: runner.info
  };
}
function keygenParts(runner) {
  return {
    clock: systemClock,
    generate: generateIdentity,
    create: (file, text) => {
      if (fs.existsSync(file))
        throw new Failure(
          "FILE_EXISTS",
          "There is already a file of that name, and a key is never overwritten.",
          { at: { file }, fix: "keygen -o ANOTHER" }
        );
      fs.writeFileSync(file, text, { mode: 384, flag: "wx" });
    },
    print: (text) => writeFully(STDOUT, text),
    say: runner.info
  };
}
function readInput(file) {
  if (file === void 0) return fs.readFileSync(STDIN);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file.", {
      at: { file },
      exit: NO_FILE,
      fix: "Check the path; a relative one counts from the working directory."
    });
  return fs.readFileSync(file);
}
function replace(file, bytes) {
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 384;
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${crypto.randomUUID()}`);
  try {
    fs.writeFileSync(beside, bytes, { mode: mode & 511, flag: "wx" });
    fs.renameSync(beside, file);
  } catch {
    fs.rmSync(beside, { force: true });
    throw new Failure("FILE_UNREADABLE", "The file could not be written.", {
      at: { file },
      exit: CANNOT_WRITE,
      fix: "Check the folder's permissions and free space."
    });
  }
}
const printBytes = (bytes) => writeFully(STDOUT, bytes);
export {
  decryptParts,
  keygenParts,
  printBytes,
  readInput,
  replace
};
