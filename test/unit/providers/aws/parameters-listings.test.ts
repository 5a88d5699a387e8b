import { describe, expect, it } from "vitest";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { ParametersApi } from "../../../../src/providers/aws/parameters-api.ts";
import { entryOf, fake } from "./fake-parameters.ts";
import { brief, CANARY, parameter, printed, refusing } from "./fakes.ts";

describe("everything under a path", () => {
  const under = (prefix: string, tags: { key: string; value: string }[] = []): AwsLocator =>
    parameter(prefix, { listing: { prefix, tags } });
  const named = (prefix: string): object => ({ Key: "Name", Option: "BeginsWith", Values: [prefix] });

  it("comes with its values, over many pages", async () => {
    const pages = [["/p/b", "/p/a/c"], [], ["/p/d", "/other"]];
    const { calls, read } = fake({
      byPath: async (_, token) => {
        const page = Number(token ?? 0);
        return {
          Parameters: pages[page]!.map((name) => entryOf(name)),
          ...(page < 2 ? { NextToken: String(page + 1) } : {}),
        };
      },
    });
    expect(await read([under("/p/")])).toEqual([
      `a/c=${CANARY} of /p/a/c b=${CANARY} of /p/b d=${CANARY} of /p/d`,
    ]);
    expect(calls).toEqual(["path /p", "path /p 1", "path /p 2"]);
  });

  it("reads again what came without its value", async () => {
    const { calls, read } = fake({ byPath: async () => ({ Parameters: [{ Name: "/p/a" }] }) });
    expect(await read([under("/p/")])).toEqual([`a=${CANARY} of /p/a`]);
    expect(calls).toEqual(["path /p", "get /p/a"]);
  });

  it("is missing where there is nothing", async () => {
    expect(await fake().read([under("/p/"), under("/q*")])).toEqual(["missing", "missing"]);
  });

  it("by the beginning of a name: first the names, then the values in batches", async () => {
    const { calls, read } = fake({
      describe: async (_, token) =>
        token === undefined
          ? {
              Parameters: [{ Name: "/p/feat" }, { Name: "/p/feature" }, { Name: "/P/features" }],
              NextToken: "1",
            }
          : { Parameters: [{ Name: "/p/feat/x" }] },
    });
    const prefix = "/p/feat";
    expect(await read([under(prefix)])).toEqual([`/x=${CANARY} of /p/feat/x ure=${CANARY} of /p/feature`]);
    const filters = JSON.stringify([named(prefix)]);
    expect(calls).toEqual([`describe ${filters}`, `describe ${filters} 1`, "batch us-east-1 3"]);
  });

  it("by tags", async () => {
    const { calls, read } = fake({
      describe: async () => ({ Parameters: [{ Name: "/p/a" }, { Name: "/p/b" }] }),
      batch: async () => ({ Parameters: [entryOf("/p/a")], InvalidParameters: ["/p/b"] }),
    });
    expect(await read([under("/p/", [{ key: "env", value: "prod" }])])).toEqual([`a=${CANARY} of /p/a`]);
    expect(calls[0]).toBe(
      `describe ${JSON.stringify([named("/p/"), { Key: "tag:env", Option: "Equals", Values: ["prod"] }])}`,
    );
  });

  it.each<[Partial<ParametersApi>, string, string, string]>([
    [{ byPath: refusing("AccessDeniedException") }, "/p/", "ACCESS_DENIED", "ssm:GetParametersByPath"],
    [{ byPath: refusing("AccessDeniedException") }, "/p/", "ACCESS_DENIED", ':parameter/p"'],
    [{ byPath: refusing("InvalidKeyId") }, "/p/", "KEY_UNUSABLE", "kms:Decrypt"],
    [{ describe: refusing("AccessDeniedException") }, "/p", "ACCESS_DENIED", "ssm:DescribeParameters"],
  ])("%o %s is %s: %s", async (told, prefix, code, text) => {
    const { outcomes } = fake(told);
    const outcome = [...(await outcomes([under(prefix)])).values()][0];
    expect(brief(outcome)).toBe(code);
    expect(printed(outcome)).toContain(text);
    expect(printed(outcome)).not.toContain(CANARY);
  });

  it("ends where pages do not, and over 5,000", async () => {
    const loop = fake({
      byPath: async () => ({ NextToken: "x" }),
      describe: async () => ({ NextToken: "x" }),
    });
    expect(await loop.read([under("/p/"), under("/p")])).toEqual([
      "STORE_ANSWER_INVALID",
      "STORE_ANSWER_INVALID",
    ]);
    expect(loop.calls).toHaveLength(4);
    const all = Array.from({ length: 5_001 }, (_, i) => entryOf(`/p/${i}`));
    const { read } = fake({ byPath: async () => ({ Parameters: all }) });
    expect(await read([under("/p/")])).toEqual(["LIMIT_EXCEEDED"]);
  });
});
