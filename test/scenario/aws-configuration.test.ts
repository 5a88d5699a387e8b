import { describe, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { CANARY, SEED } from "./aws-seed-values.ts";
import { cloud } from "./cloud.ts";

describe("a Helm values file as configuration", () => {
  const map = `secrets:
  provider: aws-secrets-manager
  aws: { enabled: true, region: us-east-1, secretsPrefix: liquid-hive/prod,
         serviceAccount: { annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/cluster" } } }
externalSecrets:
  enabled: true
  data:
    MONGO_URL: { key: liquid-hive/prod/MONGO_URL }
    API_KEY: { key: liquid-hive/app, property: api.key }
`;
  const list = `externalSecrets:
  enabled: true
  secretStoreRef: { kind: ClusterSecretStore, name: aws }
  data:
    - secretKey: MONGO_URL
      remoteRef: { key: liquid-hive/prod/MONGO_URL }
    - secretKey: API_KEY
      remoteRef: { key: liquid-hive/app, property: api.key }
`;
  test.each([
    ["map", map],
    ["list", list],
  ])("as a %s; region and prefix are the file's where no input says otherwise", async (_, text) => {
    const { run, leaks } = cloud({ seed: SEED });
    const result = await run({
      inputs: {
        config: "values.yaml",
        "aws-region": "",
        secrets: "CHAIN = database/mongo_url",
        "aws-prefix": text === list ? "liquid-hive/prod" : "",
      },
      env: { AWS_REGION: text === list ? "us-east-1" : "" },
      workspace: { "values.yaml": text },
    });
    expect(result.main.succeeded).toBe(true);
    expect(["MONGO_URL", "API_KEY", "CHAIN"].map((name) => result.env.get(name))).toEqual([
      `${CANARY}-helm`,
      `${CANARY}-json`,
      `${CANARY}-mongo`,
    ]);
    if (text === map) expect(result.log).toContain("aws-role: arn:aws:iam::123456789012:role/cluster");
    expect(leaks(result, [CANARY])).toEqual([]);
  });
});

test("the chain: aws, then sops, then env; only not found goes on", async () => {
  const { run } = cloud({ seed: SEED });
  const result = await run({
    inputs: { "aws-prefix": "liquid-hive/prod", secrets: "A = database/mongo_url\nB = database/redis_url" },
    env: { REDIS_URL: `${CANARY}-env` },
  });
  expect([result.env.get("A"), result.env.get("B")]).toEqual([`${CANARY}-mongo`, `${CANARY}-env`]);
  expect(result.outputs.get("sources")).toBe('{"A":"aws","B":"env"}');
  expect(findLeaks(result, [CANARY], { except: [/^server/] })).toEqual([]);
});
