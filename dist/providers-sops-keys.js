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
const fs = lazyBuiltin("node:fs");
const os = lazyBuiltin("node:os");
const path = lazyBuiltin("node:path");
import { F as Failure } from "./report-failure.js";
import { b as splitWords, a as runQuietly } from "./kernel-process.js";
import { p as parseAgeKeys } from "./sops-age.js";
const MAX_KEY_FILE_BYTES = 1024 * 1024;
function environmentKeys(env, defaults) {
  const sources = [];
  const text = env["SOPS_AGE_KEY"];
  if (text) sources.push({ name: "SOPS_AGE_KEY", text });
  const file = env["SOPS_AGE_KEY_FILE"];
  if (file) sources.push(fileKeys(file, "SOPS_AGE_KEY_FILE"));
  const line = env["SOPS_AGE_KEY_CMD"];
  if (line) sources.push({ name: "SOPS_AGE_KEY_CMD", text: commandKeys(line, env) });
  const usual = defaultKeyFile(env);
  if (usual !== void 0 && fs.existsSync(usual)) sources.push(fileKeys(usual, "keys.txt"));
  return sources;
}
function fileKeys(file, name) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === void 0)
    throw new Failure("FILE_NOT_FOUND", `There is no key file at the path of ${name}.`, {
      fix: "age-keygen -o keys.txt"
    });
  if (!stat.isFile() || stat.size > MAX_KEY_FILE_BYTES)
    throw new Failure(
      "FILE_UNREADABLE",
      `The key file of ${name} is no regular file, or larger than 1 MiB.`,
      { fix: "age-keygen -o keys.txt" }
    );
  return { name, text: fs.readFileSync(file, "utf8") };
}
function commandKeys(line, env) {
  const [program, ...args] = splitWords(line) ?? [];
  const ran = program === void 0 ? void 0 : runQuietly(program, args, env);
  if (ran?.status !== 0)
    throw new Failure("AGE_KEY_INVALID", "The command of SOPS_AGE_KEY_CMD did not end well.", {
      fix: "SOPS_AGE_KEY_CMD is run without a shell: name a program and its arguments."
    });
  return ran.stdout.toString("utf8");
}
function defaultKeyFile(env) {
  const home = os.homedir();
  const folder = process.platform === "win32" ? env["APPDATA"] : env["XDG_CONFIG_HOME"] || path.join(home, process.platform === "darwin" ? "Library/Application Support" : ".config");
  return folder ? path.join(folder, "sops", "age", "keys.txt") : void 0;
}
function identitiesOf(sources) {
  const parsed = sources.map((source) => parseAgeKeys(source.text, source.name));
  return {
    identities: parsed.flatMap(({ identities }) => identities),
    warnings: parsed.flatMap(({ warnings }) => warnings)
  };
}
export {
  environmentKeys,
  fileKeys,
  identitiesOf
};
