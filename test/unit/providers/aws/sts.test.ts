import { afterEach, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { assumeRole, assumeWithToken, callerArn } from "../../../../src/providers/aws/sts.ts";
import type { SessionTag } from "../../../../src/providers/aws/tags.ts";
import {
  type Answer,
  CALLER,
  CANARY,
  credentialsOf,
  inputsOf,
  type Loopback,
  NOW,
  ROLE,
  serve,
  settingOf,
} from "./setting.ts";

const NEVER = new AbortController().signal;
const SUBJECT = "repo:liquid-hive/api:environment:production";
const NEXT = "arn:aws:iam::444455556666:role/reader";
const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
});

const xml = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/xml", "x-amzn-requestid": "req-1" },
  body,
});
const refusal = (code: string, message: string, status = 400): Answer =>
  xml(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message} ${CANARY}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`,
    status,
  );
const assumed = (verb: string, arn: string, more = ""): Answer =>
  xml(
    `<${verb}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${verb}Result><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>${CANARY}-new-key</SecretAccessKey><SessionToken>${CANARY}-new-session</SessionToken><Expiration>2026-11-24T12:15:00Z</Expiration></Credentials><AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>${more}</${verb}Result><ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata></${verb}Response>`,
  );
const WITH_TOKEN = assumed(
  "AssumeRoleWithWebIdentity",
  CALLER,
  `<SubjectFromWebIdentityToken>${SUBJECT}</SubjectFromWebIdentityToken><Audience>sts.amazonaws.com</Audience>`,
);
const CHAINED = assumed("AssumeRole", "arn:aws:sts::444455556666:assumed-role/reader/GitHubActions");

const token = {
  token: Secret.of(`${CANARY}-token`),
  claims: { iss: "https://token.actions.githubusercontent.com", sub: SUBJECT, aud: ["sts.amazonaws.com"] },
};

/** A call of STS against these answers: its end, the forms it sent, and what was masked and logged. */
async function run<T>(
  answers: Answer[],
  call: (setting: ReturnType<typeof settingOf>["setting"]) => Promise<T>,
) {
  const server = await serve(...answers);
  servers.push(server);
  const { setting, told } = settingOf(server.url);
  const end: unknown = await call(setting).catch((error: unknown) => error);
  const said = end instanceof Failure ? `${end.message}\n${end.fix}` : "";
  expect(`${said}\n${told.lines.join("\n")}`).not.toContain(CANARY);
  const forms = server.seen.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { end: end as T, failure: end as Failure, said, forms, seen: server.seen, ...told };
}

const exchange = async (answers: Answer[], inputs: Partial<AwsInputs> = {}) =>
  run(answers, async (setting) => assumeWithToken(token, ROLE, inputsOf(inputs), setting, NEVER));
const chain = async (answers: Answer[], tags: readonly SessionTag[] = [], inputs: Partial<AwsInputs> = {}) =>
  run(answers, async (setting) => assumeRole(NEXT, credentialsOf(), tags, inputsOf(inputs), setting, NEVER));

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

const TAGS: readonly SessionTag[] = [
  { key: "GitHub", value: "Actions" },
  { key: "Job", value: "deploy", droppable: true },
];

test("a chained role: signed, tags, external id, at most an hour", async () => {
  const { end, forms, seen, born } = await chain([CHAINED], TAGS, {
    awsChainRoles: [NEXT],
    awsDuration: 43_200,
    awsExternalId: "id-1",
    awsTransitiveTags: ["Job", "Missing"],
    awsSessionPolicy: "{}",
  });
  expect(forms).toEqual([
    {
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: NEXT,
      RoleSessionName: "GitHubActions",
      DurationSeconds: "3600",
      ExternalId: "id-1",
      Policy: "{}",
      "Tags.member.1.Key": "GitHub",
      "Tags.member.1.Value": "Actions",
      "Tags.member.2.Key": "Job",
      "Tags.member.2.Value": "deploy",
      "TransitiveTagKeys.member.1": "Job",
    },
  ]);
  expect(seen[0]!.headers.authorization).toMatch(
    /Credential=AKIDEXAMPLE\/\d+\/eu-central-1\/sts\/aws4_request/,
  );
  expect(end).toMatchObject({
    arn: "arn:aws:sts::444455556666:assumed-role/reader/GitHubActions",
    token: undefined,
  });
  expect(born).toHaveLength(3);
});

test("a tag that goes along the chain is not sent again: AWS refuses it", async () => {
  const inputs = { awsChainRoles: [ROLE, NEXT], awsTransitiveTags: ["Job"] };
  const [form] = (await chain([CHAINED], TAGS, inputs)).forms;
  expect([
    form!["Tags.member.1.Key"],
    form!["Tags.member.2.Key"],
    form!["TransitiveTagKeys.member.1"],
  ]).toEqual(["GitHub", undefined, undefined]);
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

test("a session policy is for the last role of the chain", async () => {
  const { forms } = await chain([CHAINED], [], { awsChainRoles: [NEXT, ROLE], awsSessionPolicy: "{}" });
  expect(forms[0]).not.toHaveProperty("Policy");
});

test("too large a session: once more without what may be dropped, and it is said", async () => {
  const large = refusal("PackedPolicyTooLarge", "Packed policy consumes 130% of allotted space");
  const { end, forms, lines } = await chain([large, CHAINED], TAGS, { awsTransitiveTags: ["GitHub", "Job"] });
  expect(end.arn).toMatch(/reader/);
  expect(
    forms.map((form) => [
      form["Tags.member.1.Key"],
      form["Tags.member.2.Key"],
      form["TransitiveTagKeys.member.2"],
    ]),
  ).toEqual([
    ["GitHub", "Job", "Job"],
    ["GitHub", undefined, undefined],
  ]);
  expect(lines).toContain(`aws: the session tags for ${NEXT} are too large together: Job are left out.`);
  expect(await chain([large], TAGS)).toMatchObject({ failure: { code: "LIMIT_EXCEEDED" }, forms: [{}, {}] });
  expect(await chain([large], [TAGS[0]!])).toMatchObject({
    failure: { code: "LIMIT_EXCEEDED" },
    forms: [{}],
  });
});

const policies = (text: string): unknown[] =>
  [...text.matchAll(/^\{[\s\S]*?^\}/gm)].map(([policy]) => JSON.parse(policy) as unknown);

test("a refused chain: the trust policy and the caller's permission to paste", async () => {
  const said = `User: ${CALLER} is not authorized to perform: sts:AssumeRole on resource: ${NEXT}`;
  const { failure, forms } = await chain([refusal("AccessDenied", said, 403)], TAGS, {
    awsExternalId: "id-1",
  });
  expect([failure.code, forms.length]).toEqual(["ACCESS_DENIED", 1]);
  expect(policies(failure.fix!)).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:role/liquid-hive-secrets-role" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { StringEquals: { "sts:ExternalId": "what aws-external-id says" } },
    },
    { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: NEXT },
  ]);
  expect(failure.fix).toMatch(/aws-skip-tags: true/);
});

test("a refused chain: without tags no word of them; TagSession alone; an explicit deny", async () => {
  const plain = await chain([refusal("AccessDenied", "is not authorized to perform: sts:AssumeRole", 403)]);
  expect(plain.said).not.toMatch(/TagSession|ExternalId|skip-tags/);
  const tags = await chain(
    [refusal("AccessDenied", "is not authorized to perform: sts:TagSession", 403)],
    TAGS,
  );
  expect(tags.failure.message).toMatch(/the session tags are not allowed/);
  const deny = await chain([
    refusal("AccessDenied", "with an explicit deny in a service control policy", 403),
  ]);
  expect(deny.failure).toMatchObject({
    code: "ACCESS_DENIED",
    message: expect.stringMatching(/service control policy/),
  });
  expect(deny.failure.fix).not.toContain('"Effect"');
});

test("who somebody is", async () => {
  const arn = "arn:aws:iam::111122223333:user/ci";
  const answer = xml(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
  const ask = async (answers: Answer[]) =>
    run(answers, async (setting) => callerArn(credentialsOf(), setting, NEVER));
  expect((await ask([answer])).end).toBe(arn);
  expect((await ask([refusal("InvalidClientTokenId", "invalid", 403)])).failure.code).toBe(
    "CREDENTIALS_REFUSED",
  );
  expect((await ask([refusal("ExpiredToken", "expired", 403)])).failure.code).toBe("CREDENTIALS_REFUSED");
  expect((await ask([xml("<a/>")])).failure.code).toBe("STORE_ANSWER_INVALID");
});
