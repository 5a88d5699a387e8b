import { expect, test } from "vitest";
import { HttpError } from "../../../../src/kernel/http.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { heldOf, leftoverOf } from "../../../../src/providers/vault/record.ts";
import {
  type HeldToken,
  operatorNote,
  revokeLeases,
  revokeToken,
} from "../../../../src/providers/vault/revoke.ts";
import { undo } from "../../../../src/providers/vault/undo.ts";
import { CANARY, DENIED, fakeVault, NOW, type Reply, UNKNOWN } from "./fake-vault.ts";

const REVOKE = "POST auth/token/revoke-self";
const LOOKUP = "GET auth/token/lookup-self";
const LEASE = "POST sys/leases/revoke";
const signal = new AbortController().signal;
const held = (more: Partial<HeldToken> = {}): HeldToken => ({
  token: Secret.of(CANARY),
  accessor: "acc.1",
  expires: new Date(NOW + 600_000),
  hasDefault: true,
  ...more,
});
const reset = new HttpError("reset", "vault.example.com:8200", "reset");

test.each<[string, Readonly<Record<string, Reply>>, Partial<HeldToken>, string]>([
  ["a live token is revoked", { [REVOKE]: { status: 204 } }, {}, "revoked"],
  ["OpenBao does not know it any more", { [REVOKE]: UNKNOWN }, { hasDefault: false }, "gone"],
  [
    "Vault does not know it any more",
    {
      [REVOKE]: {
        status: 403,
        json: { errors: ["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"] },
      },
    },
    { hasDefault: false },
    "gone",
  ],
  [
    "one with the default policy that may do nothing is none",
    { [REVOKE]: DENIED, [LOOKUP]: DENIED },
    {},
    "gone",
  ],
])("%s", async (_, replies, more, expected) => {
  const { setting, asked } = fakeVault(replies);
  expect(await revokeToken(held(more), setting, signal)).toBe(expected);
  expect(asked[0]).toMatchObject({ line: REVOKE, token: CANARY });
});

test.each<[string, Readonly<Record<string, Reply>>, Partial<HeldToken>, string, string]>([
  ["its policies do not let it", { [REVOKE]: DENIED }, { hasDefault: false }, "ACCESS_DENIED", "revoke-self"],
  [
    "a policy denies what default allows",
    { [REVOKE]: DENIED, [LOOKUP]: { status: 200, json: { data: {} } } },
    {},
    "ACCESS_DENIED",
    "revoke-self",
  ],
  ["the server is gone", { [REVOKE]: reset }, {}, "STORE_UNREACHABLE", "vault token revoke"],
  [
    "it is sealed",
    { [REVOKE]: { status: 503, json: { errors: ["Vault is sealed"] } } },
    {},
    "STORE_SEALED",
    "vault token revoke",
  ],
  [
    "it was a batch token",
    { [REVOKE]: { status: 400, json: { errors: ["batch tokens cannot be revoked"] } } },
    {},
    "ACCESS_DENIED",
    "token_type=service",
  ],
  [
    "it says something else",
    { [REVOKE]: { status: 400, json: { errors: [CANARY] } } },
    {},
    "STORE_ANSWER_INVALID",
    "vault token revoke",
  ],
])("where %s, an operator gets accessor, expiry and command", async (_, replies, more, code, fix) => {
  const { setting } = fakeVault(replies);
  const failure = await revokeToken(held(more), setting, signal).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code, fix: expect.stringContaining(fix) });
  const { message, fix: paste } = failure as { message: string; fix: string };
  expect(`${message} ${paste}`).toContain(
    "2026-11-24T12:10:00Z".slice(0, fix === "token_type=service" ? 5 : 20),
  );
  if (fix !== "token_type=service") expect(paste).toContain("vault token revoke -accessor acc.1");
  expect(`${message} ${paste}`).not.toContain(CANARY);
});

test("the command is for the namespace of the login; an accessor that is no word is not printed", () => {
  const { setting } = fakeVault({}, { authNamespace: "team/inner" });
  expect(operatorNote(held(), setting)).toMatch(
    /VAULT_ADDR=https:\/\/vault\.example\.com:8200 VAULT_NAMESPACE=team\/inner vault token revoke -accessor acc\.1$/,
  );
  expect(operatorNote(held({ accessor: "$(rm)\n::x" }), setting)).toMatch(/-accessor ACCESSOR$/);
});

test("leases end one by one; those that stand are listed with a command each", async () => {
  const leases = [
    { id: "database/creds/a/1", namespace: "" },
    { id: "aws/creds/b/2", namespace: "team" },
  ];
  const all = fakeVault({ [LEASE]: { status: 204 }, "POST team/sys/leases/revoke": { status: 204 } });
  expect(await revokeLeases(leases, held(), all.setting, signal)).toBe(2);
  expect(all.asked.map(({ body }) => body)).toEqual([
    { lease_id: "database/creds/a/1" },
    { lease_id: "aws/creds/b/2" },
  ]);
  const some = fakeVault({ [LEASE]: { status: 204 }, "POST team/sys/leases/revoke": DENIED });
  await expect(revokeLeases(leases, held(), some.setting, signal)).rejects.toMatchObject({
    code: "ACCESS_DENIED",
    message: expect.stringContaining("1 of 2 leases"),
    fix: expect.stringContaining("VAULT_NAMESPACE=team vault lease revoke aws/creds/b/2"),
  });
});

test("what is left comes back as it was, through JSON, and every credential in it is masked", () => {
  const { setting } = fakeVault(
    {},
    {
      addresses: [new URL("https://a.example.com/base"), new URL("https://b.example.com")],
      authNamespace: "team",
      headers: new Map([["cf-access", Secret.of(`${CANARY}-header`)]]),
      certificate: { cert: "CERT", key: Secret.of("KEY") },
    },
  );
  const leases = [{ id: "database/creds/a/1", namespace: "" }];
  const left = leftoverOf({ setting, token: held(), leases }, "a note");
  const masked: Secret[] = [];
  const found = heldOf(JSON.parse(JSON.stringify(left)), {
    ...setting.host,
    born: (secrets) => void masked.push(...secrets),
  })!;
  expect(found.setting.addresses.map(({ href }) => href)).toEqual([
    "https://a.example.com/base",
    "https://b.example.com/",
  ]);
  expect(found.setting.authNamespace).toBe("team");
  expect(found.setting.headers.get("cf-access")?.reveal()).toBe(`${CANARY}-header`);
  expect(found.setting.certificate?.key.reveal()).toBe("KEY");
  expect(found.token.token.reveal()).toBe(CANARY);
  expect(found.token).toMatchObject({
    accessor: "acc.1",
    expires: new Date(NOW + 600_000),
    hasDefault: true,
  });
  expect(found.leases).toEqual(leases);
  expect(masked.map((one) => one.reveal())).toEqual([CANARY, `${CANARY}-header`]);
});

test.each([
  ["no token", { token: "" }],
  ["an address that is none", { addresses: ["no"] }],
  ["no address", { addresses: [] }],
  ["headers of another shape", { headers: ["x"] }],
  ["leases of another shape", { leases: [{ id: 1 }] }],
  ["no namespace", { namespace: null }],
])("a record with %s is not read, and that is said", async (_, change) => {
  const { setting } = fakeVault();
  const left = leftoverOf({ setting, token: held(), leases: undefined }, "a note");
  const broken = { ...left, record: { ...left.record, ...change } };
  expect(heldOf(broken, setting.host)).toBeUndefined();
  await expect(undo(broken, setting.host, signal)).rejects.toMatchObject({ code: "INTERNAL" });
});

test("post revokes the token, or the leases under a token that is not ours", async () => {
  const { setting, asked } = fakeVault({ [REVOKE]: { status: 204 }, [LEASE]: { status: 204 } });
  const token = leftoverOf({ setting, token: held(), leases: undefined }, "");
  const lease = leftoverOf({ setting, token: held(), leases: [{ id: "pki/issue/a/1", namespace: "" }] }, "");
  expect(await undo(token, setting.host, signal)).toContain("the token is revoked");
  expect(await undo(lease, setting.host, signal)).toContain("1 leases are revoked");
  expect(asked.map(({ line, token: by }) => [line, by])).toEqual([
    [REVOKE, CANARY],
    [LEASE, CANARY],
  ]);
});
