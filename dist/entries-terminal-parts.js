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
const os = lazyBuiltin("node:os");
const path = lazyBuiltin("node:path");
import { F as Failure, S as Secret, i as systemClock, a2 as runInForeground } from "./kernel-base.js";
import { a6 as OUR_SCHEMES, j as parseReference } from "./providers-list.js";
import { w as writeFiles, t as prepareParts, v as maskValues, x as plan, y as readConfig, z as inMemory } from "./commands-prepare.js";
import { a as MaskStream, M as MaskAutomaton } from "./kernel-mask-stream.js";
const LINE = /^(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(.*)$/;
const ESCAPES = { n: "\n", r: "\r", t: "	" };
function parseEnvFile(text, file, schemes) {
  const lines = [];
  const plain = [];
  const problems = [];
  for (const [i, raw] of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).entries()) {
    const content = raw.trim();
    if (content === "" || content.startsWith("#")) continue;
    const at = { file, line: i + 1 };
    const match = LINE.exec(content);
    const value = match === null ? void 0 : valueOf(match[2]);
    if (match === null || value === void 0) {
      problems.push(
        new Failure("REFERENCE_INVALID", "This line is not NAME=VALUE, or a quote is not closed.", {
          at,
          fix: "MONGO_URL=sops://app.enc.yaml#mongo_url"
        })
      );
      continue;
    }
    const name = match[1];
    const scheme = /^(ref\+)?([a-z][a-z0-9.-]*):\/\//.exec(value);
    if (scheme === null || !(scheme[1] !== void 0 || OUR_SCHEMES.has(scheme[2]) || schemes.has(scheme[2]))) {
      const common = { destinations: [], file, spelledOut: false, source: "env file", envInChain: false };
      plain.push({ ...common, name, value: Secret.of(value), public: true, line: i + 1, plain: true });
      continue;
    }
    const source = parseReference(value, schemes);
    if (source instanceof Failure) {
      const fix = source.fix === void 0 ? {} : { fix: source.fix };
      problems.push(new Failure(source.code, `${name}: ${source.message}`, { at, ...fix }));
      continue;
    }
    const rest = { wildcard: false, optional: false, decode: void 0, fallback: void 0, public: false };
    lines.push({ line: { name, source, ...rest, destinations: [], line: i + 1 }, file });
  }
  return { lines, plain, problems };
}
function valueOf(text) {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.replace(/(?:^|[ \t]+)#.*$/, "").trimEnd();
  const closed = quote === "'" ? /^'([^']*)'[ \t]*(?:#.*)?$/ : /^"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$/;
  const inner = closed.exec(text)?.[1];
  if (inner === void 0 || quote === "'") return inner;
  return inner.replace(
    /\\(.)/g,
    (whole, char) => ESCAPES[char] ?? ('"\\$`'.includes(char) ? char : whole)
  );
}
const IDLE_MS = 50;
function maskedPipe(source, target, automaton) {
  const masker = new MaskStream(automaton);
  let timer;
  const write = (bytes) => {
    if (bytes.length === 0 || target.destroyed || target.write(bytes)) return;
    source.pause();
    target.once("drain", () => source.resume());
  };
  return new Promise((resolve) => {
    target.on("error", () => source.destroy());
    source.on("error", () => source.destroy());
    source.on("data", (chunk) => {
      clearTimeout(timer);
      write(masker.push(chunk));
      if (masker.held > 0) timer = setTimeout(() => write(masker.idle()), IDLE_MS);
    });
    source.on("end", () => write(masker.finish()));
    source.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
const SIGNALLED = 128;
function loadFileParts(terminal, given, out) {
  const file = path.resolve(terminal.workspace, out);
  const runner = { ...terminal, temp: path.dirname(file) };
  const roots = [runner.workspace, runner.temp];
  const keeper = inMemory();
  untilSignal(() => undoKept(runner, keeper, new AbortController().signal));
  return {
    // What the file holds a lease of ends with the token; only a run that fails undoes it before.
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "file", "INPUT_EXPORT-FILE": file }, keeper),
    abandon: (signal) => undoKept(runner, keeper, signal),
    plan: planOfOne("load --out"),
    clock: systemClock,
    mask: async () => ({ forms: 0, notices: [] }),
    effects: (planned, overwrite) => void writeFiles(planned.files, { roots, overwrite }),
    document: () => "",
    summary: () => ""
  };
}
function runParts(terminal, given, options) {
  const keys = [];
  const runner = { ...terminal, mask: (forms) => void keys.push(...forms) };
  const { envFiles } = options;
  const keeper = inMemory();
  const abandon = (signal) => undoKept(runner, keeper, signal);
  const started = untilSignal(() => abandon(new AbortController().signal));
  return {
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "env" }, keeper),
    abandon,
    ...envFiles.length > 0 ? { extra: (schemes) => readEnvFiles(runner.workspace, envFiles, schemes) } : {},
    plan: planOfOne("run"),
    start: async ([file, ...args], variables, values, min) => {
      const streams = [process.stdout, process.stderr].map((stream) => options.masking && !stream.isTTY);
      let automaton;
      if (streams.includes(true)) {
        const { forms, notices } = await maskValues(values, min);
        for (const notice of notices) runner.info(`note: ${notice}`);
        automaton = new MaskAutomaton([...forms, ...keys]);
      }
      const through = (isMasked, target) => isMasked && automaton ? (source) => maskedPipe(source, target, automaton) : void 0;
      started();
      try {
        return await runInForeground({
          file,
          args,
          env: { ...runner.env, ...revealed(variables) },
          stdout: through(streams[0], process.stdout),
          stderr: through(streams[1], process.stderr)
        });
      } finally {
        await abandon(new AbortController().signal);
      }
    },
    signalNumber: (signal) => os.constants.signals[signal]
  };
}
const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"];
function untilSignal(undo) {
  const end = (signal) => {
    stop();
    void undo().finally(() => process.exit(SIGNALLED + os.constants.signals[signal]));
  };
  const stop = () => ENDING.forEach((signal) => void process.off(signal, end));
  for (const signal of ENDING) process.on(signal, end);
  return stop;
}
async function undoKept(runner, keeper, signal) {
  const { ca, left } = keeper.left();
  if (left.length === 0) return;
  const [{ shown, undoAll }, { undoing }] = await Promise.all([
    import("./kernel-base.js").then(function(n) {
      return n.a7;
    }),
    import("./entries-undo-parts.js")
  ]);
  const stop = signal.aborted ? new AbortController().signal : signal;
  for (const line of await undoAll(
    left,
    undoing(runner, () => ca),
    stop
  )) {
    if (typeof line === "string") runner.debug(line);
    else runner.annotate("warning", shown(line));
  }
}
const revealed = (variables) => Object.fromEntries([...variables].map(([name, value]) => [name, value.reveal() ?? ""]));
const planOfOne = (verb) => (entries, settings) => {
  const files = entries.filter(({ destinations }) => destinations.some(({ kind }) => kind === "file"));
  if (files.length === 0)
    return plan(
      entries.map((entry) => ({ ...entry, destinations: [] })),
      settings
    );
  return {
    problems: files.map(
      ({ name, file, line }) => new Failure(
        "INPUT_INVALID",
        `${name}: \`as file\` has no place in ${verb}: nothing would remove the file.`,
        {
          at: { ...file === void 0 ? { input: "secrets" } : { file }, line },
          fix: "Name the line without `as file`, or leave it out, in a --config of your own."
        }
      )
    )
  };
};
function readEnvFiles(folder, files, schemes) {
  const read = files.map((file) => {
    const text = readConfig(path.resolve(folder, file), file);
    if (text !== void 0) return parseEnvFile(text, file, schemes);
    const missing = new Failure("FILE_NOT_FOUND", "There is no such env file.", {
      at: { file },
      fix: "Check the path; a relative one counts from the working directory."
    });
    return { lines: [], plain: [], problems: [missing] };
  });
  return {
    lines: read.flatMap(({ lines }) => lines),
    plain: read.flatMap(({ plain }) => plain),
    problems: read.flatMap(({ problems }) => problems)
  };
}
export {
  loadFileParts,
  runParts,
  undoKept
};
