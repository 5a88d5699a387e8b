import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { findLeaks } from "../harness/leaks.ts";
import { sealedBy } from "./sealed.ts";
import { ACCOUNT, cloud, ROLE, SUBJECT } from "./cloud.ts";

const CANARY = "CANARY-7f3a-aws-value";
const BINARY = Buffer.from([0xff, 0xfe, 0x80, 0x41, 0xc3, 0xa9, 0x00, 0x0a]);
const SEED = {
  secrets: [
    { name: "liquid-hive/prod/database/mongo_url", value: `${CANARY}-mongo` },
    { name: "liquid-hive/prod/MONGO_URL", value: `${CANARY}-helm` },
    { name: "liquid-hive/app", value: `{"api.key":"${CANARY}-json","n":null,"list":[1,"${CANARY}-item"]}` },
    { name: "liquid-hive/prod/tls", value: BINARY },
    { name: "feature/a", value: `${CANARY}-a`, tags: { env: "prod" } },
    { name: "feature/b/c", value: `${CANARY}-c`, tags: { env: "test" } },
  ],
  parameters: [
    { name: "/shop/one", type: "SecureString" as const, values: [`${CANARY}-p1`] },
    { name: "/shop/two/deep", values: [`${CANARY}-old`, `${CANARY}-p2`] },
  ],
};

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

test("an age key that waits for itself is shown as the cycle that it is, before any request", async () => {
  const { run, aws } = cloud();
  const result = await run({
    inputs: { "age-key": "sops://keys.enc.yaml#age", secrets: "URL = sops://a.enc.yaml#url" },
    workspace: { "a.enc.yaml": "x: 1\n", "keys.enc.yaml": "age: 1\n" },
  });
  expect(result.log).toMatch(/REFERENCE_CYCLE.*sops needs age-key, a reference of sops/);
  expect(aws.total()).toBe(0);
});

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

describe("credentials for later steps", () => {
  test("aws-export: env gives one set, and post blanks it", async () => {
    const { run, aws, leaks } = cloud();
    const result = await run({ inputs: { "aws-export": "env" } });
    expect(result.main.succeeded).toBe(true);
    const [key, secret, token] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map(
      (name) => result.env.get(name),
    );
    expect(key).toMatch(/^ASIA/);
    expect(aws.issued()).toContain(secret);
    expect(aws.issued()).toContain(token);
    expect(result.env.get("AWS_REGION")).toBe("us-east-1");
    expect(result.envAfterPost.get("AWS_SECRET_ACCESS_KEY")).toBe("");
    expect(leaks(result, [])).toEqual([]);
  });

  test("a foreign AWS_PROFILE is an error, before any request", async () => {
    const { run, aws } = cloud();
    const result = await run({ inputs: { "aws-export": "env" }, env: { AWS_PROFILE: "theirs" } });
    expect(result.log).toContain("CREDENTIALS_CONFLICT");
    expect(aws.total()).toBe(0);
  });

  test("profiles lie in a file of ours, to which a later step adds; post takes it away", async () => {
    const { oidc, aws } = cloud();
    const job = await openJob({ servers: [oidc, aws] });
    try {
      const inputs = { "aws-role": ROLE, "aws-region": "us-east-1" };
      const first = await job.step({ inputs: { ...inputs, "aws-export": "profile one" } });
      const second = await job.step({
        inputs: { ...inputs, "aws-region": "eu-west-1", "aws-export": "profile two" },
      });
      expect([first.succeeded, second.succeeded]).toEqual([true, true]);
      expect(job.env.get("AWS_PROFILE")).toBe("one");
      const credentials = fs.readFileSync(job.env.get("AWS_SHARED_CREDENTIALS_FILE")!, "utf8");
      expect(credentials.match(/^\[.*\]$/gm)).toEqual(["[one]", "[two]"]);
      const config = fs.readFileSync(job.env.get("AWS_CONFIG_FILE")!, "utf8");
      expect(config).toBe("[profile one]\nregion = us-east-1\n[profile two]\nregion = eu-west-1\n");
      expect(fs.statSync(job.env.get("AWS_CONFIG_FILE")!).mode & 0o777).toBe(0o600);
      await job.post();
      expect(fs.readdirSync(job.folder.temp)).toEqual([]);
      expect(fs.existsSync(path.join(job.folder.home, ".aws"))).toBe(false);
    } finally {
      await job.close();
    }
  });
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

test("no shared file is read: an endpoint in ~/.aws/config gets nothing", async () => {
  const seen: string[] = [];
  const trap = http.createServer((request, response) => {
    seen.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => void trap.listen(0, "127.0.0.1", resolve));
  const { port } = trap.address() as { port: number };
  const { run } = cloud({ seed: SEED });
  const result = await run({
    inputs: { secrets: "A = aws://liquid-hive/app\nB = ssm://shop/one" },
    prepare: ({ home }) => {
      fs.mkdirSync(path.join(home, ".aws"));
      const text = `[default]\nregion = eu-south-1\nendpoint_url = http://127.0.0.1:${port}\nretry_mode = adaptive\n`;
      fs.writeFileSync(path.join(home, ".aws/config"), text);
      fs.writeFileSync(
        path.join(home, ".aws/credentials"),
        "[default]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n",
      );
    },
  });
  trap.close();
  expect(result.main.succeeded).toBe(true);
  expect(seen).toEqual([]);
});

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

test("a wildcard without a name needs bounds: what a store may name is not for the store to say", async () => {
  const { run, aws } = cloud({ seed: SEED });
  const secrets = "* = aws://liquid-hive/app";
  expect((await run({ inputs: { secrets } })).log).toContain("would take its names from a store");
  expect(aws.total()).toBe(0);
});

test("a run without AWS needs no byte of its SDK, and not the HTTP client", async () => {
  const dist = path.resolve(import.meta.dirname, "../../dist");
  const root = fs.mkdtempSync(path.join(fs.realpathSync("/tmp"), "dist-"));
  try {
    fs.cpSync(dist, path.join(root, "dist"), { recursive: true });
    fs.copyFileSync(path.resolve(dist, "../action.yml"), path.join(root, "action.yml"));
    const heavy = fs.readdirSync(dist).filter((name) => /aws|smithy|http-client/.test(name));
    expect(heavy.length).toBeGreaterThan(2);
    for (const name of heavy) fs.rmSync(path.join(root, "dist", name));
    const job = await openJob({ root, env: { SOURCE: CANARY } });
    const run = await job.step({ inputs: { secrets: "A = env://SOURCE" } });
    await job.close();
    expect([run.exitCode, run.stderr]).toEqual([0, ""]);
    expect(run.exported.get("A")).toBe(CANARY);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
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
