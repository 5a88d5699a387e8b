import { expect, test } from "vitest";
import { ROLE } from "./cloud.ts";
import { AWS_CONFIGURATION, PATHS, VARIABLES, VAULT_CONFIGURATION } from "./seed-text.ts";
import { activeProvider, amazon, CANARY, CONFIG, kv, PREFIX, type Values } from "./vault-chain-place.ts";

/** What the seed's names are called by its applications. */
const LINES = PATHS.map((path, i) => `${VARIABLES[i]} = ${path}`).join("\n");

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
