import { describe, expect, it } from "vitest";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { SecretsApi } from "../../../../src/providers/aws/secrets-api.ts";
import { arnOf, entryOf, fake } from "./fake-secrets.ts";
import { brief, CANARY, fault, printed, refusing, secret } from "./fakes.ts";

describe("everything under a prefix", () => {
  const under = (prefix: string, tags: { key: string; value: string }[] = []): AwsLocator =>
    secret(prefix, { listing: { prefix, tags } });
  const pages =
    (
      ...all: { Name: string; DeletedDate?: Date; Tags?: { Key: string; Value: string }[] }[][]
    ): SecretsApi["list"] =>
    async (_, token) => {
      const page = Number(token ?? 0);
      return {
        SecretList: all[page]!.map((one) => ({ ARN: arnOf(one.Name), ...one })),
        ...(page + 1 < all.length ? { NextToken: String(page + 1) } : {}),
      };
    };

  it("is one listing over many pages, by the rest of the names, read by ARN in batches", async () => {
    const { calls, read } = fake({
      list: pages([{ Name: "p/b" }, { Name: "P/x" }, { Name: "q/p/x" }], [], [{ Name: "p/a/c" }]),
    });
    expect(await read([under("p/")])).toEqual([`a/c=${CANARY} of p/a/c b=${CANARY} of p/b`]);
    const filter = JSON.stringify([{ Key: "name", Values: ["p/"] }]);
    expect(calls).toEqual([`list ${filter}`, `list ${filter} 1`, `list ${filter} 2`, "batch us-east-1 2"]);
  });

  it("has all the tags, whole, and asks for what a filter can hold", async () => {
    const tag = (Key: string, Value: string): { Key: string; Value: string } => ({ Key, Value });
    const { calls, read } = fake({
      list: pages([
        { Name: "p/a", Tags: [tag("env", "prod"), tag("team", "x,y")] },
        { Name: "p/b", Tags: [tag("env", "production"), tag("team", "x,y")] },
        { Name: "p/c", Tags: [tag("env", "prod")] },
        { Name: "p/d" },
      ]),
    });
    const tags = [
      { key: "env", value: "prod" },
      { key: "team", value: "x,y" },
    ];
    expect(await read([under("p/", tags)])).toEqual([`a=${CANARY} of p/a`]);
    expect(calls[0]).toBe(
      `list ${JSON.stringify([
        { Key: "name", Values: ["p/"] },
        { Key: "tag-key", Values: ["env"] },
        { Key: "tag-value", Values: ["prod"] },
      ])}`,
    );
    const odd = fake();
    await odd.read([under("p/", [{ key: "!x", value: "a*b" }])]);
    expect(odd.calls).toEqual([`list ${JSON.stringify([{ Key: "name", Values: ["p/"] }])}`]);
  });

  it("leaves out what is deleted, in the list or since", async () => {
    const { calls, read } = fake({
      list: pages([
        { Name: "p/a" },
        { Name: "p/b", DeletedDate: new Date() },
        { Name: "p/c" },
        { Name: "p/d" },
      ]),
      batch: async () => ({
        SecretValues: [entryOf("p/a")],
        Errors: [
          { SecretId: arnOf("p/c"), ErrorCode: "ResourceNotFoundException" },
          { SecretId: arnOf("p/d"), ErrorCode: "InvalidRequestException" },
        ],
      }),
      get: refusing("InvalidRequestException", "marked for deletion"),
    });
    expect(await read([under("p/")])).toEqual([`a=${CANARY} of p/a`]);
    expect(calls).toContain("batch us-east-1 3");
  });

  it("is missing where there is nothing", async () => {
    expect(await fake().read([under("p/")])).toEqual(["missing"]);
  });

  it("says what has no rest of a name", async () => {
    const { outcomes } = fake({ list: pages([{ Name: "p" }, { Name: "p2" }]) });
    const outcome = [...(await outcomes([under("p")])).values()][0];
    expect(brief(outcome)).toBe(`2=${CANARY} of p2`);
    expect(outcome).toMatchObject({ notices: [expect.stringContaining("p is left out")] });
  });

  it("fails with everything that failed in it", async () => {
    const { outcomes } = fake({
      list: pages([{ Name: "p/a" }, { Name: "p/b" }, { Name: "p/c" }]),
      batch: refusing("AccessDeniedException"),
      get: async ({ name }) => {
        if (name === arnOf("p/a")) return entryOf("p/a");
        throw fault("AccessDeniedException");
      },
    });
    const outcome = [...(await outcomes([under("p/")])).values()][0];
    expect(brief(outcome)).toBe("ACCESS_DENIED");
    for (const name of ["p/b", "p/c"]) expect(printed(outcome)).toContain(arnOf(name));
    expect(printed(outcome)).not.toContain(CANARY);
  });

  it("is denied by its action", async () => {
    const { outcomes } = fake({ list: refusing("AccessDeniedException") });
    const outcome = [...(await outcomes([under("p/")])).values()][0];
    expect(brief(outcome)).toBe("ACCESS_DENIED");
    expect(printed(outcome)).toContain("secretsmanager:ListSecrets");
  });

  it("ends where pages do not, and over 5,000", async () => {
    const loop = fake({ list: async () => ({ NextToken: "x" }) });
    expect(await loop.read([under("p/")])).toEqual(["STORE_ANSWER_INVALID"]);
    expect(loop.calls).toHaveLength(2);
    let page = 0;
    const endless = fake({ list: async () => ({ NextToken: String(page++) }) });
    expect(await endless.read([under("p/")])).toEqual(["STORE_ANSWER_INVALID"]);
    expect(endless.calls).toHaveLength(1_001);
    const all = Array.from({ length: 5_001 }, (_, i) => ({ Name: `p/${i}` }));
    expect(await fake({ list: pages(all) }).read([under("p/")])).toEqual(["LIMIT_EXCEEDED"]);
  });
});
