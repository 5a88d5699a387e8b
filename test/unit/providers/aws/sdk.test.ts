import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Http, HttpRequest } from "../../../../src/kernel/http.ts";
import * as secretsInSource from "../../../../src/providers/aws/sdk-secrets.ts";
import * as ssmInSource from "../../../../src/providers/aws/sdk-ssm.ts";
import * as stsInSource from "../../../../src/providers/aws/sdk-sts.ts";
import * as fenceInSource from "../../../../src/providers/aws/sdk.ts";
import { bundled, type Modules } from "./sdk-bundle.ts";
import { CANARY, CALLER, credentialsOf, type Loopback, serve, settingOf } from "./setting.ts";

const SHARED = {
  AWS_PROFILE: "trap",
  AWS_SDK_LOAD_CONFIG: "1",
  AWS_RETRY_MODE: "adaptive",
  AWS_MAX_ATTEMPTS: "9",
};
const NEVER = new AbortController().signal;

let home: string;
let trap: Loopback;
const before = { ...process.env };

/** A home whose shared files send every request elsewhere, and an environment that says the same. */
beforeAll(async () => {
  trap = await serve({});
  home = fs.mkdtempSync(path.join(os.tmpdir(), "aws-home-"));
  fs.mkdirSync(path.join(home, ".aws"));
  const settings = `endpoint_url = ${trap.url}\nregion = eu-west-9\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\ndefaults_mode = auto\n`;
  fs.writeFileSync(
    path.join(home, ".aws/config"),
    `[default]\n${settings}[profile trap]\n${settings}services = s\n[services s]\nsts =\n  endpoint_url = ${trap.url}\n`,
  );
  fs.writeFileSync(
    path.join(home, ".aws/credentials"),
    "[default]\naws_access_key_id = AKIDTRAP\naws_secret_access_key = trap\n",
  );
  Object.assign(process.env, SHARED, {
    HOME: home,
    USERPROFILE: home,
    AWS_ENDPOINT_URL: trap.url,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: trap.url,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: trap.url,
    AWS_USE_FIPS_ENDPOINT: "true",
  });
});

afterAll(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  await trap.close();
  fs.rmSync(home, { recursive: true });
});

const STS = (body: string): string =>
  `<R xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${body}<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></R>`;
const ASSUMED = `<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>${CANARY}</SecretAccessKey><SessionToken>${CANARY}</SessionToken><Expiration>2026-11-24T12:15:00Z</Expiration></Credentials>`;

/** Answers by operation, and remembers the requests. */
function fakeHttp(): Http & { readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const answers: Readonly<Record<string, string>> = {
    "secretsmanager.GetSecretValue": JSON.stringify({
      ARN: "a",
      SecretBinary: "//6AQQ==",
      CreatedDate: 1764000000.5,
    }),
    "AmazonSSM.GetParameters": JSON.stringify({
      Parameters: [{ Name: "/a", Value: "grün" }],
      InvalidParameters: [],
    }),
    AssumeRoleWithWebIdentity: STS(
      `<AssumeRoleWithWebIdentityResult>${ASSUMED}</AssumeRoleWithWebIdentityResult>`,
    ),
    GetCallerIdentity: STS(`<GetCallerIdentityResult><Arn>${CALLER}</Arn></GetCallerIdentityResult>`),
  };
  return {
    requests,
    close: () => undefined,
    send: async (request) => {
      requests.push(request);
      const target = request.headers?.["x-amz-target"] ?? /Action=(\w+)/.exec(String(request.body))?.[1];
      const body = new TextEncoder().encode(answers[String(target)] ?? "{}");
      return { status: 200, headers: { "x-amzn-requestid": "r-2" }, body };
    },
  };
}

const KINDS = ["source", "bundle"] as const;
let bundle: Awaited<ReturnType<typeof bundled>>;
beforeAll(async () => {
  bundle = await bundled(path.join(home, "bundle"));
}, 120_000);
const modules = (kind: (typeof KINDS)[number]): Modules =>
  kind === "bundle"
    ? bundle
    : { fence: fenceInSource, secrets: secretsInSource, ssm: ssmInSource, sts: stsInSource };

test("the traps are real: a client that is given less goes there", async () => {
  const hosts: string[] = [];
  const given = {
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    requestHandler: {
      handle: async ({ hostname, port }: { hostname: string; port?: number }) => {
        hosts.push(`http://${hostname}:${port}`);
        return { response: { statusCode: 200, headers: {}, body: new Uint8Array() } };
      },
    },
  };
  const env = process.env["AWS_ENDPOINT_URL"];
  delete process.env["AWS_ENDPOINT_URL"];
  const client = new secretsInSource.SecretsManagerClient(given);
  await client.send(new secretsInSource.GetSecretValueCommand({ SecretId: "s" })).finally(() => {
    process.env["AWS_ENDPOINT_URL"] = env;
  });
  expect([hosts, await client.config.region()]).toEqual([[trap.url], "eu-west-9"]);
});

test.each(KINDS)(
  "%s: every service is called at its regional endpoint, whatever HOME and environment say",
  async (kind) => {
    const { fence, secrets, ssm, sts } = modules(kind);
    const http = fakeHttp();
    const { setting } = settingOf("", { http });
    const config = (service: "sts" | "secretsmanager" | "ssm", signed = true) =>
      fence.clientConfig(service, "eu-central-1", signed ? credentialsOf() : undefined, setting, NEVER);

    const secret = await new secrets.SecretsManagerClient(config("secretsmanager")).send(
      new secrets.GetSecretValueCommand({ SecretId: "grün", VersionStage: "AWSCURRENT" }),
    );
    const parameters = await new ssm.SSMClient(config("ssm")).send(
      new ssm.GetParametersCommand({ Names: ["/a"] }),
    );
    const caller = await new sts.STSClient(config("sts")).send(new sts.GetCallerIdentityCommand({}));
    const assumed = await new sts.STSClient(config("sts", false)).send(
      new sts.AssumeRoleWithWebIdentityCommand({
        RoleArn: "r",
        RoleSessionName: "s",
        WebIdentityToken: CANARY,
      }),
    );

    expect([...secret.SecretBinary!]).toEqual([0xff, 0xfe, 0x80, 0x41]);
    expect(secret.CreatedDate).toEqual(new Date(1764000000500));
    expect(secret.$metadata).toMatchObject({ httpStatusCode: 200, requestId: "r-2" });
    expect(parameters.Parameters).toEqual([{ Name: "/a", Value: "grün" }]);
    expect(caller.Arn).toBe(CALLER);
    expect(assumed.Credentials).toEqual({
      AccessKeyId: "ASIA",
      SecretAccessKey: CANARY,
      SessionToken: CANARY,
      Expiration: new Date("2026-11-24T12:15:00Z"),
    });
    expect(http.requests.map((request) => request.url.href)).toEqual([
      "https://secretsmanager.eu-central-1.amazonaws.com/",
      "https://ssm.eu-central-1.amazonaws.com/",
      "https://sts.eu-central-1.amazonaws.com/",
      "https://sts.eu-central-1.amazonaws.com/",
    ]);
    const [signed, , , unsigned] = http.requests;
    expect(signed!.headers!["authorization"]).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/secretsmanager\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/,
    );
    expect(signed!.headers!["x-amz-security-token"]).toBe(`${CANARY}-session`);
    expect(signed!.headers!["user-agent"]).toMatch(/ secrets-action$/);
    expect(unsigned!.headers).not.toHaveProperty("authorization");
    expect(unsigned!.headers).not.toHaveProperty("x-amz-security-token");
    expect(trap.seen).toEqual([]);
  },
);

test.each(KINDS)("%s: no setting is left for the SDK to look up", async (kind) => {
  const { fence, sts } = modules(kind);
  const { setting } = settingOf("", { http: fakeHttp() });
  const { config } = new sts.STSClient(fence.clientConfig("sts", "eu-central-1", undefined, setting, NEVER));
  const settings = config as unknown as Record<string, () => Promise<unknown>>;
  const resolved = async (name: string): Promise<unknown> => settings[name]!();
  expect({
    region: await resolved("region"),
    fips: await resolved("useFipsEndpoint"),
    dualStack: await resolved("useDualstackEndpoint"),
    mode: await resolved("defaultsMode"),
    attempts: await resolved("maxAttempts"),
    app: await resolved("userAgentAppId"),
    schemes: await resolved("authSchemePreference"),
    regions: await resolved("sigv4aSigningRegionSet"),
    skew: await resolved("disableClockSkewCorrection"),
    retryMode: settings["retryMode"],
  }).toEqual({
    region: "eu-central-1",
    fips: false,
    dualStack: false,
    mode: "standard",
    attempts: 1,
    app: undefined,
    schemes: [],
    regions: [],
    skew: true,
    retryMode: "standard",
  });
});

test.each(KINDS)(
  "%s: a request without credentials that would have to be signed is not sent",
  async (kind) => {
    const { fence, sts } = modules(kind);
    const http = fakeHttp();
    const { setting } = settingOf("", { http });
    const client = new sts.STSClient(fence.clientConfig("sts", "eu-central-1", undefined, setting, NEVER));
    await expect(client.send(new sts.GetCallerIdentityCommand({}))).rejects.toThrow(/no credentials/);
    expect([http.requests, trap.seen]).toEqual([[], []]);
  },
);

test.each(KINDS)("%s: one attempt, and the answer's error as the service worded it", async (kind) => {
  const { fence, secrets } = modules(kind);
  const server = await serve({
    status: 503,
    headers: { "x-amzn-requestid": "r-3", "retry-after": "1" },
    body: JSON.stringify({ __type: "com.amazonaws#InternalServiceError", Message: "m" }),
  });
  const { setting } = settingOf(`${server.url}/base`);
  const client = new secrets.SecretsManagerClient(
    fence.clientConfig("secretsmanager", "eu-central-1", credentialsOf(), setting, NEVER),
  );
  const error: unknown = await client
    .send(new secrets.GetSecretValueCommand({ SecretId: "s" }))
    .catch((e: unknown) => e);
  await server.close();
  expect(error).toMatchObject({
    name: "InternalServiceError",
    message: "m",
    $metadata: { httpStatusCode: 503, requestId: "r-3" },
    $response: { headers: { "retry-after": "1" } },
  });
  expect(server.seen.map((request) => request.path)).toEqual(["/base/"]);
});

test("what STS and Secrets Manager load together stays below 300 KB, and holds no other way out", () => {
  expect(bundle.bytes).toBeLessThan(300_000);
  expect(bundle.code).not.toMatch(
    /169\.254\.169\.254|AWS_SHARED_CREDENTIALS_FILE|"\.aws"|AWS_WEB_IDENTITY_TOKEN_FILE|node:https?"/,
  );
});
