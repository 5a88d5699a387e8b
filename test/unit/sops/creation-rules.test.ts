import { expect, test } from "vitest";
import { generateIdentity } from "../../../src/sops/age.ts";
import { creationRule, ruleRecipients } from "../../../src/sops/creation-rules.ts";

const [A, B] = [generateIdentity().recipient, generateIdentity().recipient];
const config = expect.objectContaining({ code: "SOPS_CONFIG" });
const rule = (text: string, path = "secrets/a.enc.yaml") => creationRule(text, path, ".sops.yaml");

test("the first rule that matches the path wins", async () => {
  const text = `
creation_rules:
  - path_regex: ^prod/
    age: ${B}
  - path_regex: secrets/.*\\.enc\\.yaml$
    encrypted_regex: ^(data|stringData)$
    mac_only_encrypted: true
    age: "${A}, ${B},${A}"
  - age: ${B}
stores: {yaml: {indent: 2}, json: {indent: -1}}
`;
  const found = await rule(text);
  expect(found).toMatchObject({
    selector: { encrypted_regex: "^(data|stringData)$" },
    macOnlyEncrypted: true,
    indent: { yaml: 2 },
  });
  expect(found?.indent).not.toHaveProperty("json");
  expect(found && ruleRecipients(found, ".sops.yaml")).toEqual([A, B]);
  expect((await rule(text, "prod/x"))?.groups).toEqual([[{ kind: "age", id: B }]]);
  expect((await rule(text, "elsewhere"))?.selector).toEqual({});
});

test("age recipients stand in a list or in one key group as well", async () => {
  const flat = await rule(`creation_rules: [{age: [${A}, ${B}]}]`);
  const grouped = await rule(
    `creation_rules: [{pgp: X, key_groups: [{merge: [{age: [${A}]}], age: [${A}, ${B}]}]}]`,
  );
  expect(flat && ruleRecipients(flat, "f")).toEqual([A, B]);
  expect(grouped && ruleRecipients(grouped, "f")).toEqual([A, B]);
});

test.each([
  ["kms", `creation_rules: [{age: ${A}, kms: "arn:aws:kms:eu-west-1:1:key/x"}]`, "kms arn:aws:kms"],
  ["ssh", "creation_rules: [{age: ssh-ed25519 AAAA}]", "ssh-ed25519"],
  [
    "a group's Vault key",
    "creation_rules: [{key_groups: [{hc_vault: [https://v/v1/t/keys/k]}]}]",
    "hc_vault",
  ],
  ["two groups", `creation_rules: [{key_groups: [{age: [${A}]}, {age: [${B}]}]}]`, "groups"],
])("%s is named and refused, not left out", async (_name, text, part) => {
  const found = await rule(text);
  expect(() => found && ruleRecipients(found, "f")).toThrow(
    expect.objectContaining({ code: "SOPS_KEY_UNSUPPORTED", message: expect.stringContaining(part) }),
  );
});

test("no rules are no configuration", async () => {
  expect(await rule("")).toBeUndefined();
  expect(await rule("creation_rules: []")).toBeUndefined();
  expect(await rule("stores: {}")).toBeUndefined();
});

test.each([
  ["no match", `creation_rules: [{path_regex: nowhere, age: ${A}}]`],
  ["an invalid pattern", `creation_rules: [{path_regex: "(", age: ${A}}]`],
  ["two selectors", `creation_rules: [{age: ${A}, encrypted_regex: a, encrypted_suffix: b}]`],
  ["a list at the top", "- a"],
  ["a rule that is text", "creation_rules: [a]"],
  ["broken YAML", "creation_rules: [secret\n"],
  ["a repeated key", "creation_rules: []\ncreation_rules: []"],
])("%s is an error of the configuration", async (_name, text) => {
  await expect(rule(text)).rejects.toThrow(config);
  await expect(rule(text)).rejects.not.toThrow("secret");
});

test("__proto__ is a key like any other", async () => {
  expect(await rule(`__proto__: {creation_rules: [{age: ${A}}]}`)).toBeUndefined();
});
