import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import {
  assumeWithToken,
  awsClients,
  credentialsOf,
  NEXT_ROLE,
  refusal,
  ROLE,
  SUBJECT,
  TRUST,
} from "../../../harness/servers/aws-clients.ts";
import { send } from "../../../harness/servers/control.ts";
import { oidcServer } from "../../../harness/servers/oidc.ts";
import { oidc, open, who } from "./open-aws.ts";

describe("web identity", () => {
  test("the answer says what was accepted; what was issued is known to the test alone", async () => {
    const { aws, clients } = await open();
    const answer = await clients.sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: ROLE,
        RoleSessionName: "test",
        WebIdentityToken: oidc.token("sts.amazonaws.com"),
      }),
    );
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: SUBJECT,
      Audience: "sts.amazonaws.com",
      Provider: "token.actions.githubusercontent.com",
      AssumedRoleUser: { Arn: "arn:aws:sts::123456789012:assumed-role/deploy/test" },
    });
    const { secretAccessKey, sessionToken } = credentialsOf(answer.Credentials);
    expect(aws.issued()).toContain(secretAccessKey);
    expect(aws.issued()).toContain(sessionToken);
    expect(aws.log).toEqual(["POST sts:AssumeRoleWithWebIdentity us-east-1 signed by nobody -> 200"]);
  });

  const foreign = oidcServer();
  const elsewhere = oidcServer({ issuer: "https://token.actions.githubusercontent.com/acme" });
  const old = oidcServer({ now: () => Date.now() - 400_000 });
  const DENIED = "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";
  const sub = (claims: object) => oidc.token("sts.amazonaws.com", { ...claims });
  test.each([
    ["another branch", sub({ ref: "refs/heads/x" }), DENIED],
    ["a pull request", sub({ event_name: "pull_request" }), DENIED],
    ["an environment", sub({ environment: "prod" }), DENIED],
    ["another audience", oidc.token("vault"), "InvalidIdentityTokenException: Incorrect token audience"],
    [
      "a key of nobody",
      foreign.token("sts.amazonaws.com"),
      "InvalidIdentityTokenException: Provided Token signature is invalid",
    ],
    [
      "another issuer",
      elsewhere.token("sts.amazonaws.com"),
      "InvalidIdentityTokenException: No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com/acme",
    ],
    [
      "no token",
      "CANARY-7f3a",
      "InvalidIdentityTokenException: The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    ],
    [
      "a changed token",
      oidc.token("sts.amazonaws.com").replace(/^(.{30})./, "$1!"),
      "InvalidIdentityTokenException: ",
    ],
  ])("%s is refused", async (_, token, words) => {
    const { clients } = await open();
    const input = { RoleArn: ROLE, RoleSessionName: "test", WebIdentityToken: token };
    expect(await refusal(clients.sts.send(new AssumeRoleWithWebIdentityCommand(input)))).toContain(words);
  });

  test("an old token is told from a wrong one", async () => {
    const { url } = await open({ issuers: [old.issuer] });
    expect(await refusal(assumeWithToken(url, old))).toMatch(/^ExpiredTokenException: Token expired/);
  });

  test("a role that is not there looks like one that does not trust", async () => {
    const { url } = await open();
    const roleArn = "arn:aws:iam::123456789012:role/none";
    expect(await refusal(assumeWithToken(url, oidc, { roleArn }))).toBe(DENIED);
  });

  test.each([
    [899, "Member must have value greater than or equal to 900"],
    [43_201, "Member must have value less than or equal to 43200"],
    [3601, "exceeds the MaxSessionDuration set for this role"],
  ])("%i seconds are refused", async (seconds, words) => {
    const { url } = await open();
    expect(await refusal(assumeWithToken(url, oidc, { seconds }))).toContain(words);
  });

  test.each(["Tags.member.1.Key=a", "ExternalId=x", "TransitiveTagKeys.member.1=a"])(
    "%s has no place in it",
    async (more) => {
      const { aws, url } = await open();
      await assumeWithToken(url, oidc);
      const [sent] = aws.raw;
      if (sent === undefined) throw new Error("nothing was sent");
      const reply = await send(url, { ...sent, body: Buffer.from(`${sent.body.toString()}&${more}`) });
      expect(reply.status).toBe(400);
      expect(reply.body.toString()).toContain("Unexpected parameter");
    },
  );
});

describe("chained roles", () => {
  const chain = async (url: string, input: object = {}) => {
    const { sts } = awsClients(url, await assumeWithToken(url, oidc));
    return sts.send(new AssumeRoleCommand({ RoleArn: NEXT_ROLE, RoleSessionName: "next", ...input }));
  };

  test.each([
    ["longer than an hour", { DurationSeconds: 3601 }, {}, "exceeds the 1 hour session limit"],
    [
      "tags that may not be set",
      { Tags: [{ Key: "a", Value: "b" }] },
      { tagSession: false },
      "sts:TagSession",
    ],
    [
      "the external id missing",
      {},
      { externalId: "x" },
      `is not authorized to perform: sts:AssumeRole on resource: ${NEXT_ROLE}`,
    ],
    ["nobody trusted", {}, { principals: [] }, "sts:AssumeRole"],
    [
      "one tag twice",
      {
        Tags: [
          { Key: "a", Value: "b" },
          { Key: "A", Value: "b" },
        ],
      },
      {},
      "Duplicate tag keys",
    ],
    ["a tag with a bad character", { Tags: [{ Key: "a", Value: "b;c" }] }, {}, "regular expression"],
  ])("%s", async (_, input, role, words) => {
    const { url } = await open({
      trust: { ...TRUST, [NEXT_ROLE]: { principals: [ROLE], maxSeconds: 43_200, ...role } },
    });
    expect(await refusal(chain(url, input))).toContain(words);
  });

  test("its credentials sign", async () => {
    const { url } = await open();
    const clients = awsClients(url, credentialsOf((await chain(url)).Credentials));
    expect((await who(clients)).Arn).toBe("arn:aws:sts::123456789012:assumed-role/next/next");
  });
});
