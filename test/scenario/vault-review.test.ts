import { describe, expect, test } from "vitest";
import type { StartedServer } from "../harness/job.ts";
import { openJob } from "../harness/job.ts";
import type { RunOptions } from "../harness/run-action.ts";
import { vaultStandIn, type VaultStandIn } from "../harness/servers/vault-stand-in.ts";
import { sealedBy } from "./sealed.ts";
import { vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

const CANARY = "CANARY-7f3a-review";
const CONFIG = "deploy/values.yaml";
const LINE = "MONGO_URL = database/mongo_url";

/** One whose secrets say which it is. */
const named = (name: string, mounts: readonly string[] = ["secret"]): VaultStandIn =>
  vaultStandIn({
    seed: {
      mounts: Object.fromEntries(
        mounts.map((mount) => [
          mount,
          {
            type: "kv",
            version: 2,
            secrets: { "database/mongo_url": { value: `${CANARY}-${name}-${mount}` } },
          },
        ]),
      ),
    },
  });

/** Started before the job, so that a file of the checkout can name its address; the job's environment does not. */
const beside = async (server: VaultStandIn): Promise<StartedServer> => server.start();

const values = (lines: readonly string[]): string =>
  `secrets:\n  provider: "vault"\n  vault:\n    enabled: true\n${lines.map((line) => `    ${line}\n`).join("")}`;

interface Places {
  readonly file: VaultStandIn;
  readonly env: VaultStandIn;
  readonly input: VaultStandIn;
}

/** Runs one step beside three servers, which a file, the environment and an input may name. */
async function amid(
  options: (places: Places) => RunOptions & { readonly committed?: boolean },
  check: (run: { exported: ReadonlyMap<string, string>; log: string }, places: Places) => void,
): Promise<void> {
  const places: Places = {
    file: named("file"),
    env: named("env"),
    input: named("input", ["secret", "other"]),
  };
  const started = await Promise.all(Object.values(places).map(beside));
  try {
    const { inputs, env, workspace, event, untracked } = options(places);
    const job = await openJob({
      ...(env === undefined ? {} : { env }),
      ...(workspace === undefined ? {} : { workspace }),
      ...(event === undefined ? {} : { event }),
      ...(untracked === undefined ? {} : { untracked }),
    });
    try {
      const step = await job.step({ inputs: { config: CONFIG, secrets: LINE, ...inputs } });
      await job.post();
      check(step, places);
      for (const { rootToken } of Object.values(places))
        expect(step.unmaskedLog.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain(rootToken);
    } finally {
      await job.close();
    }
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
  }
}

const totals = ({ file, env, input }: Places): number[] =>
  [file.total(), env.total(), input.total()].map(Math.sign);

describe("inputs beat the environment, and that beats a file", () => {
  const token = `token: "hvs.CANARY-7f3a-root"`;

  test("a file alone: its address, mount and token, which is of loopback", async () => {
    await amid(
      ({ file }) => ({
        workspace: { [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`, token]) },
      }),
      ({ exported, log }, places) => {
        expect(log).not.toContain("Fix:");
        expect(exported.get("MONGO_URL")).toBe(`${CANARY}-file-secret`);
        expect(totals(places)).toEqual([1, 0, 0]);
      },
    );
  });

  test("the environment's address and token go before the file's", async () => {
    await amid(
      ({ file, env }) => ({
        env: { VAULT_ADDR: env.url(), VAULT_TOKEN: env.rootToken },
        workspace: {
          [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`, `token: "of the file"`]),
        },
      }),
      ({ exported }, places) => {
        expect(exported.get("MONGO_URL")).toBe(`${CANARY}-env-secret`);
        expect(totals(places)).toEqual([0, 1, 0]);
      },
    );
  });

  test("an input's address, token and mount go before both", async () => {
    await amid(
      ({ file, env, input }) => ({
        env: { VAULT_ADDR: env.url(), VAULT_TOKEN: "of the environment" },
        inputs: {
          "vault-address": input.url(),
          "vault-token": input.rootToken,
          "vault-mount": "other",
        },
        workspace: {
          [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`, `token: "of the file"`]),
        },
      }),
      ({ exported }, places) => {
        expect(exported.get("MONGO_URL")).toBe(`${CANARY}-input-other`);
        expect(totals(places)).toEqual([0, 0, 1]);
        for (const { headers } of places.input.raw)
          expect(headers["x-vault-token"]).toBe(places.input.rootToken);
      },
    );
  });

  test.each<[string, (places: Places) => RunOptions]>([
    ["the environment", ({ env }) => ({ env: { VAULT_ADDR: env.url() } })],
    ["an input", ({ input }) => ({ inputs: { "vault-address": input.url() } })],
  ])("a file's token goes to no address that %s names", async (_, where) => {
    await amid(
      (places) => ({
        ...where(places),
        workspace: {
          [CONFIG]: values([`address: "${places.file.url()}"`, `mountPath: "secret"`, token]),
        },
      }),
      ({ exported, log }, places) => {
        expect(exported.size).toBe(0);
        expect(log).toContain("CREDENTIALS_MISSING");
        expect(totals(places)).toEqual([0, 0, 0]);
      },
    );
  });

  test("an address of a file that the event's own commit does not hold is not asked", async () => {
    await amid(
      ({ file, env }) => ({
        env: { VAULT_TOKEN: env.rootToken },
        untracked: { [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`]) },
      }),
      ({ exported, log }, places) => {
        expect([exported.size, ...totals(places)]).toEqual([0, 0, 0, 0]);
        expect(log).toContain("Fix:");
      },
    );
  });

  test("the seed's http://vault:8200 is refused with the line that allows it, and nothing is asked of it", async () => {
    await amid(
      () => ({
        env: { VAULT_TOKEN: `${CANARY}-token` },
        workspace: { [CONFIG]: values([`address: "http://vault:8200"`, `mountPath: "secret"`]) },
      }),
      ({ log }) => {
        expect(log).toContain("ENDPOINT_REFUSED");
        expect(log).toContain("vault-allow-http: true");
      },
    );
  });

  test("environment means env alone, whatever else is configured", async () => {
    await amid(
      ({ env, input }) => ({
        env: { VAULT_ADDR: env.url(), VAULT_TOKEN: env.rootToken, MONGO_URL: `${CANARY}-variable` },
        inputs: {
          "vault-address": input.url(),
          "vault-token": input.rootToken,
          "vault-mount": "secret",
          overwrite: "true",
        },
        workspace: {
          [CONFIG]:
            "secrets:\n  provider: environment\n  vault:\n    enabled: true\n  aws:\n    enabled: true\n",
        },
      }),
      ({ exported, log }, places) => {
        expect(log).not.toContain("Fix:");
        expect(log).toContain("secrets provider: env");
        expect(exported.get("MONGO_URL") ?? `${CANARY}-variable`).toBe(`${CANARY}-variable`);
        expect(totals(places)).toEqual([0, 0, 0]);
      },
    );
  });
});

test("a token that a file of secrets left with a line end behind it is that token", async () => {
  const { vault, run } = kv({ app: { value: CANARY } });
  for (const how of [
    { inputs: { "vault-token": `${vault.rootToken}\n` } },
    { env: { VAULT_TOKEN: `${vault.rootToken}\n` } },
  ]) {
    const result = await run({
      ...how,
      inputs: { "vault-role": "", secrets: "A = vault://secret/app", ...how.inputs },
    });
    expect(result.main.log).not.toContain("Fix:");
    expect(result.env.get("A")).toBe(CANARY);
  }
});

type Secrets = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const kv = (secrets: Secrets, more: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({
    seed: {
      mounts: {
        secret: { type: "kv", version: 2, secrets },
        pki: { type: "pki", roles: { web: {} } },
      },
    },
    policies: { deploy: { "secret/*": ["read", "list"], "pki/*": ["read", "update"] } },
    ...more,
  });

describe("names from a store become no variable that would run code or choose a host", () => {
  const NAMES = ["NODE_OPTIONS", "LD_PRELOAD", "PATH", "GITHUB_ENV", "VAULT_ADDR", "VAULT_TOKEN", "BASH_ENV"];

  test.each(NAMES)("%s as a field, and as the name of a secret", async (name) => {
    const { vault, run, leaks } = kv({
      fields: { [name]: CANARY, ok: CANARY },
      [`below/${name}`]: { value: CANARY },
    });
    for (const secrets of ["* = vault://secret/fields", "* = vault://secret/below/"]) {
      const result = await run({ inputs: { secrets, "wildcard-names": "*" } });
      expect(result.main.exitCode).toBe(1);
      expect(result.env.size).toBe(0);
      expect(result.log).toContain(name);
      expect(leaks(result, [CANARY])).toEqual([]);
    }
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
  });

  test("spaces, percent signs, __proto__ and other alphabets are characters like any other", async () => {
    const secrets = {
      "below/a b": { value: `${CANARY}-1` },
      "below/50%": { value: `${CANARY}-2` },
      "below/__proto__": { value: `${CANARY}-3` },
      "below/ключ": { value: `${CANARY}-4` },
      "below/%2e%2e": { value: `${CANARY}-5` },
    };
    const { run, leaks } = kv(secrets);
    const result = await run({
      inputs: {
        secrets: `A_* = vault://secret/below/\nB = "vault://secret/below/a b"\nC = vault://secret/below/50%25\nD = vault://secret/below/%252e%252e`,
      },
    });
    expect(result.main.log).not.toContain("Fix:");
    expect(
      ["A_a_b", "A_50_", "A___proto__", "A_____", "A__2e_2e", "B", "C", "D"].map((name) =>
        result.env.get(name),
      ),
    ).toEqual([1, 2, 3, 4, 5, 1, 2, 5].map((number) => `${CANARY}-${number}`));
    expect(leaks(result, [CANARY])).toEqual([]);
  });
});

describe("only the input `secrets` has something made", () => {
  const POSTS = /^POST pki/;
  const PKI = "vault://pki/issue/web?common_name=a.example.com";
  const { seal } = sealedBy([]);

  test.each<[string, string, () => RunOptions]>([
    [
      "another input",
      "READ_CREATES",
      () => ({
        inputs: { "age-key": `${PKI}#private_key`, secrets: "A = sops://s.yaml#a" },
        workspace: { "s.yaml": seal("yaml", "a: b\n") },
      }),
    ],
    [
      "another input, by a GET",
      "READ_CREATES",
      () => ({
        inputs: { "age-key": "vault://pki/issue/web#private_key", secrets: "A = sops://s.yaml#a" },
        workspace: { "s.yaml": seal("yaml", "a: b\n") },
      }),
    ],
    [
      "a query of another tool's form",
      "REFERENCE_INVALID",
      () => ({ inputs: { secrets: "A = ref+vault://pki/issue/web?common_name=a.example.com#/private_key" } }),
    ],
    [
      "an address in such a query",
      "REFERENCE_INVALID",
      () => ({ inputs: { secrets: "A = ref+vault://secret/app?address=https://evil.example#/value" } }),
    ],
    [
      "a file of lines",
      "READ_CREATES",
      () => ({
        inputs: { config: "c.yaml" },
        workspace: { "c.yaml": `secrets: |\n  A = ${PKI}#private_key\n` },
      }),
    ],
    [
      "a key of an ExternalSecret",
      "REFERENCE_INVALID",
      () => ({
        inputs: { config: "c.yaml" },
        workspace: {
          "c.yaml":
            "secrets: {provider: vault}\nexternalSecrets:\n  enabled: true\n  data:\n    - secretKey: A\n      remoteRef: {key: 'pki/issue/web?common_name=a.example.com', property: private_key}\n",
        },
      }),
    ],
  ])("not %s", async (_, code, options) => {
    const { vault, run } = kv({ app: { value: CANARY } });
    const result = await run(options());
    expect(result.main.exitCode).toBe(1);
    expect(result.log).toContain(code);
    expect(result.log).toContain("Fix:");
    expect([...vault.counts().keys()].filter((name) => POSTS.test(name))).toEqual([]);
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
    expect(result.env.size).toBe(0);
  });
});

describe("a path is the path that it says", () => {
  test.each([
    "vault://secret/..%2fsys/raw/x",
    "vault://secret/%2e%2e/sys/raw/x",
    "vault://secret%2F..%2Fsys/raw",
    "vault://SYS/raw/x",
    "vault://Auth/token/create",
    "vault://secret/app%00x",
    "vault://secret/app%0d%0aX: y",
    "vault:////evil.example/secret",
    "vault://secret/a//b",
  ])("%s is refused before any request", async (reference) => {
    const { vault, oidc, run } = kv({ app: { value: CANARY } });
    const result = await run({ inputs: { secrets: `A = "${reference}"` } });
    expect(result.main.exitCode).toBe(1);
    expect([vault.total(), oidc.audiences.length]).toEqual([0, 0]);
  });

  test("an encoded slash is one; a mount is no prefix of letters", async () => {
    const { vault, run } = vaultCloud({
      policies: { deploy: { "secret/*": ["read"], "secret2/*": ["read"], "team/kv/one/*": ["read"] } },
      seed: {
        mounts: {
          secret: { type: "kv", version: 2, secrets: { "a/b": { value: `${CANARY}-1` } } },
          secret2: { type: "kv", version: 1, secrets: { "a/b": { value: `${CANARY}-2` } } },
          "team/kv/one": { type: "kv", version: 2, secrets: { "a/b": { value: `${CANARY}-3` } } },
        },
      },
    });
    const result = await run({
      inputs: { secrets: "A = vault://secret/a%2Fb\nB = vault://secret2/a/b\nC = vault://team/kv/one/a/b" },
    });
    expect(["A", "B", "C"].map((name) => result.env.get(name))).toEqual(
      [1, 2, 3].map((n) => `${CANARY}-${n}`),
    );
    expect(vault.counts().get("GET secret/data/a/b")).toBe(1);
    expect(vault.counts().get("GET secret2/a/b")).toBe(1);
  });
});

test("a namespace that would lead out of its place is refused, by the input and by VAULT_NAMESPACE", async () => {
  const { vault, oidc, run } = kv({ app: { value: CANARY } });
  for (const text of ["../sys", "team/..", "team%2f..", "a//b", "team?x", "team#x"])
    for (const how of [{ inputs: { "vault-namespace": text } }, { env: { VAULT_NAMESPACE: text } }]) {
      const result = await run({ ...how, inputs: { secrets: "A = vault://secret/app", ...how.inputs } });
      expect(result.log).toContain("INPUT_INVALID");
    }
  expect([vault.total(), oidc.audiences.length]).toEqual([0, 0]);
});

test("a hundred secrets are a login, one look-up, a hundred reads and an end", async () => {
  const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
  const { vault, run } = kv(
    Object.fromEntries(names.map((name) => [`many/${name}`, { value: `${CANARY}-${name}` }])),
  );
  const result = await run({
    inputs: {
      secrets: names.map((name) => `${name.toUpperCase()} = vault://secret/many/${name}`).join("\n"),
    },
  });
  expect(result.env.get("N99")).toBe(`${CANARY}-n99`);
  expect(vault.total()).toBe(103);
});

test("post says in debug what it asks, too, once for each request, and no token", async () => {
  const { vault, run, leaks } = kv({ app: { value: CANARY } });
  const result = await run({
    inputs: { secrets: "A = vault://secret/app", "vault-export": "true" },
    env: { LOG_LEVEL: "DEBUG" },
  });
  expect(result.post?.log).toMatch(
    /http: vault attempt 1: POST \S+ \/v1\/auth\/token\/revoke-self -> 204, \d+ ms/,
  );
  expect(result.log.match(/-> 20\d, \d+ ms/g)).toHaveLength(vault.total() + 1);
  expect(leaks(result, [CANARY], { except: [/^file-after-main:/] })).toEqual([]);
});
