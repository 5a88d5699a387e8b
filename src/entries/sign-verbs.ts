import fs from "node:fs";
import { flagInputs, flagOptions } from "../config/flags.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { printableJson } from "../kernel/printable.ts";
import type { LoadReport } from "../report/loaded.ts";
import type { Runner } from "../runner/runner.ts";
import { SIGN_TABLE } from "./inputs-table.ts";
import { linesOf, wordOf } from "./operand-words.ts";
import { ATTEST_FLAGS, ATTEST_OWN, SIGN_FLAGS, SIGN_OWN } from "./sign-flags.ts";
import { stoppable, stoppableExit } from "./stoppable.ts";
import { text, usage, type Values, type Verb } from "./verb.ts";

const STDOUT = 1;
/** A type is no quoted word of a line. */
const TYPE = /^[^\s"#,]+$/;

const optionsOf = (own: readonly InputSpec[]): Verb["options"] => ({
  ...flagOptions(SIGN_TABLE),
  ...flagOptions(own),
  json: { type: "boolean" },
});

/** `sign`: what the action does, from a terminal; its operands are lines of `sign`. */
export const SIGN: Verb = {
  usage: "sign [--json] [--as NAME] [--identity-token FILE] [FLAG...] FILE|PATTERN|oci://IMAGE|-...",
  flags: [...SIGN_OWN, ...SIGN_FLAGS],
  options: optionsOf(SIGN_OWN),
  exit: stoppableExit,
  run: async (values, operands, runner) => {
    const name = text(values, "as");
    const piped = operands.filter((operand) => operand === "-").length;
    if (piped > 1) throw usage("Standard input can be read only once.");
    if ((piped === 1) !== (name !== undefined))
      throw usage(
        "Standard input needs a name, and nothing else takes one.",
        "secrets-action sign - --as app.tgz",
      );
    const lines = operands.map((operand) => {
      const word = wordOf(operand, runner.workspace);
      return word === "-" ? `- = ${wordOf(name!, "/")}` : word;
    });
    await signed(runner, values, { sign: lines, attest: [] }, piped > 0);
  },
};

/** `attest`: the same for statements, as `cosign attest-blob` and `cosign attest` are called. */
export const ATTEST: Verb = {
  usage: "attest [--json] [--type TYPE [--predicate FILE] SUBJECT...] [--identity-token FILE] [FLAG...]",
  flags: [...ATTEST_OWN, ...ATTEST_FLAGS],
  options: optionsOf(ATTEST_OWN),
  exit: stoppableExit,
  run: async (values, operands, runner) => {
    const type = text(values, "type");
    const predicate = text(values, "predicate");
    const example = "secrets-action attest --type spdxjson --predicate app.spdx.json app.tgz";
    if (operands.length > 0 !== (type !== undefined) || (predicate !== undefined && type === undefined))
      throw usage("A SUBJECT needs --type, and these two need each other.", example);
    if (type !== undefined && !TYPE.test(type))
      throw usage("--type is one of cosign's names, or a URI.", example);
    if (operands.includes("-"))
      throw usage("A statement is about a file or an image, not standard input.", example);
    const file = predicate === undefined ? "" : ` = ${wordOf(predicate, "/")}`;
    const subjects = operands.map((operand) => wordOf(operand, runner.workspace)).join(", ");
    await signed(
      runner,
      values,
      { sign: [], attest: type === undefined ? [] : [`${type}${file} for ${subjects}`] },
      false,
    );
  },
};

/** Signs, and prints what was made as JSON where that is asked for: also of a run that failed on its way. */
async function signed(
  runner: Runner,
  values: Values,
  more: { readonly sign: readonly string[]; readonly attest: readonly string[] },
  readsStdin: boolean,
): Promise<void> {
  const given = flagInputs(values, SIGN_TABLE, runner.env);
  for (const [name, lines] of [
    ["SIGN", more.sign],
    ["ATTEST", more.attest],
  ] as const) {
    const all = linesOf(given[`INPUT_${name}`], lines);
    if (all !== undefined) given[`INPUT_${name}`] = all;
  }
  const identityToken = text(values, "identity-token");
  if (identityToken !== undefined && (await isToken(identityToken)))
    throw usage(
      "A credential does not belong on the command line: every user sees arguments.",
      "--identity-token FILE   # or - for standard input",
    );
  if (identityToken === "-" && readsStdin) throw usage("Standard input can be read only once.");
  if (["SIGN", "ATTEST", "PUBLISH"].every((name) => (given[`INPUT_${name}`] ?? "") === ""))
    throw usage("Nothing was named that is to be signed.");
  const json = values["json"] === true;
  const [{ load }, { signTerminalParts }, { signingDocument }] = await Promise.all([
    import("../commands/load.ts"),
    import("./sign-terminal.ts"),
    import("../report/signed.ts"),
  ]);
  let report: LoadReport | undefined;
  try {
    await stoppable(async (signal) => {
      const options = { quiet: json, identityToken, made: (one: LoadReport) => void (report = one) };
      await load(signTerminalParts(runner, given, options, signal), signal);
    });
  } finally {
    const facts = report?.signing;
    if (json && facts !== undefined)
      fs.writeSync(STDOUT, `${printableJson(JSON.stringify(signingDocument(facts), null, 2))}\n`);
  }
}

/** Whether somebody wrote the token itself where its file belongs. */
async function isToken(source: string): Promise<boolean> {
  const { isJwt } = await import("../identity/claims.ts");
  return isJwt(source.trim());
}
