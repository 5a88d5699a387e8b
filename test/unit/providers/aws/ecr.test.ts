import { expect, test } from "vitest";
import type { Failure } from "../../../../src/kernel/errors.ts";
import { ecrToken } from "../../../../src/providers/aws/ecr.ts";
import { ecrRegistryOf } from "../../../../src/providers/aws/ecr-host.ts";
import { endpointOf } from "../../../../src/providers/aws/endpoint.ts";
import { checkSignature } from "../../../harness/servers/sigv4.ts";
import { CANARY, credentialsOf, NOW, serveTest, settingOf } from "./setting.ts";

const NEVER = new AbortController().signal;
const HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const TOKEN = Buffer.from(`AWS:${CANARY}`).toString("base64");
/** As the official references of the two APIs show their answers. */
const PRIVATE = JSON.stringify({
  authorizationData: [
    { authorizationToken: TOKEN, expiresAt: 1.4789352e9, proxyEndpoint: `https://${HOST}` },
  ],
});
const PUBLIC = JSON.stringify({ authorizationData: { authorizationToken: TOKEN, expiresAt: 1.4789352e9 } });

test.each([
  [HOST, PRIVATE, "ecr", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken", "eu-west-1"],
  ["public.ecr.aws", PUBLIC, "ecr-public", "SpencerFrontendService.GetAuthorizationToken", "us-east-1"],
])("one signed request gives the token of %s", async (host, body, service, target, region) => {
  const server = await serveTest({ body });
  const { setting, told } = settingOf(server.url);
  expect((await ecrToken(host, credentialsOf(), setting, NEVER))?.reveal()).toBe(TOKEN);
  expect(told.born).toEqual([TOKEN]);
  const headers = server.seen[0]!.headers as Record<string, string>;
  expect([server.seen.length, headers["x-amz-target"], headers["content-type"]]).toEqual([
    1,
    target,
    "application/x-amz-json-1.1",
  ]);
  expect(headers["authorization"]).toContain(`/${region}/${service}/aws4_request`);
  const call = { service, http: { method: "POST", path: "/", headers, body: Buffer.from("{}") } };
  const known = { secretAccessKey: `${CANARY}-key`, sessionToken: `${CANARY}-session`, expires: undefined };
  expect(checkSignature(call as never, () => known, NOW)).toEqual({ accessKeyId: "AKIDEXAMPLE" });
  const changed = { ...call, http: { ...call.http, body: Buffer.from('{"a":1}') } };
  expect(checkSignature(changed as never, () => known, NOW)).toEqual({ kind: "mismatch" });
  expect(told.lines.join("\n")).not.toContain(CANARY);
});

const refusal = (type: string, message: string, status = 400) => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "1-2" },
  body: JSON.stringify({ __type: type, message }),
});

test.each([
  [
    HOST,
    refusal("AccessDeniedException", `because no identity-based policy ${CANARY}`),
    "ACCESS_DENIED",
    '"ecr:PutImage"',
  ],
  [
    HOST,
    refusal("AccessDeniedException", `is not authorized ${CANARY}`),
    "ACCESS_DENIED",
    "arn:aws:ecr:eu-west-1:111122223333:repository/NAME",
  ],
  [
    HOST,
    refusal("AccessDeniedException", `with an explicit deny in a service control policy ${CANARY}`),
    "ACCESS_DENIED",
    "No further permission helps",
  ],
  [
    "public.ecr.aws",
    refusal("AccessDeniedException", CANARY),
    "ACCESS_DENIED",
    '"sts:GetServiceBearerToken"',
  ],
  [HOST, refusal("UnrecognizedClientException", CANARY), "CREDENTIALS_REFUSED", "enabled for the account"],
  [HOST, refusal("InvalidParameterException", CANARY), "STORE_ANSWER_INVALID", "Look the code up"],
  [HOST, { body: "{}" }, "STORE_ANSWER_INVALID", "PROXY"],
  [HOST, { body: JSON.stringify({ authorizationData: [] }) }, "STORE_ANSWER_INVALID", "PROXY"],
  [HOST, { body: JSON.stringify({ authorizationData: [null] }) }, "STORE_ANSWER_INVALID", "PROXY"],
  [HOST, { body: CANARY }, "STORE_ANSWER_INVALID", "PROXY"],
])("a refusal of %s is explained, and never quoted", async (host, answer, code, fix) => {
  const server = await serveTest(answer);
  const { setting, told } = settingOf(server.url);
  const failure = (await ecrToken(host, credentialsOf(), setting, NEVER).catch(
    (error: unknown) => error,
  )) as Failure;
  expect(failure).toMatchObject({ code });
  expect(failure.fix).toContain(fix);
  expect(`${failure.message} ${failure.fix} ${told.lines.join(" ")}`).not.toContain(CANARY);
  expect(server.seen).toHaveLength(1);
});

test("who may only ask FIPS endpoints does not ask the public registry's, which has none", async () => {
  const server = await serveTest({ body: PUBLIC });
  const { setting } = settingOf(server.url);
  await expect(
    ecrToken("public.ecr.aws", credentialsOf(), { ...setting, fips: true }, NEVER),
  ).rejects.toMatchObject({ code: "INPUT_INVALID", at: { input: "aws-fips" } });
  expect(server.seen).toEqual([]);
});

test.each([
  [HOST, "private eu-west-1"],
  ["111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "private us-gov-west-1"],
  ["111122223333.dkr-ecr.eu-west-1.on.aws", "private eu-west-1"],
  ["111122223333.dkr-ecr-fips.us-east-1.on.aws", "private us-east-1"],
  ["111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn", "private cn-north-1"],
  ["111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu", "private eusc-de-east-1"],
  ["public.ecr.aws", "public us-east-1"],
  ["ecr-public.aws.com", "public us-east-1"],
  ["111122223333.dkr.ecr.cn-north-1.amazonaws.com", undefined],
  ["111122223333.dkr.ecr.eu-west-1.amazonaws.com.cn", undefined],
  [`${HOST}.evil.example`, undefined],
  [`${HOST}:8443`, undefined],
  [`evil.${HOST}`, undefined],
  ["111122223333.dkr.ecr.eu-west-1.amazonaws.com@evil.example", undefined],
  ["11112222333.dkr.ecr.eu-west-1.amazonaws.com", undefined],
  ["111122223333.dkr-ecr.eu-west-1.amazonaws.com", undefined],
  ["evil-public.ecr.aws", undefined],
  ["ghcr.io", undefined],
])("%s is %s to ECR", async (host, shown) => {
  const found = ecrRegistryOf(host);
  expect(found && `${found.kind} ${found.region}`).toBe(shown);
  if (shown !== undefined) return;
  const server = await serveTest({ body: PRIVATE });
  expect(await ecrToken(host, credentialsOf(), settingOf(server.url).setting, NEVER)).toBeUndefined();
  expect(server.seen).toEqual([]);
});

test.each([
  ["ecr", "eu-west-1", false, false, "api.ecr.eu-west-1.amazonaws.com"],
  ["ecr", "us-east-1", true, false, "ecr-fips.us-east-1.amazonaws.com"],
  ["ecr", "us-gov-west-1", true, false, "ecr-fips.us-gov-west-1.amazonaws.com"],
  ["ecr", "eu-west-1", false, true, "ecr.eu-west-1.api.aws"],
  ["ecr", "us-east-1", true, true, "ecr-fips.us-east-1.api.aws"],
  ["ecr", "cn-north-1", false, false, "api.ecr.cn-north-1.amazonaws.com.cn"],
  ["ecr-public", "us-east-1", false, false, "api.ecr-public.us-east-1.amazonaws.com"],
  ["ecr-public", "us-east-1", false, true, "ecr-public.us-east-1.api.aws"],
] as const)("%s in %s, fips %s, dual-stack %s: %s", (service, region, fips, dualStack, host) => {
  expect(endpointOf(service, region, { ...settingOf("").setting, fips, dualStack }).host).toBe(host);
});
