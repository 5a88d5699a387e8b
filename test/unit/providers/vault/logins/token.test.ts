import { expect, test } from "vitest";
import { Failure } from "../../../../../src/kernel/errors.ts";
import { tokenLogin } from "../../../../../src/providers/vault/logins/token.ts";
import type { VaultToken } from "../../../../../src/providers/vault/token.ts";
import { DENIED, fakeVault, type Reply, UNKNOWN } from "../fake-vault.ts";
import { CANARY, secret } from "../login-inputs.ts";

const LOOKUP = "GET auth/token/lookup-self";

async function use(reply: Reply, from: "vault-token" | "VAULT_TOKEN" = "VAULT_TOKEN") {
  const fake = fakeVault({ [LOOKUP]: reply });
  const method = { name: "token" as const, token: secret("token"), from };
  const end: unknown = await tokenLogin(method, fake.setting, new AbortController().signal).catch(
    (error: unknown) => error,
  );
  const text = end instanceof Failure ? `${end.message}\n${end.fix}` : JSON.stringify(end);
  expect(`${text}\n${fake.said.join("\n")}`).not.toContain(CANARY);
  return { ...fake, token: end as VaultToken, failure: end as Failure };
}

test("a token is looked up with itself, masked, and not ours", async () => {
  const { token, asked, masked } = await use({
    status: 200,
    json: {
      data: {
        accessor: "accessor-1",
        display_name: "jwt-deploy",
        expire_time: "2026-11-24T13:00:00.123456789Z",
        id: `${CANARY}-token`,
        num_uses: 4,
        policies: ["default"],
        identity_policies: ["team"],
        renewable: true,
        type: "service",
      },
    },
  });
  expect(asked.map(({ line, token: shown }) => [line, shown])).toEqual([[LOOKUP, `${CANARY}-token`]]);
  expect(masked.map((one) => one.reveal())).toEqual([`${CANARY}-token`]);
  expect(token).toMatchObject({
    accessor: "accessor-1",
    expires: new Date("2026-11-24T13:00:00.123Z"),
    renewable: true,
    type: "service",
    policies: ["default", "team"],
    ours: false,
    uses: 4,
    subject: "the token of jwt-deploy",
  });
});

test("a root token has no end", async () => {
  const { token } = await use({
    status: 200,
    json: { data: { display_name: "token", expire_time: null, policies: ["root"], type: "service" } },
  });
  expect(token).toMatchObject({ policies: ["root"], subject: "a token" });
  expect(token.expires).toBeUndefined();
  expect(token.uses).toBeUndefined();
});

test("one that may not look itself up is used all the same", async () => {
  const { token, said } = await use(DENIED);
  expect(token).toMatchObject({ type: "unknown", ours: false, subject: "the token of VAULT_TOKEN" });
  expect(said).toEqual([expect.stringContaining("may not look itself up")]);
});

test.each<[string, Reply]>([
  ["OpenBao", UNKNOWN],
  [
    "Vault",
    { status: 403, json: { errors: ["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"] } },
  ],
  ["a server of another namespace", { status: 404, json: { errors: ["no handler for route"] } }],
])("one that %s does not know is refused", async (_who, reply) => {
  const { failure } = await use(reply, "vault-token");
  expect(failure).toMatchObject({ code: "CREDENTIALS_REFUSED", at: { input: "vault-token" } });
  expect(failure.fix).toContain("vault-role: NAME");
});
