import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, CANARY, folder } from "./terminal.ts";

const NOW_S = Math.floor(Date.now() / 1000);
const DAY_S = 86_400;

/** A token that nobody signed; what is refused is refused before anyone is asked. */
const tokenOf = (claims: object): string =>
  [{ alg: "RS256" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".") + ".CANARY-7f3a";
const good = tokenOf({ iss: "https://issuer.test", aud: "sigstore", exp: NOW_S + DAY_S, sub: "me" });

beforeAll(() => {
  fs.writeFileSync(path.join(folder, "app.tgz"), "the artifact");
  fs.writeFileSync(path.join(folder, "a[1] b.tgz"), "another");
  fs.writeFileSync(path.join(folder, "good.token"), `${good}\n`);
  fs.writeFileSync(
    path.join(folder, "other.token"),
    tokenOf({ aud: ["sts.amazonaws.com"], exp: NOW_S + DAY_S }),
  );
  fs.writeFileSync(path.join(folder, "old.token"), tokenOf({ aud: "sigstore", exp: NOW_S - DAY_S }));
  fs.writeFileSync(path.join(folder, "no.token"), CANARY);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const names = (): string[] => fs.readdirSync(folder, { recursive: true }).map(String).toSorted();

test.each([
  ["sign", ["--as NAME", "--identity-token", "--file-format WORD", "--sign LINE"]],
  ["attest", ["--type TYPE", "--predicate TEXT", "--identity-token TEXT", "--attest LINE"]],
  ["verify", ["--has LIST", "--identity-regexp TEXT", "--repository TEXT", "--policies LINE"]],
])("%s --help lists what it has, and no secret", async (verb, flags) => {
  const { code, stdout } = await call([verb, "--help"]);
  expect(code).toBe(0);
  for (const flag of flags) expect(stdout.toString()).toContain(flag);
  expect(stdout.toString()).not.toContain("--registry-password");
  expect(stdout.toString()).not.toContain("--github-token");
  expect((await call(["--help"])).stdout.toString()).toContain(`secrets-action ${verb} [--json]`);
});

test("attest makes no signatures of files", async () => {
  const { stdout } = await call(["attest", "--help"]);
  for (const flag of ["--sign LINE", "--file-format", "--legacy-files", "--publish"])
    expect(stdout.toString()).not.toContain(flag);
});

test.each([
  [["sign"], /Nothing was named/],
  [["sign", "-"], /needs a name[\s\S]*sign - --as app\.tgz/],
  [["sign", "app.tgz", "--as", "b"], /needs a name/],
  [["sign", "-", "-", "--as", "b"], /only once/],
  [["sign", "-", "--as", "b", "--identity-token", "-"], /only once/],
  [["sign", "app.tgz", "--identity-token", good], /does not belong on the command line/],
  [["sign", "app.tgz", "--registry-password", CANARY], /SECRETS_ACTION_REGISTRY_PASSWORD/],
  [["sign", "app.tgz", "--github-token", CANARY], /set GITHUB_TOKEN/],
  [["sign", 'a"b'], /double quote/],
  [["sign", "a\nb"], /control character/],
  [["sign", "app.tgz", "--no-such-flag"], /unknown/],
  [["attest"], /Nothing was named/],
  [["attest", "app.tgz"], /need each other/],
  [["attest", "--type", "spdxjson"], /need each other/],
  [["attest", "--predicate", "p.json"], /need each other/],
  [["attest", "--type", "a b", "--predicate", "p.json", "app.tgz"], /--type is one of/],
  [["attest", "--type", "spdxjson", "--predicate", "p.json", "-"], /not standard input/],
  [["verify"], /Nothing was named/],
  [["verify", "-"], /no signature beside it/],
  [["verify", "--has", "provenance"], /--has is for a SUBJECT/],
  [["verify", "--certificate-github-workflow-name", CANARY, "app.tgz"], /any workflow can take a name/],
  [["verify", "app.tgz", "--certificate-identity"], /lacks its value/],
])("%j leaves with 2, writes nothing and has nothing on standard output", async (args, said) => {
  const before = names();
  const { code, stdout, stderr } = await call(args);
  expect([code, stdout.toString()]).toEqual([2, ""]);
  expect(stderr).toMatch(said);
  expect(stderr).not.toContain("CANARY-7f3a");
  expect(names()).toEqual(before);
});

test.each([
  ["no.token", /CREDENTIALS_REFUSED.*holds no identity token/],
  ["other.token", /CREDENTIALS_REFUSED.*not for the audience sigstore/],
  ["old.token", /CREDENTIALS_REFUSED.*has ended/],
  ["none.token", /FILE_NOT_FOUND/],
])("the token of %s is refused before anyone is asked, and not shown", async (file, said) => {
  const before = names();
  const { code, stdout, stderr } = await call(["sign", "app.tgz", "--json", "--identity-token", file]);
  expect([code, stdout.toString()]).toEqual([1, ""]);
  expect(stderr).toMatch(said);
  expect(stderr).not.toContain("CANARY-7f3a");
  expect(names()).toEqual(before);
});

test("without a job and without a token nobody signs; a variable that cosign reads is named and not read", async () => {
  const stray = { SIGSTORE_ID_TOKEN: good, ACTIONS_ID_TOKEN_REQUEST_URL: "" };
  const { code, stdout, stderr } = await call(["sign", "app.tgz"], stray);
  expect([code, stdout.toString()]).toEqual([1, ""]);
  expect(stderr).toMatch(/CREDENTIALS_MISSING.*SIGSTORE_ID_TOKEN is ignored/);
  expect(stderr).toContain("--identity-token token");
  expect(stderr).not.toContain("CANARY-7f3a");
  const job = await call(["sign", "app.tgz"], { GITHUB_ACTIONS: "true", ACTIONS_ID_TOKEN_REQUEST_URL: "" });
  expect([job.code, job.stderr]).toEqual([1, expect.stringContaining("id-token: write")]);
});

test.each([[[]], [["--sigstore", "public"]]])(
  "a token of a person (%j) writes no name to a public log unasked",
  async (flags) => {
    const { code, stderr } = await call([
      "sign",
      "app.tgz",
      ...flags,
      "--identity-token",
      "good.token",
      "--dry-run",
    ]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/PUBLIC_LOG_REFUSED.*e-mail address[\s\S]*Fix: --allow-public-log/),
    ]);
  },
);

test.each([
  ["sign", ["--sign=- NAME"], /INPUT_INVALID {2}input sign, line 1/],
  [
    "attest",
    ["--type", "spdx-json-7", "--predicate", "p.json", "app.tgz"],
    /INPUT_INVALID {2}input attest, line 1/,
  ],
  ["attest", ["--type", "spdxjson", "app.tgz"], /needs a file with the predicate/],
  ["verify", ["app.tgz"], /Fix: --[a-z]/],
  ["verify", ["app.tgz", "--has", "spdx-json-7"], /INPUT_INVALID {2}input verify, line 1/],
])("%s %j is refused with 1", async (verb, args, said) => {
  const token = verb === "verify" ? [] : ["--identity-token", "good.token", "--allow-public-log"];
  const { code, stdout, stderr } = await call([verb, ...args, ...token]);
  expect([code, stdout.toString()]).toEqual([1, ""]);
  expect(stderr).toMatch(said);
});

test("a file whose name looks like a pattern is meant where it is there", async () => {
  const key = path.join(folder, "key.pem");
  fs.writeFileSync(
    key,
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEzBYuyXOu8BOZRYsKp5hlWRrPOyEX\nvsBtZaFbJT0bBRnFrTLnNMVaB7M2mmCYD7gSUeYzT4iXyhOPKHSNEErVWw==\n-----END PUBLIC KEY-----\n",
  );
  const { code, stdout, stderr } = await call(["verify", "a[1] b.tgz", "--key", "key.pem", "--json"]);
  const verdict = JSON.parse(stdout.toString()) as { passed: boolean; subjects: { subject: string }[] };
  expect([code, verdict.passed, verdict.subjects.map(({ subject }) => subject)]).toEqual([
    1,
    false,
    ["a[1] b.tgz"],
  ]);
  expect(stderr).toContain("SIGNATURE_MISSING");
  expect(names().filter((name) => name.includes("verdict"))).toEqual([]);
});
