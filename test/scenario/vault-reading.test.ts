import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { vaultCloud } from "./vault-cloud.ts";
import { BINARY, CANARY, KV, open, PKI } from "./vault-place.ts";

describe("what is read", () => {
  test("fields, versions, numbers, bytes, listings, KV 1 under a mount with a slash", async () => {
    const { vault, run, leaks } = open();
    const bytes: Buffer[] = [];
    const result = await run({
      inputs: {
        secrets: `KEY = vault://secret/several#api.key
ITEM = vault://secret/several#list.1
APP_* = vault://secret/several
OLD = vault://secret/versions?version=1
NOW = vault://secret/versions
DB_* = vault://secret/database/
RED_* = vault://secret/database/r*
BYTES = vault://secret/bytes decode base64 as file
ONE = vault://team/old/app
COUNT = vault://team/old/app#count
RATE = vault://team/old/app#rate
DATA = vault://secret/data/database/mongo_url
CERT = ${PKI}#certificate
CHAIN = ${PKI}#ca_chain
KEY_FILE = ${PKI}#private_key as file`,
      },
      laterStep: ({ env }) => void bytes.push(fs.readFileSync(env.get("BYTES")!)),
    });
    expect(result.main.log).not.toContain("Fix:");
    expect(result.main.succeeded).toBe(true);
    expect(bytes).toEqual([BINARY]);
    const expected = {
      KEY: `${CANARY}-api`,
      ITEM: `${CANARY}-item`,
      APP_user: `${CANARY}-user`,
      APP_api_key: `${CANARY}-api`,
      APP_list: `[1,"${CANARY}-item"]`,
      OLD: `${CANARY}-v1`,
      NOW: `${CANARY}-v3`,
      DB_mongo_url: `${CANARY}-mongo`,
      DB_redis_url: `${CANARY}-redis`,
      DB_deep_er: `${CANARY}-deeper`,
      RED_edis_url: `${CANARY}-redis`,
      ONE: `${CANARY}-one`,
      COUNT: "12345678901234567890",
      RATE: "1.50",
      DATA: `${CANARY}-mongo`,
    };
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, result.env.get(name)]))).toEqual(
      expected,
    );
    expect([result.env.has("DB_old_url"), result.env.get("APP_no")]).toEqual([false, ""]);
    expect(result.log).toContain("secret/database/, these are left out, since they are deleted: old_url");
    expect(result.log).toContain("secret/data/database/mongo_url is read as secret/database/mongo_url");
    // Three fields of one answer.
    expect(vault.counts().get("POST pki/issue/web")).toBe(1);
    expect(result.env.get("CHAIN")!.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    // One look-up a mount, though eleven lines lie in three of them.
    expect([...vault.counts().keys()].filter((name) => name.includes("ui/mounts"))).toHaveLength(3);
    expect(leaks(result, [CANARY], { except: [/KEY_FILE$/] })).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("a lease keeps the token until post; it ends with it, and the report has its end", async () => {
    const { vault, run, leaks } = open();
    let report = "";
    const result = await run({
      inputs: { secrets: "USER_* = vault://database/creds/app" },
      laterStep: ({ env }) => {
        report = fs.readFileSync(env.get("SECRETS_ACTION_REPORT")!, "utf8");
        expect(vault.leases().map(({ alive }) => alive)).toEqual([true]);
        expect(vault.tokens().map(vault.alive)).toEqual([true]);
      },
    });
    expect(result.main.succeeded).toBe(true);
    expect(vault.issued()).toContain(result.env.get("USER_password"));
    expect(report).toMatch(/"expires": ?"20\S+Z"/);
    expect(vault.counts().get("GET database/creds/app")).toBe(1);
    expect(vault.leases().map(({ alive }) => alive)).toEqual([false]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    // What post needs to end both lies in a file of this user's alone.
    expect(leaks(result, [CANARY], { except: [/^file-after-main:.*-leftovers-/] })).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("a dry run reads KV, makes nothing, exports nothing", async () => {
    const { vault, run, leaks } = open();
    const secrets = `${KV}\nCERT = ${PKI}\nUSER_* = vault://database/creds/app`;
    const result = await run({ inputs: { secrets, "dry-run": "true" } });
    expect(result.main.succeeded).toBe(true);
    expect(vault.leases()).toEqual([]);
    expect([...vault.counts().keys()].filter((name) => /pki\/issue|database\/creds/.test(name))).toEqual([
      "GET sys/internal/ui/mounts/pki/issue/web",
      "GET sys/internal/ui/mounts/database/creds/app",
    ]);
    expect(result.env.size).toBe(0);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("a POST is asked for in the input alone: a file of the checkout may make nothing", async () => {
    const { vault, run } = open();
    const result = await run({
      inputs: { config: "secrets.yaml" },
      workspace: { "secrets.yaml": `secrets: |\n  CERT = ${PKI}\n` },
    });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain("Fix:");
    expect([...vault.counts().keys()].filter((name) => name.startsWith("POST pki"))).toEqual([]);
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
  });
});

test("namespaces: the login in one, reads in another below it, and references that start with one", async () => {
  const secrets = { app: { value: `${CANARY}-team` } };
  const { vault, run, leaks } = vaultCloud({
    policies: { deploy: { "team/+/secret/*": ["read"], "team/secret/*": ["read"] } },
    seed: {
      namespaces: {
        team: { mounts: { secret: { type: "kv", version: 2, secrets } } },
        "team/inner": {
          mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: `${CANARY}-inner` } } } },
        },
      },
    },
  });
  const result = await run({
    inputs: {
      "vault-namespace": "team",
      "vault-auth-namespace": "/",
      secrets: "A = vault://secret/app\nB = vault://inner/secret/app",
    },
  });
  expect([result.env.get("A"), result.env.get("B")]).toEqual([`${CANARY}-team`, `${CANARY}-inner`]);
  expect(vault.counts().get("POST auth/jwt/login")).toBe(1);
  expect(vault.tokens().map(vault.alive)).toEqual([false]);
  expect(leaks(result, [CANARY])).toEqual([]);
});
