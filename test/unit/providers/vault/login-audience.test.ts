import { expect, test } from "vitest";
import { audienceOf, refusedAudience } from "../../../../src/providers/vault/audience.ts";
import { inputsOf } from "./login-inputs.ts";

test.each([
  [{}, {}, "https://vault.example.com:8200"],
  [
    { vaultAddress: ["https://vault.example.com/some/path", "https://b.example.com"] },
    {},
    "https://vault.example.com",
  ],
  [{ vaultAddress: [] }, { VAULT_ADDR: "http://127.0.0.1:8200/" }, "http://127.0.0.1:8200"],
  [{ vaultAudience: "vault" }, {}, "vault"],
  [{ vaultAddress: ["no address"] }, {}, ""],
  [{ vaultAddress: ["data:x"] }, {}, ""],
])("the audience of %j and %j is %s", (inputs, env, audience) => {
  expect(audienceOf(inputsOf(inputs), env)).toBe(audience);
});

test.each([
  ["sts.amazonaws.com", "AWS"],
  ["STS.amazonaws.com.cn", "AWS"],
  ["api://AzureADTokenExchange", "Azure"],
  ["api://AzureADTokenExchange/", "Azure"],
  [" sigstore ", "Sigstore"],
  [
    "https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
    "Google Cloud",
  ],
  ["//iam.googleapis.com/projects/1", "Google Cloud"],
])("%s is refused: it is of %s", (audience, where) => {
  const failure = refusedAudience(audience);
  expect(failure).toMatchObject({ code: "INPUT_INVALID", at: { input: "vault-audience" } });
  expect(failure?.message).toContain(`the audience of ${where}`);
});

test.each([
  "https://vault.example.com:8200",
  "https://github.com/liquid-hive",
  "https://sts.amazonaws.com.example.com",
  "sigstore.example.com",
  "vault",
])("%s is an audience like any other", (audience) => {
  expect(refusedAudience(audience)).toBeUndefined();
});
