import { expect, test } from "vitest";
import { Failure } from "../../../../../src/kernel/errors.ts";
import { HttpError } from "../../../../../src/kernel/http.ts";
import type { Secret } from "../../../../../src/kernel/secret.ts";
import { unwrapSecretId } from "../../../../../src/providers/vault/logins/wrapped.ts";
import { fakeVault, type Reply } from "../fake-vault.ts";
import { CANARY, secret } from "../login-inputs.ts";

const LOOKUP = "POST sys/wrapping/lookup";
const UNWRAP = "POST sys/wrapping/unwrap";
const PATH = "auth/approle/ci/role/deploy/secret-id";
const SPENT: Reply = {
  status: 400,
  json: { errors: ["wrapping token is not valid or does not exist", CANARY] },
};
const madeAt = (creation_path: unknown): Reply => ({ status: 200, json: { data: { creation_path } } });
const holding = (data: object): Reply => ({ status: 200, json: { data } });

async function unwrap(replies: Readonly<Record<string, Reply>>) {
  const fake = fakeVault(replies);
  const wrapped = { kind: "wrapped" as const, token: secret("wrap"), role: "deploy" };
  const signal = new AbortController().signal;
  const end: unknown = await unwrapSecretId(wrapped, "approle/ci", fake.setting, signal).catch(
    (error: unknown) => error,
  );
  if (end instanceof Failure) expect(`${end.message}\n${end.fix}`).not.toContain(CANARY);
  const lines = fake.asked.map(({ line }) => line);
  return { ...fake, lines, secretId: end as Secret, failure: end as Failure };
}

test("it is asked where the token was made, and only then it is used", async () => {
  const { asked, secretId, masked } = await unwrap({
    [LOOKUP]: madeAt(PATH),
    [UNWRAP]: holding({ secret_id: `${CANARY}-id` }),
  });
  expect(asked.map(({ line, token, body }) => ({ line, token, body }))).toEqual([
    { line: LOOKUP, token: undefined, body: { token: `${CANARY}-wrap` } },
    { line: UNWRAP, token: `${CANARY}-wrap`, body: undefined },
  ]);
  expect(secretId.reveal()).toBe(`${CANARY}-id`);
  expect(masked.map((one) => one.reveal())).toEqual([`${CANARY}-wrap`, `${CANARY}-id`]);
});

test.each<[string, Readonly<Record<string, Reply>>]>([
  ["at the look-up", { [LOOKUP]: SPENT }],
  ["in between", { [LOOKUP]: madeAt(PATH), [UNWRAP]: SPENT }],
])("a token that was used, %s, may have been intercepted", async (_when, replies) => {
  const { failure } = await unwrap(replies);
  expect(failure).toMatchObject({ code: "WRAPPING_SPENT", at: { input: "vault-wrapped-secret-id" } });
  expect(failure.message).toContain("possible interception");
  expect(failure.fix).toContain(`vault list ${PATH}`);
});

test.each([
  "auth/approle/ci/role/other/secret-id",
  "auth/approle/role/deploy/secret-id",
  "team/auth/approle/ci/role/deploy/secret-id",
  "auth/approle/ci/role/deploy/custom-secret-id",
  "cubbyhole/x",
  "",
  undefined,
])("a token that was made at %s is not used", async (path) => {
  const { failure, lines } = await unwrap({ [LOOKUP]: madeAt(path) });
  expect(failure.code).toBe("INPUT_INVALID");
  expect(failure.message).toContain(`another path than ${PATH}`);
  expect(lines).toEqual([LOOKUP]);
});

test("content that was wrapped anew is not used either", async () => {
  const { failure, lines } = await unwrap({ [LOOKUP]: madeAt("sys/wrapping/wrap") });
  expect(failure.code).toBe("WRAPPING_SPENT");
  expect(failure.message).toContain("possible interception");
  expect(lines).toEqual([LOOKUP]);
});

test("after a lost answer it is not tried again: that would look like an interception", async () => {
  const { failure, lines } = await unwrap({
    [LOOKUP]: madeAt(PATH),
    [UNWRAP]: new HttpError("reset", "vault.example.com", "reset"),
  });
  expect(failure.code).toBe("STORE_UNREACHABLE");
  expect(lines).toEqual([LOOKUP, UNWRAP]);
});

test("a token that holds no secret id", async () => {
  const { failure } = await unwrap({ [LOOKUP]: madeAt(PATH), [UNWRAP]: holding({ other: CANARY }) });
  expect(failure.code).toBe("STORE_ANSWER_INVALID");
  expect(failure.fix).toContain(PATH);
});
