import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { Failure } from "../../src/kernel/errors.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { Claims, Host } from "../../src/providers/provider.ts";
import type { VaultInputs } from "../../src/providers/vault/inputs.ts";
import { logIn } from "../../src/providers/vault/login.ts";
import { readSetting } from "../../src/providers/vault/setting.ts";
import type { VaultToken } from "../../src/providers/vault/token.ts";
import { baoServer } from "../harness/servers/bao.ts";
import { readToken } from "../harness/servers/keys.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { TEST_CA, TEST_CA_FILE } from "../harness/servers/tls.ts";
import { inputsOf } from "../unit/providers/vault/login-inputs.ts";
import { peer } from "./peers.ts";

const CANARY = "CANARY-7f3a";
const TLS = fileURLToPath(new URL("../fixtures/tls/", import.meta.url));
const signal = new AbortController().signal;
const client = createHttp({ env: {}, ca: TEST_CA, clock: systemClock });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "logins-"));
const oidc = oidcServer();
const bao = baoServer({ tls: true });
const own = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: crypto.KeyObject): string => key.export({ type: "pkcs8", format: "pem" }) as string;
const ROLE = { token_policies: ["default"], token_ttl: "10m" };

/** The part of a cluster that the server asks about a service account's token. */
const cluster = http.createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(201, { "content-type": "application/json" });
    const user = { username: "system:serviceaccount:ci:deployer", uid: "u-1", groups: [] };
    response.end(
      JSON.stringify({
        kind: "TokenReview",
        apiVersion: "authentication.k8s.io/v1",
        status: { authenticated: true, audiences: ["vault"], user },
      }),
    );
  });
});
const stops: (() => unknown)[] = [() => client.close(), () => fs.rmSync(folder, { recursive: true })];

beforeAll(async () => {
  const issuer = await oidc.start();
  stops.push(issuer.stop, (await bao.start()).stop);
  await new Promise<void>((listening) => cluster.listen(0, "127.0.0.1", listening));
  stops.push(() => cluster.close());
  const keys = new URL(issuer.env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "").origin;
  await bao.enable("auth", "github/jwt", "jwt");
  await bao.root("POST", "auth/github/jwt/config", { jwks_url: `${keys}/.well-known/jwks` });
  await bao.enable("auth", "jwt", "jwt");
  await bao.root("POST", "auth/jwt/config", {
    jwt_validation_pubkeys: [own, rsa].map((one) =>
      String(one.publicKey.export({ type: "spki", format: "pem" })),
    ),
    bound_issuer: "ci.example.com",
  });
  await bao.root("POST", "auth/jwt/role/own", {
    ...ROLE,
    role_type: "jwt",
    user_claim: "sub",
    bound_audiences: [bao.url()],
    bound_subject: "ci.example.com",
  });
  await bao.enable("auth", "approle", "approle");
  await bao.root("POST", "auth/approle/role/ci", { ...ROLE, secret_id_num_uses: 1 });
  await bao.enable("auth", "userpass", "userpass");
  await bao.root("POST", "auth/userpass/users/deploy", { ...ROLE, password: CANARY });
  await bao.enable("auth", "cert", "cert");
  await bao.root("POST", "auth/cert/certs/deploy", {
    ...ROLE,
    certificate: fs.readFileSync(path.join(TLS, "client-ca.pem"), "utf8"),
    allowed_dns_sans: ["client.example"],
  });
  await bao.enable("auth", "kubernetes", "kubernetes");
  await bao.root("POST", "auth/kubernetes/config", {
    kubernetes_host: `http://127.0.0.1:${(cluster.address() as net.AddressInfo).port}`,
    kubernetes_ca_cert: TEST_CA,
    token_reviewer_jwt: "x",
    disable_local_ca_jwt: true,
  });
  await bao.root("POST", "auth/kubernetes/role/deploy", {
    ...ROLE,
    bound_service_account_names: ["deployer"],
    bound_service_account_namespaces: ["ci"],
    audience: "vault",
  });
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly claims?: Claims;
  readonly audience?: string;
}

/** A login as the action makes it; no value may be in what is said about it. */
async function login(inputs: Partial<VaultInputs>, job: Job = {}) {
  const masked: Secret[] = [];
  const all = inputsOf({ vaultAddress: [bao.url()], ...inputs });
  const host = {
    env: job.env ?? {},
    workspace: folder,
    http: client,
    clock: systemClock,
    born: (secrets: readonly Secret[]) => void masked.push(...secrets),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
    idToken: async () => {
      const text = oidc.token(job.audience ?? bao.url(), job.claims);
      return { token: Secret.of(text), claims: readToken(text)?.claims ?? {} };
    },
  } as unknown as Host;
  const end: unknown = await logIn(all, readSetting(all, host), signal).catch((error: unknown) => error);
  if (end instanceof Failure) expect(`${end.message}\n${end.fix}`).not.toContain(CANARY);
  return { token: end as VaultToken, failure: end as Failure, masked };
}

/** Takes a login; expects that the server takes its token, and that it is what the server says it is. */
async function isGood({ token, masked }: Awaited<ReturnType<typeof login>>): Promise<void> {
  expect(token).toMatchObject({ ours: true, type: "service", policies: ["default"], renewable: true });
  expect(masked.some((one) => one.equals(token.token))).toBe(true);
  const said = await bao.ask("GET", "auth/token/lookup-self", { token: token.token.reveal() ?? "" });
  expect(said.json.data.accessor).toBe(token.accessor);
  const differs = Math.abs(Date.parse(said.json.data.expire_time) - (token.expires?.getTime() ?? 0));
  expect(differs).toBeLessThan(60_000);
}

const newSecretId = async (headers: Readonly<Record<string, string>> = {}) =>
  (await bao.ask("POST", "auth/approle/role/ci/secret-id", { token: bao.rootToken, body: {}, headers })).json;
const roleId = async (): Promise<string> =>
  (await bao.root("GET", "auth/approle/role/ci/role-id")).json.data.role_id;

describe("jwt", () => {
  const at = { vaultAuthPath: "github/jwt" };
  const job = { claims: { environment: "production" } };

  /** What an operator does with the text of a refusal. */
  function paste(fix: string | undefined): void {
    const command = /^vault write .*?\nEOF$/ms.exec(fix ?? "")?.[0] ?? "exit 1";
    execFileSync("bash", ["-c", command.replace(/^vault/, `"$BAO"`)], {
      stdio: "pipe",
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        BAO: peer("bao"),
        BAO_ADDR: bao.url(),
        BAO_TOKEN: bao.rootToken,
        BAO_CACERT: TEST_CA_FILE,
      },
    });
  }

  test("a role that is not there: the one to paste lets exactly this job in, and no other", async () => {
    const inputs = { ...at, vaultRole: "pasted" };
    const { failure } = await login(inputs, job);
    expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(failure.message).toContain("there is no role pasted at auth/github/jwt");
    paste(failure.fix?.replace('"POLICY"', '"default"'));
    await isGood(await login(inputs, job));
    for (const claims of [
      {},
      { environment: "staging" },
      { environment: "production", repository_id: "74002" },
    ]) {
      const other = await login(inputs, { claims });
      expect(other.failure.message).toContain("binds claims that this token does not have");
    }
  });

  test("a role that binds something else: its policies outlive what is pasted", async () => {
    await bao.root("POST", "auth/github/jwt/role/glob", {
      ...ROLE,
      role_type: "jwt",
      user_claim: "sub",
      bound_audiences: [bao.url()],
      bound_claims_type: "glob",
      bound_claims: { sub: "repo:liquid-hive@9001/*" },
    });
    const { failure } = await login({ ...at, vaultRole: "glob" }, job);
    expect(failure.message).toContain("(sub)");
    paste(failure.fix);
    await isGood(await login({ ...at, vaultRole: "glob" }, job));
  });

  test.each<[string, Job, string]>([
    [
      "another audience",
      { audience: "https://github.com/liquid-hive" },
      "does not take the token's audience",
    ],
    ["an expired token", { claims: { iat: 1_000, nbf: 1_000, exp: 1_300 } }, "has expired"],
    ["a token of the future", { claims: { iat: 9e9, nbf: 9e9, exp: 9e9 + 300 } }, "not valid yet"],
  ])("%s", async (_what, other, cause) => {
    await bao.root("POST", "auth/github/jwt/role/main", {
      ...ROLE,
      role_type: "jwt",
      user_claim: "repository_id",
      bound_audiences: [bao.url()],
      bound_claims: { repository_id: "74001" },
    });
    await isGood(await login({ ...at, vaultRole: "main" }));
    const { failure } = await login({ ...at, vaultRole: "main" }, other);
    expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(failure.message).toContain(cause);
  });

  test("a role without an audience", async () => {
    const path = "auth/github/jwt/role/no-audience";
    await bao.root("POST", path, {
      ...ROLE,
      role_type: "jwt",
      user_claim: "sub",
      bound_claims: { repository_id: "74001" },
    });
    const { failure } = await login({ ...at, vaultRole: "no-audience" });
    expect(failure.message).toContain("binds no audience");
  });

  test.each([
    [{ vaultAuthPath: "nowhere/jwt" }, "there is no login method at auth/nowhere/jwt"],
    [{ vaultAuthPath: "userpass" }, "or it is of another kind"],
    [{ vaultAuthNamespace: "nowhere" }, "there is no such namespace"],
  ])("at %j it says what may be wrong", async (where, cause) => {
    const { failure } = await login({ ...at, vaultRole: "main", ...where });
    expect(`${failure.code} ${failure.message}`).toContain(cause);
  });
});

test.each([
  ["P-256", own],
  ["RSA", rsa],
])("jwt-key, %s", async (_kind, { privateKey }) => {
  const inputs = {
    vaultRole: "own",
    vaultJwtKey: Secret.of(pem(privateKey)),
    vaultJwtIssuer: "ci.example.com",
  };
  await isGood(await login(inputs));
  const { failure } = await login({ ...inputs, vaultJwtIssuer: "elsewhere.example.com" });
  expect(failure.message).toContain("expects another issuer");
});

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
