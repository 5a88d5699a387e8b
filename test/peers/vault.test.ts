import { spawnSync } from "node:child_process";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Job, openJob, type StartedServer, type StepOptions, type StepRun } from "../harness/job.ts";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun } from "../harness/run-action.ts";
import { postgresFolder, type SqlServer, startPostgres } from "../harness/servers/postgres.ts";
import { PATHS, storedByVault, VARIABLES, VAULT_QUICK_START } from "../scenario/seed-text.ts";
import { type BaoCloud, baoCloud, VAULT_ROLE } from "../scenario/vault-cloud.ts";
import { peer } from "./peers.ts";

const CANARY = "CANARY-7f3a-bao-value";
const PKI = "vault://pki/issue/web?common_name=a.example.com";
const KV = "MONGO_URL = vault://secret/database/mongo_url";

const POLICY = {
  "secret/data/*": ["read"],
  "secret/metadata/*": ["list"],
  "old/*": ["read", "list"],
  "closed/data/other": ["read"],
  "pki/issue/*": ["update"],
  "database/creds/*": ["read"],
  "team/secret/*": ["read", "list"],
} as const;
const MOUNTS = {
  secret: {
    type: "kv",
    version: 2,
    secrets: {
      "database/mongo_url": { value: `${CANARY}-mongo` },
      "database/redis_url": { value: `${CANARY}-redis` },
      "database/old_url": [{ data: { value: `${CANARY}-old` }, deleted: true }],
      several: { user: `${CANARY}-user`, "api.key": `${CANARY}-api` },
      versions: [
        { data: { value: `${CANARY}-v1` } },
        { data: { value: `${CANARY}-v2` }, destroyed: true },
        { data: { value: `${CANARY}-v3` } },
      ],
      gone: [{ data: { value: `${CANARY}-gone` }, deleted: true }],
    },
  },
  old: { type: "kv", version: 1, secrets: { app: `{"value":"${CANARY}-one","count":12345678901234567890}` } },
  closed: { type: "kv", version: 2, secrets: { app: { value: CANARY } } },
  pki: { type: "pki", roles: { web: { ttl: 300, leases: true } } },
} as const;

/** The built action, in a job of its own for each test, beside servers that run through all of them. */
class Bench {
  readonly cloud: BaoCloud;
  #started: StartedServer[] = [];
  #job: Job | undefined;

  constructor(cloud: BaoCloud) {
    this.cloud = cloud;
  }

  async start(): Promise<void> {
    for (const server of [this.cloud.oidc, this.cloud.vault]) this.#started.push(await server.start());
  }

  async stop(): Promise<void> {
    for (const server of this.#started) await server.stop();
  }

  async open(): Promise<void> {
    const running = this.#started.map(({ env }) => ({
      start: async (): Promise<StartedServer> => ({ env, log: [], stop: async () => undefined }),
    }));
    this.#job = await openJob({ servers: running });
  }

  async close(): Promise<void> {
    await this.#job?.close();
  }

  get job(): Job {
    if (this.#job === undefined) throw new Error("not open");
    return this.#job;
  }

  step(inputs: Readonly<Record<string, string>>, more: Omit<StepOptions, "inputs"> = {}): Promise<StepRun> {
    return this.job.step({ ...more, inputs: { "vault-role": VAULT_ROLE, ...inputs } });
  }

  /** The accessors of tokens that live, but for those that lived at the start: what steps left. */
  async living(namespace?: string): Promise<string[]> {
    const { vault } = this.cloud;
    const asked = await vault.ask("GET", "auth/token/accessors?list=true", {
      token: vault.rootToken,
      namespace,
    });
    const keys: string[] = asked.json?.data?.keys ?? [];
    const own = await vault.root("GET", "auth/token/lookup-self");
    const alive = await Promise.all(keys.map((key) => vault.isAlive(key, namespace)));
    return keys.filter((key, i) => alive[i] === true && key !== own.json.data.accessor);
  }

  /** What is left of the job's files, and shown by its steps. */
  leaks(steps: readonly StepRun[], values: readonly string[]) {
    return steps.flatMap((main) => {
      const run = {
        main,
        post: undefined,
        laterStepHeader: this.job.laterStepHeader(),
        env: this.job.env,
        envAfterPost: this.job.env,
        files: { afterMain: [], afterPost: [] },
        serverLogs: [],
      } as unknown as ActionRun;
      const all = [...values, ...this.cloud.oidc.tokens, this.cloud.vault.rootToken];
      return findLeaks(run, all);
    });
  }
}

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

test("the seed's quick start, its own commands run by OpenBao's client", async () => {
  const bench = new Bench(baoCloud({ seed: { mounts: { secret: { type: "kv", version: 2 } } } }));
  await bench.start();
  try {
    await bench.open();
    const { vault } = bench.cloud;
    const commands = VAULT_QUICK_START.replaceAll(/^export .*$/gm, "");
    const ran = spawnSync("bash", ["-ec", `vault() { "$BAO" "$@"; }\n${commands}`], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        HOME: bench.job.folder.home,
        BAO: peer("bao"),
        VAULT_ADDR: vault.url(),
        VAULT_TOKEN: vault.rootToken,
      },
    });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    const stored = storedByVault(VAULT_QUICK_START);
    const names = [...stored.keys()].map((path) => VARIABLES[PATHS.indexOf(path)]!);
    const step = await bench.step(
      {
        "vault-role": "",
        "vault-mount": "secret",
        secrets: [...stored.keys()].map((path, i) => `${names[i]} = ${path}`).join("\n"),
      },
      { env: { VAULT_TOKEN: vault.rootToken } },
    );
    expect(step.log).not.toContain("Fix:");
    expect(names.map((name) => step.exported.get(name))).toEqual([...stored.values()]);
    expect(step.log).toContain("secrets provider: vault");
    expect(await vault.takes(vault.rootToken)).toBe(true);
    expect(bench.leaks([step], [...stored.values()])).toEqual([]);
  } finally {
    await bench.close();
    await bench.stop();
  }
});

describe.skipIf(postgresFolder() === undefined)("with a SQL server", () => {
  let sql: SqlServer;
  const bench = new Bench(
    baoCloud({
      sql: () => sql,
      seed: {
        mounts: {
          secret: MOUNTS.secret,
          database: { type: "database", roles: { app: { ttl: 600 } } },
        },
      },
      policies: { deploy: POLICY },
    }),
  );
  beforeAll(async () => {
    sql = await startPostgres();
    await bench.start();
  });
  afterAll(async () => {
    await bench.stop();
    await sql.stop();
  });
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  /** Leases end a moment after their token: the server has a queue for it. */
  const none = async (): Promise<string[]> => {
    for (let tries = 0; tries < 100 && (await leases()).length > 0; tries += 1) await sleep(100);
    return leases();
  };
  const leases = async (): Promise<string[]> => {
    const { vault } = bench.cloud;
    const asked = await vault.ask("GET", "sys/leases/lookup/database/creds/app/?list=true", {
      token: vault.rootToken,
    });
    return asked.json?.data?.keys ?? [];
  };

  test("a login of the database: user and password of one read; it ends with the token, in post", async () => {
    const step = await bench.step({
      secrets:
        "DB_USER = vault://database/creds/app#username\nDB_PASSWORD = vault://database/creds/app#password",
    });
    expect(step.log).not.toContain("Fix:");
    expect(step.exported.get("DB_USER")).toMatch(/^v-/);
    expect(step.log).toContain("the token lives on for a lease");
    expect([await leases(), await bench.living()]).toEqual([[expect.any(String)], [expect.any(String)]]);
    expect(bench.leaks([step], [CANARY, step.exported.get("DB_PASSWORD")!])).toEqual([]);
    await bench.job.post();
    expect([await none(), await bench.living()]).toEqual([[], []]);
  });

  test("a run that fails after it made one leaves neither", async () => {
    const step = await bench.step({
      secrets: "DB_* = vault://database/creds/app\nGONE = vault://secret/nowhere",
    });
    expect(step.exitCode).toBe(1);
    await bench.job.post();
    expect([await none(), await bench.living()]).toEqual([[], []]);
  });

  test("a dry run makes none", async () => {
    const step = await bench.step({ secrets: "DB_* = vault://database/creds/app", "dry-run": "true" });
    expect(step.succeeded).toBe(true);
    expect([await none(), await bench.living()]).toEqual([[], []]);
  });
});
