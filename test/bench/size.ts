import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "./place.ts";
import { print } from "./row.ts";

const TARGET_KB = 400;

/** Measures the download of a job (the last commit's archive) against its target, and the raw bytes of dist. */
export function size(): void {
  const tar = execFileSync("git", ["archive", "HEAD"], { cwd: ROOT, maxBuffer: 1 << 30 });
  print({
    bench: "size",
    case: "archive, gzip -9",
    ours: gzipSync(tar, { level: 9 }).length / 1000,
    baseline: TARGET_KB,
    unit: "kB",
  });
  const dist = path.join(ROOT, "dist");
  const raw = fs.readdirSync(dist).reduce((sum, file) => sum + fs.statSync(path.join(dist, file)).size, 0);
  print({
    bench: "size",
    case: "dist, raw, against the archive before gzip",
    ours: raw / 1000,
    baseline: tar.length / 1000,
    unit: "kB",
  });
}
