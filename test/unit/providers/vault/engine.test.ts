import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../../src/providers/provider.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import { selectField } from "../../../../src/references/field.ts";
import { BARE, CANARY, DENIED, mounted, type Reply } from "./answers.ts";
import { at, brief, printed, read } from "./reading.ts";
import { NOW } from "./scripted.ts";

/** Reads at a server where the look-up gives this mount. */
function readAt(
  text: string,
  mount: Reply,
  replies: Readonly<Record<string, Reply | readonly Reply[]>>,
  more: Partial<VaultSetting> = {},
) {
  const prefix = more.namespace === undefined ? "" : `${more.namespace}/`;
  return read(text, { [`GET ${prefix}sys/internal/ui/mounts/${at(text).path}`]: mount, ...replies }, more);
}

const field = (outcome: Outcome, key: string): string | undefined => {
  const chosen = outcome.is === "found" ? selectField(outcome.value, { kind: "key", key }) : undefined;
  return chosen !== undefined && "value" in chosen ? chosen.value.reveal() : undefined;
};

const CREDS: Reply = {
  body: {
    request_id: "00000000-0000-4000-8000-0000000000ab",
    lease_id: "database/creds/app/abc123",
    lease_duration: 3600,
    renewable: true,
    data: { username: "v-app", password: CANARY },
  },
};

test("credentials come by one GET, with their lease", async () => {
  const { outcome, lines, leases } = await readAt(
    "vault://database/creds/app",
    mounted("database", "database"),
    {
      "GET database/creds/app": CREDS,
    },
  );
  const expires = new Date(NOW + 3_600_000);
  expect(lines).toEqual(["GET database/creds/app"]);
  expect(outcome).toMatchObject({ is: "found", expires, requestId: "00000000-0000-4000-8000-0000000000ab" });
  expect([field(outcome, "username"), field(outcome, "password")]).toEqual(["v-app", CANARY]);
  expect(leases).toEqual([
    { id: "database/creds/app/abc123", namespace: "", shown: "database/creds/app", expires },
  ]);
});

test.each([
  ["vault://team/db/creds/app", "", "team/db", "db/creds/app/x.ns1", "team"],
  ["vault://inner/db/creds/app", "team", "team/inner/db", "db/creds/app/x.ns1", "team/inner"],
  ["vault://db/creds/app", "team", "db", "db/creds/app/x.ns1", "team"],
])("the lease of %s in %j belongs to its mount's namespace", async (text, namespace, mount, id, expected) => {
  const prefix = namespace === "" ? "" : `${namespace}/`;
  const { leases } = await readAt(
    text,
    mounted(mount, "database"),
    { [`GET ${prefix}${at(text).path}`]: { body: { ...(CREDS as { body: object }).body, lease_id: id } } },
    namespace === "" ? {} : { namespace },
  );
  expect(leases.map((lease) => lease.namespace)).toEqual([expected]);
});

test("a query is the body of a POST; a list of PEM is one text", async () => {
  const pem = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;
  const { outcome, server, leases } = await readAt(
    "vault://pki/issue/web?common_name=a.example.com&ttl=1h",
    mounted("pki", "pki"),
    {
      "POST pki/issue/web": {
        body: {
          lease_id: "",
          data: {
            ca_chain: [pem("a"), `${pem("b")}\n`],
            names: ["a", "b"],
            expiration: 1795528399,
            private_key: CANARY,
          },
        },
      },
    },
  );
  expect(JSON.parse(server.seen[1]!.body)).toEqual({ common_name: "a.example.com", ttl: "1h" });
  expect(field(outcome, "ca_chain")).toBe(`${pem("a")}\n${pem("b")}`);
  expect(field(outcome, "names")).toBe('["a","b"]');
  expect(field(outcome, "expiration")).toBe("1795528399");
  expect(outcome).not.toHaveProperty("expires");
  expect(leases).toEqual([]);
});

test("several fields of one answer are one request", async () => {
  const [user, password] = [
    at("vault://database/creds/app#username"),
    at("vault://database/creds/app#password"),
  ];
  expect(user.id).toBe(password.id);
});

test("the cubbyhole is read like a store", async () => {
  const { outcome } = await readAt("vault://cubbyhole/a", mounted("cubbyhole", "cubbyhole"), {
    "GET cubbyhole/a": [{ status: 500, body: { errors: [] } }, { body: { data: { value: "x" } } }],
  });
  expect(brief(outcome)).toBe('{"value":"x"}');
});

const said = (status: number, text: string): Reply => ({ status, body: { errors: [`${text} ${CANARY}`] } });

test.each<[string, string, string, Reply, string, RegExp]>([
  [
    "a bare 404",
    "database",
    "vault://database/creds/x",
    BARE,
    "SECRET_NOT_FOUND",
    /vault list database\/roles/,
  ],
  [
    "an unknown role",
    "database",
    "vault://database/creds/x",
    said(400, "unknown role: x"),
    "SECRET_NOT_FOUND",
    /no such path or role/,
  ],
  [
    "an unknown path",
    "database",
    "vault://database/creds/x",
    said(404, "1 error occurred: * unsupported path"),
    "SECRET_NOT_FOUND",
    /path-help/,
  ],
  [
    "a GET that should be a POST",
    "database",
    "vault://database/creds/x",
    said(405, "unsupported operation"),
    "REFERENCE_INVALID",
    /With a parameter it is a POST/,
  ],
  [
    "a POST that should be a GET",
    "database",
    "vault://database/creds/x?a=1",
    said(405, "unsupported operation"),
    "REFERENCE_INVALID",
    /Without a query it is a GET/,
  ],
  [
    "parameters",
    "database",
    "vault://database/creds/x?a=1",
    said(400, "common name not allowed"),
    "REFERENCE_INVALID",
    /role allows/,
  ],
  [
    "denied",
    "database",
    "vault://database/creds/x",
    DENIED,
    "ACCESS_DENIED",
    /path "database\/creds\/x" \{\n {2}capabilities = \["read"\]/,
  ],
  [
    "a denied POST",
    "database",
    "vault://database/creds/x?a=1",
    DENIED,
    "ACCESS_DENIED",
    /capabilities = \["update"\]/,
  ],
  ["no data", "database", "vault://database/creds/x", { status: 204 }, "STORE_ANSWER_INVALID", /no fields/],
  [
    "a token instead of data",
    "database",
    "vault://database/creds/x",
    { body: { data: null, auth: { client_token: CANARY } } },
    "STORE_ANSWER_INVALID",
    /no fields/,
  ],
  ["an empty cubbyhole", "cubbyhole", "vault://database/creds/x", BARE, "SECRET_NOT_FOUND", /cubbyhole/],
])("%s of %s", async (_, type, text, reply, expected, printedText) => {
  const { outcome } = await readAt(text, mounted("database", type), { "*": reply });
  expect(brief(outcome)).toBe(expected);
  expect(printed(outcome)).toMatch(printedText);
  expect(printed(outcome)).not.toContain(CANARY);
});

test.each([
  ["vault://database/creds/x?version=1", "database"],
  ["vault://database/creds/", "database"],
  ["vault://cubbyhole/x?a=1", "cubbyhole"],
])("%s of %s is refused without a request", async (text, type) => {
  const { outcome, lines } = await readAt(text, mounted(at(text).parts[0]!, type), {});
  expect([brief(outcome), lines]).toEqual(["REFERENCE_INVALID", []]);
});

describe("what makes something new is not tried again", () => {
  test.each<[string, Reply, string]>([
    ["after a lost answer", "reset", "STORE_UNREACHABLE"],
    ["after a failure", said(500, "internal error"), "STORE_UNREACHABLE"],
  ])("%s", async (_, reply, expected) => {
    const { outcome, lines } = await readAt("vault://database/creds/app", mounted("database", "database"), {
      "GET database/creds/app": [reply, CREDS],
    });
    expect([brief(outcome), lines.length]).toEqual([expected, 1]);
  });

  test("but where a quota refused it before it began", async () => {
    const { outcome, lines } = await readAt("vault://database/creds/app", mounted("database", "database"), {
      "GET database/creds/app": [said(429, "quota"), CREDS],
    });
    expect([outcome.is, lines.length]).toEqual(["found", 2]);
  });
});
