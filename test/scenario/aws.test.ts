import fs from "node:fs";
import { expect, test } from "vitest";
import { BINARY, CANARY, SEED } from "./aws-seed-values.ts";
import { cloud, ROLE, SUBJECT } from "./cloud.ts";
import { sealedBy } from "./sealed.ts";

test("role, region and secrets are enough: one token, one session, one read; nothing else is shown or left", async () => {
  const { aws, oidc, run, leaks } = cloud({ seed: SEED });
  const result = await run({ inputs: { secrets: "MONGO_URL = aws://liquid-hive/prod/database/mongo_url" } });
  expect(result.log).toContain("loaded");
  expect(result.main.succeeded).toBe(true);
  expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
  expect(oidc.audiences).toEqual(["sts.amazonaws.com"]);
  expect([...aws.counts()]).toEqual([
    ["sts:AssumeRoleWithWebIdentity", 1],
    ["secretsmanager:GetSecretValue", 1],
  ]);
  expect(result.log).toMatch(/Identity aws {3}arn:aws:sts::123456789012:assumed-role\/.* until 20\S+Z/);
  expect(result.log).toContain(`sub ${SUBJECT}   aud sts.amazonaws.com`);
  expect([...result.env.keys()].sort()).toEqual(["MONGO_URL", "SECRETS_ACTION_REPORT"]);
  expect(leaks(result, [CANARY])).toEqual([]);
  expect(result.files.afterPost).toEqual([]);
});

test("fields, binary, listings and parameters, in batches", async () => {
  const { aws, run, leaks } = cloud({ seed: SEED });
  const bytes: Buffer[] = [];
  const result = await run({
    inputs: {
      secrets: `KEY = aws://liquid-hive/app#api.key
APP_* = aws://liquid-hive/app
TLS = aws://liquid-hive/prod/tls as file
FEATURE_* = aws://feature/
PROD_* = aws://feature/?tags=env=prod
ONE = ssm://shop/one
OLD = ssm:///shop/two/deep?version=1
SHOP_* = ssm://shop/`,
    },
    laterStep: ({ env }) => void bytes.push(fs.readFileSync(env.get("TLS")!)),
  });
  expect(result.main.succeeded).toBe(true);
  expect(bytes).toEqual([BINARY]);
  const names = [
    "KEY",
    "APP_n",
    "APP_list",
    "FEATURE_a",
    "FEATURE_b_c",
    "PROD_a",
    "ONE",
    "OLD",
    "SHOP_two_deep",
  ];
  expect(names.map((name) => result.env.get(name))).toEqual([
    `${CANARY}-json`,
    "",
    `[1,"${CANARY}-item"]`,
    `${CANARY}-a`,
    `${CANARY}-c`,
    `${CANARY}-a`,
    `${CANARY}-p1`,
    `${CANARY}-old`,
    `${CANARY}-p2`,
  ]);
  expect(result.env.has("PROD_b_c")).toBe(false);
  // The one secret with that tag.
  expect(aws.counts().get("secretsmanager:GetSecretValue")).toBe(1);
  expect(leaks(result, [CANARY])).toEqual([]);
});

test("the age key comes by OIDC too: no secret is stored in GitHub", async () => {
  const sealer = sealedBy([]);
  const { run, leaks, oidc } = cloud({
    seed: { secrets: [{ name: "liquid-hive/prod/age-key", value: sealer.key }] },
  });
  const result = await run({
    inputs: {
      "age-key": "aws://liquid-hive/prod/age-key",
      secrets: "URL = sops://a.enc.yaml#url",
    },
    workspace: { "a.enc.yaml": sealer.seal("yaml", `url: ${CANARY}\n`) },
  });
  expect(result.env.get("URL")).toBe(CANARY);
  expect(oidc.audiences).toHaveLength(1);
  expect(leaks(result, [CANARY, /AGE-SECRET-KEY-\w+/.exec(sealer.key)![0]])).toEqual([]);
});

test("chained roles: the second session reads, with the default tags and the external id", async () => {
  const second = "arn:aws:iam::210987654321:role/reader";
  const { run, aws } = cloud({
    seed: { secrets: [{ name: "there", value: CANARY, account: "210987654321" }] },
    trust: { [ROLE]: { sub: [SUBJECT] }, [second]: { principals: [ROLE], externalId: "ours" } },
  });
  const result = await run({
    inputs: {
      "aws-chain-roles": second,
      "aws-external-id": "ours",
      "aws-tags": "Team=core",
      secrets: "A = aws://there",
    },
  });
  expect(result.log).toContain("assumed-role/reader");
  expect(result.env.get("A")).toBe(CANARY);
  const assume = aws.raw
    .map(({ body }) => body.toString())
    .find((body) => body.includes("Action=AssumeRole&"));
  expect(assume).toMatch(/GitHub.*Actions/);
  expect(assume).toContain("Team");
});
