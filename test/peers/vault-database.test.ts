import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postgresFolder, type SqlServer, startPostgres } from "../harness/servers/postgres.ts";
import { baoCloud } from "../scenario/vault-cloud.ts";
import { Bench, CANARY, MOUNTS, POLICY } from "./vault-bench.ts";

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
