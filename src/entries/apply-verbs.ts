import fs from "node:fs";
import { flagInputs, flagOptions, flagsOf } from "../config/flags.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { printableJson } from "../kernel/printable.ts";
import { changeText, verbCounts } from "../report/cluster.ts";
import type { LoadReport } from "../report/loaded.ts";
import type { Runner } from "../runner/runner.ts";
import { APPLY_TABLE } from "./inputs-table.ts";
import { usage, USAGE, type Values, type Verb } from "./verb.ts";

/** As diff: there are differences; something went wrong. */
const DIFFERS = 1;
const DIFF_FAILED = 2;
const STDOUT = 1;

const flags: readonly InputSpec[] = flagsOf(APPLY_TABLE);
const options = { ...flagOptions(APPLY_TABLE), json: { type: "boolean" } } as const;

/** `apply`: what the action does, from a terminal. */
export const APPLY: Verb = {
  usage: "apply [--json] [FLAG...]",
  flags,
  options,
  exit: (failure) => (failure.exit === USAGE ? USAGE : 1),
  run: async (values, operands, runner) => {
    await applied(values, operands, runner, "apply");
  },
};

/** `diff`: what `apply` would change, key by key. Exits 1 where it would change anything, as diff does. */
export const DIFF: Verb = {
  usage: "diff [--json] [FLAG...]",
  flags: flags.filter(({ name }) => name !== "dry-run"),
  options,
  exit: () => DIFF_FAILED,
  run: async (values, operands, runner) => {
    const report = await applied({ ...values, "dry-run": true }, operands, runner, "diff");
    const objects = report?.cluster?.objects ?? [];
    if (values["json"] !== true)
      for (const { object, verb, changes } of objects)
        fs.writeSync(STDOUT, `${[verb, object, changeText(changes)].join("\t").trimEnd()}\n`);
    if (objects.some(({ verb }) => verb !== "unchanged")) process.exitCode = DIFFERS;
    runner.info(objects.length === 0 ? "Nothing to apply." : verbCounts(objects));
  },
};

/** Runs it, and prints the report as JSON where that is asked for. Returns the report. */
async function applied(
  values: Values,
  operands: readonly string[],
  runner: Runner,
  verb: string,
): Promise<LoadReport | undefined> {
  if (operands.length > 0) throw usage(`${verb} takes flags only.`);
  const given = flagInputs(values, APPLY_TABLE, runner.env);
  const [{ load }, { applyTerminalParts }, { clusterDocument }] = await Promise.all([
    import("../commands/load.ts"),
    import("./apply-terminal.ts"),
    import("../report/document.ts"),
  ]);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  let report: LoadReport | undefined;
  const quiet = verb === "diff" || values["json"] === true;
  try {
    await load(
      applyTerminalParts(runner, given, quiet, (made) => void (report = made)),
      stop.signal,
    );
  } finally {
    if (values["json"] === true && report?.cluster !== undefined)
      fs.writeSync(STDOUT, `${printableJson(JSON.stringify(clusterDocument(report.cluster), null, 2))}\n`);
  }
  return report;
}
