import { describe, expect, test } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import { AwsError } from "../harness/servers/aws-wording.ts";
import { ACCOUNT, cloud, type CloudOptions, ROLE, SUBJECT } from "./cloud.ts";

const CANARY = "CANARY-7f3a-session";
const seed = { secrets: [{ name: "one", value: CANARY }] };
const ONE = { secrets: "A = aws://one" };

describe("what STS is asked for", () => {
  const second = `arn:aws:iam::${ACCOUNT}:role/second`;
  const trust = {
    [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 },
    [second]: { principals: [ROLE], maxSeconds: 43_200 },
  };
  const sent = async (
    inputs: Record<string, string>,
    faults: NonNullable<CloudOptions["faults"]> = [],
  ): Promise<{ calls: URLSearchParams[]; result: ActionRun }> => {
    const { run, aws } = cloud({ seed, trust, faults });
    const result = await run({ inputs: { ...ONE, ...inputs } });
    const bodies = aws.raw.map(({ body }) => body.toString()).filter((body) => body.startsWith("Action="));
    const other = aws.raw.map(({ body }) => body.toString()).filter((body) => body.includes("Action=Assume"));
    return { calls: (bodies.length > 0 ? bodies : other).map((body) => new URLSearchParams(body)), result };
  };
  const seconds = (calls: readonly URLSearchParams[]): (string | null)[] =>
    calls.map((call) => call.get("DurationSeconds"));

  test.each<[string, Record<string, string>, string[]]>([
    ["by itself", {}, ["900"]],
    ["with aws-export", { "aws-export": "env" }, ["3600"]],
    ["with aws-duration", { "aws-duration": "7200" }, ["7200"]],
    ["with aws-duration and aws-export", { "aws-duration": "900", "aws-export": "env" }, ["900"]],
    ["chained", { "aws-chain-roles": second }, ["900", "900"]],
    ["chained, exported", { "aws-chain-roles": second, "aws-export": "env" }, ["3600", "3600"]],
  ])("a session's length %s", async (_, inputs, expected) => {
    const { calls, result } = await sent(inputs);
    expect(result.main.succeeded).toBe(true);
    expect(seconds(calls)).toEqual(expected);
  });

  test("over an hour for a chain is refused before any request", async () => {
    const { calls, result } = await sent({ "aws-chain-roles": second, "aws-duration": "3601" });
    expect(result.log).toMatch(/INPUT_INVALID.*chained role's session lasts at most 3600 seconds/);
    expect(calls).toEqual([]);
  });

  test("name, policies and nothing that STS does not take beside a token", async () => {
    const policy = `{"Version":"2012-10-17","Statement":[]}`;
    const { calls } = await sent({
      "aws-session-name": "deploy-7",
      "aws-session-policy": policy,
      "aws-session-policies": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    expect(calls.map((call) => call.get("RoleSessionName"))).toEqual(["deploy-7"]);
    expect(calls[0]?.get("Policy")).toBe(policy);
    expect(calls[0]?.get("PolicyArns.member.1.arn")).toBe("arn:aws:iam::aws:policy/ReadOnlyAccess");
    expect([...(calls[0]?.keys() ?? [])].filter((name) => /Tag|External/.test(name))).toEqual([]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "replace what GitHub says",
      { "aws-tags": "repository=evil/repo", "aws-chain-roles": second },
      /would replace/,
    ],
    ["go with a token", { "aws-tags": "Team=hive" }, /is for chained roles, and none is chained/],
    ["be aws:'s", { "aws-tags": "aws:x=y", "aws-chain-roles": second }, /AWS keeps for itself/],
  ])("a user's tags cannot %s", async (_, inputs, expected) => {
    const { calls, result } = await sent(inputs);
    expect(result.log).toMatch(expected);
    expect([result.main.exitCode, calls.length]).toEqual([1, 0]);
  });

  test("tags that are too large together: once more without the ones of least weight", async () => {
    const error = new AwsError(
      "PackedPolicyTooLarge",
      "Packed size of session policies and session tags consumes 112% of the allotted space.",
    );
    const { calls, result } = await sent({ "aws-chain-roles": second, "aws-tags": "Team=hive" }, [
      { kind: "aws-error", error, on: "AssumeRole", times: 1 },
    ]);
    expect(result.env.get("A")).toBe(CANARY);
    const keys = calls.map((call) =>
      [...call].filter(([name]) => /^Tags\.member\.\d+\.Key$/.test(name)).map(([, value]) => value),
    );
    expect(keys[0]).toEqual([]);
    expect(keys[1]).toEqual(expect.arrayContaining(["Repository", "RunId", "Team"]));
    expect(keys[2]).toEqual(expect.arrayContaining(["Repository", "Commit", "Team"]));
    expect(keys[2]).not.toContain("RunId");
    expect(result.log).toMatch(/too large together: .*RunId.* are left out/);
  });
});
