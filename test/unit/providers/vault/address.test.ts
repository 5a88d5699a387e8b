import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { Host } from "../../../../src/providers/provider.ts";
import { readAddress } from "../../../../src/providers/vault/address.ts";
import { checkInputs } from "../../../../src/providers/vault/check-inputs.ts";
import { readHeaders } from "../../../../src/providers/vault/headers.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { policyPath } from "../../../../src/providers/vault/namespace.ts";
import { namespacesOf, readSetting } from "../../../../src/providers/vault/setting.ts";
import { CANARY } from "./answers.ts";

const inputsOf = (more: Partial<VaultInputs> = {}): VaultInputs =>
  ({
    vaultAddress: [],
    vaultAllowHttp: false,
    vaultRole: "deploy",
    vaultMethod: "",
    vaultAuthPath: "",
    vaultAudience: "",
    vaultRoleId: "",
    vaultApprole: "",
    vaultUsername: "",
    vaultKubernetesTokenPath: "",
    vaultJwtIssuer: "",
    vaultClientCert: "",
    vaultNamespace: "",
    vaultAuthNamespace: "",
    vaultMount: "",
    vaultExport: false,
    ...more,
  }) as VaultInputs;

const read = (vaultAddress: readonly string[], env = {}, more: Partial<VaultInputs> = {}) => {
  const { addresses, problems } = readAddress(inputsOf({ vaultAddress, ...more }), env);
  return { urls: addresses.map(({ href }) => href), codes: problems.map(({ code }) => code), problems };
};

describe("the address", () => {
  test("the input goes before VAULT_ADDR", () => {
    const env = { VAULT_ADDR: "https://two.example:8200" };
    expect(read(["https://one.example/base"], env)).toMatchObject({
      urls: ["https://one.example/base"],
      codes: [],
    });
    expect(read([], env)).toMatchObject({ urls: ["https://two.example:8200/"], codes: [] });
    expect(read([]).codes).toEqual(["INPUT_INVALID"]);
  });

  test("several are taken, in their order", () => {
    expect(read(["https://a.example", "https://b.example"]).urls).toEqual([
      "https://a.example/",
      "https://b.example/",
    ]);
  });

  test.each(["http://127.0.0.1:8200", "http://127.8.9.10", "http://[::1]:8200", "http://localhost:8200"])(
    "%s is this machine",
    (url) => {
      expect(read([url])).toMatchObject({ urls: [new URL(url).href], codes: [] });
    },
  );

  test("the seed's http://vault:8200 gets the line that allows it", () => {
    const { problems } = read(["http://vault:8200"]);
    expect(problems.map(({ code }) => code)).toEqual(["ENDPOINT_REFUSED"]);
    expect(problems[0]!.fix).toMatch(/^vault-allow-http: true$/m);
    expect(read(["http://vault:8200"], {}, { vaultAllowHttp: true })).toMatchObject({
      urls: ["http://vault:8200/"],
      codes: [],
    });
  });

  test.each([
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://10.0.0.1",
    `https://${CANARY}:${CANARY}@example.com`,
    `https://example.com/?x=${CANARY}`,
    `https://example.com/#${CANARY}`,
    "https://example.com?",
    "https://example.com/v1",
    "https://example.com/v1/",
    "ftp://example.com",
    "unix:///var/run/vault.sock",
    "example.com:8200",
    CANARY,
  ])("%j is refused, and not repeated", (url) => {
    for (const { urls, codes, problems } of [read([url]), read([], { VAULT_ADDR: url })]) {
      expect({ urls, codes }).toEqual({ urls: [], codes: ["ENDPOINT_REFUSED"] });
      expect(`${problems[0]!.message}${problems[0]!.fix}`).not.toContain(CANARY);
    }
    expect(read([], { VAULT_ADDR: url }).problems[0]!.message).toMatch(/^VAULT_ADDR /);
  });
});

describe("namespaces", () => {
  test.each([
    [{}, {}, { namespace: "", authNamespace: "" }],
    [{ vaultNamespace: "/team/inner/" }, {}, { namespace: "team/inner", authNamespace: "team/inner" }],
    [{}, { VAULT_NAMESPACE: "team/" }, { namespace: "team", authNamespace: "team" }],
    [{ vaultAuthNamespace: "/" }, { VAULT_NAMESPACE: "team" }, { namespace: "team", authNamespace: "" }],
    [{ vaultNamespace: "a", vaultAuthNamespace: "b" }, {}, { namespace: "a", authNamespace: "b" }],
  ])("%j with %j", (more, env, expected) => {
    expect(namespacesOf(inputsOf(more), env)).toEqual(expected);
  });

  test.each([
    ["", "", "secret/data/a"],
    ["team", "team", "secret/data/a"],
    ["team", "", "team/secret/data/a"],
    ["team/inner", "team", "inner/secret/data/a"],
    ["team", "other", "secret/data/a"],
    ["teams", "team", "secret/data/a"],
  ])("a policy for reads in %j, written in %j, names %j", (namespace, authNamespace, expected) => {
    expect(policyPath("secret/data/a", namespace, authNamespace)).toBe(expected);
  });
});

describe("headers", () => {
  test("are named lines", () => {
    const { headers, problems } = readHeaders(Secret.of(`X-Gate: a: b\n\n  CF-Id:${CANARY}  \r\n`));
    expect(problems).toEqual([]);
    expect([...headers].map(([name, value]) => [name, value.reveal()])).toEqual([
      ["x-gate", "a: b"],
      ["cf-id", CANARY],
    ]);
  });

  test.each([
    `X-Vault-Token: ${CANARY}`,
    `x-vault-namespace: ${CANARY}`,
    `Host: ${CANARY}`,
    `content-length: 5`,
    CANARY,
    `${CANARY}:`,
    `a b: ${CANARY}`,
    `A: ${CANARY}\nA: ${CANARY}`,
    `A: ${CANARY}\u0001`,
  ])("%j is refused by the number of its line", (text) => {
    const { problems } = readHeaders(Secret.of(text));
    expect(problems.map(({ code }) => code)).toEqual(["INPUT_INVALID"]);
    expect(problems[0]!.message).toMatch(/^Line \d of vault-headers /);
    expect(`${problems[0]!.message}${problems[0]!.fix}`).not.toContain(CANARY);
  });
});

describe("the inputs together", () => {
  const check = (more: Partial<VaultInputs>, env = {}) =>
    checkInputs(inputsOf({ vaultAddress: ["https://vault.example"], ...more }), env, "actions").map(
      ({ code, at }) => `${code} ${at?.input}`,
    );

  test("good ones have no problem", () => {
    expect(check({})).toEqual([]);
    expect(check({ vaultMount: "/apps/kv/", vaultNamespace: "team/inner" })).toEqual([]);
  });

  test("all problems come at once", () => {
    expect(
      check({
        vaultAddress: [],
        vaultNamespace: "a//b",
        vaultAuthNamespace: "../x",
        vaultHeaders: Secret.of("X-Vault-Token: x"),
        vaultMount: "sys/x",
        vaultAudience: "sts.amazonaws.com",
      }),
    ).toEqual([
      "INPUT_INVALID vault-address",
      "INPUT_INVALID vault-audience",
      "INPUT_INVALID vault-namespace",
      "INPUT_INVALID vault-auth-namespace",
      "INPUT_INVALID vault-headers",
      "INPUT_INVALID vault-mount",
    ]);
  });

  test.each(["a//b", "a/../b", ".", "sys", "auth/x", "a\u0007"])("%j is no mount", (vaultMount) => {
    expect(check({ vaultMount })).toEqual(["INPUT_INVALID vault-mount"]);
  });

  test("a certificate needs its key", () => {
    expect(check({ vaultClientCert: "a.pem" })).toEqual(["INPUT_INVALID vault-client-key"]);
    expect(check({ vaultClientKey: Secret.of("x") })).toEqual(["INPUT_INVALID vault-client-cert"]);
  });

  test("VAULT_NAMESPACE is checked, too", () => {
    expect(check({}, { VAULT_NAMESPACE: "a/../b" })).toEqual(["INPUT_INVALID vault-namespace"]);
  });
});

describe("the client certificate", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vault-cert-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const tls = path.resolve(import.meta.dirname, "../../../fixtures/tls");
  const pem = (name: string): string => fs.readFileSync(path.join(tls, name), "utf8");
  const base64 = (name: string): string => Buffer.from(pem(name)).toString("base64");
  const settingOf = (vaultClientCert: string, key: string, born: Secret[] = []) =>
    readSetting(
      inputsOf({ vaultAddress: ["https://vault.example"], vaultClientCert, vaultClientKey: Secret.of(key) }),
      {
        env: {},
        workspace: folder,
        born: (secrets: readonly Secret[]) => born.push(...secrets),
      } as unknown as Host,
    );

  test.each([
    ["text", pem("client.pem"), pem("client.key")],
    ["base64", base64("client.pem"), base64("client.key")],
    ["a path", "client.pem", path.join(tls, "client.key")],
  ])("is %s, and its key is masked", (_, cert, key) => {
    fs.copyFileSync(path.join(tls, "client.pem"), path.join(folder, "client.pem"));
    const born: Secret[] = [];
    const { certificate } = settingOf(cert, key, born);
    expect(certificate?.cert).toBe(pem("client.pem"));
    expect(certificate?.key.reveal()).toBe(pem("client.key"));
    expect(born).toContain(certificate?.key);
  });

  test.each([
    ["INPUT_INVALID", pem("client.pem"), pem("server.key")],
    ["INPUT_INVALID", pem("client.pem"), `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`],
    ["FILE_UNREADABLE", pem("client.pem"), CANARY],
    ["FILE_UNREADABLE", "missing.pem", pem("client.key")],
  ])("%s, and nothing of it is repeated", (code, cert, key) => {
    let problem: unknown;
    try {
      settingOf(cert, key);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(Failure);
    const { code: found, message, fix } = problem as Failure;
    expect(found).toBe(code);
    expect(`${message}${fix}`).not.toMatch(/CANARY|missing\.pem/);
  });
});
