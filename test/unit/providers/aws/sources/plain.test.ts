import { expect, test } from "vitest";
import { Secret } from "../../../../../src/kernel/secret.ts";
import { environmentCredentials } from "../../../../../src/providers/aws/sources/environment.ts";
import { staticCredentials } from "../../../../../src/providers/aws/sources/static.ts";
import { failureOf, fixture } from "./host.ts";
import { ALL_PARTS, EARLIER, KEY_ID, LATER, partsOf, SECRET_KEY, SESSION } from "./planted.ts";

const KEYS = { AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET_KEY };

test("the environment's keys are taken, masked, with their token and end", () => {
  const { host, told } = fixture({
    env: { ...KEYS, AWS_SESSION_TOKEN: SESSION, AWS_CREDENTIAL_EXPIRATION: LATER },
  });
  const credentials = environmentCredentials(host);
  expect(partsOf(credentials)).toEqual(ALL_PARTS);
  expect(credentials.expires?.toISOString()).toBe("2026-11-24T18:00:00.000Z");
  expect(told.born).toEqual(ALL_PARTS);
});

test("a long-term key has no token and no end; a blanked token is none", () => {
  const credentials = environmentCredentials(fixture({ env: { ...KEYS, AWS_SESSION_TOKEN: "" } }).host);
  expect(partsOf(credentials)).toEqual([KEY_ID, SECRET_KEY, undefined]);
  expect(credentials.expires).toBeUndefined();
});

test.each([
  ["nothing", {}, "no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY"],
  ["half a pair", { AWS_ACCESS_KEY_ID: KEY_ID }, "no AWS_SECRET_ACCESS_KEY."],
  ["a blanked pair", { ...KEYS, AWS_ACCESS_KEY_ID: "" }, "no AWS_ACCESS_KEY_ID."],
])("an environment with %s lacks credentials", async (_case, env, said) => {
  const failure = await failureOf(() => environmentCredentials(fixture({ env }).host));
  expect(failure.code).toBe("CREDENTIALS_MISSING");
  expect(failure.message).toContain(said);
});

test("expired credentials are refused with their date, and masked all the same", async () => {
  const { host, told } = fixture({ env: { ...KEYS, AWS_CREDENTIAL_EXPIRATION: EARLIER } });
  const failure = await failureOf(() => environmentCredentials(host));
  expect(failure.code).toBe("CREDENTIALS_REFUSED");
  expect(failure.message).toContain("2026-11-24T06:00:00.000Z");
  expect(told.born).toEqual([KEY_ID, SECRET_KEY]);
});

test("static keys are masked: nobody else did", () => {
  const { host, told } = fixture();
  const credentials = staticCredentials(
    {
      kind: "static",
      accessKeyId: KEY_ID,
      secretAccessKey: Secret.of(SECRET_KEY),
      sessionToken: Secret.of(SESSION),
    },
    host,
  );
  expect(partsOf(credentials)).toEqual(ALL_PARTS);
  expect(told.born).toEqual(ALL_PARTS);
});
