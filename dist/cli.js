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
import { Q as writeFully, y as printable, F as Failure, R as changeText, T as verbCounts, I as printableJson, U as parseListen, o as isLoopback, V as shownAddress, a as asFailure, i as systemClock, W as failureLines, g as formatOf } from "./kernel-base.js";
const fs = lazyBuiltin("node:fs");
const require$$0 = lazyBuiltin("node:util");
import { s as shellWord } from "./kernel-shell-word.js";
import { X as APPLY_TABLE, Y as DOCTOR_TABLE, Z as SIGN_TABLE, _ as VERIFY_TABLE, $ as SCAN_TABLE, e as SCAN_INPUTS, a0 as LOAD_TABLE, V as VERSION, a1 as TABLE, a2 as FORMATS } from "./providers-list.js";
const path = lazyBuiltin("node:path");
import { a as readInputs } from "./commands-prepare.js";
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
const flagsOf = (table2) => table2.filter((spec) => spec.face !== "action" && spec.secret !== true);
const flagUsage = ({ name, kind }) => `--${name} ${WORDS[kind]}`.trimEnd();
const isRepeatable = ({ kind }) => REPEATABLE.has(kind);
const flagOptions = (table2) => Object.fromEntries([
  ...flagsOf(table2).map((spec) => [
    spec.name,
    {
      type: spec.kind === "boolean" ? "boolean" : "string",
      ...isRepeatable(spec) ? { multiple: true } : {}
    }
  ]),
  ...table2.filter(({ secret }) => secret).map(({ name }) => [name, { type: "string" }])
]);
const secretVariable = (name) => `SECRETS_ACTION_${name.toUpperCase().replaceAll("-", "_")}`;
function flagInputs(values, table2, env = {}) {
  const secret = table2.find((spec) => spec.secret && values[spec.name] !== void 0);
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
  for (const { name } of flagsOf(table2)) {
    const value = values[name];
    if (value !== void 0)
      inputs[`INPUT_${name.toUpperCase()}`] = Array.isArray(value) ? value.join("\n") : String(value);
  }
  for (const { name, secret: isSecret } of table2) {
    const text2 = isSecret ? env[secretVariable(name)] : void 0;
    if (text2 !== void 0) inputs[`INPUT_${name.toUpperCase()}`] = text2;
  }
  return inputs;
}
function asFlagLine(line, table2) {
  const match = /^(Fix: | {5})([a-z-]+): ([^|#]+?)( +#.*)?$/.exec(line);
  const spec = flagsOf(table2).find(({ name }) => name === match?.[2]);
  if (match === null || spec === void 0) return line;
  const [, before, , value = "", comment = ""] = match;
  const between = value.startsWith("-") ? "=" : " ";
  return `${before}--${spec.name}${spec.kind === "boolean" ? "" : `${between}${shellWord(value)}`}${comment}`;
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
const STDOUT$4 = 1;
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
        fs.writeSync(STDOUT$4, `${[verb, object, changeText(changes)].join("	").trimEnd()}
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
      return n.F;
    }),
    import("./entries-apply-terminal.js"),
    import("./commands-prepare.js").then(function(n) {
      return n.H;
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
      fs.writeSync(STDOUT$4, `${printableJson(JSON.stringify(clusterDocument(report.cluster), null, 2))}
`);
  }
  return report;
}
const STDOUT$3 = 1;
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
        return n.L;
      }),
      import("./commands-prepare.js").then(function(n) {
        return n.J;
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
        return n.a4;
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
      fs.writeSync(STDOUT$3, `${execCredential(bearer, access.certificate)}
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
        return n.J;
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
  const [{ serveHealth }, { healthSamples }, { prometheusText }, { systemClock: systemClock2 }] = await Promise.all([
    import("./entries-health-server.js"),
    import("./report-metrics.js"),
    import("./report-prometheus.js"),
    import("./kernel-base.js").then(function(n) {
      return n.a6;
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
    clock: systemClock2,
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
const UNQUOTABLE = /["\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const WILD = /[*?[\]{}\\!]/g;
function wordOf(operand, folder) {
  if (operand === "-") return operand;
  if (UNQUOTABLE.test(operand))
    throw usage(
      "A name holds a double quote, a control character or an invisible one.",
      "mv FILE another-name"
    );
  const isFile = fs.lstatSync(path.resolve(folder, operand), { throwIfNoEntry: false })?.isFile() ?? false;
  return `"${isFile && path.sep === "/" ? operand.replace(WILD, "\\$&") : operand}"`;
}
function linesOf(given, more) {
  const lines = [...given === void 0 ? [] : [given], ...more];
  return lines.length === 0 ? void 0 : lines.join("\n");
}
const IDENTITY_TOKEN = {
  name: "identity-token",
  kind: "text",
  doc: "A file with the identity token to sign as, for the audience `sigstore`; `-` is standard input. Default: the token service of the job that this runs in. Nothing else is tried."
};
const SIGN_OWN = [
  {
    name: "as",
    kind: "text",
    doc: "What standard input (`-`) is called: `app.tgz`. Its bundle is `app.tgz.sigstore.json`."
  },
  IDENTITY_TOKEN
];
const ATTEST_OWN = [
  {
    name: "type",
    kind: "text",
    doc: "What is stated about the subjects, as cosign names it (`provenance`, `spdxjson`, `cyclonedx`, `openvex`) or as a URI."
  },
  {
    name: "predicate",
    kind: "text",
    doc: "The file with the statement's predicate. `--type provenance` needs none."
  },
  IDENTITY_TOKEN
];
const VERIFY_OWN = [
  {
    name: "has",
    kind: "list",
    doc: "What each SUBJECT must have: `signature` (the default), a type as cosign names it, or a URI."
  }
];
const SIGNS = /* @__PURE__ */ new Set(["sign", "file-format", "legacy-files", "publish"]);
const SIGN_FLAGS = flagsOf(SIGN_TABLE);
const ATTEST_FLAGS = SIGN_FLAGS.filter(({ name }) => !SIGNS.has(name));
const VERIFY_FLAGS = flagsOf(VERIFY_TABLE);
const SIGNALLED$1 = 128;
const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"];
async function stoppable(run) {
  const stop = new AbortController();
  let exit;
  const end = (signal) => {
    exit = SIGNALLED$1 + os.constants.signals[signal];
    if (stop.signal.aborted) process.exit(exit);
    stop.abort();
  };
  for (const signal of STOPPING) process.on(signal, end);
  try {
    await run(stop.signal);
  } catch (error) {
    throw exit === void 0 ? error : stopped(asFailure(error), exit);
  } finally {
    for (const signal of STOPPING) process.off(signal, end);
  }
}
function stopped({ code, message, at, fix, requestId, all }, exit) {
  if (code === "INTERNAL") return new Failure("COMMAND_FAILED", "It was stopped by a signal.", { exit });
  return new Failure(code, message, {
    exit,
    requestId,
    all,
    ...at === void 0 ? {} : { at },
    ...fix === void 0 ? {} : { fix }
  });
}
const stoppableExit = ({ exit }) => exit !== void 0 && (exit === USAGE || exit > SIGNALLED$1) ? exit : 1;
const STDOUT$2 = 1;
const TYPE = /^[^\s"#,]+$/;
const optionsOf = (own) => ({
  ...flagOptions(SIGN_TABLE),
  ...flagOptions(own),
  json: { type: "boolean" }
});
const SIGN = {
  usage: "sign [--json] [--as NAME] [--identity-token FILE] [FLAG...] FILE|PATTERN|oci://IMAGE|-...",
  flags: [...SIGN_OWN, ...SIGN_FLAGS],
  options: optionsOf(SIGN_OWN),
  exit: stoppableExit,
  run: async (values, operands, runner) => {
    const name = text(values, "as");
    const piped = operands.filter((operand) => operand === "-").length;
    if (piped > 1) throw usage("Standard input can be read only once.");
    if (piped === 1 !== (name !== void 0))
      throw usage(
        "Standard input needs a name, and nothing else takes one.",
        "secrets-action sign - --as app.tgz"
      );
    const lines = operands.map((operand) => {
      const word = wordOf(operand, runner.workspace);
      return word === "-" ? `- = ${wordOf(name, "/")}` : word;
    });
    await signed(runner, values, { sign: lines, attest: [] }, piped > 0);
  }
};
const ATTEST = {
  usage: "attest [--json] [--type TYPE [--predicate FILE] SUBJECT...] [--identity-token FILE] [FLAG...]",
  flags: [...ATTEST_OWN, ...ATTEST_FLAGS],
  options: optionsOf(ATTEST_OWN),
  exit: stoppableExit,
  run: async (values, operands, runner) => {
    const type = text(values, "type");
    const predicate = text(values, "predicate");
    const example = "secrets-action attest --type spdxjson --predicate app.spdx.json app.tgz";
    if (operands.length > 0 !== (type !== void 0) || predicate !== void 0 && type === void 0)
      throw usage("A SUBJECT needs --type, and these two need each other.", example);
    if (type !== void 0 && !TYPE.test(type))
      throw usage("--type is one of cosign's names, or a URI.", example);
    if (operands.includes("-"))
      throw usage("A statement is about a file or an image, not standard input.", example);
    const file = predicate === void 0 ? "" : ` = ${wordOf(predicate, "/")}`;
    const subjects = operands.map((operand) => wordOf(operand, runner.workspace)).join(", ");
    await signed(
      runner,
      values,
      { sign: [], attest: type === void 0 ? [] : [`${type}${file} for ${subjects}`] },
      false
    );
  }
};
async function signed(runner, values, more, readsStdin) {
  const given = flagInputs(values, SIGN_TABLE, runner.env);
  for (const [name, lines] of [
    ["SIGN", more.sign],
    ["ATTEST", more.attest]
  ]) {
    const all = linesOf(given[`INPUT_${name}`], lines);
    if (all !== void 0) given[`INPUT_${name}`] = all;
  }
  const identityToken = text(values, "identity-token");
  if (identityToken !== void 0 && await isToken(identityToken))
    throw usage(
      "A credential does not belong on the command line: every user sees arguments.",
      "--identity-token FILE   # or - for standard input"
    );
  if (identityToken === "-" && readsStdin) throw usage("Standard input can be read only once.");
  if (["SIGN", "ATTEST", "PUBLISH"].every((name) => (given[`INPUT_${name}`] ?? "") === ""))
    throw usage("Nothing was named that is to be signed.");
  const json = values["json"] === true;
  const [{ load }, { signTerminalParts }, { signingDocument }] = await Promise.all([
    import("./commands-prepare.js").then(function(n) {
      return n.F;
    }),
    import("./entries-sign-terminal.js"),
    import("./kernel-base.js").then(function(n) {
      return n.a5;
    })
  ]);
  let report;
  try {
    await stoppable(async (signal) => {
      const options2 = { quiet: json, identityToken, made: (one) => void (report = one) };
      await load(signTerminalParts(runner, given, options2, signal), signal);
    });
  } finally {
    const facts = report?.signing;
    if (json && facts !== void 0)
      fs.writeSync(STDOUT$2, `${printableJson(JSON.stringify(signingDocument(facts), null, 2))}
`);
  }
}
async function isToken(source) {
  const { isJwt } = await import("./kernel-http-client.js").then(function(n) {
    return n.e;
  });
  return isJwt(source.trim());
}
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MS_PER_DAY = 864e5;
const DEFAULT_DAYS = 180;
function baselineOf(values) {
  const file = text(values, "baseline");
  const [reason, owner, expires] = [text(values, "reason"), text(values, "owner"), text(values, "expires")];
  if (file === void 0) {
    if (reason !== void 0 || owner !== void 0 || expires !== void 0)
      throw usage("--reason, --owner and --expires go with --baseline.");
    return void 0;
  }
  if (!reason || !owner)
    throw usage(
      "--baseline needs a reason and an owner: who comes later has to know why.",
      `secrets-action scan --baseline ${file} --reason "test keys" --owner platform .`
    );
  const now = systemClock.now();
  const dayOf = (ms) => new Date(ms).toISOString().slice(0, "2026-11-24".length);
  const until = expires ?? dayOf(now + DEFAULT_DAYS * MS_PER_DAY);
  const isDay = DAY.test(until) && dayOf(Date.parse(until) || 0) === until;
  if (!isDay) throw usage("--expires takes a day: 2027-05-24.");
  const found = [];
  return {
    seen: (finding) => void found.push(finding),
    write: async () => {
      const [{ readSuppressions }, { writeSuppressions }] = await Promise.all([
        import("./scanning.js").then(function(n) {
          return n.o;
        }),
        import("./scanning.js").then(function(n) {
          return n.g;
        })
      ]);
      const before = fs.existsSync(file) ? readSuppressions(fs.readFileSync(file), file) : void 0;
      const said = { reason, owner, expires: until, today: dayOf(now) };
      fs.writeFileSync(file, writeSuppressions(before, found, said));
      return `${file}: ${found.length} ${found.length === 1 ? "finding" : "findings"} until ${until}. Commit it to the base branch; paths count from the root of the repository.`;
    }
  };
}
const MAX_FILE_BYTES = 100 * 1024 * 1024;
function* filesBelow(paths) {
  for (const given of paths) {
    const stat = fs.lstatSync(given, { throwIfNoEntry: false });
    if (stat === void 0)
      throw new Failure("FILE_NOT_FOUND", "There is no such file or folder.", {
        at: { file: given },
        fix: "secrets-action scan .",
        exit: USAGE
      });
    yield* walk(given, stat);
  }
}
function* walk(file, stat) {
  if (stat.isFile()) yield { path: file.replaceAll("\\", "/"), read: () => readFile(file, stat.size) };
  if (!stat.isDirectory()) return;
  let names;
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
    if (found !== void 0) yield* walk(inner, found);
  }
}
function readFile(file, size) {
  if (size > MAX_FILE_BYTES) return `it is larger than ${MAX_FILE_BYTES} bytes`;
  try {
    return fs.readFileSync(file);
  } catch {
    return "it cannot be read";
  }
}
const STDOUT$1 = 1;
const FOUND = 1;
const TROUBLE = 2;
const SIGNALLED = 128;
const PROGRESS_MS = 1e3;
const table = SCAN_TABLE.filter(({ name }) => name !== "mode");
const SCAN = {
  usage: "scan [--json] [FLAG...] (PATH... [--baseline FILE --reason TEXT --owner NAME [--expires DAY]] | --staged | --tree | --history | --since REF)",
  flags: flagsOf(table),
  options: {
    ...flagOptions(table),
    json: { type: "boolean" },
    staged: { type: "boolean" },
    tree: { type: "boolean" },
    history: { type: "boolean" },
    since: { type: "string" },
    baseline: { type: "string" },
    reason: { type: "string" },
    owner: { type: "string" },
    expires: { type: "string" }
  },
  exit: ({ code, exit = TROUBLE }) => exit > SIGNALLED ? exit : code === "SECRETS_FOUND" ? FOUND : TROUBLE,
  run: async (values, operands, runner) => {
    const local = localOf(values);
    if (local === void 0 === (operands.length === 0))
      throw usage(
        "scan needs files, or one of --staged, --tree, --history, --since.",
        "secrets-action scan ."
      );
    const baseline = baselineOf(values);
    if (baseline !== void 0 && local !== void 0)
      throw usage(
        "--baseline goes with files.",
        "secrets-action scan --baseline .github/secret-scan.json --reason TEXT --owner NAME ."
      );
    const given = flagInputs(values, table, runner.env);
    await stoppable(async (signal) => {
      if (local === void 0) await scanFiles(values, operands, given, runner, baseline, signal);
      else await scanCommits(values, local, given, runner, signal);
    });
  }
};
function localOf(values) {
  const since = text(values, "since");
  const modes = [
    ...["staged", "tree", "history"].filter((mode) => values[mode] === true).map((mode) => ({ mode })),
    ...since === void 0 ? [] : [{ mode: "history", since }]
  ];
  if (modes.length > 1) throw usage("--staged, --tree, --history and --since are one or the other.");
  return modes[0];
}
async function scanCommits(values, local, given, runner, signal) {
  const [{ scan }, { scanParts }, { rangeDocument }] = await Promise.all([
    import("./scanning.js").then(function(n) {
      return n.c;
    }),
    import("./scanning.js").then(function(n) {
      return n.f;
    }),
    import("./scanning.js").then(function(n) {
      return n.d;
    })
  ]);
  const parts = scanParts(runner, given);
  const isJson = values["json"] === true;
  await scan(
    {
      ...parts,
      tell: async (facts, inputs, stop) => {
        if (!isJson) return await parts.tell(facts, inputs, stop);
        fs.writeSync(STDOUT$1, `${printableJson(JSON.stringify(rangeDocument(facts), null, 2))}
`);
        return /* @__PURE__ */ new Map();
      }
    },
    local,
    signal
  );
}
async function scanFiles(values, operands, given, runner, baseline, signal) {
  const read = readInputs(given, [{ id: "scan", inputs: SCAN_INPUTS }]);
  const [problem] = read.problems;
  if (problem !== void 0) throw problem;
  const inputs = read.providers.get("scan").values;
  const [{ scanPaths }, { defaultEngine, positionOf }, report] = await Promise.all([
    import("./scanning.js").then(function(n) {
      return n.h;
    }),
    import("./scanning.js").then(function(n) {
      return n.e;
    }),
    import("./scanning.js").then(function(n) {
      return n.j;
    })
  ]);
  const isJson = values["json"] === true;
  const facts = await scanPaths(
    {
      engine: async () => defaultEngine(),
      files: (paths) => filesBelow(paths),
      positionOf,
      progress: progressOn(isJson ? void 0 : process.stderr),
      ...baseline === void 0 ? {} : { seen: baseline.seen }
    },
    operands,
    {
      decodeDepth: inputs.decodeDepth,
      archiveDepth: inputs.archiveDepth,
      disabled: new Set(inputs.disableRules)
    },
    inputs.failOn,
    signal
  );
  if (isJson) fs.writeSync(STDOUT$1, `${printableJson(JSON.stringify(report.scanDocument(facts), null, 2))}
`);
  else for (const line of report.scanLines(facts)) runner.info(line);
  if (baseline !== void 0) runner.info(await baseline.write());
  else if (facts.findings.some(({ blocks }) => blocks)) process.exitCode = FOUND;
  else if (facts.skipped.length > 0) process.exitCode = TROUBLE;
}
function progressOn(stream) {
  if (stream?.isTTY !== true) return () => void 0;
  let next = Date.now() + PROGRESS_MS;
  return (files, bytes) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_MS;
    stream.write(`\r${files} files, ${Math.round(bytes / 1024 / 1024)} MiB\r`);
  };
}
const COSIGN_FLAGS = /* @__PURE__ */ new Map([
  ["certificate-identity", "identity"],
  ["certificate-identity-regexp", "identity-regexp"],
  ["certificate-oidc-issuer", "issuer"],
  ["certificate-oidc-issuer-regexp", "issuer-regexp"],
  ["certificate-github-workflow-repository", "repository"],
  ["certificate-github-workflow-ref", "ref"],
  ["certificate-github-workflow-sha", "commit"],
  ["certificate-github-workflow-trigger", "trigger"],
  ["certificate-github-workflow-name", void 0]
]);
function withoutCosignFlags(args) {
  const end = args.indexOf("--");
  return args.map((arg, i) => {
    const match = /^--([a-z-]+)(=.*)?$/s.exec(arg);
    if (match === null || !COSIGN_FLAGS.has(match[1]) || end >= 0 && i > end) return arg;
    const ours = COSIGN_FLAGS.get(match[1]);
    if (ours === void 0)
      throw new Failure("INPUT_INVALID", `--${match[1]} is not supported: any workflow can take a name.`, {
        fix: "--workflow .github/workflows/FILE.yml",
        exit: 2
      });
    return `--${ours}${match[2] ?? ""}`;
  });
}
const STDOUT = 1;
const VERIFY = {
  usage: "verify [--json] [--has NEED,...] [FLAG...] FILE|PATTERN|oci://IMAGE...",
  flags: [...VERIFY_OWN, ...VERIFY_FLAGS],
  options: { ...flagOptions(VERIFY_TABLE), ...flagOptions(VERIFY_OWN), json: { type: "boolean" } },
  exit: stoppableExit,
  translate: withoutCosignFlags,
  run: async (values, operands, runner) => {
    if (operands.includes("-"))
      throw usage("Standard input has no signature beside it: name a file.", "secrets-action verify app.tgz");
    const given = flagInputs(values, VERIFY_TABLE, runner.env);
    const needs = needsOf(values);
    if (needs !== "" && operands.length === 0)
      throw usage("--has is for a SUBJECT; a line says it itself.", "--verify 'app.tgz has provenance'");
    const lines = linesOf(
      given["INPUT_VERIFY"],
      operands.map((operand) => `${wordOf(operand, runner.workspace)}${needs}`)
    );
    if (lines === void 0)
      throw usage(
        "Nothing was named that is to be verified.",
        "secrets-action verify oci://ghcr.io/OWNER/NAME@sha256:DIGEST"
      );
    await verified(runner, { ...given, INPUT_VERIFY: lines }, values["json"] === true);
  }
};
function needsOf(values) {
  const has = values["has"];
  const needs = (Array.isArray(has) ? has : []).flatMap((part) => String(part).split(",")).map((part) => part.trim());
  return needs.length === 0 ? "" : ` has ${needs.map((need) => wordOf(need, "/")).join(", ")}`;
}
async function verified(runner, given, json) {
  const [{ verify }, { verifyParts }] = await Promise.all([
    import("./signing-inputs.js").then(function(n) {
      return n.f;
    }),
    import("./signing-inputs.js").then(function(n) {
      return n.g;
    })
  ]);
  const quiet = json ? { ...runner, info: runner.debug, group: () => void 0 } : runner;
  const settings = Object.entries(runner.env).filter(([name]) => !name.startsWith("INPUT_"));
  const parts = verifyParts(quiet, { ...Object.fromEntries(settings), ...given });
  let verdict = "";
  try {
    await stoppable(async (signal) => {
      const keep = (text2, inputs) => {
        verdict = text2.trimEnd();
        return inputs.report === "" ? "" : parts.keep(text2, inputs);
      };
      await verify({ ...parts, keep }, signal);
    });
  } finally {
    if (json && verdict !== "") fs.writeSync(STDOUT, `${printableJson(verdict)}
`);
  }
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
        return n.F;
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
  ["attest", ATTEST],
  ["cluster-token", CLUSTER_TOKEN],
  ["decrypt", DECRYPT],
  ["diff", DIFF],
  ["doctor", DOCTOR],
  ["encrypt", ENCRYPT],
  ["keygen", KEYGEN],
  ["load", LOAD],
  ["run", RUN],
  ["scan", SCAN],
  ["sign", SIGN],
  ["verify", VERIFY]
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
    const translated = verb.translate?.(flags2) ?? flags2;
    let parsed;
    try {
      parsed = require$$0.parseArgs({
        args: [...translated],
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
      runner.info(verb?.exit === void 0 ? line : asFlagLine(line, [...TABLE, ...verb?.flags ?? []]));
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
