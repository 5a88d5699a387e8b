import crypto from "node:crypto";
import { expect, test } from "vitest";
import { Failure } from "../../../../../src/kernel/errors.ts";
import { Secret } from "../../../../../src/kernel/secret.ts";
import { jwtKeyLogin } from "../../../../../src/providers/vault/logins/jwt-key.ts";
import type { VaultToken } from "../../../../../src/providers/vault/token.ts";
import { fakeVault, NOW } from "../fake-vault.ts";
import { CANARY, inputsOf } from "../login-inputs.ts";

const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
const p256 = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = crypto.generateKeyPairSync("ec", { namedCurve: "P-384" });
const ed = crypto.generateKeyPairSync("ed25519");
const pem = (key: crypto.KeyObject, type: "pkcs8" | "sec1" | "pkcs1" = "pkcs8"): string =>
  key.export({ type, format: "pem" }) as string;

async function login(key: string) {
  const { setting, asked, masked } = fakeVault({
    "POST auth/own/login": { status: 200, json: { auth: { client_token: "hvs.x", lease_duration: 60 } } },
  });
  const method = {
    name: "jwt-key" as const,
    mount: "own",
    role: "deploy",
    key: Secret.of(key),
    issuer: "ci.example.com",
  };
  const signal = new AbortController().signal;
  const end: unknown = await jwtKeyLogin(method, inputsOf(), setting, signal).catch(
    (error: unknown) => error,
  );
  const { jwt = "" } = (asked[0]?.body ?? {}) as { readonly jwt?: string };
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString() || "null");
  return {
    end,
    jwt,
    header: read(header),
    claims: read(claims),
    signed: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature, "base64url"),
    masked,
    asked,
  };
}

test.each([
  ["RS256", pem(rsa.privateKey), rsa.publicKey],
  ["RS256", pem(rsa.privateKey, "pkcs1"), rsa.publicKey],
  ["ES256", pem(p256.privateKey), p256.publicKey],
  ["ES256", pem(p256.privateKey, "sec1"), p256.publicKey],
  ["ES256", Buffer.from(pem(p256.privateKey)).toString("base64"), p256.publicKey],
])("a token signed by %s, which the public half confirms", async (alg, key, publicKey) => {
  const { end, jwt, header, claims, signed, signature, masked } = await login(key);
  expect(header).toEqual({ typ: "JWT", alg });
  const iat = NOW / 1_000;
  expect(claims).toEqual({
    iss: "ci.example.com",
    sub: "ci.example.com",
    aud: "https://vault.example.com:8200",
    iat,
    exp: iat + 300,
  });
  const options = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  expect(crypto.verify("sha256", signed, options, signature)).toBe(true);
  expect(masked.some((one) => one.reveal() === jwt)).toBe(true);
  expect((end as VaultToken).claims).toEqual({
    subject: "ci.example.com",
    audience: "https://vault.example.com:8200",
  });
});

test.each([
  ["neither RSA nor P-256", pem(p384.privateKey)],
  ["neither RSA nor P-256", pem(ed.privateKey)],
  ["no private key in PEM", `${CANARY}-no-key`],
  ["no private key in PEM", rsa.publicKey.export({ type: "spki", format: "pem" }) as string],
  [
    "encrypted with a passphrase",
    p256.privateKey.export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "x",
    }) as string,
  ],
])("a key that is %s is refused, and nothing is asked", async (why, key) => {
  const { end, asked } = await login(key);
  expect(end).toBeInstanceOf(Failure);
  const { code, message, fix } = end as Failure;
  expect(code).toBe("INPUT_INVALID");
  expect(message).toContain(why);
  expect(`${message}\n${fix}`).not.toContain(CANARY);
  expect(asked).toEqual([]);
});
