import fs from "node:fs";
import path from "node:path";
import type { CheckoutFacts } from "../commands/trust.ts";
import { type Checkout, checkoutOf, isHeadsBlob, superprojectOf } from "../kernel/git.ts";
import type { Runner } from "../runner/runner.ts";

/** What git says of the workspace, and of every checkout that one of the files lies in by its real path. */
export function checkoutFacts(
  workspace: string,
  files: readonly string[],
  env: Runner["env"],
): CheckoutFacts[] {
  const found = new Map<
    string,
    { checkout: Checkout | undefined; files: { shown: string; isHeadsBlob: boolean }[] }
  >();
  const at = (
    folder: string,
  ): { checkout: Checkout | undefined; files: { shown: string; isHeadsBlob: boolean }[] } => {
    const checkout = checkoutOf(folder, env);
    const key = checkout?.root ?? folder;
    const entry = found.get(key) ?? { checkout, files: [] };
    found.set(key, entry);
    return entry;
  };
  at(fs.realpathSync(workspace));
  for (const shown of files) {
    const full = path.resolve(workspace, shown);
    if (!fs.statSync(full, { throwIfNoEntry: false })?.isFile()) continue;
    const real = fs.realpathSync(full);
    const entry = at(path.dirname(real));
    const same =
      entry.checkout !== undefined && isHeadsBlob(entry.checkout, real, fs.readFileSync(real), env);
    entry.files.push({ shown, isHeadsBlob: same });
  }
  return [...found].map(([root, entry]) => ({
    shown: path.relative(workspace, root) || ".",
    head: entry.checkout?.head,
    recordedBy: entry.checkout === undefined ? undefined : superprojectOf(entry.checkout, env)?.head,
    files: entry.files,
  }));
}
