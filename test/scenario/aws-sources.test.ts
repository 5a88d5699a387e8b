import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { RunOptions } from "../harness/run-action.ts";
import { CANARY, CHAINED, container, instance, KEYS, ONE, OTHER, place, USER } from "./aws-place.ts";
import { ACCOUNT, type Cloud } from "./cloud.ts";

/** Each source: what a run needs to have it. */
const SOURCES: readonly (readonly [string, (place: Cloud) => RunOptions | Promise<RunOptions>])[] = [
  ["oidc", () => ({})],
  [
    "token-file",
    ({ oidc }) => ({
      inputs: { "aws-credentials": "token-file token.jwt" },
      untracked: { "token.jwt": oidc.token("sts.amazonaws.com") },
    }),
  ],
  ["environment", () => ({ inputs: { "aws-role": "", "aws-credentials": "environment" }, env: KEYS })],
  [
    "static",
    () => ({
      inputs: {
        "aws-role": "",
        "aws-credentials": "static",
        "aws-access-key-id": USER.accessKeyId,
        "aws-secret-access-key": USER.secretAccessKey,
        "aws-session-token": USER.sessionToken,
      },
    }),
  ],
  [
    "container",
    async () => ({
      inputs: { "aws-role": "", "aws-credentials": "container" },
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${(await container()).url}/creds` },
    }),
  ],
  [
    "instance",
    async () => ({
      inputs: { "aws-role": "", "aws-credentials": "instance" },
      env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: (await instance()).url },
    }),
  ],
  [
    "profile",
    () => ({
      inputs: { "aws-role": "", "aws-credentials": "profile ci" },
      prepare: ({ home }) => {
        fs.mkdirSync(path.join(home, ".aws"));
        const lines = ["[ci]", `aws_access_key_id = ${USER.accessKeyId}`];
        lines.push(
          `aws_secret_access_key = ${USER.secretAccessKey}`,
          `aws_session_token = ${USER.sessionToken}`,
        );
        fs.writeFileSync(path.join(home, ".aws/credentials"), `${lines.join("\n")}\n`);
      },
    }),
  ],
  ["chain", () => ({ inputs: { "aws-chain-roles": CHAINED } })],
  [
    "chain from the environment",
    () => ({
      inputs: { "aws-role": "", "aws-credentials": "environment", "aws-chain-roles": CHAINED },
      env: KEYS,
    }),
  ],
];
const withInputs = (options: RunOptions, inputs: Record<string, string>): RunOptions => ({
  ...options,
  inputs: { ...options.inputs, ...inputs },
});
/** Where the keys lie that the test itself planted. */
const PLANTED = { except: [/:(home\/\.aws\/credentials|workspace\/token\.jwt)$/] };

describe.each(SOURCES)("%s", (_, make) => {
  test("reads, and shows no part of its credentials", async () => {
    const there = place();
    const result = await there.run(withInputs(await make(there), ONE));
    expect(result.log).toContain("loaded");
    expect(result.env.get("A")).toBe(CANARY);
    expect([...result.env.keys()].sort()).toEqual(["A", "SECRETS_ACTION_REPORT"]);
    const secrets = [CANARY, USER.secretAccessKey, USER.sessionToken];
    expect(there.leaks(result, secrets, PLANTED)).toEqual([]);
  });

  test("in an account that is not allowed reads and exports nothing", async () => {
    const there = place();
    const inputs = { ...ONE, "aws-allowed-accounts": OTHER, "aws-export": "profile deploy" };
    const options = withInputs(await make(there), inputs);
    const { AWS_ACCESS_KEY_ID: _key, ...env } = options.env ?? {};
    // A key in the environment is an error of its own beside a profile.
    const result = await there.run(
      _key === undefined ? { ...options, env } : withInputs(options, { "aws-export": "" }),
    );
    expect(result.log).toContain("ACCOUNT_NOT_ALLOWED");
    expect(result.log).toContain(ACCOUNT);
    expect([...there.aws.counts().keys()].filter((action) => !action.startsWith("sts:"))).toEqual([]);
    expect([result.main.exitCode, result.env.size]).toEqual([1, 0]);
    expect(result.main.files.filter(({ path: name }) => name.includes("secrets-aws-"))).toEqual([]);
  });
});

test("a source that has nothing is not replaced by another: no key of the environment, no token, no request", async () => {
  const there = place();
  const { run, aws, oidc } = there;
  const result = await run({
    inputs: { ...ONE, "aws-role": "", "aws-credentials": "container" },
    env: KEYS,
  });
  expect(result.log).toContain("CREDENTIALS_MISSING");
  expect([aws.total(), oidc.raw.length]).toEqual([0, 0]);
});

test.each(["http://example.com/creds", "http://169.254.169.254/creds"])(
  "a container's token goes to no host off the list: %s",
  async (uri) => {
    const { run } = place();
    const { log } = await run({
      inputs: { ...ONE, "aws-role": "", "aws-credentials": "container" },
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: CANARY },
    });
    expect(log).toContain("ENDPOINT_REFUSED");
    expect(log).not.toContain(CANARY);
  },
);

test.each([
  "credential_process = /bin/echo x",
  "sso_session = hive\nsso_account_id = 123456789012\nsso_role_name = x",
])("in a job a profile starts no program and needs no browser: %s", async (line) => {
  const { run, aws } = place();
  const { log, main } = await run({
    inputs: { ...ONE, "aws-role": "", "aws-credentials": "profile ci" },
    prepare: ({ home }) => {
      fs.mkdirSync(path.join(home, ".aws"));
      const session =
        "[sso-session hive]\nsso_region = us-east-1\nsso_start_url = https://x.awsapps.com/start\n";
      fs.writeFileSync(path.join(home, ".aws/config"), `${session}[profile ci]\n${line}\n`);
    },
  });
  expect([main.exitCode, aws.total()]).toEqual([1, 0]);
  expect(log).toMatch(/CREDENTIALS_MISSING.*on a runner (no program is run|there is none)/);
});
