import fs from "node:fs";
import path from "node:path";
import type { ArtifactEntry } from "../commands/signing.ts";
import { readBounded } from "../kernel/files.ts";
import type { Runner } from "../runner/runner.ts";

/** Of a job; of the file of a step. What is beyond fails the step, after its signatures are in a log. */
const MAX_ENTRIES = 500;
const MAX_BYTES = 1024 * 1024;
/** The list is the runner's own: 500 names with their digests. */
const MAX_LIST_BYTES = 16 * 1024 * 1024;

/** The runner keeps `=` for later, and reads line by line, without space around. */
const UNLISTABLE = /[=\p{Cc}]|^\s|\s$/u;
/** What the runner would not take for a path. */
const NEEDS_SCHEME = /^#|@sha(?:256|384|512):|^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

/**
 * Appends subjects to the file of GITHUB_ARTIFACTS, where the runner has one, so that later steps find them. The runner
 * fails the step for any entry that it does not take: those are left out. It names a file by its last part, and takes one
 * digest a name.
 * @returns what to tell: what was left out, and why. Never throws: what is signed is signed.
 * @see https://github.com/actions/runner/pull/4527
 */
export function listArtifacts(
  { env, workspace }: Pick<Runner, "env" | "workspace">,
  entries: readonly ArtifactEntry[],
): string[] {
  const file = env["GITHUB_ARTIFACTS"] ?? "";
  if (file === "" || entries.length === 0) return [];
  try {
    const listed = alreadyListed(env["GITHUB_ARTIFACTS_LIST"] ?? "");
    let room = MAX_BYTES - (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    const lines: string[] = [];
    let left = 0;
    for (const entry of entries) {
      const name = entry.kind === "oci" ? entry.name : path.basename(entry.path);
      const line = lineOf(entry, workspace);
      if (listed.get(name) === entry.digest) continue;
      const size = Buffer.byteLength(`${line}\n`);
      if (UNLISTABLE.test(line) || listed.has(name) || listed.size >= MAX_ENTRIES || size > room) {
        left += 1;
        continue;
      }
      room -= size;
      listed.set(name, entry.digest);
      lines.push(line);
    }
    if (lines.length > 0) fs.appendFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return left === 0
      ? []
      : [
          `${left} of ${entries.length} subjects are not in the runner's list of artifacts: it takes ${MAX_ENTRIES} a job, one digest a name, a file by its last part, and no "=".`,
        ];
  } catch {
    return [
      "The runner's list of artifacts (GITHUB_ARTIFACTS) could not be read or written; nothing was added to it.",
    ];
  }
}

function lineOf(entry: ArtifactEntry, workspace: string): string {
  if (entry.kind === "oci") return `oci://${entry.name}@${entry.digest}`;
  const relative = path.relative(workspace, entry.path);
  const outside = relative.startsWith("..") || path.isAbsolute(relative);
  const shown = outside ? entry.path : relative;
  return NEEDS_SCHEME.test(shown) ? `file://${shown}` : shown;
}

/** Digests by name that earlier steps have declared: `{version: 1, subjects: [{name, digest, kind}]}`; empty where off. */
function alreadyListed(file: string): Map<string, string> {
  if (file === "" || !fs.existsSync(file)) return new Map();
  const text = readBounded(file, MAX_LIST_BYTES).bytes.toString("utf8");
  if (text.trim() === "") return new Map();
  const { subjects } = JSON.parse(text) as { readonly subjects?: unknown };
  const entries = Array.isArray(subjects) ? (subjects as readonly Record<string, unknown>[]) : [];
  return new Map(
    entries.flatMap(({ name, digest }) =>
      typeof name === "string" && typeof digest === "string" ? [[name, digest] as const] : [],
    ),
  );
}
