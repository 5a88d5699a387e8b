import { expect, test } from "vitest";
import { AwsFault, failureOf as awsFailure } from "../../../src/providers/aws/fault.ts";
import { keyUnusable } from "../../../src/providers/aws/key-unusable.ts";
import { foundParameter } from "../../../src/providers/aws/parameters-single.ts";
import { foundSecret } from "../../../src/providers/aws/secrets-single.ts";
import { failureOf as vaultFailure, VaultFault } from "../../../src/providers/vault/fault.ts";

const CANARY = "CANARY-7f3a";
const what = {
  service: "secretsmanager",
  region: "us-east-1",
  action: "secretsmanager:GetSecretValue",
  resource: "app",
  credentials: undefined,
} as const;
const doing = { doing: "reading app", path: "secret/data/app", capabilities: ["read"] };

test.each(["AccessDeniedException", "DecryptionFailure", "ExpiredToken", "AnythingElse"])(
  "a failure of AWS by %s carries the id of its request, for the audit record",
  (code) => {
    const failure = awsFailure(new AwsFault(code, 400, "r-1", CANARY), what);
    expect(failure.requestId).toBe("r-1");
    expect(JSON.stringify([failure.message, failure.fix])).not.toContain(CANARY);
  },
);

test("a key that cannot be used does, too", () => {
  expect(keyUnusable(new AwsFault("KMSInvalidState", 400, "r-1", ""), "app", "command")?.requestId).toBe(
    "r-1",
  );
});

test.each([403, 404, 405, 400])("a failure of Vault by status %i carries the id of its request", (status) => {
  expect(vaultFailure(new VaultFault(status, undefined, [], "r-1"), doing).requestId).toBe("r-1");
});

test("a value carries the id of the answer that it came in; what is no id is left out", () => {
  const entry = { ARN: "arn", SecretString: CANARY, Value: CANARY };
  for (const found of [foundSecret, foundParameter]) {
    expect(found({ ...entry, $metadata: { requestId: "r-1" } })).toMatchObject({ requestId: "r-1" });
    expect(found(entry, { requestId: "r-2" })).toMatchObject({ requestId: "r-2" });
    expect(found(entry)).not.toHaveProperty("requestId");
    expect(found(entry, { requestId: `${CANARY}\n` })).not.toHaveProperty("requestId");
  }
});
