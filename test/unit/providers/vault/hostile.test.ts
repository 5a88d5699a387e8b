import { afterEach, describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { httpError } from "../../../../src/kernel/http-errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { BarePath, Reference } from "../../../../src/references/reference.ts";
import { readAddress } from "../../../../src/providers/vault/address.ts";
import { callVault } from "../../../../src/providers/vault/api.ts";
import { lookedUp, tokenOf } from "../../../../src/providers/vault/auth-answer.ts";
import { explainLogin } from "../../../../src/providers/vault/refused.ts";
import { VaultFault } from "../../../../src/providers/vault/fault.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { locateVault } from "../../../../src/providers/vault/locate.ts";
import { leftoverOf } from "../../../../src/providers/vault/record.ts";
import { leaseNote, operatorNote, untilOf } from "../../../../src/providers/vault/revoke.ts";
import { openStore } from "../../../../src/providers/vault/store.ts";
import { fakeVault } from "./fake-vault.ts";
import {
  at,
  BARE,
  brief,
  CANARY,
  kv2,
  mounted,
  NOW,
  printed,
  type Reply,
  scripted,
  type Scripted,
  settingAt,
  SIGNAL,
  TOKEN,
} from "./scripted.ts";

const open: Scripted[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const UI = "GET sys/internal/ui/mounts";
const SECRET = { [`${UI}/secret/app`]: mounted("secret", "kv", "2") };
const token = `hvs.${CANARY}`;

async function read(text: string, replies: Readonly<Record<string, Reply>>) {
  const server = await scripted(replies);
  open.push(server);
  const locator = at(text);
  const store = openStore(TOKEN, settingAt(server.url).setting);
  const outcomes = await store.read([locator], SIGNAL);
  return { outcome: outcomes.get(locator.id)!, leases: store.leases(), lines: server.lines().slice(1) };
}

describe("an address is asked at its own host, whatever its path", () => {
  test.each(["//other.example", "///other.example/x", "/\\other.example", "//user:pw@other.example"])(
    "%j",
    async (path) => {
      const server = await scripted({ "*": { body: { data: {} } } });
      open.push(server);
      const { addresses } = readAddress(
        { vaultAddress: [`${server.url}${path}`], vaultAllowHttp: false } as unknown as VaultInputs,
        {},
      );
      if (addresses.length === 0) return;
      const { setting } = settingAt(server.url, { addresses });
      await callVault({ method: "GET", path: "sys/health", namespace: "" }, setting, SIGNAL);
      expect(server.seen).toHaveLength(1);
    },
  );
});

test.each([
  ["a lone surrogate", { kind: "reference", scheme: "vault", locator: "secret/\ud800", query: new Map() }],
  ["one in a bare path", { kind: "bare", path: "data/\udfff" }],
])("a name with %s, as YAML and JSON can write it, is no path", (_, source) => {
  const found = locateVault(source as Reference | BarePath, { vaultMount: "secret" } as VaultInputs, {});
  expect(found instanceof Failure ? found.code : found.shown).toBe("REFERENCE_INVALID");
});

describe("names that a server lists", () => {
  test.each(["\ud800", "\u202ename", "a\u200bb", "x\u2028y", "\u0007", "..", "."])(
    "%j is none: nothing is asked or printed with it",
    async (name) => {
      const { outcome, lines } = await read("vault://secret/app/", {
        [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
        "GET secret/metadata/app/?list=true": { body: { data: { keys: [name] } } },
      });
      expect(brief(outcome)).toBe("STORE_ANSWER_INVALID");
      expect(lines).toHaveLength(1);
      expect(printed(outcome)).not.toContain(name === "." || name === ".." ? "\0" : name);
    },
  );

  test("with spaces, percent signs, question marks and other alphabets are asked for as they are", async () => {
    const names = ["a b", "50%", "%2e%2e", "who?", "c#", "ключ", "a+b", "a&b=c"];
    const { outcome, lines } = await read("vault://secret/app/", {
      [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
      "GET secret/metadata/app/?list=true": { body: { data: { keys: names } } },
      ...Object.fromEntries(
        names.map((name) => [`GET secret/data/app/${encodeURIComponent(name)}`, kv2({ value: name })]),
      ),
    });
    expect(brief(outcome).split(" ").length).toBeGreaterThan(7);
    expect(lines).toHaveLength(names.length + 1);
    for (const name of names) expect(brief(outcome)).toContain(`${name}=${name}`);
  });

  test("5,000 of them are more than a job wants: one request, and a fix", async () => {
    const keys = Array.from({ length: 5_000 }, (_, i) => `name-${i}`);
    const { outcome, lines } = await read("vault://secret/app/", {
      [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
      "GET secret/metadata/app/?list=true": { body: { data: { keys } } },
    });
    expect(brief(outcome)).toBe("LIMIT_EXCEEDED");
    expect(printed(outcome)).toContain("vault://secret/app/NAME/");
    expect(lines).toHaveLength(1);
  });

  test("of 5,000 a stem may choose few", async () => {
    const keys = Array.from({ length: 5_000 }, (_, i) => `name-${i}`);
    const { outcome, lines } = await read("vault://secret/app/name-499*", {
      [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
      "GET secret/metadata/app/?list=true": { body: { data: { keys } } },
      ...Object.fromEntries(
        keys.map((name) => [`GET secret/data/app/${name}`, kv2({ value: "x" })] as const),
      ),
    });
    expect(outcome.is).toBe("found");
    expect(lines).toHaveLength(1 + 11);
  });
});

describe("a server's own words are printed nowhere", () => {
  const HOSTILE = [
    `${CANARY}`,
    `x\n::set-output name=a::${CANARY}`,
    `\u001b[31m${CANARY}`,
    token,
    `${CANARY} permission denied no handler for route namespace not found unsupported path`,
  ];
  const STATUSES = [400, 401, 403, 404, 405, 409, 412, 418, 422, 429, 500, 501, 502, 503];

  test.each(STATUSES)("in an error of status %i", async (status) => {
    for (const text of HOSTILE)
      for (const body of [
        { errors: [text] },
        { errors: [], data: { error: text } },
        { errors: text },
        text,
      ]) {
        const look = await read("vault://secret/app", { [`${UI}/secret/app`]: { status, body } });
        const kv = await read("vault://secret/app", { ...SECRET, "GET secret/data/app": { status, body } });
        const list = await read("vault://secret/app/", {
          ...SECRET,
          "GET secret/metadata/app/?list=true": { status, body },
        });
        const engine = await read("vault://db/creds/a", {
          [`${UI}/db/creds/a`]: mounted("db", "database"),
          "GET db/creds/a": { status, body },
        });
        for (const { outcome } of [look, kv, list, engine]) {
          expect(outcome.is).toBe("failed");
          expect(printed(outcome)).not.toContain(CANARY);
        }
      }
  });

  test.each([`x\n::error::${CANARY}`, CANARY, "a".repeat(500), "\u001b[31mred", token])(
    "as the kind of a mount: %j",
    async (type) => {
      const replies = {
        [`${UI}/db/x`]: mounted("db", type),
        "GET db/x": BARE,
      };
      for (const text of ["vault://db/x", "vault://db/x?version=1", "vault://db/x/"]) {
        const { outcome } = await read(text, replies);
        expect(outcome.is).toBe("failed");
        expect(printed(outcome)).not.toContain(type);
      }
    },
  );

  test("as an id of a request: only a UUID is one", async () => {
    const { outcome } = await read("vault://secret/app", {
      ...SECRET,
      "GET secret/data/app": {
        body: { request_id: CANARY, data: { data: { value: CANARY }, metadata: { version: 1 } } },
      },
    });
    expect(outcome.is).toBe("found");
    expect(outcome).not.toHaveProperty("requestId");
    const denied = await read("vault://secret/app", {
      ...SECRET,
      "GET secret/data/app": { status: 403, body: { request_id: CANARY, errors: ["1 error occurred:"] } },
    });
    expect(printed(denied.outcome)).not.toContain(CANARY);
  });

  test("as the origin of a redirect that repeats the token", async () => {
    const server = await scripted({
      "*": { status: 307, headers: { location: `https://${CANARY}-token.example.com/v1/x` } },
    });
    open.push(server);
    const { setting } = settingAt(server.url);
    const failure: unknown = await callVault(
      { method: "GET", path: "x", namespace: "", token: TOKEN.token },
      setting,
      SIGNAL,
    ).catch((error: unknown) => error);
    expect((failure as Failure).code).toBe("ENDPOINT_REFUSED");
    expect(`${(failure as Failure).message}${(failure as Failure).fix}`.toLowerCase()).not.toContain(
      CANARY.toLowerCase(),
    );
  });

  test("as a name of the token, or its accessor", () => {
    const json = {
      data: { display_name: `jwt-${token}`, accessor: token, policies: [token, "default"], type: "service" },
    };
    const found = lookedUp(json, Secret.of(token));
    expect(JSON.stringify([found.subject, found.accessor, found.policies])).not.toContain(CANARY);
    const logged = tokenOf(
      { auth: { client_token: token, accessor: token, token_policies: [token], token_type: "service" } },
      "jwt role deploy",
      settingAt("https://vault.example.com").setting,
    );
    expect(JSON.stringify([logged.subject, logged.accessor, logged.policies])).not.toContain(CANARY);
  });
});

test("a short token, as development servers have them, hides no policy that is called alike", () => {
  const json = { data: { display_name: "root", policies: ["root"] } };
  expect(lookedUp(json, Secret.of("root"))).toMatchObject({
    subject: "the token of root",
    policies: ["root"],
  });
});

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

test("what post tells of leases names none that is no id, and none that holds the token", () => {
  const held = { token: Secret.of(token), hasDefault: true };
  const { setting } = settingAt("https://vault.example.com:8200");
  const ids = ["db/creds/a/x", `a\n::error::${CANARY}`, `db/${token}`, "ok/2"];
  const note = leaseNote(
    ids.map((id) => ({ id, namespace: "" })),
    held,
  );
  expect(note).toContain("db/creds/a/x, ok/2");
  expect(note).toContain("2 more");
  expect(note).not.toMatch(new RegExp(`${CANARY}|\n`));
  expect(operatorNote({ ...held, accessor: token }, setting)).not.toContain(CANARY);
  const left = leftoverOf({ setting, token: held, leases: undefined }, note);
  expect(left.record["note"]).toBe(note);
});

describe("words of a server that would keep a pattern busy", () => {
  test("are read in part", () => {
    const long = `role ${'claim "x" role "'.repeat(400_000)}`;
    const fault = new VaultFault(400, { errors: [long] }, [long]);
    const failure = explainLogin(fault, {
      method: "jwt",
      mount: "jwt",
      role: "deploy",
      namespace: "",
      claims: {},
    } as never);
    expect(failure.code).toBe("LOGIN_REFUSED");
  });
});

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
  const server = await scripted({ [`${UI}/team/cubbyhole/a`]: mounted("team/cubbyhole", "ns_cubbyhole") });
  open.push(server);
  const store = openStore(TOKEN, settingAt(server.url).setting);
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
