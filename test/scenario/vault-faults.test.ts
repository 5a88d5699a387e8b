import { beforeAll, describe, expect, test } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import type { Fault } from "../harness/servers/faults.ts";
import { testNoAnswer } from "./no-answer.ts";
import { vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

const CANARY = "CANARY-7f3a-fault";
/** Bounds what hangs; everything else ends by itself, long before its own. */
const HANGING = /^slow/;
const HANGING_TIMEOUT_S = 2;
const TIMEOUT_S = 60;
/** What a run may take over its timeout: a loaded machine, no claim about speed. */
const SLACK_MS = 20_000;

const KV = "A = vault://secret/one";
const CREDS = "A_* = vault://database/creds/app";
const PKI = "A = vault://pki/issue/web?common_name=a.example.com#certificate";

/** Each call of the provider, with a line that makes it. */
const CALLS: readonly (readonly [call: string, secrets: string, on: string | RegExp])[] = [
  ["token", KV, "/token"],
  ["login", KV, "/v1/auth/jwt/login"],
  ["mount look-up", KV, "/v1/sys/internal/ui/mounts/"],
  ["KV read", KV, "/v1/secret/data/"],
  ["KV list", "A_* = vault://secret/list/", "/v1/secret/metadata/"],
  ["engine, a GET", CREDS, /^GET \/v1\/database\/creds\//],
  ["engine, a POST", PKI, /^POST \/v1\/pki\/issue\//],
];

const DOWN = /STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/;
const ODD = /STORE_ANSWER_INVALID|OIDC_TOKEN_UNAVAILABLE/;
/** What goes wrong for good, and the codes that may come of it. */
const FAULTS: readonly (readonly [fault: Omit<Fault, "on">, codes: RegExp])[] = [
  [{ kind: "throttled" }, /STORE_THROTTLED|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "error-500" }, DOWN],
  [{ kind: "unavailable", retryAfter: "1" }, DOWN],
  [{ kind: "unavailable", retryAfter: "3600" }, DOWN],
  [{ kind: "reset" }, DOWN],
  [{ kind: "slow-headers" }, DOWN],
  [{ kind: "slow-body", everyMs: 500 }, DOWN],
  [{ kind: "truncated" }, /STORE_ANSWER_INVALID|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "not-json" }, ODD],
  [{ kind: "wrong-shape" }, ODD],
  [{ kind: "html" }, /STORE_ANSWER_INVALID|STORE_UNREACHABLE|OIDC_TOKEN_UNAVAILABLE/],
  [{ kind: "empty" }, ODD],
  [{ kind: "too-large" }, ODD],
  [{ kind: "echo" }, /STORE_ANSWER_INVALID|LOGIN_REFUSED|REFERENCE_INVALID|OIDC_TOKEN_UNAVAILABLE/],
];
const VAULT_FAULTS: typeof FAULTS = [
  [{ kind: "stale" }, /STORE_UNREACHABLE/],
  [{ kind: "rate-quota" }, /STORE_THROTTLED/],
  [{ kind: "sealed" }, /STORE_SEALED/],
  [{ kind: "uninitialised" }, /STORE_SEALED/],
  [{ kind: "redirect", location: "" }, /ENDPOINT_REFUSED/],
  [{ kind: "redirect", location: "http://vault.nowhere.invalid:8200" }, /ENDPOINT_REFUSED/],
];

const secrets = Object.fromEntries(
  ["one", "list/one", "list/two"].map((name) => [name, { value: `${CANARY}-${name}` }]),
);
const open = (options: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({
    ...options,
    policies: {
      deploy: {
        "secret/*": ["read", "list"],
        "pki/issue/*": ["update"],
        "database/creds/*": ["read"],
      },
    },
    seed: {
      mounts: {
        secret: { type: "kv", version: 2, secrets },
        pki: { type: "pki", roles: { web: { leases: true } } },
        database: { type: "database", roles: { app: {} } },
      },
    },
  });

const made = ({ vault }: VaultCloud): number =>
  [...vault.counts()].reduce(
    (sum, [name, count]) => sum + (/^(GET database|POST pki)/.test(name) ? count : 0),
    0,
  );

describe.each(CALLS)("%s", (call, lines, on) => {
  const faults = call === "token" ? FAULTS : [...FAULTS, ...VAULT_FAULTS];
  test.concurrent.each(faults.map(([fault, codes]) => [fault.kind, fault, codes] as const))(
    "%s for good",
    async (_, fault, codes) => {
      const failing = [{ ...fault, on }];
      const cloud = open(call === "token" ? { oidc: { faults: failing } } : { faults: failing });
      const timeout = HANGING.test(fault.kind) ? HANGING_TIMEOUT_S : TIMEOUT_S;
      const result = await cloud.run({ inputs: { secrets: lines, timeout: String(timeout) } });
      expect(result.main.exitCode).toBe(1);
      expect(result.main.log).toMatch(codes);
      expect(result.main.log).toContain("Fix:");
      expect(result.main.durationMs).toBeLessThan(HANGING_TIMEOUT_S * 1000 + SLACK_MS);
      expect([...result.env.keys()]).toEqual([]);
      expect([result.files.afterMain, result.files.afterPost]).toEqual([[], []]);
      // A token whose answer was lost ends by itself, after the time of its role.
      if (call !== "login") expect(cloud.vault.tokens().filter(cloud.vault.alive)).toEqual([]);
      expect(cloud.vault.leases().filter(({ alive }) => alive)).toEqual([]);
      // What may have made something is not asked for again; a standby and a quota surely made nothing.
      if (call.startsWith("engine") && !/^(stale|rate-quota|throttled|redirect)$/.test(fault.kind))
        expect(made(cloud)).toBe(1);
      expect(cloud.leaks(result, [CANARY])).toEqual([]);
    },
  );
});

describe("revoke, which fails no run", () => {
  const refused = [...FAULTS, ...VAULT_FAULTS].filter(
    // A success of any shape is one, and a body that comes slowly is a success already.
    ([{ kind }]) => !/^(slow-body|wrong-shape|empty)$/.test(kind),
  );
  test.concurrent.each(refused.map(([fault]) => [fault.kind, fault] as const))(
    "%s for good: the values are there, and an operator is told what lives on",
    async (_, fault) => {
      const { vault, run, leaks } = open({ faults: [{ ...fault, on: "/revoke-self" }] });
      const result = await run({ inputs: { secrets: KV } });
      expect([result.main.exitCode, result.post?.exitCode]).toEqual([0, 0]);
      expect(result.env.get("A")).toBe(`${CANARY}-one`);
      expect(result.annotations.map(({ message }) => message).join("\n")).toContain(
        "vault token revoke -accessor ",
      );
      expect(result.main.durationMs).toBeLessThan(SLACK_MS);
      expect(vault.tokens()).toHaveLength(1);
      expect(result.files.afterPost).toEqual([]);
      expect(leaks(result, [CANARY], { except: [/^file-after-main:.*-leftovers-/] })).toEqual([]);
    },
  );

  test.concurrent.each(["throttled", "error-500", "reset", "stale", "rate-quota"] as const)(
    "%s once is tried again",
    async (kind) => {
      const { vault, run } = open({ faults: [{ kind, on: "/revoke-self", times: 1 }] });
      const result = await run({ inputs: { secrets: KV } });
      expect([result.main.exitCode, result.annotations]).toEqual([0, []]);
      expect(vault.tokens().map(vault.alive)).toEqual([false]);
      expect(vault.counts().get("POST auth/token/revoke-self")).toBe(2);
    },
  );

  test("where main could not, post can", async () => {
    const { vault, run } = open({ faults: [{ kind: "sealed", on: "/revoke-self", times: 1 }] });
    const result = await run({
      inputs: { secrets: KV },
      laterStep: () => expect(vault.tokens().map(vault.alive)).toEqual([true]),
    });
    expect([result.main.exitCode, result.post?.exitCode]).toEqual([0, 0]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(result.files.afterPost).toEqual([]);
  });
});

describe("once, and then well", () => {
  const once = ["throttled", "error-500", "unavailable", "reset", "html", "stale", "rate-quota"] as const;
  test.concurrent.each(
    once.flatMap((kind) =>
      ["/v1/auth/jwt/login", "/v1/sys/internal/ui/mounts/", "/v1/secret/data/"].map(
        (on) => [kind, on] as const,
      ),
    ),
  )("%s of %s is tried again", async (kind, on) => {
    const { vault, run, leaks } = open({ faults: [{ kind, on, times: 1 }] });
    const result = await run({ inputs: { secrets: KV } });
    expect(result.env.get("A")).toBe(`${CANARY}-one`);
    const asked = [...vault.counts()].find(([name]) => `/v1/${name.replace(/^\w+ /, "")}`.startsWith(on));
    expect(asked?.[1]).toBe(2);
    expect(vault.tokens().filter(vault.alive)).toEqual([]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test.concurrent.each(["throttled", "stale", "rate-quota"] as const)(
    "%s of an engine surely made nothing: it is tried again",
    async (kind) => {
      const { vault, run } = open({ faults: [{ kind, on: "/v1/database/creds/", times: 1 }] });
      const result = await run({ inputs: { secrets: CREDS } });
      expect(result.env.has("A_password")).toBe(true);
      expect(vault.counts().get("GET database/creds/app")).toBe(2);
      expect(vault.leases().map(({ alive }) => alive)).toEqual([false]);
    },
  );
});

describe("no answer at all", () => {
  let dns: ActionRun;
  let tls: ActionRun;
  const { run, leaks } = open({ tls: "server" });
  beforeAll(async () => {
    dns = await run({ inputs: { secrets: KV, "vault-address": "https://vault.nowhere.invalid" } });
    // The CA is known to the harness's environment only: here the step does not get it.
    tls = await run({ inputs: { secrets: KV }, env: { NODE_EXTRA_CA_CERTS: "" } });
  });

  testNoAnswer(
    () => ({ dns, tls }),
    (result) => leaks(result, [CANARY]),
  );

  test.each(["expired", "other-host"] as const)("a certificate that is %s", async (name) => {
    const cloud = open({ tls: name });
    const result = await cloud.run({ inputs: { secrets: KV } });
    expect(result.log).toContain("TLS_UNTRUSTED");
    expect(cloud.vault.total()).toBe(0);
    expect(cloud.leaks(result, [CANARY])).toEqual([]);
  });
});
