import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, GetParametersByPathCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartedServer } from "../../../harness/job.ts";
import { AGREED_SEED, AGREEMENT } from "../../../harness/servers/agreement.ts";
import { assumeWithToken, awsClients, TRUST } from "../../../harness/servers/aws-clients.ts";
import type { AwsClients } from "../../../harness/servers/aws-clients.ts";
import { awsStandIn } from "../../../harness/servers/aws-stand-in.ts";
import { suffixOf } from "../../../harness/servers/aws-seed.ts";
import { oidcServer } from "../../../harness/servers/oidc.ts";
import { strictAws } from "../../../harness/servers/strict-aws.ts";

/** test/peers asks moto the same. */
describe("what AWS's own clients hear from the stand-in", () => {
  const oidc = oidcServer();
  const aws = strictAws({ upstream: awsStandIn(AGREED_SEED), issuers: [oidc.issuer], trust: TRUST });
  let started: StartedServer;
  let clients: AwsClients;
  beforeAll(async () => {
    started = await aws.start();
    const url = started.env["AWS_ENDPOINT_URL_STS"] ?? "";
    clients = awsClients(url, await assumeWithToken(url, oidc));
  });
  afterAll(() => started.stop());

  test.each(AGREEMENT)("$name", async ({ ask, answer }) => {
    expect(await ask(clients)).toEqual(answer);
  });
});

describe("places and pages", () => {
  const user = {
    accessKeyId: "AKIAUSER",
    secretAccessKey: "user-secret",
    arn: "arn:aws:iam::123456789012:user/me",
  };
  const names = Array.from({ length: 45 }, (_, number) => `many/${String(number).padStart(2, "0")}`);
  const standIn = awsStandIn(
    {
      secrets: [
        ...names.map((name) => ({ name, value: `value of ${name}` })),
        { name: "theirs", value: "of another account", account: "210987654321" },
        { name: "north", value: "of another region", region: "eu-north-1" },
        { name: "china", value: "of another partition", region: "cn-north-1" },
        { name: "tagged", value: "t", tags: { a: "1", b: "2" } },
      ],
      parameters: [
        ...names.map((name) => ({ name: `/${name}`, values: [name] })),
        { name: "/shared", values: ["shared"], account: "210987654321" },
      ],
    },
    { emptyPages: true, pageSize: 7 },
  );
  const aws = strictAws({ upstream: standIn, users: [user] });
  let started: StartedServer;
  const clients = (region?: string): AwsClients =>
    awsClients(started.env["AWS_ENDPOINT_URL_SSM"] ?? "", user, region);
  beforeAll(async () => {
    started = await aws.start();
  });
  afterAll(() => started.stop());

  test("lists come in pages, some of them empty", async () => {
    const found: (string | undefined)[] = [];
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const filters = [{ Key: "name" as const, Values: ["many/"] }];
      const answer: {
        SecretList?: { Name?: string | undefined }[] | undefined;
        NextToken?: string | undefined;
      } = await clients().secrets.send(new ListSecretsCommand({ Filters: filters, NextToken: token }));
      sizes.push(answer.SecretList?.length ?? 0);
      found.push(...(answer.SecretList ?? []).map((one) => one.Name));
      token = answer.NextToken;
    } while (token !== undefined);
    expect(found).toEqual(names);
    expect(sizes).toEqual([0, 7, 0, 7, 0, 7, 0, 7, 0, 7, 0, 7, 0, 3]);
  });

  test("parameters below a path come in pages as well", async () => {
    const send = (NextToken?: string) =>
      clients().parameters.send(new GetParametersByPathCommand({ Path: "/many", NextToken }));
    const first = await send();
    const second = await send(first.NextToken);
    expect([first.Parameters?.length, second.Parameters?.length]).toEqual([0, 7]);
    expect(second.Parameters?.[0]?.Value).toBe("many/00");
  });

  test.each([
    ["another account, by ARN", "us-east-1", "210987654321", "theirs", "aws", "of another account"],
    ["another region", "eu-north-1", "123456789012", "north", "aws", "of another region"],
    ["another partition", "cn-north-1", "123456789012", "china", "aws-cn", "of another partition"],
  ])("a secret of %s", async (_, region, account, name, partition, value) => {
    const partial = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
    const whole = `${partial}-${suffixOf(name)}`;
    for (const SecretId of [partial, whole]) {
      const answer = await clients(region).secrets.send(new GetSecretValueCommand({ SecretId }));
      expect([answer.ARN, answer.SecretString]).toEqual([whole, value]);
    }
  });

  test("a name of another account is not found", async () => {
    const ask = clients().secrets.send(new GetSecretValueCommand({ SecretId: "theirs" }));
    await expect(ask).rejects.toThrow("can't find the specified secret.");
  });

  test("a shared parameter goes by its ARN", async () => {
    const Name = "arn:aws:ssm:us-east-1:210987654321:parameter/shared";
    const answer = await clients().parameters.send(new GetParameterCommand({ Name }));
    expect(answer.Parameter).toMatchObject({ Name, Value: "shared" });
  });

  test("filters by tags look at key and value apart", async () => {
    const Filters = [
      { Key: "tag-key" as const, Values: ["a"] },
      { Key: "tag-value" as const, Values: ["2"] },
    ];
    const first = await clients().secrets.send(new BatchGetSecretValueCommand({ Filters }));
    const answer = await clients().secrets.send(
      new BatchGetSecretValueCommand({ Filters, NextToken: first.NextToken }),
    );
    expect(answer.SecretValues?.map((one) => one.Name)).toEqual(["tagged"]);
  });
});
