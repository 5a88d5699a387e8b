import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "../../src/kernel/secret.ts";
import { TEST_CA_FILE } from "../harness/servers/tls.ts";
import { peer } from "./peers.ts";
import {
  bao,
  folder,
  isGood,
  type Job,
  login,
  own,
  ROLE,
  rsa,
  startLogins,
  stopLogins,
} from "./vault-login-bench.ts";

beforeAll(startLogins);
afterAll(stopLogins);

const pem = (key: crypto.KeyObject): string => key.export({ type: "pkcs8", format: "pem" }) as string;

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
