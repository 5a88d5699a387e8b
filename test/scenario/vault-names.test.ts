import { describe, expect, test } from "vitest";
import { CANARY, kv } from "./vault-kv.ts";

describe("names from a store become no variable that would run code or choose a host", () => {
  const NAMES = ["NODE_OPTIONS", "LD_PRELOAD", "PATH", "GITHUB_ENV", "VAULT_ADDR", "VAULT_TOKEN", "BASH_ENV"];

  test.each(NAMES)("%s as a field, and as the name of a secret", async (name) => {
    const { vault, run, leaks } = kv({
      fields: { [name]: CANARY, ok: CANARY },
      [`below/${name}`]: { value: CANARY },
    });
    for (const secrets of ["* = vault://secret/fields", "* = vault://secret/below/"]) {
      const result = await run({ inputs: { secrets, "wildcard-names": "*" } });
      expect(result.main.exitCode).toBe(1);
      expect(result.env.size).toBe(0);
      expect(result.log).toContain(name);
      expect(leaks(result, [CANARY])).toEqual([]);
    }
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
  });

  test("spaces, percent signs, __proto__ and other alphabets are characters like any other", async () => {
    const secrets = {
      "below/a b": { value: `${CANARY}-1` },
      "below/50%": { value: `${CANARY}-2` },
      "below/__proto__": { value: `${CANARY}-3` },
      "below/ключ": { value: `${CANARY}-4` },
      "below/%2e%2e": { value: `${CANARY}-5` },
    };
    const { run, leaks } = kv(secrets);
    const result = await run({
      inputs: {
        secrets: `A_* = vault://secret/below/\nB = "vault://secret/below/a b"\nC = vault://secret/below/50%25\nD = vault://secret/below/%252e%252e`,
      },
    });
    expect(result.main.log).not.toContain("Fix:");
    expect(
      ["A_a_b", "A_50_", "A___proto__", "A_____", "A__2e_2e", "B", "C", "D"].map((name) =>
        result.env.get(name),
      ),
    ).toEqual([1, 2, 3, 4, 5, 1, 2, 5].map((number) => `${CANARY}-${number}`));
    expect(leaks(result, [CANARY])).toEqual([]);
  });
});
