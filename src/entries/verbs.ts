import fs from "node:fs";
import util from "node:util";
import { asFlagLine, flagInputs, flagOptions, flagsOf } from "../config/flags.ts";
import { LOAD_TABLE, TABLE } from "./inputs-table.ts";
import { decrypt } from "../commands/decrypt.ts";
import { formatOf } from "../export/together.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import { failureLines } from "../report/failure.ts";
import type { Runner } from "../runner/runner.ts";
import { FORMATS, type Format } from "../sops/tree.ts";
import { APPLY, DIFF } from "./apply-verbs.ts";
import { CLUSTER_TOKEN } from "./cluster-token.ts";
import { DOCTOR } from "./doctor-verb.ts";
import { generalHelp, verbHelp } from "./help.ts";
import { ATTEST, SIGN } from "./sign-verbs.ts";
import { type Options, text, usage, USAGE, type Values, type Verb } from "./verb.ts";
import { SCAN } from "./scan-verb.ts";
import { VERIFY } from "./verify-verb.ts";
import { VERSION } from "./version.ts";

/** Our own failure under `run`, as with docker and env: the command never started. */
const RUN_FAILED = 125;

const FILE_OPTIONS = {
  "in-place": { type: "boolean", short: "i" },
  output: { type: "string" },
  "input-type": { type: "string" },
  "output-type": { type: "string" },
  "filename-override": { type: "string" },
  indent: { type: "string" },
} as const satisfies Options;

const DECRYPT: Verb = {
  usage:
    "decrypt [-i] [--output FILE] [--input-type T] [--output-type T] [--extract PATH] [--ignore-mac] [--filename-override NAME] [FILE]",
  options: { ...FILE_OPTIONS, extract: { type: "string" }, "ignore-mac": { type: "boolean" } },
  run: async (values, operands, runner) => {
    const { decryptParts } = await import("./sops-parts.ts");
    await decrypt(
      {
        ...fileOptions(values, operands),
        extract: text(values, "extract"),
        ignoreMac: values["ignore-mac"] === true,
      },
      decryptParts(runner),
    );
  },
};

const SELECTORS = [
  "unencrypted-suffix",
  "encrypted-suffix",
  "unencrypted-regex",
  "encrypted-regex",
  "unencrypted-comment-regex",
  "encrypted-comment-regex",
] as const;

const ENCRYPT: Verb = {
  usage: `encrypt [-i] [--output FILE] [--age RECIPIENT,…] [--config FILE] [--input-type T] [--output-type T] [--filename-override NAME] [${SELECTORS.map((name) => `--${name} S`).join(" | ")}] [--mac-only-encrypted] [FILE]`,
  options: {
    ...FILE_OPTIONS,
    age: { type: "string", short: "a", multiple: true },
    config: { type: "string" },
    "mac-only-encrypted": { type: "boolean" },
    ...Object.fromEntries(SELECTORS.map((name) => [name, { type: "string" } as const])),
  },
  run: async (values, operands, runner) => {
    const [{ encrypt }, { encryptParts, listOf }] = await Promise.all([
      import("../commands/encrypt.ts"),
      import("./encrypt-parts.ts"),
    ]);
    const given = SELECTORS.flatMap((name) => {
      const value = text(values, name);
      return value === undefined ? [] : [[name.replaceAll("-", "_"), value] as const];
    });
    const age = values["age"];
    await encrypt(
      {
        ...fileOptions(values, operands),
        age: (Array.isArray(age) ? age : []).flatMap((part) => listOf(String(part))),
        config: text(values, "config"),
        selector: Object.fromEntries(given),
        macOnlyEncrypted: values["mac-only-encrypted"] === true,
      },
      encryptParts(runner),
    );
  },
};

const KEYGEN: Verb = {
  usage: "keygen [-o FILE]",
  options: { output: { type: "string", short: "o" } },
  run: async (values, operands, runner) => {
    if (operands.length > 0) throw usage("keygen takes no file.");
    const { keygen } = await import("../commands/keygen.ts");
    const { keygenParts } = await import("./sops-parts.ts");
    keygen(text(values, "output"), keygenParts(runner));
  },
};

const LOAD: Verb = {
  usage: "load --out FILE [FLAG...]",
  flags: flagsOf(LOAD_TABLE),
  options: { ...flagOptions(LOAD_TABLE), out: { type: "string", short: "o" } },
  exit: (failure) => (failure.exit === USAGE ? USAGE : 1),
  run: async (values, operands, runner) => {
    const out = text(values, "out");
    if (out === undefined || formatOf(out) === undefined)
      throw usage("load needs --out FILE, with a suffix that names a format: .env, .json or .yaml.");
    if (operands.length > 0) throw usage("load takes flags only.");
    const given = flagInputs(values, LOAD_TABLE, runner.env);
    const [{ load }, { loadFileParts }] = await Promise.all([
      import("../commands/load.ts"),
      import("./terminal-parts.ts"),
    ]);
    await load(loadFileParts(runner, given, out), new AbortController().signal);
  },
};

const RUN: Verb = {
  usage: "run [--env-file FILE] [--no-masking] [FLAG...] -- COMMAND [ARGUMENT...]",
  flags: flagsOf(LOAD_TABLE).filter(({ name }) => name !== "dry-run"),
  options: {
    ...flagOptions(LOAD_TABLE),
    "env-file": { type: "string", multiple: true },
    "no-masking": { type: "boolean" },
  },
  exit: (failure) => (failure.code === "COMMAND_FAILED" ? failure.exit : undefined) ?? RUN_FAILED,
  run: async (values, operands, runner) => {
    const [command, ...args] = operands;
    if (command === undefined) throw usage("run needs a command after --.");
    if (values["dry-run"] !== undefined) throw usage("run has no --dry-run; load --out has.");
    const given = flagInputs(values, LOAD_TABLE, runner.env);
    const [{ run }, { runParts }] = await Promise.all([
      import("../commands/run.ts"),
      import("./terminal-parts.ts"),
    ]);
    const envFiles = values["env-file"];
    const parts = runParts(runner, given, {
      envFiles: Array.isArray(envFiles) ? envFiles.map(String) : [],
      masking: values["no-masking"] !== true,
    });
    process.exitCode = await run([command, ...args], parts, new AbortController().signal);
  },
};

const VERBS: ReadonlyMap<string, Verb> = new Map([
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
  ["verify", VERIFY],
]);

/** sops' older form: a flag in place of the verb. */
const OLDER: ReadonlyMap<string, string> = new Map([
  ["-d", "decrypt"],
  ["--decrypt", "decrypt"],
  ["-e", "encrypt"],
  ["--encrypt", "encrypt"],
]);

/** Runs one verb of the terminal and sets the exit code: the one of sops for its verbs, else 1, or 2 for usage. */
export async function runVerb(args: readonly string[], runner: Runner): Promise<void> {
  let verb: Verb | undefined;
  try {
    const [given = "--help", ...rest] = args;
    if (given === "--version" || given === "-v") return print(`secrets-action ${VERSION}\n`);
    if (given === "--help" || given === "-h" || given === "help")
      return print(generalHelp(VERSION, VERBS.values()));
    const name = OLDER.get(given) ?? given;
    verb = VERBS.get(name);
    if (verb === undefined) throw usage("There is no such verb.");
    // What follows `--` are operands; a command's own flags are not ours.
    const dashes = rest.indexOf("--");
    const flags = dashes === -1 ? rest : rest.slice(0, dashes);
    const after = dashes === -1 ? [] : rest.slice(dashes + 1);
    if (flags.includes("--help")) return print(verbHelp(verb));
    const translated = verb.translate?.(flags) ?? flags;
    let parsed: { values: Values; positionals: string[] };
    try {
      parsed = util.parseArgs({
        args: [...translated],
        options: verb.options,
        allowPositionals: true,
        strict: true,
      });
    } catch {
      // parseArgs quotes the argument, and an argument may be a secret that landed in the wrong place.
      throw new Failure("INPUT_INVALID", `An argument of ${name} is unknown, or lacks its value.`, {
        fix: `secrets-action ${verb.flags === undefined ? verb.usage : `${name} --help`}`,
        exit: USAGE,
      });
    }
    await verb.run(parsed.values, [...parsed.positionals, ...after], runner);
  } catch (error) {
    // Whoever read our output (head, a pager) has seen enough.
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return;
    const failure = asFailure(error);
    for (const line of failureLines(failure))
      runner.info(verb?.exit === undefined ? line : asFlagLine(line, [...TABLE, ...(verb?.flags ?? [])]));
    process.exitCode = verb?.exit?.(failure) ?? failure.exit ?? 1;
  }
}

const print = (line: string): void => void fs.writeSync(1, line);

/** An unknown type falls back to the file's name, as in sops. */
function formatNamed(name: string | undefined): Format | undefined {
  return FORMATS.find((format) => format === name);
}

function fileOptions(values: Values, operands: readonly string[]) {
  if (operands.length > 1) throw usage("More than one file was named.");
  const indent = text(values, "indent");
  if (indent !== undefined && !/^\d{1,2}$/.test(indent)) throw usage("--indent takes a number of spaces.");
  return {
    file: operands[0] === "-" ? undefined : operands[0],
    inputType: formatNamed(text(values, "input-type")),
    outputType: formatNamed(text(values, "output-type")),
    inPlace: values["in-place"] === true,
    output: text(values, "output"),
    filenameOverride: text(values, "filename-override"),
    indent: indent === undefined ? undefined : Number(indent),
  };
}
