import { expect, test } from "vitest";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import { strictAws } from "../harness/servers/strict-aws.ts";
import { ROLE, SUBJECT } from "./cloud.ts";
import { vaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

const CANARY = "CANARY-7f3a-vault";
const seeded = (options: VaultCloudOptions = {}) =>
  vaultCloud({
    seed: {
      mounts: {
        secret: { type: "kv", version: 2, secrets: { "database/mongo_url": { value: `${CANARY}-v` } } },
      },
    },
    ...options,
  });

interface Document {
  readonly active_provider: string | null;
  readonly providers: Record<string, { readonly status: string; readonly authenticated?: boolean }>;
  readonly details: {
    readonly providers: Record<
      string,
      { readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly fix?: string }[] }
    >;
  };
}
const documentOf = (outputs: ReadonlyMap<string, string>) => JSON.parse(outputs.get("health")!) as Document;

test("the seed's document: Vault healthy and active; no value is read, and the token is gone", async () => {
  const { vault, run, leaks } = seeded();
  const result = await run({ action: "doctor" });
  expect(result.main.succeeded).toBe(true);
  const { details, ...document } = documentOf(result.outputs);
  expect(JSON.stringify(document)).toBe(
    '{"active_provider":"vault","providers":{"vault":{"status":"healthy","authenticated":true},"aws_secrets_manager":{"status":"not_configured"},"environment":{"status":"healthy"}}}',
  );
  expect(details.providers["vault"]?.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["reachable", "seal", "clock"]),
  );
  expect(
    [...vault.counts().keys()].filter((name) => /secret\/data/.test(name) && name.startsWith("GET")),
  ).toEqual([]);
  expect(vault.tokens()).toHaveLength(1);
  expect(vault.tokens().map(vault.alive)).toEqual([false]);
  expect(leaks(result, [CANARY])).toEqual([]);
  expect(result.files.afterPost).toEqual([]);
});

test("a sealed Vault is unhealthy, with its seal and the fix; the environment is active", async () => {
  const { run, leaks } = seeded({ state: "sealed" });
  const result = await run({ action: "doctor" });
  expect(result.main.exitCode).toBe(1);
  const { active_provider: active, providers, details } = documentOf(result.outputs);
  expect(active).toBe("environment");
  expect(providers["vault"]).toEqual({ status: "unhealthy", authenticated: false });
  const checks = details.providers["vault"]!.checks;
  expect(checks[0]?.name).toBe("STORE_SEALED");
  expect(checks.find(({ name }) => name === "seal")).toMatchObject({ ok: false });
  expect(checks.find(({ name }) => name === "seal")?.fix).toContain("vault operator unseal");
  expect(leaks(result, [CANARY])).toEqual([]);
});

test("a role that does not admit the job is unhealthy, though the server is well", async () => {
  const { run, leaks } = seeded({ roles: { deploy: { claims: { repository_id: "1" } } } });
  const result = await run({ action: "doctor" });
  expect(result.main.exitCode).toBe(1);
  const { providers, details } = documentOf(result.outputs);
  expect(providers["vault"]).toEqual({ status: "unhealthy", authenticated: false });
  const checks = details.providers["vault"]!.checks;
  expect(checks[0]).toMatchObject({ name: "LOGIN_REFUSED", ok: false });
  expect(checks.find(({ name }) => name === "seal")).toMatchObject({ ok: true });
  expect(leaks(result, [CANARY])).toEqual([]);
});

test("a Vault that nobody answers at costs one wait, and the next of the chain is active", async () => {
  const { run } = seeded();
  const result = await run({
    action: "doctor",
    inputs: { "vault-address": "http://127.0.0.1:9", timeout: "5" },
  });
  expect(documentOf(result.outputs)).toMatchObject({
    active_provider: "environment",
    providers: { vault: { status: "unhealthy", authenticated: false } },
  });
  expect(result.log).toContain("STORE_UNREACHABLE");
});

/** The seed's migration path: what changes from stage to stage is the configuration alone. */
test.each<[string, string, string, string]>([
  ["environment", "environment", "env", "-e"],
  ["vault", "vault", "vault", "-v"],
  ["aws-secrets-manager", "aws_secrets_manager", "aws", "-a"],
])("with secrets.provider: %s the active provider is %s", async (word, active, provider, value) => {
  const { oidc, run, leaks } = seeded();
  const aws = strictAws({
    upstream: awsStandIn({
      secrets: [{ name: "liquid-hive/prod/database/mongo_url", value: `${CANARY}-a` }],
    }),
    issuers: [oidc.issuer],
    trust: { [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 } },
  });
  const values = `secrets:
  provider: "${word}"
  vault:
    enabled: true
    mountPath: "secret"
  aws:
    enabled: true
    region: "us-east-1"
    secretsPrefix: "liquid-hive/prod"
`;
  const same = { servers: [aws], workspace: { "values.yaml": values }, env: { MONGO_URL: `${CANARY}-e` } };
  const inputs = { config: "values.yaml", "aws-role": ROLE };
  const health = await run({ ...same, action: "doctor", inputs });
  expect(documentOf(health.outputs).active_provider).toBe(active);
  expect(documentOf(health.outputs).providers[active]?.status).toBe("healthy");
  const load = await run({
    ...same,
    inputs: { ...inputs, secrets: "LOADED = database/mongo_url" },
  });
  expect(load.env.get("LOADED")).toBe(`${CANARY}${value}`);
  expect(load.log).toContain(`secrets provider: ${provider}`);
  expect([...leaks(health, [CANARY]), ...leaks(load, [`${CANARY}${value}`])]).toEqual([]);
});
