import { expect, test } from "vitest";
import { Secret } from "../../../../src/kernel/secret.ts";
import { acquire } from "../../../../src/providers/aws/acquire.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import type { Host } from "../../../../src/providers/provider.ts";
import { failureOf, fixture } from "./sources/host.ts";
import { KEY_ID, partsOf, SECRET_KEY } from "./sources/planted.ts";
import { securityTokenService } from "./sources/sts.ts";
import { CALLER, CANARY, inputsOf, ROLE } from "./setting.ts";

const signal = new AbortController().signal;
const NEXT = "arn:aws:iam::111122223333:role/next";
const LAST = "arn:aws:iam::111122223333:role/last";
const ENVIRONMENT = { awsRole: "", awsCredentials: "environment" };
const KEYS = { AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET_KEY };
const CLAIMS = {
  sub: "repo:liquid-hive/app:ref:refs/heads/main",
  aud: "sts.amazonaws.com",
  repository: "liquid-hive/app",
  actor: "octocat",
};

async function run(inputs: Partial<AwsInputs>, more: Partial<Host> = {}, account?: string) {
  const sts = await securityTokenService(account);
  const tokens: string[] = [];
  const idToken: Host["idToken"] = async () => {
    tokens.push("asked");
    return { token: Secret.of(`${CANARY}-jwt`), claims: CLAIMS };
  };
  const { setting, told } = fixture({ idToken, ...more }, sts.url);
  return { acquired: () => acquire(inputsOf(inputs), setting, signal), sts, told, tokens };
}

const actions = (calls: readonly URLSearchParams[]): string[] =>
  calls.map((call) => `${call.get("Action")} ${call.get("RoleArn") ?? ""}`.trim());

test("a role alone: GitHub's token for the role, one request, all masked", async () => {
  const { acquired, sts, told, tokens } = await run({}, { env: KEYS });
  const credentials = await acquired();
  expect(actions(sts.calls)).toEqual([`AssumeRoleWithWebIdentity ${ROLE}`]);
  expect(sts.calls[0]?.get("WebIdentityToken")).toBe(`${CANARY}-jwt`);
  expect([credentials.arn, tokens.length]).toEqual([CALLER, 1]);
  expect(credentials.token).toEqual({ subject: CLAIMS.sub, audience: CLAIMS.aud });
  expect(told.born).toEqual(partsOf(credentials));
});

test("another source asks neither for a token nor STS", async () => {
  const { acquired, sts, tokens } = await run(ENVIRONMENT, { env: KEYS });
  expect(partsOf(await acquired())).toEqual([KEY_ID, SECRET_KEY, undefined]);
  expect([sts.calls.length, tokens.length]).toEqual([0, 0]);
});

test("a source that has nothing is not replaced by another one", async () => {
  const { acquired, sts, tokens } = await run({ ...ENVIRONMENT, awsChainRoles: [NEXT] });
  expect((await failureOf(acquired)).code).toBe("CREDENTIALS_MISSING");
  expect([sts.calls.length, tokens.length]).toEqual([0, 0]);
});

test("chained roles in order, the session policy for the last, and the token is still known", async () => {
  const policy = '{"Version":"2012-10-17"}';
  const inputs = {
    awsChainRoles: [NEXT, LAST],
    awsSessionPolicy: policy,
    awsExternalId: "hive",
    awsSkipTags: true,
  };
  const { acquired, sts } = await run(inputs);
  const credentials = await acquired();
  expect(actions(sts.calls)).toEqual([
    `AssumeRoleWithWebIdentity ${ROLE}`,
    `AssumeRole ${NEXT}`,
    `AssumeRole ${LAST}`,
  ]);
  expect(sts.calls.map((call) => call.get("Policy"))).toEqual([null, null, policy]);
  expect(sts.calls.map((call) => call.get("ExternalId"))).toEqual([null, "hive", "hive"]);
  expect(partsOf(credentials)).toEqual(["id", "secret", "session"].map((part) => `${CANARY}-${part}-3`));
  expect(credentials.token?.subject).toBe(CLAIMS.sub);
});

test("chained roles get the tags", async () => {
  const env = { ...KEYS, GITHUB_REPOSITORY: "liquid-hive/app" };
  const { acquired, sts } = await run(
    { ...ENVIRONMENT, awsChainRoles: [NEXT], awsTags: ["Team=hive"] },
    { env },
  );
  await acquired();
  const sent = [...(sts.calls[0] ?? [])]
    .filter(([name]) => name.startsWith("Tags."))
    .map(([, value]) => value);
  expect(sent).toEqual(expect.arrayContaining(["Repository", "liquid-hive/app", "Team", "hive"]));
});

test("the default tags are what the token claims; a transitive tag is sent once, then inherited", async () => {
  const inputs = {
    awsChainRoles: [NEXT, LAST],
    awsTags: ["Team=hive"],
    awsTransitiveTags: ["Team", "Repository"],
  };
  const { acquired, sts } = await run(inputs, { env: { GITHUB_REPOSITORY: "of/the-variable" } });
  await acquired();
  const of = (call: URLSearchParams | undefined, what: string): string[] =>
    [...(call ?? [])].filter(([name]) => name.startsWith(what)).map(([, value]) => value);
  const [web, first, second] = sts.calls;
  expect(of(web, "Tags.")).toEqual([]);
  expect(of(first, "Tags.")).toEqual(
    expect.arrayContaining(["Repository", CLAIMS.repository, "Team", "hive"]),
  );
  expect(of(first, "TransitiveTagKeys.")).toEqual(["Team", "Repository"]);
  expect(of(second, "TransitiveTagKeys.")).toEqual([]);
  expect(of(second, "Tags.")).toEqual(["Actor", "octocat"]);
});

test("an allowed account is read from the answer, with no request more", async () => {
  const { acquired, sts } = await run({ awsAllowedAccounts: ["999999999999", "111122223333"] });
  expect((await acquired()).arn).toBe(CALLER);
  expect(sts.calls.length).toBe(1);
});

test("keys that nothing was assumed with are asked for once who they are", async () => {
  const { acquired, sts } = await run(
    { ...ENVIRONMENT, awsAllowedAccounts: ["111122223333"] },
    { env: KEYS },
  );
  expect((await acquired()).arn).toBe("arn:aws:iam::111122223333:user/ci");
  expect(actions(sts.calls)).toEqual(["GetCallerIdentity"]);
});

test.each<[string, Partial<AwsInputs>]>([
  ["an assumed role", {}],
  ["keys", ENVIRONMENT],
])("%s in another account: ACCOUNT_NOT_ALLOWED that names it", async (_case, inputs) => {
  const more = { awsAllowedAccounts: ["111122223333"] };
  const { acquired } = await run({ ...inputs, ...more }, { env: KEYS }, "444455556666");
  const failure = await failureOf(acquired);
  expect(failure.code).toBe("ACCOUNT_NOT_ALLOWED");
  expect(failure.message).toContain("444455556666");
});

test("inputs that name no source are refused here too", async () => {
  const { acquired } = await run({ awsRole: "" });
  expect((await failureOf(acquired)).code).toBe("INPUT_INVALID");
});
