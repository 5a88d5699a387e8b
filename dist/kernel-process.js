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
const childProcess = lazyBuiltin("node:child_process");
const TIMEOUT_MS = 3e4;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
function runQuietly(file, args, env, cwd) {
  const result = childProcess.spawnSync(file, args, {
    env: { ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
    ...cwd === void 0 ? {} : { cwd }
  });
  return { status: result.status, stdout: result.stdout ?? Buffer.alloc(0) };
}
function splitWords(line) {
  const words = [];
  let word;
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote === "'") {
      if (char === "'") quote = "";
      else word += char;
    } else if (char === "\\" && i + 1 < line.length) {
      const next = line.charAt(++i);
      word = (word ?? "") + (quote === '"' && !'"\\$`'.includes(next) ? char + next : next);
    } else if (char === quote) {
      quote = "";
    } else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      word ??= "";
    } else if (quote === "" && /\s/.test(char)) {
      if (word !== void 0) words.push(word);
      word = void 0;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote !== "") return void 0;
  return word === void 0 ? words : [...words, word];
}
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"];
function runInForeground(options) {
  return new Promise((resolve, reject) => {
    const failed = (error) => {
      const code = error?.code;
      resolve({ kind: "failed", code: typeof code === "string" ? code : "unknown" });
    };
    let child;
    try {
      child = childProcess.spawn(options.file, options.args, {
        env: { ...options.env },
        stdio: ["inherit", options.stdout ? "pipe" : "inherit", options.stderr ? "pipe" : "inherit"]
      });
    } catch (error) {
      return failed(error);
    }
    const pass = (signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, pass);
    const filtered = [];
    if (child.stdout && options.stdout) filtered.push(options.stdout(child.stdout));
    if (child.stderr && options.stderr) filtered.push(options.stderr(child.stderr));
    child.on("error", failed);
    child.on("close", (status, signal) => {
      for (const name of PASSED_ON) process.off(name, pass);
      Promise.all(filtered).then(
        () => resolve(signal === null ? { kind: "exited", status: status ?? 1 } : { kind: "signalled", signal }),
        reject
      );
    });
  });
}
export {
  runQuietly as a,
  runInForeground as r,
  splitWords as s
};
