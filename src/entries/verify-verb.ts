import fs from "node:fs";
import { flagInputs, flagOptions } from "../config/flags.ts";
import { printableJson } from "../kernel/printable.ts";
import type { Runner } from "../runner/runner.ts";
import { withoutCosignFlags } from "../signing/cosign-flags.ts";
import { VERIFY_TABLE } from "./inputs-table.ts";
import { linesOf, wordOf } from "./operand-words.ts";
import { VERIFY_FLAGS, VERIFY_OWN } from "./sign-flags.ts";
import { stoppable, stoppableExit } from "./stoppable.ts";
import { usage, type Values, type Verb } from "./verb.ts";

const STDOUT = 1;

/** `verify`: what the action does, from a terminal; its operands are lines of `verify`. Takes cosign's flags of an identity. */
export const VERIFY: Verb = {
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
      operands.map((operand) => `${wordOf(operand, runner.workspace)}${needs}`),
    );
    if (lines === undefined)
      throw usage(
        "Nothing was named that is to be verified.",
        "secrets-action verify oci://ghcr.io/OWNER/NAME@sha256:DIGEST",
      );
    await verified(runner, { ...given, INPUT_VERIFY: lines }, values["json"] === true);
  },
};

/** ` has A, B`, or nothing. */
function needsOf(values: Values): string {
  const has = values["has"];
  const needs = (Array.isArray(has) ? has : [])
    .flatMap((part) => String(part).split(","))
    .map((part) => part.trim());
  return needs.length === 0 ? "" : ` has ${needs.map((need) => wordOf(need, "/")).join(", ")}`;
}

/** Verifies, and prints the verdict as JSON where that is asked for: also one that says no. */
async function verified(
  runner: Runner,
  given: Readonly<Record<string, string>>,
  json: boolean,
): Promise<void> {
  const [{ verify }, { verifyParts }] = await Promise.all([
    import("../commands/verify.ts"),
    import("./verify-parts.ts"),
  ]);
  const quiet: Runner = json ? { ...runner, info: runner.debug, group: () => undefined } : runner;
  // In a terminal inputs come from flags alone.
  const settings = Object.entries(runner.env).filter(([name]) => !name.startsWith("INPUT_"));
  const parts = verifyParts(quiet, { ...Object.fromEntries(settings), ...given });
  let verdict = "";
  try {
    await stoppable(async (signal) => {
      const keep: typeof parts.keep = (text, inputs) => {
        verdict = text.trimEnd();
        // Nothing is left that nobody asked for.
        return inputs.report === "" ? "" : parts.keep(text, inputs);
      };
      await verify({ ...parts, keep }, signal);
    });
  } finally {
    if (json && verdict !== "") fs.writeSync(STDOUT, `${printableJson(verdict)}\n`);
  }
}
