import { expect, test } from "vitest";
import { failureOf, type VaultAction, VaultFault } from "../../../../src/providers/vault/fault.ts";
import { CANARY } from "./answers.ts";

const WHAT: VaultAction = {
  doing: "reading secret/app",
  path: "secret/data/app",
  capabilities: ["read"],
  subject: "jwt:repo:acme/app",
};
const fault = (status: number, ...said: string[]): VaultFault =>
  new VaultFault(status, { errors: said }, [...said, CANARY], "req-1");

test.each<[string, number, string, RegExp]>([
  [
    "ACCESS_DENIED",
    403,
    "1 error occurred:\n\t* permission denied\n\n",
    /^path "secret\/data\/app" \{\n {2}capabilities = \["read"\]\n\}$/m,
  ],
  [
    "CREDENTIALS_REFUSED",
    403,
    "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n",
    /vault-role: NAME/,
  ],
  ["CREDENTIALS_REFUSED", 400, "missing client token", /vault-role: NAME/],
  ["CREDENTIALS_REFUSED", 403, "bad token", /vault-role: NAME/],
  // What both servers say of a token that has ended or whose uses are spent.
  ["CREDENTIALS_REFUSED", 403, "permission denied", /vault-role: NAME/],
  ["MOUNT_UNKNOWN", 404, 'no handler for route "x/y". route entry not found.', /vault secrets list/],
  ["MOUNT_UNKNOWN", 404, "namespace not found", /vault namespace list/],
  ["REFERENCE_INVALID", 405, "1 error occurred:\n\t* unsupported operation", /path-help/],
  ["REFERENCE_INVALID", 404, "1 error occurred:\n\t* unsupported path", /path-help/],
  ["STORE_ANSWER_INVALID", 400, "something new", /not shown/],
])("%s from %i %j", (code, status, said, fix) => {
  const failure = failureOf(fault(status, said), WHAT);
  expect(failure.code).toBe(code);
  expect(failure.message).toContain("reading secret/app");
  expect(failure.message).toContain(`(status ${status}, request req-1)`);
  expect(failure.fix).toMatch(fix);
  expect(`${failure.message}${failure.fix}`).not.toContain(CANARY);
});

test("a denial names who was denied", () => {
  const DENIED = "1 error occurred:\n\t* permission denied\n\n";
  expect(failureOf(fault(403, DENIED), WHAT).message).toContain("to jwt:repo:acme/app");
  const { subject: _, ...nobody } = WHAT;
  expect(failureOf(fault(403, DENIED), nobody).message).toMatch(/reading secret\/app: no policy/);
});

test("a path in a policy is quoted for HCL", () => {
  const failure = failureOf(fault(403), { ...WHAT, path: 'secret/data/a"b', capabilities: ["list", "read"] });
  expect(failure.fix).toContain('path "secret/data/a\\"b" {\n  capabilities = ["list", "read"]\n}');
});
