import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "../../src/kernel/secret.ts";
import {
  bao,
  CANARY,
  folder,
  isGood,
  login,
  oidc,
  startLogins,
  stopLogins,
  TLS,
} from "./vault-login-bench.ts";

beforeAll(startLogins);
afterAll(stopLogins);

const newSecretId = async (headers: Readonly<Record<string, string>> = {}) =>
  (await bao.ask("POST", "auth/approle/role/ci/secret-id", { token: bao.rootToken, body: {}, headers })).json;
const roleId = async (): Promise<string> =>
  (await bao.root("GET", "auth/approle/role/ci/role-id")).json.data.role_id;

test("userpass, by its name and as any other method; a wrong password", async () => {
  const user = { vaultMethod: "userpass", vaultUsername: "deploy" } as const;
  await isGood(await login({ ...user, vaultPassword: Secret.of(CANARY) }));
  await isGood(
    await login({
      vaultLogin: Secret.of(`{"password":"${CANARY}"}`),
      vaultAuthPath: "userpass/login/deploy",
    }),
  );
  const { failure } = await login({ ...user, vaultPassword: Secret.of("wrong") });
  expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
  expect(failure.message).toContain("there is no such user, or the password is another one");
});

test("cert, with and without the role's name; a role that is not there", async () => {
  const pair = {
    vaultMethod: "cert",
    vaultClientCert: path.join(TLS, "client.pem"),
    vaultClientKey: Secret.of(fs.readFileSync(path.join(TLS, "client.key"), "utf8")),
  } as const;
  await isGood(await login(pair));
  await isGood(await login({ ...pair, vaultRole: "deploy" }));
  const { failure } = await login({ ...pair, vaultRole: "nobody" });
  expect(failure.message).toContain("no role takes this client certificate");
});

test("kubernetes: the account of the pod, and a role of another one", async () => {
  const claims = {
    aud: ["vault"],
    iss: "kubernetes/serviceaccount",
    sub: "system:serviceaccount:ci:deployer",
    "kubernetes.io": { namespace: "ci", serviceaccount: { name: "deployer", uid: "u-1" } },
  };
  fs.writeFileSync(path.join(folder, "token"), `${oidc.token("vault", claims)}\n`);
  const inputs = { vaultMethod: "kubernetes", vaultKubernetesTokenPath: "token" } as const;
  await isGood(await login({ ...inputs, vaultRole: "deploy" }));
  const { failure } = await login({ ...inputs, vaultRole: "nobody" });
  expect(failure.message).toContain("there is no role nobody at auth/kubernetes");
  expect(failure.fix).toContain("bound_service_account_names=deployer bound_service_account_namespaces=ci");
});

describe("approle", () => {
  test("a secret id is good for what its role says, here once", async () => {
    const secretId = Secret.of((await newSecretId()).data.secret_id);
    const inputs = { vaultRoleId: await roleId(), vaultSecretId: secretId };
    await isGood(await login(inputs));
    expect((await login(inputs)).failure).toMatchObject({ code: "LOGIN_REFUSED" });
    const { failure } = await login({ vaultRoleId: await roleId() });
    expect(failure).toMatchObject({ code: "CREDENTIALS_MISSING" });
  });

  test("wrapped: for this role alone, once, and as it was made", async () => {
    const wrap = { "x-vault-wrap-ttl": "60s" };
    const inputs = {
      vaultRoleId: await roleId(),
      vaultWrappedSecretId: Secret.of((await newSecretId(wrap)).wrap_info.token),
    };
    expect((await login({ ...inputs, vaultApprole: "other" })).failure).toMatchObject({
      code: "INPUT_INVALID",
    });
    await isGood(await login({ ...inputs, vaultApprole: "ci" }));
    const spent = await login({ ...inputs, vaultApprole: "ci" });
    expect(spent.failure).toMatchObject({ code: "WRAPPING_SPENT" });
    expect(spent.failure.message).toContain("possible interception");
    const body = (await newSecretId()).data;
    const anew = await bao.ask("POST", "sys/wrapping/wrap", { token: bao.rootToken, headers: wrap, body });
    const vaultWrappedSecretId = Secret.of(anew.json.wrap_info.token);
    const { failure } = await login({ ...inputs, vaultWrappedSecretId, vaultApprole: "ci" });
    expect(failure).toMatchObject({ code: "WRAPPING_SPENT" });
  });
});

describe("token", () => {
  const create = async (more: object): Promise<string> =>
    (await bao.root("POST", "auth/token/create", { ttl: "1h", ...more })).json.auth.client_token;

  test("who it is, until when, how often: the look-up was one use", async () => {
    const text = await create({ num_uses: 5, policies: ["default"], display_name: "ci" });
    const { token } = await login({}, { env: { VAULT_TOKEN: text } });
    expect(token).toMatchObject({ ours: false, uses: 4, type: "service", subject: "the token of token-ci" });
    expect(token.expires?.getTime()).toBeGreaterThan(Date.now());
  });

  test("without the policy default it is used all the same; one that is not known is refused", async () => {
    const text = await create({ no_default_policy: true, policies: ["nothing"] });
    const { token } = await login({ vaultToken: Secret.of(text) });
    expect(token).toMatchObject({ ours: false, type: "unknown" });
    const { failure } = await login({ vaultToken: Secret.of("s.unknown") });
    expect(failure).toMatchObject({ code: "CREDENTIALS_REFUSED" });
  });
});

test("a second factor that the server wants is said", async () => {
  const method = await bao.root("POST", "identity/mfa/method/totp", { issuer: "x", period: 30 });
  const auths = await bao.root("GET", "sys/auth");
  await bao.root("POST", "identity/mfa/login-enforcement/all", {
    mfa_method_ids: [method.json.data.method_id],
    auth_method_accessors: [auths.json.data["userpass/"].accessor],
  });
  const { failure } = await login({
    vaultMethod: "userpass",
    vaultUsername: "deploy",
    vaultPassword: Secret.of(CANARY),
  });
  await bao.root("DELETE", "identity/mfa/login-enforcement/all");
  expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
  expect(failure.message).toContain("second factor");
});
