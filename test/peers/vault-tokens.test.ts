import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readInputs } from "../../src/config/read-inputs.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import type { Secret } from "../../src/kernel/secret.ts";
import type { Host, Leftover, Outcome, Session } from "../../src/providers/provider.ts";
import type { VaultInputs } from "../../src/providers/vault/inputs.ts";
import { vaultProvider } from "../../src/providers/vault/index.ts";
import { parseReference } from "../../src/references/parse-reference.ts";
import type { Reference } from "../../src/references/reference.ts";
import type { StartedServer } from "../harness/job.ts";
import { baoServer } from "../harness/servers/bao.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const READ = { "secret/data/*": ["read"], "pki/issue/*": ["update"] } as const;
const role = (name: string, more: object = {}) => ({
  [name]: { roleId: name, secretIds: [`${name}-secret`], policies: ["read"], ttl: 600, ...more },
});

/** Asked as root, after the step has ended: whether its token is really gone. */
const bao = baoServer({
  seed: {
    policies: { read: READ, "read-and-revoke": { ...READ, "sys/leases/revoke": ["update"] } },
    mounts: {
      secret: { type: "kv", version: 2, secrets: { app: { value: CANARY } } },
      pki: { type: "pki", roles: { web: { ttl: 300, leases: true } } },
    },
    auths: {
      approle: {
        type: "approle",
        roles: {
          ...role("plain"),
          ...role("batch", { type: "batch" }),
          ...role("two-uses", { numUses: 2 }),
          ...role("five-uses", { numUses: 5 }),
          ...role("no-default", { noDefaultPolicy: true }),
        },
      },
    },
    namespaces: {
      team: {
        policies: { read: READ },
        mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: CANARY } } } },
        auths: { approle: { type: "approle", roles: role("plain") } },
      },
    },
  },
});

let started: StartedServer;
const http = createHttp({ env: {}, clock: systemClock });
beforeAll(async () => void (started = await bao.start()));
afterAll(async () => {
  http.close();
  await started.stop();
});

let said: string[];
let left: Leftover[];
let born: Secret[];
beforeEach(() => {
  said = [];
  left = [];
  born = [];
});

const say = (text: string): void => void said.push(text);
const never = async (): Promise<never> => Promise.reject(new Error("not here"));
const host = (): Host => ({
  env: {},
  workspace: "/nowhere",
  temp: "/nowhere",
  face: "actions",
  http,
  clock: systemClock,
  idToken: never,
  born: (secrets) => void born.push(...secrets),
  warn: say,
  info: say,
  debug: () => undefined,
  leave: async (leftover) => void left.push(leftover),
  settle: async (leftover) => void left.splice(left.indexOf(leftover), 1),
  borrow: never,
});

function inputsOf(more: Readonly<Record<string, string>>): VaultInputs {
  const given = Object.entries({ "vault-address": bao.url(), ...more });
  const env = Object.fromEntries(given.map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]));
  const { values, problems } = readInputs(env, [vaultProvider]).providers.get("vault")!;
  expect(problems).toEqual([]);
  return values as unknown as VaultInputs;
}

const byRole = (name: string, more = {}): VaultInputs =>
  inputsOf({ "vault-role-id": name, "vault-secret-id": `${name}-secret`, ...more });

/** Reads references in one session, and says which token it had. */
async function use(
  inputs: VaultInputs,
  references: readonly string[],
  then: (session: Session) => void = () => undefined,
): Promise<{ outcomes: (Outcome | undefined)[]; token: string; accessor: string }> {
  const session = await vaultProvider.open(inputs, host(), signal);
  const record = left[0]?.record ?? {};
  const token = born.map((one) => one.reveal() ?? "").findLast((text) => /^(hv)?[sb]\./.test(text)) ?? "";
  const locators = references.map((text) => {
    const locator = vaultProvider.locate(parseReference(text) as Reference, inputs, {});
    if (locator instanceof Error) throw locator;
    return locator;
  });
  const read = await session.read(locators, signal);
  then(session as Session);
  await session.close(signal);
  return {
    outcomes: locators.map(({ id }) => read.get(id)),
    token,
    accessor: typeof record["accessor"] === "string" ? record["accessor"] : "",
  };
}

const undo = async (): Promise<string[]> =>
  Promise.all(left.map(async (one) => vaultProvider.undo!(one, host(), signal)));
const leaseIsThere = async (id: string): Promise<boolean> =>
  (await bao.ask("POST", "sys/leases/lookup", { token: bao.rootToken, body: { lease_id: id } })).status ===
  200;

test("after success the token is gone, and nothing is left", async () => {
  const { outcomes, token, accessor } = await use(byRole("plain"), ["vault://secret/app"]);
  expect(outcomes.map((one) => one?.is)).toEqual(["found"]);
  expect([accessor !== "", await bao.isAlive(accessor), await bao.takes(token)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([left, said]).toEqual([[], []]);
});

test("after a denied read it is gone just as well", async () => {
  const { outcomes, accessor } = await use(byRole("plain"), ["vault://pki/config/urls"]);
  expect(outcomes[0]).toMatchObject({ is: "failed" });
  expect([accessor !== "", await bao.isAlive(accessor), left]).toEqual([true, false, []]);
});

test("in a namespace", async () => {
  const { outcomes, accessor } = await use(byRole("plain", { "vault-namespace": "team" }), [
    "vault://secret/app",
  ]);
  expect(outcomes.map((one) => one?.is)).toEqual(["found"]);
  expect([accessor !== "", await bao.isAlive(accessor, "team"), left]).toEqual([true, false, []]);
});

test("logged in to the root, read below it", async () => {
  const inputs = byRole("plain", { "vault-namespace": "team", "vault-auth-namespace": "/" });
  const { accessor } = await use(inputs, ["vault://secret/app"]);
  expect([accessor !== "", await bao.isAlive(accessor), left]).toEqual([true, false, []]);
});

test("a token for two uses: the look-up of the mount and one read; then it is gone by itself", async () => {
  const { outcomes, accessor } = await use(byRole("two-uses"), ["vault://secret/app"]);
  expect(outcomes.map((one) => one?.is)).toEqual(["found"]);
  expect([accessor !== "", await bao.isAlive(accessor), left, said]).toEqual([true, false, [], []]);
});

test("a token with uses left is revoked", async () => {
  const { accessor } = await use(byRole("five-uses"), ["vault://secret/app"]);
  expect([accessor !== "", await bao.isAlive(accessor), left, said]).toEqual([true, false, [], []]);
});

test("a batch token cannot be revoked: it lives on, and its end is said", async () => {
  const { outcomes, token } = await use(byRole("batch"), ["vault://secret/app"]);
  expect(outcomes.map((one) => one?.is)).toEqual(["found"]);
  expect(await bao.takes(token)).toBe(true);
  expect([left, said]).toEqual([
    [],
    [expect.stringMatching(/^vault: a batch token cannot be revoked; it lives until \d{4}-/)],
  ]);
});

test("without the default policy it may not revoke itself: an operator gets accessor, end and command", async () => {
  const { accessor } = await use(byRole("no-default"), ["vault://secret/app"]);
  expect(await bao.isAlive(accessor)).toBe(true);
  expect(said).toEqual([expect.stringContaining(`vault token revoke -accessor ${accessor}`)]);
  expect(said[0]).toMatch(/lives until \d{4}-/);
  expect(left).toEqual([]);
});

test("a token that later steps have lives until post", async () => {
  const { token, accessor } = await use(byRole("plain", { "vault-export": "true" }), [], (session) =>
    expect(session.handOver!().variables.get("VAULT_TOKEN")?.reveal()).toMatch(/^(hv)?s\./),
  );
  expect([await bao.isAlive(accessor), await bao.takes(token)]).toEqual([true, true]);
  expect(await undo()).toEqual([expect.stringContaining("the token is revoked")]);
  expect(await bao.isAlive(accessor)).toBe(false);
  expect(await undo()).toEqual([expect.stringContaining("had ended already")]);
});

test("a lease keeps the token alive until post, and ends with it", async () => {
  const { outcomes, accessor } = await use(byRole("plain"), [
    "vault://pki/issue/web?common_name=a.example.com",
  ]);
  expect(outcomes[0]).toMatchObject({ is: "found", expires: expect.any(Date) });
  expect(await bao.isAlive(accessor)).toBe(true);
  const leases = (await bao.ask("GET", "sys/leases/lookup/pki/issue/web?list=true", { token: bao.rootToken }))
    .json;
  const ids: string[] = leases.data.keys.map((key: string) => `pki/issue/web/${key}`);
  expect(await leaseIsThere(ids[0]!)).toBe(true);
  await undo();
  expect(await bao.isAlive(accessor)).toBe(false);
  // The server ends the leases of a token a moment after it has answered.
  await expect.poll(() => leaseIsThere(ids[0]!), { timeout: 10_000, interval: 50 }).toBe(false);
});

test.each([
  ["read-and-revoke", true],
  ["read", false],
])("leases under a token that is not ours, with the policy %s: revoked %s", async (policy, revoked) => {
  const made = await bao.root("POST", "auth/token/create", { policies: [policy], ttl: "10m" });
  const { client_token: token, accessor } = made.json.auth;
  const inputs = inputsOf({ "vault-token": token });
  await use(inputs, ["vault://pki/issue/web?common_name=b.example.com"]);
  const [id] = (left[0]!.record["leases"] as { id: string }[]).map((lease) => lease.id);
  expect(await leaseIsThere(id!)).toBe(true);
  const undone = undo();
  if (revoked) await expect(undone).resolves.toEqual([expect.stringContaining("1 leases are revoked")]);
  else
    await expect(undone).rejects.toMatchObject({ fix: expect.stringContaining(`vault lease revoke ${id}`) });
  expect([await leaseIsThere(id!), await bao.isAlive(accessor)]).toEqual([!revoked, true]);
});

test("health: healthy, and what may be read as the server says; no value is read", async () => {
  const session = await vaultProvider.open(byRole("plain"), host(), signal);
  const found = await session.health!(signal);
  await session.close(signal);
  expect(found).toMatchObject({ status: "healthy", authenticated: true });
  expect(found.details.map(({ name, ok }) => [name, ok])).toEqual(
    ["reachable", "seal", "clock", "login", "expiry", "reads"].map((name) => [name, true]),
  );
  expect(found.details.at(-1)?.text).toBe("may read secret/data/*");
});
