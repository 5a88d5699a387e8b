import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartedServer } from "../harness/job.ts";
import { baoServer } from "../harness/servers/bao.ts";
import { postgresFolder, type SqlServer, startPostgres } from "../harness/servers/postgres.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { agreedVaultSeed, VAULT_AGREEMENT } from "../harness/servers/vault-agreement.ts";
import {
  kubernetesAgreement,
  kubernetesSeed,
  SQL_SEED,
  VAULT_SQL_AGREEMENT,
  VAULT_TLS_AGREEMENT,
} from "../harness/servers/vault-agreement-special.ts";
import { tokenReviewServer } from "../harness/servers/token-review.ts";

/** What the stand-in of `npm test` claims to know of Vault, said by a server nobody here wrote. */
describe.each([
  { how: "plain", tls: false },
  { how: "over TLS", tls: true },
])("OpenBao $how", ({ tls }) => {
  const oidc = oidcServer();
  const bao = baoServer({ tls, seed: agreedVaultSeed(oidc) });
  let started: StartedServer | undefined;
  beforeAll(async () => {
    started = await bao.start();
  });
  afterAll(() => started?.stop());

  test.each([...VAULT_AGREEMENT, ...(tls ? VAULT_TLS_AGREEMENT : [])])("$name", async ({ ask, answer }) => {
    expect(await ask({ ask: bao.ask, rootToken: bao.rootToken, oidc })).toEqual(answer);
  });

  test("asked as root, it says whether a token is still there", async () => {
    const body = { password: "CANARY-7f3a-password" };
    const { auth } = (await bao.ask("POST", "auth/userpass/login/ann", { body })).json;
    expect([await bao.isAlive(auth.accessor), await bao.takes(auth.client_token)]).toEqual([true, true]);
    await bao.ask("POST", "auth/token/revoke-self", { token: auth.client_token });
    expect([await bao.isAlive(auth.accessor), await bao.takes(auth.client_token)]).toEqual([false, false]);
  });
});

const installed = postgresFolder() !== undefined;
if (!installed) console.warn("PostgreSQL is not installed (apt-get install postgresql): no database engine");

describe.runIf(installed)("OpenBao with PostgreSQL", () => {
  const oidc = oidcServer();
  let sql: SqlServer;
  const bao = baoServer({ seed: SQL_SEED, sql: () => sql });
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    sql = await startPostgres();
    stops.push(sql.stop);
    stops.push((await bao.start()).stop);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test.each(VAULT_SQL_AGREEMENT)("$name", async ({ ask, answer }) => {
    expect(await ask({ ask: bao.ask, rootToken: bao.rootToken, oidc })).toEqual(answer);
  });
});

describe("OpenBao with a cluster's token review", () => {
  const oidc = oidcServer();
  const cluster = tokenReviewServer();
  const bao = baoServer({ seed: kubernetesSeed(cluster.token), kubernetes: cluster.url });
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    stops.push((await cluster.start()).stop);
    stops.push((await bao.start()).stop);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test.each(kubernetesAgreement(cluster.token))("$name", async ({ ask, answer }) => {
    expect(await ask({ ask: bao.ask, rootToken: bao.rootToken, oidc })).toEqual(answer);
    expect(cluster.reviewed[0]).toBe(cluster.token);
  });
});
