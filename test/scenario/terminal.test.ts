import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { call, CANARY, type Done, folder, isWindows, KEY, start } from "./terminal.ts";

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A program of ours, as `run` starts it. */
const node = (code: string): string[] => ["--", process.execPath, "-e", code];
const run = (code: string, flags: readonly string[] = []): Promise<Done> =>
  call(["run", "--env-file", "dev.env", ...flags, ...node(code)]);

test("run: the program has the values; its output has none, on either stream, in any of the foreseen forms", async () => {
  const { code, stdout, stderr } = await run(
    `const v = process.env.MONGO_URL;
     console.log(v.length, process.env.PORT, v, Buffer.from(v).toString("base64"), encodeURIComponent(v));
     console.error("failed with", v, process.env.SOPS_AGE_KEY);`,
  );
  expect(code).toBe(0);
  expect(stdout.toString()).toBe(`${CANARY.length} 3000 *** *** ***\n`);
  expect(stderr).toBe("failed with *** ***\n");
});

test("run: a value that comes in pieces is masked, and what is no value comes at once", async () => {
  const { child, done } = start([
    "run",
    "--env-file",
    "dev.env",
    ...node(
      `const v = Buffer.from(process.env.MONGO_URL);
       process.stdout.write("Go on? ");
       (async () => {
         for (let i = 0; i < v.length; i += 5) {
           process.stdout.write(v.subarray(i, i + 5));
           await new Promise((resolve) => setTimeout(resolve, i === 5 ? 120 : 5));
         }
       })();`,
    ),
  ]);
  const first = await new Promise<string>((resolve) =>
    child.stdout!.once("data", (chunk) => resolve(String(chunk))),
  );
  expect(first).toBe("Go on? ");
  expect((await done).stdout.toString()).toBe("Go on? ***");
});

test("run: large and binary output passes whole, and with --no-masking unchanged", async () => {
  const write = `const b = Buffer.alloc(3_000_000, Buffer.from([0, 255, 10, 67, 128])); process.stdout.write(b);`;
  const all = Buffer.alloc(3_000_000, Buffer.from([0, 255, 10, 67, 128]));
  expect((await run(write)).stdout.equals(all)).toBe(true);
  const { stdout } = await run(`${write} process.stdout.write(process.env.MONGO_URL);`, ["--no-masking"]);
  expect(stdout.equals(Buffer.concat([all, Buffer.from(CANARY)]))).toBe(true);
});

test("run: exit codes are those of the program, or of a shell where there is none", async () => {
  const plain = path.join(folder, "plain.txt");
  fs.writeFileSync(plain, "no program", { mode: 0o644 });
  expect((await run("process.exit(7)")).code).toBe(7);
  const missing = await call(["run", "--env-file", "dev.env", "--", "no-such-program-7f3a"]);
  expect([missing.code, missing.stderr.includes("COMMAND_FAILED")]).toEqual([127, true]);
  if (!isWindows) {
    expect((await call(["run", "--env-file", "dev.env", "--", plain])).code).toBe(126);
    expect((await run("process.kill(process.pid, 'SIGKILL')")).code).toBe(137);
  }
});

test("run: whatever we fail at is 125, and then nothing is started", async () => {
  const mark = path.join(folder, "started");
  const touch = node(`require("fs").writeFileSync(${JSON.stringify(mark)}, "")`);
  const wrong = [
    ["run", "--no-such-flag", ...touch],
    ["run", ...touch],
    ["run", "--secrets", "A = env://NOT_SET_7F3A", ...touch],
    ["run", "--secrets", "PATH = sops://app.enc.yaml#port", ...touch],
    ["run", "--secrets", "A = sops://app.enc.yaml#mongo as file", ...touch],
    ["run", "--env-file", "none.env", ...touch],
    ["run", "--age-key", KEY, "--env-file", "dev.env", ...touch],
    ["run", "--dry-run", "--env-file", "dev.env", ...touch],
    ["run", "--env-file", "dev.env"],
  ];
  const ended = await Promise.all(wrong.map((args) => call(args)));
  expect(ended.map(({ code }) => code)).toEqual(wrong.map(() => 125));
  expect(ended.every(({ stderr }) => stderr.includes("Fix: ") && !stderr.includes(KEY))).toBe(true);
  expect(ended[6]!.stderr).toContain("--age-key-file");
  expect(fs.existsSync(mark)).toBe(false);
});

test.skipIf(isWindows)("run: signals are passed on, and the program may answer them", async () => {
  const answering = async (signal: NodeJS.Signals, code: string): Promise<Done> => {
    const { child, done } = start(["run", "--env-file", "dev.env", ...node(code)]);
    await new Promise<void>((resolve) => child.stdout!.once("data", () => resolve()));
    child.kill(signal);
    return done;
  };
  const handles = (signal: string): string =>
    `process.on("${signal}", () => { console.log("got ${signal}"); process.exit(3); });
     setInterval(() => {}, 1000); console.log("ready");`;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    const { code, stdout } = await answering(signal, handles(signal));
    expect([code, stdout.toString()]).toEqual([3, `ready\ngot ${signal}\n`]);
  }
  const killed = await answering("SIGTERM", `setInterval(() => {}, 1000); console.log("ready");`);
  expect(killed.code).toBe(143);
});

test.skipIf(process.platform !== "linux")(
  "run: no argument of any process holds the value, and no file is left",
  async () => {
    const before = fs.readdirSync(folder);
    const { stdout } = await run(
      `const fs = require("fs");
     const own = fs.readFileSync("/proc/self/cmdline", "utf8") + fs.readFileSync("/proc/" + process.ppid + "/cmdline", "utf8");
     const parent = fs.readFileSync("/proc/" + process.ppid + "/environ", "utf8");
     console.log(own.includes("cli.js"), own.includes(process.env.MONGO_URL), parent.includes(process.env.MONGO_URL));`,
    );
    expect(stdout.toString()).toBe("true false false\n");
    expect(fs.readdirSync(folder)).toEqual(before);
  },
);

test("run: a variable that is set goes before nothing: it is refused, or replaced with --overwrite", async () => {
  const flags = ["run", "--secrets", "MONGO_URL = sops://app.enc.yaml#mongo"];
  const show = node("console.log(process.env.MONGO_URL)");
  const refused = await call([...flags, ...show], { MONGO_URL: "mine" });
  expect([refused.code, refused.stdout.toString()]).toEqual([125, ""]);
  expect(refused.stderr).toContain("NAME_ALREADY_SET");
  const replaced = await call([...flags, "--overwrite", ...show], { MONGO_URL: "mine" });
  expect([replaced.code, replaced.stdout.toString()]).toEqual([0, "***\n"]);
});

test("run: the reader that leaves early does not keep the program", async () => {
  const { child, done } = start([
    "run",
    "--env-file",
    "dev.env",
    ...node(
      `process.stdout.on("error", () => process.exit(9)); setInterval(() => console.log("y".repeat(1000)), 1)`,
    ),
  ]);
  child.stdout!.once("data", () => child.stdout!.destroy());
  expect((await done).code).toBe(9);
});
