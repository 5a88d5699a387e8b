import fs from "node:fs";
import { Failure } from "../kernel/errors.ts";
import { createFile, safePath } from "../kernel/files.ts";
import type { PlannedFile } from "./plan.ts";

export interface FileSettings {
  /** The folders below which a file may be written, e.g. workspace and RUNNER_TEMP. */
  readonly roots: readonly string[];
  readonly overwrite: boolean;
}

/** What the disk has against the planned files: asked before the first effect, so that a run is all or nothing. */
export function checkFiles(files: readonly PlannedFile[], { roots, overwrite }: FileSettings): Failure[] {
  const problems: Failure[] = [];
  for (const file of files) {
    const target = safePath(file.path, roots);
    const who = file.names.length === 1 ? file.names[0]! : "export-file";
    if (target instanceof Failure)
      problems.push(new Failure(target.code, `${who}: ${target.message}`, { fix: target.fix! }));
    else if (!overwrite && !file.ours && fs.lstatSync(target, { throwIfNoEntry: false }) !== undefined)
      problems.push(
        new Failure("FILE_EXISTS", `${who}: its file exists already.`, {
          fix: "overwrite: true   # or another path",
        }),
      );
  }
  return problems;
}

/**
 * Writes the planned files, readable by this user only; returns their real paths for post. If one
 * fails, those before it are removed again, or have their old content, and the Failure is thrown.
 */
export function writeFiles(files: readonly PlannedFile[], settings: FileSettings): string[] {
  const written: { readonly path: string; readonly old: Buffer | undefined }[] = [];
  try {
    for (const file of files) {
      const overwrite = settings.overwrite || file.ours === true;
      const old = overwrite && fs.existsSync(file.path) ? fs.readFileSync(file.path) : undefined;
      const path = createFile(file.path, file.content.revealBytes(), { ...settings, overwrite });
      written.push({ path, old });
    }
    return written.map(({ path }) => path);
  } catch (error) {
    for (const { path, old } of written) {
      if (old === undefined) fs.rmSync(path, { force: true });
      else createFile(path, old, { ...settings, overwrite: true });
    }
    throw error;
  }
}
