import { describe, expect, test } from "vitest";
import { VAULT_ROLE } from "./vault-cloud.ts";
import { CANARY, KV, open } from "./vault-place.ts";

describe("tokens of every kind", () => {
  test("vault-export: later steps have it, and post ends it", async () => {
    const { vault, run, leaks } = open();
    const result = await run({
      inputs: { "vault-export": "true", secrets: KV },
      laterStep: ({ env }) => {
        expect(env.get("VAULT_TOKEN")).toBe(vault.tokens()[0]);
        expect(vault.tokens().map(vault.alive)).toEqual([true]);
      },
    });
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.envAfterPost.get("VAULT_TOKEN")).toBe("");
    expect(leaks(result, [CANARY], { except: [/^file-after-main:/] })).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("a batch token cannot be revoked: that and its end are said", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { type: "batch", ttl: 300 } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.main.succeeded).toBe(true);
    expect(result.log).toMatch(/a batch token cannot be revoked; it lives until 20\S+Z/);
    expect(vault.counts().has("POST auth/token/revoke-self")).toBe(false);
    expect(vault.tokens().map(vault.alive)).toEqual([true]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("uses that are spent are an end, too", async () => {
    const { vault, run } = open({ roles: { [VAULT_ROLE]: { numUses: 1 } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.main.succeeded).toBe(true);
    expect(result.annotations).toEqual([]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("uses that do not suffice: the token has none left, and nothing is exported", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { numUses: 1 } } });
    const result = await run({ inputs: { secrets: `${KV}\nREDIS_URL = vault://secret/database/redis_url` } });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toMatch(/CREDENTIALS_REFUSED.*no uses left/);
    expect([result.env.size, vault.tokens().map(vault.alive)]).toEqual([0, [false]]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("without the policy default it may not end itself: an operator's command, and no failure", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { noDefaultPolicy: true } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.main.succeeded).toBe(true);
    expect(result.annotations[0]?.message).toContain("vault token revoke -accessor ");
    expect(vault.tokens().map(vault.alive)).toEqual([true]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("a token that is not ours is not ended, by the input or by VAULT_TOKEN", async () => {
    const { vault, oidc, run, leaks } = open();
    const { rootToken } = vault;
    for (const how of [{ inputs: { "vault-token": rootToken } }, { env: { VAULT_TOKEN: rootToken } }]) {
      const result = await run({
        ...how,
        inputs: { "vault-role": "", secrets: KV, ...("inputs" in how ? how.inputs : {}) },
      });
      expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      expect(leaks(result, [CANARY])).toEqual([]);
    }
    expect(vault.counts().has("POST auth/token/revoke-self")).toBe(false);
    expect(oidc.audiences).toEqual([]);
  });

  test.each([
    ["fails", { inputs: { secrets: `${KV}\nB = vault://secret/nowhere` } }],
    [
      "is killed",
      {
        inputs: { secrets: KV },
        debug: true,
        kill: { signal: "SIGKILL", whenStdout: /data\/database\/mongo_url -> 200/ },
      },
    ],
  ] as const)("a run that %s leaves none", async (_, options) => {
    const { vault, run, leaks } = open();
    const result = await run(options);
    expect(result.main.exitCode).not.toBe(0);
    expect(vault.tokens()).toHaveLength(1);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.files.afterPost).toEqual([]);
    expect(leaks(result, [CANARY], { except: [/^file-after-main:/] })).toEqual([]);
  });
});
