import { expect, test } from "vitest";
import { accountOf, parseArn } from "../../../../src/providers/aws/arn.ts";

test.each([
  [
    "arn:aws:secretsmanager:eu-central-1:111122223333:secret:liquid-hive/prod/db-AbCdEf",
    ["aws", "secretsmanager", "eu-central-1", "111122223333", "secret:liquid-hive/prod/db-AbCdEf"],
  ],
  [
    "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/liquid-hive/url",
    ["aws-cn", "ssm", "cn-north-1", "111122223333", "parameter/liquid-hive/url"],
  ],
  [
    "arn:aws-us-gov:iam::111122223333:role/path/deploy",
    ["aws-us-gov", "iam", "", "111122223333", "role/path/deploy"],
  ],
  ["arn:aws-iso-b:iam::aws:policy/ReadOnlyAccess", ["aws-iso-b", "iam", "", "aws", "policy/ReadOnlyAccess"]],
])("%s", (text, [partition, service, region, account, resource]) => {
  expect(parseArn(text)).toEqual({ partition, service, region, account, resource });
});

test.each([
  "",
  "liquid-hive/prod/db",
  "arn:aws:iam::111122223333:",
  "arn:azure:iam::111122223333:role/x",
  "arn:aws:iam::1234:role/x",
  "arn:aws:iam::111122223333:role/x\narn:aws:iam::111122223333:role/y",
  "arn:aws:IAM::111122223333:role/x",
])("%j is no ARN", (text) => {
  expect(parseArn(text)).toBeUndefined();
});

test("the account of a caller", () => {
  expect(accountOf("arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions")).toBe("111122223333");
  expect(accountOf("arn:aws:s3:::bucket")).toBeUndefined();
  expect(accountOf("deploy")).toBeUndefined();
});
