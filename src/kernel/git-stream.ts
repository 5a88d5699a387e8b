import path from "node:path";
import { runBeside, type Beside } from "./process.ts";

/** Windows looks for a program in the working directory before PATH, and a checkout may hold a git.exe. */
const NEUTRAL_FOLDER = path.dirname(process.execPath);

/** What git needs of the environment to reach a server: nothing else of it is passed on. */
const PASSED_ON = [
  "PATH",
  "SYSTEMROOT",
  "TEMP",
  "TMP",
  "TMPDIR",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "https_proxy",
  "http_proxy",
  "no_proxy",
  "all_proxy",
  "GIT_SSL_CAINFO",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
] as const;

/** Settings that hold whatever a configuration says: nothing runs, and no cache of another's making is believed. */
const GUARDS: readonly (readonly [string, string])[] = [
  ["safe.directory", "*"],
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.attributesFile", "/dev/null"],
  ["core.commitGraph", "false"],
  ["core.multiPackIndex", "false"],
  ["core.alternateRefsCommand", ":"],
  ["core.askPass", ""],
  ["credential.helper", ""],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["fetch.unpackLimit", "1"],
  ["protocol.allow", "never"],
];

export interface GitCall {
  readonly args: readonly string[];
  /** The repository; undefined: git finds it from the folder. */
  readonly gitDir: string | undefined;
  /** Where git looks for the repository if `gitDir` is undefined. */
  readonly folder?: string;
  /** The index that is read, absolute. */
  readonly indexFile?: string;
  /** More settings, each one's value possibly secret: they go by the environment. */
  readonly settings?: readonly (readonly [string, string])[];
  readonly signal: AbortSignal;
}

/** Starts git: of the environment it gets only what is listed above, and every setting by the environment. */
export type Git = (call: GitCall) => Beside;

/**
 * Git as a stream, from an environment. It runs no hook, filter, pager, editor or credential helper, reads no system or
 * user configuration, ignores replace refs and never fetches by itself. https://git-scm.com/docs/git#_environment_variables
 */
export function gitFrom(env: Readonly<Record<string, string | undefined>>): Git {
  const base: Record<string, string | undefined> = {
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_PAGER: "",
    LC_ALL: "C",
  };
  for (const name of PASSED_ON) if (env[name] !== undefined) base[name] = env[name];
  return ({ args, gitDir, folder, indexFile, settings = [], signal }) =>
    runBeside({
      file: "git",
      args: folder === undefined ? args : ["-C", folder, ...args],
      env: {
        ...base,
        ...(gitDir === undefined ? {} : { GIT_DIR: gitDir }),
        ...(indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile }),
        ...settingsOf([...GUARDS, ...settings]),
      },
      cwd: NEUTRAL_FOLDER,
      signal,
    });
}

function settingsOf(settings: readonly (readonly [string, string])[]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  settings.forEach(([key, value], index) => {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return variables;
}

/** Everything that git wrote, for answers that are short: `status` is null where they are longer than `maxBytes`. */
export async function wholeAnswer(
  git: Git,
  call: GitCall,
  maxBytes: number,
  input = "",
): Promise<{ readonly status: number | null; readonly stdout: Buffer; readonly stderr: string }> {
  const child = git(call);
  child.stdin.end(input);
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) child.kill();
    else chunks.push(chunk);
  });
  const { status, stderr } = await child.ended;
  return { status: length > maxBytes ? null : status, stdout: Buffer.concat(chunks), stderr };
}
