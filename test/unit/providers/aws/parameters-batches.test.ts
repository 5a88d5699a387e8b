import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { ParameterEntry, ParametersApi } from "../../../../src/providers/aws/parameters-api.ts";
import { openParameters } from "../../../../src/providers/aws/parameters.ts";
import { arnOf, entryOf, fake, many } from "./fake-parameters.ts";
import { CANARY, fault, parameter, refusing, SETTING } from "./fakes.ts";

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
