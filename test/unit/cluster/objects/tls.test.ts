import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { privateKeyProblem, tlsProblems } from "../../../../src/cluster/objects/tls.ts";
import { Secret } from "../../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const DAY = 86_400_000;
const pem = (name: string): string =>
  fs.readFileSync(path.join(import.meta.dirname, "../../../fixtures/tls", name), "utf8");
const server = pem("server.pem");
const key = pem("server.key");
const ca = pem("ca.pem");
const born = new crypto.X509Certificate(server).validFromDate.getTime();
const now = born + DAY;
const problems = (certificate: string, privateKey: string, authority?: string, at = now): string[] =>
  tlsProblems(
    Secret.of(certificate),
    Secret.of(privateKey),
    authority === undefined ? undefined : Secret.of(authority),
    at,
  ).map(({ code, message, fix }) => {
    expect(code).toBe("CERTIFICATE_INVALID");
    expect(fix).toBeTruthy();
    expect(message + fix).not.toContain(CANARY);
    return message;
  });
const passphrase = { cipher: "aes-256-cbc", passphrase: CANARY };
const encrypted = (type: "pkcs8" | "sec1"): string =>
  crypto.generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type, format: "pem", ...passphrase },
  }).privateKey;

describe("certificates and keys", () => {
  test("a certificate with its key, its chain, its authority", () => {
    expect(problems(server, key)).toEqual([]);
    expect(problems(server + ca, key, ca)).toEqual([]);
    expect(problems(server.replaceAll("\n", "\r\n"), key.replaceAll("\n", "\r\n"), "")).toEqual([]);
  });

  test.each<[string, string, string, RegExp]>([
    ["no PEM", CANARY, key, /tls\.crt is not certificates/],
    ["an empty certificate", "", key, /tls\.crt is not certificates/],
    [
      "what is no certificate",
      `-----BEGIN CERTIFICATE-----\n${btoa(CANARY)}\n-----END CERTIFICATE-----`,
      key,
      /cannot be read/,
    ],
    ["a request", server.replaceAll("CERTIFICATE", "CERTIFICATE REQUEST"), key, /tls\.crt is not/],
    ["a half certificate", server + server.slice(0, 200), key, /tls\.crt is not/],
    ["the key in the certificate", server + key, key, /tls\.crt holds a private key/],
    ["no key", server, CANARY, /tls\.key is not one private key/],
    ["two keys", server, key + key, /tls\.key is not one private key/],
    ["the certificate as the key", server, server, /tls\.key is not one private key/],
    [
      "what is no key",
      server,
      `-----BEGIN PRIVATE KEY-----\n${btoa(CANARY)}\n-----END PRIVATE KEY-----`,
      /cannot be read/,
    ],
    ["another key", server, pem("client.key"), /is not the key of the first certificate/],
    ["a key with a passphrase", server, encrypted("pkcs8"), /passphrase/],
    ["an old key with a passphrase", server, encrypted("sec1"), /passphrase/],
  ])("%s", (_name, certificate, privateKey, expected) => {
    const found = problems(certificate, privateKey);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  test("out of its time: the day is told", () => {
    const last = new crypto.X509Certificate(server).validToDate;
    expect(problems(server, key, undefined, last.getTime())).toEqual([
      `The certificate in tls.crt expired on ${last.toISOString().slice(0, 10)}.`,
    ]);
    expect(problems(server, key, undefined, last.getTime() - 1)).toEqual([]);
    expect(problems(server, key, undefined, born - DAY)[0]).toMatch(/not valid before \d{4}-\d\d-\d\d\.$/);
    expect(problems(server, key, undefined, born - 60_000)).toEqual([]);
    const expired = new crypto.X509Certificate(pem("expired.pem")).validToDate.getTime();
    expect(problems(pem("expired.pem"), pem("expired.key"), undefined, expired + 1)).toHaveLength(1);
  });

  test("a chain out of order, and a ca.crt that is none", () => {
    const wrong = problems(ca + server, key);
    expect(wrong.join("\n")).toMatch(/is not the key of the first/);
    expect(wrong.join("\n")).toMatch(/certificate 1 is not issued by certificate 2/);
    expect(problems(server, key, CANARY)).toEqual(["ca.crt is not certificates as PEM."]);
    expect(problems(server, key, key)).toEqual(["ca.crt holds a private key."]);
  });
});

test("a key of ssh is one private key, whatever its form", () => {
  const of = (text: string) => privateKeyProblem("ssh-privatekey", Secret.of(text));
  const open = `-----BEGIN OPENSSH PRIVATE KEY-----\n${CANARY}\n-----END OPENSSH PRIVATE KEY-----\n`;
  expect([of(open), of(key)]).toEqual([undefined, undefined]);
  for (const text of [CANARY, "", open + open, server, `ssh-ed25519 AAAA ${CANARY}`]) {
    expect(of(text)?.code).toBe("CERTIFICATE_INVALID");
    expect(JSON.stringify([of(text)!.message, of(text)!.fix])).not.toContain(CANARY);
  }
});
