import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import type { Upstream } from "../harness/servers/aws-call.ts";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import { json } from "../harness/servers/control.ts";
import { ACCOUNT, cloud, ROLE, SUBJECT } from "./cloud.ts";

const CANARY = "CANARY-7f3a-hostile";
const COMMAND = "\n::add-path::/evil\n::stop-commands::x\n##[error]owned\u001b[31m | <img src=x>";
const seed = {
  secrets: [
    { name: "one", value: CANARY },
    { name: "list/a", value: CANARY },
    { name: "list/b", value: CANARY },
  ],
};

/** The stand-in, whose answers to one action are changed. */
function changed(action: string, change: (body: string) => string): Upstream {
  const honest = awsStandIn(seed);
  return async (call, principal) => {
    const reply = await honest(call, principal);
    return call.action === action ? { ...reply, body: change(reply.body.toString()) } : reply;
  };
}
const inJson = (change: (body: Record<string, unknown>) => unknown) => (body: string) =>
  JSON.stringify(change(JSON.parse(body) as Record<string, unknown>));

describe("a store that is not AWS says nothing that the runner, a terminal or a page would obey", () => {
  test("as the version of a secret", async () => {
    const upstream = changed(
      "GetSecretValue",
      inJson((body) => ({ ...body, VersionStages: [`AWSCURRENT${COMMAND}`], VersionId: COMMAND })),
    );
    const result = await cloud({ upstream }).run({ inputs: { secrets: "A = aws://one", summary: "true" } });
    expect(result.env.get("A")).toBe(CANARY);
    expect(result.main.problems).toEqual([]);
    expect(result.main.unmaskedLog).not.toMatch(/^(::|##\[)(?!add-mask).*evil|owned\s*$/m);
    expect(result.main.stdout).not.toContain("\u001b");
    expect(result.main.stdout).not.toMatch(/^::(add-path|stop-commands)/m);
    expect(result.main.unmaskedSummary).not.toContain("<img");
  });

  test("as the name of who the step is", async () => {
    const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`;
    const upstream = changed("AssumeRoleWithWebIdentity", (body) =>
      body.replace(
        /<Arn>.*<\/Arn>/,
        `<Arn>${arn}${COMMAND.replaceAll("<", "&lt;").replaceAll("\u001b", "&#x9b;")}</Arn>`,
      ),
    );
    const result = await cloud({ upstream }).run({
      inputs: { secrets: "A = aws://one", "aws-export": "env" },
    });
    expect(result.main.stdout).not.toMatch(/^::(add-path|stop-commands)/m);
    expect(result.main.stdout).not.toMatch(/^##\[error\]owned/m);
    expect(result.main.stdout).not.toContain("\u009b");
    expect(result.main.unmaskedSummary).not.toContain("<img");
  });

  test("as names of a listing: what is not under the prefix is not taken, and no name breaks out", async () => {
    const upstream = changed(
      "ListSecrets",
      inJson(({ SecretList }) => {
        const [first, second] = SecretList as { Name: string }[];
        return {
          SecretList: [
            { ...first, Name: "elsewhere/PATH" },
            { ...second, Name: `list/x${COMMAND}` },
          ],
        };
      }),
    );
    const result = await cloud({ upstream }).run({ inputs: { secrets: "L_* = aws://list/" } });
    expect([...result.env.keys()].filter((name) => /PATH|elsewhere/.test(name))).toEqual([]);
    expect([...result.env.keys()].every((name) => /^\w+$/.test(name))).toBe(true);
    expect(result.main.stdout).not.toMatch(/^::(add-path|stop-commands)/m);
    expect(result.main.stdout).not.toContain("\u001b");
  });

  test("as stages of another version, in an error", async () => {
    const place = cloud({
      upstream: async (call, principal) => {
        if (call.action !== "DescribeSecret")
          return awsStandIn({ secrets: [{ name: "one" }] })(call, principal);
        const ARN = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:one-AbCdEf`;
        return json(200, { ARN, VersionIdsToStages: { x: [COMMAND, "OK"] } }, "application/x-amz-json-1.1");
      },
    });
    const result = await place.run({ inputs: { secrets: "A = aws://one" } });
    expect(result.log).toContain("VERSION_NOT_FOUND");
    expect(result.log).toContain("Stages that it has: OK");
    expect(result.main.stdout).not.toMatch(/^::(add-path|stop-commands)/m);
  });

  test("as an answer to a batch about a secret that nobody asked for", async () => {
    const upstream = changed(
      "BatchGetSecretValue",
      inJson(({ SecretValues }) => {
        const [first] = SecretValues as { Name: string; ARN: string }[];
        return {
          SecretValues: [{ ...first, Name: "prod/one", ARN: `${first!.ARN}x`, SecretString: "evil" }],
        };
      }),
    );
    const { run, aws } = cloud({ upstream });
    const result = await run({ inputs: { secrets: "A = aws://one\nB = aws://list/a" } });
    expect([result.env.get("A"), result.env.get("B")]).toEqual([CANARY, CANARY]);
    expect(aws.counts().get("secretsmanager:GetSecretValue")).toBe(2);
  });

  test.each(["aws-export: profile", "aws-export: env"])(
    "as credentials with a line of their own: %s",
    async (how) => {
      const upstream = changed("AssumeRoleWithWebIdentity", (body) =>
        body.replace(
          "</SecretAccessKey>",
          "&#10;credential_process = touch /tmp/owned&#10;x</SecretAccessKey>",
        ),
      );
      const form = how.endsWith("env") ? "env" : "profile deploy";
      const result = await cloud({ upstream }).run({ inputs: { "aws-export": form } });
      expect(result.log).toContain("CREDENTIALS_REFUSED");
      expect([result.main.exitCode, result.env.size]).toEqual([1, 0]);
      expect(result.main.files.filter(({ path: name }) => name.includes("secrets-aws-"))).toEqual([]);
    },
  );

  test("as credentials that are not whole", async () => {
    const upstream = changed("AssumeRoleWithWebIdentity", (body) =>
      body.replace(/<SessionToken>.*<\/SessionToken>/, ""),
    );
    const { run, aws } = cloud({ upstream });
    const result = await run({ inputs: { secrets: "A = aws://one", "aws-export": "env" } });
    expect(result.log).toContain("STORE_ANSWER_INVALID");
    expect([aws.total(), result.env.size]).toEqual([1, 0]);
  });

  test("as pages without end", async () => {
    const upstream = changed(
      "ListSecrets",
      inJson((body) => ({ ...body, NextToken: "again" })),
    );
    const { run, aws } = cloud({ upstream });
    const result = await run({ inputs: { secrets: "L_* = aws://list/", timeout: "30" } });
    expect(result.main.exitCode).toBe(1);
    expect(result.env.size).toBe(0);
    expect(aws.counts().get("secretsmanager:ListSecrets")).toBeLessThan(200);
  });
});

test.each([true, false])("a branch with a hostile name says nothing either; trusted: %s", async (trusted) => {
  const second = `arn:aws:iam::${ACCOUNT}:role/second`;
  const { run, aws } = cloud({
    seed,
    oidc: { claims: { ref: `refs/heads/x${COMMAND}`, head_ref: COMMAND, sub: `${SUBJECT}${COMMAND}` } },
    trust: { [ROLE]: { sub: [trusted ? "*" : SUBJECT] }, [second]: { principals: [ROLE] } },
  });
  const result = await run({ debug: true, inputs: { secrets: "A = aws://one", "aws-chain-roles": second } });
  expect(result.main.stdout).not.toMatch(/^\s*::(add-path|stop-commands)/m);
  expect(result.main.stdout).not.toMatch(/##\[error\]owned/);
  expect(result.main.stdout).not.toContain("\u001b");
  // What is to be pasted stands in a block of code, and cannot end it.
  expect(result.main.unmaskedSummary.replace(/^```$[^]*?^```$/gm, "")).not.toContain("<img");
  expect(result.env.get("A")).toBe(trusted ? CANARY : undefined);
  // The tags that a chain sends hold no character that AWS refuses.
  expect(aws.counts().get("sts:AssumeRole")).toBe(trusted ? 1 : undefined);
});

const USER = {
  accessKeyId: "AKIACANARY7F3AUSER00",
  secretAccessKey: "CANARY-7f3a-secret-access-key-of-a-user",
  arn: `arn:aws:iam::${ACCOUNT}:user/ci`,
};

test.each([
  ["a line end behind it", "\n", ""],
  ["lines of another profile", "\n[default]\ncredential_process = touch /tmp/x\n", "\nrole_arn = x"],
])("keys with %s write nothing else into the profile's file", async (_, behindSecret, behindId) => {
  const { aws, oidc } = cloud({ seed, users: [USER] });
  const job = await openJob({ servers: [oidc, aws] });
  try {
    const run = await job.step({
      inputs: {
        "aws-region": "us-east-1",
        "aws-credentials": "static",
        "aws-access-key-id": `${USER.accessKeyId}${behindId}`,
        "aws-secret-access-key": `${USER.secretAccessKey}${behindSecret}`,
        "aws-export": "profile deploy",
      },
    });
    const file = job.env.get("AWS_SHARED_CREDENTIALS_FILE");
    const lines = file === undefined ? [] : fs.readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.length === 0 ? run.exitCode : 1).toBe(1);
    expect([0, 3]).toContain(lines.length);
    expect(run.log).not.toContain("INTERNAL");
    expect(run.stdout.replace(/^::add-mask::.*$/gm, "")).not.toContain(USER.secretAccessKey);
  } finally {
    await job.close();
  }
});

test("what stops the login is said once, not for every line", async () => {
  const { run, aws } = cloud({ seed, trust: {} });
  const lines = Array.from({ length: 30 }, (_, i) => `A${i} = aws://s${i}`).join("\n");
  const { log } = await run({ inputs: { secrets: lines } });
  expect(log.match(/TRUST_REFUSED/g)!.length).toBeLessThanOrEqual(2);
  expect(aws.total()).toBe(1);
});

test("a role that a chain may not have: both policies, one refusal", async () => {
  const second = `arn:aws:iam::${ACCOUNT}:role/second`;
  const { run, aws } = cloud({
    seed,
    trust: { [ROLE]: { sub: [SUBJECT] }, [second]: { principals: [ROLE], externalId: "CANARY-7f3a-other" } },
  });
  const { log, env } = await run({
    inputs: { secrets: "A = aws://one", "aws-chain-roles": second, "aws-external-id": "wrong" },
  });
  expect(log).toMatch(/ACCESS_DENIED.*sts:AssumeRole/);
  expect(log).toContain(`In the trust policy of ${second}`);
  expect(log).toContain('"sts:ExternalId"');
  expect(log).toContain('"sts:TagSession"');
  expect([aws.total(), env.size]).toEqual([2, 0]);
});
