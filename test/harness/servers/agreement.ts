import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { PARAMETER_CASES } from "./agreement-parameters.ts";
import { SECRET_CASES } from "./agreement-secrets.ts";
import { NEXT_ROLE } from "./aws-clients.ts";
import type { AwsClients } from "./aws-clients.ts";
import { versionId } from "./aws-seed.ts";
import type { Seed } from "./aws-seed.ts";

/** What the stand-in and moto must both say, behind the strict layer, to AWS's own clients. */
export interface AgreementCase {
  readonly name: string;
  readonly ask: (clients: AwsClients) => Promise<unknown>;
  readonly answer: unknown;
}

export const AGREED_SEED: Seed = {
  secrets: [
    { name: "shop/text", value: "first\nsecond é", tags: { team: "shop" } },
    { name: "shop/bytes", value: Buffer.from([0xff, 0xfe, 0x80, 0x41, 0x00]) },
    {
      name: "shop/rotated",
      versions: [
        { id: versionId(1), value: "old", stages: ["AWSPREVIOUS"] },
        { id: versionId(2), value: "new", stages: ["AWSCURRENT"] },
      ],
    },
    { name: "shop/gone", value: "gone", deleted: true },
    { name: "shop/hollow" },
    { name: "other", value: "other" },
    { name: "north", value: "of the north", region: "eu-north-1" },
    { name: "theirs", value: "of another account", account: "210987654321" },
  ],
  parameters: [
    { name: "/shop/plain", values: ["one", "two"], labels: { stable: 1 } },
    { name: "/shop/sealed", type: "SecureString", values: ["sealed value"] },
    { name: "/shop/deep/list", type: "StringList", values: ["a,b"] },
    { name: "loose", values: ["loose"], tags: { team: "shop" } },
  ],
};

export const AGREEMENT: readonly AgreementCase[] = [
  {
    name: "who one is after an assumed role",
    ask: async ({ sts }) => (await sts.send(new GetCallerIdentityCommand({}))).Arn,
    answer: "arn:aws:sts::123456789012:assumed-role/deploy/test",
  },
  {
    name: "a chained role",
    async ask({ sts }) {
      const answer = await sts.send(
        new AssumeRoleCommand({ RoleArn: NEXT_ROLE, RoleSessionName: "chained" }),
      );
      return answer.AssumedRoleUser?.Arn;
    },
    answer: "arn:aws:sts::123456789012:assumed-role/next/chained",
  },
  ...SECRET_CASES,
  ...PARAMETER_CASES,
];
