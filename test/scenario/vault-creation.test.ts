import { describe, expect, test } from "vitest";
import type { RunOptions } from "../harness/run-action.ts";
import { sealedBy } from "./sealed.ts";
import { CANARY, kv } from "./vault-kv.ts";

describe("only the input `secrets` has something made", () => {
  const POSTS = /^POST pki/;
  const PKI = "vault://pki/issue/web?common_name=a.example.com";
  const { seal } = sealedBy([]);

  test.each<[string, string, () => RunOptions]>([
    [
      "another input",
      "READ_CREATES",
      () => ({
        inputs: { "age-key": `${PKI}#private_key`, secrets: "A = sops://s.yaml#a" },
        workspace: { "s.yaml": seal("yaml", "a: b\n") },
      }),
    ],
    [
      "another input, by a GET",
      "READ_CREATES",
      () => ({
        inputs: { "age-key": "vault://pki/issue/web#private_key", secrets: "A = sops://s.yaml#a" },
        workspace: { "s.yaml": seal("yaml", "a: b\n") },
      }),
    ],
    [
      "a query of another tool's form",
      "REFERENCE_INVALID",
      () => ({ inputs: { secrets: "A = ref+vault://pki/issue/web?common_name=a.example.com#/private_key" } }),
    ],
    [
      "an address in such a query",
      "REFERENCE_INVALID",
      () => ({ inputs: { secrets: "A = ref+vault://secret/app?address=https://evil.example#/value" } }),
    ],
    [
      "a file of lines",
      "READ_CREATES",
      () => ({
        inputs: { config: "c.yaml" },
        workspace: { "c.yaml": `secrets: |\n  A = ${PKI}#private_key\n` },
      }),
    ],
    [
      "a key of an ExternalSecret",
      "REFERENCE_INVALID",
      () => ({
        inputs: { config: "c.yaml" },
        workspace: {
          "c.yaml":
            "secrets: {provider: vault}\nexternalSecrets:\n  enabled: true\n  data:\n    - secretKey: A\n      remoteRef: {key: 'pki/issue/web?common_name=a.example.com', property: private_key}\n",
        },
      }),
    ],
  ])("not %s", async (_, code, options) => {
    const { vault, run } = kv({ app: { value: CANARY } });
    const result = await run(options());
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain(code);
    expect(result.log).toContain("Fix:");
    expect([...vault.counts().keys()].filter((name) => POSTS.test(name))).toEqual([]);
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
    expect(result.env.size).toBe(0);
  });
});
