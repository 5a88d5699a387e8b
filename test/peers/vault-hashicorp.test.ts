import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { ORIGIN } from "../harness/servers/vault-seed.ts";
import { peer } from "./peers.ts";
import { CANARY, NO_VAULT, step, textOf, vaultServer } from "./hashicorp.ts";

const SOON = { timeout: 10_000, interval: 50 };
const JWT = { "vault-role": "deploy" };

describeUnless(NO_VAULT, "HashiCorp Vault", () => {
  const oidc = oidcServer();
  const job = { oidc };
  const audiences = [ORIGIN];
  const claims = { repository_id: "74001", ref: "refs/heads/main" };
  const vault = vaultServer({
    seed: {
      policies: {
        read: { "secret/data/*": ["read"], "secret/metadata/*": ["read", "list"], "kv1/*": ["read", "list"] },
        certificates: { "pki/issue/web": ["update"] },
      },
      mounts: {
        secret: {
          type: "kv",
          version: 2,
          secrets: {
            "database/mongo_url": { value: `${CANARY}-mongo` },
            versions: [
              { data: { value: "one" } },
              { data: { value: "two" } },
              { data: { value: "three" }, deleted: true },
            ],
            gone: [{ data: { value: "gone" }, destroyed: true }],
            "team/a": { value: `${CANARY}-a` },
          },
        },
        kv1: {
          type: "kv",
          version: 1,
          secrets: {
            app: { value: `${CANARY}-1`, data: "x" },
            numbers: '{"big":12345678901234567890,"far":1e40,"whole":1.0}',
          },
        },
        pki: { type: "pki", roles: { web: { ttl: 300, leases: true } } },
      },
      auths: {
        jwt: {
          type: "jwt",
          issuer: oidc.issuer,
          roles: {
            deploy: { audiences, claims, policies: ["read", "certificates"], user: "repository_id" },
            prod: { audiences, claims: { ...claims, environment: "production" }, policies: ["read"] },
            batch: { audiences, claims, policies: ["read"], type: "batch" },
            twice: { audiences, claims, policies: ["read"], numUses: 2 },
            bare: { audiences, claims, policies: ["read"], noDefaultPolicy: true },
          },
        },
      },
    },
  });
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => void (stop = (await vault.start()).stop));
  afterAll(async () => stop?.());

  const leaseIsThere = async (id: string): Promise<boolean> =>
    (await vault.ask("POST", "sys/leases/lookup", { token: vault.rootToken, body: { lease_id: id } }))
      .status === 200;

  test("GitHub's token, one secret of KV 2: the token is gone when the step ends", async () => {
    const ended = await step(vault, JWT, ["vault://secret/database/mongo_url"], job);
    expect(ended.outcomes[0]).toMatchObject({ is: "found", version: "1" });
    expect(textOf(ended.outcomes[0])).toBe(`{"value":"${CANARY}-mongo"}`);
    expect([
      ended.accessor !== "",
      await vault.isAlive(ended.accessor),
      await vault.takes(ended.token),
    ]).toEqual([true, false, false]);
    expect(ended.left).toEqual([]);
  });

  test("KV 1 and 2, numbers as written, versions, what is gone, what never was", async () => {
    const { outcomes } = await step(
      vault,
      JWT,
      [
        "vault://kv1/app",
        "vault://kv1/numbers",
        "vault://secret/versions?version=1",
        "vault://secret/versions",
        "vault://secret/gone",
        "vault://secret/nothing",
        "vault://kv1/nothing",
        "vault://secret/versions?version=9",
        "vault://nowhere/app",
      ],
      job,
    );
    expect(outcomes.map(textOf)).toEqual([
      expect.stringContaining(`"value":"${CANARY}-1"`),
      '{"big":12345678901234567890,"far":1e40,"whole":1.0}',
      '{"value":"one"}',
      "SECRET_DELETED",
      "SECRET_DELETED",
      "missing",
      "missing",
      "VERSION_NOT_FOUND",
      "ACCESS_DENIED",
    ]);
  });

  test("a number beyond its limits is not taken, where OpenBao takes it", async () => {
    const body = '{"data":{"far":1e400}}';
    const { status } = await vault.ask("POST", "secret/data/far", { token: vault.rootToken, body });
    expect(status).toBe(500);
  });

  test("a role of another environment: the claims, and a role to paste that fits", async () => {
    const { failure } = await step(vault, { "vault-role": "prod" }, [], job);
    expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(failure?.message).toContain("binds claims that this token does not have (environment)");
    expect(failure?.message).toContain('repository_id "74001"');
    const inside = await step(vault, { "vault-role": "prod" }, [], {
      oidc,
      claims: { environment: "production" },
    });
    expect([inside.failure, inside.accessor === ""]).toEqual([undefined, false]);
  });

  test.each<[string, Readonly<Record<string, string>>, Record<string, unknown>, string]>([
    ["a role that is not there", { "vault-role": "nobody" }, {}, "there is no role nobody at auth/jwt"],
    [
      "another audience",
      { "vault-role": "deploy", "vault-audience": "https://other.example.com" },
      {},
      "does not take the token's audience",
    ],
    ["an expired token", JWT, { iat: 1_000, nbf: 1_000, exp: 1_300 }, "has expired"],
    ["a token of the future", JWT, { iat: 9e9, nbf: 9e9, exp: 9e9 + 300 }, "not valid yet"],
    ["another issuer", JWT, { iss: "https://issuer.example.com" }, "expects another issuer"],
    [
      "no such mount",
      { ...JWT, "vault-auth-path": "nowhere" },
      {},
      "there is no login method at auth/nowhere",
    ],
  ])("%s is explained", async (_what, inputs, changed, cause) => {
    const { failure } = await step(vault, inputs, [], { oidc, claims: changed });
    expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(failure?.message).toContain(cause);
  });

  test("the role to paste lets this job in, and none of another branch: by Vault's own command", async () => {
    const inputs = { "vault-role": "pasted" };
    const { failure } = await step(vault, inputs, [], job);
    const command = /^vault write .*?\nEOF$/ms.exec(failure?.fix ?? "")?.[0] ?? "exit 1";
    execFileSync("bash", ["-c", command.replace(/^vault/, '"$VAULT"').replace('"POLICY"', '"read"')], {
      stdio: "pipe",
      env: {
        PATH: process.env["PATH"],
        VAULT: peer("vault"),
        VAULT_ADDR: vault.url(),
        VAULT_TOKEN: vault.rootToken,
      },
    });
    const ended = await step(vault, inputs, ["vault://secret/team/a"], job);
    expect(ended.outcomes.map(textOf)).toEqual([`{"value":"${CANARY}-a"}`]);
    const other = await step(vault, inputs, [], { oidc, claims: { ref: "refs/heads/other" } });
    expect(other.failure?.message).toContain("binds claims that this token does not have (ref)");
  });

  test("keys of somebody else", async () => {
    const { failure } = await step(vault, JWT, [], { oidc: oidcServer() });
    expect(failure?.message).toContain("none of the keys that the method knows signed the token");
  });

  test("a batch token lives on, one for two uses is gone, one without the policy default is left to an operator", async () => {
    const batch = await step(vault, { "vault-role": "batch" }, ["vault://secret/team/a"], job);
    expect([batch.outcomes[0]?.is, await vault.takes(batch.token), batch.left]).toEqual(["found", true, []]);
    const twice = await step(vault, { "vault-role": "twice" }, ["vault://secret/team/a"], job);
    expect([twice.outcomes[0]?.is, twice.left]).toEqual(["found", []]);
    // Vault ends a token that is used up, and the leases of one that is revoked, a moment after it has answered.
    await expect.poll(() => vault.takes(twice.token), SOON).toBe(false);
    const bare = await step(vault, { "vault-role": "bare" }, ["vault://secret/team/a"], job);
    expect([bare.outcomes[0]?.is, await vault.isAlive(bare.accessor), bare.left]).toEqual([
      "found",
      true,
      [],
    ]);
  });

  test("a lease keeps the token until post, and ends with it", async () => {
    const { outcomes, accessor, left, undo } = await step(
      vault,
      JWT,
      ["vault://pki/issue/web?common_name=a.example.com"],
      job,
    );
    expect(outcomes[0]).toMatchObject({ is: "found", expires: expect.any(Date) });
    expect([left.length, await vault.isAlive(accessor)]).toEqual([1, true]);
    const listed = await vault.root("GET", "sys/leases/lookup/pki/issue/web?list=true");
    const ids: string[] = listed.json.data.keys.map((key: string) => `pki/issue/web/${key}`);
    expect(await leaseIsThere(ids[0]!)).toBe(true);
    expect(await undo()).toEqual([expect.stringContaining("the token is revoked")]);
    expect(await vault.isAlive(accessor)).toBe(false);
    await expect.poll(() => leaseIsThere(ids[0]!), SOON).toBe(false);
  });

  test("it has no namespaces and ignores the header: what is in a namespace is refused, never read from the root", async () => {
    const token = vault.rootToken;
    const byHeader = await vault.ask("GET", "secret/data/team/a", { token, namespace: "nowhere" });
    expect([byHeader.status, byHeader.json.data.data.value]).toEqual([200, `${CANARY}-a`]);
    const reading = { ...JWT, "vault-auth-namespace": "/", "vault-namespace": "nowhere" };
    const { outcomes } = await step(vault, reading, ["vault://secret/team/a"], job);
    expect(outcomes[0]).toMatchObject({ is: "failed", error: { code: "MOUNT_UNKNOWN" } });
    const held = await step(vault, { "vault-token": token, "vault-namespace": "nowhere" }, [], job);
    expect(held.failure?.message).toContain("is another server's or namespace's");
    const login = await step(vault, { ...JWT, "vault-namespace": "nowhere" }, [], job);
    expect(login.failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(login.failure?.message).toContain("there is no such namespace, or the server has none");
  });
});
