import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { CANARY, NO_VAULT, step, textOf, vaultServer } from "./hashicorp.ts";

/** The logins by a secret of one's own, over TLS. */
describeUnless(NO_VAULT, "HashiCorp Vault", () => {
  const tls = fileURLToPath(new URL("../fixtures/tls/", import.meta.url));
  const pair = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const role = { token_policies: ["read"], token_ttl: "10m" };
  const vault = vaultServer({
    tls: true,
    seed: {
      policies: { read: { "secret/data/*": ["read"] } },
      mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: `${CANARY}-app` } } } },
      auths: {
        userpass: { type: "userpass", users: { ann: { password: `${CANARY}-pw`, policies: ["read"] } } },
      },
    },
  });
  let stop: (() => Promise<void>) | undefined;
  let roleId = "";
  beforeAll(async () => {
    ({ stop } = await vault.start());
    await vault.enable("auth", "team/approle", "approle");
    await vault.root("POST", "auth/team/approle/role/ci", { ...role, secret_id_num_uses: 1 });
    await vault.root("POST", "auth/team/approle/role/elsewhere", {
      ...role,
      secret_id_bound_cidrs: ["192.0.2.0/24"],
    });
    roleId = (await vault.root("GET", "auth/team/approle/role/ci/role-id")).json.data.role_id;
    await vault.enable("auth", "cert", "cert");
    const certificate = fs.readFileSync(path.join(tls, "client-ca.pem"), "utf8");
    await vault.root("POST", "auth/cert/certs/deploy", { ...role, certificate });
    await vault.enable("auth", "jwt", "jwt");
    const key = pair.publicKey.export({ type: "spki", format: "pem" });
    const issuer = { jwt_validation_pubkeys: [key], bound_issuer: "ci.example.com" };
    await vault.root("POST", "auth/jwt/config", issuer);
    const bound = { role_type: "jwt", user_claim: "sub", bound_audiences: [vault.url()] };
    await vault.root("POST", "auth/jwt/role/own", { ...role, ...bound });
  });
  afterAll(async () => stop?.());

  async function isGood(inputs: Readonly<Record<string, string>>): Promise<void> {
    const ended = await step(vault, inputs, ["vault://secret/app"]);
    expect([ended.failure, ended.outcomes.map(textOf)]).toEqual([undefined, [`{"value":"${CANARY}-app"}`]]);
    expect([ended.accessor !== "", await vault.isAlive(ended.accessor), ended.left]).toEqual([
      true,
      false,
      [],
    ]);
  }
  async function isRefused(
    inputs: Readonly<Record<string, string>>,
    code: string,
    cause: string,
  ): Promise<void> {
    const { failure } = await step(vault, inputs);
    expect(failure).toMatchObject({ code });
    expect(failure?.message).toContain(cause);
  }
  const newSecretId = async (of: string, headers: Readonly<Record<string, string>> = {}) => {
    const at = `auth/team/approle/role/${of}/secret-id`;
    return (await vault.ask("POST", at, { token: vault.rootToken, body: {}, headers })).json;
  };

  test("approle: a secret id is good for what its role says", async () => {
    const secretId: string = (await newSecretId("ci")).data.secret_id;
    const inputs = {
      "vault-auth-path": "team/approle",
      "vault-role-id": roleId,
      "vault-secret-id": secretId,
    };
    await isGood(inputs);
    await isRefused(inputs, "LOGIN_REFUSED", "used up, expired or destroyed");
    const { "vault-secret-id": _none, ...bare } = inputs;
    await isRefused(bare, "CREDENTIALS_MISSING", "the role wants a secret id");
  });

  test("approle: from an address that the secret id is not for", async () => {
    const of = "auth/team/approle/role/elsewhere/role-id";
    const inputs = {
      "vault-auth-path": "team/approle",
      "vault-role-id": String((await vault.root("GET", of)).json.data.role_id),
      "vault-secret-id": String((await newSecretId("elsewhere")).data.secret_id),
    };
    await isRefused(inputs, "LOGIN_REFUSED", "this machine's address is not one");
  });

  test("approle: a wrapped secret id, for its role, once", async () => {
    const wrapped = await newSecretId("ci", { "x-vault-wrap-ttl": "60s" });
    const inputs = {
      "vault-auth-path": "team/approle",
      "vault-role-id": roleId,
      "vault-wrapped-secret-id": String(wrapped.wrap_info.token),
    };
    await isRefused({ ...inputs, "vault-approle": "other" }, "INPUT_INVALID", "");
    await isGood({ ...inputs, "vault-approle": "ci" });
    await isRefused({ ...inputs, "vault-approle": "ci" }, "WRAPPING_SPENT", "possible interception");
  });

  test("userpass, and as any other method", async () => {
    const ann = { "vault-method": "userpass", "vault-username": "ann", "vault-password": `${CANARY}-pw` };
    await isGood(ann);
    await isGood({ "vault-auth-path": "userpass/login/ann", "vault-login": `{"password":"${CANARY}-pw"}` });
    await isRefused({ ...ann, "vault-password": `${CANARY}-x` }, "LOGIN_REFUSED", "there is no such user");
  });

  test("userpass: locked after too many failures, which it does not say", async () => {
    const ann = { "vault-method": "userpass", "vault-username": "ann", "vault-password": `${CANARY}-x` };
    for (let i = 0; i < 5; i += 1) await step(vault, ann);
    await isRefused({ ...ann, "vault-password": `${CANARY}-pw` }, "LOGIN_REFUSED", "the user is locked");
  });

  test("cert, and a role that does not take it", async () => {
    const key = fs.readFileSync(path.join(tls, "client.key"), "utf8");
    const cert = fs.readFileSync(path.join(tls, "client.pem"), "utf8");
    const inputs = { "vault-method": "cert", "vault-client-cert": cert, "vault-client-key": key };
    await isGood(inputs);
    await isRefused(
      { ...inputs, "vault-role": "nobody" },
      "LOGIN_REFUSED",
      "no role takes this client certificate",
    );
  });

  test("a token signed by one's own key", async () => {
    const inputs = {
      "vault-role": "own",
      "vault-jwt-key": pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
      "vault-jwt-issuer": "ci.example.com",
    };
    await isGood(inputs);
    await isRefused(
      { ...inputs, "vault-jwt-issuer": "x.example.com" },
      "LOGIN_REFUSED",
      "expects another issuer",
    );
  });

  test("a token that is not ours is not revoked", async () => {
    const made = await vault.root("POST", "auth/token/create", { ttl: "1h", policies: ["read"] });
    const { client_token: token, accessor } = made.json.auth;
    const ended = await step(vault, { "vault-token": token }, ["vault://secret/app"]);
    expect(ended.outcomes.map(textOf)).toEqual([`{"value":"${CANARY}-app"}`]);
    expect([await vault.isAlive(accessor), ended.left]).toEqual([true, []]);
    await isRefused({ "vault-token": "hvs.unknown" }, "CREDENTIALS_REFUSED", "(status 403)");
  });
});
