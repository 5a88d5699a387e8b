import { expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { bind } from "../../../src/providers/bind.ts";
import type { BoundProvider, FallbackReason, Host, Outcome } from "../../../src/providers/provider.ts";
import { type Located, locate, resolve } from "../../../src/providers/resolve.ts";
import { createSessions } from "../../../src/providers/sessions.ts";
import { usedProviders } from "../../../src/providers/use.ts";
import { parseReference } from "../../../src/references/parse-reference.ts";

interface Fake {
  readonly provider: BoundProvider;
  readonly asked: string[][];
  closed: number;
}

interface Extras {
  readonly audience?: string;
  readonly borrows?: Readonly<Record<string, string>>;
  readonly problem?: Failure;
}

function fake(id: string, answers: Record<string, Outcome>, extras: Extras = {}): Fake {
  const made: Fake = {
    asked: [],
    closed: 0,
    provider: bind(
      {
        id,
        inputs: [],
        login: () => (extras.audience === undefined ? undefined : { audience: extras.audience }),
        check: () => (extras.problem === undefined ? [] : [extras.problem]),
        borrows: () =>
          Object.entries(extras.borrows ?? {}).map(([input, text]) => ({
            input,
            source: parseReference(text),
          })),
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
      {},
      false,
      {} as Host,
    ),
  };
  return made;
}

const found = (text: string): Outcome => ({ is: "found", value: { kind: "text", text: Secret.of(text) } });
const only: ReadonlySet<FallbackReason> = new Set(["not-found"]);
const bare = (path: string, chain: BoundProvider[]): Located => {
  const located = locate({ kind: "bare", path }, chain, chain);
  if (located instanceof Failure) throw located;
  return located;
};
const signal = new AbortController().signal;

test("each provider in turn gets only what is still missing, once, and the reasons are kept", async () => {
  const first = fake("first", { "a/x": found("1") });
  const second = fake("second", { "a/y": found("2") });
  const chain = [first.provider, second.provider];
  const sessions = createSessions();
  const results = await resolve(
    ["a/x", "a/y", "a/y", "a/z"].map((path) => bare(path, chain)),
    only,
    sessions,
    signal,
  );
  await sessions.close(signal);
  expect(results.map((result) => result.is)).toEqual(["found", "found", "found", "missing"]);
  expect(first.asked).toEqual([["a/x", "a/y", "a/z"]]);
  expect(second.asked).toEqual([["a/y", "a/z"]]);
  expect(results[1]!.skipped).toEqual([{ provider: "first", why: "not there" }]);
  expect([first.closed, second.closed]).toEqual([1, 1]);
});

test("a failure stops the chain, unless fallback-on names its reason", async () => {
  const denied: Outcome = { is: "failed", error: new Failure("ACCESS_DENIED", "no") };
  const chain = [fake("first", { "a/x": denied }), fake("second", { "a/x": found("2") })].map(
    ({ provider }) => provider,
  );
  expect((await resolve([bare("a/x", chain)], only, createSessions(), signal))[0]!.is).toBe("failed");
  const relaxed = await resolve(
    [bare("a/x", chain)],
    new Set<FallbackReason>(["not-found", "denied"]),
    createSessions(),
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
  expect((await resolve([bare("a/x", chain)], all, createSessions(), signal))[0]!.is).toBe("failed");
});

test("without not-found the chain ends at its first provider", async () => {
  const second = fake("second", { "a/x": found("2") });
  const chain = [fake("first", {}).provider, second.provider];
  expect((await resolve([bare("a/x", chain)], new Set(), createSessions(), signal))[0]!.is).toBe("missing");
  expect(second.asked).toEqual([]);
});

test("what a provider throws becomes a failure of ours, without its text, and the next ask gets the same", async () => {
  const other = fake("second", {});
  const thrower: BoundProvider = {
    ...other.provider,
    id: "first",
    open: () => Promise.reject(new Error("CANARY-7f3a")),
  };
  const results = await resolve([bare("a/x", [thrower])], only, createSessions(), signal);
  expect(results[0]!.is === "failed" && results[0]!.error.message).toBe("Unexpected Error.");
});

const located = (text: string, providers: BoundProvider[]): Located => {
  const source = parseReference(text);
  const at = source instanceof Failure ? source : locate(source, providers, providers);
  if (at instanceof Failure) throw at;
  return at;
};

test("who lends an input is used too, and is checked", () => {
  const lender = fake("lender", {}, { problem: new Failure("INPUT_INVALID", "no role") }).provider;
  const borrower = fake("borrower", {}, { borrows: { "a-key": "lender://x" } }).provider;
  const other = fake("other", {}, { problem: new Failure("INPUT_INVALID", "unused") }).provider;
  const all = [lender, borrower, other];
  const { used, problems } = usedProviders([located("borrower://y", all)], all);
  expect(used.map(({ id }) => id)).toEqual(["borrower", "lender"]);
  expect(problems.map(({ message }) => message)).toEqual(["no role"]);
});

test("a cycle of inputs is shown, also where the asked provider is not in it", () => {
  const one = fake("one", {}, { borrows: { "one-key": "two://x" } }).provider;
  const two = fake("two", {}, { borrows: { "two-key": "one://x" } }).provider;
  const own = fake("own", {}, { borrows: { "own-key": "own://x" } }).provider;
  const before = fake("before", {}, { borrows: { "a-key": "one://x" } }).provider;
  const all = [one, two, own, before];
  const self = usedProviders([located("own://y", all)], all).problems;
  expect(self.map(({ code, message }) => [code, message])).toEqual([
    ["REFERENCE_CYCLE", "own needs own-key, a reference of own: it waits for itself."],
  ]);
  const both = usedProviders([located("before://y", all)], all).problems;
  expect(both.map(({ message }) => message)).toEqual([
    "one needs one-key, a reference of two needs two-key, a reference of one: it waits for itself.",
    "two needs two-key, a reference of one needs one-key, a reference of two: it waits for itself.",
  ]);
});

test("two providers never share the audience of a token, and a reference in an input that fits nowhere is a problem", () => {
  const one = fake("one", {}, { audience: "sts" }).provider;
  const two = fake("two", {}, { audience: "sts", borrows: { "two-key": "nowhere://CANARY-7f3a" } }).provider;
  const all = [one, two];
  const { problems } = usedProviders([located("one://y", all), located("two://y", all)], all);
  expect(problems.map(({ code }) => code)).toEqual(["REFERENCE_INVALID", "INPUT_INVALID"]);
  expect(JSON.stringify(problems.map(({ message, fix, at }) => [message, fix, at]))).not.toContain("CANARY");
});

test("providers of which none waits for the other's answer are asked at once", async () => {
  const begun = new Set<string>();
  let release = (): void => undefined;
  const both = new Promise<void>((resolve) => (release = resolve));
  const meeting = (id: string): BoundProvider => {
    const { provider } = fake(id, {});
    return {
      ...provider,
      open: async () => ({
        read: async (locators) => {
          begun.add(id);
          if (begun.size === 2) release();
          await both;
          return new Map(locators.map((locator) => [locator.id, found(id)]));
        },
        close: async () => undefined,
      }),
    };
  };
  const providers = [meeting("slow"), meeting("other")];
  const wanted = ["slow://a", "other://a"].map((text) => {
    const source = parseReference(text);
    return source instanceof Failure ? source : locate(source, providers, []);
  });
  const results = await resolve(wanted as Located[], only, createSessions(), new AbortController().signal);
  expect(results.map(({ is }) => is)).toEqual(["found", "found"]);
});
