import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findLeaks, forms } from "../../harness/leaks.ts";
import { openJob } from "../../harness/job.ts";
import { runAction } from "../../harness/run-action.ts";

/** A small action of our own, whose behaviour is known: the harness is tested on it, not on dist. */
const ACTION = `name: fake
inputs:
  mode:
    description: what to do
    default: "plain"
  two words:
    description: no default
runs:
  using: node24
  main: dist/main.js
  post: dist/post.js
`;
const MAIN = `
import fs from "node:fs";
import path from "node:path";
const { env } = process;
const mode = env.INPUT_MODE;
const secret = "canary-4711-value";
fs.appendFileSync(env.GITHUB_STATE, "folder=" + env.RUNNER_TEMP + "/left\\n");
fs.mkdirSync(env.RUNNER_TEMP + "/left");
fs.writeFileSync(env.RUNNER_TEMP + "/left/token", secret, { mode: 0o600 });
if (mode === "hang") { console.log("hanging"); setInterval(() => {}, 1000); }
else if (mode === "environment") { console.log(JSON.stringify(env)); }
else {
  console.log("::add-mask::" + secret);
  console.log("got " + secret);
  if (mode === "leak") {
    console.error(Buffer.from("xx" + secret).toString("base64"));
    fs.appendFileSync(env.GITHUB_STEP_SUMMARY, "# " + secret + "\\n");
    fs.writeFileSync(path.join(env.HOME, secret + ".txt"), Buffer.from(secret).toString("hex").toUpperCase());
  }
  fs.appendFileSync(env.GITHUB_ENV, "TOKEN<<D\\n" + secret + "\\nD\\n");
  fs.appendFileSync(env.GITHUB_OUTPUT, "loaded=1\\n");
  if (mode === "big") {
    // Writes that come back short or not at all are repeated, as a careful action does.
    const bytes = Buffer.from("0123456789abcde\\n".repeat(12_000));
    for (let at = 0; at < bytes.length; ) {
      try { at += fs.writeSync(1, bytes, at); } catch (e) { if (e.code !== "EAGAIN") throw e; }
    }
  }
  if (mode === "fail") process.exitCode = 3;
}
`;
const POST = `
import fs from "node:fs";
fs.rmSync(process.env.STATE_folder, { recursive: true, force: true });
fs.appendFileSync(process.env.GITHUB_ENV, "TOKEN=\\n");
console.log("post saw " + process.env.TOKEN + " in mode " + process.env.INPUT_MODE);
`;

let root = "";
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "fake-action-"));
  fs.mkdirSync(path.join(root, "dist"));
  fs.writeFileSync(path.join(root, "action.yml"), ACTION);
  fs.writeFileSync(path.join(root, "package.json"), '{"type":"module"}');
  fs.writeFileSync(path.join(root, "dist/main.js"), MAIN);
  fs.writeFileSync(path.join(root, "dist/post.js"), POST);
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

describe("runAction", () => {
  test("main, what a later step sees, post", async () => {
    const run = await runAction({ root });
    expect([run.main.exitCode, run.post?.exitCode]).toEqual([0, 0]);
    expect(run.log).toBe("got ***\npost saw *** in mode plain");
    expect(run.env.get("TOKEN")).toBe("canary-4711-value");
    expect(run.envAfterPost.get("TOKEN")).toBe("");
    expect(run.laterStepHeader).toBe("  TOKEN: ***");
    expect(run.outputs.get("loaded")).toBe("1");
    expect(run.files.afterMain.map((file) => [file.path, file.mode])).toEqual([["temp/left/token", 0o600]]);
    expect(run.files.afterPost).toEqual([]);
    expect(fs.existsSync(run.folder.root)).toBe(false);
  });

  test("the environment is the runner's and nothing of this process", async () => {
    vi.stubEnv("HARNESS_STRAY", "1");
    const run = await runAction({
      root,
      inputs: { mode: "environment" },
      env: { MORE: "x" },
      workspace: { "a/b.txt": "hello" },
      event: { name: "workflow_dispatch", payload: { n: 1 } },
      debug: true,
    });
    vi.unstubAllEnvs();
    const env = JSON.parse(run.main.stdout) as Record<string, string>;
    expect(env["HARNESS_STRAY"]).toBeUndefined();
    expect(env).toMatchObject({
      INPUT_TWO_WORDS: "",
      MORE: "x",
      GITHUB_ACTIONS: "true",
      CI: "true",
      RUNNER_DEBUG: "1",
      GITHUB_EVENT_NAME: "workflow_dispatch",
      GITHUB_SHA: run.sha,
      HOME: run.folder.home,
    });
    expect(run.sha).toMatch(/^[0-9a-f]{40}$/);
  });

  test("post runs after a failed main", async () => {
    const run = await runAction({ root, inputs: { mode: "fail" } });
    expect([run.main.exitCode, run.main.succeeded, run.post?.exitCode]).toEqual([3, false, 0]);
    expect(run.files.afterPost).toEqual([]);
  });

  test("post runs after a killed main, with the state saved until then", async () => {
    const kill = { signal: "SIGKILL", whenStdout: /hanging/ } as const;
    const run = await runAction({ root, inputs: { mode: "hang" }, kill });
    if (process.platform !== "win32") expect(run.main.signal).toBe("SIGKILL");
    expect(run.files.afterMain).toHaveLength(1);
    expect(run.files.afterPost).toEqual([]);
  });

  test("a step that hangs is an error, not a result", async () => {
    await expect(runAction({ root, inputs: { mode: "hang" }, limitMs: 300 })).rejects.toThrow(
      "within 300 ms",
    );
  });

  test("debug shows what the runner prints of the command files, masked", async () => {
    const { main } = await runAction({ root, debug: true });
    expect(main.log.split("\n").slice(1, 3)).toEqual([
      "##[debug]TOKEN='***'",
      "##[debug]Set output loaded = 1",
    ]);
  });

  test("without post", async () => {
    const run = await runAction({ root, runPost: false });
    expect(run.post).toBeUndefined();
    expect(run.files.afterPost).toHaveLength(1);
  });

  test("a slow reader loses nothing", async () => {
    const run = await runAction({ root, inputs: { mode: "big" }, slowReader: true });
    expect(run.main.stdout.match(/0123456789abcde\n/g)).toHaveLength(12_000);
    expect(run.main.durationMs).toBeGreaterThan(50);
  });

  test("two steps of a job, posts in reverse", async () => {
    const job = await openJob({ root });
    try {
      await job.step();
      fs.rmSync(path.join(job.folder.temp, "left"), { recursive: true });
      const second = await job.step({ inputs: { mode: "environment" } });
      expect((JSON.parse(second.stdout) as Record<string, string>)["TOKEN"]).toBe("canary-4711-value");
      const posts = await job.post();
      expect(posts.map((post) => post.log.split(" in mode ")[1])).toEqual(["environment", "plain"]);
    } finally {
      await job.close();
    }
  });

  test("servers give their environment and are stopped", async () => {
    let stopped = 0;
    const server = {
      start: async () => ({
        env: { FROM_SERVER: "yes" },
        log: ["GET /"],
        stop: async () => {
          stopped += 1;
        },
      }),
    };
    const run = await runAction({ root, inputs: { mode: "environment" }, servers: [server] });
    expect(run.main.stdout).toContain('"FROM_SERVER":"yes"');
    expect([stopped, run.serverLogs]).toEqual([1, [["GET /"]]]);
  });
});

describe("findLeaks", () => {
  const planted = ["never-there-at-all", "canary-4711-value"];

  test("finds each channel and form, never names the value", async () => {
    const run = await runAction({ root, inputs: { mode: "leak" } });
    const leaks = findLeaks(run, planted);
    const shown = leaks.map((leak) => `${leak.channel} ${leak.form}`);
    expect(shown).toEqual(
      expect.arrayContaining([
        "main.log-before-masks raw",
        "main.stderr base64, shift 2",
        "main.summary raw",
        "file-after-post:home/<planted 1>.txt hex, upper case",
        "file-names-after-post raw",
      ]),
    );
    expect(shown.some((one) => one.startsWith("main.log raw"))).toBe(false);
    expect(leaks.every((leak) => leak.planted === 1)).toBe(true);
    expect(JSON.stringify(leaks)).not.toContain("canary-4711");
  });

  test("excepted channels are left out", async () => {
    const run = await runAction({ root });
    const all = findLeaks(run, planted).map((leak) => leak.channel);
    expect(all.toSorted()).toEqual([
      "file-after-main:temp/left/token",
      "main.log-before-masks",
      "post.log-before-masks",
    ]);
    expect(findLeaks(run, planted, { except: [/^file-after-main:/, /before-masks$/] })).toEqual([]);
  });

  test("every spelling that masks claim to cover is a form", () => {
    const value = 'p@ss "w<o>rd&"\nsecond line\n';
    const spellings = forms(value).map(([, text]) => text);
    const inside = (text: string): boolean => spellings.some((one) => text.includes(one));
    for (const prefix of ["", "a", "ab"]) {
      expect(inside(Buffer.from(`${prefix}${value}tail`).toString("base64"))).toBe(true);
      expect(inside(Buffer.from(`${prefix}${value}tail`).toString("base64url"))).toBe(true);
    }
    expect(inside(Buffer.from(value).toString("hex"))).toBe(true);
    expect(inside(encodeURIComponent(value))).toBe(true);
    expect(inside(JSON.stringify(value))).toBe(true);
    expect(inside("the second line alone")).toBe(true);
    expect(inside("nothing of it")).toBe(false);
  });
});
