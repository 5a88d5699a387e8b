import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
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
import { TEST_CA } from "../harness/servers/tls.ts";
import { inputsOf } from "../unit/providers/vault/login-inputs.ts";

export const CANARY = "CANARY-7f3a";
export const TLS = fileURLToPath(new URL("../fixtures/tls/", import.meta.url));
const signal = new AbortController().signal;
const client = createHttp({ env: {}, ca: TEST_CA, clock: systemClock });
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), "logins-"));
export const oidc = oidcServer();
export const bao = baoServer({ tls: true });
export const own = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
export const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
export const ROLE = { token_policies: ["default"], token_ttl: "10m" };

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

/** Starts the servers, and opens at OpenBao every login method that the tests use. */
export async function startLogins(): Promise<void> {
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
}

export async function stopLogins(): Promise<void> {
  for (const stop of stops.reverse()) await stop();
}

export interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly claims?: Claims;
  readonly audience?: string;
}

/** A login as the action makes it; no value may be in what is said about it. */
export async function login(inputs: Partial<VaultInputs>, job: Job = {}) {
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
export async function isGood({ token, masked }: Awaited<ReturnType<typeof login>>): Promise<void> {
  expect(token).toMatchObject({ ours: true, type: "service", policies: ["default"], renewable: true });
  expect(masked.some((one) => one.equals(token.token))).toBe(true);
  const said = await bao.ask("GET", "auth/token/lookup-self", { token: token.token.reveal() ?? "" });
  expect(said.json.data.accessor).toBe(token.accessor);
  const differs = Math.abs(Date.parse(said.json.data.expire_time) - (token.expires?.getTime() ?? 0));
  expect(differs).toBeLessThan(60_000);
}
