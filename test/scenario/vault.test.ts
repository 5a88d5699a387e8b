import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { type Job, type JobOptions, openJob } from "../harness/job.ts";
import { VAULT_ROLE, vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

const CANARY = "CANARY-7f3a-vault-value";
const BINARY = Buffer.from([0xff, 0xfe, 0x80, 0x41, 0xc3, 0xa9, 0x00, 0x0a]);
const PKI = "vault://pki/issue/web?common_name=a.example.com";
const KV = "MONGO_URL = vault://secret/database/mongo_url";

const MOUNTS: NonNullable<VaultCloudOptions["seed"]>["mounts"] = {
  secret: {
    type: "kv",
    version: 2,
    secrets: {
      "database/mongo_url": { value: `${CANARY}-mongo` },
      "database/redis_url": { value: `${CANARY}-redis` },
      "database/old_url": [{ data: { value: `${CANARY}-old` }, deleted: true }],
      "database/deep/er": { value: `${CANARY}-deeper` },
      several: { user: `${CANARY}-user`, "api.key": `${CANARY}-api`, list: [1, `${CANARY}-item`], no: null },
      versions: [
        { data: { value: `${CANARY}-v1` } },
        { data: { value: `${CANARY}-v2` }, destroyed: true },
        { data: { value: `${CANARY}-v3` } },
      ],
      gone: [{ data: { value: `${CANARY}-gone` }, deleted: true }],
      ended: [{ data: { value: `${CANARY}-ended` }, destroyed: true }],
      bytes: { value: BINARY.toString("base64") },
    },
  },
  "team/old": {
    type: "kv",
    version: 1,
    secrets: { app: `{"value":"${CANARY}-one","count":12345678901234567890,"rate":1.50}` },
  },
  closed: { type: "kv", version: 2, secrets: { app: { value: CANARY } } },
  pki: { type: "pki", roles: { web: {} } },
  database: { type: "database", roles: { app: { ttl: 900 } } },
};
const POLICIES: NonNullable<VaultCloudOptions["policies"]> = {
  deploy: {
    "secret/*": ["read", "list"],
    "team/old/*": ["read", "list"],
    "closed/data/other": ["read"],
    "pki/issue/*": ["read", "update"],
    "database/creds/*": ["read"],
  },
};
const open = (options: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({ seed: { mounts: MOUNTS }, policies: POLICIES, ...options });

/** A job in which the address is known before the step is written. */
async function inJob(
  { oidc, vault }: VaultCloud,
  use: (job: Job, address: string) => Promise<void>,
  options: JobOptions = {},
): Promise<void> {
  const job = await openJob({ ...options, servers: [oidc, vault] });
  try {
    await use(job, vault.url());
  } finally {
    await job.close();
  }
}

describe("an address, a role and secrets are enough", () => {
  test("one token, one login, one look-up, one read, one end; nothing else is shown or left", async () => {
    const { vault, oidc, run, leaks } = open();
    let origin = "";
    const result = await run({ inputs: { secrets: KV }, laterStep: () => void (origin = vault.url()) });
    expect(result.main.succeeded).toBe(true);
    expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
    expect(oidc.audiences).toEqual([origin]);
    expect([...vault.counts()]).toEqual([
      ["POST auth/jwt/login", 1],
      ["GET sys/internal/ui/mounts/secret/database/mongo_url", 1],
      ["GET secret/data/database/mongo_url", 1],
      ["POST auth/token/revoke-self", 1],
    ]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.log).toMatch(/Identity vault {3}jwt role deploy.* until 20\S+Z/);
    expect(result.log).toContain(`sub repo:liquid-hive/shop:ref:refs/heads/main   aud ${origin}`);
    expect([...result.env.keys()].sort()).toEqual(["MONGO_URL", "SECRETS_ACTION_REPORT"]);
    expect(leaks(result, [CANARY])).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("the input beats the environment", async () => {
    const { vault, oidc } = open();
    const trap = vaultCloud();
    const job = await openJob({ servers: [oidc, vault, trap.vault] });
    try {
      const inputs = { "vault-role": VAULT_ROLE, "vault-address": vault.url(), secrets: KV };
      const step = await job.step({ inputs });
      expect(step.exported.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      expect(trap.vault.total()).toBe(0);
    } finally {
      await job.close();
    }
  });

  test("nobody says where Vault is: the line to add, and no request", async () => {
    const { vault, oidc, run } = open();
    const result = await run({ inputs: { secrets: KV }, env: { VAULT_ADDR: "" } });
    expect(result.log).toMatch(/INPUT_INVALID.*vault-address/);
    expect(result.log).toContain("vault-address: https://vault.example.com:8200");
    expect([vault.total(), oidc.audiences.length]).toEqual([0, 0]);
  });
});

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

describe("where a token may be sent", () => {
  test("http: beyond loopback is refused, with the line that allows it", async () => {
    const { oidc, run } = open();
    const address = "http://vault.nowhere.invalid:8200";
    const refused = await run({ inputs: { secrets: KV, "vault-address": address } });
    expect(refused.log).toMatch(/ENDPOINT_REFUSED.*vault-address is http:/);
    expect(refused.log).toContain("vault-allow-http: true");
    expect(oidc.audiences).toEqual([]);
    const allowed = await run({
      inputs: { secrets: KV, "vault-address": address, "vault-allow-http": "true" },
    });
    expect(allowed.log).toMatch(/STORE_UNREACHABLE.*\.invalid/);
  });

  /** The standby answers a read with the address of another. */
  const standby = (location: () => string): VaultCloud =>
    open({
      faults: [
        {
          kind: "redirect",
          on: "/v1/secret/data/",
          times: 1,
          get location() {
            return location();
          },
        },
      ],
    });

  test("a redirect to another host of vault-address is followed", async () => {
    const cloud = standby(() => cloud.vault.url().replace("127.0.0.1", "localhost"));
    await inJob(cloud, async (job, address) => {
      const both = `${address}\n${address.replace("127.0.0.1", "localhost")}`;
      const inputs = { "vault-role": VAULT_ROLE, "vault-address": both, secrets: KV };
      const step = await job.step({ inputs });
      expect(step.log).not.toContain("Fix:");
      expect(step.exported.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      expect(
        cloud.vault.raw
          .map(({ headers }) => headers["host"])
          .filter((host) => host?.startsWith("localhost:")),
      ).toHaveLength(1);
    });
  });

  test.each(["http", "https"])("one to any other is not: %s", async (scheme) => {
    const seen: string[] = [];
    const trap = http.createServer((request, response) => {
      seen.push(request.url ?? "");
      response.end("{}");
    });
    await new Promise<void>((resolve) => void trap.listen(0, "127.0.0.1", resolve));
    const { port } = trap.address() as AddressInfo;
    const { vault, run, leaks } = standby(() => `${scheme}://127.0.0.1:${port}`);
    const result = await run({ inputs: { secrets: KV } });
    trap.close();
    expect(result.log).toContain("ENDPOINT_REFUSED");
    expect(seen).toEqual([]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("headers for a gateway go with each request, and are shown nowhere", async () => {
    const { vault, run, leaks } = open();
    const headers = `CF-Access-Client-Secret: ${CANARY}-gateway`;
    const result = await run({ inputs: { secrets: KV, "vault-headers": headers } });
    expect(result.main.succeeded).toBe(true);
    expect(vault.raw.map((call) => call.headers["cf-access-client-secret"])).toEqual(
      vault.raw.map(() => `${CANARY}-gateway`),
    );
    expect(leaks(result, [CANARY])).toEqual([]);
    const refused = await run({ inputs: { secrets: KV, "vault-headers": `X-Vault-Token: ${CANARY}` } });
    expect(refused.log).toContain("INPUT_INVALID");
    expect(leaks(refused, [CANARY])).toEqual([]);
  });
});

describe("tokens of every kind", () => {
  test("vault-export: later steps have it, and post ends it", async () => {
    const { vault, run, leaks } = open();
    const result = await run({
      inputs: { "vault-export": "true", secrets: KV },
      laterStep: ({ env }) => {
        expect(env.get("VAULT_TOKEN")).toBe(vault.tokens()[0]);
        expect(vault.tokens().map(vault.alive)).toEqual([true]);
      },
    });
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.envAfterPost.get("VAULT_TOKEN")).toBe("");
    expect(leaks(result, [CANARY], { except: [/^file-after-main:/] })).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("a batch token cannot be revoked: that and its end are said", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { type: "batch", ttl: 300 } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.main.succeeded).toBe(true);
    expect(result.log).toMatch(/a batch token cannot be revoked; it lives until 20\S+Z/);
    expect(vault.counts().has("POST auth/token/revoke-self")).toBe(false);
    expect(vault.tokens().map(vault.alive)).toEqual([true]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("uses that are spent are an end, too", async () => {
    const { vault, run } = open({ roles: { [VAULT_ROLE]: { numUses: 1 } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.main.succeeded).toBe(true);
    expect(result.annotations).toEqual([]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("uses that do not suffice: the token has none left, and nothing is exported", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { numUses: 1 } } });
    const result = await run({ inputs: { secrets: `${KV}\nREDIS_URL = vault://secret/database/redis_url` } });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toMatch(/CREDENTIALS_REFUSED.*no uses left/);
    expect([result.env.size, vault.tokens().map(vault.alive)]).toEqual([0, [false]]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("without the policy default it may not end itself: an operator's command, and no failure", async () => {
    const { vault, run, leaks } = open({ roles: { [VAULT_ROLE]: { noDefaultPolicy: true } } });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.main.succeeded).toBe(true);
    expect(result.annotations[0]?.message).toContain("vault token revoke -accessor ");
    expect(vault.tokens().map(vault.alive)).toEqual([true]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("a token that is not ours is not ended, by the input or by VAULT_TOKEN", async () => {
    const { vault, oidc, run, leaks } = open();
    const { rootToken } = vault;
    for (const how of [{ inputs: { "vault-token": rootToken } }, { env: { VAULT_TOKEN: rootToken } }]) {
      const result = await run({
        ...how,
        inputs: { "vault-role": "", secrets: KV, ...("inputs" in how ? how.inputs : {}) },
      });
      expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      expect(leaks(result, [CANARY])).toEqual([]);
    }
    expect(vault.counts().has("POST auth/token/revoke-self")).toBe(false);
    expect(oidc.audiences).toEqual([]);
  });

  test.each([
    ["fails", { inputs: { secrets: `${KV}\nB = vault://secret/nowhere` } }],
    [
      "is killed",
      {
        inputs: { secrets: KV },
        debug: true,
        kill: { signal: "SIGKILL", whenStdout: /data\/database\/mongo_url -> 200/ },
      },
    ],
  ] as const)("a run that %s leaves none", async (_, options) => {
    const { vault, run, leaks } = open();
    const result = await run(options);
    expect(result.main.exitCode).not.toBe(0);
    expect(vault.tokens()).toHaveLength(1);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.files.afterPost).toEqual([]);
    expect(leaks(result, [CANARY], { except: [/^file-after-main:/] })).toEqual([]);
  });
});

describe("a wrapped secret id", () => {
  const APPROLE = {
    type: "approle",
    roles: { app: { roleId: "the-role-id", secretIds: [], policies: ["deploy"] } },
  } as const;
  const wrapping = (): VaultCloud => open({ seed: { mounts: MOUNTS, auths: { approle: APPROLE } } });
  const wrapped = async ({ vault }: VaultCloud): Promise<string> => {
    const headers = { "x-vault-wrap-ttl": "60s" };
    const reply = await vault.ask("POST", "auth/approle/role/app/secret-id", {
      token: vault.rootToken,
      headers,
    });
    return reply.json.wrap_info.token;
  };
  const inputs = (token: string) => ({
    "vault-role-id": "the-role-id",
    "vault-approle": "app",
    "vault-wrapped-secret-id": token,
    secrets: KV,
  });

  test("is unwrapped once, and the second job that has it is told of an interception", async () => {
    const cloud = wrapping();
    await inJob(cloud, async (job) => {
      const token = await wrapped(cloud);
      const first = await job.step({ inputs: inputs(token) });
      expect(first.log).not.toContain("Fix:");
      expect(first.exported.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      const second = await job.step({ inputs: inputs(token) });
      expect(second.log).toMatch(/WRAPPING_SPENT.*interception/);
      expect(
        `${first.unmaskedLog}${second.unmaskedLog}${second.stderr}`.replaceAll(/^::add-mask::.*$/gm, ""),
      ).not.toContain(token);
    });
  });

  test("that was made for another role is not even unwrapped", async () => {
    const cloud = wrapping();
    await inJob(cloud, async (job) => {
      const token = await wrapped(cloud);
      const step = await job.step({ inputs: { ...inputs(token), "vault-approle": "other" } });
      expect(step.log).toMatch(/INPUT_INVALID.*another path/);
      expect(cloud.vault.counts().has("POST sys/wrapping/unwrap")).toBe(false);
    });
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

test("TLS with a CA of one's own, by ca-cert", async () => {
  const { vault, run, leaks } = open({ tls: "server" });
  const ca = fs.readFileSync(new URL("../fixtures/tls/ca.pem", import.meta.url), "utf8");
  const env = { NODE_EXTRA_CA_CERTS: "" };
  const workspace = { "ca.pem": ca };
  const refused = await run({ inputs: { secrets: KV }, env, workspace });
  expect(refused.log).toContain("TLS_UNTRUSTED");
  expect(vault.total()).toBe(0);
  const result = await run({ inputs: { secrets: KV, "ca-cert": "ca.pem" }, env, workspace });
  expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
  expect(vault.tokens().map(vault.alive)).toEqual([false]);
  expect(leaks(result, [CANARY])).toEqual([]);
});

test("debug: each request and its end, never a token, a value or a body", async () => {
  const { vault, run, leaks } = open();
  const result = await run({ inputs: { secrets: KV }, env: { LOG_LEVEL: "DEBUG" } });
  for (const path of [
    "auth/jwt/login",
    "sys/internal/ui/mounts/secret/database/mongo_url",
    "secret/data/database/mongo_url",
    "auth/token/revoke-self",
  ])
    expect(result.log).toMatch(
      new RegExp(`http: vault attempt 1: (GET|POST) 127\\.0\\.0\\.1:\\d+ /v1/${path} -> 20[04], \\d+ ms`),
    );
  expect(vault.tokens()).toHaveLength(1);
  expect(leaks(result, [CANARY])).toEqual([]);
});
