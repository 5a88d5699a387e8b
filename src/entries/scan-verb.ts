import fs from "node:fs";
import type { Local } from "../commands/scan.ts";
import { flagInputs, flagOptions, flagsOf } from "../config/flags.ts";
import { readInputs } from "../config/read-inputs.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { printableJson } from "../kernel/printable.ts";
import type { Runner } from "../runner/runner.ts";
import { SCAN_INPUTS, type ScanInputs } from "../scan/inputs.ts";
import { SCAN_TABLE } from "./inputs-table.ts";
import { baselineOf, type BaselineFile } from "./scan-baseline.ts";
import { filesBelow } from "./scan-files.ts";
import { stoppable } from "./stoppable.ts";
import { text, usage, type Values, type Verb } from "./verb.ts";

const STDOUT = 1;
const FOUND = 1;
const TROUBLE = 2;
/** Above it: stopped by a signal, as a shell says it. */
const SIGNALLED = 128;
const PROGRESS_MS = 1_000;
/** The mode is what the flags below say. */
const table: readonly InputSpec[] = SCAN_TABLE.filter(({ name }) => name !== "mode");

/** `scan`: finds secrets in files, in what is staged, or in commits. Exits 1 where one blocks, 2 where it could not look. */
export const SCAN: Verb = {
  usage:
    "scan [--json] [FLAG...] (PATH... [--baseline FILE --reason TEXT --owner NAME [--expires DAY]] | --staged | --tree | --history | --since REF)",
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
    expires: { type: "string" },
  },
  exit: ({ code, exit = TROUBLE }) => (exit > SIGNALLED ? exit : code === "SECRETS_FOUND" ? FOUND : TROUBLE),
  run: async (values, operands, runner) => {
    const local = localOf(values);
    if ((local === undefined) === (operands.length === 0))
      throw usage(
        "scan needs files, or one of --staged, --tree, --history, --since.",
        "secrets-action scan .",
      );
    const baseline = baselineOf(values);
    if (baseline !== undefined && local !== undefined)
      throw usage(
        "--baseline goes with files.",
        "secrets-action scan --baseline .github/secret-scan.json --reason TEXT --owner NAME .",
      );
    const given = flagInputs(values, table, runner.env);
    await stoppable(async (signal) => {
      if (local === undefined) await scanFiles(values, operands, given, runner, baseline, signal);
      else await scanCommits(values, local, given, runner, signal);
    });
  },
};

function localOf(values: Values): Local | undefined {
  const since = text(values, "since");
  const modes: Local[] = [
    ...(["staged", "tree", "history"] as const)
      .filter((mode) => values[mode] === true)
      .map((mode) => ({ mode })),
    ...(since === undefined ? [] : [{ mode: "history" as const, since }]),
  ];
  if (modes.length > 1) throw usage("--staged, --tree, --history and --since are one or the other.");
  return modes[0];
}

async function scanCommits(
  values: Values,
  local: Local,
  given: Runner["env"],
  runner: Runner,
  signal: AbortSignal,
): Promise<void> {
  const [{ scan }, { scanParts }, { rangeDocument }] = await Promise.all([
    import("../commands/scan.ts"),
    import("./scan-parts.ts"),
    import("../report/scan-document.ts"),
  ]);
  const parts = scanParts(runner, given);
  const isJson = values["json"] === true;
  await scan(
    {
      ...parts,
      tell: async (facts, inputs, stop) => {
        if (!isJson) return await parts.tell(facts, inputs, stop);
        fs.writeSync(STDOUT, `${printableJson(JSON.stringify(rangeDocument(facts), null, 2))}\n`);
        return new Map();
      },
    },
    local,
    signal,
  );
}

async function scanFiles(
  values: Values,
  operands: readonly string[],
  given: Runner["env"],
  runner: Runner,
  baseline: BaselineFile | undefined,
  signal: AbortSignal,
): Promise<void> {
  const read = readInputs(given, [{ id: "scan", inputs: SCAN_INPUTS }]);
  const [problem] = read.problems;
  if (problem !== undefined) throw problem;
  const inputs = read.providers.get("scan")!.values as unknown as ScanInputs;
  const [{ scanPaths }, { defaultEngine, positionOf }, report] = await Promise.all([
    import("../commands/scan-paths.ts"),
    import("../scan/engine/index.ts"),
    import("../report/scanned-lines.ts"),
  ]);
  const isJson = values["json"] === true;
  const facts = await scanPaths(
    {
      engine: async () => defaultEngine(),
      files: (paths) => filesBelow(paths),
      positionOf,
      progress: progressOn(isJson ? undefined : process.stderr),
      ...(baseline === undefined ? {} : { seen: baseline.seen }),
    },
    operands,
    {
      decodeDepth: inputs.decodeDepth,
      archiveDepth: inputs.archiveDepth,
      disabled: new Set(inputs.disableRules),
    },
    inputs.failOn,
    signal,
  );
  if (isJson) fs.writeSync(STDOUT, `${printableJson(JSON.stringify(report.scanDocument(facts), null, 2))}\n`);
  else for (const line of report.scanLines(facts)) runner.info(line);
  if (baseline !== undefined) runner.info(await baseline.write());
  else if (facts.findings.some(({ blocks }) => blocks)) process.exitCode = FOUND;
  else if (facts.skipped.length > 0) process.exitCode = TROUBLE;
}

/** One line that is written over, and only for a person. */
function progressOn(stream: NodeJS.WriteStream | undefined): (files: number, bytes: number) => void {
  if (stream?.isTTY !== true) return () => undefined;
  let next = Date.now() + PROGRESS_MS;
  return (files, bytes) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_MS;
    stream.write(`\r${files} files, ${Math.round(bytes / 1024 / 1024)} MiB\r`);
  };
}
