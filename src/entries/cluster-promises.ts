import fs from "node:fs";
import path from "node:path";

/** sops reads the first; the second is how people misname it, and means the same. */
const CONFIGS = [".sops.yaml", "sops.yaml"] as const;
const MAX_CONFIG_BYTES = 1024 * 1024;

/**
 * Why whoever reads the name of a file takes it for encrypted: `.enc.` in its name, or a creation rule of a
 * configuration of sops between its folder and the workspace. Undefined where nothing says so. Throws SOPS_CONFIG.
 */
export async function promiseOf(workspace: string, file: string): Promise<string | undefined> {
  if (/\.enc\.[^./\\]+$/.test(file)) return "its name has .enc. in it";
  const full = path.resolve(workspace, file);
  for (let folder = path.dirname(full); ; folder = path.dirname(folder)) {
    for (const config of CONFIGS) {
      const at = path.join(folder, config);
      const stat = fs.statSync(at, { throwIfNoEntry: false });
      if (!stat?.isFile() || stat.size > MAX_CONFIG_BYTES) continue;
      const shown = path.relative(workspace, at);
      // Most workspaces have none, and then nothing of it is loaded.
      const { promisingRule } = await import("../sops/creation-rules.ts");
      const rule = await promisingRule(fs.readFileSync(at, "utf8"), path.relative(folder, full), shown);
      return rule === undefined ? undefined : `${rule} of ${shown} is for it`;
    }
    if (folder === path.resolve(workspace) || path.dirname(folder) === folder) return undefined;
  }
}
