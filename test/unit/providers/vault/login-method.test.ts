import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { chooseMethod } from "../../../../src/providers/vault/method.ts";
import { CANARY, inputsOf, secret } from "./login-inputs.ts";

type Env = Readonly<Record<string, string>>;
const AWS: Env = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: `${CANARY}-key` };

/** The method, or every failure on its own. */
function choose(inputs: Partial<VaultInputs>, env: Env = {}) {
  const chosen = chooseMethod(inputsOf(inputs), env);
  if (!(chosen instanceof Failure)) return { chosen, failures: [] };
  const failures = chosen.all.length === 0 ? [chosen] : chosen.all;
  for (const { message, fix } of failures) expect(`${message}\n${fix}`).not.toContain(CANARY);
  return { chosen: undefined, failures };
}

test.each<[string, Partial<VaultInputs>, Env, object]>([
  ["a role alone", { vaultRole: "deploy" }, {}, { name: "jwt", mount: "jwt", role: "deploy" }],
  [
    "a role beats the environment's token",
    { vaultRole: "deploy" },
    { VAULT_TOKEN: `${CANARY}-ambient` },
    { name: "jwt" },
  ],
  [
    "a mount with a slash",
    { vaultRole: "deploy", vaultAuthPath: "/jwt/github_actions/" },
    {},
    { name: "jwt", mount: "jwt/github_actions" },
  ],
  ["the server's default role", { vaultMethod: "jwt" }, {}, { name: "jwt", role: "" }],
  ["a token", { vaultToken: secret("token") }, {}, { name: "token", from: "vault-token" }],
  [
    "the environment's token",
    {},
    { VAULT_TOKEN: `${CANARY}-ambient` },
    { name: "token", from: "VAULT_TOKEN" },
  ],
  [
    "an AppRole, plain",
    { vaultRoleId: "id", vaultSecretId: secret("id") },
    {},
    { name: "approle", mount: "approle", roleId: "id", secretId: { kind: "plain" } },
  ],
  ["an AppRole without", { vaultRoleId: "id" }, {}, { name: "approle", secretId: { kind: "none" } }],
  [
    "an AppRole, wrapped",
    { vaultRoleId: "id", vaultWrappedSecretId: secret("wrap"), vaultApprole: "ci" },
    {},
    { name: "approle", secretId: { kind: "wrapped", role: "ci" } },
  ],
  ["a personal token", { vaultGithubToken: secret("pat") }, {}, { name: "github", mount: "github" }],
  [
    "an own key",
    { vaultJwtKey: secret("key"), vaultJwtIssuer: "ci.example.com", vaultRole: "deploy" },
    {},
    { name: "jwt-key", mount: "jwt", role: "deploy", issuer: "ci.example.com" },
  ],
  [
    "any other",
    { vaultLogin: Secret.of("{}"), vaultAuthPath: "radius/login/deploy" },
    {},
    { name: "other", path: "radius/login/deploy" },
  ],
  [
    "ldap",
    { vaultMethod: "ldap", vaultUsername: "deploy", vaultPassword: secret("password") },
    {},
    { name: "ldap", mount: "ldap", username: "deploy" },
  ],
  [
    "kubernetes",
    { vaultMethod: "kubernetes", vaultRole: "deploy", vaultKubernetesTokenPath: "/t" },
    {},
    { name: "kubernetes", mount: "kubernetes", role: "deploy", file: "/t" },
  ],
  [
    "a certificate",
    { vaultMethod: "cert", vaultClientCert: "client.pem", vaultClientKey: secret("key") },
    {},
    { name: "cert", mount: "cert", role: "" },
  ],
  ["the AWS identity", { vaultMethod: "aws", vaultRole: "deploy" }, AWS, { name: "aws", mount: "aws" }],
])("%s", (_what, inputs, env, method) => {
  expect(choose(inputs, env).chosen).toMatchObject(method);
});

test.each<[string, Partial<VaultInputs>, Env, readonly string[]]>([
  ["nothing", {}, {}, ["CREDENTIALS_MISSING vault-role"]],
  [
    "a certificate that no method is named for",
    { vaultClientCert: "c" },
    {},
    ["CREDENTIALS_MISSING vault-role"],
  ],
  [
    "two logins",
    { vaultToken: secret("token"), vaultRole: "deploy" },
    {},
    ["CREDENTIALS_CONFLICT vault-method"],
  ],
  [
    "two others",
    { vaultRoleId: "id", vaultGithubToken: secret("pat") },
    {},
    ["CREDENTIALS_CONFLICT vault-method"],
  ],
  [
    "a user of two methods",
    { vaultUsername: "deploy", vaultPassword: secret("password") },
    {},
    ["INPUT_INVALID vault-method"],
  ],
  [
    "an input of another login than the one named",
    { vaultMethod: "jwt", vaultRole: "deploy", vaultToken: secret("token") },
    {},
    ["INPUT_INVALID vault-token"],
  ],
  [
    "a mount for a token",
    { vaultToken: secret("token"), vaultAuthPath: "token" },
    {},
    ["INPUT_INVALID vault-auth-path"],
  ],
  [
    "all that is missing, at once",
    { vaultMethod: "userpass" },
    {},
    ["CREDENTIALS_MISSING vault-username", "CREDENTIALS_MISSING vault-password"],
  ],
  [
    "an empty secret",
    { vaultGithubToken: Secret.of(""), vaultMethod: "github" },
    {},
    ["CREDENTIALS_MISSING vault-github-token"],
  ],
  [
    "a wrapping token of nobody",
    { vaultRoleId: "id", vaultWrappedSecretId: secret("wrap") },
    {},
    ["INPUT_INVALID vault-approle"],
  ],
  [
    "a secret id twice",
    {
      vaultRoleId: "id",
      vaultSecretId: secret("id"),
      vaultWrappedSecretId: secret("wrap"),
      vaultApprole: "ci",
    },
    {},
    ["CREDENTIALS_CONFLICT vault-wrapped-secret-id"],
  ],
  ["no AWS identity", { vaultMethod: "aws" }, {}, ["CREDENTIALS_MISSING vault-method"]],
  ["no token at all", { vaultMethod: "token" }, {}, ["CREDENTIALS_MISSING vault-token"]],
  ["a role without its name", { vaultMethod: "kubernetes" }, {}, ["CREDENTIALS_MISSING vault-role"]],
  ["a path for a role", { vaultRole: "auth/jwt/role/x" }, {}, ["INPUT_INVALID vault-role"]],
  ["other, without a path", { vaultLogin: Secret.of("{}") }, {}, ["CREDENTIALS_MISSING vault-auth-path"]],
  ...["auth/jwt", "a/../b", "a//b", "a b", ".", "a?x=y", "a%2e"].map(
    (vaultAuthPath): [string, Partial<VaultInputs>, Env, readonly string[]] => [
      `the mount ${vaultAuthPath}`,
      { vaultRole: "deploy", vaultAuthPath },
      {},
      ["INPUT_INVALID vault-auth-path"],
    ],
  ),
  ...["..", ".", "a\nb"].map((vaultUsername): [string, Partial<VaultInputs>, Env, readonly string[]] => [
    `the user ${JSON.stringify(vaultUsername)}`,
    { vaultMethod: "userpass", vaultUsername, vaultPassword: secret("password") },
    {},
    ["INPUT_INVALID vault-username"],
  ]),
])("refused: %s", (_what, inputs, env, expected) => {
  const { failures } = choose(inputs, env);
  expect(failures.map(({ code, at }) => `${code} ${at?.input}`)).toEqual(expected);
  expect(failures.every(({ fix }) => (fix ?? "") !== "")).toBe(true);
});
