import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { runQuietly, splitWords } from "../../kernel/process.ts";
import { type AgeIdentity, parseAgeKeys } from "../../sops/age.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** One text that may hold age keys, and the name by which messages call it. */
export interface KeySource {
  readonly name: string;
  readonly text: string;
}

export interface Keys {
  readonly identities: readonly AgeIdentity[];
  readonly warnings: readonly string[];
}

const MAX_KEY_FILE_BYTES = 1024 * 1024;

/**
 * The key sources of the environment, as sops reads them: SOPS_AGE_KEY, SOPS_AGE_KEY_FILE, SOPS_AGE_KEY_CMD
 * (split into words, no shell), and with `defaults` the user's own keys.txt. Throws AGE_KEY_INVALID or
 * FILE_NOT_FOUND where a named source cannot be read.
 */
export function environmentKeys(env: Env, defaults: boolean): KeySource[] {
  const sources: KeySource[] = [];
  const text = env["SOPS_AGE_KEY"];
  if (text) sources.push({ name: "SOPS_AGE_KEY", text });
  const file = env["SOPS_AGE_KEY_FILE"];
  if (file) sources.push(fileKeys(file, "SOPS_AGE_KEY_FILE"));
  const line = env["SOPS_AGE_KEY_CMD"];
  if (line) sources.push({ name: "SOPS_AGE_KEY_CMD", text: commandKeys(line, env) });
  const usual = defaults ? defaultKeyFile(env) : undefined;
  if (usual !== undefined && fs.existsSync(usual)) sources.push(fileKeys(usual, "keys.txt"));
  return sources;
}

/** The keys of one file. Throws FILE_NOT_FOUND or FILE_UNREADABLE. */
export function fileKeys(file: string, name: string): KeySource {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new Failure("FILE_NOT_FOUND", `There is no key file at the path of ${name}.`, {
      fix: "age-keygen -o keys.txt",
    });
  if (!stat.isFile() || stat.size > MAX_KEY_FILE_BYTES)
    throw new Failure(
      "FILE_UNREADABLE",
      `The key file of ${name} is no regular file, or larger than 1 MiB.`,
      { fix: "age-keygen -o keys.txt" },
    );
  return { name, text: fs.readFileSync(file, "utf8") };
}

function commandKeys(line: string, env: Env): string {
  const [program, ...args] = splitWords(line) ?? [];
  const ran = program === undefined ? undefined : runQuietly(program, args, env);
  if (ran?.status !== 0)
    throw new Failure("AGE_KEY_INVALID", "The command of SOPS_AGE_KEY_CMD did not end well.", {
      fix: "SOPS_AGE_KEY_CMD is run without a shell: name a program and its arguments.",
    });
  return ran.stdout.toString("utf8");
}

/** Where sops looks on each platform. https://getsops.io/docs/#encrypting-using-age */
function defaultKeyFile(env: Env): string | undefined {
  const home = os.homedir();
  const folder =
    process.platform === "win32"
      ? env["APPDATA"]
      : env["XDG_CONFIG_HOME"] ||
        path.join(home, process.platform === "darwin" ? "Library/Application Support" : ".config");
  return folder ? path.join(folder, "sops", "age", "keys.txt") : undefined;
}

/** Parses every source; warnings name the source and the line, never what stands there. */
export function identitiesOf(sources: readonly KeySource[]): Keys {
  const parsed = sources.map((source) => parseAgeKeys(source.text, source.name));
  return {
    identities: parsed.flatMap(({ identities }) => identities),
    warnings: parsed.flatMap(({ warnings }) => warnings),
  };
}
