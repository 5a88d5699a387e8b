import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { VAULT_ROLE, vaultCloud } from "./vault-cloud.ts";
import { CANARY, KV, open } from "./vault-place.ts";

describe("an address, a role and secrets are enough", () => {
  test("one token, one login, one look-up, one read, one end; nothing else is shown or left", async () => {
    const { vault, oidc, run, leaks } = open();
    let origin = "";
    const result = await run({ inputs: { secrets: KV }, laterStep: () => void (origin = vault.url()) });
    expect(result.main.succeeded).toBe(true);
    expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
    expect(oidc.audiences).toEqual([origin]);
    expect([...vault.counts()]).toEqual([
      ["POST auth/jwt/login", 1],
      ["GET sys/internal/ui/mounts/secret/database/mongo_url", 1],
      ["GET secret/data/database/mongo_url", 1],
      ["POST auth/token/revoke-self", 1],
    ]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.log).toMatch(/Identity vault {3}jwt role deploy.* until 20\S+Z/);
    expect(result.log).toContain(`sub repo:liquid-hive/shop:ref:refs/heads/main   aud ${origin}`);
    expect([...result.env.keys()].sort()).toEqual(["MONGO_URL", "SECRETS_ACTION_REPORT"]);
    expect(leaks(result, [CANARY])).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("the input beats the environment", async () => {
    const { vault, oidc } = open();
    const trap = vaultCloud();
    const job = await openJob({ servers: [oidc, vault, trap.vault] });
    try {
      const inputs = { "vault-role": VAULT_ROLE, "vault-address": vault.url(), secrets: KV };
      const step = await job.step({ inputs });
      expect(step.exported.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      expect(trap.vault.total()).toBe(0);
    } finally {
      await job.close();
    }
  });

  test("nobody says where Vault is: the line to add, and no request", async () => {
    const { vault, oidc, run } = open();
    const result = await run({ inputs: { secrets: KV }, env: { VAULT_ADDR: "" } });
    expect(result.log).toMatch(/INPUT_INVALID.*vault-address/);
    expect(result.log).toContain("vault-address: https://vault.example.com:8200");
    expect([vault.total(), oidc.audiences.length]).toEqual([0, 0]);
  });
});

test("debug: each request and its end, never a token, a value or a body", async () => {
  const { vault, run, leaks } = open();
  const result = await run({ inputs: { secrets: KV }, env: { LOG_LEVEL: "DEBUG" } });
  for (const path of [
    "auth/jwt/login",
    "sys/internal/ui/mounts/secret/database/mongo_url",
    "secret/data/database/mongo_url",
    "auth/token/revoke-self",
  ])
    expect(result.log).toMatch(
      new RegExp(`http: vault attempt 1: (GET|POST) 127\\.0\\.0\\.1:\\d+ /v1/${path} -> 20[04], \\d+ ms`),
    );
  expect(vault.tokens()).toHaveLength(1);
  expect(leaks(result, [CANARY])).toEqual([]);
});
