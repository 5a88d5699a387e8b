import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Job, type JobOptions, openJob, type StepRun } from "../harness/job.ts";
import { ACCOUNT, cloud, type CloudOptions, ROLE, SUBJECT } from "./cloud.ts";

const CANARY = "CANARY-7f3a-export";
const BASE = { "aws-role": ROLE, "aws-region": "us-east-1" };
const USER = {
  accessKeyId: "AKIACANARY7F3AEXPORT",
  secretAccessKey: "CANARY-7f3a-secret-access-key-of-a-user",
  arn: `arn:aws:iam::${ACCOUNT}:user/ci`,
};
const STATIC = {
  "aws-credentials": "static",
  "aws-region": "us-east-1",
  "aws-access-key-id": USER.accessKeyId,
  "aws-secret-access-key": USER.secretAccessKey,
};

const jobs: Job[] = [];
afterEach(async () => {
  for (const job of jobs.splice(0)) await job.close();
});

async function open(options: CloudOptions = {}, circumstances: JobOptions = {}) {
  const place = cloud({ seed: { secrets: [{ name: "one", value: CANARY }] }, users: [USER], ...options });
  const job = await openJob({ ...circumstances, servers: [place.oidc, place.aws] });
  jobs.push(job);
  return { ...place, job };
}

/** The files below RUNNER_TEMP that are no report and no list of what post removes. */
const left = (job: Job): string[] =>
  fs
    .readdirSync(job.folder.temp, { recursive: true })
    .map(String)
    .filter((name) => !/^secrets-action-(report|leftovers)/.test(name));
const said = ({ stdout }: StepRun): string => stdout.replace(/^::add-mask::.*$/gm, "");

test("a stale session token is blanked by static keys, which have none", async () => {
  const { job } = await open({}, { env: { AWS_SESSION_TOKEN: "stale" } });
  const run = await job.step({ inputs: { ...STATIC, "aws-export": "env", overwrite: "true" } });
  expect(run.succeeded).toBe(true);
  expect(job.env.get("AWS_SESSION_TOKEN")).toBe("");
  expect(job.env.get("AWS_SECRET_ACCESS_KEY")).toBe(USER.secretAccessKey);
  expect(said(run)).not.toContain(USER.secretAccessKey);
});

test("keys that are set already are not replaced silently", async () => {
  const { job, aws } = await open({}, { env: { AWS_ACCESS_KEY_ID: "AKIATHEIRS" } });
  const run = await job.step({ inputs: { ...BASE, "aws-export": "env" } });
  expect(run.log).toMatch(/NAME_ALREADY_SET.*AWS_ACCESS_KEY_ID/);
  expect([run.exitCode, job.env.size]).toEqual([1, 0]);
  const wanted = await job.step({ inputs: { ...BASE, "aws-export": "env", overwrite: "true" } });
  expect([wanted.succeeded, job.env.get("AWS_ACCESS_KEY_ID")?.slice(0, 4)]).toEqual([true, "ASIA"]);
  expect(aws.total()).toBeGreaterThan(0);
});

test("a later step of ours may give others in their place, one whole set", async () => {
  const second = `arn:aws:iam::${ACCOUNT}:role/second`;
  const { job, aws } = await open({
    trust: { [ROLE]: { sub: [SUBJECT] }, [second]: { sub: [SUBJECT] } },
  });
  const first = await job.step({ inputs: { ...BASE, "aws-export": "env" } });
  const before = new Map(job.env);
  const later = await job.step({
    inputs: { ...BASE, "aws-role": second, "aws-region": "eu-west-1", "aws-export": "env", secrets: "" },
  });
  expect([first.succeeded, later.succeeded]).toEqual([true, true]);
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"])
    expect(job.env.get(name)).not.toBe(before.get(name));
  expect(aws.issued()).toContain(job.env.get("AWS_SESSION_TOKEN"));
  // Both steps' posts run; nothing of either set is left.
  for (const post of await job.post()) expect(post.exitCode).toBe(0);
  expect(job.env.get("AWS_SESSION_TOKEN")).toBe("");
});

test("static keys after a session of ours: its session token does not stay beside them", async () => {
  const { job } = await open();
  await job.step({ inputs: { ...BASE, "aws-export": "env" } });
  expect(job.env.get("AWS_SESSION_TOKEN")).not.toBe("");
  const run = await job.step({ inputs: { ...STATIC, "aws-export": "env" } });
  expect(run.succeeded).toBe(true);
  expect([job.env.get("AWS_ACCESS_KEY_ID"), job.env.get("AWS_SESSION_TOKEN")]).toEqual([
    USER.accessKeyId,
    "",
  ]);
});

test.each(["env", "profile deploy"])("a dry run exports nothing: %s", async (form) => {
  const { job, aws } = await open();
  const run = await job.step({
    inputs: { ...BASE, "aws-export": form, "dry-run": "true", secrets: "A = aws://one" },
  });
  expect(run.succeeded).toBe(true);
  expect([job.env.size, left(job)]).toEqual([0, []]);
  expect(run.log).not.toContain("Later steps have");
  for (const secret of aws.issued()) expect(said(run).includes(secret)).toBe(false);
});

test.each(["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_DEFAULT_PROFILE"])(
  "a foreign %s is an error, before any request",
  async (name) => {
    const { job, aws } = await open({}, { env: { [name]: "/somewhere" } });
    const run = await job.step({ inputs: { ...BASE, "aws-export": "env" } });
    expect(run.log).toContain("CREDENTIALS_CONFLICT");
    expect(run.log).toContain(name);
    expect([run.exitCode, aws.total()]).toEqual([1, 0]);
  },
);

test("without aws-export the credentials stay inside: no variable, no file, and a foreign profile does not matter", async () => {
  const { job } = await open({}, { env: { AWS_PROFILE: "theirs" } });
  const run = await job.step({ inputs: { ...BASE, secrets: "A = aws://one" } });
  expect(run.succeeded).toBe(true);
  expect([...job.env.keys()].sort()).toEqual(["A", "SECRETS_ACTION_REPORT"]);
  expect(left(job)).toEqual([]);
});

test("the profile's files are taken away by post, and none is in the home folder, even of a profile `default`", async () => {
  const { job } = await open();
  await job.step({ inputs: { ...BASE, "aws-export": "profile default" } });
  const config = job.env.get("AWS_CONFIG_FILE")!;
  expect(fs.readFileSync(config, "utf8")).toBe("[default]\nregion = us-east-1\n");
  expect(path.relative(job.folder.temp, config)).toMatch(/^secrets-aws-[0-9a-f-]+\/config$/);
  await job.post();
  expect(left(job)).toEqual([]);
  expect(fs.readdirSync(job.folder.home)).toEqual([]);
});

test("a step that is killed after it wrote the profile leaves its removal to post", async () => {
  const { job, aws } = await open();
  const run = await job.step({
    inputs: { ...BASE, "aws-export": "profile deploy", secrets: "A = aws://one" },
    // By then the files are written and the variables exported.
    kill: { signal: "SIGKILL", whenStdout: /Identity aws/ },
  });
  expect(aws.total()).toBe(2);
  expect(left(job).filter((name) => /(config|credentials)$/.test(name))).toHaveLength(2);
  await job.post();
  expect(fs.readdirSync(job.folder.temp)).toEqual([]);
  expect(run.stderr).toBe("");
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s while STS is silent: ends soon, exports nothing",
  async (signal) => {
    const { job, aws } = await open({ faults: [{ kind: "slow-headers", on: "AssumeRoleWithWebIdentity" }] });
    const run = await job.step({
      inputs: { ...BASE, "aws-export": "profile deploy", secrets: "A = aws://one" },
      kill: { signal, whenStdout: /called at/ },
    });
    expect(run.exitCode).not.toBe(0);
    expect(run.durationMs).toBeLessThan(10_000);
    expect(aws.total()).toBeLessThanOrEqual(1);
    expect([job.env.size, left(job), run.stderr]).toEqual([0, [], ""]);
  },
);

test("the report says who the step was and until when, and nothing that opens a door", async () => {
  const { job, aws } = await open();
  const run = await job.step({ inputs: { ...BASE, "aws-export": "env", secrets: "A = aws://one" } });
  const text = fs.readFileSync(job.env.get("SECRETS_ACTION_REPORT")!, "utf8");
  expect(JSON.parse(text)).toMatchObject({ identities: [{ provider: "aws" }] });
  expect(text).toContain(`assumed-role/liquid-hive-secrets-role/GitHubActions`);
  expect(text).toContain(SUBJECT);
  for (const secret of [CANARY, ...aws.issued()]) expect(text.includes(secret)).toBe(false);
  for (const secret of [CANARY, ...aws.issued()]) expect(run.unmaskedSummary.includes(secret)).toBe(false);
});

test("an account that is not allowed: nothing is exported, of any kind", async () => {
  const { job, aws } = await open();
  for (const form of ["env", "profile deploy"]) {
    const run = await job.step({
      inputs: { ...BASE, "aws-export": form, "aws-allowed-accounts": "999999999999" },
    });
    expect(run.log).toContain("ACCOUNT_NOT_ALLOWED");
  }
  expect([job.env.size, left(job)]).toEqual([0, []]);
  expect([...aws.counts()]).toEqual([["sts:AssumeRoleWithWebIdentity", 2]]);
});

test("a region that the job has already is no conflict where it is the same", async () => {
  const env = { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1" };
  for (const form of ["env", "profile deploy"]) {
    const { job } = await open({}, { env });
    const run = await job.step({ inputs: { "aws-role": ROLE, "aws-export": form } });
    expect(run.log).not.toContain("NAME_ALREADY_SET");
    expect(run.succeeded).toBe(true);
  }
});

test("another region than the job's is not put in its place silently", async () => {
  const { job } = await open({}, { env: { AWS_REGION: "eu-west-1" } });
  const run = await job.step({ inputs: { ...BASE, "aws-export": "env" } });
  expect(run.log).toMatch(/NAME_ALREADY_SET.*AWS_REGION/);
  expect(job.env.size).toBe(0);
});

test.each(["AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"])(
  "a profile does not take the place of a foreign %s",
  async (name) => {
    const { job } = await open({}, { env: { [name]: "/theirs" } });
    const run = await job.step({ inputs: { ...BASE, "aws-export": "profile deploy" } });
    expect(run.log).toMatch(new RegExp(`(NAME_ALREADY_SET|CREDENTIALS_CONFLICT).*${name}`));
    expect([run.exitCode, job.env.size, left(job)]).toEqual([1, 0, []]);
  },
);

test("a folder that only looks like ours leads nowhere else", async () => {
  const { job } = await open();
  const theirs = path.join(job.folder.home, ".aws");
  fs.mkdirSync(theirs);
  fs.writeFileSync(path.join(theirs, "credentials"), "[default]\n");
  const folder = path.join(job.folder.temp, "secrets-aws-00000000-0000-4000-8000-000000000000");
  fs.symlinkSync(theirs, folder, "junction");
  const env = {
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "credentials"),
    AWS_CONFIG_FILE: path.join(folder, "config"),
  };
  const run = await job.step({ env, inputs: { ...BASE, "aws-export": "profile deploy" } });
  expect(fs.readdirSync(theirs)).toEqual(["credentials"]);
  expect(fs.readFileSync(path.join(theirs, "credentials"), "utf8")).toBe("[default]\n");
  expect([run.exitCode, run.log]).toEqual([1, expect.stringContaining("FILE_UNSAFE")]);
});
