import {
  BatchGetSecretValueCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
} from "@aws-sdk/client-secrets-manager";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { AgreementCase } from "./agreement.ts";
import { refusal } from "./aws-clients.ts";
import { versionId } from "./aws-seed.ts";

const secret = (input: { SecretId: string; VersionId?: string; VersionStage?: string }) =>
  new GetSecretValueCommand(input);

async function batch(secrets: SecretsManagerClient, ids: string[]): Promise<object> {
  const answer = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList: ids }));
  const values = answer.SecretValues?.map((one) => one.Name);
  const errors = answer.Errors?.map((one) => `${one.SecretId} ${one.ErrorCode}: ${one.Message}`);
  return { values, errors };
}

/** Secrets Manager. */
export const SECRET_CASES: readonly AgreementCase[] = [
  {
    name: "text",
    async ask({ secrets }) {
      const { Name, SecretString, VersionStages } = await secrets.send(secret({ SecretId: "shop/text" }));
      return { Name, SecretString, VersionStages };
    },
    answer: { Name: "shop/text", SecretString: "first\nsecond é", VersionStages: ["AWSCURRENT"] },
  },
  {
    name: "bytes",
    ask: async ({ secrets }) => {
      const { SecretBinary } = await secrets.send(secret({ SecretId: "shop/bytes" }));
      return Buffer.from(SecretBinary ?? []).toString("hex");
    },
    answer: "fffe804100",
  },
  {
    name: "a stage",
    ask: async ({ secrets }) =>
      (await secrets.send(secret({ SecretId: "shop/rotated", VersionStage: "AWSPREVIOUS" }))).SecretString,
    answer: "old",
  },
  {
    name: "a version",
    ask: async ({ secrets }) =>
      (await secrets.send(secret({ SecretId: "shop/rotated", VersionId: versionId(2) }))).SecretString,
    answer: "new",
  },
  {
    name: "a secret that is not there",
    ask: ({ secrets }) => refusal(secrets.send(secret({ SecretId: "shop/none" }))),
    answer: "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  },
  {
    name: "a stage that is not there",
    ask: ({ secrets }) =>
      refusal(secrets.send(secret({ SecretId: "shop/text", VersionStage: "AWSPENDING" }))),
    answer:
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
  },
  {
    name: "a version that is not there",
    ask: ({ secrets }) => refusal(secrets.send(secret({ SecretId: "shop/text", VersionId: versionId(9) }))),
    answer: `ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: ${versionId(9)}`,
  },
  {
    name: "a secret without a value",
    ask: ({ secrets }) => refusal(secrets.send(secret({ SecretId: "shop/hollow" }))),
    answer:
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  },
  {
    name: "a deleted secret",
    ask: ({ secrets }) => refusal(secrets.send(secret({ SecretId: "shop/gone" }))),
    answer:
      "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
  },
  {
    name: "a batch with what is not there",
    ask: ({ secrets }) => batch(secrets, ["shop/text", "shop/none", "shop/gone"]),
    answer: {
      values: ["shop/text"],
      errors: [
        "shop/none ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        "shop/gone InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
      ],
    },
  },
  {
    name: "a batch with a secret that has no value",
    ask: ({ secrets }) => batch(secrets, ["shop/hollow", "other"]),
    answer: {
      values: ["other"],
      errors: [
        "shop/hollow ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      ],
    },
  },
  {
    name: "what a deleted secret is",
    ask: async ({ secrets }) =>
      (await secrets.send(new DescribeSecretCommand({ SecretId: "shop/gone" }))).DeletedDate instanceof Date,
    answer: true,
  },
  {
    name: "secrets by the beginning of their names",
    async ask({ secrets }) {
      const filters = [{ Key: "name" as const, Values: ["shop/"] }];
      const answer = await secrets.send(new ListSecretsCommand({ Filters: filters }));
      return answer.SecretList?.map((one) => one.Name).sort();
    },
    answer: ["shop/bytes", "shop/hollow", "shop/rotated", "shop/text"],
  },
  {
    name: "secrets by the key of a tag",
    async ask({ secrets }) {
      const filters = [{ Key: "tag-key" as const, Values: ["team"] }];
      const answer = await secrets.send(new ListSecretsCommand({ Filters: filters }));
      return answer.SecretList?.map((one) => [one.Name, one.Tags]);
    },
    answer: [["shop/text", [{ Key: "team", Value: "shop" }]]],
  },
  {
    name: "which versions there are",
    async ask({ secrets }) {
      const stages = async (SecretId: string): Promise<unknown> =>
        (await secrets.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {};
      return [await stages("shop/rotated"), await stages("shop/hollow")];
    },
    answer: [{ [versionId(1)]: ["AWSPREVIOUS"], [versionId(2)]: ["AWSCURRENT"] }, {}],
  },
  {
    name: "a secret of another region",
    async ask({ secrets, at }) {
      const there = await at("eu-north-1").secrets.send(secret({ SecretId: "north" }));
      return [there.SecretString, await refusal(secrets.send(secret({ SecretId: "north" })))];
    },
    answer: ["of the north", "ResourceNotFoundException: Secrets Manager can't find the specified secret."],
  },
  {
    name: "a secret by its ARN, whole and in part",
    async ask({ secrets }) {
      const { ARN = "" } = await secrets.send(secret({ SecretId: "shop/text" }));
      const named = [ARN, ARN.slice(0, -7)];
      const answers = await Promise.all(named.map((SecretId) => secrets.send(secret({ SecretId }))));
      return answers.map((one) => one.Name);
    },
    answer: ["shop/text", "shop/text"],
  },
  {
    name: "a secret of another account",
    ask: async ({ secrets }) => {
      const SecretId = "arn:aws:secretsmanager:us-east-1:210987654321:secret:theirs";
      return (await secrets.send(secret({ SecretId }))).SecretString;
    },
    answer: "of another account",
  },
];
