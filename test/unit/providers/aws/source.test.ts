import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { assumes, parseSource } from "../../../../src/providers/aws/source.ts";
import { CANARY, inputsOf, ROLE } from "./setting.ts";

const NONE: Partial<AwsInputs> = { awsRole: "" };
const SECRET = Secret.of(CANARY);

test.each<[string, Partial<AwsInputs>, unknown]>([
  ["a role alone is GitHub's token", {}, { kind: "oidc", role: ROLE }],
  ["environment", { ...NONE, awsCredentials: "environment" }, { kind: "environment" }],
  ["container", { ...NONE, awsCredentials: " container " }, { kind: "container" }],
  ["instance", { ...NONE, awsCredentials: "instance" }, { kind: "instance" }],
  ["profile", { ...NONE, awsCredentials: "profile  dev.eu" }, { kind: "profile", name: "dev.eu" }],
  [
    "token-file, its path with a space",
    { awsCredentials: "token-file /var/run/a token" },
    { kind: "token-file", path: "/var/run/a token", role: ROLE },
  ],
  [
    "static",
    { ...NONE, awsCredentials: "static", awsAccessKeyId: "AKIA", awsSecretAccessKey: SECRET },
    { kind: "static", accessKeyId: "AKIA", secretAccessKey: SECRET, sessionToken: undefined },
  ],
  [
    "static with a token",
    {
      ...NONE,
      awsCredentials: "static",
      awsAccessKeyId: "ASIA",
      awsSecretAccessKey: SECRET,
      awsSessionToken: SECRET,
    },
    { kind: "static", accessKeyId: "ASIA", secretAccessKey: SECRET, sessionToken: SECRET },
  ],
])("%s", (_case, inputs, expected) => {
  expect(parseSource(inputsOf(inputs))).toEqual(expected);
});

test.each<[string, Partial<AwsInputs>, string, string]>([
  ["neither role nor source", NONE, "Nothing says", "aws-role: arn:aws:iam::ACCOUNT:role/NAME"],
  ["neither role nor source", NONE, "Nothing says", "aws-credentials: environment"],
  ["a role and the environment", { awsCredentials: "environment" }, "chained", `aws-chain-roles: ${ROLE}`],
  ["a role and a profile", { awsCredentials: "profile dev" }, "chained", `aws-chain-roles: ${ROLE}`],
  ["a role that is none", { awsRole: CANARY, awsCredentials: "instance" }, "chained", "aws-chain-roles: ARN"],
  [
    "a role and keys",
    { awsAccessKeyId: CANARY, awsSecretAccessKey: SECRET },
    "belong to aws-credentials: static",
    `aws-chain-roles: ${ROLE}`,
  ],
  ["keys alone", { ...NONE, awsSecretAccessKey: SECRET }, "belong to", "aws-credentials: static"],
  [
    "keys and another source",
    { ...NONE, awsCredentials: "environment", awsSessionToken: SECRET },
    "belong to",
    "aws-credentials: static",
  ],
  ["static without keys", { ...NONE, awsCredentials: "static" }, "both keys", "aws-access-key-id"],
  [
    "static with an empty secret",
    { ...NONE, awsCredentials: "static", awsAccessKeyId: CANARY, awsSecretAccessKey: Secret.of("") },
    "both keys",
    "secrets.AWS_SECRET_ACCESS_KEY",
  ],
  ["token-file without a path", { awsCredentials: "token-file" }, "needs a path", "token-file PATH"],
  ["token-file without a role", { ...NONE, awsCredentials: "token-file t" }, "for a role", "aws-role"],
  ["profile without a name", { ...NONE, awsCredentials: "profile" }, "one profile", "profile NAME"],
  [
    "profile with two names",
    { ...NONE, awsCredentials: `profile ${CANARY} b` },
    "one profile",
    "profile NAME",
  ],
  ["an unknown word", { ...NONE, awsCredentials: CANARY }, "no such source", "token-file PATH"],
  ["a word too many", { ...NONE, awsCredentials: `instance ${CANARY}` }, "no such source", "One of"],
  ["another case", { ...NONE, awsCredentials: "Environment" }, "no such source", "environment"],
])("%s is refused", (_case, inputs, said, fix) => {
  const failure = parseSource(inputsOf(inputs));
  if (!(failure instanceof Failure)) throw new Error("a source, not a failure");
  expect(failure.code).toBe("INPUT_INVALID");
  expect(failure.message).toContain(said);
  expect(failure.fix).toContain(fix);
  expect(failure.at?.input).toMatch(/^aws-/);
  expect(`${failure.message}${failure.fix}`).not.toContain(CANARY);
});

test("a session is begun for a token and for a chain", () => {
  const of = (inputs: Partial<AwsInputs>): boolean => {
    const source = parseSource(inputsOf(inputs));
    if (source instanceof Failure) throw source;
    return assumes(source, inputsOf(inputs));
  };
  expect([
    of({}),
    of({ awsCredentials: "token-file t" }),
    of({ awsRole: "", awsCredentials: "environment" }),
    of({ awsRole: "", awsCredentials: "environment", awsChainRoles: [ROLE] }),
  ]).toEqual([true, true, false, true]);
});
