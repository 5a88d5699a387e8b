import { expect, test } from "vitest";
import { HttpError } from "../../../../../src/kernel/http.ts";
import { instanceCredentials } from "../../../../../src/providers/aws/sources/instance.ts";
import { type Call, json, type Reply } from "../../../../harness/servers/control.ts";
import { answering, failureOf, fixture, served, SIGNAL } from "./host.ts";
import { ALL_PARTS, EARLIER, KEY_ID, LATER, partsOf, SECRET_KEY, SESSION } from "./planted.ts";

const ROLES = "/latest/meta-data/iam/security-credentials/";
const TOKEN = "CANARY-7f3a-imds";
const ANSWER = {
  Code: "Success",
  LastUpdated: EARLIER,
  Type: "AWS-HMAC",
  AccessKeyId: KEY_ID,
  SecretAccessKey: SECRET_KEY,
  Token: SESSION,
  Expiration: LATER,
};
const text = (body: string, status = 200): Reply => ({
  status,
  headers: { "content-type": "text/plain" },
  body,
});

/**
 * An instance metadata service that knows version 2 only, as documented in
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html;
 * `changed` replaces the answer to a path.
 */
async function metadata(
  changed: Readonly<Record<string, Reply>> = {},
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const url = await served((call) => {
    calls.push(call);
    const other = changed[call.path];
    if (other !== undefined) return other;
    if (call.method === "PUT" && call.path === "/latest/api/token") {
      const seconds = Number(call.headers["x-aws-ec2-metadata-token-ttl-seconds"]);
      return seconds >= 1 && seconds <= 21_600 && call.headers["x-forwarded-for"] === undefined
        ? text(TOKEN)
        : text("", 400);
    }
    if (call.headers["x-aws-ec2-metadata-token"] !== TOKEN) return text("", 401);
    if (call.path === ROLES) return text("runner-role");
    return call.path === `${ROLES}runner-role` ? json(200, ANSWER, "text/plain") : text("", 404);
  });
  return { url, calls };
}

const at = (url: string) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url, HTTP_PROXY: "http://127.0.0.1:9" });

test("version 2: a token, the role's name, its credentials; never through a proxy", async () => {
  const { url, calls } = await metadata();
  const { host, told } = fixture({ env: at(url) });
  const credentials = await instanceCredentials(host, SIGNAL);
  expect(partsOf(credentials)).toEqual(ALL_PARTS);
  expect(credentials.expires?.toISOString()).toBe("2026-11-24T18:00:00.000Z");
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "PUT /latest/api/token",
    `GET ${ROLES}`,
    `GET ${ROLES}runner-role`,
  ]);
  expect(told.born).toEqual([TOKEN, ...ALL_PARTS]);
});

test.each([
  [{}, "http://169.254.169.254"],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" }, "http://[fd00:ec2::254]"],
  [
    {
      AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6",
      AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://localhost:1338/",
    },
    "http://localhost:1338",
  ],
])("with %j the endpoint is %s", async (env, origin) => {
  const http = answering(({ method, url }) => ({
    status: 200,
    body: method === "PUT" ? TOKEN : url.pathname === ROLES ? "runner-role" : JSON.stringify(ANSWER),
  }));
  await instanceCredentials(fixture({ http, env }).host, SIGNAL);
  expect(new Set(http.asked.map(({ url }) => url.origin))).toEqual(new Set([origin]));
  expect(http.asked.every(({ direct }) => direct === true)).toBe(true);
});

test.each([
  "http://metadata.example/",
  "http://169.254.169.254.evil.example/",
  "169.254.169.254",
  "file:///etc",
])("the endpoint %s is refused", async (url) => {
  const http = answering(() => ({ status: 200, body: TOKEN }));
  const failure = await failureOf(() => instanceCredentials(fixture({ http, env: at(url) }).host, SIGNAL));
  expect([failure.code, http.asked.length]).toEqual(["ENDPOINT_REFUSED", 0]);
});

test("a service that was turned off is not asked", async () => {
  const http = answering(() => ({ status: 200, body: TOKEN }));
  const env = { AWS_EC2_METADATA_DISABLED: "TRUE" };
  const failure = await failureOf(() => instanceCredentials(fixture({ http, env }).host, SIGNAL));
  expect([failure.code, http.asked.length]).toEqual(["CREDENTIALS_MISSING", 0]);
});

test.each(["timeout", "refused"] as const)(
  "%s: three short tries, then the hop limit is explained",
  async (kind) => {
    const http = answering(() => {
      throw new HttpError(kind, "169.254.169.254", "silent");
    });
    const failure = await failureOf(() => instanceCredentials(fixture({ http }).host, SIGNAL));
    expect([failure.code, http.asked.length]).toEqual(["CREDENTIALS_MISSING", 3]);
    expect(failure.fix).toContain("--http-put-response-hop-limit 2");
    expect(http.asked[0]?.limits?.headersMs).toBeLessThanOrEqual(1_000);
  },
);

const BODY = "CANARY-7f3a in a body";
const KEYS = `${ROLES}runner-role`;
test.each([
  ["the service is off", "/latest/api/token", text(BODY, 403), "CREDENTIALS_MISSING", 1],
  ["version 2 is unknown", "/latest/api/token", text(BODY, 405), "STORE_ANSWER_INVALID", 1],
  ["no token is issued", "/latest/api/token", text(""), "STORE_ANSWER_INVALID", 1],
  ["the token has two lines", "/latest/api/token", text(`${BODY}\n2`), "STORE_ANSWER_INVALID", 1],
  ["the token is not taken", ROLES, text(BODY, 401), "CREDENTIALS_MISSING", 2],
  ["there is no role", ROLES, text(BODY, 404), "CREDENTIALS_MISSING", 2],
  ["the role's name is empty", ROLES, text(""), "CREDENTIALS_MISSING", 2],
  ["the role's name is a page", ROLES, text(`<html>${BODY}`), "STORE_ANSWER_INVALID", 2],
  ["the role is gone", KEYS, text(BODY, 404), "CREDENTIALS_MISSING", 3],
  ["its trust is wrong", KEYS, json(200, { Code: BODY, Message: BODY }), "CREDENTIALS_REFUSED", 3],
  ["it has expired", KEYS, json(200, { ...ANSWER, Expiration: EARLIER }), "CREDENTIALS_REFUSED", 3],
  ["a key is missing", KEYS, json(200, { ...ANSWER, AccessKeyId: "" }), "STORE_ANSWER_INVALID", 3],
  ["it is no JSON", KEYS, text(BODY), "STORE_ANSWER_INVALID", 3],
  ["it stays busy", KEYS, text(BODY, 503), "STORE_UNREACHABLE", 5],
] as const)("%s", async (_case, path, reply, code, requests) => {
  const { url, calls } = await metadata({ [path]: reply });
  const failure = await failureOf(() => instanceCredentials(fixture({ env: at(url) }).host, SIGNAL));
  expect([failure.code, calls.length]).toEqual([code, requests]);
  expect(failure.fix).not.toBeUndefined();
});
