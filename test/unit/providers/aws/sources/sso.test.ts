import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { ssoCredentials, type SsoProfile } from "../../../../../src/providers/aws/sources/sso.ts";
import { NOW } from "../setting.ts";
import { answering, failureOf, fixture, folderOf, SIGNAL } from "./host.ts";
import { ALL_PARTS, EARLIER, KEY_ID, LATER, partsOf, SECRET_KEY, SESSION } from "./planted.ts";

const TOKEN = "CANARY-7f3a-sso";
const START = "https://liquid-hive.awsapps.com/start";
const PROFILE: SsoProfile = {
  profile: "dev",
  session: "hive",
  startUrl: START,
  region: "eu-central-1",
  account: "111122223333",
  role: "Reader & Co",
};
// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
const KEYS = {
  accessKeyId: KEY_ID,
  secretAccessKey: SECRET_KEY,
  sessionToken: SESSION,
  expiration: NOW + 3_600_000,
};
const answer = (status = 200, keys: unknown = KEYS) =>
  answering(() => ({ status, body: JSON.stringify({ roleCredentials: keys, message: "CANARY-7f3a" }) }));

let home = "";
beforeEach(() => {
  home = folderOf("home-");
});

function cache(name: string, content: unknown): void {
  const folder = path.join(home, ".aws/sso/cache");
  fs.mkdirSync(folder, { recursive: true });
  const file = `${crypto.createHash("sha1").update(name).digest("hex")}.json`;
  fs.writeFileSync(path.join(folder, file), JSON.stringify(content));
}

const CACHED = { startUrl: START, region: "eu-central-1", accessToken: TOKEN, expiresAt: LATER };
const env = () => ({ HOME: home });

test.each([
  ["a session", PROFILE, "hive"],
  ["the old form", { ...PROFILE, session: undefined }, START],
])("the cached token of %s is exchanged for the role's keys", async (_case, profile, key) => {
  cache(key, CACHED);
  const http = answer();
  const { host, told } = fixture({ env: env(), http, face: "terminal" });
  const credentials = await ssoCredentials(profile, host, SIGNAL);
  expect(partsOf(credentials)).toEqual(ALL_PARTS);
  expect(credentials.expires?.getTime()).toBe(NOW + 3_600_000);
  expect(told.born).toEqual([TOKEN, ...ALL_PARTS]);
  const [request] = http.asked;
  expect(request?.url.origin + request!.url.pathname).toBe(
    "https://portal.sso.eu-central-1.amazonaws.com/federation/credentials",
  );
  expect(Object.fromEntries(request!.url.searchParams)).toEqual({
    role_name: "Reader & Co",
    account_id: "111122223333",
  });
  expect(request?.headers?.["x-amz-sso_bearer_token"]?.toString()).toBe("***");
});

test("China has a portal of its own", async () => {
  cache("hive", CACHED);
  const http = answer();
  await ssoCredentials({ ...PROFILE, region: "cn-north-1" }, fixture({ env: env(), http }).host, SIGNAL);
  expect(http.asked[0]?.url.host).toBe("portal.sso.cn-north-1.amazonaws.com.cn");
});

test.each([
  ["no cache", undefined, "CREDENTIALS_MISSING"],
  ["no token in it", { ...CACHED, accessToken: 5 }, "CREDENTIALS_MISSING"],
  ["a token that no header can carry", { ...CACHED, accessToken: `${TOKEN}\r\nx: y` }, "CREDENTIALS_MISSING"],
  ["the token of another portal", { ...CACHED, startUrl: "https://CANARY-7f3a" }, "CREDENTIALS_MISSING"],
  ["no end", { ...CACHED, expiresAt: "CANARY-7f3a" }, "CREDENTIALS_MISSING"],
  ["an expired token", { ...CACHED, expiresAt: EARLIER }, "CREDENTIALS_REFUSED"],
])("%s: log in, and nothing is asked", async (_case, cached, code) => {
  if (cached !== undefined) cache("hive", cached);
  const http = answer();
  const failure = await failureOf(() => ssoCredentials(PROFILE, fixture({ env: env(), http }).host, SIGNAL));
  expect([failure.code, failure.fix, http.asked.length]).toEqual([code, "aws sso login --profile dev", 0]);
});

test.each([
  [401, KEYS, "CREDENTIALS_REFUSED", 1],
  [403, KEYS, "CREDENTIALS_REFUSED", 1],
  [404, KEYS, "CREDENTIALS_REFUSED", 1],
  [400, KEYS, "STORE_ANSWER_INVALID", 1],
  [200, "CANARY-7f3a", "STORE_ANSWER_INVALID", 1],
  [200, { ...KEYS, secretAccessKey: null }, "STORE_ANSWER_INVALID", 1],
  [200, { ...KEYS, expiration: NOW - 1 }, "CREDENTIALS_REFUSED", 1],
  [500, KEYS, "STORE_UNREACHABLE", 4],
  [429, KEYS, "STORE_THROTTLED", 4],
] as const)("the portal's %i with %j", async (status, keys, code, requests) => {
  cache("hive", CACHED);
  const http = answer(status, keys);
  const failure = await failureOf(() => ssoCredentials(PROFILE, fixture({ env: env(), http }).host, SIGNAL));
  expect([failure.code, http.asked.length]).toEqual([code, requests]);
});
