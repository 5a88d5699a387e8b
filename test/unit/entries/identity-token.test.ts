import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { terminalIdentity } from "../../../src/entries/identity-token.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { terminalRunner } from "../../../src/runner/terminal.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "identity-token-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const LATER_S = Math.floor(Date.now() / 1000) + 86_400;
const tokenOf = (claims: object): string =>
  `${Buffer.from("{}").toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.CANARY-7f3a`;
const good = tokenOf({ aud: "sigstore", exp: LATER_S, sub: "me" });

const stop = new AbortController().signal;
function identity(
  source: string | undefined,
  { env = {}, piped = "" }: { env?: Record<string, string>; piped?: string } = {},
) {
  const born: Secret[] = [];
  let reads = 0;
  const idToken = terminalIdentity(
    { ...terminalRunner(env), workspace: folder },
    {
      source,
      born: (secrets) => void born.push(...secrets),
      service: async () => ({ token: Secret.of("of the service"), claims: { aud: "sigstore" } }),
      stdin: async function* () {
        reads += 1;
        yield Buffer.from(piped.slice(0, 10));
        yield Buffer.from(piped.slice(10));
      },
    },
  );
  return { ask: async () => await idToken("sigstore", stop), born, reads: () => reads };
}
const write = (text: string): void => fs.writeFileSync(path.join(folder, "token"), text);

test("a file is read each time, without what stands around the token, and the token is masked", async () => {
  const { ask, born } = identity("token");
  write(`\n${good}\r\n`);
  expect([(await ask()).token.reveal(), born[0]?.reveal()]).toEqual([good, good]);
  const next = tokenOf({ aud: ["other", "sigstore"], sub: "you" });
  write(next);
  expect((await ask()).claims).toMatchObject({ sub: "you" });
});

test("standard input is read once", async () => {
  const { ask, reads } = identity("-", { piped: good });
  await ask();
  expect([(await ask()).token.reveal(), reads()]).toEqual([good, 1]);
});

test("in a job the token service is asked; a file is taken before it", async () => {
  write(good);
  const service = [{ GITHUB_ACTIONS: "true" }, { ACTIONS_ID_TOKEN_REQUEST_URL: "https://service.test" }];
  for (const env of service as Record<string, string>[]) {
    expect((await identity(undefined, { env }).ask()).token.reveal()).toBe("of the service");
    expect((await identity("token", { env }).ask()).token.reveal()).toBe(good);
  }
});

test.each([
  ["nothing", ""],
  ["no token", "CANARY-7f3a"],
  ["no claims", "a.b.CANARY-7f3a"],
  ["no audience", tokenOf({ exp: LATER_S })],
  ["another audience", tokenOf({ aud: "sigstore2" })],
  ["a part of the name", tokenOf({ aud: "sig" })],
  ["other audiences", tokenOf({ aud: ["a", "b"] })],
  ["one that has ended", tokenOf({ aud: "sigstore", exp: LATER_S - 2 * 86_400 })],
])("a file with %s is refused", async (_, text) => {
  write(text);
  const failure = identity("token").ask();
  await expect(failure).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
  await expect(failure).rejects.toMatchObject({ message: expect.not.stringContaining("CANARY-7f3a") });
});

test("what is too large, or not there", async () => {
  await expect(identity("-", { piped: "a".repeat(70_000) }).ask()).rejects.toMatchObject({
    code: "CREDENTIALS_REFUSED",
  });
  write("a".repeat(70_000));
  await expect(identity("token").ask()).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  await expect(identity("none").ask()).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});

test("without any, a stray variable is named and not used", async () => {
  const stray = identity(undefined, { env: { SIGSTORE_ID_TOKEN: good } }).ask();
  await expect(stray).rejects.toMatchObject({
    code: "CREDENTIALS_MISSING",
    message: expect.stringMatching(/SIGSTORE_ID_TOKEN is ignored/),
  });
  await expect(identity(undefined).ask()).rejects.toMatchObject({
    message: expect.not.stringContaining("SIGSTORE"),
  });
});
