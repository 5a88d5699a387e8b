import fs from "node:fs";
import http from "node:http";
import { afterAll, describe, expect, test } from "vitest";
import { runAction } from "../harness/run-action.ts";
import { ACCOUNT, cloud, ROLE } from "./cloud.ts";
import { sealedBy } from "./sealed.ts";
import { call, CANARY, folder, isWindows, KEY, start } from "./terminal.ts";

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const sealer = sealedBy([]);
const WORKSPACE = { "app.enc.yaml": sealer.seal("yaml", `mongo: ${CANARY}\n`) };

describe("the action", () => {
  test("the environment alone is healthy: the seed's document with what is not configured", async () => {
    const run = await runAction({ action: "doctor", env: { MONGO_URL: CANARY } });
    expect(run.main.stderr).toBe("");
    expect(run.main.succeeded).toBe(true);
    expect(run.post?.succeeded).toBe(true);
    expect(JSON.parse(run.outputs.get("health")!)).toMatchObject({
      active_provider: "environment",
      providers: { aws_secrets_manager: { status: "not_configured" }, environment: { status: "healthy" } },
    });
    expect(run.outputs.get("active-provider")).toBe("environment");
    expect(run.outputs.get("healthy")).toBe("true");
    expect(run.log).toContain("secrets provider: environment");
    expect(run.summary).toContain("environment is active");
    expect([...run.env.keys()]).toEqual([]);
    expect(run.files.afterPost).toEqual([]);
    expect(`${run.log}${run.summary}${run.outputs.get("health")}`).not.toContain("CANARY");
  });

  test("AWS lets us in and is active; no value is asked for, and no ListSecrets", async () => {
    const { aws, run, leaks } = cloud({ seed: { secrets: [{ name: "a", value: CANARY }] } });
    const result = await run({ action: "doctor" });
    expect(result.main.succeeded).toBe(true);
    expect(JSON.parse(result.outputs.get("health")!)).toMatchObject({
      active_provider: "aws_secrets_manager",
      providers: { aws_secrets_manager: { status: "healthy", authenticated: true } },
      details: { chain: ["aws", "env"], providers: { aws: { account: ACCOUNT } } },
    });
    const asked = [...aws.counts().keys()];
    expect(asked).toContain("sts:AssumeRoleWithWebIdentity");
    expect(asked).not.toContain("secretsmanager:GetSecretValue");
    expect(asked).not.toContain("secretsmanager:ListSecrets");
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("a role that refuses is red, with the trust policy to paste, and the next one is active", async () => {
    const { run, leaks } = cloud({ trust: { [ROLE]: { sub: ["repo:other/repo:*"], maxSeconds: 3600 } } });
    const result = await run({ action: "doctor" });
    expect(result.main.exitCode).toBe(1);
    expect(JSON.parse(result.outputs.get("health")!)).toMatchObject({
      active_provider: "environment",
      providers: { aws_secrets_manager: { status: "unhealthy", authenticated: false } },
    });
    expect(result.outputs.get("healthy")).toBe("false");
    const [error] = result.annotations.filter(({ severity }) => severity === "error");
    expect(error?.properties.get("title")).toBe("aws_secrets_manager is unhealthy");
    expect(error?.message).toContain("TRUST_REFUSED");
    expect(error?.message).toContain("Fix: ");
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("sops stands under the details, and the seed's keys stay as they are", async () => {
    const run = await runAction({
      action: "doctor",
      inputs: { "sops-files": "app.enc.yaml", "age-key": sealer.key },
      workspace: WORKSPACE,
    });
    expect(run.main.succeeded).toBe(true);
    const health = JSON.parse(run.outputs.get("health")!) as {
      active_provider: string;
      providers: object;
      details: { providers: Record<string, { status: string }> };
    };
    expect(health.active_provider).toBe("sops");
    expect(Object.keys(health.providers)).not.toContain("sops");
    expect(health.details.providers["sops"]?.status).toBe("healthy");
    expect(run.log).not.toContain("CANARY");
  });

  test("a pull request from a fork is skipped", async () => {
    const payload = { pull_request: { head: { repo: { id: 2 } }, base: { repo: { id: 1 } } } };
    const run = await runAction({ action: "doctor", event: { name: "pull_request", payload } });
    expect(run.main.succeeded).toBe(true);
    expect(run.log).toContain("comes from a fork");
    expect(run.outputs.size).toBe(0);
  });
});

test("a load says which provider of the chain it was served by", async () => {
  const run = await runAction({
    inputs: { secrets: "MONGO = database/mongo_url" },
    env: { MONGO_URL: CANARY },
  });
  expect(run.main.succeeded).toBe(true);
  expect(run.log).toMatch(/^ +secrets provider: env$/m);
});

describe("in a terminal", () => {
  test("--json is the document on standard output and nothing else", async () => {
    const done = await call(["doctor", "--json", "--sops-files", "app.enc.yaml"]);
    expect(done.stderr).toBe("");
    expect(done.code).toBe(0);
    expect(JSON.parse(done.stdout.toString())).toMatchObject({
      active_provider: "sops",
      providers: { environment: { status: "healthy" } },
    });
    expect(done.stdout.toString()).not.toMatch(/CANARY|AGE-SECRET/);
  });

  test("without --json lines are said; what is not well has its fix as a flag, and exit code 1", async () => {
    const done = await call(["doctor", "--providers", "aws,env"]);
    expect(done.stdout.toString()).toBe("");
    expect(done.stderr).toContain("aws_secrets_manager   UNHEALTHY");
    expect(done.stderr).toContain("secrets provider: environment");
    expect(done.stderr).toMatch(/Fix: --aws-/);
    expect(done.code).toBe(1);
  });

  test.each([
    [["doctor", "extra"]],
    [["doctor", "--listen", "http://127.0.0.1:80"]],
    [["doctor", "--listen", "127.0.0.1:0", "--json"]],
    [["doctor", "--age-key", KEY]],
  ])("wrong usage %#", async (args) => {
    const done = await call(args);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain("INPUT_INVALID");
    expect(done.stderr).not.toContain("AGE-SECRET");
  });

  test.skipIf(isWindows)("--listen serves health and metrics until it is stopped", async () => {
    const { child, done } = start(["doctor", "--listen", "127.0.0.1:0", "--sops-files", "app.enc.yaml"]);
    const origin = await new Promise<string>((resolve) => {
      let said = "";
      child.stderr!.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const match = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
        if (match) resolve(match[1]!);
      });
    });
    const health = await get(`${origin}/secrets/health`);
    expect(health.status).toBe(200);
    expect(JSON.parse(health.body)).toMatchObject({ active_provider: "sops" });
    const metrics = await get(`${origin}/metrics`);
    expect(metrics.body).toContain('secrets_action_provider_active{provider="sops"} 1\n');
    expect((await get(`${origin}/secrets/health`, "evil.test")).status).toBe(421);
    expect((await get(`${origin}/`)).status).toBe(404);
    expect(`${health.body}${metrics.body}`).not.toMatch(/CANARY|AGE-SECRET/);
    child.kill("SIGTERM");
    const end = await done;
    expect(end.code).toBe(0);
    expect(end.stderr).not.toContain("warning");
  });

  test.skipIf(isWindows)(
    "--listen beyond loopback is warned of; with no healthy provider it answers 503",
    async () => {
      const { child, done } = start(["doctor", "--listen", "0.0.0.0:0", "--providers", "aws"]);
      const port = await new Promise<string>((resolve) => {
        let said = "";
        child.stderr!.on("data", (chunk: Buffer) => {
          said += chunk.toString();
          const match = /listening at http:\/\/0\.0\.0\.0:(\d+)/.exec(said);
          if (match) resolve(match[1]!);
        });
      });
      const health = await get(`http://127.0.0.1:${port}/secrets/health`);
      expect(health.status).toBe(503);
      expect(JSON.parse(health.body)).toMatchObject({ active_provider: null });
      child.kill("SIGINT");
      expect((await done).stderr).toContain("warning: 0.0.0.0:0 is reachable from other machines");
    },
  );
});

const get = (url: string, host?: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { agent: false, ...(host === undefined ? {} : { headers: { Host: host } }) }, (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      })
      .on("error", reject);
  });
