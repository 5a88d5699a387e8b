import { expect, test } from "vitest";
import { openStore } from "../../../../src/providers/vault/store.ts";
import type { VaultLocator } from "../../../../src/providers/vault/locate.ts";
import { BARE, CANARY, DENIED, kv2, mounted, PREFLIGHT, type Reply, UI } from "./answers.ts";
import { at, brief, opened } from "./reading.ts";
import { settingAt, SIGNAL, TOKEN } from "./scripted.ts";

test("each locator has its own outcome, and one failure is no other's", async () => {
  const { store, said } = await opened({
    [`${UI}/secret/a`]: mounted("secret", "kv", "2"),
    [`${UI}/nope/a`]: PREFLIGHT,
    [`${UI}/db/creds/x`]: mounted("db", "database"),
    "GET secret/data/a": kv2({ value: CANARY }),
    "GET secret/data/b": BARE,
    "GET secret/data/c": DENIED,
    "GET db/creds/x": { body: { data: { username: CANARY } } },
  });
  const names = ["secret/a", "secret/b", "secret/c", "nope/a", "db/creds/x"];
  const locators = names.map((name) => at(`vault://${name}`));
  const outcomes = await store.read(locators, SIGNAL);
  expect(locators.map(({ id }) => brief(outcomes.get(id)))).toEqual([
    `{"value":"${CANARY}"}`,
    "missing",
    "ACCESS_DENIED",
    "ACCESS_DENIED",
    `{"username":"${CANARY}"}`,
  ]);
  expect(said.join("\n")).not.toContain(CANARY);
});

test("a hundred secrets of one mount are one look-up and a request each", async () => {
  const names = Array.from({ length: 100 }, (_, i) => `secret/s${i}`);
  const { store, server } = await opened({
    [`${UI}/secret/s0`]: mounted("secret", "kv", "2"),
    ...Object.fromEntries(
      names.map((name) => [`GET ${name.replace("secret/", "secret/data/")}`, kv2({ value: name })]),
    ),
  });
  const locators = names.map((name) => at(`vault://${name}`));
  const outcomes = await store.read(locators, SIGNAL);
  expect(locators.map(({ id }) => brief(outcomes.get(id)))).toEqual(
    names.map((name) => `{"value":"${name}"}`),
  );
  expect(server.lines().filter((line) => line.startsWith(UI))).toEqual([`${UI}/secret/s0`]);
  expect(server.seen).toHaveLength(101);
});

test("they come in two rounds: a bound of 50 at once", async () => {
  const { setting } = settingAt("http://127.0.0.1:1");
  let [running, most] = [0, 0];
  const bytes = (reply: Reply): Uint8Array =>
    new TextEncoder().encode(JSON.stringify(typeof reply === "string" ? {} : reply.body));
  const send = async ({ url }: { readonly url: URL }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    const isLookUp = url.pathname.includes("/ui/mounts/");
    return {
      status: 200,
      headers: {},
      body: bytes(isLookUp ? mounted("secret", "kv", "2") : kv2({ value: "x" })),
    };
  };
  const host = { ...setting.host, http: { send, close: () => undefined } };
  const locators = Array.from({ length: 100 }, (_, i) => at(`vault://secret/s${i}`));
  const outcomes = await openStore(TOKEN, { ...setting, host }).read(locators, SIGNAL);
  expect([...outcomes.values()].every(({ is }) => is === "found")).toBe(true);
  expect(most).toBe(50);
});

test.each<[string, Reply, boolean]>([
  ["secret/a", mounted("secret", "kv", "2"), false],
  ["secret/a", mounted("secret", "kv", "1"), false],
  ["cubbyhole/a", mounted("cubbyhole", "cubbyhole"), false],
  ["db/creds/x", mounted("db", "database"), true],
  ["pki/issue/x", mounted("pki", "pki"), true],
  ["totp/code/x", mounted("totp", "totp"), true],
  ["anything/x", mounted("anything", "a-plugin"), true],
  ["nope/x", PREFLIGHT, false],
])(
  "whether reading %s creates something is known after the look-up: %j -> %s",
  async (path, mount, creates) => {
    const { store, server } = await opened({ [`${UI}/${path}`]: mount });
    expect(await store.creates(at(`vault://${path}`), SIGNAL)).toBe(creates);
    expect(server.lines()[0]).toBe(`${UI}/${path}`);
    expect(server.lines().filter((line) => line.endsWith(` ${path}`))).toEqual([]);
  },
);

test("leases that were made before a failure are known", async () => {
  const { store } = await opened({
    [`${UI}/db/creds/x`]: mounted("db", "database"),
    "GET db/creds/x": { body: { lease_id: "db/creds/x/1", lease_duration: 60, data: {} } },
  });
  const locator: VaultLocator = at("vault://db/creds/x");
  expect(brief((await store.read([locator], SIGNAL)).get(locator.id))).toBe("STORE_ANSWER_INVALID");
  expect(store.leases().map(({ id }) => id)).toEqual(["db/creds/x/1"]);
});

test("the end of the run ends the read", async () => {
  const { store } = await opened({ [`${UI}/secret/a`]: mounted("secret", "kv", "2") });
  await expect(store.read([at("vault://secret/a")], AbortSignal.abort())).rejects.toThrow(/cancelled/);
});
