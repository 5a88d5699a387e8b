import crypto from "node:crypto";
import path from "node:path";
import { runQuietly } from "./process.ts";

const SHA256_HEX_LENGTH = 64;

/** Windows looks for a program in the working directory before PATH, and a checkout may hold a git.exe. */
const NEUTRAL_FOLDER = path.dirname(process.execPath);

/** Only these verbs are called: status and diff would run programs that the checkout's configuration names. */
function git(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  // A container's job runs as root over a folder of another user; what we ask runs nothing of the checkout.
  const guard = [
    "-c",
    "safe.directory=*",
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
  ];
  const clean = {
    PATH: env["PATH"],
    SYSTEMROOT: env["SYSTEMROOT"],
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
  };
  const ran = runQuietly("git", [...guard, "-C", folder, ...args], clean, NEUTRAL_FOLDER);
  return ran.status === 0 ? ran.stdout.toString("utf8") : undefined;
}

export interface Checkout {
  readonly root: string;
  readonly head: string;
}

/** The checkout that a folder lies in; undefined where git knows none or it has no commit. */
export function checkoutOf(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Checkout | undefined {
  const root = git(folder, ["rev-parse", "--show-toplevel"], env)?.replace(/\r?\n$/, "");
  const head = git(folder, ["rev-parse", "--verify", "HEAD^{commit}"], env)?.trim();
  return root && head ? { root, head } : undefined;
}

/** The checkout whose HEAD records this one as a submodule at its very commit; undefined where none does. */
export function superprojectOf(
  checkout: Checkout,
  env: Readonly<Record<string, string | undefined>>,
): Checkout | undefined {
  const parent = checkoutOf(path.dirname(checkout.root), env);
  if (parent === undefined) return undefined;
  const relative = path.relative(parent.root, checkout.root).replaceAll("\\", "/");
  const listed = git(parent.root, ["ls-tree", "-z", "--full-tree", parent.head, "--", relative], env);
  return listed?.startsWith(`160000 commit ${checkout.head}\t`) === true ? parent : undefined;
}

/** Whether `bytes` are exactly the blob that HEAD holds at `file` (a real path below the checkout's root). */
export function isHeadsBlob(
  checkout: Checkout,
  file: string,
  bytes: Uint8Array,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const relative = path.relative(checkout.root, file).replaceAll("\\", "/");
  const listed = git(checkout.root, ["ls-tree", "-z", "--full-tree", checkout.head, "--", relative], env);
  const match = /^100(?:644|755) blob ([0-9a-f]{40,64})\t/.exec(listed ?? "");
  return match !== null && match[1] === blobId(bytes, match[1]!.length);
}

/** Git's object id of a blob. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(bytes: Uint8Array, hexLength: number): string {
  return crypto
    .createHash(hexLength === SHA256_HEX_LENGTH ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}
