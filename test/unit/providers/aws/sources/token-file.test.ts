import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { readTokenFile } from "../../../../../src/providers/aws/sources/token-file.ts";
import { NOW } from "../setting.ts";
import { failureOf, fixture, folderOf } from "./host.ts";

const jwt = (claims: unknown): string =>
  `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.CANARY-7f3a`;
const CLAIMS = { sub: "system:serviceaccount:ci:runner", aud: "sts.amazonaws.com", exp: NOW / 1000 + 600 };

let workspace = "";
beforeEach(() => {
  workspace = folderOf("token-");
});

test("a path is relative to the workspace, a symbolic link is followed, and the variable does not count", () => {
  // As a kubelet lays a projected token: token -> ..data/token, ..data -> a dated folder.
  fs.mkdirSync(path.join(workspace, "..2026"));
  fs.writeFileSync(path.join(workspace, "..2026/token"), `${jwt(CLAIMS)}\n`);
  fs.symlinkSync("..2026", path.join(workspace, "..data"));
  fs.symlinkSync("..data/token", path.join(workspace, "token"));
  const { host, told } = fixture({ workspace, env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/no/such" } });
  for (const file of ["token", path.join(workspace, "token")]) {
    const { token, claims } = readTokenFile(file, host);
    expect(token.reveal()).toBe(jwt(CLAIMS));
    expect(claims).toEqual(CLAIMS);
  }
  expect(told.born).toContain(jwt(CLAIMS));
});

test("a renewed token is read anew", () => {
  const { host } = fixture({ workspace });
  const file = path.join(workspace, "token");
  fs.writeFileSync(file, jwt({ ...CLAIMS, sub: "one" }));
  expect(readTokenFile("token", host).claims["sub"]).toBe("one");
  fs.writeFileSync(file, jwt({ ...CLAIMS, sub: "two" }));
  expect(readTokenFile("token", host).claims["sub"]).toBe("two");
});

test.each([
  ["no file", undefined, "not there"],
  ["an empty one", "\n", "holds no identity token"],
  ["another text", "CANARY-7f3a", "holds no identity token"],
  ["a payload that is no JSON", "a.CANARY-7f3a.c", "holds no identity token"],
  ["too much", "CANARY-7f3a".repeat(10_000), "too large"],
])("%s is CREDENTIALS_MISSING", async (_case, content, said) => {
  if (content !== undefined) fs.writeFileSync(path.join(workspace, "token"), content);
  const failure = await failureOf(() => readTokenFile("token", fixture({ workspace }).host));
  expect(failure.code).toBe("CREDENTIALS_MISSING");
  expect(failure.message).toContain(said);
  expect(failure.at?.file).toBe(path.join(workspace, "token"));
});

test("an expired token is refused with its date, before STS is asked", async () => {
  fs.writeFileSync(path.join(workspace, "token"), jwt({ ...CLAIMS, exp: NOW / 1000 - 60 }));
  const failure = await failureOf(() => readTokenFile("token", fixture({ workspace }).host));
  expect(failure.code).toBe("CREDENTIALS_REFUSED");
  expect(failure.message).toContain("2026-11-24T11:59:00.000Z");
});
