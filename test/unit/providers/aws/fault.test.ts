import { expect, test } from "vitest";
import { type AwsAction, AwsFault, failureOf } from "../../../../src/providers/aws/call.ts";
import type { AwsCredentials } from "../../../../src/providers/aws/credentials.ts";
import { CALLER, credentialsOf } from "./setting.ts";

const NAME = "liquid-hive/prod/database";
const whatOf = (more: Partial<AwsAction> = {}): AwsAction => ({
  service: "secretsmanager",
  region: "eu-central-1",
  action: "secretsmanager:GetSecretValue",
  resource: NAME,
  credentials: credentialsOf(),
  ...more,
});
const fault = (code: string, said: string): AwsFault => new AwsFault(code, 403, "req-1", said);
const ARN = `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${NAME}-AbCdEf`;

test.each([
  ["", /no policy allows it/, /Add to the permissions of the role/],
  [
    "because no identity-based policy allows the x action",
    /no identity-based policy allows/,
    /permissions of the role/,
  ],
  ["because no session policy allows the x action", /no session policy allows/, /aws-session-policy/],
  [
    "because no permissions boundary allows the x action",
    /no permissions boundary allows/,
    /boundary of the role/,
  ],
  ["because no service control policy allows the x action", /no service control policy/, /organization/],
  ["because no VPC endpoint policy allows the x action", /no VPC endpoint policy/, /VPC endpoint/],
  ["because no resource-based policy allows the x action", /no resource-based policy/, /"Principal"/],
])("denied %j: the statement to paste, and where", (said, cause, where) => {
  const { code, message, fix } = failureOf(fault("AccessDeniedException", said), whatOf({ resource: ARN }));
  expect(code).toBe("ACCESS_DENIED");
  expect(message).toMatch(cause);
  expect(message).toContain(CALLER);
  expect(fix).toMatch(where);
  expect(JSON.parse(/\{[\s\S]*\}/.exec(fix!)![0])).toEqual({
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: ARN,
  });
});

test.each([
  [
    "with an explicit deny in a service control policy",
    /a service control policy denies it explicitly/,
    /organization/,
  ],
  [
    "with an explicit deny in a resource-based policy",
    /a resource-based policy denies/,
    /policy of the resource itself/,
  ],
  [
    "with an explicit deny in an identity-based policy",
    /: an identity-based policy denies/,
    /permissions of the role/,
  ],
  ["with an explicit deny", /a policy denies it explicitly/, /one of the policies/],
])("denied %s: no permission to paste would help", (said, cause, where) => {
  const { message, fix } = failureOf(fault("AccessDeniedException", said), whatOf({ resource: ARN }));
  expect(message).toMatch(cause);
  expect(fix).toMatch(where);
  expect(fix).not.toContain('"Effect"');
});

const resourceOf = (more: Partial<AwsAction>): unknown =>
  (
    JSON.parse(/\{[\s\S]*\}/.exec(failureOf(fault("AccessDeniedException", ""), whatOf(more)).fix!)![0]) as {
      Resource: unknown;
    }
  ).Resource;

test("what a statement names: the ARN, else one made of region and account, else everything", () => {
  const gov: Partial<AwsCredentials> = { arn: "arn:aws-us-gov:sts::111122223333:assumed-role/r/s" };
  expect(resourceOf({})).toBe(`arn:aws:secretsmanager:eu-central-1:111122223333:secret:${NAME}-??????`);
  expect(
    resourceOf({
      service: "ssm",
      region: "us-gov-west-1",
      action: "ssm:GetParameter",
      resource: "/a/b",
      credentials: credentialsOf(gov),
    }),
  ).toBe("arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/a/b");
  expect(resourceOf({ action: "secretsmanager:BatchGetSecretValue" })).toBe("*");
  expect(resourceOf({ resource: undefined })).toBe("*");
});

test("a KMS key: its own code, a statement bounded by the service, and another account's key", () => {
  const said = "Access to KMS is not allowed";
  const { code, fix } = failureOf(
    fault("AccessDeniedException", said),
    whatOf({ resource: ARN.replace("111122223333", "444455556666") }),
  );
  expect(code).toBe("KEY_UNUSABLE");
  expect(fix).toMatch(
    /"kms:Decrypt"[\s\S]*:444455556666:key[\s\S]*secretsmanager\.eu-central-1\.amazonaws\.com/,
  );
  expect(fix).toMatch(/another account's/);
  expect(failureOf(fault("DecryptionFailure", ""), whatOf({ resource: ARN })).fix).not.toMatch(
    /another account's/,
  );
});
