import { describe, expect, test } from "vitest";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import type { OidcServer } from "../harness/servers/oidc.ts";
import { strictAws, type StrictAws } from "../harness/servers/strict-aws.ts";
import { ROLE, SUBJECT } from "./cloud.ts";
import {
  AWS_CONFIGURATION,
  AWS_QUICK_START,
  CLI_FLOW,
  CLI_FLOW_NAMES,
  PATHS,
  storedByAws,
  storedByVault,
  VARIABLES,
  VAULT_CONFIGURATION,
  VAULT_QUICK_START,
} from "./seed-text.ts";
import { VAULT_ROLE, vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

const CANARY = "CANARY-7f3a-chain";
const PREFIX = "liquid-hive/prod";
/** What the seed's names are called by its applications. */
const LINES = PATHS.map((path, i) => `${VARIABLES[i]} = ${path}`).join("\n");
const CONFIG = "deploy/values.yaml";

type Values = ReadonlyMap<string, string>;
const kv = (values: Values, more: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({
    ...more,
    seed: {
      mounts: {
        secret: {
          type: "kv",
          version: 2,
          secrets: Object.fromEntries([...values].map(([path, value]) => [path, { value }])),
        },
      },
    },
  });

function amazon(oidc: OidcServer, values: Values): StrictAws {
  return strictAws({
    upstream: awsStandIn({ secrets: [...values].map(([name, value]) => ({ name, value })) }),
    issuers: [oidc.issuer],
    trust: { [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 } },
  });
}

/** `active_provider` of the health document. */
async function activeProvider(run: VaultCloud["run"], options: RunOptions): Promise<unknown> {
  const { secrets: _lines, ...inputs } = options.inputs ?? {};
  const result = await run({ ...options, action: "doctor", inputs });
  const document: { readonly active_provider: unknown } = JSON.parse(result.outputs.get("health")!);
  return document.active_provider;
}

const loaded = ({ env }: ActionRun, names: readonly string[]) => names.map((name) => env.get(name));

describe("the seed's two quick starts and its CLI flow: what their commands store is what the step exports", () => {
  test("Vault for local development, by VAULT_ADDR and VAULT_TOKEN", async () => {
    const stored = storedByVault(VAULT_QUICK_START);
    expect([...stored.keys()]).toEqual([
      "database/mongo_url",
      "ai/vllm_endpoint",
      "ai/vllm_api_key",
      "monitoring/prometheus_base_url",
    ]);
    const { vault, run, leaks } = kv(stored);
    const names = [...stored.keys()].map((path) => VARIABLES[PATHS.indexOf(path)]!);
    const options = {
      inputs: {
        config: CONFIG,
        "vault-role": "",
        secrets: [...stored.keys()].map((path, i) => `${names[i]} = ${path}`).join("\n"),
      },
      env: { VAULT_TOKEN: vault.rootToken },
      workspace: { [CONFIG]: VAULT_CONFIGURATION },
    };
    const result = await run(options);
    expect(result.main.log).not.toContain("Fix:");
    expect(loaded(result, names)).toEqual([...stored.values()]);
    expect(result.log).toContain("secrets provider: vault");
    expect(result.log).not.toContain("your-vault-token");
    expect(await activeProvider(run, options)).toBe("vault");
    expect(vault.counts().has("POST auth/token/revoke-self")).toBe(false);
    expect(leaks(result, [...stored.values()])).toEqual([]);
  });

  test("AWS for production", async () => {
    const stored = storedByAws(AWS_QUICK_START);
    expect(stored.size).toBe(4);
    const { oidc, run, leaks } = kv(new Map());
    const paths = [...stored.keys()].map((name) => name.slice(PREFIX.length + 1));
    const names = paths.map((path) => VARIABLES[PATHS.indexOf(path)]!);
    const options = {
      servers: [amazon(oidc, stored)],
      inputs: {
        config: CONFIG,
        "aws-role": ROLE,
        secrets: paths.map((path, i) => `${names[i]} = ${path}`).join("\n"),
      },
      env: { VAULT_ADDR: "" },
      workspace: { [CONFIG]: AWS_CONFIGURATION },
    };
    const ours = { ...options, inputs: { ...options.inputs, "vault-role": "" } };
    const result = await run(ours);
    expect(result.main.log).not.toContain("Fix:");
    expect(loaded(result, names)).toEqual([...stored.values()]);
    expect(result.log).toContain("secrets provider: aws");
    expect(await activeProvider(run, ours)).toBe("aws_secrets_manager");
    expect(leaks(result, [...stored.values()])).toEqual([]);
  });

  test("the CLI flow: flat names, by chain://NAME", async () => {
    const stored = new Map([
      ...storedByAws(CLI_FLOW),
      ...CLI_FLOW_NAMES.map((name): [string, string] => [`${PREFIX}/${name}`, `https://${CANARY}/${name}`]),
    ]);
    const names = [...stored.keys()].map((name) => name.slice(PREFIX.length + 1));
    expect(names).toHaveLength(7);
    expect(stored.get(`${PREFIX}/OPENAI_API_KEY`)).toBe("sk-***");
    const { oidc, run, leaks } = kv(new Map());
    const result = await run({
      servers: [amazon(oidc, stored)],
      inputs: {
        config: CONFIG,
        "vault-role": "",
        "aws-role": ROLE,
        secrets: names.map((name) => `${name} = chain://${name}`).join("\n"),
      },
      env: { VAULT_ADDR: "" },
      workspace: { [CONFIG]: AWS_CONFIGURATION },
    });
    expect(loaded(result, names)).toEqual([...stored.values()]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });
});

test("the seed's migration path by configuration alone: environment, then Vault, then AWS", async () => {
  const initial = new Map(VARIABLES.map((name, i) => [name, `${CANARY}-${i}`]));
  const step = {
    "vault-mount": "secret",
    "aws-role": ROLE,
    "aws-region": "us-east-1",
    config: CONFIG,
    secrets: LINES,
  };
  const stage = async (configuration: string, env: Values, inVault: Values, inAws: Values) => {
    const { oidc, run, leaks } = kv(inVault);
    const options = {
      inputs: step,
      servers: [amazon(oidc, inAws)],
      env: Object.fromEntries(env),
      workspace: { [CONFIG]: configuration },
    };
    const result = await run(options);
    expect(result.main.log).not.toContain("Fix:");
    expect(leaks(result, [CANARY])).toEqual([]);
    const sources: Record<string, string> = JSON.parse(result.outputs.get("sources")!);
    return {
      active: await activeProvider(run, options),
      says: /secrets provider: (.*)$/m.exec(result.log)?.[1],
      from: [...new Set(Object.values(sources))],
      values: new Map(VARIABLES.map((name) => [name, result.env.get(name)!])),
    };
  };

  const none: Values = new Map();
  // In each place another value would be there, so that it matters where one reads.
  const first = await stage('secrets:\n  provider: "environment"\n', initial, none, none);
  expect(first).toEqual({ active: "environment", says: "env", from: ["env"], values: initial });

  const inVault = new Map(PATHS.map((path, i) => [path, first.values.get(VARIABLES[i]!)!]));
  const stale = new Map(VARIABLES.map((name) => [name, `${CANARY}-stale`]));
  const second = await stage(
    VAULT_CONFIGURATION.replace(/ {4}(address|token):.*\n/g, ""),
    stale,
    inVault,
    none,
  );
  expect(second).toEqual({ active: "vault", says: "vault", from: ["vault"], values: initial });

  const inAws = new Map(PATHS.map((path, i) => [`${PREFIX}/${path}`, second.values.get(VARIABLES[i]!)!]));
  const old = new Map(PATHS.map((path) => [path, `${CANARY}-stale`]));
  const third = await stage(AWS_CONFIGURATION, stale, old, inAws);
  expect(third).toEqual({ active: "aws_secrets_manager", says: "aws", from: ["aws"], values: initial });
});

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
