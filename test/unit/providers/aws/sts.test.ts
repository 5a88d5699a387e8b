import { expect, test } from "vitest";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { assumeWithToken } from "../../../../src/providers/aws/sts.ts";
import { type Answer, CALLER, CANARY, inputsOf, NOW, ROLE } from "./setting.ts";
import { assumed, NEVER, NEXT, refusal, run, xml } from "./sts-calls.ts";

const SUBJECT = "repo:liquid-hive/api:environment:production";
const WITH_TOKEN = assumed(
  "AssumeRoleWithWebIdentity",
  CALLER,
  `<SubjectFromWebIdentityToken>${SUBJECT}</SubjectFromWebIdentityToken><Audience>sts.amazonaws.com</Audience>`,
);

const token = {
  token: Secret.of(`${CANARY}-token`),
  claims: { iss: "https://token.actions.githubusercontent.com", sub: SUBJECT, aud: ["sts.amazonaws.com"] },
};

const exchange = async (answers: Answer[], inputs: Partial<AwsInputs> = {}) =>
  run(answers, async (setting) => assumeWithToken(token, ROLE, inputsOf(inputs), setting, NEVER));

test("a token for credentials: unsigned, masked at once, and who they are", async () => {
  const { end, forms, seen, born, lines } = await exchange([WITH_TOKEN]);
  expect(forms).toEqual([
    {
      Action: "AssumeRoleWithWebIdentity",
      Version: "2011-06-15",
      RoleArn: ROLE,
      RoleSessionName: "GitHubActions",
      WebIdentityToken: `${CANARY}-token`,
      DurationSeconds: "900",
    },
  ]);
  expect(seen[0]!.headers.authorization).toBeUndefined();
  expect(born).toEqual(["ASIAEXAMPLE", `${CANARY}-new-key`, `${CANARY}-new-session`]);
  expect([end.accessKeyId, end.secretAccessKey, end.sessionToken].map((part) => part?.reveal())).toEqual(
    born,
  );
  expect(end).toMatchObject({
    arn: CALLER,
    assumedAt: NOW,
    expires: new Date("2026-11-24T12:15:00Z"),
    token: { subject: SUBJECT, audience: "sts.amazonaws.com" },
  });
  expect(lines).toEqual(["aws: sts:AssumeRoleWithWebIdentity -> 200 0 ms req-1"]);
});

test.each([
  [{ awsExport: "env" }, { DurationSeconds: "3600" }],
  [{ awsExport: "env", awsDuration: 7200 }, { DurationSeconds: "7200" }],
  [{ awsSessionName: "deploy@api" }, { RoleSessionName: "deploy@api" }],
  [
    { awsSessionPolicy: '{"a":1}', awsSessionPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    { Policy: '{"a":1}', "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  ],
])("with %j the form holds %j", async (inputs, fields) => {
  expect((await exchange([WITH_TOKEN], inputs)).forms[0]).toMatchObject(fields);
});

test("before a chain: no session policy, and never tags or an external id", async () => {
  const { forms } = await exchange([WITH_TOKEN], {
    awsChainRoles: [NEXT],
    awsSessionPolicy: "{}",
    awsSessionPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    awsTags: ["A=b"],
    awsTransitiveTags: ["A"],
    awsExternalId: "id",
  });
  expect(Object.keys(forms[0]!).sort()).toEqual(
    ["Action", "DurationSeconds", "RoleArn", "RoleSessionName", "Version", "WebIdentityToken"].sort(),
  );
});

test.each([
  ["AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", "TRUST_REFUSED", 1],
  [
    "InvalidIdentityToken",
    "No OpenIDConnect provider found in your account for https://x",
    "TRUST_REFUSED",
    1,
  ],
  ["InvalidIdentityToken", "Incorrect token audience", "TRUST_REFUSED", 1],
  [
    "InvalidIdentityToken",
    "Couldn't retrieve verification key from your identity provider",
    "STORE_UNREACHABLE",
    4,
  ],
  ["IDPCommunicationError", "The identity provider could not be reached", "STORE_UNREACHABLE", 4],
  ["IDPRejectedClaim", "Rejected", "TRUST_REFUSED", 1],
  ["ExpiredTokenException", "Token expired: current date/time 1 must be before 0", "CREDENTIALS_REFUSED", 1],
  ["MalformedPolicyDocument", "Syntax errors in policy", "INPUT_INVALID", 1],
  ["PackedPolicyTooLarge", "Packed policy consumes 120% of allotted space", "LIMIT_EXCEEDED", 1],
  ["RegionDisabledException", "STS is not activated in this region for account", "INPUT_INVALID", 1],
  [
    "ValidationError",
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    "INPUT_INVALID",
    1,
  ],
  ["ValidationError", "1 validation error detected", "INPUT_INVALID", 1],
  ["SomethingNew", "?", "STORE_ANSWER_INVALID", 1],
])("a token: %s %j is %s after %i requests", async (code, message, expected, requests) => {
  const { failure, forms, born } = await exchange([
    refusal(code, message, code === "AccessDenied" ? 403 : 400),
  ]);
  expect(failure).toMatchObject({ code: expected, message: expect.stringContaining("req-1") });
  expect([forms.length, born]).toEqual([requests, []]);
});

test("too long a session points at aws-duration", async () => {
  const { failure } = await exchange([
    refusal(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    ),
  ]);
  expect(failure.at).toEqual({ input: "aws-duration" });
});

test.each([
  [
    "no credentials",
    xml(
      "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult/></AssumeRoleWithWebIdentityResponse>",
    ),
  ],
  ["another document", xml("<html><body>Sign in</body></html>")],
  ["a cut document", xml("<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Cred")],
  ["nothing", xml("")],
])("an answer that holds %s", async (_, answer) => {
  expect((await exchange([answer])).failure).toMatchObject({ code: "STORE_ANSWER_INVALID" });
});

test("a refused token: the trust policy to paste, with the token's own sub and the role's audience", async () => {
  const { failure } = await exchange([
    refusal("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403),
  ]);
  expect(failure.fix).toContain(SUBJECT);
  expect(failure.fix).toContain(
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
  );
});
