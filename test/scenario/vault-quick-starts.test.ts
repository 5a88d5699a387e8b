import { describe, expect, test } from "vitest";
import { ROLE } from "./cloud.ts";
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
import { activeProvider, amazon, CANARY, CONFIG, kv, loaded, PREFIX } from "./vault-chain-place.ts";

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
