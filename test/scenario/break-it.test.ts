import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { runAction } from "../harness/run-action.ts";
import { sealedBy } from "./sealed.ts";

const sealer = sealedBy([]);
const file = sealer.seal("yaml", "A: value-number-one\nB: value-number-two\n");
const MAIN = path.resolve(import.meta.dirname, "../../dist/main.js");
const GIB_2 = 2 * 1024 ** 3;

const failing = async (options: Parameters<typeof runAction>[0], code: string): Promise<string> => {
  const run = await runAction(options);
  expect(run.main.exitCode).toBe(1);
  expect(run.log).toContain(code);
  expect([...run.env.keys()]).toEqual([]);
  expect(run.files.afterPost).toEqual([]);
  expect(run.main.stderr).toBe("");
  return run.log;
};
const withKey = (secrets: string): Record<string, string> => ({ "age-key": sealer.key, secrets });

test("half a file", async () => {
  await failing(
    { inputs: withKey("A = sops://a.yaml#A"), workspace: { "a.yaml": file.slice(0, file.length / 2) } },
    "SOPS_",
  );
});

test("an empty file, a file that is not encrypted, a folder", async () => {
  await failing({ inputs: withKey("A = sops://a.yaml#A"), workspace: { "a.yaml": "" } }, "SOPS_");
  await failing(
    { inputs: withKey("A = sops://a.yaml#A"), workspace: { "a.yaml": "A: plain\n" } },
    "SOPS_METADATA",
  );
  await failing({ inputs: withKey("A = sops://a.yaml#A"), workspace: { "a.yaml/b": "x" } }, "FILE_NOT_FOUND");
});

/** Main alone, in a folder of its own: for circumstances that the harness does not let happen. */
function direct(
  inputs: Record<string, string>,
  env: Record<string, string>,
  prepare: (folder: string) => void,
): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "direct-"));
  try {
    const files = ["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STATE"].map(
      (name) => [name, path.join(folder, name)] as const,
    );
    for (const [, name] of files) fs.writeFileSync(name, "");
    prepare(folder);
    const ran = spawnSync(process.execPath, [MAIN], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        RUNNER_TEMP: folder,
        GITHUB_WORKSPACE: folder,
        ...Object.fromEntries(files),
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
        ),
        ...env,
      },
    });
    expect([ran.status, fs.readFileSync(path.join(folder, "GITHUB_ENV"), "utf8")]).toEqual([1, ""]);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith("secrets-"))).toEqual([]);
    return ran.stdout;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

test("a file of 2 GiB is refused by its size", () => {
  const log = direct(withKey("A = sops://big.yaml#A"), {}, (folder) => {
    fs.writeFileSync(path.join(folder, "big.yaml"), "");
    fs.truncateSync(path.join(folder, "big.yaml"), GIB_2);
  });
  expect(log).toContain("LIMIT_EXCEEDED");
});

test.skipIf(process.platform === "win32")("a named pipe is no file, and nothing waits for it", async () => {
  const prepare = ({ workspace }: { workspace: string }): void =>
    void execFileSync("mkfifo", [path.join(workspace, "pipe.yaml")]);
  const run = await runAction({
    inputs: withKey("A = sops://pipe.yaml#A"),
    prepare,
    laterStep: ({ folder }) => fs.rmSync(path.join(folder.workspace, "pipe.yaml"), { force: true }),
  });
  expect(run.log).toContain("FILE_NOT_FOUND");
});

test("no age key, a bad one, and one among comments and bad lines", async () => {
  await failing(
    { inputs: { secrets: "A = sops://a.yaml#A" }, workspace: { "a.yaml": file } },
    "SOPS_KEY_MISSING",
  );
  await failing(
    { inputs: { "age-key": "hunter2", secrets: "A = sops://a.yaml#A" }, workspace: { "a.yaml": file } },
    "AGE_KEY_INVALID",
  );
  const run = await runAction({
    inputs: { "age-key": `# mine\nnot a key\n${sealer.key}`, secrets: "A = sops://a.yaml#A" },
    workspace: { "a.yaml": file },
  });
  expect(run.env.get("A")).toBe("value-number-one");
  expect(run.log).toContain("age-key, line 2");
  expect(run.log).not.toContain("not a key");
});

test("two lines of one name, names that differ in case, and one that is set already", async () => {
  await failing(
    { inputs: { secrets: "A = env://X\nA = env://Y" }, env: { X: "value-x", Y: "value-y" } },
    "NAME_COLLISION",
  );
  await failing(
    { inputs: { secrets: "Ab = env://X\nAB = env://Y" }, env: { X: "value-x", Y: "value-y" } },
    "NAME_COLLISION",
  );
  const set = {
    inputs: withKey("A = sops://a.yaml#A"),
    workspace: { "a.yaml": file },
    env: { A: "something else" },
  };
  await failing(set, "NAME_ALREADY_SET");
  const run = await runAction({ ...set, inputs: { ...set.inputs, overwrite: "true" } });
  expect(run.env.get("A")).toBe("value-number-one");
});

test.each([
  ["out of the workspace", "../evil"],
  ["an absolute path elsewhere", "/etc/evil"],
  ["into .git", ".git/hooks/post-checkout"],
  ["into .github", ".github/workflows/evil.yml"],
])("a file %s is refused", async (_, target) => {
  await failing(
    {
      inputs: { secrets: `A = env://X as file ${target}` },
      env: { X: "value-x" },
      workspace: { "README.md": "x" },
    },
    "FILE_UNSAFE",
  );
});

test("an existing file is not written over, and a link is not followed", async () => {
  const log = await failing(
    {
      inputs: { secrets: "A = env://X as file out.txt" },
      env: { X: "value-x" },
      workspace: { "out.txt": "mine" },
    },
    "FILE_EXISTS",
  );
  expect(log).toContain("overwrite: true");
  const run = await runAction({
    inputs: { secrets: "A = env://X as file link/out.txt" },
    env: { X: "value-x" },
    prepare: ({ workspace }) => fs.symlinkSync("/tmp", path.join(workspace, "link")),
  });
  expect(run.log).toContain("FILE_UNSAFE");
});

test("values that a variable cannot carry are refused with the way out", async () => {
  const binary = sealer.seal("yaml", "A: !!binary AAH/\n");
  const log = await failing(
    { inputs: withKey("A = sops://a.yaml#A"), workspace: { "a.yaml": binary } },
    "VALUE_UNSUITABLE",
  );
  expect(log).toContain("as file");
  const large = sealer.seal("yaml", `A: ${"x".repeat(140 * 1024)}\n`);
  await failing(
    { inputs: withKey("A = sops://a.yaml#A"), workspace: { "a.yaml": large } },
    "VALUE_TOO_LARGE",
  );
  const run = await runAction({
    inputs: withKey("A = sops://a.yaml#A as file"),
    workspace: { "a.yaml": binary },
    laterStep: ({ env }) => expect([...fs.readFileSync(env.get("A")!)]).toEqual([0, 1, 255]),
  });
  expect(run.main.succeeded).toBe(true);
});

test("formats by name, by query, and of separately encrypted documents put together", async () => {
  const dotenv = sealer.seal("dotenv", "MONGO_URL=value-of-mongo\n");
  const run = await runAction({
    inputs: withKey("M = sops://.env.production?format=dotenv#MONGO_URL\nA = sops://both.yaml#A"),
    workspace: {
      ".env.production": dotenv,
      "both.yaml": `${file}---\n${sealer.seal("yaml", "C: value-number-three\n")}`,
    },
  });
  expect(run.main.succeeded).toBe(true);
  expect(run.env.get("M")).toBe("value-of-mongo");
  expect(run.env.get("A")).toBe("value-number-one");
});

test("a configuration with an unknown key, broken YAML, or a path for a file", async () => {
  const config = (text: string) => ({
    inputs: { config: "c.yaml" },
    workspace: { "c.yaml": text },
    env: { X: "value-x" },
  });
  expect(await failing(config("secret: |\n  A = env://X\n"), "INPUT_UNKNOWN_KEY")).toContain("secrets");
  await failing(config("secrets: [\n"), "INPUT_INVALID");
  await failing(config("secrets: |\n  A = env://X as file here.txt\n"), "REFERENCE_INVALID");
  await failing(config("secrets: |\n  LD_PRELOAD = env://X\n"), "NAME_REFUSED");
});

test("a default configuration that the commit does not hold is not read", async () => {
  await failing(
    {
      inputs: {},
      workspace: { "README.md": "x" },
      untracked: { ".github/secrets.yaml": "secrets: |\n  A = env://X\n" },
      env: { X: "value-x" },
    },
    "FILE_NOT_COMMITTED",
  );
});

test("a broken runner is said before anything happens", () => {
  const log = direct(
    { secrets: "A = env://X as file" },
    { X: "value-x", GITHUB_OUTPUT: "/nowhere/at/all" },
    () => undefined,
  );
  expect(log).toContain("RUNNER_UNUSABLE");
});

test("main that is stopped at any point leaves nothing after post", async () => {
  for (const whenStdout of [/add-mask/, /Load/, /Export/]) {
    const run = await runAction({
      inputs: withKey("A = sops://a.yaml#A as file\nB = sops://a.yaml#B"),
      workspace: { "a.yaml": file },
      kill: { signal: "SIGKILL", whenStdout },
      slowReader: true,
    });
    expect(run.post?.exitCode).toBe(0);
    expect(run.files.afterPost).toEqual([]);
  }
});

test("quotes in a sops dotenv file are kept, and that is said", async () => {
  const quoted = sealer.seal("dotenv", "TOKEN='value-in-quotes'\n");
  const run = await runAction({
    inputs: withKey("TOKEN = sops://app.env#TOKEN"),
    workspace: { "app.env": quoted },
  });
  expect(run.env.get("TOKEN")).toBe("'value-in-quotes'");
  expect(run.log).toContain("the quotes around TOKEN are part of the value");
});

test("a sops.yaml, which sops ignores, is named where no .sops.yaml is found", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "misnamed-"));
  try {
    fs.writeFileSync(path.join(folder, "sops.yaml"), "creation_rules: []\n");
    fs.writeFileSync(path.join(folder, "a.yaml"), "A: value-number-one\n");
    const ran = spawnSync(
      process.execPath,
      [path.join(path.dirname(MAIN), "cli.js"), "encrypt", "-i", "a.yaml"],
      {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HOME: folder },
      },
    );
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("sops.yaml, which sops does not read");
    expect(ran.stderr).toContain("git mv sops.yaml .sops.yaml");
    expect(fs.readFileSync(path.join(folder, "a.yaml"), "utf8")).toBe("A: value-number-one\n");
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test("a chain without the environment never replaces a variable that is set", async () => {
  const bare = {
    inputs: { ...withKey("A = x/a"), "sops-files": "a.yaml", providers: "sops" },
    workspace: { "a.yaml": file },
    env: { A: "something else" },
  };
  await failing(bare, "NAME_ALREADY_SET");
  const run = await runAction({ ...bare, inputs: { ...bare.inputs, providers: "sops, env" } });
  expect(run.env.get("A")).toBe("value-number-one");
  expect(run.log).toContain("the value of sops replaces the variable that was set");
});

test("many lines of one broken file are one problem", async () => {
  const broken = { "a.yaml": file.slice(0, file.length / 2) };
  const run = await runAction({
    inputs: withKey("A = sops://a.yaml#A\nB = sops://a.yaml#B\nC = sops://a.yaml#C"),
    workspace: broken,
  });
  expect(run.annotations.filter(({ severity }) => severity === "error")).toHaveLength(1);
});
