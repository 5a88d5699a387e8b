import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { baoCloud, VAULT_ROLE } from "../scenario/vault-cloud.ts";
import { Bench, CANARY, KV, MOUNTS, POLICY } from "./vault-bench.ts";

const PKI = "vault://pki/issue/web?common_name=a.example.com";

describe.each([
  { how: "plain", tls: false },
  { how: "over TLS", tls: true },
])("OpenBao $how", ({ tls }) => {
  const bench = new Bench(
    baoCloud({
      tls,
      seed: {
        mounts: MOUNTS,
        namespaces: {
          team: {
            mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: `${CANARY}-team` } } } },
          },
        },
      },
      policies: { deploy: POLICY },
      roles: {
        [VAULT_ROLE]: {},
        batch: { type: "batch", ttl: 300 },
        "two-uses": { numUses: 2 },
        other: { claims: { repository_id: "1" } },
      },
    }),
  );
  beforeAll(() => bench.start());
  afterAll(() => bench.stop());
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  test("KV 1 and 2 by GitHub's token; the token is really gone when main ends", async () => {
    const step = await bench.step({
      secrets: `${KV}
DB_* = vault://secret/database/
USER = vault://secret/several#user
KEY = vault://secret/several#api.key
V1 = vault://secret/versions?version=1
V3 = vault://secret/data/versions
ONE = vault://old/app
COUNT = vault://old/app#count`,
    });
    expect(step.log).not.toContain("Fix:");
    const expected = {
      MONGO_URL: `${CANARY}-mongo`,
      DB_mongo_url: `${CANARY}-mongo`,
      DB_redis_url: `${CANARY}-redis`,
      USER: `${CANARY}-user`,
      KEY: `${CANARY}-api`,
      V1: `${CANARY}-v1`,
      V3: `${CANARY}-v3`,
      ONE: `${CANARY}-one`,
      COUNT: "12345678901234567890",
    };
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, step.exported.get(name)]))).toEqual(
      expected,
    );
    expect(step.log).toContain("these are left out, since they are deleted: old_url");
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([step], [CANARY])).toEqual([]);
  });

  test("what goes wrong: each with its code, and no token is left", async () => {
    const step = await bench.step({
      secrets: `A = vault://secret/gone
B = vault://secret/versions?version=2
C = vault://secret/versions?version=9
D = vault://secret/nowhere
E = vault://closed/app
F = vault://unknown/app
G = vault://pki/issue/none?common_name=x.example.com
H = vault://pki/nowhere/at/all?x=y
I = vault://secret/several`,
    });
    expect(step.exitCode).toBe(1);
    const codes = [
      ...step.log.matchAll(/^(?:##\[error\])?([A-Z_]+) {2}input secrets, line \d+: (\w):/gm),
    ].map(([, code, name]) => `${name} ${code}`);
    expect(codes).toEqual([
      "A SECRET_DELETED",
      "B SECRET_DELETED",
      "C VERSION_NOT_FOUND",
      "D SECRET_NOT_FOUND",
      "E ACCESS_DENIED",
      "F ACCESS_DENIED",
      "G SECRET_NOT_FOUND",
      "H ACCESS_DENIED",
      "I FIELD_AMBIGUOUS",
    ]);
    expect(step.exported.size).toBe(0);
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([step], [CANARY])).toEqual([]);
  });

  test("a role that does not admit the job gives no token", async () => {
    const step = await bench.step({ "vault-role": "other", secrets: KV });
    expect(step.log).toMatch(/LOGIN_REFUSED.*repository_id "74001"/);
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([step], [CANARY])).toEqual([]);
  });

  test("pki: three fields of one certificate; its lease lives until post, and so does the token", async () => {
    const step = await bench.step({
      secrets: `CERT = ${PKI}#certificate\nCHAIN = ${PKI}#ca_chain\nKEY = ${PKI}#private_key as file\nSERIAL = ${PKI}#serial_number`,
    });
    expect(step.log).not.toContain("Fix:");
    expect(step.exported.get("CERT")).toContain("BEGIN CERTIFICATE");
    expect(step.exported.get("SERIAL")).toMatch(/^([0-9a-f]{2}:)+[0-9a-f]{2}$/);
    expect(await bench.living()).toHaveLength(1);
    const [post] = await bench.job.post();
    expect(post?.log).toContain("the token is revoked, and its leases with it");
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([step], [CANARY])).toEqual([]);
  });

  test("vault-export: a later step reads with it, post ends it", async () => {
    const step = await bench.step({ "vault-export": "true", secrets: KV });
    const token = step.exported.get("VAULT_TOKEN")!;
    const { vault } = bench.cloud;
    expect((await vault.ask("GET", "secret/data/several", { token })).status).toBe(200);
    expect(await vault.takes(token)).toBe(true);
    await bench.job.post();
    expect([await vault.takes(token), await bench.living()]).toEqual([false, []]);
    expect(bench.leaks([step], [CANARY, token])).toEqual([]);
  });

  test("a main that is killed leaves a token that post ends", async () => {
    const step = await bench.step(
      { secrets: KV },
      {
        env: { LOG_LEVEL: "DEBUG" },
        kill: { signal: "SIGKILL", whenStdout: /data\/database\/mongo_url -> 200/ },
      },
    );
    expect(step.exitCode).not.toBe(0);
    await bench.job.post();
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([step], [CANARY])).toEqual([]);
  });

  test("a batch token, and one whose uses are spent", async () => {
    const batch = await bench.step({ "vault-role": "batch", secrets: KV });
    expect(batch.log).toMatch(/a batch token cannot be revoked; it lives until 20\S+Z/);
    const spent = await bench.step({
      "vault-role": "two-uses",
      secrets: "A = vault://secret/database/mongo_url",
    });
    expect([spent.succeeded, spent.annotations]).toEqual([true, []]);
    expect(spent.exported.get("A")).toBe(`${CANARY}-mongo`);
    const more = await bench.step({
      "vault-role": "two-uses",
      secrets: "B = vault://secret/several#user\nC = vault://secret/database/redis_url\nD = vault://old/app",
    });
    expect(more.log).toMatch(/CREDENTIALS_REFUSED.*no uses left/);
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([batch, spent, more], [CANARY])).toEqual([]);
  });

  test("a namespace: logged in above it, read in it, by a reference and by the input", async () => {
    const step = await bench.step({
      secrets: "A = vault://team/secret/app",
    });
    expect(step.exported.get("A")).toBe(`${CANARY}-team`);
    const other = await bench.step({
      "vault-namespace": "team",
      "vault-auth-namespace": "/",
      secrets: "B = vault://secret/app",
    });
    expect(other.log).not.toContain("Fix:");
    expect(other.exported.get("B")).toBe(`${CANARY}-team`);
    expect(await bench.living()).toEqual([]);
    expect(bench.leaks([step, other], [CANARY])).toEqual([]);
  });
});
