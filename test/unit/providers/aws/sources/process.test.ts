import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { processCredentials } from "../../../../../src/providers/aws/sources/process.ts";
import { failureOf, fixture, folderOf } from "./host.ts";
import { ALL_PARTS, EARLIER, KEY_ID, LATER, partsOf, SECRET_KEY, SESSION } from "./planted.ts";

// What a program prints: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
const PRINTED = {
  Version: 1,
  AccessKeyId: KEY_ID,
  SecretAccessKey: SECRET_KEY,
  SessionToken: SESSION,
  Expiration: LATER,
};

let folder = "";
beforeEach(() => {
  folder = folderOf("a process ");
});

/** A command that prints this text and says the canary on standard error. */
function printing(text: string, status = 0): string {
  const script = path.join(folder, "get keys.mjs");
  fs.writeFileSync(
    script,
    `process.stdout.write(${JSON.stringify(text)}); console.error("CANARY-7f3a"); process.exitCode = ${status};`,
  );
  return `"${process.execPath}" '${script}' --for "a user"`;
}

test("what the program prints is taken, and masked", () => {
  const { host, told } = fixture();
  const credentials = processCredentials(printing(JSON.stringify(PRINTED)), "p", host);
  expect(partsOf(credentials)).toEqual(ALL_PARTS);
  expect(credentials.expires?.toISOString()).toBe("2026-11-24T18:00:00.000Z");
  expect(told.born).toEqual(ALL_PARTS);
});

test.each([
  ["fails", "{}", 3, "CREDENTIALS_MISSING", "status 3"],
  ["prints nothing", "", 0, "STORE_ANSWER_INVALID", "printed no credentials"],
  [
    "prints another version",
    JSON.stringify({ ...PRINTED, Version: 2 }),
    0,
    "STORE_ANSWER_INVALID",
    "printed no",
  ],
  [
    "prints half",
    JSON.stringify({ ...PRINTED, SecretAccessKey: "" }),
    0,
    "STORE_ANSWER_INVALID",
    "pair of keys",
  ],
  [
    "prints expired ones",
    JSON.stringify({ ...PRINTED, Expiration: EARLIER }),
    0,
    "CREDENTIALS_REFUSED",
    "2026-11-24T06",
  ],
] as const)("a program that %s", async (_case, text, status, code, said) => {
  const command = printing(text, status);
  const failure = await failureOf(() => processCredentials(command, "p", fixture().host));
  expect(failure.code).toBe(code);
  expect(failure.message).toContain(said);
});

test.each([
  ["is not there", "/no/such/CANARY-7f3a", "could not be run"],
  ["has an open quote", "'CANARY-7f3a", "no command line"],
  ["is empty", '""', "no command line"],
])("a command that %s", async (_case, command, said) => {
  const failure = await failureOf(() => processCredentials(command, "p", fixture().host));
  expect(failure.code).toBe("CREDENTIALS_MISSING");
  expect(failure.message).toContain(said);
});
