#!/usr/bin/env -S node --
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
import { B as writeFully, v as printable, F as Failure, D as changeText, E as verbCounts, G as printableJson, H as parseListen, n as isLoopback, I as shownAddress, a as asFailure, J as failureLines, e as formatOf } from "./kernel-base.js";
const fs = lazyBuiltin("node:fs");
const util = lazyBuiltin("node:util");
import { O as APPLY_TABLE, Q as DOCTOR_TABLE, R as LOAD_TABLE, V as VERSION, T as FORMATS, U as TABLE } from "./providers-list.js";
const STDERR = 2;
function terminalRunner(env) {
  const debugging = env["LOG_LEVEL"]?.toUpperCase() === "DEBUG";
  const print2 = (line) => writeFully(STDERR, `${printable(line)}
`);
  const nothing = () => void 0;
  return {
    face: "terminal",
    env,
    event: () => ({ name: "", sha: "", ref: "", repository: "", actor: "", payload: null }),
    workspace: process.cwd(),
    temp: os.tmpdir(),
    debugging,
    info: print2,
    debug: (line) => {
      if (debugging) print2(line);
    },
    group: (title, lines) => [title, ...lines].forEach(print2),
    annotate: (severity, message, at) => {
      const place = at?.file ? `${at.file}${at.line ? `:${at.line}` : ""}: ` : "";
      print2(`${place}${severity}: ${message}`);
    },
    mask: nothing,
    ready: nothing,
    exportVariables: nothing,
    setOutputs: nothing,
    saveState: nothing,
    state: () => "",
    summary: nothing
  };
}
const USAGE$1 = 2;
const REPEATABLE = /* @__PURE__ */ new Set(["lines", "list", "files"]);
const WORDS = {
  lines: "LINE",
  text: "TEXT",
  list: "LIST",
  choice: "WORD",
  boolean: "",
  integer: "NUMBER",
  files: "FILE"
};
const flagsOf = (table) => table.filter((spec) => spec.face !== "action" && spec.secret !== true);
const flagUsage = ({ name, kind }) => `--${name} ${WORDS[kind]}`.trimEnd();
const isRepeatable = ({ kind }) => REPEATABLE.has(kind);
const flagOptions = (table) => Object.fromEntries([
  ...flagsOf(table).map((spec) => [
    spec.name,
    {
      type: spec.kind === "boolean" ? "boolean" : "string",
      ...isRepeatable(spec) ? { multiple: true } : {}
    }
  ]),
  ...table.filter(({ secret }) => secret).map(({ name }) => [name, { type: "string" }])
]);
const secretVariable = (name) => `SECRETS_ACTION_${name.toUpperCase().replaceAll("-", "_")}`;
function flagInputs(values, table, env = {}) {
  const secret = table.find((spec) => spec.secret && values[spec.name] !== void 0);
  if (secret !== void 0)
    throw new Failure(
      "INPUT_INVALID",
      "A credential does not belong on the command line: every user sees arguments.",
      {
        at: { input: secret.name },
        fix: secret.terminal ?? `export ${secretVariable(secret.name)}   # in the environment instead`,
        exit: USAGE$1
      }
    );
  const inputs = {};
  for (const { name } of flagsOf(table)) {
    const value = values[name];
    if (value !== void 0)
      inputs[`INPUT_${name.toUpperCase()}`] = Array.isArray(value) ? value.join("\n") : String(value);
  }
  for (const { name, secret: isSecret } of table) {
    const text2 = isSecret ? env[secretVariable(name)] : void 0;
    if (text2 !== void 0) inputs[`INPUT_${name.toUpperCase()}`] = text2;
  }
  return inputs;
}
function asFlagLine(line, table) {
  const match = /^Fix: ([a-z-]+): ([^|#]+?)( +#.*)?$/.exec(line);
  const spec = flagsOf(table).find(({ name }) => name === match?.[1]);
  if (match === null || spec === void 0) return line;
  const value = spec.kind === "boolean" ? "" : ` ${match[2]}`;
  return `Fix: --${spec.name}${value}${match[3] ?? ""}`;
}
const CONFLICTING = 8;
async function decrypt(options2, parts) {
  const { file } = options2;
  if (options2.inPlace && options2.output !== void 0)
    throw new Failure("INPUT_INVALID", "--in-place and --output exclude each other.", {
      exit: CONFLICTING,
      fix: "Leave one of them out."
    });
  if (options2.inPlace && file === void 0)
    throw new Failure("INPUT_INVALID", "--in-place needs a file, and standard input is none.", {
      exit: CONFLICTING,
      fix: "secrets-action decrypt -i FILE"
    });
  const name = options2.filenameOverride ?? file;
  if (name === void 0 && options2.inputType === void 0)
    throw new Failure("INPUT_INVALID", "Standard input has no name that tells its format.", {
      exit: CONFLICTING,
      fix: "secrets-action decrypt --input-type yaml"
    });
  const input = options2.inputType ?? parts.formatOf(name ?? "");
  const output = options2.outputType ?? input;
  const bytes = parts.read(file);
  const { plain, notices } = await parts.open(bytes, {
    file: name ?? "standard input",
    input,
    output,
    extract: options2.extract,
    ignoreMac: options2.ignoreMac,
    indent: options2.indent
  });
  notices.forEach(parts.warn);
  if (options2.inPlace && file !== void 0) parts.replace(file, plain);
  else if (options2.output !== void 0) parts.replace(options2.output, plain);
  else parts.print(plain);
}
const USAGE = 2;
const usage = (message, fix = "secrets-action --help") => new Failure("INPUT_INVALID", message, { fix, exit: USAGE });
function text(values, name) {
  const value = values[name];
  return typeof value === "string" ? value : void 0;
}
const DIFFERS = 1;
const DIFF_FAILED = 2;
const STDOUT$1 = 1;
const flags = flagsOf(APPLY_TABLE);
const options = { ...flagOptions(APPLY_TABLE), json: { type: "boolean" } };
const APPLY = {
  usage: "apply [--json] [FLAG...]",
  flags,
  options,
  exit: (failure) => failure.exit === USAGE ? USAGE : 1,
  run: async (values, operands, runner) => {
    await applied(values, operands, runner, "apply");
  }
};
const DIFF = {
  usage: "diff [--json] [FLAG...]",
  flags: flags.filter(({ name }) => name !== "dry-run"),
  options,
  exit: () => DIFF_FAILED,
  run: async (values, operands, runner) => {
    const report = await applied({ ...values, "dry-run": true }, operands, runner, "diff");
    const objects = report?.cluster?.objects ?? [];
    if (values["json"] !== true)
      for (const { object, verb, changes } of objects)
        fs.writeSync(STDOUT$1, `${[verb, object, changeText(changes)].join("	").trimEnd()}
`);
    if (objects.some(({ verb }) => verb !== "unchanged")) process.exitCode = DIFFERS;
    runner.info(objects.length === 0 ? "Nothing to apply." : verbCounts(objects));
  }
};
async function applied(values, operands, runner, verb) {
  if (operands.length > 0) throw usage(`${verb} takes flags only.`);
  const given = flagInputs(values, APPLY_TABLE, runner.env);
  const [{ load }, { applyTerminalParts }, { clusterDocument }] = await Promise.all([
    import("./commands-prepare.js").then(function(n) {
      return n.C;
    }),
    import("./entries-apply-terminal.js"),
    import("./commands-prepare.js").then(function(n) {
      return n.E;
    })
  ]);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop.abort());
  let report;
  const quiet = verb === "diff" || values["json"] === true;
  try {
    await load(
      applyTerminalParts(runner, given, quiet, (made) => void (report = made)),
      stop.signal
    );
  } finally {
    if (values["json"] === true && report?.cluster !== void 0)
      fs.writeSync(STDOUT$1, `${printableJson(JSON.stringify(clusterDocument(report.cluster), null, 2))}
`);
  }
  return report;
}
const STDOUT = 1;
const ASKED = "KUBERNETES_EXEC_INFO";
const CLUSTER_TOKEN = {
  usage: "cluster-token --cluster TEXT [FLAG...]",
  flags: flagsOf(APPLY_TABLE),
  options: flagOptions(APPLY_TABLE),
  run: async (values, operands, runner) => {
    if (operands.length > 0) throw usage("cluster-token takes flags only.");
    if (runner.env["GITHUB_ACTIONS"] === "true" && runner.env[ASKED] === void 0) throw seenByAll();
    const given = flagInputs(values, APPLY_TABLE, runner.env);
    const [
      { prepareParts },
      { inMemory },
      { clusterParts },
      { clusterOf },
      { execCredential },
      { together }
    ] = await Promise.all([
      import("./commands-prepare.js").then(function(n) {
        return n.G;
      }),
      import("./commands-prepare.js").then(function(n) {
        return n.F;
      }),
      import("./cluster.js").then(function(n) {
        return n.e;
      }),
      import("./cluster.js").then(function(n) {
        return n.d;
      }),
      import("./cluster.js").then(function(n) {
        return n._;
      }),
      import("./kernel-base.js").then(function(n) {
        return n.W;
      })
    ]);
    const parts = prepareParts(runner, given, inMemory());
    const read = parts.readInputs();
    const [problem, ...problems] = read.problems;
    if (problem !== void 0) throw together([problem, ...problems]);
    const bound = parts.providers(read);
    const inputs = read.providers.get("cluster").values;
    const reference = clusterOf(
      inputs,
      bound.providers.flatMap(({ clusterSchemes }) => clusterSchemes)
    );
    if (reference instanceof Error) throw reference;
    const { signal } = new AbortController();
    try {
      const { login } = clusterParts(runner, { given: read, lines: [], tools: void 0, ...bound });
      const access = await login(reference, inputs, inputs.kubeconfig, signal);
      const bearer = await access.bearer?.(false, signal);
      fs.writeSync(STDOUT, `${execCredential(bearer, access.certificate)}
`);
    } finally {
      await bound.sessions.close(signal);
    }
  }
};
const seenByAll = () => new Failure("INPUT_INVALID", "cluster-token would print a credential into the log of this job.", {
  fix: "export-kubeconfig: true   # kubectl and helm of later steps then ask for it themselves"
});
const DOCTOR = {
  usage: "doctor [--json | --listen HOST:PORT] [FLAG...]",
  flags: flagsOf(DOCTOR_TABLE),
  options: { ...flagOptions(DOCTOR_TABLE), json: { type: "boolean" }, listen: { type: "string" } },
  exit: (failure) => failure.exit === USAGE ? USAGE : 1,
  run: async (values, operands, runner) => {
    if (operands.length > 0) throw usage("doctor takes flags only.");
    const listen = text(values, "listen");
    const address = listen === void 0 ? void 0 : parseListen(listen);
    if (listen !== void 0 && address === void 0)
      throw usage(
        "--listen takes HOST:PORT.",
        "--listen 127.0.0.1:8080   # or [::1]:8080, or 8080 for loopback"
      );
    if (listen !== void 0 && values["json"] === true)
      throw usage("--listen serves JSON: leave --json out.");
    const given = flagInputs(values, DOCTOR_TABLE, runner.env);
    const [{ examine }, { doctorParts }, { inMemory }, health] = await Promise.all([
      import("./commands-doctor.js"),
      import("./entries-doctor-parts.js"),
      import("./commands-prepare.js").then(function(n) {
        return n.F;
      }),
      import("./report-health.js")
    ]);
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop.abort());
    const examined = async (signal, on = runner) => {
      const result = await examine(doctorParts(on, given, inMemory()), signal);
      if (result.kind === "withheld") throw usage(`No secrets here: ${result.why}.`);
      return result.report;
    };
    if (address !== void 0) return serve(runner, examined, address, stop.signal);
    const report = await examined(stop.signal);
    if (values["json"] === true) fs.writeSync(1, health.healthJson(report));
    else {
      const { healthLines } = await import("./report-health-lines.js");
      for (const line of healthLines(report)) runner.info(withFlag(line));
    }
    if (!health.isAllHealthy(report)) process.exitCode = 1;
  }
};
function withFlag(line) {
  const [, indent = "", fix] = /^( +)(Fix: .*)$/.exec(line) ?? [];
  return fix === void 0 ? line : `${indent}${asFlagLine(fix, DOCTOR_TABLE)}`;
}
async function serve(runner, examine, address, signal) {
  const [{ serveHealth }, { healthSamples }, { prometheusText }, { systemClock }] = await Promise.all([
    import("./entries-health-server.js"),
    import("./report-metrics.js"),
    import("./report-prometheus.js"),
    import("./kernel-base.js").then(function(n) {
      return n.X;
    })
  ]);
  if (!isLoopback(address.host))
    runner.annotate(
      "warning",
      `${shownAddress(address)} is reachable from other machines: anyone there sees which providers you have and who you are at them. There is no login; put one in front, or listen at 127.0.0.1.`
    );
  const first = await examine(signal);
  const quiet = { ...runner, info: runner.debug, annotate: (_, message) => runner.debug(message) };
  const metrics = (report) => prometheusText(healthSamples(report));
  const parts = {
    examine: async (aborted) => examine(aborted, quiet),
    metrics,
    clock: systemClock,
    info: runner.info
  };
  const listening = await serveHealth(parts, address, signal, first);
  const at = shownAddress(listening.address);
  runner.info(`listening at http://${at}/secrets/health and http://${at}/metrics`);
  await new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await listening.close();
}
const COLUMNS = 100;
const INDENT = "      ";
function verbHelp({ usage: usage2, flags: flags2 = [] }) {
  const lines = flags2.flatMap((spec) => [
    "",
    `  ${flagUsage(spec)}`,
    ...wrapped(
      [spec.doc, spec.choices && `One of: ${spec.choices.filter((choice) => choice !== "").join(", ")}.`].filter((part) => part).join(" ").replaceAll("`", "")
    )
  ]);
  return `secrets-action ${usage2}
${lines.map((line) => `${line}
`).join("")}`;
}
const generalHelp = (version, verbs) => `secrets-action ${version}

${[...verbs].map(({ usage: usage2 }) => `  secrets-action ${usage2}
`).join("")}
secrets-action VERB --help lists the flags of a verb.
`;
function wrapped(text2) {
  const lines = [];
  let line = "";
  for (const word of text2.split(/\s+/)) {
    if (line !== "" && INDENT.length + line.length + word.length >= COLUMNS) {
      lines.push(INDENT + line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, INDENT + line];
}
const RUN_FAILED = 125;
const FILE_OPTIONS = {
  "in-place": { type: "boolean", short: "i" },
  output: { type: "string" },
  "input-type": { type: "string" },
  "output-type": { type: "string" },
  "filename-override": { type: "string" },
  indent: { type: "string" }
};
const DECRYPT = {
  usage: "decrypt [-i] [--output FILE] [--input-type T] [--output-type T] [--extract PATH] [--ignore-mac] [--filename-override NAME] [FILE]",
  options: { ...FILE_OPTIONS, extract: { type: "string" }, "ignore-mac": { type: "boolean" } },
  run: async (values, operands, runner) => {
    const { decryptParts } = await import("./entries-sops-parts.js");
    await decrypt(
      {
        ...fileOptions(values, operands),
        extract: text(values, "extract"),
        ignoreMac: values["ignore-mac"] === true
      },
      decryptParts(runner)
    );
  }
};
const SELECTORS = [
  "unencrypted-suffix",
  "encrypted-suffix",
  "unencrypted-regex",
  "encrypted-regex",
  "unencrypted-comment-regex",
  "encrypted-comment-regex"
];
const ENCRYPT = {
  usage: `encrypt [-i] [--output FILE] [--age RECIPIENT,\u2026] [--config FILE] [--input-type T] [--output-type T] [--filename-override NAME] [${SELECTORS.map((name) => `--${name} S`).join(" | ")}] [--mac-only-encrypted] [FILE]`,
  options: {
    ...FILE_OPTIONS,
    age: { type: "string", short: "a", multiple: true },
    config: { type: "string" },
    "mac-only-encrypted": { type: "boolean" },
    ...Object.fromEntries(SELECTORS.map((name) => [name, { type: "string" }]))
  },
  run: async (values, operands, runner) => {
    const [{ encrypt }, { encryptParts, listOf }] = await Promise.all([
      import("./commands-encrypt.js"),
      import("./entries-encrypt-parts.js")
    ]);
    const given = SELECTORS.flatMap((name) => {
      const value = text(values, name);
      return value === void 0 ? [] : [[name.replaceAll("-", "_"), value]];
    });
    const age = values["age"];
    await encrypt(
      {
        ...fileOptions(values, operands),
        age: (Array.isArray(age) ? age : []).flatMap((part) => listOf(String(part))),
        config: text(values, "config"),
        selector: Object.fromEntries(given),
        macOnlyEncrypted: values["mac-only-encrypted"] === true
      },
      encryptParts(runner)
    );
  }
};
const KEYGEN = {
  usage: "keygen [-o FILE]",
  options: { output: { type: "string", short: "o" } },
  run: async (values, operands, runner) => {
    if (operands.length > 0) throw usage("keygen takes no file.");
    const { keygen } = await import("./commands-keygen.js");
    const { keygenParts } = await import("./entries-sops-parts.js");
    keygen(text(values, "output"), keygenParts(runner));
  }
};
const LOAD = {
  usage: "load --out FILE [FLAG...]",
  flags: flagsOf(LOAD_TABLE),
  options: { ...flagOptions(LOAD_TABLE), out: { type: "string", short: "o" } },
  exit: (failure) => failure.exit === USAGE ? USAGE : 1,
  run: async (values, operands, runner) => {
    const out = text(values, "out");
    if (out === void 0 || formatOf(out) === void 0)
      throw usage("load needs --out FILE, with a suffix that names a format: .env, .json or .yaml.");
    if (operands.length > 0) throw usage("load takes flags only.");
    const given = flagInputs(values, LOAD_TABLE, runner.env);
    const [{ load }, { loadFileParts }] = await Promise.all([
      import("./commands-prepare.js").then(function(n) {
        return n.C;
      }),
      import("./entries-terminal-parts.js")
    ]);
    await load(loadFileParts(runner, given, out), new AbortController().signal);
  }
};
const RUN = {
  usage: "run [--env-file FILE] [--no-masking] [FLAG...] -- COMMAND [ARGUMENT...]",
  flags: flagsOf(LOAD_TABLE).filter(({ name }) => name !== "dry-run"),
  options: {
    ...flagOptions(LOAD_TABLE),
    "env-file": { type: "string", multiple: true },
    "no-masking": { type: "boolean" }
  },
  exit: (failure) => (failure.code === "COMMAND_FAILED" ? failure.exit : void 0) ?? RUN_FAILED,
  run: async (values, operands, runner) => {
    const [command, ...args] = operands;
    if (command === void 0) throw usage("run needs a command after --.");
    if (values["dry-run"] !== void 0) throw usage("run has no --dry-run; load --out has.");
    const given = flagInputs(values, LOAD_TABLE, runner.env);
    const [{ run }, { runParts }] = await Promise.all([
      import("./commands-run.js"),
      import("./entries-terminal-parts.js")
    ]);
    const envFiles = values["env-file"];
    const parts = runParts(runner, given, {
      envFiles: Array.isArray(envFiles) ? envFiles.map(String) : [],
      masking: values["no-masking"] !== true
    });
    process.exitCode = await run([command, ...args], parts, new AbortController().signal);
  }
};
const VERBS = /* @__PURE__ */ new Map([
  ["apply", APPLY],
  ["cluster-token", CLUSTER_TOKEN],
  ["decrypt", DECRYPT],
  ["diff", DIFF],
  ["doctor", DOCTOR],
  ["encrypt", ENCRYPT],
  ["keygen", KEYGEN],
  ["load", LOAD],
  ["run", RUN]
]);
const OLDER = /* @__PURE__ */ new Map([
  ["-d", "decrypt"],
  ["--decrypt", "decrypt"],
  ["-e", "encrypt"],
  ["--encrypt", "encrypt"]
]);
async function runVerb(args, runner) {
  let verb;
  try {
    const [given = "--help", ...rest] = args;
    if (given === "--version" || given === "-v") return print(`secrets-action ${VERSION}
`);
    if (given === "--help" || given === "-h" || given === "help")
      return print(generalHelp(VERSION, VERBS.values()));
    const name = OLDER.get(given) ?? given;
    verb = VERBS.get(name);
    if (verb === void 0) throw usage("There is no such verb.");
    const dashes = rest.indexOf("--");
    const flags2 = dashes === -1 ? rest : rest.slice(0, dashes);
    const after = dashes === -1 ? [] : rest.slice(dashes + 1);
    if (flags2.includes("--help")) return print(verbHelp(verb));
    let parsed;
    try {
      parsed = util.parseArgs({
        args: flags2,
        options: verb.options,
        allowPositionals: true,
        strict: true
      });
    } catch {
      throw new Failure("INPUT_INVALID", `An argument of ${name} is unknown, or lacks its value.`, {
        fix: `secrets-action ${verb.flags === void 0 ? verb.usage : `${name} --help`}`,
        exit: USAGE
      });
    }
    await verb.run(parsed.values, [...parsed.positionals, ...after], runner);
  } catch (error) {
    if (error.code === "EPIPE") return;
    const failure = asFailure(error);
    for (const line of failureLines(failure))
      runner.info(verb?.exit === void 0 ? line : asFlagLine(line, TABLE));
    process.exitCode = verb?.exit?.(failure) ?? failure.exit ?? 1;
  }
}
const print = (line) => void fs.writeSync(1, line);
function formatNamed(name) {
  return FORMATS.find((format) => format === name);
}
function fileOptions(values, operands) {
  if (operands.length > 1) throw usage("More than one file was named.");
  const indent = text(values, "indent");
  if (indent !== void 0 && !/^\d{1,2}$/.test(indent)) throw usage("--indent takes a number of spaces.");
  return {
    file: operands[0] === "-" ? void 0 : operands[0],
    inputType: formatNamed(text(values, "input-type")),
    outputType: formatNamed(text(values, "output-type")),
    inPlace: values["in-place"] === true,
    output: text(values, "output"),
    filenameOverride: text(values, "filename-override"),
    indent: indent === void 0 ? void 0 : Number(indent)
  };
}
void runVerb(process.argv.slice(2), terminalRunner(process.env));
