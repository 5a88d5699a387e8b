import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { RunOptions } from "../harness/run-action.ts";
import { call, folder, isWindows, start } from "./terminal.ts";
import { vaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const CANARY = "CANARY-7f3a-mongo";
const PKI = "vault://pki/issue/web?common_name=a.example.com#certificate";
const KV: RunOptions = { inputs: { secrets: "MONGO_URL = vault://secret/database/mongo_url" } };
const EXPORTED: RunOptions = { inputs: { "vault-export": "true" } };

const circumstances = (more: VaultCloudOptions = {}): VaultCloudOptions => ({
  ...more,
  policies: { deploy: { "secret/*": ["read", "list"], "pki/issue/*": ["update"] } },
  seed: {
    mounts: {
      secret: { type: "kv", version: 2, secrets: { "database/mongo_url": { value: CANARY } } },
      pki: { type: "pki", roles: { web: { leases: true } } },
    },
  },
});

const OUR_FILES = /^temp\/secrets-action-(?:leftovers|report)-/;

test("one secret: the token is gone when main ends, and with it the file that named it", async () => {
  const { vault, run, leaks } = vaultCloud(circumstances());
  const result = await run({
    ...KV,
    laterStep: ({ env }) => {
      expect(env.get("MONGO_URL")).toBe(CANARY);
      expect(vault.tokens().map(vault.alive)).toEqual([false]);
    },
  });
  expect([result.main.succeeded, result.post?.succeeded]).toEqual([true, true]);
  // The report, and what post has to blank.
  expect(result.files.afterMain.filter(({ path: name }) => !OUR_FILES.test(name))).toEqual([]);
  expect(result.files.afterMain.filter(({ bytes }) => bytes.includes(vault.tokens()[0]!))).toEqual([]);
  expect(result.files.afterPost).toEqual([]);
  expect(leaks(result, [CANARY], { except: [/^post\.env$/] })).toEqual([]);
});

test("a token for later steps: it lives for them, is in no state and no log, and post ends it", async () => {
  const { vault, run } = vaultCloud(circumstances());
  const result = await run({
    ...EXPORTED,
    laterStep: ({ env, folder: { temp } }) => {
      expect(env.get("VAULT_ADDR")).toBe(vault.url());
      expect(env.get("VAULT_TOKEN")).toBe(vault.tokens()[0]);
      expect(vault.tokens().map(vault.alive)).toEqual([true]);
      const holding = fs.readdirSync(temp).map((name) => path.join(temp, name));
      const withToken = holding.filter((file) => fs.readFileSync(file, "utf8").includes(vault.tokens()[0]!));
      expect(withToken).toHaveLength(1);
      if (!isWindows) expect(fs.statSync(withToken[0]!).mode & 0o777).toBe(0o600);
    },
  });
  const [token] = vault.tokens();
  expect(vault.alive(token!)).toBe(false);
  expect(result.envAfterPost.get("VAULT_TOKEN")).toBe("");
  expect(result.files.afterPost).toEqual([]);
  expect([...result.state.values()].join()).not.toContain(token);
  expect(`${result.log}${result.laterStepHeader}${result.summary}`).not.toContain(token);
  expect(result.log).toContain("Later steps have the Vault token until");
  expect(result.post?.log).toContain("vault: the token is revoked");
});

test("a lease keeps the token until post, and its earlier end is said", async () => {
  const { vault, run } = vaultCloud(circumstances());
  const result = await run({
    inputs: { secrets: `CERT = ${PKI}` },
    laterStep: () => expect(vault.leases().map(({ alive }) => alive)).toEqual([true]),
  });
  expect(result.main.succeeded).toBe(true);
  expect(result.main.log).toContain("the token lives on for a lease; they end with it");
  expect([vault.tokens().map(vault.alive), vault.leases().map(({ alive }) => alive)]).toEqual([
    [false],
    [false],
  ]);
  expect(result.files.afterPost).toEqual([]);
});

test("a dry run makes nothing, and says so", async () => {
  const { vault, run } = vaultCloud(circumstances());
  const result = await run({
    inputs: { secrets: `CERT = ${PKI}\nMONGO_URL = vault://secret/database/mongo_url`, "dry-run": "true" },
  });
  expect(result.main.succeeded).toBe(true);
  expect(vault.leases()).toEqual([]);
  expect(result.main.log).toContain("CERT: not read, because reading it creates something");
  expect(vault.tokens().map(vault.alive)).toEqual([false]);
  expect(result.files.afterMain).toEqual([]);
});

test("a run that fails leaves no token, whether it had leases or not", async () => {
  const { vault, run } = vaultCloud(circumstances());
  const result = await run({ inputs: { secrets: `CERT = ${PKI}\nGONE = vault://secret/not/there` } });
  expect(result.main.succeeded).toBe(false);
  expect(result.main.log).toContain("SECRET_NOT_FOUND");
  expect(vault.tokens().map(vault.alive)).toEqual([false]);
  expect(result.files.afterPost).toEqual([]);
});

describe("main that is killed", () => {
  // The store does not answer what comes next, so that main is still there when it is killed.
  test.each([
    ["when it has logged in", /knows the step as/, "/v1/sys/internal/ui/mounts/"],
    ["when it reads", /internal\/ui\/mounts\/\S+ -> 200/, "/v1/secret/data/"],
  ])("%s leaves nothing after post, which revokes", async (_, whenStdout, on) => {
    const { vault, run } = vaultCloud(circumstances({ faults: [{ kind: "slow-headers", on, times: 1 }] }));
    const result = await run({ ...KV, debug: true, kill: { signal: "SIGKILL", whenStdout } });
    expect(result.main.signal ?? result.main.exitCode).toBe(isWindows ? 1 : "SIGKILL");
    expect(result.post?.exitCode).toBe(0);
    expect(result.post?.log).toContain("vault: the token is revoked");
    expect([vault.tokens().length, vault.tokens().filter(vault.alive)]).toEqual([1, []]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("while it exports leaves nothing after post", async () => {
    const { vault, run } = vaultCloud(circumstances());
    const result = await run({
      inputs: { ...KV.inputs, ...EXPORTED.inputs },
      slowReader: true,
      kill: { signal: "SIGKILL", whenStdout: /add-mask::CANARY/ },
    });
    expect(result.post?.exitCode).toBe(0);
    expect([vault.tokens().length, vault.tokens().filter(vault.alive)]).toEqual([1, []]);
    expect(result.files.afterPost).toEqual([]);
  });

  test.skipIf(isWindows)("by the runner's first signal revokes by itself", async () => {
    const { vault, run } = vaultCloud(
      circumstances({ faults: [{ kind: "slow-headers", on: "/v1/secret/data/" }] }),
    );
    const result = await run({
      ...KV,
      debug: true,
      kill: { signal: "SIGINT", whenStdout: /internal\/ui\/mounts[^]*-> 200/ },
      laterStep: () => expect(vault.tokens().map(vault.alive)).toEqual([false]),
    });
    expect(result.main.exitCode).toBe(1);
    expect(result.files.afterPost).toEqual([]);
  });
});

test("where a later step removes the file, post tells an operator what to end, and fails nothing", async () => {
  const { vault, run } = vaultCloud(circumstances());
  const result = await run({
    ...EXPORTED,
    laterStep: ({ folder: { temp } }) => {
      for (const name of fs.readdirSync(temp)) fs.rmSync(path.join(temp, name));
    },
  });
  expect(result.post?.succeeded).toBe(true);
  expect(vault.tokens().map(vault.alive)).toEqual([true]);
  const [warning] = result.post!.annotations;
  expect(warning?.message).toMatch(
    /is gone from RUNNER_TEMP\. The Vault token with the accessor \S+ lives until \S+/,
  );
  expect(warning?.message).toContain("vault token revoke -accessor ");
  expect(warning?.message).not.toContain(vault.tokens()[0]);
});

test("where Vault is sealed by then, post says so, removes the file, and fails nothing", async () => {
  const { vault, run } = vaultCloud(circumstances());
  const result = await run({ ...EXPORTED, laterStep: () => vault.setState("sealed") });
  expect(result.post?.succeeded).toBe(true);
  expect(result.post?.annotations[0]?.message).toContain("is sealed");
  expect(result.post?.annotations[0]?.message).toContain("vault token revoke -accessor ");
  expect(result.files.afterPost).toEqual([]);
});

describe("a terminal has no post", () => {
  const open = async (
    use: (env: Record<string, string>, cloud: ReturnType<typeof vaultCloud>) => Promise<void>,
    faults: NonNullable<VaultCloudOptions["faults"]> = [],
  ) => {
    const cloud = vaultCloud({
      ...circumstances({ faults }),
      seed: {
        ...circumstances().seed,
        auths: {
          approle: {
            type: "approle",
            roles: { deploy: { roleId: "deploy", policies: ["deploy"] } },
          },
        },
      },
    });
    const started = await cloud.vault.start();
    try {
      await use({ ...started.env }, cloud);
    } finally {
      await started.stop();
    }
  };

  const ROLE = ["--vault-role-id", "deploy"];
  const SAYS = "process.stdout.write(String([!!process.env.VAULT_TOKEN, !!process.env.CERT]))";

  test("the program has the token and the lease; when it has ended, both have", async () => {
    await open(async (env, { vault }) => {
      fs.writeFileSync(path.join(folder, "kv.env"), "MONGO_URL=vault://secret/database/mongo_url\n");
      const flags = [...ROLE, "--vault-export", "--secrets", `CERT = ${PKI}`, "--env-file", "kv.env"];
      const ran = await call(["run", ...flags, "--", process.execPath, "-e", SAYS], env);
      expect([ran.code, ran.stdout.toString()]).toEqual([0, "true,true"]);
      expect(ran.stderr).not.toContain("warning");
      expect(vault.leases().map(({ alive }) => alive)).toEqual([false]);
      expect(vault.tokens().map(vault.alive)).toEqual([false]);
    });
  });

  test("a run that fails before its program leaves neither", async () => {
    await open(async (env, { vault }) => {
      const secrets = `CERT = ${PKI}\nGONE = vault://secret/not/there`;
      const ran = await call(["run", ...ROLE, "--secrets", secrets, "--", process.execPath, "-e", SAYS], env);
      expect([ran.code, ran.stdout.toString()]).toEqual([125, ""]);
      expect(vault.leases().map(({ alive }) => alive)).toEqual([false]);
      expect(vault.tokens().map(vault.alive)).toEqual([false]);
    });
  });

  test.skipIf(isWindows)("Ctrl-C while it reads leaves neither", async () => {
    await open(
      async (env, { vault }) => {
        const secrets = `CERT = ${PKI}\nMONGO_URL = vault://secret/database/mongo_url`;
        const flags = ["run", ...ROLE, "--secrets", secrets, "--", process.execPath, "-e", SAYS];
        const { child, done } = start(flags, { ...env, LOG_LEVEL: "DEBUG" });
        let sent = false;
        child.stderr?.on("data", () => {
          // Once: a second one ends it at once.
          if (!sent && vault.leases().length > 0) sent = child.kill("SIGINT");
        });
        const ran = await done;
        expect([ran.code, ran.stdout.toString()]).toEqual([130, ""]);
        expect(vault.leases().map(({ alive }) => alive)).toEqual([false]);
        expect(vault.tokens().map(vault.alive)).toEqual([false]);
      },
      [{ kind: "slow-headers", on: "/v1/secret/data/" }],
    );
  });

  test("an env file asks for nothing to be made", async () => {
    await open(async (env, { vault }) => {
      fs.writeFileSync(path.join(folder, "made.env"), `CERT=${PKI}\n`);
      const ran = await call(
        ["run", ...ROLE, "--env-file", "made.env", "--", process.execPath, "-e", SAYS],
        env,
      );
      expect(ran.stderr).toContain("READ_CREATES");
      expect(vault.tokens()).toEqual([]);
    });
  });
});
