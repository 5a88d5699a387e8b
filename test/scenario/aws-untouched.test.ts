import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { CANARY, SEED } from "./aws-seed-values.ts";
import { cloud } from "./cloud.ts";

test("no shared file is read: an endpoint in ~/.aws/config gets nothing", async () => {
  const seen: string[] = [];
  const trap = http.createServer((request, response) => {
    seen.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => void trap.listen(0, "127.0.0.1", resolve));
  const { port } = trap.address() as { port: number };
  const { run } = cloud({ seed: SEED });
  const result = await run({
    inputs: { secrets: "A = aws://liquid-hive/app\nB = ssm://shop/one" },
    prepare: ({ home }) => {
      fs.mkdirSync(path.join(home, ".aws"));
      const text = `[default]\nregion = eu-south-1\nendpoint_url = http://127.0.0.1:${port}\nretry_mode = adaptive\n`;
      fs.writeFileSync(path.join(home, ".aws/config"), text);
      fs.writeFileSync(
        path.join(home, ".aws/credentials"),
        "[default]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n",
      );
    },
  });
  trap.close();
  expect(result.main.succeeded).toBe(true);
  expect(seen).toEqual([]);
});

test("a run without AWS needs no byte of its SDK, and not the HTTP client", async () => {
  const dist = path.resolve(import.meta.dirname, "../../dist");
  const root = fs.mkdtempSync(path.join(fs.realpathSync("/tmp"), "dist-"));
  try {
    fs.cpSync(dist, path.join(root, "dist"), { recursive: true });
    fs.copyFileSync(path.resolve(dist, "../action.yml"), path.join(root, "action.yml"));
    const heavy = fs.readdirSync(dist).filter((name) => /aws|smithy|http-client/.test(name));
    expect(heavy.length).toBeGreaterThan(2);
    for (const name of heavy) fs.rmSync(path.join(root, "dist", name));
    const job = await openJob({ root, env: { SOURCE: CANARY } });
    const run = await job.step({ inputs: { secrets: "A = env://SOURCE" } });
    await job.close();
    expect([run.exitCode, run.stderr]).toEqual([0, ""]);
    expect(run.exported.get("A")).toBe(CANARY);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
});
