import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { cloud, ROLE } from "./cloud.ts";

describe("credentials for later steps", () => {
  test("aws-export: env gives one set, and post blanks it", async () => {
    const { run, aws, leaks } = cloud();
    const result = await run({ inputs: { "aws-export": "env" } });
    expect(result.main.succeeded).toBe(true);
    const [key, secret, token] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map(
      (name) => result.env.get(name),
    );
    expect(key).toMatch(/^ASIA/);
    expect(aws.issued()).toContain(secret);
    expect(aws.issued()).toContain(token);
    expect(result.env.get("AWS_REGION")).toBe("us-east-1");
    expect(result.envAfterPost.get("AWS_SECRET_ACCESS_KEY")).toBe("");
    expect(leaks(result, [])).toEqual([]);
  });

  test("a foreign AWS_PROFILE is an error, before any request", async () => {
    const { run, aws } = cloud();
    const result = await run({ inputs: { "aws-export": "env" }, env: { AWS_PROFILE: "theirs" } });
    expect(result.log).toContain("CREDENTIALS_CONFLICT");
    expect(aws.total()).toBe(0);
  });

  test("profiles lie in a file of ours, to which a later step adds; post takes it away", async () => {
    const { oidc, aws } = cloud();
    const job = await openJob({ servers: [oidc, aws] });
    try {
      const inputs = { "aws-role": ROLE, "aws-region": "us-east-1" };
      const first = await job.step({ inputs: { ...inputs, "aws-export": "profile one" } });
      const second = await job.step({
        inputs: { ...inputs, "aws-region": "eu-west-1", "aws-export": "profile two" },
      });
      expect([first.succeeded, second.succeeded]).toEqual([true, true]);
      expect(job.env.get("AWS_PROFILE")).toBe("one");
      const credentials = fs.readFileSync(job.env.get("AWS_SHARED_CREDENTIALS_FILE")!, "utf8");
      expect(credentials.match(/^\[.*\]$/gm)).toEqual(["[one]", "[two]"]);
      const config = fs.readFileSync(job.env.get("AWS_CONFIG_FILE")!, "utf8");
      expect(config).toBe("[profile one]\nregion = us-east-1\n[profile two]\nregion = eu-west-1\n");
      expect(fs.statSync(job.env.get("AWS_CONFIG_FILE")!).mode & 0o777).toBe(0o600);
      await job.post();
      expect(fs.readdirSync(job.folder.temp)).toEqual([]);
      expect(fs.existsSync(path.join(job.folder.home, ".aws"))).toBe(false);
    } finally {
      await job.close();
    }
  });
});
