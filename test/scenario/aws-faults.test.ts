import { beforeAll, describe, expect, test } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import type { Fault } from "../harness/servers/faults.ts";
import { IDP_UNREACHABLE, NO_VERIFICATION_KEY } from "../harness/servers/faults.ts";
import { ACCOUNT, cloud, ROLE, SUBJECT } from "./cloud.ts";
import { testNoAnswer } from "./no-answer.ts";

const CANARY = "CANARY-7f3a-fault";
/** Bounds what hangs; everything else ends by itself, long before its own. */
const HANGING = /^slow/;
const HANGING_TIMEOUT_S = 2;
const TIMEOUT_S = 60;
/** What a run may take over its timeout: a loaded machine, no claim about speed. */
const SLACK_MS = 20_000;

const READER = `arn:aws:iam::${ACCOUNT}:role/reader`;
const USER = {
  accessKeyId: "AKIAFAULTS",
  secretAccessKey: `${CANARY}-own-key`,
  arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
};
/** Credentials of which only STS can say whose they are. */
const OWN_KEYS = {
  "aws-role": "",
  "aws-credentials": "static",
  "aws-access-key-id": USER.accessKeyId,
  "aws-secret-access-key": USER.secretAccessKey,
  "aws-allowed-accounts": ACCOUNT,
};

/** Each call of the provider, with lines that make it. A batch that fails for good is read singly, so both fail. */
const CALLS: readonly (readonly [
  call: string,
  secrets: string,
  on?: RegExp,
  inputs?: Readonly<Record<string, string>>,
])[] = [
  ["token", "A = aws://one"],
  ["AssumeRoleWithWebIdentity", "A = aws://one"],
  ["AssumeRole", "A = aws://one", /^AssumeRole$/, { "aws-chain-roles": READER }],
  ["GetCallerIdentity", "A = aws://one", /^GetCallerIdentity$/, OWN_KEYS],
  ["GetSecretValue", "A = aws://one"],
  ["BatchGetSecretValue", "A = aws://one\nB = aws://two", /GetSecretValue$/],
  ["DescribeSecret", "A = aws://nowhere"],
  ["ListSecrets", "A_* = aws://list/"],
  ["GetParameters", "A = ssm://p/one\nB = ssm://p/two", /^GetParameters?$/],
  ["GetParameter", "A = ssm://p/one?version=7"],
  ["GetParametersByPath", "A_* = ssm://p/"],
  ["DescribeParameters", "A_* = ssm://p/o*"],
];

/** What goes wrong for good, and the codes that may come of it. */
const FAULTS: readonly (readonly [fault: Omit<Fault, "on">, codes: RegExp])[] = [
  [{ kind: "throttled" }, /STORE_THROTTLED|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "error-500" }, /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "unavailable", retryAfter: "1" }, /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "unavailable", retryAfter: "3600" }, /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "reset" }, /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "slow-headers" }, /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "slow-body", everyMs: 500 }, /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "truncated" }, /STORE_ANSWER_INVALID|STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "not-json" }, /STORE_ANSWER_INVALID|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "wrong-shape" }, /STORE_ANSWER_INVALID|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "html" }, /STORE_ANSWER_INVALID|STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "empty" }, /STORE_ANSWER_INVALID|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "too-large" }, /STORE_ANSWER_INVALID|OIDC_TOKEN_UNAVAILABLE/],
  [
    { kind: "echo" },
    /STORE_ANSWER_INVALID|STORE_UNREACHABLE|ACCESS_DENIED|OIDC_TOKEN_UNAVAILABLE|CREDENTIALS_REFUSED/,
  ],
];

const seed = {
  secrets: ["one", "two", "list/one", "list/two"].map((name) => ({ name, value: `${CANARY}-${name}` })),
  parameters: ["/p/one", "/p/two"].map((name) => ({ name, values: [CANARY] })),
};

const PLANS = CALLS.map(([call, secrets, on, inputs = {}]) => ({
  call,
  secrets,
  inputs,
  where: on ?? (call === "token" ? "/token" : call),
}));

describe.each(PLANS)("$call", ({ call, secrets, inputs, where }) => {
  test.concurrent.each(FAULTS.map(([fault, codes]) => [fault.kind, fault, codes] as const))(
    "%s for good",
    async (_, fault, codes) => {
      const failing = [{ ...fault, on: where }];
      const { run, leaks } = cloud({
        seed,
        trust: { [ROLE]: { sub: [SUBJECT] }, [READER]: { principals: [ROLE] } },
        users: [USER],
        ...(call === "token" ? { oidc: { faults: failing } } : { faults: failing }),
      });
      const timeout = HANGING.test(fault.kind) ? HANGING_TIMEOUT_S : TIMEOUT_S;
      const result = await run({ inputs: { secrets, ...inputs, timeout: String(timeout) } });
      expect(result.main.exitCode).toBe(1);
      expect(result.main.log).toMatch(codes);
      expect(result.main.log).toContain("Fix:");
      expect(result.main.durationMs).toBeLessThan(HANGING_TIMEOUT_S * 1000 + SLACK_MS);
      expect([...result.env.keys()]).toEqual([]);
      expect(result.files.afterMain).toEqual([]);
      expect(leaks(result, [CANARY])).toEqual([]);
    },
  );
});

describe("once, and then well", () => {
  const once = ["throttled", "error-500", "unavailable", "reset", "html"] as const;
  test.concurrent.each(
    once.flatMap((kind) =>
      ["AssumeRoleWithWebIdentity", "BatchGetSecretValue"].map((on) => [kind, on] as const),
    ),
  )("%s of %s is tried again", async (kind, on) => {
    const { run, aws } = cloud({ seed, faults: [{ kind, on, times: 1 }] });
    const result = await run({ inputs: { secrets: "A = aws://one\nB = aws://two" } });
    expect(result.env.get("B")).toBe(`${CANARY}-two`);
    const service = on.startsWith("Assume") ? "sts" : "secretsmanager";
    expect(aws.counts().get(`${service}:${on}`)).toBe(2);
  });

  test.each([IDP_UNREACHABLE, NO_VERIFICATION_KEY])("$code of STS is tried again", async (error) => {
    const { run, aws } = cloud({
      seed,
      faults: [{ kind: "aws-error", error, on: "AssumeRoleWithWebIdentity", times: 1 }],
    });
    const result = await run({ inputs: { secrets: "A = aws://one" } });
    expect(result.env.get("A")).toBe(`${CANARY}-one`);
    expect(aws.counts().get("sts:AssumeRoleWithWebIdentity")).toBe(2);
  });

  test("credentials that AWS does not know yet, a moment after it gave them", async () => {
    const { run } = cloud({ seed, unsettled: 2 });
    const result = await run({ inputs: { secrets: "A = aws://one" } });
    expect(result.env.get("A")).toBe(`${CANARY}-one`);
  });
});

describe("no answer at all", () => {
  let dns: ActionRun;
  let tls: ActionRun;
  const { run, leaks } = cloud({ seed, tls: "server" });
  beforeAll(async () => {
    dns = await run({
      inputs: { secrets: "A = aws://one", "aws-endpoints": "sts=https://sts.nowhere.invalid" },
    });
    // The CA is known to the harness's environment only: here the step does not get it.
    tls = await run({ inputs: { secrets: "A = aws://one" }, env: { NODE_EXTRA_CA_CERTS: "" } });
  });

  testNoAnswer(
    () => ({ dns, tls }),
    (result) => leaks(result, [CANARY]),
  );
});
