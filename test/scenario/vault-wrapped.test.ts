import { describe, expect, test } from "vitest";
import type { VaultCloud } from "./vault-cloud.ts";
import { CANARY, inJob, KV, MOUNTS, open } from "./vault-place.ts";

describe("a wrapped secret id", () => {
  const APPROLE = {
    type: "approle",
    roles: { app: { roleId: "the-role-id", secretIds: [], policies: ["deploy"] } },
  } as const;
  const wrapping = (): VaultCloud => open({ seed: { mounts: MOUNTS, auths: { approle: APPROLE } } });
  const wrapped = async ({ vault }: VaultCloud): Promise<string> => {
    const headers = { "x-vault-wrap-ttl": "60s" };
    const reply = await vault.ask("POST", "auth/approle/role/app/secret-id", {
      token: vault.rootToken,
      headers,
    });
    return reply.json.wrap_info.token;
  };
  const inputs = (token: string) => ({
    "vault-role-id": "the-role-id",
    "vault-approle": "app",
    "vault-wrapped-secret-id": token,
    secrets: KV,
  });

  test("is unwrapped once, and the second job that has it is told of an interception", async () => {
    const cloud = wrapping();
    await inJob(cloud, async (job) => {
      const token = await wrapped(cloud);
      const first = await job.step({ inputs: inputs(token) });
      expect(first.log).not.toContain("Fix:");
      expect(first.exported.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      const second = await job.step({ inputs: inputs(token) });
      expect(second.log).toMatch(/WRAPPING_SPENT.*interception/);
      expect(
        `${first.unmaskedLog}${second.unmaskedLog}${second.stderr}`.replaceAll(/^::add-mask::.*$/gm, ""),
      ).not.toContain(token);
    });
  });

  test("that was made for another role is not even unwrapped", async () => {
    const cloud = wrapping();
    await inJob(cloud, async (job) => {
      const token = await wrapped(cloud);
      const step = await job.step({ inputs: { ...inputs(token), "vault-approle": "other" } });
      expect(step.log).toMatch(/INPUT_INVALID.*another path/);
      expect(cloud.vault.counts().has("POST sys/wrapping/unwrap")).toBe(false);
    });
  });
});
