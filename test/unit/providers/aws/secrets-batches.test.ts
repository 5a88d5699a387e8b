import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { AwsCredentials } from "../../../../src/providers/aws/credentials.ts";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { SecretsApi } from "../../../../src/providers/aws/secrets-api.ts";
import { answerTo } from "../../../../src/providers/aws/secrets-batch.ts";
import { openSecrets } from "../../../../src/providers/aws/secrets.ts";
import { arnOf, entryOf, fake, many } from "./fake-secrets.ts";
import { CANARY, fault, refusing, secret, SETTING } from "./fakes.ts";

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
