import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import type { ActionRun } from "../harness/run-action.ts";
import { enterpriseIssuer, type OidcOptions, REQUEST_TOKEN } from "../harness/servers/oidc.ts";
import { ACCOUNT, cloud, ROLE, SUBJECT } from "./cloud.ts";

const CANARY = "CANARY-7f3a-identity";
const seed = { secrets: [{ name: "one", value: CANARY }] };
const ONE = { secrets: "A = aws://one" };
const NO_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" };
const HOST = "token.actions.githubusercontent.com";

const pull = (head: number) => ({
  name: "pull_request",
  payload: { pull_request: { head: { repo: { id: head } }, base: { repo: { id: 1001 } } } },
});

describe("events to which GitHub gives no token", () => {
  test.each<[string, Parameters<ReturnType<typeof cloud>["run"]>[0], RegExp]>([
    ["a pull request from a fork", { event: pull(2002) }, /from a fork/],
    [
      "Dependabot",
      { event: pull(1001), env: { GITHUB_ACTOR: "dependabot[bot]" } },
      /Dependabot set off this run/,
    ],
  ])("%s: skipped, before any request", async (_, circumstances, why) => {
    const { run, aws, oidc } = cloud({ seed });
    const skipped = await run({ ...circumstances, inputs: ONE });
    expect(skipped.log).toMatch(why);
    expect([skipped.main.succeeded, skipped.outputs.get("skipped")]).toEqual([true, "true"]);
    const failed = await run({ ...circumstances, inputs: { ...ONE, "on-untrusted": "fail" } });
    expect([failed.main.exitCode, failed.log]).toEqual([1, expect.stringContaining("EVENT_UNTRUSTED")]);
    expect([aws.total(), oidc.raw.length]).toEqual([0, 0]);
  });

  test("a reusable workflow without the permission: both jobs that must have it", async () => {
    const { run, aws } = cloud({ seed });
    const { log } = await run({ env: NO_TOKEN, inputs: ONE });
    expect(log).toMatch(/OIDC_PERMISSION_MISSING.*job deploy/);
    expect(log).toContain("to the job that calls it as well");
    expect(log.match(/id-token: write\n/g)?.length).toBeGreaterThan(1);
    expect(aws.total()).toBe(0);
  });
});

describe("a refused exchange shows the token, and the statement that fits it", () => {
  const refused = async (oidc: OidcOptions): Promise<ActionRun> => {
    const { run, aws, leaks } = cloud({ seed, oidc, trust: { [ROLE]: { sub: ["repo:other/repo:*"] } } });
    const result = await run({ inputs: ONE });
    expect(result.log).toContain("TRUST_REFUSED");
    // Refused for good: one request, whatever the reason.
    expect([aws.total(), result.env.size]).toEqual([1, 0]);
    expect(leaks(result, [CANARY])).toEqual([]);
    return result;
  };
  const subjectsIn = ({ log }: ActionRun): string =>
    new RegExp(`"${HOST}[^"]*:sub": (\\[[^\\]]*\\]|"[^"]*")`).exec(log)![1]!.replace(/\s+/g, "");

  test("a branch: its sub and the one with ids, for both are claimed", async () => {
    const result = await refused({});
    const ids = "repo:liquid-hive@9001/shop@74001:ref:refs/heads/main";
    expect(subjectsIn(result)).toBe(`["${SUBJECT}","${ids}"]`);
    expect(result.log).toContain(`# "${HOST}:repository_id": "74001",`);
    expect(result.log).not.toContain("Careful");
  });

  test("an id that is not claimed: one sub alone", async () => {
    expect(subjectsIn(await refused({ claims: { repository_id: undefined } }))).toBe(`"${SUBJECT}"`);
  });

  test("immutable ids: that sub alone, for there is no safe way back", async () => {
    const sub = "repo:liquid-hive@9001/shop@74001:ref:refs/heads/main";
    expect(subjectsIn(await refused({ claims: { sub } }))).toBe(`"${sub}"`);
  });

  test("a customised sub: as it is", async () => {
    const sub =
      "repository_owner:liquid-hive:job_workflow_ref:liquid-hive/ci/.github/workflows/x.yml@refs/heads/main";
    expect(subjectsIn(await refused({ claims: { sub } }))).toBe(`"${sub}"`);
  });

  test("an environment, and a reusable workflow", async () => {
    const result = await refused({
      claims: {
        environment: "prod",
        job_workflow_ref: "liquid-hive/ci/.github/workflows/deploy.yml@refs/heads/main",
      },
    });
    expect(subjectsIn(result)).toContain('"repo:liquid-hive/shop:environment:prod"');
    expect(result.log).toContain(`# "${HOST}:environment": "prod",`);
    expect(result.log).toContain(
      `# "${HOST}:job_workflow_ref": "liquid-hive/ci/.github/workflows/deploy.yml@refs/heads/main",`,
    );
  });

  test("a pull request: with the warning that every one would get the role", async () => {
    const result = await refused({ claims: { event_name: "pull_request", ref: "refs/pull/7/merge" } });
    expect(subjectsIn(result)).toContain('"repo:liquid-hive/shop:pull_request"');
    expect(result.log).toMatch(
      /Careful: .*every pull request of the repository, so each of them gets the role/,
    );
    expect(result.log).not.toContain(`# "${HOST}:ref"`);
  });

  test("no wildcard is ever proposed", async () => {
    const { log } = await refused({});
    expect(log.slice(log.indexOf('"Effect"'), log.indexOf("Lines that bound"))).not.toContain("*");
    expect(log).not.toContain("StringLike");
  });
});

test("an enterprise's issuer that the account does not know: the provider to create, with its own address", async () => {
  const issuer = enterpriseIssuer("acme");
  const { run, aws } = cloud({ seed, oidc: { issuer }, issuers: [] });
  const { log } = await run({ inputs: ONE });
  expect(log).toContain("TRUST_REFUSED");
  expect(log).toContain(`create-open-id-connect-provider --url ${issuer} --client-id-list sts.amazonaws.com`);
  expect(log).toContain(`arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}/acme`);
  expect(log).toContain(`"${HOST}/acme:sub"`);
  expect(aws.total()).toBe(1);
});

describe("the audience", () => {
  test("is the one of the input, and no other is asked for", async () => {
    const { run, oidc } = cloud({ seed });
    const { log } = await run({ inputs: { ...ONE, "aws-audience": "https://hive.example" } });
    expect(oidc.audiences).toEqual(["https://hive.example"]);
    expect(log).toContain("TRUST_REFUSED");
    expect(log).toContain("--client-id https://hive.example");
  });

  test("is China's own where the region is there", async () => {
    const { run, oidc } = cloud({ seed });
    await run({
      inputs: { ...ONE, "aws-region": "cn-north-1", "aws-role": ROLE.replace("arn:aws:", "arn:aws-cn:") },
    });
    expect(oidc.audiences).toEqual(["sts.amazonaws.com.cn"]);
  });
});

describe("the token service", () => {
  test.concurrent.each(["empty", "html", "not-json", "error-500", "reset", "wrong-shape"] as const)(
    "%s once, and then well",
    async (kind) => {
      const { run, oidc } = cloud({ seed, oidc: { faults: [{ kind, on: "/token", times: 1 }] } });
      const result = await run({ inputs: ONE });
      expect(result.env.get("A")).toBe(CANARY);
      expect(oidc.raw).toHaveLength(2);
    },
  );

  test("a refusal of the request's own token is final after one request", async () => {
    const { run, oidc, leaks } = cloud({ seed, oidc: { requestToken: `${REQUEST_TOKEN}-other` } });
    const result = await run({
      inputs: ONE,
      env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN },
    });
    expect(result.log).toContain("OIDC_TOKEN_UNAVAILABLE");
    expect(oidc.raw).toHaveLength(1);
    expect(leaks(result, [REQUEST_TOKEN])).toEqual([]);
  });
});

test("in debug mode too no token, credential or value is shown; the claims that explain are", async () => {
  const second = `arn:aws:iam::${ACCOUNT}:role/second`;
  const { run, leaks, aws, oidc } = cloud({
    seed,
    trust: { [ROLE]: { sub: [SUBJECT] }, [second]: { principals: [ROLE] } },
  });
  const result = await run({
    debug: true,
    inputs: { ...ONE, "aws-chain-roles": second, "aws-export": "env" },
  });
  expect(result.env.get("A")).toBe(CANARY);
  expect(result.log).toContain(`oidc: sub ${SUBJECT}`);
  expect(result.log).not.toContain("oidc: jti");
  // The chain's tags need the claims too; the token is the same.
  expect(oidc.audiences).toHaveLength(1);
  // In debug mode the runner itself says what a step exports, and masks it.
  expect(leaks(result, [CANARY, REQUEST_TOKEN], { except: ["main.log-before-masks"] })).toEqual([]);
  const said = result.main.stdout.replace(/^::add-mask::.*$/gm, "");
  for (const value of [CANARY, REQUEST_TOKEN, ...oidc.tokens, ...aws.issued()])
    expect(said.includes(value)).toBe(false);
});

test("all that is wrong with the inputs is said together, before any request", async () => {
  const { run, aws, oidc } = cloud({ seed });
  const { log, main } = await run({
    inputs: {
      secrets: `A = aws://one\nB = aws://${"x".repeat(600)}\nC = aws://💥\nD = ssm://a//b`,
      "aws-region": "eu-central-1a",
      "aws-role": "liquid-hive-secrets-role",
      "aws-session-name": "a b",
      "aws-tags": "Team=hive",
      "aws-external-id": "x",
      "aws-allowed-accounts": "12345",
      "aws-endpoints": "sts=http://sts.example.com",
      "aws-export": "everywhere",
    },
  });
  expect(main.exitCode).toBe(1);
  for (const input of [
    "region",
    "role",
    "session-name",
    "tags",
    "external-id",
    "allowed-accounts",
    "endpoints",
  ])
    expect(log).toContain(`aws-${input}`);
  expect(log).toContain("neither `env` nor `profile NAME`");
  expect(log).toContain("1 to 512 of A-Z");
  expect(log).toContain("at most 15 levels");
  expect(log).not.toContain("xxxxxxxxxx");
  expect(log).not.toContain("💥");
  expect([aws.total(), oidc.raw.length]).toEqual([0, 0]);
});

test("no region anywhere: the input to set, and no request", async () => {
  const { run, aws, oidc } = cloud({ seed });
  const { log } = await run({ inputs: { ...ONE, "aws-region": "" } });
  expect(log).toMatch(/No AWS region/);
  expect([aws.total(), oidc.raw.length]).toEqual([0, 0]);
});

test("two steps of one job: each proves itself, and the second loads what the first did", async () => {
  const { oidc, aws } = cloud({ seed });
  const job = await openJob({ servers: [oidc, aws] });
  try {
    const inputs = { "aws-role": ROLE, "aws-region": "us-east-1", ...ONE };
    const runs = [await job.step({ inputs }), await job.step({ inputs })];
    expect(runs.map(({ succeeded, exported }) => [succeeded, exported.get("A")])).toEqual([
      [true, CANARY],
      [true, CANARY],
    ]);
    expect(aws.counts().get("sts:AssumeRoleWithWebIdentity")).toBe(2);
    expect((await job.post()).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(job.env.get("A")).toBe("");
  } finally {
    await job.close();
  }
});
