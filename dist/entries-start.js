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
import { p as printable, F as Failure, w as writeFully, d as docsUrl, b as placeText, a as asFailure, c as failureAnnotations, f as failureLines } from "./report-failure.js";
const crypto = lazyBuiltin("node:crypto");
const path = lazyBuiltin("node:path");
import { r as reasons } from "./report-log.js";
const escapeData = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
function command(name, properties, message) {
  const list = Object.entries(properties).filter(([, value]) => value !== void 0 && value !== "").map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${list.length > 0 ? ` ${list.join(",")}` : ""}::${escapeData(message)}
`;
}
function commandFileText(entries) {
  let text = "";
  for (const [name, value] of entries) {
    const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
    text += `${name}<<${delimiter}
${value}
${delimiter}
`;
  }
  return text;
}
function readEvent(env) {
  return {
    name: env["GITHUB_EVENT_NAME"] ?? "",
    sha: env["GITHUB_SHA"] ?? "",
    ref: env["GITHUB_REF"] ?? "",
    repository: env["GITHUB_REPOSITORY"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? "",
    payload: readPayload(env["GITHUB_EVENT_PATH"])
  };
}
function readPayload(path2) {
  if (path2 === void 0 || path2 === "") return null;
  try {
    return JSON.parse(fs.readFileSync(path2, "utf8"));
  } catch {
    return null;
  }
}
const STDOUT = 1;
const COMMAND_FILES = ["GITHUB_STATE", "GITHUB_OUTPUT", "GITHUB_ENV"];
const SUMMARY_LIMIT_BYTES = 900 * 1024;
function actionsRunner(env) {
  const debugging = env["RUNNER_DEBUG"] === "1" || env["LOG_LEVEL"]?.toUpperCase() === "DEBUG";
  const print = (text) => writeFully(STDOUT, text);
  return {
    face: "actions",
    env,
    event: () => readEvent(env),
    workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
    temp: env["RUNNER_TEMP"] || os.tmpdir(),
    debugging,
    info: (line) => print(`${printable(line)}
`),
    debug: (line) => {
      if (debugging) print(command("debug", {}, printable(line)));
    },
    group: (title, lines) => {
      print(command("group", {}, printable(title)));
      print(lines.map((line) => `${printable(line)}
`).join(""));
      print(command("endgroup", {}, ""));
    },
    annotate: (severity, message, at = {}) => print(command(severity, { title: at.title, file: at.file, line: at.line, col: at.column }, message)),
    mask: (forms) => print(forms.map((form) => `::add-mask::${escapeData(form)}
`).join("")),
    ready: () => COMMAND_FILES.forEach((variable) => fileOf(env, variable)),
    exportVariables: (variables) => append(env, "GITHUB_ENV", texts(variables)),
    setOutputs: (outputs) => append(env, "GITHUB_OUTPUT", texts(outputs)),
    saveState: (name, value) => append(env, "GITHUB_STATE", [[name, value]]),
    state: (name) => env[`STATE_${name}`] ?? "",
    summary: (markdown) => {
      const path2 = env["GITHUB_STEP_SUMMARY"];
      if (path2) fs.appendFileSync(path2, withinLimit(markdown));
    }
  };
}
function texts(values) {
  return [...values].map(([name, value]) => [name, value.reveal() ?? ""]);
}
function append(env, variable, entries) {
  if (entries.length === 0) return;
  fs.appendFileSync(fileOf(env, variable), commandFileText(entries));
}
function fileOf(env, variable) {
  const path2 = env[variable];
  if (path2 && fs.statSync(path2, { throwIfNoEntry: false })?.isFile()) return path2;
  throw new Failure("RUNNER_UNUSABLE", `The runner gave no file for ${variable}.`, {
    fix: "Run this action on a GitHub Actions runner of version 2.327 or newer."
  });
}
function withinLimit(markdown) {
  if (Buffer.byteLength(markdown) <= SUMMARY_LIMIT_BYTES) return markdown;
  const cut = Buffer.from(markdown).subarray(0, SUMMARY_LIMIT_BYTES).toString("utf8");
  return `${cut.slice(0, cut.lastIndexOf("\n"))}

\u2026 the rest is in the report.
`;
}
const NAME = /^secrets-action-leftovers-[0-9a-f-]{36}\.json$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const leftoversPath = (temp) => path.join(temp, `secrets-action-leftovers-${crypto.randomUUID()}.json`);
function saveLeftovers(file, leftovers) {
  fs.writeFileSync(file, JSON.stringify(leftovers), { mode: 384, flag: "wx" });
}
function readLeftovers(file, temp) {
  if (!NAME.test(path.basename(file)) || path.dirname(path.resolve(file)) !== path.resolve(temp))
    return void 0;
  try {
    const { files, variables } = JSON.parse(fs.readFileSync(file, "utf8"));
    return { files: leftFiles(files), variables: strings(variables).filter((name) => VARIABLE.test(name)) };
  } catch {
    return void 0;
  }
}
const leftFiles = (list) => Array.isArray(list) ? list.flatMap(
  (entry) => typeof entry?.path === "string" ? [{ path: entry.path, before: typeof entry.before === "number" ? entry.before : void 0 }] : []
) : [];
const strings = (list) => Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
function removeLeftover({ path: file, before }, temp) {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat !== void 0 && stat.ino === before) return false;
  const present = stat !== void 0;
  fs.rmSync(file, { force: true });
  const folder = path.dirname(file);
  if (path.dirname(folder) === path.resolve(temp) && path.basename(folder).startsWith("secrets-")) {
    try {
      fs.rmdirSync(folder);
    } catch {
    }
  }
  return present;
}
const DAY_MS = 864e5;
function ageOf(date, now) {
  if (date === void 0) return "";
  const days = Math.floor((now.getTime() - date.getTime()) / DAY_MS);
  return days <= 0 ? "today" : days === 1 ? "1 day" : `${days} days`;
}
const MAX_ROWS = 500;
const MARKDOWN = /[\\`*_{}[\]()#+\-!|<>&~]/g;
const escapeMarkdown = (text) => text.replace(new RegExp("\\p{Cc}", "gu"), " ").replace(MARKDOWN, (char) => `&#${char.codePointAt(0)};`);
const code = (text) => text === "" ? "" : `<code>${escapeMarkdown(text)}</code>`;
function summaryMarkdown(report) {
  const { loaded, absent, notices } = report;
  const now = new Date(report.started.getTime() + report.durationMs);
  const mark = notices.length > 0 ? "\u26A0\uFE0F" : "\u2705";
  const verb = report.dryRun ? "would load" : "loaded";
  const lines = [
    `### ${mark} Secrets: ${loaded.length} ${verb}${absent.length > 0 ? `, ${absent.length} absent` : ""}`,
    "",
    "| Secret | Source | Locator | Age | Destination |",
    "|---|---|---|---|---|",
    ...loaded.slice(0, MAX_ROWS).map(
      (row) => `| ${code(row.name)} | ${escapeMarkdown(row.provider)}${row.skipped.length > 0 ? " \u21A9" : ""} | ${code(row.shown)} | ${ageOf(row.date, now)} | ${escapeMarkdown(row.destinations.join(", "))}${row.masked ? "" : " \xB7 not masked"} |`
    )
  ];
  if (loaded.length > MAX_ROWS) lines.push("", `\u2026 and ${loaded.length - MAX_ROWS} more in the report.`);
  const fallbacks = loaded.filter((row) => row.skipped.length > 0);
  if (fallbacks.length > 0)
    lines.push(
      "",
      "**From a fallback**",
      "",
      ...fallbacks.map((row) => `- ${code(row.name)}: ${escapeMarkdown(reasons(row.skipped))}`)
    );
  if (absent.length > 0)
    lines.push(
      "",
      "**Optional and not found**",
      "",
      ...absent.map((row) => `- ${code(row.name)}: ${escapeMarkdown(reasons(row.skipped))}`)
    );
  if (notices.length > 0)
    lines.push("", "**To know**", "", ...notices.map((notice) => `- ${escapeMarkdown(notice)}`));
  return `${lines.join("\n")}

`;
}
const LEFTOVERS_STATE = "leftovers";
function failureMarkdown(failure) {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const lines = ["### \u274C Secrets: not loaded", "", "| Code | Where | What |", "|---|---|---|"];
  for (const problem of problems)
    lines.push(
      `| [<code>${problem.code}</code>](${docsUrl(problem.code)}) | ${escapeMarkdown(placeText(problem.at))} | ${escapeMarkdown(problem.message)} |`
    );
  const fixes = [...new Set(problems.map((problem) => problem.fix).filter((fix) => fix !== void 0))];
  if (fixes.length > 0) lines.push("", fixes.length === 1 ? "**Fix**" : "**Fixes**");
  for (const fix of fixes) lines.push("", `<pre>${escapeMarkdown(fix).replaceAll("\n", "<br>")}</pre>`);
  return `${lines.join("\n")}

`;
}
const LEAST_NODE = 24;
function start(runner, command2) {
  const abort = new AbortController();
  const fail = (error) => {
    const failure = asFailure(error);
    try {
      const annotations = failureAnnotations(failure);
      for (const { message, at } of annotations) runner.annotate("error", message, at);
      if (failure.all.length > annotations.length) runner.group("All problems", failureLines(failure));
      runner.summary(failureMarkdown(failure));
    } finally {
      process.exitCode = 1;
    }
  };
  const die = (error) => {
    fail(error);
    process.exit(1);
  };
  process.on("uncaughtException", die);
  process.on("unhandledRejection", die);
  process.on("SIGINT", () => abort.abort());
  process.on("SIGTERM", () => abort.abort());
  void (async () => {
    try {
      if (Number.parseInt(process.versions.node, 10) < LEAST_NODE)
        throw new Failure("RUNNER_UNUSABLE", `This needs Node ${LEAST_NODE}.`, {
          fix: "Use a runner of version 2.327 or newer."
        });
      await command2(abort.signal);
    } catch (error) {
      fail(error);
    }
  })();
}
export {
  LEFTOVERS_STATE as L,
  saveLeftovers as a,
  actionsRunner as b,
  start as c,
  readLeftovers as d,
  leftoversPath as l,
  removeLeftover as r,
  summaryMarkdown as s
};
