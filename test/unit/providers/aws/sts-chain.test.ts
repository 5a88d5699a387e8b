import { expect, test } from "vitest";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { assumeRole } from "../../../../src/providers/aws/sts.ts";
import type { SessionTag } from "../../../../src/providers/aws/tags.ts";
import { type Answer, CALLER, credentialsOf, inputsOf, ROLE } from "./setting.ts";
import { assumed, NEVER, NEXT, refusal, run } from "./sts-calls.ts";

const CHAINED = assumed("AssumeRole", "arn:aws:sts::444455556666:assumed-role/reader/GitHubActions");

const TAGS: readonly SessionTag[] = [
  { key: "GitHub", value: "Actions" },
  { key: "Job", value: "deploy", droppable: true },
];

const chain = async (answers: Answer[], tags: readonly SessionTag[] = [], inputs: Partial<AwsInputs> = {}) =>
  run(answers, async (setting) => assumeRole(NEXT, credentialsOf(), tags, inputsOf(inputs), setting, NEVER));

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
