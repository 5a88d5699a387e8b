import { spawnSync } from "node:child_process";
import process from "node:process";
import { expect, test } from "vitest";
import { PATHS, storedByVault, VARIABLES, VAULT_QUICK_START } from "../scenario/seed-text.ts";
import { baoCloud } from "../scenario/vault-cloud.ts";
import { peer } from "./peers.ts";
import { Bench } from "./vault-bench.ts";

test("the seed's quick start, its own commands run by OpenBao's client", async () => {
  const bench = new Bench(baoCloud({ seed: { mounts: { secret: { type: "kv", version: 2 } } } }));
  await bench.start();
  try {
    await bench.open();
    const { vault } = bench.cloud;
    const commands = VAULT_QUICK_START.replaceAll(/^export .*$/gm, "");
    const ran = spawnSync("bash", ["-ec", `vault() { "$BAO" "$@"; }\n${commands}`], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        HOME: bench.job.folder.home,
        BAO: peer("bao"),
        VAULT_ADDR: vault.url(),
        VAULT_TOKEN: vault.rootToken,
      },
    });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    const stored = storedByVault(VAULT_QUICK_START);
    const names = [...stored.keys()].map((path) => VARIABLES[PATHS.indexOf(path)]!);
    const step = await bench.step(
      {
        "vault-role": "",
        "vault-mount": "secret",
        secrets: [...stored.keys()].map((path, i) => `${names[i]} = ${path}`).join("\n"),
      },
      { env: { VAULT_TOKEN: vault.rootToken } },
    );
    expect(step.log).not.toContain("Fix:");
    expect(names.map((name) => step.exported.get(name))).toEqual([...stored.values()]);
    expect(step.log).toContain("secrets provider: vault");
    expect(await vault.takes(vault.rootToken)).toBe(true);
    expect(bench.leaks([step], [...stored.values()])).toEqual([]);
  } finally {
    await bench.close();
    await bench.stop();
  }
});
