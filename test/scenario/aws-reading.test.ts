import { describe, expect, test } from "vitest";
import { AwsError } from "../harness/servers/aws-wording.ts";
import { arnOf, CANARY, KEYS, ONE, OTHER, place, USER } from "./aws-place.ts";
import { ACCOUNT } from "./cloud.ts";
import { sealedBy } from "./sealed.ts";

describe("reading", () => {
  test("another account's ARN and another region's each get a request of their own, the rest a batch", async () => {
    const { run, aws } = place();
    const far = arnOf("far", ACCOUNT, "eu-west-1");
    const result = await run({
      inputs: {
        secrets: `A = aws://one\nB = aws://${arnOf("two")}\nC = aws://${arnOf("theirs", OTHER)}\nD = aws://${far}\nE = aws://${arnOf("fields").slice(0, -7)}#user`,
      },
    });
    expect(["A", "B", "C", "D", "E"].map((name) => result.env.get(name)?.slice(CANARY.length))).toEqual([
      "",
      "-2",
      "-theirs",
      "-far",
      "-u",
    ]);
    expect(aws.counts().get("secretsmanager:BatchGetSecretValue")).toBe(1);
    expect(aws.counts().get("secretsmanager:GetSecretValue")).toBe(2);
    expect(aws.log.filter((line) => line.includes("GetSecretValue eu-west-1"))).toHaveLength(1);
  });

  test("one request whatever the number of references", async () => {
    const { run, aws } = place();
    const lines = [
      "U = aws://fields#user",
      "P = aws://fields#pass",
      "ALL = aws://fields",
      "V = aws://fields?stage=AWSCURRENT",
    ];
    const result = await run({ inputs: { secrets: lines.join("\n") } });
    expect(result.env.get("P")).toBe(`${CANARY}-p`);
    expect(aws.total()).toBe(2);
  });

  test("the forms of vals", async () => {
    const { run } = place();
    const result = await run({
      inputs: { secrets: "U = ref+awssecrets://fields#/user\nP = ref+awsssm://shop/one?region=us-east-1" },
    });
    expect([result.env.get("U"), result.env.get("P")]).toEqual([`${CANARY}-u`, `${CANARY}-p1`]);
  });

  test("a missing field lists the names of the fields, and no key that could be a secret", async () => {
    const { run } = place();
    const { log } = await run({ inputs: { secrets: "A = aws://fields#passwd" } });
    expect(log).toMatch(/FIELD_NOT_FOUND/);
    expect(log).toContain("user, pass and 1 more");
    expect(log).not.toContain("as a key");
    expect(log).not.toContain(`${CANARY}-u`);
  });

  test("the age key from Parameter Store", async () => {
    const sealer = sealedBy([]);
    const { run, leaks } = place({
      seed: { parameters: [{ name: "/shop/age", type: "SecureString", values: [sealer.key] }] },
    });
    const result = await run({
      inputs: { "age-key": "ssm://shop/age", secrets: "URL = sops://a.enc.yaml#url" },
      workspace: { "a.enc.yaml": sealer.seal("yaml", `url: ${CANARY}\n`) },
    });
    expect(result.env.get("URL")).toBe(CANARY);
    expect(leaks(result, [CANARY, /AGE-SECRET-KEY-\w+/.exec(sealer.key)![0]])).toEqual([]);
  });

  test("a batch that may not be made means single reads", async () => {
    const { run, aws } = place({ deny: [{ action: "BatchGetSecretValue" }] });
    const result = await run({ inputs: { secrets: "A = aws://one\nB = aws://two" } });
    expect(result.env.get("B")).toBe(`${CANARY}-2`);
    expect(aws.counts().get("secretsmanager:GetSecretValue")).toBe(2);
  });

  test.each([
    ["identity", /no identity-based policy allows it/, /"Effect": "Allow"/],
    ["explicit", /an identity-based policy denies it explicitly/, /No further permission helps/],
    ["scp", /a service control policy denies it explicitly/, /organization's service control policies/],
    ["session", /no session policy allows it/, /aws-session-policy/],
    ["boundary", /no permissions boundary allows it/, /permissions boundary of the role/],
    ["kms", /KEY_UNUSABLE/, /kms:Decrypt/],
  ] as const)("a denial says which policy: %s", async (kind, cause, fix) => {
    const { run, aws, leaks } = place({ deny: [{ resource: "one", kind }] });
    const result = await run({ inputs: ONE });
    expect(result.log).toMatch(cause);
    expect(result.log).toMatch(fix);
    expect(aws.counts().get("secretsmanager:GetSecretValue")).toBe(1);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test.each(["ExpiredTokenException", "UnrecognizedClientException", "InvalidSignatureException"])(
    "%s while reading: said as that, and final",
    async (code) => {
      const error = new AwsError(code, "The security token included in the request is expired", 403);
      const { run, leaks } = place({ faults: [{ kind: "aws-error", error, on: "GetSecretValue" }] });
      const result = await run({ inputs: { ...ONE, timeout: "60" } });
      expect(result.log).toMatch(/CREDENTIALS_REFUSED/);
      expect(result.log).toContain(code);
      expect(result.env.size).toBe(0);
      expect(leaks(result, [CANARY])).toEqual([]);
    },
  );

  test("a hundred secrets are six requests, eleven parameters two and the login", async () => {
    const names = Array.from({ length: 100 }, (_, i) => `s${i}`);
    const { run, aws } = place({
      seed: {
        secrets: names.map((name) => ({ name, value: `${CANARY}-${name}` })),
        parameters: names.slice(0, 11).map((name) => ({ name: `/p/${name}`, values: [CANARY] })),
      },
    });
    const result = await run({
      inputs: { secrets: names.map((name) => `${name} = aws://${name}`).join("\n") },
    });
    expect(result.env.get("s99")).toBe(`${CANARY}-s99`);
    expect(aws.total()).toBe(6);
    const parameters = names.slice(0, 11).map((name) => `${name} = ssm://p/${name}`);
    const second = place({
      seed: { parameters: parameters.map((_, i) => ({ name: `/p/s${i}`, values: [CANARY] })) },
    });
    await second.run({ inputs: { secrets: parameters.join("\n") } });
    expect(Object.fromEntries(second.aws.counts())).toEqual({
      "sts:AssumeRoleWithWebIdentity": 1,
      "ssm:GetParameters": 1,
      "ssm:GetParameter": 1,
    });
  });

  test("one parameter that may not be read is named by itself, though AWS refuses the whole batch", async () => {
    const { run } = place({
      seed: { parameters: ["/p/a", "/p/b", "/p/c"].map((name) => ({ name, values: [CANARY] })) },
      deny: [{ resource: "/p/b" }],
    });
    const { log, env } = await run({ inputs: { secrets: "A = ssm://p/a\nB = ssm://p/b\nC = ssm://p/c" } });
    expect(log.match(/ACCESS_DENIED/g)!.length).toBeLessThanOrEqual(2);
    expect(log).toContain("ssm:GetParameter");
    expect(log).toContain(`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/p/b`);
    expect(log).not.toContain(`parameter/p/a`);
    expect(env.size).toBe(0);
  });

  test.each([
    [2, "behind"],
    [-2, "ahead"],
  ])("a clock that is off by %i hours is named", async (hours, which) => {
    const { run, leaks } = place({ now: () => Date.now() + hours * 3_600_000 });
    const result = await run({
      inputs: { ...ONE, "aws-role": "", "aws-credentials": "environment" },
      env: KEYS,
    });
    expect(result.log).toMatch(
      new RegExp(`CLOCK_SKEWED.*2 hours \\(it is ${which}\\)|CLOCK_SKEWED.*120 minutes \\(it is ${which}\\)`),
    );
    expect(leaks(result, [CANARY, USER.secretAccessKey])).toEqual([]);
  });

  test("only what is not there is looked for elsewhere: a denied name is an error, though env has it", async () => {
    const { run } = place({ deny: [{ resource: "one" }] });
    const { log, env } = await run({ inputs: { secrets: "A = chain://one" }, env: { ONE: `${CANARY}-env` } });
    expect(log).toContain("ACCESS_DENIED");
    expect(env.size).toBe(0);
  });

  test("a region of the environment that is a host's name reaches no host", async () => {
    const { run, aws, oidc } = place();
    const { log } = await run({
      inputs: { ...ONE, "aws-region": "" },
      env: { AWS_REGION: "us-east-1.example.com/" },
    });
    expect(log).toMatch(/INPUT_INVALID.*is not the name of a region/);
    expect([aws.total(), oidc.raw.length]).toEqual([0, 0]);
  });
});
