import { beforeAll, describe, expect, test } from "vitest";
import { loadYaml } from "../../../src/kernel/yaml.ts";
import { CANARY, FILE, must, shown } from "./helm-samples.ts";

beforeAll(loadYaml);

describe("settings", () => {
  test("of Vault; a token is never taken", () => {
    const values = must(
      `secrets:\n  provider: vault\n  vault: {enabled: true, address: "http://vault:8200", token: ${CANARY}, mountPath: secret}\n`,
    );
    expect(values.problems).toEqual([]);
    expect(values.settings).toEqual({
      provider: "vault",
      vault: { enabled: true, address: "http://vault:8200", mount: "secret" },
    });
    expect(values.notices).toEqual([expect.stringContaining("secrets.vault.token is ignored")]);
    expect(JSON.stringify([values.settings, values.notices])).not.toContain(CANARY);
  });

  test("null, empty and unknown keys are the chart's defaults and its own", () => {
    const values = must(
      "secrets: {provider: null, other: 1, aws: {region: '', secretsPrefix: null, serviceAccount: {annotations: {}}}, vault: null}",
    );
    expect([values.problems, values.notices, values.settings]).toEqual([[], [], { aws: {} }]);
  });

  test("a role that is no ARN is no hint", () => {
    const values = must(
      `secrets: {aws: {serviceAccount: {annotations: {eks.amazonaws.com/role-arn: "::error::${CANARY}"}}}}`,
    );
    expect([values.notices, values.settings]).toEqual([[], { aws: {} }]);
  });

  test.each([
    ["a word of no provider", `secrets: {provider: ${CANARY}}`, "secrets.provider names no provider."],
    ["a near word", "secrets: {provider: aws-secret-manager}", "Did you mean aws-secrets-manager?"],
    ["a provider that is a number", "secrets: {provider: 7}", "secrets.provider is not what it has to be."],
    ["a provider that is a map", "secrets: {provider: {a: b}}", "secrets.provider is not what"],
    ["a prototype's name", "secrets: {provider: constructor}", "secrets.provider names no provider."],
    ["a region", `secrets: {aws: {region: "${CANARY} x"}}`, "secrets.aws.region is not what"],
    [
      "a template",
      "secrets: {aws: {region: '{{ .Values.region }}'}}",
      "secrets.aws.region is a Helm template",
    ],
    ["a block", `secrets: {aws: ${CANARY}}`, "secrets.aws is not a map."],
    [
      "enabled as text",
      `secrets: {vault: {enabled: "false"}}`,
      "secrets.vault.enabled is neither true nor false.",
    ],
    [
      "an address with a login",
      `secrets: {vault: {address: "https://u:${CANARY}@vault"}}`,
      "secrets.vault.address is not what",
    ],
    [
      "an address with a token in its query",
      `secrets: {vault: {address: "https://vault?token=${CANARY}"}}`,
      "secrets.vault.address is not what",
    ],
    [
      "another scheme",
      `secrets: {vault: {address: "file:///${CANARY}"}}`,
      "secrets.vault.address is not what",
    ],
    ["a way out", "secrets: {vault: {mountPath: a/../sys}}", "secrets.vault.mountPath is not what"],
    ["a merge key", "x: &x {provider: vault}\nsecrets: {<<: *x, aws: {}}", "secrets has a YAML merge key"],
    ["lines without their |", `secrets: {MONGO_URL: ${CANARY}}`, "Lines are a block of text, after a |."],
  ])("%s", (_name, text, message) => {
    const values = must(text);
    expect(values.problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message), at: { file: FILE } }),
    ]);
    expect(values.problems[0]?.fix).toBeTruthy();
    expect(shown(values)).not.toContain(CANARY);
  });
});
