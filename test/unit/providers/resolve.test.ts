import { expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { FallbackReason, Outcome, Provider } from "../../../src/providers/provider.ts";
import { type Located, locate, resolve } from "../../../src/providers/resolve.ts";

interface Fake {
  readonly provider: Provider;
  readonly asked: string[][];
  closed: number;
}

function fake(id: string, answers: Record<string, Outcome>): Fake {
  const made: Fake = {
    asked: [],
    closed: 0,
    provider: {
      id,
      schemes: [{ name: id, queries: [], vals: [] }],
      locate: (source) => {
        const name = source.kind === "bare" ? source.path : source.locator;
        return { id: name, shown: name };
      },
      open: async () => ({
        read: async (locators) => {
          made.asked.push(locators.map((locator) => locator.id));
          return new Map(
            locators.map((locator) => [
              locator.id,
              answers[locator.id] ?? { is: "missing", why: "not there" },
            ]),
          );
        },
        close: async () => void (made.closed += 1),
      }),
    },
  };
  return made;
}

const found = (text: string): Outcome => ({ is: "found", value: { kind: "text", text: Secret.of(text) } });
const only: ReadonlySet<FallbackReason> = new Set(["not-found"]);
const bare = (path: string, chain: Provider[]): Located => {
  const located = locate({ kind: "bare", path }, chain, chain);
  if (located instanceof Failure) throw located;
  return located;
};
const signal = new AbortController().signal;

test("each provider in turn gets only what is still missing, once, and the reasons are kept", async () => {
  const first = fake("first", { "a/x": found("1") });
  const second = fake("second", { "a/y": found("2") });
  const chain = [first.provider, second.provider];
  const results = await resolve(
    ["a/x", "a/y", "a/y", "a/z"].map((path) => bare(path, chain)),
    only,
    signal,
  );
  expect(results.map((result) => result.is)).toEqual(["found", "found", "found", "missing"]);
  expect(first.asked).toEqual([["a/x", "a/y", "a/z"]]);
  expect(second.asked).toEqual([["a/y", "a/z"]]);
  expect(results[1]!.skipped).toEqual([{ provider: "first", why: "not there" }]);
  expect([first.closed, second.closed]).toEqual([1, 1]);
});

test("a failure stops the chain, unless fallback-on names its reason", async () => {
  const denied: Outcome = { is: "failed", error: new Failure("SOPS_FORMAT", "no"), reason: "denied" };
  const chain = [fake("first", { "a/x": denied }), fake("second", { "a/x": found("2") })].map(
    ({ provider }) => provider,
  );
  expect((await resolve([bare("a/x", chain)], only, signal))[0]!.is).toBe("failed");
  const relaxed = await resolve(
    [bare("a/x", chain)],
    new Set<FallbackReason>(["not-found", "denied"]),
    signal,
  );
  expect(relaxed[0]).toMatchObject({
    is: "found",
    provider: "second",
    skipped: [{ provider: "first", why: "denied" }],
  });
});

test("a failure without a reason can never be relaxed", async () => {
  const broken: Outcome = { is: "failed", error: new Failure("SOPS_MAC_MISMATCH", "no") };
  const chain = [fake("first", { "a/x": broken }), fake("second", { "a/x": found("2") })].map(
    ({ provider }) => provider,
  );
  const all = new Set<FallbackReason>(["not-found", "denied", "unreachable", "deleted"]);
  expect((await resolve([bare("a/x", chain)], all, signal))[0]!.is).toBe("failed");
});

test("without not-found the chain ends at its first provider", async () => {
  const second = fake("second", { "a/x": found("2") });
  const chain = [fake("first", {}).provider, second.provider];
  expect((await resolve([bare("a/x", chain)], new Set(), signal))[0]!.is).toBe("missing");
  expect(second.asked).toEqual([]);
});

test("what a provider throws becomes a failure of ours, without its text, and every session is closed", async () => {
  const other = fake("second", {});
  const thrower: Provider = {
    ...other.provider,
    id: "first",
    open: () => Promise.reject(new Error("CANARY-7f3a")),
  };
  const results = await resolve([bare("a/x", [thrower])], only, signal);
  expect(results[0]!.is === "failed" && results[0]!.error.message).toBe("Unexpected Error.");
});
