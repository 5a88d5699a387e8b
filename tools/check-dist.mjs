// Builds into a fresh folder and compares it with dist/, byte for byte and by mode.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const fresh = fs.mkdtempSync(path.join(os.tmpdir(), "dist-"));
try {
  execFileSync(process.execPath, [path.join(root, "node_modules/rollup/dist/bin/rollup"), "-c", "--silent"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, DIST: fresh },
  });
  const list = (folder) => fs.readdirSync(folder, { recursive: true }).map(String).sort();
  const same = (name) =>
    fs.readFileSync(path.join(fresh, name)).equals(fs.readFileSync(path.join(root, "dist", name))) &&
    (fs.statSync(path.join(fresh, name)).mode & 0o111) ===
      (fs.statSync(path.join(root, "dist", name)).mode & 0o111);
  const names = [...new Set([...list(fresh), ...list(path.join(root, "dist"))])];
  const differing = names.filter((name) => {
    const both = [fresh, path.join(root, "dist")].every((folder) => fs.existsSync(path.join(folder, name)));
    return !both || !same(name);
  });
  if (differing.length > 0) {
    console.error(
      `dist/ is not what the sources build: ${differing.join(", ")}\nRun npm run build and commit dist/.`,
    );
    process.exitCode = 1;
  }
} finally {
  fs.rmSync(fresh, { recursive: true, force: true });
}
