import https from "node:https";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { assumeWithToken, awsClients, refusal } from "../../../harness/servers/aws-clients.ts";
import { send } from "../../../harness/servers/control.ts";
import { TEST_CA, TEST_CA_FILE } from "../../../harness/servers/tls.ts";
import { CANARY, oidc, open, read, USER, who } from "./open-aws.ts";

describe("signatures", () => {
  test("what AWS's own clients sign is accepted, and the log says who", async () => {
    const { aws, clients } = await open();
    await read(clients);
    await who(clients);
    expect(aws.log).toEqual([
      `POST secretsmanager:GetSecretValue us-east-1 signed by ${USER.arn} -> 200`,
      `POST sts:GetCallerIdentity us-east-1 signed by ${USER.arn} -> 200`,
    ]);
    expect([...aws.counts()]).toEqual([
      ["secretsmanager:GetSecretValue", 1],
      ["sts:GetCallerIdentity", 1],
    ]);
    expect(JSON.stringify(aws.log)).not.toContain("CANARY-7f3a");
  });

  test.each([
    [
      "another key",
      { ...USER, secretAccessKey: "wrong" },
      "SignatureDoesNotMatch",
      "InvalidSignatureException",
    ],
    [
      "another id",
      { ...USER, accessKeyId: "AKIANOBODY" },
      "InvalidClientTokenId",
      "UnrecognizedClientException",
    ],
    [
      "a session token of nobody",
      { ...USER, sessionToken: "x" },
      "InvalidClientTokenId",
      "UnrecognizedClientException",
    ],
  ])("%s is refused in the words of each service", async (_, credentials, sts, others) => {
    const { url } = await open();
    const clients = awsClients(url, credentials);
    expect(await refusal(who(clients))).toMatch(new RegExp(`^${sts}: `));
    expect(await refusal(read(clients))).toMatch(new RegExp(`^${others}: `));
  });

  test.each([
    ["body", { body: Buffer.from('{"SecretId":"b"}') }, {}],
    ["action", {}, { "x-amz-target": "secretsmanager.DescribeSecret" }],
    ["date", {}, { "x-amz-date": "20200101T000000Z" }],
    ["host", {}, { host: "secretsmanager.us-east-1.amazonaws.com" }],
    ["host of another region", {}, { host: "secretsmanager.eu-west-1.amazonaws.com" }],
    ["header of AWS added behind the signature", {}, { "x-amz-more": "1" }],
  ])("a changed %s is refused", async (_, change, headers) => {
    const { aws, url, clients } = await open();
    await read(clients);
    const [sent] = aws.raw;
    if (sent === undefined) throw new Error("nothing was sent");
    const replayed = await send(url, { ...sent, path: "/" });
    const changed = await send(url, { ...sent, ...change, headers: { ...sent.headers, ...headers } });
    expect([replayed.status, changed.status]).toEqual([200, 400]);
    expect(changed.body.toString()).toContain("InvalidSignatureException");
  });

  test("no signature, a service that is not there, a scope of another service", async () => {
    const { url, clients, aws } = await open();
    await read(clients);
    const [sent] = aws.raw;
    if (sent === undefined) throw new Error("nothing was sent");
    const { authorization = "", ...headers } = sent.headers;
    const bare = await send(url, { ...sent, headers });
    const other = await send(url, { ...sent, headers: { ...headers, "x-amz-target": "Kms.Decrypt" } });
    const scope = authorization.replace("/secretsmanager/", "/ssm/");
    const moved = await send(url, { ...sent, headers: { ...headers, authorization: scope } });
    expect(bare.body.toString()).toContain("MissingAuthenticationTokenException");
    expect(other.status).toBe(404);
    expect(moved.body.toString()).toContain("scoped to correct service: 'secretsmanager'");
  });

  test("a clock ten minutes off is named with both times", async () => {
    const { url } = await open({ now: () => Date.now() - 600_000 });
    expect(await refusal(read(awsClients(url, USER)))).toMatch(
      /^InvalidSignatureException: Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z$/,
    );
  });

  test("credentials expire", async () => {
    let late = 0;
    const { url } = await open({ now: () => Date.now() + late });
    const clients = awsClients(url, await assumeWithToken(url, oidc, { seconds: 900 }));
    await read(clients);
    late = 901_000;
    expect(await refusal(read(clients))).toContain("Signature expired");
    // The client has learnt the server's time from that answer.
    expect(await refusal(read(clients))).toBe(
      "ExpiredTokenException: The security token included in the request is expired",
    );
  });

  test("fresh credentials are unknown for a moment if asked for", async () => {
    const { url } = await open({ unsettled: 2 });
    const clients = awsClients(url, await assumeWithToken(url, oidc));
    expect(await refusal(read(clients))).toMatch(/^UnrecognizedClientException/);
    expect(await refusal(who(clients))).toMatch(/^InvalidClientTokenId/);
    expect((await read(clients)).SecretString).toBe(CANARY);
  });
});

test("over TLS, with the test CA", async () => {
  const { env, url } = await open({ tls: "server", latencyMs: 1 });
  expect(env["NODE_EXTRA_CA_CERTS"]).toBe(TEST_CA_FILE);
  const config = { endpoint: url, region: "us-east-1", credentials: USER, maxAttempts: 1 };
  const agent = new https.Agent({ ca: TEST_CA });
  const trusting = new STSClient({ ...config, requestHandler: { httpsAgent: agent } });
  expect((await trusting.send(new GetCallerIdentityCommand({}))).Arn).toBe(USER.arn);
  await expect(new STSClient(config).send(new GetCallerIdentityCommand({}))).rejects.toThrow(/certificate/);
  agent.destroy();
});
