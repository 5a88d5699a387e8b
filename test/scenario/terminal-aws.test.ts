import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { ACCOUNT, cloud } from "./cloud.ts";
import { call, type Done, folder } from "./terminal.ts";

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const CANARY = "CANARY-7f3a-terminal";
const USER = {
  accessKeyId: "AKIACANARY7F3ATERMIN",
  secretAccessKey: "CANARY-7f3a-secret-access-key-of-a-user",
  arn: `arn:aws:iam::${ACCOUNT}:user/dev`,
};
const JOB = /^(AWS_|ACTIONS_|RUNNER_|.*_PROXY$|.*_proxy$)/;
const out = path.join(folder, "out.env");

/** Runs the command with AWS there, and these lines as ~/.aws/config. */
async function withAws(config: string, args: readonly string[]): Promise<Done & { asked: number }> {
  const { aws } = cloud({ seed: { secrets: [{ name: "one", value: CANARY }] }, users: [USER] });
  const started = await aws.start();
  onTestFinished(started.stop);
  onTestFinished(() => fs.rmSync(out, { force: true }));
  fs.mkdirSync(path.join(folder, ".aws"), { recursive: true });
  fs.writeFileSync(path.join(folder, ".aws/config"), config);
  const cleared = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => JOB.test(name))
      .map((name) => [name, ""]),
  );
  const done = await call([...args, "--aws-region", "us-east-1"], { ...cleared, ...started.env });
  return { ...done, asked: aws.total() };
}

test("a profile whose program gives the credentials: one request, nothing but the value in the file", async () => {
  const answer = JSON.stringify({
    Version: 1,
    AccessKeyId: USER.accessKeyId,
    SecretAccessKey: USER.secretAccessKey,
  });
  const file = path.join(folder, "keys.json");
  fs.writeFileSync(file, answer);
  const program = `"${process.execPath}" -p "fs.readFileSync('${file.replaceAll("\\", "/")}','utf8')"`;
  const config = `[profile dev]\ncredential_process = ${program}\nendpoint_url = http://127.0.0.1:9\n`;
  const done = await withAws(config, [
    "load",
    "--out",
    out,
    "--aws-credentials",
    "profile dev",
    "--secrets",
    "A = aws://one",
  ]);
  expect(done.stderr).not.toContain("Fix:");
  expect(done.code).toBe(0);
  expect(fs.readFileSync(out, "utf8")).toContain(CANARY);
  expect(done.asked).toBe(1);
  for (const value of [CANARY, USER.secretAccessKey])
    expect(`${done.stdout.toString()}${done.stderr}`).not.toContain(value);
});

test("a role alone cannot be had here: the message says what can", async () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/x`;
  const done = await withAws("", ["load", "--out", out, "--aws-role", role, "--secrets", "A = aws://one"]);
  expect([done.code === 0, done.asked, fs.existsSync(out)]).toEqual([false, 0, false]);
  expect(done.stderr).toContain("OIDC_PERMISSION_MISSING");
  expect(done.stderr).toContain('--aws-credentials "profile NAME"');
});
