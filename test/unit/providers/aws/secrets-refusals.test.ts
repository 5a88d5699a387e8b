import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { fake, ID } from "./fake-secrets.ts";
import { brief, CANARY, printed, refusing, secret } from "./fakes.ts";

describe("refusals", () => {
  const operation = "You can't perform this operation on the secret because it was";
  it.each<[string, string, string, string]>([
    ["InvalidRequestException", `${operation} marked for deletion.`, "SECRET_DELETED", "restore-secret"],
    ["InvalidRequestException", "The secret is scheduled for deletion.", "SECRET_DELETED", "--secret-id db"],
    ["InvalidRequestException", `${operation} deleted.`, "SECRET_DELETED", "cannot be restored"],
    [
      "InvalidRequestException",
      "a secret that's currently marked deleted.",
      "SECRET_DELETED",
      "restore-secret",
    ],
    ["InvalidRequestException", "something else", "STORE_ANSWER_INVALID", "InvalidRequestException"],
    ["DecryptionFailure", "Secrets Manager can't decrypt", "KEY_UNUSABLE", "kms:Decrypt"],
    ["AccessDeniedException", "Access to KMS is not allowed", "KEY_UNUSABLE", "kms:Decrypt"],
    ["KMSInvalidStateException", "", "KEY_UNUSABLE", "enable-key"],
    ["AccessDeniedException", "the KMS key arn:x is disabled", "KEY_UNUSABLE", "enable-key"],
    [
      "AccessDeniedException",
      "The ciphertext refers to a customer master key that does not exist",
      "KEY_UNUSABLE",
      "describe-secret --secret-id db",
    ],
    ["AccessDeniedException", "is not authorized", "ACCESS_DENIED", "secretsmanager:GetSecretValue"],
    ["ExpiredTokenException", "", "CREDENTIALS_REFUSED", "expired"],
  ])("%s %o is %s", async (code, said, expected, text) => {
    const { calls, outcomes } = fake({ get: refusing(code, said) });
    const outcome = [...(await outcomes([secret("db")])).values()][0];
    expect(brief(outcome)).toBe(expected);
    expect(printed(outcome)).toContain(text);
    expect(printed(outcome)).not.toContain(CANARY);
    expect(calls).toHaveLength(1);
  });

  it("a version that has not the stage", async () => {
    const said = "You provided a VersionStage that is not associated to the provided VersionId.";
    const { read } = fake({ get: refusing("InvalidRequestException", said) });
    expect(await read([secret("db", { version: ID, stage: "X" })])).toEqual(["VERSION_NOT_FOUND"]);
  });

  it("foreign errors and failures are that secret's own", async () => {
    const { read } = fake({
      get: async ({ name }) => {
        if (name === "a") throw new TypeError(CANARY);
        throw new Failure("STORE_THROTTLED", "throttled");
      },
    });
    expect(await read([secret("a", { version: ID }), secret("b", { version: ID })])).toEqual([
      "INTERNAL",
      "STORE_THROTTLED",
    ]);
  });
});
