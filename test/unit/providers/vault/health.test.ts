import { expect, test } from "vitest";
import { HttpError } from "../../../../src/kernel/http.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { health } from "../../../../src/providers/vault/health.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import type { VaultToken } from "../../../../src/providers/vault/token.ts";
import { CANARY, DENIED, fakeVault, NOW, type Reply } from "./fake-vault.ts";
import { inputsOf } from "./login-inputs.ts";

const HEALTH = "GET sys/health";
const LOOKUP = "GET auth/token/lookup-self";
const ACL = "GET sys/internal/ui/resultant-acl";
const CAPABILITIES = "POST sys/capabilities-self";
const signal = new AbortController().signal;

const UP = { initialized: true, sealed: false, standby: false, version: "1.21.4", cluster_name: CANARY };
const GOOD: Readonly<Record<string, Reply>> = {
  [HEALTH]: { status: 200, json: UP },
  [LOOKUP]: {
    status: 200,
    json: {
      data: {
        policies: ["default", "deploy"],
        expire_time: new Date(NOW + 900_000).toISOString(),
        id: CANARY,
      },
    },
  },
  [ACL]: {
    status: 200,
    json: {
      data: {
        root: false,
        exact_paths: {
          "auth/token/lookup-self": { capabilities: ["read"] },
          "secret/data/app": { capabilities: ["list", "read"] },
          "secret/data/denied": { capabilities: ["deny"] },
          "secret/data/written": { capabilities: ["create"] },
        },
        glob_paths: {
          "cubbyhole/": { capabilities: ["read"] },
          "secret/data/prod/": { capabilities: ["read"] },
        },
      },
    },
  },
};

const TOKEN: VaultToken = {
  token: Secret.of(CANARY),
  renewable: true,
  type: "service",
  policies: ["default"],
  ours: true,
  subject: "role deploy",
};

async function probe(
  replies: Readonly<Record<string, Reply>>,
  more: {
    readonly setting?: Partial<VaultSetting>;
    readonly token?: Partial<VaultToken>;
    readonly mount?: string;
    readonly behindMs?: number;
  } = {},
) {
  const vault = fakeVault({ ...GOOD, ...replies }, more.setting);
  const now = NOW - (more.behindMs ?? 0);
  const setting = {
    ...vault.setting,
    host: { ...vault.setting.host, clock: { ...vault.setting.host.clock, now: () => now } },
  };
  const inputs = inputsOf({ vaultMount: more.mount ?? "" });
  const found = await health(inputs, { ...TOKEN, ...more.token }, setting, signal);
  expect(JSON.stringify(found)).not.toContain(CANARY);
  expect(found.details.filter(({ ok, fix }) => !ok && !fix)).toEqual([]);
  const text = (name: string): string => found.details.find((one) => one.name === name)?.text ?? "";
  return { found, text, asked: vault.asked };
}

test("what an operator needs, without a value being read; the server's state without token and namespace", async () => {
  const { found, text, asked } = await probe({});
  expect(found).toMatchObject({ status: "healthy", authenticated: true });
  expect(text("reachable")).toBe("vault.example.com:8200 answers, version 1.21.4");
  expect(text("seal")).toContain("unsealed");
  expect(text("clock")).toContain("agrees");
  expect(text("expiry")).toContain("until 2026-11-24T12:15:00Z");
  expect(asked.find(({ line }) => line === HEALTH)).toMatchObject({ token: undefined });
});

test("what may be read is asked of the server, and the paths of every token are left out", async () => {
  const { text } = await probe({});
  expect(text("login")).toBe("role deploy, with the policies default, deploy");
  expect(text("reads")).toBe("may read secret/data/app, secret/data/prod/*");
  expect((await probe({ [ACL]: { status: 200, json: { data: { root: true } } } })).text("reads")).toContain(
    "everything",
  );
});

test("namespaces: of the server's state none, of the token that of the login, of paths that of reads", async () => {
  const { asked } = await probe(
    { "GET ops/auth/token/lookup-self": GOOD[LOOKUP]!, "GET team/sys/internal/ui/resultant-acl": GOOD[ACL]! },
    { setting: { namespace: "team", authNamespace: "ops" } },
  );
  expect(asked.map(({ line }) => line).sort()).toEqual([
    "GET ops/auth/token/lookup-self",
    "GET sys/health",
    "GET team/sys/internal/ui/resultant-acl",
  ]);
});

test.each<[string, Reply, string, string]>([
  ["sealed", { status: 200, json: { ...UP, sealed: true } }, "seal", "is sealed"],
  ["not initialised", { status: 200, json: { ...UP, initialized: false } }, "seal", "is not initialised"],
  ["gone", new HttpError("refused", "vault.example.com:8200", "refused"), "reachable", "could not be asked"],
  ["something else", { status: 200, json: { hello: CANARY } }, "reachable", "something else"],
])("a server that is %s is unhealthy", async (_, reply, name, text) => {
  const { found, text: textOf } = await probe({ [HEALTH]: reply });
  expect(found.status).toBe("unhealthy");
  expect(textOf(name)).toContain(text);
});

test("several servers are asked, and each is named", async () => {
  const addresses = [new URL("https://a.example.com"), new URL("https://b.example.com/base")];
  const { found } = await probe({ "GET base/sys/health": GOOD[HEALTH]! }, { setting: { addresses } });
  expect(found.status).toBe("healthy");
  expect(found.details.filter(({ name }) => name === "reachable").map(({ text }) => text)).toEqual([
    "a.example.com answers, version 1.21.4",
    "b.example.com answers, version 1.21.4",
  ]);
});

test("one server of several is enough", async () => {
  const addresses = [new URL("https://a.example.com"), new URL("https://b.example.com/gone")];
  const { found } = await probe({}, { setting: { addresses } });
  expect(found.status).toBe("healthy");
  expect(found.details.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["reachable"]);
});

test.each([
  [30_000, true, "is 30 s behind"],
  [90_000, false, "is 90 s behind"],
  [-90_000, false, "is 90 s ahead of"],
])("a clock %i ms behind", async (behindMs, ok, text) => {
  const { found } = await probe({}, { behindMs });
  expect(found.details.find(({ name }) => name === "clock")).toMatchObject({
    ok,
    text: expect.stringContaining(text),
  });
  expect(found.status).toBe("healthy");
});

test.each<[string, Partial<VaultToken>, boolean]>([
  ["ours, without the policy default", { ours: true, policies: ["deploy"] }, true],
  ["not ours", { ours: false, policies: [] }, false],
])("a token that may not look itself up: %s", async (_, token, authenticated) => {
  const { found } = await probe({ [LOOKUP]: DENIED }, { token });
  expect(found.authenticated).toBe(authenticated);
});

test("a token for some uses is not looked up: that would cost one", async () => {
  const { found, asked } = await probe({}, { token: { uses: 3 } });
  expect(found).toMatchObject({ status: "healthy", authenticated: true });
  expect(asked.map(({ line }) => line)).toEqual([HEALTH]);
});

test("where the list of paths is denied, vault-mount is asked for", async () => {
  const capabilities = (list: readonly string[]): Reply => ({
    status: 200,
    json: { data: { "secret/data/*": list, "secret/*": ["deny"] } },
  });
  const yes = await probe({ [ACL]: DENIED, [CAPABILITIES]: capabilities(["read"]) }, { mount: "secret" });
  expect(yes.text("reads")).toBe("may read below secret/");
  const no = await probe({ [ACL]: DENIED, [CAPABILITIES]: capabilities(["deny"]) }, { mount: "secret" });
  expect(no.found.details.find(({ name }) => name === "reads")).toMatchObject({
    ok: false,
    fix: expect.stringContaining('path "secret/data/*"'),
  });
  expect((await probe({ [ACL]: DENIED })).text("reads")).toContain("not known");
});

test("a server that knows neither list nor look-up: not known, and no failure of an unexpected kind", async () => {
  const none: Reply = { status: 404, json: { errors: ["no handler for route"] } };
  const { found, text } = await probe(
    { [ACL]: none, [CAPABILITIES]: none, [LOOKUP]: none },
    { mount: "secret" },
  );
  expect(text("reads")).toContain("not known");
  expect(text("login")).toContain("status 404");
  expect(found.authenticated).toBe(false);
});

test("a token that may read nothing gets the policy to add", async () => {
  const { found } = await probe({ [ACL]: { status: 200, json: { data: { root: false } } } });
  expect(found.details.find(({ name }) => name === "reads")).toMatchObject({ ok: false });
});
