import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import { fake, ID } from "./fake-secrets.ts";
import { brief, CANARY, printed, refusing, secret } from "./fakes.ts";

describe("what is not there", () => {
  const gone = {
    get: refusing("ResourceNotFoundException", "Secrets Manager can't find the specified secret."),
  };
  const versions = { VersionIdsToStages: { [ID]: ["AWSCURRENT"], older: ["AWSPREVIOUS"] } };

  it("is missing where DescribeSecret says so too", async () => {
    const { calls, read } = fake(gone);
    expect(await read([secret("db")])).toEqual(["missing"]);
    expect(calls).toEqual(["get db AWSCURRENT", "describe db"]);
  });

  it.each<[string, Partial<AwsLocator>, object, string, string]>([
    ["without any version", {}, {}, "VERSION_NOT_FOUND", "no value yet"],
    ["without the stage", { stage: "BLUE" }, versions, "VERSION_NOT_FOUND", "AWSCURRENT, AWSPREVIOUS"],
    ["without the id", { version: "z".repeat(32) }, versions, "VERSION_NOT_FOUND", "with this id"],
    [
      "whose version has another stage",
      { version: ID, stage: "AWSPREVIOUS" },
      versions,
      "VERSION_NOT_FOUND",
      "AWSCURRENT",
    ],
    [
      "without a current version",
      {},
      { VersionIdsToStages: { older: ["AWSPENDING"] } },
      "VERSION_NOT_FOUND",
      "AWSPENDING",
    ],
    [
      "with a stage that is no visible text",
      {},
      { VersionIdsToStages: { a: [`${CANARY}\n::x`, "OK"] } },
      "VERSION_NOT_FOUND",
      "has: OK",
    ],
    ["with untagged versions only", {}, { VersionIdsToStages: { older: [] } }, "VERSION_NOT_FOUND", "none"],
    ["that contradicts itself", {}, versions, "STORE_ANSWER_INVALID", "contradict"],
    [
      "that waits for deletion",
      {},
      { ...versions, DeletedDate: new Date("2026-12-24T00:00:00Z") },
      "SECRET_DELETED",
      "2026-12-24",
    ],
  ])("is an error for a secret %s", async (_, more, description, code, said) => {
    const { outcomes } = fake({ ...gone, describe: async () => description });
    const outcome = [...(await outcomes([secret("db", more)])).values()][0];
    expect(brief(outcome)).toBe(code);
    expect(printed(outcome)).toContain(said);
    expect(printed(outcome)).not.toContain(CANARY);
  });

  it("lists twelve stages", async () => {
    const stages = Array.from({ length: 14 }, (_, i) => `S${String(i).padStart(2, "0")}`);
    const { outcomes } = fake({ ...gone, describe: async () => ({ VersionIdsToStages: { a: stages } }) });
    const text = printed([...(await outcomes([secret("db")])).values()][0]);
    expect(text).toContain("S11 and 2 more");
    expect(text).not.toContain("S12");
  });

  it("is in doubt where DescribeSecret is denied, and says what to allow", async () => {
    const { outcomes } = fake({ ...gone, describe: refusing("AccessDeniedException") });
    const outcome = [...(await outcomes([secret("db")])).values()][0];
    expect(brief(outcome)).toBe("ACCESS_DENIED");
    expect(printed(outcome)).toContain("secretsmanager:DescribeSecret");
    expect(printed(outcome)).toContain(":secret:db-??????");
    expect(printed(outcome)).not.toContain(CANARY);
  });

  it("is in doubt where DescribeSecret does not answer", async () => {
    const unreachable = new Failure("STORE_UNREACHABLE", "no answer");
    const { read } = fake({
      ...gone,
      describe: async () => {
        throw unreachable;
      },
    });
    expect(await read([secret("db")])).toEqual(["STORE_UNREACHABLE"]);
  });
});
