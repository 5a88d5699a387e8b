import fs from "node:fs";
import os from "node:os";
import { Failure } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";
import type { Secret } from "../kernel/secret.ts";
import { command, commandFileText, escapeData } from "./command-text.ts";
import { readEvent } from "./event.ts";
import type { Runner } from "./runner.ts";
import { writeFully } from "./streams.ts";

const STDOUT = 1;
const COMMAND_FILES = ["GITHUB_STATE", "GITHUB_OUTPUT", "GITHUB_ENV"] as const;
/** The runner drops a summary above 1 MiB whole. */
const SUMMARY_LIMIT_BYTES = 900 * 1024;

/** The runner of GitHub Actions: workflow commands on standard output, command files for the rest. */
export function actionsRunner(env: Readonly<Record<string, string | undefined>>): Runner {
  const stepDebug = env["RUNNER_DEBUG"] === "1";
  const debugging = stepDebug || env["LOG_LEVEL"]?.toUpperCase() === "DEBUG";
  const print = (text: string): void => writeFully(STDOUT, text);
  return {
    face: "actions",
    env,
    event: () => readEvent(env),
    workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
    temp: env["RUNNER_TEMP"] || os.tmpdir(),
    debugging,
    info: (line) => print(`${printable(line)}\n`),
    debug: (line) => {
      // Without step debug the runner drops what the debug command says.
      if (stepDebug) print(command("debug", {}, printable(line)));
      else if (debugging) print(`debug: ${printable(line)}\n`);
    },
    group: (title, lines) => {
      print(command("group", {}, printable(title)));
      print(lines.map((line) => `${printable(line)}\n`).join(""));
      print(command("endgroup", {}, ""));
    },
    annotate: (severity, message, at = {}) =>
      print(command(severity, { title: at.title, file: at.file, line: at.line, col: at.column }, message)),
    mask: (forms) => print(forms.map((form) => `::add-mask::${escapeData(form)}\n`).join("")),
    ready: () => COMMAND_FILES.forEach((variable) => fileOf(env, variable)),
    exportVariables: (variables) => append(env, "GITHUB_ENV", texts(variables)),
    setOutputs: (outputs) => append(env, "GITHUB_OUTPUT", texts(outputs)),
    saveState: (name, value) => append(env, "GITHUB_STATE", [[name, value]]),
    state: (name) => env[`STATE_${name}`] ?? "",
    summary: (markdown) => {
      const path = env["GITHUB_STEP_SUMMARY"];
      if (path) fs.appendFileSync(path, withinLimit(markdown));
    },
  };
}

function texts(values: ReadonlyMap<string, Secret>): [string, string][] {
  return [...values].map(([name, value]) => [name, value.reveal() ?? ""]);
}

function append(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  entries: readonly (readonly [string, string])[],
): void {
  if (entries.length === 0) return;
  fs.appendFileSync(fileOf(env, variable), commandFileText(entries));
}

/** The path of a command file, which the runner has created. Throws RUNNER_UNUSABLE. */
function fileOf(env: Readonly<Record<string, string | undefined>>, variable: string): string {
  const path = env[variable];
  if (path && fs.statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  throw new Failure("RUNNER_UNUSABLE", `The runner gave no file for ${variable}.`, {
    fix: "Run this action on a GitHub Actions runner of version 2.327 or newer.",
  });
}

/** A summary within the runner's limit, cut between lines. */
function withinLimit(markdown: string): string {
  if (Buffer.byteLength(markdown) <= SUMMARY_LIMIT_BYTES) return markdown;
  const cut = Buffer.from(markdown).subarray(0, SUMMARY_LIMIT_BYTES).toString("utf8");
  return `${cut.slice(0, cut.lastIndexOf("\n"))}\n\n… the rest is in the report.\n`;
}
