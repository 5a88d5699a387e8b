import { describe, expect, test } from "vitest";
import { vaultCloud } from "./vault-cloud.ts";
import { CANARY, kv } from "./vault-kv.ts";

describe("a path is the path that it says", () => {
  test.each([
    "vault://secret/..%2fsys/raw/x",
    "vault://secret/%2e%2e/sys/raw/x",
    "vault://secret%2F..%2Fsys/raw",
    "vault://SYS/raw/x",
    "vault://Auth/token/create",
    "vault://secret/app%00x",
    "vault://secret/app%0d%0aX: y",
    "vault:////evil.example/secret",
    "vault://secret/a//b",
  ])("%s is refused before any request", async (reference) => {
    const { vault, oidc, run } = kv({ app: { value: CANARY } });
    const result = await run({ inputs: { secrets: `A = "${reference}"` } });
    expect(result.main.exitCode).toBe(1);
    expect([vault.total(), oidc.audiences.length]).toEqual([0, 0]);
  });

  test("an encoded slash is one; a mount is no prefix of letters", async () => {
    const { vault, run } = vaultCloud({
      policies: { deploy: { "secret/*": ["read"], "secret2/*": ["read"], "team/kv/one/*": ["read"] } },
      seed: {
        mounts: {
          secret: { type: "kv", version: 2, secrets: { "a/b": { value: `${CANARY}-1` } } },
          secret2: { type: "kv", version: 1, secrets: { "a/b": { value: `${CANARY}-2` } } },
          "team/kv/one": { type: "kv", version: 2, secrets: { "a/b": { value: `${CANARY}-3` } } },
        },
      },
    });
    const result = await run({
      inputs: { secrets: "A = vault://secret/a%2Fb\nB = vault://secret2/a/b\nC = vault://team/kv/one/a/b" },
    });
    expect(["A", "B", "C"].map((name) => result.env.get(name))).toEqual(
      [1, 2, 3].map((n) => `${CANARY}-${n}`),
    );
    expect(vault.counts().get("GET secret/data/a/b")).toBe(1);
    expect(vault.counts().get("GET secret2/a/b")).toBe(1);
  });
});

test("a namespace that would lead out of its place is refused, by the input and by VAULT_NAMESPACE", async () => {
  const { vault, oidc, run } = kv({ app: { value: CANARY } });
  for (const text of ["../sys", "team/..", "team%2f..", "a//b", "team?x", "team#x"])
    for (const how of [{ inputs: { "vault-namespace": text } }, { env: { VAULT_NAMESPACE: text } }]) {
      const result = await run({ ...how, inputs: { secrets: "A = vault://secret/app", ...how.inputs } });
      expect(result.log).toContain("INPUT_INVALID");
    }
  expect([vault.total(), oidc.audiences.length]).toEqual([0, 0]);
});
