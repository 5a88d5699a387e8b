import { expect, test } from "vitest";
import { baoCloud } from "../scenario/vault-cloud.ts";

const CANARY = "CANARY-7f3a-bao";

test("OpenBao is healthy and active, every check is well, and right after the step no token of it is left", async () => {
  const { run, vault, leaks } = baoCloud({
    seed: { mounts: { kv: { type: "kv", version: 2, secrets: { app: { value: CANARY } } } } },
    policies: { deploy: { "kv/data/*": ["read"] } },
  });
  let accessors: unknown;
  const result = await run({
    action: "doctor",
    laterStep: async () => {
      accessors = JSON.parse((await vault.root("LIST", "auth/token/accessors")).text);
    },
  });
  expect(result.main.succeeded).toBe(true);
  const { details, ...document } = JSON.parse(result.outputs.get("health")!) as {
    details: { providers: Record<string, { checks: { name: string; ok: boolean; text: string }[] }> };
  };
  expect(JSON.stringify(document)).toBe(
    '{"active_provider":"vault","providers":{"vault":{"status":"healthy","authenticated":true},"aws_secrets_manager":{"status":"not_configured"},"environment":{"status":"healthy"}}}',
  );
  const checks = details.providers["vault"]!.checks;
  expect(checks.map(({ name }) => name)).toEqual(["reachable", "seal", "clock", "login", "expiry", "reads"]);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.at(-1)?.text).toBe("may read kv/data/*");
  // The root token's own, and no other.
  expect((accessors as { data: { keys: string[] } }).data.keys).toHaveLength(1);
  expect(leaks(result, [CANARY])).toEqual([]);
});
