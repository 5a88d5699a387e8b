import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { ParameterEntry, ParametersApi } from "../../../../src/providers/aws/parameters-api.ts";
import { openParameters } from "../../../../src/providers/aws/parameters.ts";
import type { Outcome } from "../../../../src/providers/provider.ts";
import { brief, CANARY, fault, parameter, printed, REGION, SETTING } from "./fakes.ts";

const arnOf = (name: string): string =>
  `arn:aws:ssm:${REGION}:123456789012:parameter/${name.replace(/^\//, "")}`;
const entryOf = (asked: string, more: Partial<ParameterEntry> = {}): ParameterEntry => {
  const [name = "", selector] = asked.startsWith("arn:") ? [asked.slice(arnOf("").length)] : asked.split(":");
  return {
    ARN: arnOf(name),
    Name: name,
    Value: `${CANARY} of ${asked}`,
    Version: /^\d+$/.test(selector ?? "") ? Number(selector) : 7,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: new Date(0),
    ...more,
  };
};

/** A Parameter Store that has every parameter, unless told otherwise; `calls` is what was asked of it, in order. */
function fake(told: Partial<ParametersApi> = {}): {
  calls: string[];
  read: (locators: readonly AwsLocator[]) => Promise<string[]>;
  outcomes: (locators: readonly AwsLocator[]) => Promise<Map<string, Outcome>>;
} {
  const calls: string[] = [];
  const open = async (region: string): Promise<ParametersApi> => ({
    region,
    action: (verb, name) => ({
      service: "ssm",
      region,
      action: `ssm:${verb}`,
      resource: name,
      credentials: undefined,
    }),
    get: async (name, signal) => {
      calls.push(`get ${name}`);
      return told.get ? told.get(name, signal) : entryOf(name);
    },
    batch: async (names, signal) => {
      calls.push(`batch ${region} ${names.length}`);
      return told.batch
        ? told.batch(names, signal)
        : { Parameters: names.map((name) => entryOf(name)).reverse() };
    },
    byPath: async (path, token, signal) => {
      calls.push(`path ${path} ${token ?? ""}`.trimEnd());
      return told.byPath ? told.byPath(path, token, signal) : {};
    },
    describe: async (filters, token, signal) => {
      calls.push(`describe ${JSON.stringify(filters)} ${token ?? ""}`.trimEnd());
      return told.describe ? told.describe(filters, token, signal) : {};
    },
  });
  const { signal } = new AbortController();
  const outcomes = async (locators: readonly AwsLocator[]): Promise<Map<string, Outcome>> =>
    openParameters(undefined, SETTING, open).read(locators, signal);
  return {
    calls,
    outcomes,
    read: async (locators) => {
      const read = await outcomes(locators);
      for (const outcome of read.values()) expect(printed(outcome)).not.toContain(CANARY);
      return locators.map(({ id }) => brief(read.get(id)));
    },
  };
}

const refusing =
  (code: string, said = ""): (() => Promise<never>) =>
  async () => {
    throw fault(code, said);
  };
const many = (count: number): AwsLocator[] => Array.from({ length: count }, (_, i) => parameter(`/p${i}`));

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

describe("batches", () => {
  it.each([
    [2, ["batch us-east-1 2"]],
    [10, ["batch us-east-1 10"]],
    [11, ["batch us-east-1 10", "get /p10"]],
    [100, Array.from({ length: 10 }, () => "batch us-east-1 10")],
  ])("%i names", async (count, expected) => {
    const { calls, read } = fake();
    expect(await read(many(count))).toEqual(many(count).map(({ name }) => `${CANARY} of ${name}`));
    expect(calls).toEqual(expected);
  });

  it("are of one region each", async () => {
    const { calls, read } = fake();
    await read([...many(2), ...many(2).map(({ name }) => parameter(name, { region: "eu-west-1" }))]);
    expect(calls).toEqual(["batch us-east-1 2", "batch eu-west-1 2"]);
  });

  it("are matched by name, ARN and selector", async () => {
    const asked = [
      parameter("/a"),
      parameter("/a", { version: "3" }),
      parameter("/a", { label: "prod" }),
      parameter(arnOf("/b")),
      parameter("a"),
    ];
    const { calls, read } = fake();
    expect(await read(asked)).toEqual(
      ["/a", "/a:3", "/a:prod", arnOf("/b"), "a"].map((name) => `${CANARY} of ${name}`),
    );
    expect(calls).toEqual(["batch us-east-1 5"]);
  });

  it("take a server's version for a selector that it leaves out, and nothing that is in doubt", async () => {
    const bare = (asked: string): ParameterEntry => {
      const { Selector: _, ...rest } = entryOf(asked);
      return rest;
    };
    const { calls, read } = fake({ batch: async (names) => ({ Parameters: names.map(bare) }) });
    expect(await read([parameter("/a", { version: "3" }), parameter("/b", { label: "prod" })])).toEqual([
      `${CANARY} of /a:3`,
      `${CANARY} of /b:prod`,
    ]);
    expect(calls).toEqual(["batch us-east-1 2", "get /b:prod"]);
    const doubt = fake({ batch: async (names) => ({ Parameters: names.map(bare) }) });
    await doubt.read([parameter("/a"), parameter("/a", { version: "3" })]);
    expect(doubt.calls).toEqual(["batch us-east-1 2", "get /a"]);
  });

  it("say what is not there; with a selector or an ARN a single read decides", async () => {
    const { calls, read } = fake({
      batch: async (names) => ({ InvalidParameters: [...names] }),
      get: async (name) => {
        if (name === "/b") return entryOf(name);
        throw fault("ParameterNotFound");
      },
    });
    const asked = [parameter("/a"), parameter("/b", { version: "3" }), parameter("/c", { label: "x" })];
    expect(await read([...asked, parameter(arnOf("/d"))])).toEqual([
      "missing",
      "VERSION_NOT_FOUND",
      "missing",
      "missing",
    ]);
    expect([...calls].sort()).toEqual(
      ["batch us-east-1 4", "get /b:3", "get /c:x", `get ${arnOf("/d")}`, "get /b", "get /c"].sort(),
    );
  });

  it("leave a name that they do not mention to a single read", async () => {
    const { calls, read } = fake({ batch: async () => ({}) });
    expect(await read(many(2))).toEqual([`${CANARY} of /p0`, `${CANARY} of /p1`]);
    expect(calls).toEqual(["batch us-east-1 2", "get /p0", "get /p1"]);
  });

  it.each(["AccessDeniedException", "InvalidKeyId", "ValidationException"])(
    "that are refused with %s become single reads",
    async (code) => {
      const { calls, read } = fake({
        batch: refusing(code),
        get: async (name) => {
          if (name === "/p1") throw fault("AccessDeniedException");
          return entryOf(name);
        },
      });
      expect(await read(many(3))).toEqual([`${CANARY} of /p0`, "ACCESS_DENIED", `${CANARY} of /p2`]);
      expect(calls).toEqual(["batch us-east-1 3", "get /p0", "get /p1", "get /p2"]);
    },
  );

  it("end with the credentials, in one request", async () => {
    const { calls, read } = fake({ batch: refusing("UnrecognizedClientException") });
    expect(await read(many(2))).toEqual(["CREDENTIALS_REFUSED", "CREDENTIALS_REFUSED"]);
    expect(calls).toEqual(["batch us-east-1 2"]);
  });

  it("that get no answer fail each of their names and no other", async () => {
    const { read } = fake({
      batch: async (names) => {
        if (names.includes("/p0")) throw new Failure("STORE_THROTTLED", "throttled");
        return { Parameters: names.map((name) => entryOf(name)) };
      },
    });
    const values = await read(many(12));
    expect(new Set(values.slice(0, 10))).toEqual(new Set(["STORE_THROTTLED"]));
    expect(values.slice(10)).toEqual([`${CANARY} of /p10`, `${CANARY} of /p11`]);
  });

  it("stop with the signal", async () => {
    const control = new AbortController();
    const reason = new Error("stopped");
    const open = async (): Promise<ParametersApi> => {
      control.abort(reason);
      throw reason;
    };
    await expect(openParameters(undefined, SETTING, open).read(many(2), control.signal)).rejects.toBe(reason);
  });
});

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
