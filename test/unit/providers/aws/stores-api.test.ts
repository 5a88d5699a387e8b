import { describe, expect, it } from "vitest";
import { HttpError, type HttpAnswer, type HttpRequest } from "../../../../src/kernel/http.ts";
import { createPool } from "../../../../src/kernel/pool.ts";
import { AwsFault } from "../../../../src/providers/aws/fault.ts";
import { parametersApi } from "../../../../src/providers/aws/parameters-api.ts";
import { openSecrets } from "../../../../src/providers/aws/secrets.ts";
import { type SecretsApi, secretsApi } from "../../../../src/providers/aws/secrets-api.ts";
import type { AwsSetting } from "../../../../src/providers/aws/setting.ts";
import type { Host } from "../../../../src/providers/provider.ts";
import { CANARY, printed, REGION, secret } from "./fakes.ts";
import { credentialsOf } from "./setting.ts";

const CREDENTIALS = credentialsOf();

type Answer = { readonly status?: number; readonly body: unknown };

/** A setting whose HTTP client gives these answers in order, the last one again; `asked` is what left. */
function stand(...answers: Answer[]): {
  setting: AwsSetting;
  asked: { target: string; host: string; body: unknown }[];
} {
  const asked: { target: string; host: string; body: unknown }[] = [];
  const send = async ({ headers, url, body }: HttpRequest): Promise<HttpAnswer> => {
    asked.push({
      target: String(headers?.["x-amz-target"]),
      host: url.host,
      body: JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array)),
    });
    const { status = 200, body: answer } = answers[Math.min(asked.length, answers.length) - 1]!;
    return {
      status,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "req-1" },
      body: new TextEncoder().encode(JSON.stringify(answer)),
    };
  };
  const host = {
    env: {},
    http: { send, close: () => undefined },
    clock: { now: () => 0, sleep: async () => undefined },
    debug: () => undefined,
  } as unknown as Host;
  return { asked, setting: { region: REGION, fips: false, dualStack: false, endpoints: new Map(), host } };
}

const { signal } = new AbortController();
/** What AWS sends whatever there is. */
const EMPTY = {
  ARN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf",
  SecretValues: [],
  SecretList: [],
};

describe("Secrets Manager", () => {
  it.each<[string, (api: SecretsApi) => Promise<unknown>, string, unknown]>([
    [
      "one value",
      async (api) => api.get({ name: "db", stage: "AWSCURRENT" }, signal),
      "GetSecretValue",
      { SecretId: "db", VersionStage: "AWSCURRENT" },
    ],
    [
      "one version",
      async (api) => api.get({ name: "db", version: "v" }, signal),
      "GetSecretValue",
      { SecretId: "db", VersionId: "v" },
    ],
    [
      "a batch",
      async (api) => api.batch(["a", "b"], signal),
      "BatchGetSecretValue",
      { SecretIdList: ["a", "b"] },
    ],
    ["what there is", async (api) => api.describe("db", signal), "DescribeSecret", { SecretId: "db" }],
    [
      "a page",
      async (api) => api.list([{ Key: "name", Values: ["p/"] }], "t", signal),
      "ListSecrets",
      { Filters: [{ Key: "name", Values: ["p/"] }], MaxResults: 100, NextToken: "t" },
    ],
  ])("asks for %s", async (_, call, verb, body) => {
    const { setting, asked } = stand({ body: EMPTY });
    await call(await secretsApi(CREDENTIALS, setting, createPool(1))("eu-west-1", signal));
    expect(asked).toEqual([
      { target: `secretsmanager.${verb}`, host: "secretsmanager.eu-west-1.amazonaws.com", body },
    ]);
  });

  it("calls the partition of the region", async () => {
    const { setting, asked } = stand({ body: EMPTY });
    await (
      await secretsApi(CREDENTIALS, setting, createPool(1))("cn-north-1", signal)
    ).describe("db", signal);
    expect(asked[0]?.host).toBe("secretsmanager.cn-north-1.amazonaws.com.cn");
  });

  it("gives bytes and dates as they are", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80]);
    const { setting } = stand({
      body: { ...EMPTY, SecretBinary: bytes.toString("base64"), CreatedDate: 1.5 },
    });
    const api = await secretsApi(CREDENTIALS, setting, createPool(1))(REGION, signal);
    const entry = await api.get({ name: "db" }, signal);
    expect(Buffer.from(entry.SecretBinary!).equals(bytes)).toBe(true);
    expect(entry.CreatedDate).toEqual(new Date(1_500));
  });

  it("throws a fault after one request, with a name in the ARN to allow", async () => {
    const { setting, asked } = stand({
      status: 400,
      body: { __type: "AccessDeniedException", Message: CANARY },
    });
    const api = await secretsApi(CREDENTIALS, setting, createPool(1))(REGION, signal);
    await expect(api.get({ name: "db" }, signal)).rejects.toBeInstanceOf(AwsFault);
    expect(asked).toHaveLength(1);
    const partial = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db";
    expect(api.action("GetSecretValue", partial).resource).toBe(`${partial}-??????`);
    expect(api.action("GetSecretValue", `${partial}-AbCdEf`).resource).toBe(`${partial}-AbCdEf`);
    expect(api.action("GetSecretValue", "db").resource).toBe("db");
    expect(api.action("ListSecrets").resource).toBeUndefined();
  });

  it("tells the pool of throttling, and tries again", async () => {
    let throttled = 0;
    const pool = { ...createPool(2), throttled: () => void throttled++ };
    const { setting, asked } = stand(
      { status: 400, body: { __type: "ThrottlingException" } },
      { body: { ...EMPTY, SecretString: "x" } },
    );
    const api = await secretsApi(CREDENTIALS, setting, pool)(REGION, signal);
    expect(await api.get({ name: "db" }, signal)).toMatchObject({ SecretString: "x" });
    expect([throttled, asked.length]).toEqual([1, 2]);
  });

  it("reads through it all: one denied secret, its ARN to allow, nothing of the answer", async () => {
    const { setting, asked } = stand({
      status: 400,
      body: { __type: "AccessDeniedException", Message: CANARY },
    });
    const outcome = [...(await openSecrets(CREDENTIALS, setting).read([secret("db")], signal)).values()][0];
    expect(outcome).toMatchObject({ is: "failed", error: { code: "ACCESS_DENIED" } });
    expect(printed(outcome)).toContain("arn:aws:secretsmanager:us-east-1:111122223333:secret:db-??????");
    expect(printed(outcome)).not.toContain(CANARY);
    expect(asked).toHaveLength(1);
  });

  it("takes no empty answer for an empty list", async () => {
    const { setting } = stand({ body: {} });
    const api = await secretsApi(CREDENTIALS, setting, createPool(1))(REGION, signal);
    for (const call of [api.list([], undefined, signal), api.batch(["a"], signal), api.describe("a", signal)])
      await expect(call).rejects.toMatchObject({ code: "STORE_ANSWER_INVALID" });
  });

  it("fails by the network as that of all names", async () => {
    const { setting } = stand({ body: EMPTY });
    const http = {
      close: () => undefined,
      send: async () => {
        throw new HttpError("dns", "secretsmanager.us-east-1.amazonaws.com", "no such host");
      },
    };
    const broken = { ...setting, host: { ...setting.host, http } };
    const outcomes = await openSecrets(CREDENTIALS, broken).read([secret("a"), secret("b")], signal);
    for (const outcome of outcomes.values())
      expect(outcome).toMatchObject({ is: "failed", error: { code: "STORE_UNREACHABLE" } });
    expect(outcomes.size).toBe(2);
  });
});

describe("Parameter Store", () => {
  it("asks with decryption, and for the largest pages", async () => {
    const { setting, asked } = stand({
      body: { Parameters: [], Parameter: { Name: "/a", Value: "x", LastModifiedDate: 1 } },
    });
    const api = await parametersApi(CREDENTIALS, setting, createPool(1))(REGION, signal);
    expect(await api.get("/a:3", signal)).toMatchObject({ Value: "x", LastModifiedDate: new Date(1_000) });
    await api.batch(["/a", "b"], signal);
    await api.byPath("/p", "t", signal);
    await api.describe([{ Key: "Name", Option: "BeginsWith", Values: ["/p"] }], undefined, signal);
    const host = "ssm.us-east-1.amazonaws.com";
    expect(asked).toEqual([
      { host, target: "AmazonSSM.GetParameter", body: { Name: "/a:3", WithDecryption: true } },
      { host, target: "AmazonSSM.GetParameters", body: { Names: ["/a", "b"], WithDecryption: true } },
      {
        host,
        target: "AmazonSSM.GetParametersByPath",
        body: { Path: "/p", Recursive: true, WithDecryption: true, MaxResults: 10, NextToken: "t" },
      },
      {
        host,
        target: "AmazonSSM.DescribeParameters",
        body: { ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/p"] }], MaxResults: 50 },
      },
    ]);
  });
});
