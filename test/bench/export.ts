import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { peer } from "../peers/peers.ts";
import { actionEnv, MAIN, NODE, type Place, place } from "./place.ts";
import { print } from "./row.ts";
import { sample } from "./sample.ts";
import { paired, timed } from "./stopwatch.ts";

const VALUES = 100;
const FILES = 200;

/** Takes how many rounds; measures the main job, 100 values exported, and 200 such files against a loop of sops. */
export function exporting(rounds: number): void {
  const here = place();
  const lines = Array.from({ length: FILES }, (_, i) => `P${i}_* = sops://${seal(here, i)}`);
  const step = (secrets: string) => ({
    command: NODE,
    args: [MAIN],
    env: actionEnv(here, { secrets, "age-key": here.key, export: "none", "wildcard-names": "KEY_*, P*" }),
  });
  const exported = {
    ...step("* = sops://f0.yaml"),
    env: { ...step("* = sops://f0.yaml").env, INPUT_EXPORT: "env" },
  };
  const one = paired(exported, { command: NODE, args: [here.empty] }, rounds);
  print({ bench: "export", case: `${VALUES} values`, ...one, unit: "ms" });
  console.log(`D = ${one.difference.toFixed(1)} ms`);
  const loop = `for f in "$1"/f*.yaml; do "$2" -d "$f" >/dev/null || exit 1; done`;
  const env = { SOPS_AGE_KEY: here.key };
  const shell = { command: "sh", args: ["-c", loop, "sh", here.folder, peer("sops")], env };
  const many = paired(step(lines.join("\n")), shell, Math.min(rounds, 3));
  print({ bench: "export", case: `${FILES} files of ${VALUES}, none exported`, ...many, unit: "ms" });
}

/** Writes and encrypts a file of the sample in the place's folder; returns its name. */
function seal({ folder, recipient }: Place, index: number): string {
  const name = `f${index}.yaml`;
  const file = path.join(folder, name);
  if (index === 0) {
    fs.writeFileSync(file, sample("yaml", VALUES, false));
    timed({ command: peer("sops"), args: ["encrypt", "-i", "--age", recipient, file] });
  } else spawnSync("cp", [path.join(folder, "f0.yaml"), file]);
  return name;
}
