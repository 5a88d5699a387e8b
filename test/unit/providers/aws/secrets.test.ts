import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { SecretEntry, SecretsApi } from "../../../../src/providers/aws/secrets-api.ts";
import { answerTo } from "../../../../src/providers/aws/secrets-batch.ts";
import { openSecrets } from "../../../../src/providers/aws/secrets.ts";
import type { AwsCredentials } from "../../../../src/providers/aws/credentials.ts";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { Outcome } from "../../../../src/providers/provider.ts";
import { brief, CANARY, fault, printed, REGION, secret, SETTING } from "./fakes.ts";

const ID = "1a2b3c4d-0000-0000-0000-000000000000";
const arnOf = (name: string, region = REGION): string =>
  `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-AbCdEf`;
const entryOf = (name: string, more: Partial<SecretEntry> = {}): SecretEntry => ({
  ARN: arnOf(name),
  Name: name,
  VersionId: ID,
  VersionStages: ["AWSCURRENT"],
  SecretString: `${CANARY} of ${name}`,
  CreatedDate: new Date(0),
  ...more,
});

/** A Secrets Manager that has every secret, unless told otherwise; `calls` is what was asked of it, in order. */
function fake(
  told: Partial<SecretsApi> = {},
  credentials?: AwsCredentials,
): {
  calls: string[];
  read: (locators: readonly AwsLocator[]) => Promise<string[]>;
  outcomes: (locators: readonly AwsLocator[]) => Promise<Map<string, Outcome>>;
} {
  const calls: string[] = [];
  const nameOf = (id: string): string => /:secret:(.*)-AbCdEf$/.exec(id)?.[1] ?? id;
  const open = async (region: string): Promise<SecretsApi> => ({
    region,
    action: (verb, name) => ({
      service: "secretsmanager",
      region,
      action: `secretsmanager:${verb}`,
      resource: name,
      credentials: undefined,
    }),
    get: async (ask, signal) => {
      calls.push(["get", ask.name, ask.version, ask.stage].filter((part) => part !== undefined).join(" "));
      return told.get ? told.get(ask, signal) : entryOf(nameOf(ask.name));
    },
    batch: async (names, signal) => {
      calls.push(`batch ${region} ${names.length}`);
      return told.batch
        ? told.batch(names, signal)
        : { SecretValues: names.map((name) => entryOf(nameOf(name))) };
    },
    describe: async (name, signal) => {
      calls.push(`describe ${name}`);
      if (told.describe) return told.describe(name, signal);
      throw fault("ResourceNotFoundException");
    },
    list: async (filters, token, signal) => {
      calls.push(`list ${JSON.stringify(filters)} ${token ?? ""}`.trimEnd());
      return told.list ? told.list(filters, token, signal) : {};
    },
  });
  const { signal } = new AbortController();
  const outcomes = async (locators: readonly AwsLocator[]): Promise<Map<string, Outcome>> =>
    openSecrets(credentials, SETTING, open).read(locators, signal);
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
const many = (count: number): AwsLocator[] => Array.from({ length: count }, (_, i) => secret(`s${i}`));

describe("one secret", () => {
  it("is one request, of the current stage, with its version and date", async () => {
    const { calls, outcomes } = fake();
    const outcome = (await outcomes([secret("db")])).get(secret("db").id);
    expect(outcome).toMatchObject({ is: "found", version: "AWSCURRENT 1a2b3c4d", date: new Date(0) });
    expect([brief(outcome), calls]).toEqual([`${CANARY} of db`, ["get db AWSCURRENT"]]);
  });

  it("has its bytes unchanged", async () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00, 0x80, 0x41);
    const { outcomes } = fake({
      get: async () => ({ SecretBinary: bytes }),
    });
    const outcome = [...(await outcomes([secret("key")])).values()][0];
    expect(outcome).toMatchObject({ is: "found", value: { kind: "bytes" } });
    expect(brief(outcome)).toBe("fffe008041");
    expect(outcome).not.toHaveProperty("version");
  });

  it("may be empty text, but not nothing", async () => {
    expect(await fake({ get: async () => ({ SecretString: "" }) }).read([secret("x")])).toEqual([""]);
    expect(await fake({ get: async () => ({}) }).read([secret("x")])).toEqual(["STORE_ANSWER_INVALID"]);
  });

  it("is asked for at a version, a stage, or both, never in a batch", async () => {
    const { calls, read } = fake();
    await read([
      secret("a", { version: ID }),
      secret("a", { stage: "AWSPREVIOUS" }),
      secret("a", { version: ID, stage: "AWSPREVIOUS" }),
    ]);
    expect(calls).toEqual([`get a ${ID}`, "get a AWSPREVIOUS", `get a ${ID} AWSPREVIOUS`]);
  });
});

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

describe("batches", () => {
  it.each([
    [2, ["batch us-east-1 2"]],
    [20, ["batch us-east-1 20"]],
    [21, ["batch us-east-1 20", "get s20 AWSCURRENT"]],
    [100, Array.from({ length: 5 }, () => "batch us-east-1 20")],
  ])("%i names", async (count, expected) => {
    const { calls, read } = fake();
    const values = await read(many(count));
    expect(calls).toEqual(expected);
    expect(values).toEqual(many(count).map(({ name }) => `${CANARY} of ${name}`));
  });

  it("are of one region each", async () => {
    const { calls, read } = fake();
    await read([...many(2), ...many(3).map(({ name }) => secret(name, { region: "eu-west-1" }))]);
    expect(calls).toEqual(["batch us-east-1 2", "batch eu-west-1 3"]);
  });

  it("begin all at once", async () => {
    let running = 0;
    let most = 0;
    const { read } = fake({
      batch: async (names) => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        return { SecretValues: names.map((name) => entryOf(name)) };
      },
    });
    await read(many(60));
    expect(most).toBe(3);
  });

  it("are matched by ARN, partial ARN and name, never by how a name ends", async () => {
    const partial = arnOf("db").slice(0, -7);
    const asked = [secret(arnOf("db2")), secret(partial), secret("key")];
    const { calls, read } = fake({
      batch: async () => ({
        SecretValues: [entryOf("prod/key"), entryOf("db2"), entryOf("db"), entryOf("key")].reverse(),
      }),
    });
    expect(await read(asked)).toEqual([`${CANARY} of db2`, `${CANARY} of db`, `${CANARY} of key`]);
    expect(calls).toEqual(["batch us-east-1 3"]);
  });

  it("are of the caller's own account: an ARN of another one is read by itself", async () => {
    const caller = { arn: "arn:aws:sts::210987654321:assumed-role/r/s" } as AwsCredentials;
    const { calls, read } = fake({}, caller);
    const asked = [secret("a"), secret("b"), secret(arnOf("theirs"))];
    expect(await read(asked)).toEqual([`${CANARY} of a`, `${CANARY} of b`, `${CANARY} of theirs`]);
    expect([...calls].sort()).toEqual(["batch us-east-1 2", `get ${arnOf("theirs")} AWSCURRENT`]);
  });

  it("whose account is not known may hold an ARN, and what they do not find by it is read singly", async () => {
    const { calls, read } = fake({
      batch: async (names) => ({
        SecretValues: [entryOf("a")],
        Errors: [{ SecretId: names[1]!, ErrorCode: "ResourceNotFoundException" }],
      }),
    });
    expect(await read([secret("a"), secret(arnOf("theirs"))])).toEqual([
      `${CANARY} of a`,
      `${CANARY} of theirs`,
    ]);
    expect(calls).toEqual(["batch us-east-1 2", `get ${arnOf("theirs")} AWSCURRENT`]);
  });

  it("that do not mention a name, or have no value for it, leave it to a single read", async () => {
    const { calls, read } = fake({ batch: async () => ({ SecretValues: [{ Name: "s1" }] }) });
    expect(await read(many(2))).toEqual([`${CANARY} of s0`, `${CANARY} of s1`]);
    expect(calls).toEqual(["batch us-east-1 2", "get s0 AWSCURRENT", "get s1 AWSCURRENT"]);
  });

  it("fail for some, with an answer that is whole", async () => {
    const { calls, read } = fake({
      batch: async () => ({
        SecretValues: [entryOf("s0")],
        Errors: [
          { SecretId: "s1", ErrorCode: "AccessDeniedException" },
          { SecretId: "s2", ErrorCode: "ResourceNotFoundException" },
          { SecretId: "s3", ErrorCode: "InvalidRequestException" },
          { SecretId: "s4", ErrorCode: "InternalServiceError" },
        ],
      }),
      get: async ({ name }) => {
        if (name === "s3") throw fault("InvalidRequestException", "marked for deletion");
        return entryOf(name);
      },
    });
    expect(await read(many(5))).toEqual([
      `${CANARY} of s0`,
      `${CANARY} of s1`,
      "missing",
      "SECRET_DELETED",
      `${CANARY} of s4`,
    ]);
    expect(calls).toEqual([
      "batch us-east-1 5",
      "get s1 AWSCURRENT",
      "describe s2",
      "get s3 AWSCURRENT",
      "get s4 AWSCURRENT",
    ]);
  });

  it("that are refused as a whole become single reads", async () => {
    const { calls, read } = fake({ batch: refusing("AccessDeniedException") });
    expect(await read(many(2))).toEqual([`${CANARY} of s0`, `${CANARY} of s1`]);
    expect(calls).toEqual(["batch us-east-1 2", "get s0 AWSCURRENT", "get s1 AWSCURRENT"]);
  });

  it("end with the credentials, in one request", async () => {
    const { calls, read } = fake({ batch: refusing("UnrecognizedClientException") });
    expect(await read(many(2))).toEqual(["CREDENTIALS_REFUSED", "CREDENTIALS_REFUSED"]);
    expect(calls).toEqual(["batch us-east-1 2"]);
  });

  it("that get no answer fail each of their names and no other", async () => {
    const { read } = fake({
      batch: async (names) => {
        if (names.includes("s0")) throw new Failure("STORE_UNREACHABLE", "no answer");
        return { SecretValues: names.map((name) => entryOf(name)) };
      },
    });
    const values = await read(many(22));
    expect(values.slice(0, 20).every((value) => value === "STORE_UNREACHABLE")).toBe(true);
    expect(values.slice(20)).toEqual([`${CANARY} of s20`, `${CANARY} of s21`]);
  });

  it.each<[string, AwsLocator]>([
    ["a single read", secret("a")],
    ["a listing", secret("p/", { listing: { prefix: "p/", tags: [] } })],
  ])("%s stops with the signal", async (_, locator) => {
    const control = new AbortController();
    const reason = new Error("stopped");
    const stop = async (): Promise<never> => {
      control.abort(reason);
      throw reason;
    };
    const open = async (): Promise<SecretsApi> => ({ get: stop, list: stop }) as unknown as SecretsApi;
    await expect(openSecrets(undefined, SETTING, open).read([locator], control.signal)).rejects.toBe(reason);
  });

  it("stop with the signal", async () => {
    const control = new AbortController();
    const reason = new Error("stopped");
    const open = async (): Promise<SecretsApi> => {
      control.abort(reason);
      throw reason;
    };
    const read = openSecrets(undefined, SETTING, open).read(many(2), control.signal);
    await expect(read).rejects.toBe(reason);
  });
});

describe("answerTo", () => {
  it("prefers the whole ARN to a partial one, and takes no one of several", () => {
    const [short, long] = [entryOf("db"), entryOf("db-AbCdEf")];
    expect(answerTo(arnOf("db"), [long, short])).toBe(short);
    expect(answerTo(arnOf("db"), [long])).toBe(long);
    expect(answerTo("db", [short, { ...short }])).toEqual(short);
    expect(answerTo("db", [short, { ...short, ARN: arnOf("other") }])).toBeUndefined();
    expect(answerTo("arn:aws:secretsmanager:us-east-1:123456789012:secret:d", [short])).toBeUndefined();
  });
});

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
