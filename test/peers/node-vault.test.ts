import nodeVault from "node-vault";
import { expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { baoCloud } from "../scenario/vault-cloud.ts";

/** A second opinion: a client of Vault's API that nobody here wrote puts in what the built action gets out. */
const CANARY = "CANARY-7f3a-node-vault";

test("what node-vault writes, the action reads; the token that the action hands over works for node-vault", async () => {
  const { vault, oidc } = baoCloud({ seed: { mounts: { secret: { type: "kv", version: 2 } } } });
  const job = await openJob({ servers: [oidc, vault] });
  try {
    const theirs = nodeVault({ endpoint: vault.url(), token: vault.rootToken });
    await theirs.write("secret/data/database/mongo_url", { data: { value: CANARY } });
    await theirs.write("secret/data/app", { data: { user: "app", password: `${CANARY}-2`, port: 5432 } });
    const step = await job.step({
      inputs: {
        "vault-role": "deploy",
        "vault-mount": "secret",
        "vault-export": "true",
        secrets: "A = database/mongo_url\nB_* = vault://secret/app",
      },
    });
    expect(step.log).toContain("4 loaded");
    expect(["A", "B_user", "B_password", "B_port"].map((name) => step.exported.get(name))).toEqual([
      CANARY,
      "app",
      `${CANARY}-2`,
      "5432",
    ]);
    const later = nodeVault({ endpoint: vault.url(), token: step.exported.get("VAULT_TOKEN")! });
    const read = (await later.read("secret/data/app")) as { data: { data: Record<string, unknown> } };
    expect(read.data.data).toEqual({ user: "app", password: `${CANARY}-2`, port: 5432 });
    await job.post();
    await expect(later.read("secret/data/app")).rejects.toThrow();
  } finally {
    await job.close();
  }
});
