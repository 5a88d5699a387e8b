import { describe, expect, test } from "vitest";
import { CANARY, SEED } from "./aws-seed-values.ts";
import { ACCOUNT, cloud, ROLE, SUBJECT } from "./cloud.ts";

describe("what goes wrong is said with the exact fix", () => {
  test("a refused exchange: the claims, and the statement that would fit", async () => {
    const { run, aws, leaks } = cloud({
      trust: { [ROLE]: { sub: ["repo:liquid-hive/shop:environment:prod"] } },
    });
    const result = await run({ inputs: { secrets: "A = aws://x" } });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain("TRUST_REFUSED");
    expect(result.log).toContain(`"token.actions.githubusercontent.com:sub"`);
    expect(result.log).toContain(SUBJECT);
    expect(result.log).toContain(`arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`);
    expect(aws.total()).toBe(1);
    expect(result.env.size).toBe(0);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("no permission: the lines to add, and no request", async () => {
    const { run, aws } = cloud();
    const result = await run({
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" },
      inputs: { secrets: "A = aws://x" },
    });
    expect(result.log).toContain("OIDC_PERMISSION_MISSING");
    expect(result.log).toContain("id-token: write");
    expect(aws.total()).toBe(0);
  });

  test("an account that is not allowed: nothing is read", async () => {
    const { run, aws } = cloud({ seed: SEED });
    const result = await run({
      inputs: {
        "aws-allowed-accounts": "999999999999",
        secrets: "A = aws://liquid-hive/app",
        "aws-export": "env",
      },
    });
    expect(result.log).toContain("ACCOUNT_NOT_ALLOWED");
    expect([...aws.counts().keys()]).toEqual(["sts:AssumeRoleWithWebIdentity"]);
    expect(result.env.size).toBe(0);
  });

  test("every bad name at once, with the action and the ARN to allow", async () => {
    const { run, leaks } = cloud({
      seed: { secrets: [...SEED.secrets, { name: "deleted", value: CANARY, deleted: true }] },
      deny: [{ resource: "*app*" }],
    });
    const result = await run({
      inputs: {
        secrets:
          "A = aws://liquid-hive/app\nB = aws://deleted\nC = aws://nowhere\nD = aws://liquid-hive/prod/tls?stage=AWSPENDING",
      },
    });
    for (const code of ["ACCESS_DENIED", "SECRET_DELETED", "SECRET_NOT_FOUND", "VERSION_NOT_FOUND"])
      expect(result.log).toContain(code);
    expect(result.log).toContain("secretsmanager:GetSecretValue");
    expect(result.env.size).toBe(0);
    expect(leaks(result, [CANARY])).toEqual([]);
  });
});

test("an age key that waits for itself is shown as the cycle that it is, before any request", async () => {
  const { run, aws } = cloud();
  const result = await run({
    inputs: { "age-key": "sops://keys.enc.yaml#age", secrets: "URL = sops://a.enc.yaml#url" },
    workspace: { "a.enc.yaml": "x: 1\n", "keys.enc.yaml": "age: 1\n" },
  });
  expect(result.log).toMatch(/REFERENCE_CYCLE.*sops needs age-key, a reference of sops/);
  expect(aws.total()).toBe(0);
});

test("a wildcard without a name needs bounds: what a store may name is not for the store to say", async () => {
  const { run, aws } = cloud({ seed: SEED });
  const secrets = "* = aws://liquid-hive/app";
  expect((await run({ inputs: { secrets } })).log).toContain("would take its names from a store");
  expect(aws.total()).toBe(0);
});
