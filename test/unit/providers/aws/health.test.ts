import { expect, test } from "vitest";
import type { HttpAnswer, HttpRequest } from "../../../../src/kernel/http.ts";
import { health } from "../../../../src/providers/aws/health.ts";
import type { AwsSetting } from "../../../../src/providers/aws/setting.ts";
import type { Health, Host } from "../../../../src/providers/provider.ts";
import { CALLER, CANARY, credentialsOf, inputsOf } from "./setting.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const { signal } = new AbortController();
const CALLER_XML = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${CALLER}</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const STS_ERROR = `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>${CANARY}</Message></Error></ErrorResponse>`;

interface Answers {
  readonly sts?: { status: number; body: string };
  readonly secrets?: { status: number; code: string };
}

async function probe(
  answers: Answers,
  more: { readonly prefix?: string; readonly expires?: Date } = {},
): Promise<{ found: Health; asked: { target: string; body: string }[] }> {
  const asked: { target: string; body: string }[] = [];
  const send = async ({ headers, url, body }: HttpRequest): Promise<HttpAnswer> => {
    const isSts = url.host.startsWith("sts.");
    const sent = typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array);
    asked.push({ target: isSts ? "sts" : String(headers?.["x-amz-target"]), body: sent });
    const {
      sts = { status: 200, body: CALLER_XML },
      secrets = { status: 400, code: "ResourceNotFoundException" },
    } = answers;
    return isSts
      ? {
          status: sts.status,
          headers: { "content-type": "text/xml" },
          body: new TextEncoder().encode(sts.body),
        }
      : {
          status: secrets.status,
          headers: { "content-type": "application/x-amz-json-1.1" },
          body: new TextEncoder().encode(JSON.stringify({ __type: secrets.code, message: CANARY })),
        };
  };
  const host = {
    env: {},
    http: { send, close: () => undefined },
    clock: { now: () => NOW, sleep: async () => undefined },
    debug: () => undefined,
  } as unknown as Host;
  const setting: AwsSetting = {
    region: "us-east-1",
    fips: false,
    dualStack: false,
    endpoints: new Map(),
    host,
  };
  const credentials = credentialsOf(more.expires === undefined ? {} : { expires: more.expires });
  const inputs = inputsOf({ awsPrefix: more.prefix ?? "liquid-hive/prod" });
  return { found: await health(credentials, inputs, setting, signal), asked };
}

test("healthy under a policy that allows GetSecretValue alone: no list, no description, no value", async () => {
  const { found, asked } = await probe({});
  expect(found).toMatchObject({ status: "healthy", authenticated: true });
  expect(found.details.map(({ name, ok }) => [name, ok])).toContainEqual(["reads", true]);
  expect(found.details.find(({ name }) => name === "login")?.text).toBe(CALLER);
  expect(asked.map(({ target }) => target).sort()).toEqual(["secretsmanager.GetSecretValue", "sts"]);
  expect(asked.map(({ body }) => body).join()).toContain("liquid-hive/prod/not-there-");
});

test("who is denied the prefix is unhealthy, and gets the policy to add", async () => {
  const { found } = await probe({ secrets: { status: 400, code: "AccessDeniedException" } });
  expect(found).toMatchObject({ status: "unhealthy", authenticated: true });
  const reads = found.details.find(({ name }) => name === "reads");
  expect(reads?.fix).toContain("secretsmanager:GetSecretValue");
  expect(JSON.stringify(found)).not.toContain(CANARY);
});

test("credentials that AWS does not know", async () => {
  const { found } = await probe({
    sts: { status: 403, body: STS_ERROR },
    secrets: { status: 400, code: "UnrecognizedClientException" },
  });
  expect(found).toMatchObject({ status: "unhealthy", authenticated: false });
  expect(found.details.filter(({ ok, fix }) => !ok && !fix)).toEqual([]);
  expect(JSON.stringify(found)).not.toContain(CANARY);
});

test("without a prefix no secret's name is asked for; an early end is said", async () => {
  const { found, asked } = await probe({}, { prefix: "", expires: new Date(NOW + 60_000) });
  expect(asked.map(({ target }) => target)).toEqual(["sts"]);
  expect(found.status).toBe("healthy");
  expect(found.details.find(({ name }) => name === "expiry")).toMatchObject({
    ok: false,
    text: "the credentials live until 2026-11-24T12:01:00Z",
  });
});
