import { describe, expect, it } from "vitest";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { ParameterEntry } from "../../../../src/providers/aws/parameters-api.ts";
import { entryOf, fake } from "./fake-parameters.ts";
import { brief, CANARY, fault, parameter, printed, refusing } from "./fakes.ts";

describe("one parameter", () => {
  it("is one request, with its version and date", async () => {
    const { calls, outcomes } = fake();
    const outcome = [...(await outcomes([parameter("/a/b")])).values()][0];
    expect(outcome).toMatchObject({ is: "found", version: "7", date: new Date(0), value: { kind: "text" } });
    expect([brief(outcome), calls]).toEqual([`${CANARY} of /a/b`, ["get /a/b"]]);
  });

  it.each<[Partial<AwsLocator>, string]>([
    [{ version: "3" }, "get b:3"],
    [{ label: "prod" }, "get b:prod"],
  ])("at %o is asked for by its selector", async (more, call) => {
    const { calls, read } = fake();
    await read([parameter("b", more)]);
    expect(calls).toEqual([call]);
  });

  it.each<[string, string, Partial<AwsLocator>, string, string]>([
    ["ParameterNotFound", "", {}, "missing", ""],
    ["InvalidKeyId", "", {}, "KEY_UNUSABLE", "kms:Decrypt"],
    ["InvalidKeyId", "The KMS key arn:x is disabled.", {}, "KEY_UNUSABLE", "enable-key"],
    ["AccessDeniedException", "not authorized to perform: kms:Decrypt", {}, "KEY_UNUSABLE", "kms:Decrypt"],
    [
      "AccessDeniedException",
      "The ciphertext refers to a customer master key that does not exist",
      {},
      "KEY_UNUSABLE",
      "describe-parameters",
    ],
    ["AccessDeniedException", "not authorized", {}, "ACCESS_DENIED", "parameter/a/b"],
    ["AccessDeniedException", "not authorized", {}, "ACCESS_DENIED", "ssm:GetParameter"],
    ["ExpiredTokenException", "", {}, "CREDENTIALS_REFUSED", "expired"],
    ["ValidationException", "", {}, "STORE_ANSWER_INVALID", "ValidationException"],
  ])("%s %o at %o is %s", async (code, said, more, expected, text) => {
    const { calls, outcomes } = fake({ get: refusing(code, said) });
    const outcome = [...(await outcomes([parameter("/a/b", more)])).values()][0];
    expect(brief(outcome)).toBe(expected);
    expect(printed(outcome)).toContain(text);
    expect(printed(outcome)).not.toContain(CANARY);
    expect(calls).toHaveLength(1);
  });

  describe.each(["ParameterNotFound", "ParameterVersionNotFound", "ParameterVersionLabelNotFound"])(
    "at a version that AWS answers with %s",
    (code) => {
      it.each<[string, Partial<AwsLocator>, () => Promise<ParameterEntry>, string, string]>([
        ["is there", { version: "3" }, async () => entryOf("/a"), "VERSION_NOT_FOUND", "number"],
        ["is there", { label: "prod" }, async () => entryOf("/a"), "VERSION_NOT_FOUND", "label"],
        ["is not there", { label: "prod" }, refusing("ParameterNotFound"), "missing", ""],
        [
          "is denied",
          { version: "3" },
          refusing("AccessDeniedException"),
          "ACCESS_DENIED",
          "ssm:GetParameter",
        ],
      ])("the parameter %s, %o", async (_, more, plain, expected, text) => {
        const { calls, outcomes } = fake({
          get: async (name) => {
            if (name === "/a") return plain();
            throw fault(code);
          },
        });
        const outcome = [...(await outcomes([parameter("/a", more)])).values()][0];
        expect(brief(outcome)).toBe(expected);
        expect(printed(outcome)).toContain(text);
        expect(printed(outcome)).not.toContain(CANARY);
        expect(calls).toEqual([`get /a:${more.version ?? more.label}`, "get /a"]);
      });
    },
  );

  it("without a value is a wrong answer", async () => {
    const { read } = fake({ get: async () => undefined });
    expect(await read([parameter("/a")])).toEqual(["STORE_ANSWER_INVALID"]);
    expect(await fake({ get: async () => ({ Name: "/a" }) }).read([parameter("/a")])).toEqual([
      "STORE_ANSWER_INVALID",
    ]);
  });
});
