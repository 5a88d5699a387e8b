import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartedServer } from "../harness/job.ts";
import { type SeedParameter, type SeedSecret, versionId } from "../harness/servers/aws-seed.ts";
import { type Moto, motoServer } from "../harness/servers/moto.ts";
import { cloud, SUBJECT } from "../scenario/cloud.ts";
import { ACT_LIMIT_MS, commitRepository, layAction, runAct } from "./run-act.ts";

/**
 * The built action against moto, a server of AWS's API that nobody here wrote. The strict layer before it checks what moto
 * does not: signatures, identity tokens, limits.
 */
const CANARY = "CANARY-7f3a-moto";
const BINARY = Buffer.from([0xff, 0xfe, 0x00, 0x41, 0xc3]);
const many = Array.from({ length: 45 }, (_, i) => ({ name: `many/${i}`, value: `${CANARY}-${i}` }));
const secrets: SeedSecret[] = [
  { name: "liquid-hive/prod/database/mongo_url", value: `${CANARY}-mongo` },
  { name: "liquid-hive/app", value: `{"api":{"key":"${CANARY}-json"}}` },
  { name: "liquid-hive/tls", value: BINARY },
  {
    name: "liquid-hive/staged",
    versions: [
      { id: versionId(1), value: `${CANARY}-v1`, stages: ["AWSPREVIOUS"] },
      { id: versionId(2), value: `${CANARY}-v2`, stages: ["AWSCURRENT"] },
    ],
  },
  { name: "liquid-hive/deleted", value: CANARY, deleted: true },
  { name: "elsewhere", value: `${CANARY}-eu`, region: "eu-west-1" },
  ...many,
];
const parameters: SeedParameter[] = [
  { name: "/shop/one", type: "SecureString", values: [`${CANARY}-p1`] },
  { name: "/shop/two/deep", values: [`${CANARY}-old`, `${CANARY}-new`], labels: { stable: 1 } },
  ...Array.from({ length: 25 }, (_, i) => ({ name: `/many/${i}`, values: [`${CANARY}-${i}`] })),
];

let moto: Moto;
let started: StartedServer;
let arns: ReadonlyMap<string, string>;
beforeAll(async () => {
  moto = motoServer();
  started = await moto.start();
  arns = await moto.seed({ secrets, parameters });
});
afterAll(() => started.stop());

const overMoto = () => cloud({ upstream: moto.upstream });

test("fields, versions, binary, ARNs, another region, listings and parameters", async () => {
  const { run, leaks, aws } = overMoto();
  const bytes: Buffer[] = [];
  const arn = arns.get("liquid-hive/prod/database/mongo_url")!;
  const result = await run({
    inputs: {
      secrets: `URL = aws://${arn}
PARTIAL = aws://${arn.replace(/-\w{6}$/, "")}
KEY = aws://liquid-hive/app#api.key
TLS = aws://liquid-hive/tls as file
NOW = aws://liquid-hive/staged
BEFORE = aws://liquid-hive/staged?stage=AWSPREVIOUS
EU = aws://elsewhere?region=eu-west-1
MANY_* = aws://many/
ONE = ssm://shop/one
STABLE = ssm:///shop/two/deep?label=stable
P_* = ssm://many/
GONE? = ssm://shop/none`,
    },
    laterStep: ({ env }) => void bytes.push(fs.readFileSync(env.get("TLS")!)),
  });
  expect(result.main.log).toContain("loaded");
  expect(result.main.succeeded).toBe(true);
  const names = ["URL", "PARTIAL", "KEY", "NOW", "BEFORE", "EU", "MANY_44", "ONE", "STABLE", "P_24"];
  expect(names.map((name) => result.env.get(name))).toEqual(
    ["mongo", "mongo", "json", "v2", "v1", "eu", "44", "p1", "old", "24"].map((text) => `${CANARY}-${text}`),
  );
  expect(bytes).toEqual([BINARY]);
  expect([...result.env.keys()].filter((name) => /^(MANY|P)_/.test(name))).toHaveLength(45 + 25);
  expect(aws.counts().get("secretsmanager:ListSecrets")).toBeGreaterThan(0);
  expect(leaks(result, [CANARY])).toEqual([]);
});

test("45 names are three batches, and what is not there is found out by name", async () => {
  const { run, aws } = overMoto();
  const lines = many.map(({ name }, i) => `M${i} = aws://${name}`).join("\n");
  const good = await run({ inputs: { secrets: lines } });
  expect(good.main.succeeded).toBe(true);
  expect(aws.counts().get("secretsmanager:BatchGetSecretValue")).toBe(3);
  expect(aws.total()).toBe(4);
  const bad = await run({
    inputs: {
      secrets: "A = aws://nowhere\nB = aws://liquid-hive/deleted\nC = aws://liquid-hive/staged?stage=NONE",
    },
  });
  for (const code of ["SECRET_NOT_FOUND", "SECRET_DELETED", "VERSION_NOT_FOUND"])
    expect(bad.log).toContain(code);
});

describe("act", () => {
  test("runs the README's workflow unchanged", { timeout: ACT_LIMIT_MS }, async () => {
    const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "act-aws-")));
    const { oidc, aws } = cloud({
      upstream: moto.upstream,
      trust: { "arn:aws:iam::123456789012:role/liquid-hive-secrets-role": { sub: [SUBJECT] } },
    });
    const servers = [await oidc.start(), await aws.start()];
    try {
      const readme = fs.readFileSync(path.resolve(import.meta.dirname, "../../README.md"), "utf8");
      const example = /```yaml\n(jobs:[^]*?)```/.exec(readme)![1]!;
      const repository = path.join(root, "repository");
      const action = path.join(root, "action");
      fs.mkdirSync(path.join(repository, ".github/workflows"), { recursive: true });
      fs.writeFileSync(path.join(repository, ".github/workflows/deploy.yml"), `on: push\n${example}`);
      const script = '#!/bin/sh\nprintf %s "$MONGO_URL" > "$NOTES/url"\necho "it says $MONGO_URL"\n';
      fs.writeFileSync(path.join(repository, "deploy.sh"), script, { mode: 0o755 });
      layAction(action);
      commitRepository(repository);
      const env = servers.flatMap((server) => Object.entries(server.env));
      const { status, log, notes } = await runAct(root, repository, "deploy", [
        "--local-repository",
        `liquid-hive/secrets-action@v1=${action}`,
        ...env.flatMap(([name, value]) => ["--env", `${name}=${value}`]),
      ]);
      expect(status, log).toBe(0);
      expect(notes.get("url")).toBe(`${CANARY}-mongo`);
      expect(log).toContain("it says ***");
      expect(log.includes(CANARY)).toBe(false);
    } finally {
      for (const server of servers) await server.stop();
      fs.rmSync(root, { recursive: true, force: true });
    }
  });
});
