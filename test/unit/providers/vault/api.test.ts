import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { callVault, type VaultCall, VaultFault } from "../../../../src/providers/vault/api.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import { CANARY, type Reply } from "./answers.ts";
import { scripted, settingAt, SIGNAL } from "./scripted.ts";

const CALL: VaultCall = {
  method: "GET",
  path: "secret/data/a",
  namespace: "",
  token: Secret.of(`${CANARY}-token`),
};
const GOOD: Reply = {
  body: { request_id: "00000000-0000-4000-8000-0000000000ab", data: { x: 1 }, warnings: ["w"] },
};

/** What a call ends in, as `status` of the answer or of Vault's refusal, or the code of the failure. */
async function end(
  call: Partial<VaultCall>,
  setting: VaultSetting,
): Promise<{ readonly end: string; readonly text: string; readonly error: unknown }> {
  try {
    const { status } = await callVault({ ...CALL, ...call }, setting, SIGNAL);
    return { end: String(status), text: "", error: undefined };
  } catch (error) {
    if (error instanceof Failure) return { end: error.code, text: `${error.message}\n${error.fix}`, error };
    if (error instanceof VaultFault) return { end: `fault ${error.status}`, text: error.message, error };
    throw error;
  }
}

test("headers, namespace, body and query go where Vault looks for them", async () => {
  const { url, seen } = await scripted({ "*": GOOD }, "/gate");
  const { setting, said } = settingAt(`${url}/gate/`, { headers: new Map([["x-gate", Secret.of(CANARY)]]) });
  const answer = await callVault(
    { ...CALL, method: "POST", namespace: "team/in ner", body: { a: 1 }, wrapTtl: "60s" },
    setting,
    SIGNAL,
  );
  expect(seen[0]!.line).toBe("POST team/in%20ner/secret/data/a");
  expect(seen[0]!.body).toBe('{"a":1}');
  expect(seen[0]!.headers).toMatchObject({
    "x-vault-token": `${CANARY}-token`,
    "x-vault-request": "true",
    "x-vault-wrap-ttl": "60s",
    "x-gate": CANARY,
    "content-type": "application/json",
  });
  expect(seen[0]!.headers).not.toHaveProperty("x-vault-namespace");
  expect(answer).toMatchObject({
    status: 200,
    requestId: "00000000-0000-4000-8000-0000000000ab",
    warnings: ["w"],
  });
  // The client logs.
  expect(said).toEqual([]);
});

test("a list is asked for as the official client does; a body may be a secret; no content is no JSON", async () => {
  const { url, seen } = await scripted({ "*": { status: 204 } });
  const { setting } = settingAt(url);
  const { json } = await callVault({ ...CALL, method: "LIST", path: "kv/" }, setting, SIGNAL);
  await callVault({ ...CALL, method: "POST", body: Secret.of(`{"jwt":"${CANARY}"}`) }, setting, SIGNAL);
  expect(seen.map(({ line, body }) => [line, body])).toEqual([
    ["GET kv/?list=true", ""],
    ["POST secret/data/a", `{"jwt":"${CANARY}"}`],
  ]);
  expect(json).toBeUndefined();
});

const error = (status: number, ...errors: string[]): Reply => ({ status, body: { errors } });

describe("what passes by itself is tried again", () => {
  test.each<[string, Reply]>([
    ["412", error(412, "required index state not present")],
    ["429", error(429, "request path: rate limit quota exceeded")],
    ["500", error(500, "local node not active")],
    ["502 of a gateway", { status: 502, headers: { "content-type": "text/html" }, body: "<html>" }],
    ["503", error(503, "no leader")],
    ["a reset", "reset"],
    ["KV being upgraded", error(400, "Upgrading from non-versioned to versioned data. This backend")],
  ])("%s", async (_, reply) => {
    const { url, seen } = await scripted({ "*": [reply, reply, GOOD] });
    const { setting, slept } = settingAt(url);
    expect(await end({}, setting)).toMatchObject({ end: "200" });
    expect([seen.length, slept.length]).toEqual([3, 2]);
  });

  test("retry-after is waited for", async () => {
    const { url } = await scripted({
      "*": [{ ...(error(429) as object), headers: { "retry-after": "7" } }, GOOD],
    });
    const { setting, slept } = settingAt(url);
    expect(await end({}, setting)).toMatchObject({ end: "200" });
    expect(slept).toEqual([7_000]);
  });
});

test.each<[string, Reply, number]>([
  ["a reset", "reset", 1],
  ["a failure", error(500, CANARY), 1],
  ["412", error(412), 4],
  ["429", error(429), 4],
])("what may be done only once: %s", async (_, reply, requests) => {
  const { url, seen } = await scripted({ "*": reply });
  const { text } = await end({ once: true }, settingAt(url).setting);
  expect(seen).toHaveLength(requests);
  expect(text).not.toContain(CANARY);
});

test.each<[string, Reply, string, number]>([
  ["sealed", error(503, `Vault is sealed ${CANARY}`), "STORE_SEALED", 1],
  ["not initialised", error(501, CANARY), "STORE_SEALED", 1],
  ["not initialised, in words", error(400, "Vault is not initialized"), "STORE_SEALED", 1],
  ["a quota", error(429, CANARY), "STORE_THROTTLED", 4],
  ["a replica that is behind", error(412, CANARY), "STORE_UNREACHABLE", 4],
  ["a failing server", error(500, CANARY), "STORE_UNREACHABLE", 4],
  [
    "a page",
    { status: 403, headers: { "content-type": "text/html" }, body: `<html>${CANARY}` },
    "STORE_ANSWER_INVALID",
    1,
  ],
  ["JSON of something else", { status: 404, body: { message: CANARY } }, "STORE_ANSWER_INVALID", 1],
  ["a page as success", { body: `<html>${CANARY}` }, "STORE_ANSWER_INVALID", 1],
  ["a list as success", { body: [CANARY] }, "STORE_ANSWER_INVALID", 1],
  ["resets", "reset", "STORE_UNREACHABLE", 4],
  ["denied", error(403, CANARY), "fault 403", 1],
  ["not found", error(404), "fault 404", 1],
  ["refused", error(400, CANARY), "fault 400", 1],
])("%s is said as what it is", async (_, reply, code, requests) => {
  const { url, seen } = await scripted({ "*": reply });
  const { setting, said } = settingAt(url);
  const { end: found, text } = await end({}, setting);
  expect([found, seen.length]).toEqual([code, requests]);
  expect(`${text}${said.join()}`).not.toContain(CANARY);
});

test("a fault is known by its words, which it does not print", async () => {
  const { url } = await scripted({ "*": error(403, `permission denied ${CANARY}`) });
  const { error: fault } = await end({}, settingAt(url).setting);
  expect((fault as VaultFault).has(/permission denied/)).toBe(true);
  expect((fault as VaultFault).has(/preflight/)).toBe(false);
  expect((fault as VaultFault).message).not.toContain(CANARY);
});

test.each([
  [true, { errors: [] }],
  [false, { errors: ["no handler for route"] }],
  [false, { errors: [], warnings: ["x"] }],
  [false, { data: { data: null } }],
])("bare is %s: %j", async (isBare, body) => {
  const { url } = await scripted({ "*": { status: 404, body } });
  const { error: fault } = await end({}, settingAt(url).setting);
  expect((fault as VaultFault).isBare).toBe(isBare);
});

describe("redirects", () => {
  const to = (location: string, status = 307): Reply => ({ status, headers: { location } });

  test("307 is followed to a host of vault-address, with the token and our own path", async () => {
    const active = await scripted({ "*": GOOD });
    const standby = await scripted({ "*": to(`${active.url}/v1/other`) });
    const { setting } = settingAt(standby.url, { addresses: [new URL(standby.url), new URL(active.url)] });
    expect(await end({ method: "POST", body: { a: 1 } }, setting)).toMatchObject({ end: "200" });
    expect(active.seen.map(({ line, body }) => [line, body])).toEqual([["POST secret/data/a", '{"a":1}']]);
    expect(active.seen[0]!.headers["x-vault-token"]).toBe(`${CANARY}-token`);
  });

  test("another host gets nothing, and the line to add is printed", async () => {
    const other = await scripted({ "*": GOOD });
    const { url } = await scripted({ "*": to(`${other.url}/v1/secret/data/a?x=${CANARY}`) });
    const { end: found, text } = await end({}, settingAt(url).setting);
    expect([found, other.seen.length]).toEqual(["ENDPOINT_REFUSED", 0]);
    expect(text).toContain(`\n  ${other.url}`);
    expect(text).not.toContain(CANARY);
  });

  test.each([
    ["another scheme", (url: string) => to(url.replace("http:", "https:"))],
    ["another status", (url: string) => to(`${url}/v1/secret/data/a`, 301)],
    ["no location", () => ({ status: 307 })],
    ["itself", (url: string) => to(`${url}/v1/secret/data/a`)],
  ])("%s is refused", async (_, reply) => {
    const first = await scripted({});
    const replies: Record<string, Reply> = {};
    const made = await scripted(replies);
    replies["*"] = reply(made.url);
    expect(first.seen).toEqual([]);
    expect(await end({}, settingAt(made.url).setting)).toMatchObject({ end: "ENDPOINT_REFUSED" });
  });
});

test("an end of the run ends the call", async () => {
  const { url } = await scripted({ "*": error(500) });
  const stop = AbortSignal.abort();
  await expect(callVault(CALL, settingAt(url).setting, stop)).rejects.toMatchObject({
    code: "STORE_UNREACHABLE",
  });
});

test("where a method refuses with 500, that answer is final, but for one that is no Vault's or of a sealed one", async () => {
  const refusing = { refusesWith500: true };
  const refused = await scripted({ "*": error(500, "missing role_id") });
  expect((await end(refusing, settingAt(refused.url).setting)).end).toBe("fault 500");
  expect(refused.seen).toHaveLength(1);
  const sealed = await scripted({ "*": error(500, "Vault is sealed") });
  expect((await end(refusing, settingAt(sealed.url).setting)).end).toBe("STORE_SEALED");
  const page = await scripted({ "*": { status: 500, body: "down" } });
  expect((await end(refusing, settingAt(page.url).setting)).end).toBe("STORE_UNREACHABLE");
});
