import { expect, test } from "vitest";
import { type Exchange, explainRefusal, explainSts } from "../../../../src/providers/aws/trust.ts";

const CANARY = "CANARY-7f3a";
const ROLE = "arn:aws:iam::123456789012:role/deploy";
const HOST = "token.actions.githubusercontent.com";
const exchange: Exchange = {
  role: ROLE,
  audience: "sts.amazonaws.com",
  trace: "(AccessDenied, request 1b2c)",
};
const claims = {
  iss: `https://${HOST}`,
  sub: "repo:o/r:environment:prod",
  aud: "sts.amazonaws.com",
  jti: CANARY,
};

interface Statement {
  readonly Principal: { readonly Federated: string };
  readonly Condition: { readonly StringEquals: Readonly<Record<string, string | readonly string[]>> };
}

/** The statement that the fix holds, as JSON. */
function statementIn(fix: string | undefined): Statement {
  const json = /^\{\n[^]*?^\}$/m.exec(fix ?? "")?.[0];
  return JSON.parse(json ?? "null") as Statement;
}

const said = (code: string, message = "") => ({ code, has: (pattern: RegExp) => pattern.test(message) });

test("names role, sub, aud and iss, and gives the exact statement", () => {
  const failure = explainRefusal(claims, exchange);
  expect(failure.code).toBe("TRUST_REFUSED");
  for (const part of [
    ROLE,
    '"repo:o/r:environment:prod"',
    '"sts.amazonaws.com"',
    `"https://${HOST}"`,
    "request 1b2c",
  ])
    expect(failure.message).toContain(part);
  expect(statementIn(failure.fix)).toEqual({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${HOST}` },
    Condition: {
      StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com", [`${HOST}:sub`]: "repo:o/r:environment:prod" },
    },
  });
  expect(failure.message + failure.fix).not.toContain(CANARY);
  expect(failure.fix).not.toMatch(/\*|StringLike/);
});

test("both forms of sub stand in the statement only where the other is given", () => {
  const both = explainRefusal(claims, { ...exchange, otherSubject: "repo:o@1/r@2:environment:prod" });
  expect(statementIn(both.fix).Condition.StringEquals[`${HOST}:sub`]).toEqual([
    "repo:o/r:environment:prod",
    "repo:o@1/r@2:environment:prod",
  ]);
});

test.for([
  ["https://github.example.com/_services/token", ROLE, "aws", "github.example.com/_services/token"],
  [`https://${HOST}/acme`, ROLE, "aws", `${HOST}/acme`],
  ["https://token.actions.acme.ghe.com", ROLE, "aws", "token.actions.acme.ghe.com"],
  [`https://${HOST}`, "arn:aws-cn:iam::123456789012:role/x", "aws-cn", HOST],
  [`https://${HOST}`, "arn:aws-us-gov:iam::123456789012:role/x", "aws-us-gov", HOST],
] as const)("issuer %s, role %s", ([iss, role, partition, issuer]) => {
  const { fix } = explainRefusal({ ...claims, iss, repository_id: "2" }, { ...exchange, role });
  const statement = statementIn(fix);
  expect(statement.Principal.Federated).toBe(`arn:${partition}:iam::123456789012:oidc-provider/${issuer}`);
  expect(Object.keys(statement.Condition.StringEquals)).toEqual([`${issuer}:aud`, `${issuer}:sub`]);
  // STS knows the other claims of GitHub's own issuer alone, and in the commercial regions.
  expect(fix).not.toContain("repository_id");
});

test("STS's own condition keys stand below the statement, where they are claimed", () => {
  const { fix } = explainRefusal(
    {
      ...claims,
      repository_id: "2",
      environment: "prod",
      ref: "refs/heads/main",
      job_workflow_ref: "o/w/.github/workflows/d.yml@refs/heads/main",
    },
    exchange,
  );
  expect(fix!.split("\n").filter((line) => line.startsWith("# "))).toEqual([
    `# "${HOST}:repository_id": "2",`,
    `# "${HOST}:environment": "prod",`,
    `# "${HOST}:ref": "refs/heads/main",`,
    `# "${HOST}:job_workflow_ref": "o/w/.github/workflows/d.yml@refs/heads/main",`,
  ]);
});

test("a pull request: a warning, and no key that holds for one pull request alone", () => {
  const pull = {
    ...claims,
    sub: "repo:o/r:pull_request",
    event_name: "pull_request",
    ref: "refs/pull/7/merge",
    job_workflow_ref: "o/r/.github/workflows/d.yml@refs/pull/7/merge",
  };
  const { fix } = explainRefusal(pull, exchange);
  expect(fix).toMatch(/Careful: .*every pull request of the repository/);
  expect(fix).not.toContain("refs/pull");
  expect(explainRefusal({ ...pull, sub: claims.sub }, exchange).fix).toMatch(
    /Careful: .*whose job has this sub/,
  );
  expect(explainRefusal(claims, exchange).fix).not.toContain("Careful");
});

test("what IAM would read as a variable is written so that it does not", () => {
  const sub = "repo:o/r:ref:refs/heads/${aws:username}";
  const failure = explainRefusal({ ...claims, sub }, exchange);
  expect(statementIn(failure.fix).Condition.StringEquals[`${HOST}:sub`]).toBe(
    "repo:o/r:ref:refs/heads/${$}{aws:username}",
  );
  expect(failure.message).toContain(sub);
});

test("an explicit deny is said, since no statement lifts it", () => {
  const failure = explainSts(
    said("AccessDenied", "with an explicit deny in a service control policy"),
    claims,
    exchange,
  );
  expect(failure?.message).toContain("denies it explicitly");
  expect(failure?.fix).toMatch(/^Narrow the "Deny" first/);
});

test("a token without claims still gives the statement's form", () => {
  const failure = explainRefusal({}, exchange);
  expect(failure.message).toContain("sub (none)");
  expect(statementIn(failure.fix).Principal.Federated).toBe("arn:aws:iam::123456789012:oidc-provider/ISSUER");
});

const ARN = `arn:aws:iam::123456789012:oidc-provider/${HOST}`;
test.for<readonly [string, string, string, string, string | RegExp]>([
  ["AccessDenied", "Not authorized", "TRUST_REFUSED", "its trust policy does not fit", "StringEquals"],
  ["AccessDeniedException", "", "TRUST_REFUSED", "its trust policy does not fit", "StringEquals"],
  [
    "InvalidIdentityTokenException",
    "No OpenIDConnect provider found in your account for https://x",
    "TRUST_REFUSED",
    "account 123456789012 has no identity provider",
    `aws iam create-open-id-connect-provider --url https://${HOST} --client-id-list sts.amazonaws.com\n`,
  ],
  [
    "InvalidIdentityToken",
    "Incorrect token audience",
    "TRUST_REFUSED",
    'does not take tokens for the audience "sts.amazonaws.com"',
    `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${ARN} --client-id sts.amazonaws.com`,
  ],
  ["InvalidIdentityToken", "Incorrect token audience", "TRUST_REFUSED", "audience", /^aws-audience: /m],
  [
    "InvalidIdentityToken",
    "Couldn't retrieve verification key",
    "STORE_UNREACHABLE",
    "keys of the issuer",
    "githubstatus",
  ],
  ["IDPCommunicationErrorException", "", "STORE_UNREACHABLE", "keys of the issuer", "again"],
  [
    "InvalidIdentityToken",
    "certificate doesn't match configured thumbprint",
    "TRUST_REFUSED",
    "certificate",
    "update-open-id-connect-provider-thumbprint",
  ],
  [
    "InvalidIdentityToken",
    "else",
    "TRUST_REFUSED",
    "does not accept",
    `get-open-id-connect-provider --open-id-connect-provider-arn ${ARN}`,
  ],
  ["IDPRejectedClaimException", "", "TRUST_REFUSED", "does not confirm", "again"],
  ["ExpiredTokenException", "", "CREDENTIALS_REFUSED", "expired; it is valid for 300 seconds", "again"],
])("%s (%s) is %s", ([code, message, fails, cause, fix]) => {
  const failure = explainSts(said(code, `${message} ${CANARY}`), { ...claims, iat: 100, exp: 400 }, exchange);
  expect(failure?.code).toBe(fails);
  expect(failure?.message).toContain(cause);
  expect(failure?.message).toContain(ROLE);
  if (typeof fix === "string") expect(failure?.fix).toContain(fix);
  else expect(failure?.fix).toMatch(fix);
  expect(`${failure?.message}${failure?.fix}`).not.toContain(CANARY);
});

test.for(["PackedPolicyTooLarge", "MalformedPolicyDocument", "RegionDisabledException", "ValidationError"])(
  "%s is not about the token",
  (code) => {
    expect(explainSts(said(code), claims, exchange)).toBeUndefined();
  },
);

test("a word of a command is quoted where the shell would read it", () => {
  const aud = "a b'$(x)";
  const failure = explainSts(
    said("InvalidIdentityToken", "Incorrect token audience"),
    { ...claims, aud },
    exchange,
  );
  expect(failure?.fix).toContain(String.raw`--client-id 'a b'\''$(x)'`);
});

test("a name that would be a command or look like another is spelled out, and the statement still means it", () => {
  const environment = "##[error]x\u202egnp\u{e0041}\u2028\u009b";
  const sub = `repo:o/r:environment:${environment}`;
  const { message, fix } = explainRefusal({ ...claims, sub, environment }, exchange);
  expect(`${message}${fix}`).not.toMatch(/##\[|[\u202e\u{e0041}\u2028\u009b]/u);
  expect(`${message}${fix}`).toContain(String.raw`##\u005berror]x\u202egnp\udb40\udc41\u2028\u009b`);
  expect(statementIn(fix).Condition.StringEquals[`${HOST}:sub`]).toBe(sub);
});
