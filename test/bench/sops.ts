import fs from "node:fs";
import path from "node:path";
import { peer } from "../peers/peers.ts";
import { CLI, NODE, place } from "./place.ts";
import { print } from "./row.ts";
import { sample } from "./sample.ts";
import { paired, timed } from "./stopwatch.ts";

const SHAPES = [
  ["yaml", true],
  ["yaml", false],
  ["json", true],
  ["json", false],
  ["dotenv", false],
  ["ini", false],
] as const;
const SUFFIX = { yaml: "yaml", json: "json", dotenv: "env", ini: "ini" };

/** Takes how many rounds; measures decrypt and encrypt as whole processes against the sops binary. */
export function sops(rounds: number): void {
  const here = place();
  const binary = peer("sops");
  const env = { SOPS_AGE_KEY: here.key, HOME: here.folder };
  const empty = { command: NODE, args: [here.empty] };
  for (const [store, nested] of SHAPES) {
    const differences: number[] = [];
    for (const count of [100, 1_000, 10_000]) {
      const file = path.join(here.folder, `${store}-${nested}-${count}.${SUFFIX[store]}`);
      fs.writeFileSync(file, sample(store, count, nested));
      const encrypt = ["encrypt", "--age", here.recipient, file];
      const name = `${store} ${nested ? "nested" : "flat"} ${count}`;
      const theirs = { command: binary, env };
      const our = { command: NODE, env };
      const sealed = paired({ ...our, args: [CLI, ...encrypt] }, { ...theirs, args: encrypt }, rounds);
      print({ bench: "sops", case: `encrypt ${name}`, ...sealed, unit: "ms" });
      timed({ ...theirs, args: ["encrypt", "-i", "--age", here.recipient, file] });
      const decrypt = ["decrypt", file];
      const opened = paired({ ...our, args: [CLI, ...decrypt] }, { ...theirs, args: decrypt }, rounds);
      print({ bench: "sops", case: `decrypt ${name}`, ...opened, unit: "ms" });
      differences.push(paired({ ...our, args: [CLI, ...decrypt] }, empty, rounds).difference);
    }
    const [, thousand = Number.NaN, tenThousand = Number.NaN] = differences;
    const growth = { ours: tenThousand, baseline: thousand, unit: "ms" };
    const shape = `${store} ${nested ? "nested" : "flat"}`;
    print({ bench: "sops", case: `growth of D, decrypt ${shape}, 10,000 over 1,000`, ...growth });
  }
}
