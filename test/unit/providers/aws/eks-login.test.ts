import { expect, test } from "vitest";
import type { AwsCredentials } from "../../../../src/providers/aws/credentials.ts";
import type { EksLocator } from "../../../../src/providers/aws/eks-locate.ts";
import { eksLogin, entryAdvice, principalOf } from "../../../../src/providers/aws/eks-login.ts";
import { eksToken } from "../../../../src/providers/aws/eks-token.ts";
import { CALLER, CANARY, credentialsOf, inputsOf, NOW, ROLE, settingOf, stillClock } from "./setting.ts";

const NEVER = new AbortController().signal;
const AT: EksLocator = { id: "", shown: "eks://prod in eu-central-1", name: "prod", region: "eu-central-1" };
const urlOf = (token: string): URL =>
  new URL(Buffer.from(token.replace(/^k8s-aws-v1\./, ""), "base64url").toString());

test("the token is a request to STS that is signed for this cluster, this region and this minute", () => {
  const { token, expires } = eksToken(AT, credentialsOf(), NOW);
  const text = token.reveal()!;
  expect(text).toMatch(/^k8s-aws-v1\.[\w-]+$/);
  const url = urlOf(text);
  expect(url.origin).toBe("https://sts.eu-central-1.amazonaws.com");
  expect([...url.searchParams.keys()]).toEqual([
    "Action",
    "Version",
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
  ]);
  expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe("host;x-k8s-aws-id");
  expect(url.searchParams.get("X-Amz-Date")).toBe("20261124T120000Z");
  expect(url.searchParams.get("X-Amz-Security-Token")).toBe(`${CANARY}-session`);
  expect(text).not.toContain(CANARY);
  expect(expires.getTime()).toBe(NOW + 14 * 60_000);
});

test.each([
  [{ name: "other" }, {}, NOW],
  [{ region: "eu-west-1" }, {}, NOW],
  [{}, { sessionToken: undefined }, NOW],
  [{}, {}, NOW + 1_000],
])("another cluster, region, identity or second is another signature", (at, more, now) => {
  const signature = (token: { reveal: () => string | undefined }) =>
    urlOf(token.reveal()!).searchParams.get("X-Amz-Signature");
  const first = signature(eksToken(AT, credentialsOf(), NOW).token);
  expect(
    signature(eksToken({ ...AT, ...at }, credentialsOf(more as Partial<AwsCredentials>), now).token),
  ).not.toBe(first);
});

test("in China the STS is China's, whatever endpoint is set for ours", () => {
  const { token } = eksToken({ ...AT, region: "cn-north-1" }, credentialsOf(), NOW);
  expect(urlOf(token.reveal()!).host).toBe("sts.cn-north-1.amazonaws.com.cn");
});

test("a token ends with its credentials, and new ones are acquired where they are about to", async () => {
  const clock = stillClock();
  const { setting, told } = settingOf("https://sts.invalid", { clock });
  let acquired = 0;
  const acquire = async (): Promise<AwsCredentials> => {
    acquired += 1;
    return credentialsOf({ expires: new Date(clock.now() + 900_000) });
  };
  const login = eksLogin(
    AT,
    credentialsOf({ expires: new Date(NOW + 600_000) }),
    acquire,
    inputsOf(),
    setting,
  );
  const ends = async () => (await login.token(NEVER)).expires.getTime() - NOW;
  expect([await ends(), acquired]).toEqual([600_000, 0]);
  await clock.sleep(481_000, NEVER);
  expect([await ends(), acquired]).toEqual([481_000 + 840_000, 1]);
  expect(told.born).toHaveLength(2);
  expect(told.born.every((token) => token.startsWith("k8s-aws-v1."))).toBe(true);
  expect(login.shown).toBe("eks://prod in eu-central-1 (account 111122223333)");
});

test.each([
  [CALLER, [], ROLE],
  [
    CALLER,
    ["arn:aws:iam::111122223333:role/team/liquid-hive-secrets-role"],
    "arn:aws:iam::111122223333:role/team/liquid-hive-secrets-role",
  ],
  [CALLER, ["arn:aws:iam::999922223333:role/team/liquid-hive-secrets-role", ""], ROLE],
  ["arn:aws-cn:sts::111122223333:assumed-role/r/s", [], "arn:aws-cn:iam::111122223333:role/r"],
  ["arn:aws:iam::111122223333:user/ci", [], "arn:aws:iam::111122223333:user/ci"],
  ["no ARN", [], undefined],
])("an access entry for %s names the role itself", (arn, roles, principal) => {
  expect(principalOf(arn, roles)).toBe(principal);
});

test("the advice is an access entry and the group's rights", () => {
  const advice = entryAdvice(AT, CALLER, [ROLE]);
  expect(advice).toContain(
    `aws eks create-access-entry --region eu-central-1 --cluster-name prod --principal-arn ${ROLE} --kubernetes-groups secrets-action\n`,
  );
  expect(advice).toContain("kind: Group\n    name: secrets-action");
  expect(entryAdvice(AT, undefined, [])).toContain("--principal-arn arn:aws:iam::ACCOUNT:role/NAME ");
});
