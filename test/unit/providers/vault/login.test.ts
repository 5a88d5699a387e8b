import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { printable } from "../../../../src/kernel/printable.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { logIn } from "../../../../src/providers/vault/login.ts";
import type { VaultToken } from "../../../../src/providers/vault/token.ts";
import { type FakeVault, fakeVault, NOW, type Reply } from "./fake-vault.ts";
import { CANARY, inputsOf, secret } from "./login-inputs.ts";

const NEVER = new AbortController().signal;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "login-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString("base64url");
const account = { sub: "system:serviceaccount:ci:deployer", aud: ["kubernetes"] };
fs.writeFileSync(path.join(folder, "token"), `e30.${part(account)}.${CANARY}\n`);

const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:liquid-hive/shop:ref:refs/heads/main",
  aud: "https://vault.example.com:8200",
  repository_id: "74001",
  ref: "refs/heads/main",
};
const JWT = `e30.${part(CLAIMS)}.${CANARY}-signature`;

const auth = (more: object = {}): Reply => ({
  status: 200,
  json: {
    request_id: "req-1",
    auth: {
      client_token: `hvs.${CANARY}-token`,
      accessor: "accessor-1",
      policies: ["default", "read"],
      token_policies: ["default", "read"],
      lease_duration: 900,
      renewable: true,
      token_type: "service",
      num_uses: 0,
      mfa_requirement: null,
      ...more,
    },
  },
});

async function login(
  inputs: Partial<VaultInputs>,
  replies: Readonly<Record<string, Reply>>,
  more: Parameters<typeof fakeVault>[1] = {},
): Promise<FakeVault & { readonly token: VaultToken; readonly failure: Failure; readonly text: string }> {
  const fake = fakeVault(replies, more);
  const host = {
    ...fake.setting.host,
    workspace: folder,
    idToken: async () => ({ token: Secret.of(JWT), claims: CLAIMS }),
  };
  const end: unknown = await logIn(inputsOf(inputs), { ...fake.setting, host }, NEVER).catch(
    (error: unknown) => error,
  );
  const text = end instanceof Failure ? `${end.message}\n${end.fix}` : JSON.stringify(end);
  expect(`${text}\n${fake.said.join("\n")}`).not.toContain(CANARY);
  return { ...fake, token: end as VaultToken, failure: end as Failure, text };
}

const AWS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: `${CANARY}-key` };
const certificate = { cert: "cert", key: secret("key") };

test.each<[string, Partial<VaultInputs>, string, object, Parameters<typeof fakeVault>[1]?]>([
  ["jwt", { vaultRole: "deploy" }, "jwt/login", { role: "deploy", jwt: JWT }],
  [
    "jwt at a mount with a slash, without a role",
    { vaultMethod: "jwt", vaultAuthPath: "jwt/github_actions" },
    "jwt/github_actions/login",
    { jwt: JWT },
  ],
  [
    "approle",
    { vaultRoleId: "id", vaultSecretId: secret("id") },
    "approle/login",
    { role_id: "id", secret_id: `${CANARY}-id` },
  ],
  ["approle without a secret id", { vaultRoleId: "id" }, "approle/login", { role_id: "id" }],
  [
    "kubernetes",
    { vaultMethod: "kubernetes", vaultRole: "deploy", vaultKubernetesTokenPath: "token" },
    "kubernetes/login",
    { role: "deploy", jwt: `e30.${part(account)}.${CANARY}` },
  ],
  [
    "userpass",
    { vaultMethod: "userpass", vaultUsername: "deploy", vaultPassword: secret("password") },
    "userpass/login/deploy",
    { password: `${CANARY}-password` },
  ],
  [
    "ldap, with a name that a path would take apart",
    { vaultMethod: "ldap", vaultUsername: "a/b?c", vaultPassword: secret("password") },
    "ldap/login/a%2Fb%3Fc",
    { password: `${CANARY}-password` },
  ],
  ["github", { vaultGithubToken: secret("pat") }, "github/login", { token: `${CANARY}-pat` }],
  [
    "cert",
    { vaultMethod: "cert", vaultRole: "deploy", vaultClientCert: "c", vaultClientKey: secret("key") },
    "cert/login",
    { name: "deploy" },
    { certificate },
  ],
  [
    "any other",
    { vaultLogin: Secret.of(`{"password":"${CANARY}"}`), vaultAuthPath: "radius/login/deploy" },
    "radius/login/deploy",
    { password: CANARY },
  ],
])("%s: what is posted, and what comes of it", async (_what, inputs, at, body, more) => {
  const { asked, token, masked } = await login(inputs, { [`POST auth/${at}`]: auth() }, more);
  expect(asked.map((one) => [one.line, one.body, one.token])).toEqual([[`POST auth/${at}`, body, undefined]]);
  expect(token).toMatchObject({
    accessor: "accessor-1",
    expires: new Date(NOW + 900_000),
    renewable: true,
    type: "service",
    policies: ["default", "read"],
    ours: true,
  });
  expect(token.uses).toBeUndefined();
  expect(masked.some((one) => one.equals(Secret.of(`hvs.${CANARY}-token`)))).toBe(true);
});

test("aws: a signed request whose every part is base64, for this server alone", async () => {
  const { asked } = await login(
    { vaultMethod: "aws", vaultRole: "deploy" },
    { "POST auth/aws/login": auth() },
    { env: AWS },
  );
  const body = asked[0]?.body as Record<string, string>;
  const decoded = (name: string): string => Buffer.from(body[name] ?? "", "base64").toString();
  expect(body).toMatchObject({ role: "deploy", iam_http_request_method: "POST" });
  expect(decoded("iam_request_url")).toBe("https://sts.amazonaws.com/");
  expect(decoded("iam_request_body")).toBe("Action=GetCallerIdentity&Version=2011-06-15");
  expect(JSON.parse(decoded("iam_request_headers"))).toMatchObject({
    host: "sts.amazonaws.com",
    "x-vault-aws-iam-server-id": "vault.example.com",
  });
});

test("the token of GitHub says who the job is", async () => {
  const { token } = await login({ vaultRole: "deploy" }, { "POST auth/jwt/login": auth() });
  expect(token).toMatchObject({
    subject: "jwt role deploy",
    claims: { subject: CLAIMS.sub, audience: CLAIMS.aud },
  });
});

test("the login has its own namespace", async () => {
  const { asked } = await login(
    { vaultRole: "deploy" },
    { "POST team/ci/auth/jwt/login": auth() },
    { namespace: "team", authNamespace: "team/ci" },
  );
  expect(asked).toHaveLength(1);
});

test.each<[object, Partial<VaultToken>]>([
  [
    { token_type: "batch", accessor: "", renewable: false },
    { type: "batch", renewable: false },
  ],
  [{ token_type: undefined, client_token: `hvb.${CANARY}` }, { type: "batch" }],
  [{ token_type: undefined }, { type: "service" }],
  [{ token_type: "default-service", client_token: CANARY }, { type: "unknown" }],
  [{ num_uses: 3 }, { uses: 3 }],
  [{ policies: undefined }, { policies: ["default", "read"] }],
  [{ policies: ["a\nb", 7, ""] }, { policies: [printable("a\nb")] }],
])("with %j the token is %j", async (answer, expected) => {
  const { token } = await login({ vaultRole: "deploy" }, { "POST auth/jwt/login": auth(answer) });
  expect(token).toMatchObject(expected);
});

test("a token that never ends, and one without an accessor, say nothing of it", async () => {
  const { token } = await login(
    { vaultRole: "deploy" },
    { "POST auth/jwt/login": auth({ lease_duration: 0, accessor: "" }) },
  );
  expect(token.expires).toBeUndefined();
  expect(token).not.toHaveProperty("accessor");
});

const refusal = (words: string, status = 400): Reply => ({ status, json: { errors: [words, CANARY] } });

test.each<[string, Partial<VaultInputs>, Readonly<Record<string, Reply>>, string, string]>([
  [
    "a refused role comes with one that fits",
    { vaultRole: "deploy" },
    { "POST auth/jwt/login": refusal('role "deploy" could not be found') },
    "LOGIN_REFUSED",
    '"repository_id": "74001"',
  ],
  [
    "a second factor",
    { vaultRole: "deploy" },
    { "POST auth/jwt/login": auth({ client_token: "", mfa_requirement: { mfa_request_id: CANARY } }) },
    "LOGIN_REFUSED",
    "identity/mfa/login-enforcement",
  ],
  [
    "an answer without a token",
    { vaultRole: "deploy" },
    { "POST auth/jwt/login": { status: 200, json: { data: { x: CANARY } } } },
    "STORE_ANSWER_INVALID",
    "vault-auth-path",
  ],
  [
    "an audience that AWS trusts",
    { vaultRole: "deploy", vaultAudience: "sts.amazonaws.com" },
    {},
    "INPUT_INVALID",
    "Remove vault-audience",
  ],
  ["nothing that says how", {}, {}, "CREDENTIALS_MISSING", "vault-role: NAME"],
  [
    "a body that is no object",
    { vaultLogin: Secret.of(`["${CANARY}"]`), vaultAuthPath: "radius/login" },
    {},
    "INPUT_INVALID",
    "vault-login:",
  ],
  [
    "a certificate that is not there",
    { vaultMethod: "cert", vaultClientCert: "c", vaultClientKey: secret("key") },
    {},
    "INPUT_INVALID",
    "vault-client-cert:",
  ],
  [
    "a service account's token that is not there",
    { vaultMethod: "kubernetes", vaultRole: "deploy", vaultKubernetesTokenPath: "nothing" },
    {},
    "FILE_NOT_FOUND",
    "",
  ],
  [
    "a service account that the role does not take",
    { vaultMethod: "kubernetes", vaultRole: "deploy", vaultKubernetesTokenPath: "token" },
    { "POST auth/kubernetes/login": refusal("service account name not authorized", 403) },
    "LOGIN_REFUSED",
    "bound_service_account_names=deployer bound_service_account_namespaces=ci audience=kubernetes",
  ],
  [
    "a sealed server is no refusal",
    { vaultRole: "deploy" },
    { "POST auth/jwt/login": refusal("Vault is sealed", 503) },
    "STORE_SEALED",
    "unseal",
  ],
])("%s", async (_what, inputs, replies, code, fix) => {
  const { failure, text, asked } = await login(inputs, replies);
  expect(failure.code).toBe(code);
  expect(text).toContain(fix);
  // One request is all that a refusal costs.
  expect(asked.length).toBe(Object.keys(replies).length);
});
