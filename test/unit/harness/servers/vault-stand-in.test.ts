import { afterEach, describe, expect, test } from "vitest";
import { send } from "../../../harness/servers/control.ts";
import { oidcServer } from "../../../harness/servers/oidc.ts";
import { agreedVaultSeed, VAULT_AGREEMENT } from "../../../harness/servers/vault-agreement.ts";
import {
  kubernetesAgreement,
  kubernetesSeed,
  SQL_SEED,
  VAULT_SQL_AGREEMENT,
  VAULT_TLS_AGREEMENT,
} from "../../../harness/servers/vault-agreement-special.ts";
import { tokenOf } from "../../../harness/servers/vault-questions.ts";
import type { AskedVault } from "../../../harness/servers/vault-questions.ts";
import { vaultStandIn } from "../../../harness/servers/vault-stand-in.ts";
import type { VaultOptions, VaultStandIn } from "../../../harness/servers/vault-stand-in.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const oidc = oidcServer();

async function open(options: VaultOptions = {}): Promise<{ stand: VaultStandIn; vault: AskedVault }> {
  const stand = vaultStandIn({ seed: agreedVaultSeed(oidc), ...options });
  stops.push((await stand.start()).stop);
  return { stand, vault: { ask: stand.ask, rootToken: stand.rootToken, oidc } };
}

describe("what OpenBao says too", () => {
  test.each(VAULT_AGREEMENT)("$name", async ({ ask, answer }) => {
    expect(await ask((await open()).vault)).toEqual(answer);
  });
});

test.each([...VAULT_AGREEMENT.slice(0, 3), ...VAULT_TLS_AGREEMENT])(
  "over TLS: $name",
  async ({ ask, answer }) => {
    expect(await ask((await open({ tls: "server" })).vault)).toEqual(answer);
  },
);

test("LIST over TLS", async () => {
  const { stand } = await open({ tls: "server" });
  expect((await stand.ask("LIST", "kv1/", { token: stand.rootToken })).json.data.keys).toEqual(["a/", "c"]);
});

test("a request without X-Vault-Request is refused", async () => {
  const { stand } = await open();
  const call = { method: "GET", path: "/v1/sys/health", headers: {}, body: Buffer.from("") };
  expect((await send(stand.url(), call)).status).toBe(412);
});

test("an identity token is refused without an algorithm", async () => {
  const { vault } = await open();
  const [, claims] = vault.oidc.token("https://vault.test").split(".");
  const none = Buffer.from('{"alg":"none"}').toString("base64url");
  const body = { role: "deploy", jwt: `${none}.${claims}.` };
  expect((await vault.ask("POST", "auth/jwt/login", { body })).status).toBe(400);
});

test("it counts, keeps what was sent, and logs no token or value", async () => {
  const { stand, vault } = await open();
  const token = await tokenOf(vault);
  await vault.ask("GET", "secret/data/app/db?version=1", { token });
  await vault.ask("GET", "secret/data/t", { token, namespace: "team" });
  expect(stand.counts().get("GET secret/data/app/db")).toBe(1);
  expect(stand.total()).toBe(3);
  expect(stand.raw[1]?.headers["x-vault-token"]).toBe(token);
  expect(stand.tokens()).toEqual([token]);
  expect(stand.issued()).toContain(token);
  const accessor = (await vault.ask("GET", "auth/token/lookup-self", { token })).json.data.accessor;
  expect(stand.log.slice(0, 3)).toEqual([
    "POST auth/jwt/login by nobody -> 200",
    `GET secret/data/app/db?version=1 by ${accessor} -> 200`,
    `GET secret/data/t in team by ${accessor} -> 200`,
  ]);
  expect(stand.log.join("\n")).not.toContain("CANARY");
});

test.each(VAULT_SQL_AGREEMENT)("$name", async ({ ask, answer }) => {
  const { stand, vault } = await open({ seed: SQL_SEED });
  expect(await ask(vault)).toEqual(answer);
  expect(stand.issued().filter((value) => /^CANARY-7f3a-[0-9a-f]{20}$/.test(value))).toHaveLength(2);
  expect(stand.leases().map(({ alive }) => alive)).toEqual([false, false]);
  expect(stand.tokens().map(stand.alive)).toEqual([false]);
});

test("a token ends with its time", async () => {
  let now = Date.now();
  const { stand, vault } = await open({ now: () => now });
  const token = await tokenOf(vault);
  expect(stand.alive(token)).toBe(true);
  now += 3_600_000;
  expect(stand.alive(token)).toBe(false);
  expect((await vault.ask("GET", "auth/token/lookup-self", { token })).status).toBe(403);
});

test.each(kubernetesAgreement("eyJ.CANARY-7f3a.x"))("$name", async ({ ask, answer }) => {
  const { vault } = await open({ seed: kubernetesSeed("eyJ.CANARY-7f3a.x") });
  expect(await ask(vault)).toEqual(answer);
});

test("a method that is in the stand-in only takes one body", async () => {
  const body = { password: "CANARY-7f3a" };
  const seed = { auths: { ldap: { type: "ldap", logins: { "login/ann": { body } } } } } as const;
  const { stand } = await open({ seed });
  const logIn = async (path: string, sent: object) => (await stand.ask("POST", path, { body: sent })).status;
  expect(await logIn("auth/ldap/login/ann", body)).toBe(200);
  expect(await logIn("auth/ldap/login/ann", { password: "no" })).toBe(400);
  expect(await logIn("auth/ldap/login/zed", body)).toBe(400);
});

test.each([
  ["active", 200, 404],
  ["standby", 429, 404],
  ["sealed", 503, 503],
  ["uninitialised", 501, 503],
] as const)("%s", async (state, health, read) => {
  const { stand, vault } = await open({ state });
  expect((await vault.ask("GET", "sys/health")).status).toBe(health);
  expect((await vault.ask("GET", "sys/seal-status")).json.sealed).toBe(read === 503);
  expect((await vault.ask("GET", "nope/x", { token: stand.rootToken })).status).toBe(read);
});

test.each([
  ["stale", 412],
  ["rate-quota", 429],
  ["sealed", 503],
  ["uninitialised", 501],
  ["redirect", 307],
  ["throttled", 429],
  ["error-500", 500],
  ["unavailable", 503],
  ["echo", 400],
] as const)("the fault %s, for the paths that it is for, so often", async (kind, status) => {
  const location = "https://standby.test";
  const { stand, vault } = await open({ faults: [{ kind, on: /^GET .*\/app\/db/, times: 1, location }] });
  const token = stand.rootToken;
  const read = async (path: string) => vault.ask("GET", path, { token });
  expect((await read("secret/data/other/own")).status).toBe(200);
  const faulty = await read("secret/data/app/db");
  expect(faulty.status).toBe(status);
  expect(faulty.headers["retry-after"]).toBeUndefined();
  if (kind === "redirect") expect(faulty.headers["location"]).toBe(`${location}/v1/secret/data/app/db`);
  else expect(Object.keys(faulty.json)).toEqual(["errors"]);
  expect((await read("secret/data/app/db")).status).toBe(200);
});
