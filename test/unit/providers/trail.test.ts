import { expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { Outcome, Session } from "../../../src/providers/provider.ts";
import { createTrail } from "../../../src/providers/trail.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const ticking = (): (() => number) => {
  let time = 0;
  return () => (time += 10);
};
const session = (read: Session["read"]): Session => ({
  who: { subject: "deploy" },
  read,
  close: async () => undefined,
});

test("each read leaves what came of it, and never the value", async () => {
  const outcomes: [string, Outcome][] = [
    [
      "a",
      {
        is: "found",
        value: { kind: "text", text: Secret.of(CANARY) },
        version: "3",
        requestId: "r-1",
        expires: new Date(5),
      },
    ],
    ["b", { is: "missing", why: "not there" }],
    ["c", { is: "failed", error: new Failure("ACCESS_DENIED", "no", { requestId: "r-2" }) }],
  ];
  const trail = createTrail(ticking());
  const followed = await trail.follow("vault", Promise.resolve(session(async () => new Map(outcomes))));
  const answers = await followed.read(
    ["a", "b", "c", "d"].map((id) => ({ id, shown: `secret/${id}` })),
    signal,
  );
  expect([...answers]).toEqual(outcomes);
  expect(trail.logins).toMatchObject([{ provider: "vault", code: undefined, who: { subject: "deploy" } }]);
  expect(
    trail.reads.map(({ id, shown, outcome, code, version, requestId, expires }) => [
      id,
      shown,
      outcome,
      code,
      version,
      requestId,
      expires?.getTime(),
    ]),
  ).toEqual([
    ["a", "secret/a", "found", undefined, "3", "r-1", 5],
    ["b", "secret/b", "missing", undefined, undefined, undefined, undefined],
    ["c", "secret/c", "failed", "ACCESS_DENIED", undefined, "r-2", undefined],
  ]);
  expect(trail.calls).toHaveLength(2);
  expect(trail.calls.every(({ provider, ms }) => provider === "vault" && ms > 0)).toBe(true);
  expect(JSON.stringify(trail)).not.toContain(CANARY);
});

test("a login and a read that throw are noted by their code, and thrown on", async () => {
  const trail = createTrail(ticking());
  const refused = new Failure("LOGIN_REFUSED", "no");
  await expect(trail.follow("vault", Promise.reject(refused))).rejects.toBe(refused);
  const broken = await trail.follow("aws", Promise.resolve(session(() => Promise.reject(new Error(CANARY)))));
  await expect(broken.read([{ id: "a", shown: "a" }], signal)).rejects.toThrow(CANARY);
  expect(trail.logins.map(({ provider, code }) => [provider, code])).toEqual([
    ["vault", "LOGIN_REFUSED"],
    ["aws", undefined],
  ]);
  expect(trail.reads.map(({ outcome, code }) => [outcome, code])).toEqual([["failed", "INTERNAL"]]);
  expect(JSON.stringify(trail)).not.toContain(CANARY);
});

test("requests are noted by provider", () => {
  const trail = createTrail(() => 0);
  trail.requested("aws", 12);
  expect(trail.requests).toEqual([{ provider: "aws", ms: 12 }]);
});
