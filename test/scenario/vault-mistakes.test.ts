import { describe, expect, test } from "vitest";
import { VAULT_ROLE } from "./vault-cloud.ts";
import { CANARY, KV, open } from "./vault-place.ts";

describe("what goes wrong is said with the exact fix, every bad name at once", () => {
  const CASES: readonly (readonly [reference: string, code: string, says: RegExp])[] = [
    [
      "vault://secret/gone",
      "SECRET_DELETED",
      /secret\/gone was deleted at 20\S+Z[^]*vault kv undelete -mount=secret/,
    ],
    ["vault://secret/ended", "SECRET_DELETED", /secret\/ended is destroyed: its data is gone for good/],
    ["vault://secret/versions?version=2", "SECRET_DELETED", /version 2 of secret\/versions is destroyed/],
    ["vault://secret/versions?version=9", "VERSION_NOT_FOUND", /has no version 9/],
    ["vault://secret/nowhere", "SECRET_NOT_FOUND", /No provider has it \(vault: not found\)/],
    ["vault://closed/app", "ACCESS_DENIED", /path "closed\/data\/app" \{\n.*\["read"\]/],
    ["vault://unknown/app", "ACCESS_DENIED", /no mount for unknown\/app[^]*path "unknown\/data\/app"/],
    ["vault://secret/several", "FIELD_AMBIGUOUS", /user[^]*api\.key/],
    ["vault://secret/several#none", "FIELD_NOT_FOUND", /user/],
    ["vault://database/creds/none", "SECRET_NOT_FOUND", /no such path or role: database\/creds\/none/],
    ["vault://pki/issue/web", "REFERENCE_INVALID", /With a parameter it is a POST/],
    ["vault://secret/several?common_name=x", "REFERENCE_INVALID", /takes no query but version/],
    ["vault://team/old/app?version=2", "REFERENCE_INVALID", /KV 1, which keeps one version/],
  ];

  test("together", async () => {
    const { vault, run, leaks } = open();
    const secrets = CASES.map(([reference], i) => `N${i} = ${reference}`).join("\n");
    const result = await run({ inputs: { secrets } });
    expect(result.main.exitCode).toBe(1);
    expect([result.env.size, vault.tokens().map(vault.alive)]).toEqual([0, [false]]);
    for (const [, code, says] of CASES) {
      expect(result.main.log).toContain(code);
      expect(result.main.log).toMatch(says);
    }
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test.each([
    "vault://sys/policies/acl/x",
    "vault://auth/token/lookup-self",
    "vault://secret/../sys/raw/x",
    "vault://secret//x",
  ])("%s is refused before any request", async (reference) => {
    const { vault, run } = open();
    const result = await run({ inputs: { secrets: `A = ${reference}` } });
    expect(result.log).toContain("REFERENCE_INVALID");
    expect(vault.total()).toBe(0);
  });

  test("a role that does not admit the job: its claims, and a role to paste", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { claims: { repository_id: "1" } } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.log).toContain("LOGIN_REFUSED");
    expect(result.log).toContain('repository_id "74001"');
    expect(result.log).toMatch(/vault write auth\/jwt\/role\/deploy[^]*"repository_id": ?"74001"/);
    expect(vault.counts().get("POST auth/jwt/login")).toBe(1);
    expect(vault.total()).toBe(1);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("no permission: the lines to add, and no request", async () => {
    const { vault, run } = open();
    const result = await run({
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" },
      inputs: { secrets: KV },
    });
    expect(result.log).toContain("OIDC_PERMISSION_MISSING");
    expect(result.log).toContain("id-token: write");
    expect(vault.total()).toBe(0);
  });

  test.each(["sts.amazonaws.com", "api://AzureADTokenExchange", "sigstore"])(
    "the audience %s is refused before a token is asked for",
    async (audience) => {
      const { vault, oidc, run } = open();
      const result = await run({ inputs: { secrets: KV, "vault-audience": audience } });
      expect(result.log).toMatch(/INPUT_INVALID.*vault-audience/);
      expect([vault.total(), oidc.audiences]).toEqual([0, []]);
    },
  );
});
