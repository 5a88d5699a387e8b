import { expect, test } from "vitest";
import { checkInputs } from "../../../../src/providers/aws/check-inputs.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { CANARY, inputsOf, ROLE } from "./setting.ts";

const OTHER = "arn:aws:iam::444455556666:role/path/other";
const ENVIRONMENT = { awsRole: "", awsCredentials: "environment" };
const check = (inputs: Partial<AwsInputs>, env = {}, face: "actions" | "terminal" = "actions") =>
  checkInputs(inputsOf(inputs), env, face);

test.each<[string, Partial<AwsInputs>, Record<string, string>]>([
  ["a role and a region", {}, {}],
  [
    "a region of AWS_REGION",
    { awsRegion: "" },
    { AWS_REGION: "us-gov-west-1x".slice(0, -1), AWS_DEFAULT_REGION: "!" },
  ],
  ["a region of AWS_DEFAULT_REGION", { awsRegion: "" }, { AWS_DEFAULT_REGION: "eu-west-1" }],
  ["China", { awsRegion: "cn-north-1", awsRole: ROLE.replace("arn:aws:", "arn:aws-cn:") }, {}],
  [
    "a sovereign region",
    { awsRegion: "eusc-de-east-1", awsRole: ROLE.replace("arn:aws:", "arn:aws-eusc:") },
    {},
  ],
  [
    "all that a session can have",
    {
      awsSessionName: "deploy@1",
      awsDuration: 43_200,
      awsSessionPolicy: '{"Version":"2012-10-17","Statement":[]}',
      awsSessionPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:policy/a/b"],
      awsAllowedAccounts: ["111122223333", "012345678901"],
      awsAudience: "mine",
    },
    {},
  ],
  [
    "a chain with tags",
    {
      ...ENVIRONMENT,
      awsChainRoles: [ROLE, OTHER],
      awsDuration: 3600,
      awsTags: ["Team=hive"],
      awsTransitiveTags: ["Team"],
      awsExternalId: "x",
    },
    {},
  ],
  ["an export", { awsExport: "env" }, { AWS_PROFILE: "", AWS_ACCESS_KEY_ID: "AKIA" }],
  ["an export as a profile beside another", { awsExport: "profile deploy_1-a" }, { AWS_PROFILE: "theirs" }],
])("%s is in order", (_case, inputs, env) => {
  const { AWS_REGION = "" } = env;
  const role = AWS_REGION.startsWith("us-gov-")
    ? { awsRole: ROLE.replace("arn:aws:", "arn:aws-us-gov:") }
    : {};
  expect(check({ ...role, ...inputs }, env)).toEqual([]);
});

test.each<[string, Partial<AwsInputs>, string, string]>([
  ["no source", { awsRole: "" }, "aws-role", "Nothing says"],
  ["no region", { awsRegion: "" }, "aws-region", "No AWS region"],
  ["a region of other text", { awsRegion: CANARY }, "aws-region", "not the name of a region"],
  ["a zone", { awsRegion: "eu-central-1a" }, "aws-region", "availability zone"],
  ["a host", { awsRegion: "eu-central-1.evil.example" }, "aws-region", "not the name"],
  ["a role's name", { awsRole: CANARY }, "aws-role", "not the ARN of an IAM role"],
  ["a user's ARN", { awsRole: "arn:aws:iam::111122223333:user/CANARY-7f3a" }, "aws-role", "not the ARN"],
  ["a session's ARN", { awsRole: "arn:aws:sts::111122223333:assumed-role/a/b" }, "aws-role", "not the ARN"],
  ["a role of AWS itself", { awsRole: "arn:aws:iam::aws:role/x" }, "aws-role", "not the ARN"],
  [
    "another partition",
    { awsRegion: "cn-north-1" },
    "aws-role",
    "partition aws, and the region cn-north-1 in aws-cn",
  ],
  ["a chain in a circle", { awsChainRoles: [OTHER, ROLE, OTHER] }, "aws-chain-roles", "Entry 3"],
  ["a chain of names", { awsChainRoles: [OTHER, CANARY] }, "aws-chain-roles", "Entry 2 of aws-chain-roles"],
  ["a policy's name", { awsSessionPolicies: ["ReadOnlyAccess"] }, "aws-session-policies", "IAM policy"],
  [
    "too many policies",
    { awsSessionPolicies: Array<string>(11).fill("arn:aws:iam::aws:policy/P") },
    "aws-session-policies",
    "takes 10",
  ],
  ["a short session name", { awsSessionName: "x" }, "aws-session-name", "2 to 64"],
  ["a session name with a space", { awsSessionName: `${CANARY} x` }, "aws-session-name", "2 to 64"],
  ["a policy that is no JSON", { awsSessionPolicy: `{${CANARY}` }, "aws-session-policy", "JSON object"],
  ["a policy that is a list", { awsSessionPolicy: `["${CANARY}"]` }, "aws-session-policy", "JSON object"],
  ["a long policy", { awsSessionPolicy: `{"a":"${"x".repeat(2048)}"}` }, "aws-session-policy", "2048"],
  ["a long chain session", { awsChainRoles: [OTHER], awsDuration: 3601 }, "aws-duration", "3600"],
  ["tags without a chain", { awsTags: [`a=${CANARY}`] }, "aws-tags", "chained roles"],
  ["transitive tags without one", { awsTransitiveTags: [CANARY] }, "aws-transitive-tags", "chained roles"],
  ["an external id without one", { awsExternalId: CANARY }, "aws-external-id", "chained roles"],
  [
    "an account that lost its zero",
    { awsAllowedAccounts: ["111122223333", "12345678901"] },
    "aws-allowed-accounts",
    "Entry 2",
  ],
  ["an unknown export", { awsExport: CANARY }, "aws-export", "neither"],
  ["an export with no name", { awsExport: "profile" }, "aws-export", "neither"],
  ["an export with an odd name", { awsExport: "profile a]b" }, "aws-export", "neither"],
  [
    "a policy for no session",
    { ...ENVIRONMENT, awsSessionPolicy: "{}" },
    "aws-session-policy",
    "as they are",
  ],
  [
    "policies for no session",
    { ...ENVIRONMENT, awsSessionPolicies: ["arn:aws:iam::aws:policy/P"] },
    "aws-session-policies",
    "as they are",
  ],
  ["a duration of no session", { ...ENVIRONMENT, awsDuration: 900 }, "aws-duration", "as they are"],
  ["a name of no session", { ...ENVIRONMENT, awsSessionName: "deploy" }, "aws-session-name", "as they are"],
  ["an audience of no token", { ...ENVIRONMENT, awsAudience: CANARY }, "aws-audience", "asks for none"],
  ["an endpoint over http:", { awsEndpoints: ["sts=http://sts.example"] }, "aws-endpoints", "clear"],
])("%s", (_case, inputs, input, said) => {
  const failures = check(inputs);
  expect(failures.map(({ at }) => at?.input)).toEqual([input]);
  expect(failures[0]?.message).toContain(said);
  expect(failures[0]?.fix).not.toBe(undefined);
  expect(`${failures[0]?.message}${failures[0]?.fix}`).not.toContain(CANARY);
});

test("all problems are found at once", () => {
  const failures = check({
    awsRole: CANARY,
    awsRegion: CANARY,
    awsSessionName: "x",
    awsTags: ["a=b"],
    awsAllowedAccounts: ["1"],
    awsEndpoints: ["sts=http://sts.example"],
    awsExport: "all",
  });
  expect(failures.map(({ at }) => at?.input)).toEqual([
    "aws-region",
    "aws-role",
    "aws-session-name",
    "aws-allowed-accounts",
    "aws-tags",
    "aws-endpoints",
    "aws-export",
  ]);
});

const OURS = "/tmp/run/secrets-aws-01234567-89ab-cdef-0123-456789abcdef";
const OUR_FILES = {
  RUNNER_TEMP: "/tmp/run",
  AWS_CONFIG_FILE: `${OURS}/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${OURS}/credentials`,
};

test.each<[string, Record<string, string>, string]>([
  ["a profile", { AWS_PROFILE: CANARY }, "AWS_PROFILE is set"],
  ["the older name", { AWS_DEFAULT_PROFILE: CANARY }, "AWS_DEFAULT_PROFILE is set"],
  [
    "both files",
    { AWS_CONFIG_FILE: CANARY, AWS_SHARED_CREDENTIALS_FILE: CANARY },
    "AWS_SHARED_CREDENTIALS_FILE are set",
  ],
  [
    "one file beside ours",
    { ...OUR_FILES, AWS_CONFIG_FILE: `/home/${CANARY}` },
    "AWS_CONFIG_FILE, AWS_SHARED",
  ],
  [
    "a path that only looks like ours",
    { ...OUR_FILES, RUNNER_TEMP: "/elsewhere" },
    "AWS_CONFIG_FILE, AWS_SHARED",
  ],
])("%s of others would beat the exported keys", (_case, env, said) => {
  const [failure, ...more] = check({ awsExport: "env" }, env);
  expect([failure?.code, more.length]).toEqual(["CREDENTIALS_CONFLICT", 0]);
  expect(failure?.message).toContain(said);
  expect(failure?.fix).toContain("GITHUB_ENV");
  expect(`${failure?.message}${failure?.fix}`).not.toContain(CANARY);
});

test("files of ours are no conflict, the profile that an earlier step of ours exported is one", () => {
  expect(check({ awsExport: "env" }, OUR_FILES)).toEqual([]);
  const [failure] = check({ awsExport: "env" }, { ...OUR_FILES, AWS_PROFILE: "deploy" });
  expect([failure?.code, failure?.fix]).toEqual([
    "CREDENTIALS_CONFLICT",
    expect.stringContaining("aws-export: profile NAME"),
  ]);
});

test("without an export, and in a terminal, a profile of the user's is nobody's business", () => {
  expect(check({}, { AWS_PROFILE: "mine" })).toEqual([]);
  expect(check({ awsExport: "env" }, { AWS_PROFILE: "mine" }, "terminal")).toEqual([]);
});
