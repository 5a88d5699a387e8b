import { describe, expect, test } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import { ROLE } from "./cloud.ts";
import { amazon, CANARY, kv, loaded, PREFIX } from "./vault-chain-place.ts";
import { VAULT_ROLE } from "./vault-cloud.ts";

describe("the chain vault, aws, env", () => {
  const inVault = new Map([["database/mongo_url", `${CANARY}-v`]]);
  const inAws = new Map([
    [`${PREFIX}/database/mongo_url`, `${CANARY}-a`],
    [`${PREFIX}/database/redis_url`, `${CANARY}-a`],
  ]);
  const env = { MONGO_URL: `${CANARY}-e`, REDIS_URL: `${CANARY}-e`, NEO4J_URL: `${CANARY}-e` };
  const secrets =
    "A = database/mongo_url\nB = database/redis_url\nC = database/neo4j_url\nD? = ai/vllm_endpoint";
  const inputs = {
    "vault-mount": "secret",
    "aws-role": ROLE,
    "aws-region": "us-east-1",
    "aws-prefix": PREFIX,
    secrets,
  };

  test("each in its turn, and only not found goes on; one session each", async () => {
    const { vault, oidc, run, leaks } = kv(inVault);
    const aws = amazon(oidc, inAws);
    const result = await run({ inputs, servers: [aws], env });
    expect(result.main.log).not.toContain("Fix:");
    expect(loaded(result, ["A", "B", "C", "D"])).toEqual([
      `${CANARY}-v`,
      `${CANARY}-a`,
      `${CANARY}-e`,
      undefined,
    ]);
    expect(result.outputs.get("sources")).toBe('{"A":"vault","B":"aws","C":"env"}');
    expect(result.log).toContain("secrets provider: vault   (and aws for 1, env for 1 of 3)");
    expect(vault.counts().get("POST auth/jwt/login")).toBe(1);
    expect(aws.counts().get("sts:AssumeRoleWithWebIdentity")).toBe(1);
    // Each server gets a token for itself alone.
    expect(new Set(oidc.audiences)).toEqual(new Set([oidc.audiences[0], "sts.amazonaws.com"]));
    expect(oidc.audiences).toHaveLength(2);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("denied by Vault stops the run: AWS's value is not taken in its place", async () => {
    const { oidc, vault, run } = kv(inVault, { policies: { deploy: { "secret/data/other": ["read"] } } });
    const aws = amazon(oidc, inAws);
    const result = await run({ inputs, servers: [aws], env });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain("ACCESS_DENIED");
    expect(result.log).toContain('path "secret/data/database/mongo_url"');
    expect([result.env.size, aws.total()]).toEqual([0, 0]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
  });

  const MANY = Array.from({ length: 40 }, (_, i) => [`${PREFIX}/many/n${i}`, `${CANARY}-${i}`] as const);
  const many = MANY.map(([name], i) => `N${i} = ${name.slice(PREFIX.length + 1)}`).join("\n");
  const attempts = ({ main: { log } }: ActionRun) =>
    log.match(/http: vault attempt \d: POST \S+ \S+\/login -> \w+/g)?.length ?? 0;

  test("a dead Vault is waited for once, whatever is asked of it; the next has the rest", async () => {
    const { oidc, run, leaks } = kv(new Map());
    const result = await run({
      inputs: {
        ...inputs,
        "vault-address": "http://127.0.0.1:9",
        "fallback-on": "not-found, unreachable",
        secrets: many,
      },
      servers: [amazon(oidc, new Map(MANY))],
      env: { LOG_LEVEL: "DEBUG" },
    });
    expect(
      loaded(
        result,
        MANY.map((_, i) => `N${i}`),
      ),
    ).toEqual(MANY.map(([, value]) => value));
    expect(attempts(result)).toBe(4);
    expect(result.log).toContain("vault: unreachable");
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("one that dies after the login is not waited for by each name either", async () => {
    const { vault, oidc, run, leaks } = kv(new Map(), {
      faults: [{ kind: "reset", on: "/v1/sys/internal/ui/mounts/" }],
    });
    const result = await run({
      inputs: { ...inputs, "fallback-on": "not-found, unreachable", secrets: many },
      servers: [amazon(oidc, new Map(MANY))],
    });
    expect(loaded(result, ["N0", "N39"])).toEqual([`${CANARY}-0`, `${CANARY}-39`]);
    const lookUps = [...vault.counts()].filter(([name]) => name.includes("ui/mounts"));
    expect(lookUps.map(([, count]) => count)).toEqual([4]);
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("without fallback-on it is an error, once again after one wait", async () => {
    const { oidc, run } = kv(new Map());
    const aws = amazon(oidc, new Map(MANY));
    const result = await run({
      inputs: { ...inputs, "vault-address": "http://127.0.0.1:9", secrets: many },
      servers: [aws],
      env: { LOG_LEVEL: "DEBUG" },
    });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain("STORE_UNREACHABLE");
    expect([attempts(result), aws.total()]).toEqual([4, 0]);
  });

  test("a Vault that refused the login is asked once, not for each name", async () => {
    const { vault, oidc, run, leaks } = kv(inVault, {
      roles: { [VAULT_ROLE]: { claims: { repository_id: "1" } } },
    });
    const aws = amazon(oidc, new Map(MANY));
    const result = await run({ inputs: { ...inputs, secrets: many }, servers: [aws] });
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain("LOGIN_REFUSED");
    expect([vault.total(), aws.total()]).toEqual([1, 0]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("a sealed Vault is passed over where the inputs say so", async () => {
    const { oidc, run, leaks } = kv(inVault, { state: "sealed" });
    const result = await run({
      inputs: { ...inputs, "fallback-on": "not-found, unreachable" },
      servers: [amazon(oidc, inAws)],
      env,
    });
    expect(loaded(result, ["A", "B", "C"])).toEqual([`${CANARY}-a`, `${CANARY}-a`, `${CANARY}-e`]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });
});
