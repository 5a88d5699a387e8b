import process from "node:process";
import { parseArgs } from "node:util";
import { aws } from "./aws.ts";
import { cluster } from "./cluster.ts";
import { exporting } from "./export.ts";
import { memory } from "./memory.ts";
import { sign } from "./sign.ts";
import { size } from "./size.ts";
import { sops } from "./sops.ts";
import { start } from "./start.ts";
import { vault } from "./vault.ts";

const BENCHES: Readonly<Record<string, (rounds: number) => void | Promise<void>>> = {
  start,
  sops,
  export: exporting,
  aws,
  vault,
  cluster,
  sign,
  memory,
  size,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "7" } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0 || !(Number(values.rounds) >= 1)) {
  console.error(`npm run bench -- [${Object.keys(BENCHES).join("|")}] [--rounds N]`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log("| bench | case | ours | baseline | ratio |\n|---|---|---|---|---|");
  await bench(Number(values.rounds));
}
