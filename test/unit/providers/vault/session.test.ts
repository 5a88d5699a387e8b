import { beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { Outcome } from "../../../../src/providers/provider.ts";
import type { VaultLocator } from "../../../../src/providers/vault/locate.ts";
import { openSession } from "../../../../src/providers/vault/session.ts";
import type { VaultToken } from "../../../../src/providers/vault/token.ts";
import { CANARY, DENIED, fakeVault, type FakeVault, NOW, type Reply, UNKNOWN } from "./fake-vault.ts";
import { inputsOf } from "./login-inputs.ts";

const REVOKE = "POST auth/token/revoke-self";
const signal = new AbortController().signal;

/** What logging in gives, and the store behind it: those are tested for themselves. */
const given = vi.hoisted(() => ({
  token: undefined as unknown,
  leases: [] as { id: string; namespace: string }[],
  outcome: undefined as unknown,
  openFails: false,
  readFails: false,
}));
vi.mock("../../../../src/providers/vault/login.ts", () => ({ logIn: async () => given.token }));
vi.mock("../../../../src/providers/vault/store.ts", () => ({
  openStore: () => {
    if (given.openFails) throw new Failure("INTERNAL", "No store.");
    return {
      read: async (locators: readonly VaultLocator[]) => {
        if (given.readFails) throw new Failure("STORE_UNREACHABLE", "No answer.");
        return new Map(locators.map(({ id }) => [id, given.outcome]));
      },
      creates: async () => true,
      leases: () => given.leases,
    };
  },
}));

const tokenOf = (more: Partial<VaultToken> = {}): VaultToken => ({
  token: Secret.of(CANARY),
  accessor: "acc.1",
  expires: new Date(NOW + 600_000),
  renewable: true,
  type: "service",
  policies: ["default"],
  ours: true,
  subject: "role deploy",
  ...more,
});
const FOUND: Outcome = {
  is: "found",
  value: { kind: "text", text: Secret.of(CANARY) },
  expires: new Date(NOW + 3_600_000),
};
const LOCATOR = { id: "a", shown: "a" } as VaultLocator;

beforeEach(() => {
  given.token = tokenOf();
  given.leases = [];
  given.outcome = FOUND;
  given.openFails = false;
  given.readFails = false;
});

const open = (vault: FakeVault, more = {}) =>
  openSession(
    inputsOf({ vaultAddress: ["https://vault.example.com:8200"], ...more }),
    vault.setting.host,
    signal,
  );

const lines = (vault: FakeVault): string[] => vault.asked.map(({ line }) => line);

test("the token is left for post before anything else, and taken back when it is revoked at the end", async () => {
  const vault = fakeVault({ [REVOKE]: { status: 204 } });
  const session = await open(vault);
  expect(vault.left).toHaveLength(1);
  expect(session.who).toEqual({
    sealed: false,
    subject: "role deploy",
    account: "vault.example.com:8200",
    expires: new Date(NOW + 600_000),
  });
  // Long cancelled: revoking has a time of its own.
  await session.close(AbortSignal.abort());
  await session.close(signal);
  expect([lines(vault), vault.left, vault.said]).toEqual([[REVOKE], [], []]);
  expect(vault.asked[0]?.aborted).toBe(false);
});

test("a store that does not open leaves no token behind", async () => {
  given.openFails = true;
  const vault = fakeVault({ [REVOKE]: { status: 204 } });
  await expect(open(vault)).rejects.toMatchObject({ code: "INTERNAL" });
  expect([lines(vault), vault.left]).toEqual([[REVOKE], []]);
});

test("where nothing can be left for post, the token is revoked at once", async () => {
  const vault = fakeVault({ [REVOKE]: { status: 204 } });
  const host = {
    ...vault.setting.host,
    leave: () => Promise.reject(new Failure("RUNNER_UNUSABLE", "No file.")),
  };
  await expect(openSession(inputsOf(), host, signal)).rejects.toMatchObject({ code: "RUNNER_UNUSABLE" });
  expect(lines(vault)).toEqual([REVOKE]);
});

test("a read that fails changes nothing about the end", async () => {
  given.readFails = true;
  const vault = fakeVault({ [REVOKE]: { status: 204 } });
  const session = await open(vault);
  await expect(session.read([LOCATOR], signal)).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
  await session.close(signal);
  expect([lines(vault), vault.left]).toEqual([[REVOKE], []]);
});

test("later steps that have the token keep it, and post revokes it", async () => {
  const vault = fakeVault({}, { env: { VAULT_NAMESPACE: "team" } });
  const session = await open(vault, { vaultExport: true });
  const handed = session.handOver!();
  expect([...handed.variables].map(([name, value]) => `${name}=${value.reveal()}`)).toEqual([
    "VAULT_ADDR=https://vault.example.com:8200",
    `VAULT_TOKEN=${CANARY}`,
    "VAULT_NAMESPACE=team",
  ]);
  expect(handed.note).toContain("until 2026-11-24T12:10:00Z");
  await session.close(signal);
  expect([lines(vault), vault.left.length]).toEqual([[], 1]);
});

test("a namespace that was set before is blanked where the token is for the root", async () => {
  const vault = fakeVault({}, { env: { VAULT_NAMESPACE: "team" } });
  const session = await open(vault, { vaultExport: true, vaultNamespace: "/" });
  expect(session.handOver!().variables.get("VAULT_NAMESPACE")?.reveal()).toBe("");
});

test("a lease lives as long as the token, which post revokes; the earlier end is the value's, and is said", async () => {
  given.leases = [{ id: "database/creds/a/1", namespace: "" }];
  const vault = fakeVault();
  const session = await open(vault);
  const outcome = (await session.read([LOCATOR], signal)).get("a");
  expect(outcome).toMatchObject({ expires: new Date(NOW + 600_000) });
  await session.close(signal);
  expect([lines(vault), vault.left.length]).toEqual([[], 1]);
  expect(vault.said).toEqual([expect.stringContaining("until 2026-11-24T12:10:00Z at the latest")]);
});

test("under a token that is not ours each lease is left for post, once, and the token is let live", async () => {
  given.token = tokenOf({ ours: false });
  const vault = fakeVault();
  const session = await open(vault);
  expect(vault.left).toEqual([]);
  given.leases = [{ id: "database/creds/a/1", namespace: "" }];
  await session.read([LOCATOR], signal);
  await session.read([LOCATOR], signal);
  given.leases = [...given.leases, { id: "database/creds/a/2", namespace: "" }];
  await session.read([LOCATOR], signal);
  await session.close(signal);
  expect(lines(vault)).toEqual([]);
  expect(vault.left.map(({ record }) => record["leases"])).toEqual([
    [{ id: "database/creds/a/1", namespace: "" }],
    [{ id: "database/creds/a/2", namespace: "" }],
  ]);
});

test("a batch token is not revoked, which is said with its end; its leases are left for post", async () => {
  given.token = tokenOf({ type: "batch" });
  given.leases = [{ id: "database/creds/a/1", namespace: "" }];
  const vault = fakeVault();
  const session = await open(vault);
  await session.read([LOCATOR], signal);
  await session.close(signal);
  expect([lines(vault), vault.left.length]).toEqual([[], 1]);
  expect(vault.said).toEqual([
    "vault: a batch token cannot be revoked; it lives until 2026-11-24T12:10:00Z.",
  ]);
});

test("a token that is spent is gone", async () => {
  given.token = tokenOf({ uses: 1 });
  const vault = fakeVault({ [REVOKE]: UNKNOWN });
  await (await open(vault)).close(signal);
  expect([vault.left, vault.said]).toEqual([[], []]);
});

test.each<[string, Reply, number]>([
  ["what may not be done is not tried in post again", DENIED, 0],
  [
    "a server that is sealed now is asked again in post",
    { status: 503, json: { errors: ["Vault is sealed"] } },
    1,
  ],
])("%s; an operator is told, and nothing fails", async (_, reply, left) => {
  given.token = tokenOf({ policies: ["deploy"] });
  const vault = fakeVault({ [REVOKE]: reply });
  await (await open(vault)).close(signal);
  expect(vault.left).toHaveLength(left);
  expect(vault.said).toEqual([
    expect.stringMatching(/^warning: .*could not be revoked[^]*vault token revoke -accessor acc\.1/),
  ]);
  expect(vault.said.join()).not.toContain(CANARY);
});
