import { expect, test } from "vitest";
import type { OriginLine } from "../../../src/commands/load-lines.ts";
import { providerFacts } from "../../../src/commands/run-facts.ts";
import { createWatch, questionsOf, type Watch } from "../../../src/commands/watch.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { Outcome } from "../../../src/providers/provider.ts";
import { type Located, resolve } from "../../../src/providers/resolve.ts";
import { createSessions } from "../../../src/providers/sessions.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { BoundProvider } from "../../../src/providers/provider.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const found = (more: object = {}): Outcome => ({
  is: "found",
  value: { kind: "text", text: Secret.of(CANARY) },
  ...more,
});
const failed = (code: "ACCESS_DENIED" | "STORE_SEALED"): Outcome => ({
  is: "failed",
  error: new Failure(code, "no"),
});

function provider(
  id: string,
  answers: Readonly<Record<string, Outcome>> | Failure,
  who?: string,
): BoundProvider {
  return {
    id,
    open: async () => {
      if (answers instanceof Failure) throw answers;
      return {
        ...(who === undefined
          ? {}
          : {
              who: {
                subject: who,
                expires: new Date(9_000),
                ...(id === "vault" ? { sealed: false as const } : {}),
              },
            }),
        read: async (locators: readonly { readonly id: string }[]) =>
          new Map(
            locators.map((one) => [
              one.id,
              answers[one.id] ?? ({ is: "missing", why: "not there" } as const),
            ]),
          ),
        close: async () => undefined,
      };
    },
  } as unknown as BoundProvider;
}

/** A run of these lines: each with its name, the locator, and who is asked in turn. */
async function run(
  lines: readonly (readonly [string, string, ...BoundProvider[]])[],
  before: readonly (readonly [BoundProvider, string])[] = [],
): Promise<Watch> {
  const sessions = createSessions(() => 1_000);
  const watch = createWatch(0);
  for (const [lender, id] of before)
    await (await sessions.of(lender, signal)).read([{ id, shown: id }], signal);
  watch.trail = sessions.trail;
  watch.lines = lines.map(
    ([name]) => ({ line: { name, wildcard: name.endsWith("_") }, file: undefined }) as unknown as OriginLine,
  );
  watch.located = lines.map(([, id, ...at]): Located => ({
    at: at.map((one) => ({ provider: one, locator: { id, shown: id } })),
  }));
  watch.resolutions = await resolve(watch.located, new Set(["not-found"] as const), sessions, signal);
  return watch;
}

test("a name is asked of each provider up to the one that settles it", async () => {
  const vault = provider(
    "vault",
    { a: found({ version: "2", requestId: "r-1" }), d: failed("ACCESS_DENIED") },
    "deploy",
  );
  const env = provider("env", { b: found() });
  const watch = await run([
    ["A", "a", vault, env],
    ["B", "b", vault, env],
    ["C_", "c", vault, env],
    ["D", "d", vault, env],
  ]);
  expect(
    questionsOf(watch).map((one) => [
      one.name,
      one.provider,
      one.outcome,
      one.code,
      one.version,
      one.requestId,
    ]),
  ).toEqual([
    ["A", "vault", "found", undefined, "2", "r-1"],
    ["B", "vault", "missing", undefined, undefined, undefined],
    ["B", "env", "found", undefined, undefined, undefined],
    ["C_*", "vault", "missing", undefined, undefined, undefined],
    ["C_*", "env", "missing", undefined, undefined, undefined],
    ["D", "vault", "failed", "ACCESS_DENIED", undefined, undefined],
  ]);
  expect(JSON.stringify(questionsOf(watch))).not.toContain(CANARY);
});

test("names that share a read are hits, and each counts as retrieved", async () => {
  const vault = provider(
    "vault",
    { a: found({ expires: new Date(7) }), b: found({ expires: new Date(3) }) },
    "x",
  );
  const facts = providerFacts(
    await run([
      ["A1", "a", vault],
      ["A2", "a", vault],
      ["A3", "a", vault],
      ["B", "b", vault],
    ]),
  );
  expect(facts).toMatchObject([
    {
      provider: "vault",
      authenticated: true,
      sealed: false,
      references: 4,
      cacheHits: 2,
      outcomes: [{ outcome: "found", count: 4 }],
      expires: new Date(9_000),
      valuesExpire: new Date(3),
    },
  ]);
});

test.each([
  ["LOGIN_REFUSED", undefined],
  ["STORE_SEALED", true],
] as const)("every name that asked for a login that failed with %s failed with it", async (code, sealed) => {
  const watch = await run([["A", "a", provider("vault", new Failure(code, "no"))]]);
  expect(providerFacts(watch)).toMatchObject([
    {
      authenticated: false,
      refused: code,
      sealed,
      cacheHits: 0,
      outcomes: [{ outcome: "failed", reason: code }],
    },
  ]);
  expect(questionsOf(watch)).toMatchObject([{ name: "A", outcome: "failed", code, at: 1_000 }]);
});

test("a seal that a read meets is told; who nobody logs in to is neither in nor out", async () => {
  const facts = providerFacts(
    await run([
      ["A", "a", provider("vault", { a: failed("STORE_SEALED") }, "x")],
      ["B", "b", provider("env", { b: found() })],
    ]),
  );
  expect(facts.map((one) => [one.provider, one.authenticated, one.sealed])).toEqual([
    ["vault", true, true],
    ["env", undefined, undefined],
  ]);
});

test("what an input borrowed is a question, too, without a name", async () => {
  const aws = provider("aws", { key: found() }, "role");
  const watch = await run([["A", "a", provider("sops", { a: found() })]], [[aws, "key"]]);
  expect(questionsOf(watch).map(({ name, provider: of, id }) => [name, of, id])).toEqual([
    ["A", "sops", "a"],
    [undefined, "aws", "key"],
  ]);
});

test("a run that came to no session has no facts", () => {
  expect(providerFacts(createWatch(0))).toEqual([]);
});
