import { expect, test } from "vitest";
import { httpError } from "../../../../src/kernel/http-errors.ts";
import { tokenOf } from "../../../../src/providers/vault/auth-answer.ts";
import { untilOf } from "../../../../src/providers/vault/revoke.ts";
import { openStore } from "../../../../src/providers/vault/store.ts";
import { fakeVault } from "./fake-vault.ts";
import { CANARY, kv2, mounted, type Reply, SECRET, UI } from "./answers.ts";
import { at, brief, opened, read } from "./reading.ts";
import { NOW, settingAt, SIGNAL, TOKEN } from "./scripted.ts";

const token = `hvs.${CANARY}`;

test.each([1e17, 1e300, 8_640_000_000_000, -5])(
  "a lease of %d seconds has no end that can be told",
  async (seconds) => {
    const { outcome, leases } = await read("vault://db/creds/a", {
      [`${UI}/db/creds/a`]: mounted("db", "database"),
      "GET db/creds/a": {
        body: { lease_id: "db/creds/a/x", lease_duration: seconds, data: { password: "p" } },
      },
    });
    expect(outcome.is).toBe("found");
    expect(outcome).not.toHaveProperty("expires");
    expect(leases).toMatchObject([{ id: "db/creds/a/x", expires: undefined }]);
    const logged = tokenOf(
      { auth: { client_token: token, lease_duration: seconds } },
      "x",
      settingAt("https://vault.example.com").setting,
    );
    expect(untilOf(logged.expires)).toBe("for as long as its role says");
  },
);

test.each<[string, string]>([
  ["1e400", "1e400"],
  ["123456789012345678901234567890", "123456789012345678901234567890"],
  ["-0", "-0"],
  ["0.10", "0.10"],
])("a number %s under __proto__, constructor and nested objects keeps its text", async (number, expected) => {
  const body = `{"data":{"data":{"__proto__":${number},"constructor":{"__proto__":{"n":${number}}},"none":null},"metadata":{"version":1}}}`;
  const { outcome } = await read("vault://secret/app", { ...SECRET, "GET secret/data/app": { body } });
  expect(brief(outcome)).toBe(
    `{"__proto__":${expected},"constructor":{"__proto__":{"n":${expected}}},"none":null}`,
  );
  expect(({} as Record<string, unknown>)["n"]).toBeUndefined();
});

test("an empty secret, one of null alone, and one whose value is null are found, and give no text", async () => {
  for (const data of [{}, { only: null }, { value: null, other: "x" }]) {
    const { outcome } = await read("vault://secret/app", { ...SECRET, "GET secret/data/app": kv2(data) });
    expect(outcome.is).toBe("found");
    if (outcome.is === "found" && outcome.value.kind === "fields")
      expect(outcome.value.bare === "none" || outcome.value.bare?.kind === "null").toBe(true);
  }
});

test("KV 2 with a key named data is not taken apart once more", async () => {
  const { outcome } = await read("vault://secret/app", {
    ...SECRET,
    "GET secret/data/app": kv2({ data: { value: "inner" }, metadata: { version: 9 } }),
  });
  expect(brief(outcome)).toBe('{"data":{"value":"inner"},"metadata":{"version":9}}');
  expect(outcome).toMatchObject({ version: "3" });
});

test.each<[string, Reply]>([
  ["of a web server", { status: 404, headers: { "content-type": "text/html" }, body: "<html>404</html>" }],
  ["without a body", { status: 404, body: "" }],
  ["with another key", { status: 404, body: { errors: [], warnings: ["x"] } }],
  ["without a list", { status: 404, body: { errors: null } }],
  ["with data that tells nothing", { status: 404, body: { data: { data: null } } }],
  ["of a list", { status: 404, body: "[]" }],
  ["that is bare, but for 410", { status: 410, body: { errors: [] } }],
  ["that is bare, but for 200", { status: 200, body: { errors: [] } }],
])("a 404 %s is no word that a name is free", async (_, reply) => {
  const { outcome } = await read("vault://secret/app", { ...SECRET, "GET secret/data/app": reply });
  expect(outcome.is).toBe("failed");
});

test("the cubbyhole of a namespace is one, too: reading makes nothing", async () => {
  const { store } = await opened({ [`${UI}/team/cubbyhole/a`]: mounted("team/cubbyhole", "ns_cubbyhole") });
  expect(await store.creates(at("vault://team/cubbyhole/a"), SIGNAL)).toBe(false);
  expect(NOW).toBeGreaterThan(0);
});

test("a server that falls silent after the look-up is waited for once, not by each of 400 names", async () => {
  const { setting, asked } = fakeVault({
    "GET sys/internal/ui/mounts/secret/n0": {
      status: 200,
      json: { data: { path: "secret/", type: "kv", options: { version: "2" } } },
    },
    ...Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [
        `GET secret/data/n${i}`,
        httpError("timeout", "vault.example.com"),
      ]),
    ),
  });
  const locators = Array.from({ length: 400 }, (_, i) => at(`vault://secret/n${i}`));
  const outcomes = await openStore(TOKEN, setting).read(locators, SIGNAL);
  expect(new Set([...outcomes.values()].map(brief))).toEqual(new Set(["STORE_UNREACHABLE"]));
  const reads = asked.filter(({ line }) => line.startsWith("GET secret/"));
  expect(reads.length).toBeGreaterThan(3);
  expect(reads.length).toBeLessThan(60);
});
