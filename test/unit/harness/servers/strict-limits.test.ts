import { BatchGetSecretValueCommand, ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, GetParametersCommand } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "vitest";
import { refusal } from "../../../harness/servers/aws-clients.ts";
import type { AwsClients } from "../../../harness/servers/aws-clients.ts";
import { CANARY, open, read, USER } from "./open-aws.ts";

describe("limits and denials", () => {
  const batch = (clients: AwsClients, input: object) =>
    clients.secrets.send(new BatchGetSecretValueCommand(input));
  const many = (count: number) => Array.from({ length: count }, (_, number) => `n${number}`);

  test("21 secrets, filters beside ids, and 11 parameters are too many", async () => {
    const { clients } = await open();
    expect(await refusal(batch(clients, { SecretIdList: many(21) }))).toContain("less than or equal to 20");
    const filters = [{ Key: "name", Values: ["a"] }];
    expect(await refusal(batch(clients, { SecretIdList: ["a"], Filters: filters }))).toContain(
      "but not both",
    );
    const eleven = clients.parameters.send(new GetParametersCommand({ Names: many(11) }));
    expect(await refusal(eleven)).toContain("less than or equal to 10");
    expect((await batch(clients, { SecretIdList: many(20) })).Errors).toHaveLength(20);
  });

  const by = (action: string, on = " on resource: a") =>
    `AccessDeniedException: User: ${USER.arn} is not authorized to perform: secretsmanager:${action}${on}`;
  test.each([
    [
      "identity",
      `${by("GetSecretValue")} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    ],
    ["explicit", `${by("GetSecretValue")} with an explicit deny in an identity-based policy`],
    ["scp", `${by("GetSecretValue")} with an explicit deny in a service control policy`],
    [
      "session",
      `${by("GetSecretValue")} because no session policy allows the secretsmanager:GetSecretValue action`,
    ],
    ["kms", "AccessDeniedException: Access to KMS is not allowed"],
    [
      "kms-key",
      "DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
    ],
  ] as const)("a denial by %s", async (kind, words) => {
    const { clients } = await open({ deny: [{ resource: "a", kind }] });
    expect(await refusal(read(clients))).toBe(words);
    expect((await read(clients, "b")).SecretString).toBe(CANARY);
  });

  test("one denied name in a batch is among its errors; a denied batch is denied whole", async () => {
    const { clients } = await open({ deny: [{ resource: "a" }] });
    const answer = await batch(clients, { SecretIdList: ["a", "b"] });
    expect(answer.SecretValues?.map((one) => one.Name)).toEqual(["b"]);
    expect(answer.Errors?.map((one) => `${one.SecretId} ${one.ErrorCode}`)).toEqual([
      "a AccessDeniedException",
    ]);
    const whole = await open({ deny: [{ action: "BatchGetSecretValue" }, { action: "ListSecrets" }] });
    expect(await refusal(batch(whole.clients, { SecretIdList: ["a", "b"] }))).toContain(
      by("BatchGetSecretValue", " because"),
    );
    const listing = whole.clients.secrets.send(new ListSecretsCommand({}));
    expect(await refusal(listing)).toContain(by("ListSecrets", " because"));
  });

  test("a parameter is denied by its ARN; its key only where it is decrypted", async () => {
    const get = (clients: AwsClients, WithDecryption: boolean) =>
      clients.parameters.send(new GetParameterCommand({ Name: "/p", WithDecryption }));
    const { clients } = await open({ deny: [{ resource: "*:parameter/p" }] });
    expect(await refusal(get(clients, false))).toContain(
      "on resource: arn:aws:ssm:us-east-1:123456789012:parameter/p because",
    );
    const key = await open({ deny: [{ resource: "/p", kind: "kms" }] });
    expect(await refusal(get(key.clients, true))).toContain("customer master key");
    expect((await get(key.clients, false)).Parameter?.Value).not.toBe(CANARY);
  });
});
