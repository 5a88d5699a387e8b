import { describe, expect, it } from "vitest";
import { fake, ID } from "./fake-secrets.ts";
import { brief, CANARY, secret } from "./fakes.ts";

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
