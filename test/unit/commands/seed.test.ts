import { expect, test } from "vitest";
import { seedOf } from "../../../src/commands/seed.ts";
import { helmSettings } from "../../../src/config/helm-settings.ts";
import type { Provider } from "../../../src/providers/provider.ts";

const known = [
  { id: "vault", seed: { word: "vault", health: "vault", remote: true } },
  { id: "aws", seed: { word: "aws-secrets-manager", health: "aws_secrets_manager", remote: true } },
  { id: "env", seed: { word: "environment", health: "environment", remote: false } },
] as unknown as readonly Pick<Provider, "id" | "seed">[];

const map = (object: object): Map<unknown, unknown> =>
  new Map(
    Object.entries(object).map(([key, value]) => [
      key,
      typeof value === "object" && value !== null ? map(value as object) : (value as unknown),
    ]),
  );
const seed = (secrets: object, isOwn = true, isGiven = false) =>
  seedOf(
    [{ file: "values.yaml", settings: helmSettings(map(secrets), "values.yaml").settings }],
    known,
    () => isOwn,
    () => isGiven,
  );

test.each([
  [{ provider: "vault", vault: { enabled: true } }, ["vault"]],
  [{ provider: "vault", vault: { enabled: true }, aws: { enabled: true } }, ["vault", "aws"]],
  [{ provider: "aws-secrets-manager", vault: { enabled: true }, aws: { enabled: true } }, ["aws", "vault"]],
  [{ provider: "environment", vault: { enabled: true } }, ["env"]],
  [{ vault: { enabled: true } }, undefined],
])("the provider that is named heads the chain: %j", (secrets, chain) => {
  expect(seed(secrets).chain).toEqual(chain);
});

test("names are taken, hosts only out of a file of the own commit, a token only beside loopback", () => {
  const vault = { enabled: true, address: "http://vault:8200", token: "CANARY-7f3a", mountPath: "secret" };
  const aws = { enabled: true, region: "us-east-1", secretsPrefix: "liquid-hive/prod" };
  expect([...seed({ vault, aws }).defaults]).toEqual([
    ["aws-region", "us-east-1"],
    ["aws-prefix", "liquid-hive/prod"],
    ["vault-mount", "secret"],
    ["vault-address", "http://vault:8200"],
  ]);
  const foreign = seed({ vault }, false);
  expect([...foreign.defaults]).toEqual([["vault-mount", "secret"]]);
  expect(foreign.notices.join()).toContain("vault-address: http://vault:8200");
  const near = seed({ vault: { ...vault, address: "http://localhost:8200" } });
  expect(near.defaults.get("vault-token")).toBe("CANARY-7f3a");
  const beside = seed({ vault: { ...vault, address: "http://localhost:8200" } }, true, true);
  expect(beside.defaults.has("vault-token")).toBe(false);
  expect(seed({ vault: { ...vault, enabled: false }, aws: { ...aws, enabled: false } }).defaults.size).toBe(
    0,
  );
});
