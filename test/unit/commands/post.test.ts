import { beforeEach, expect, test } from "vitest";
import { post, type PostParts } from "../../../src/commands/post.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { Secret } from "../../../src/kernel/secret.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
let said: string[];
let blanked: string[];
let forgotten: string[];
beforeEach(() => {
  said = [];
  blanked = [];
  forgotten = [];
});

const parts = (more: Partial<PostParts>): PostParts => ({
  runner: {
    info: (line: string) => void said.push(line),
    annotate: (severity: string, line: string) => void said.push(`${severity}: ${line}`),
    exportVariables: (variables: ReadonlyMap<string, Secret>) =>
      void blanked.push(...[...variables].map(([name, value]) => `${name}=${value.reveal()}`)),
  } as unknown as Runner,
  leftovers: () => undefined,
  remove: () => true,
  forget: () => void forgotten.push("files"),
  credentials: () => undefined,
  notes: () => [],
  undo: async () => "undone",
  forgetCredentials: () => void forgotten.push("credentials"),
  ...more,
});

const left = (token: string) => ({ provider: "vault", record: { token } });

test("nothing was left", async () => {
  await post(parts({}), signal);
  expect([said, forgotten]).toEqual([["Nothing to clean up."], []]);
});

test("files go, variables are blanked, credentials are undone, and both lists are gone", async () => {
  await post(
    parts({
      leftovers: () => ({ files: [{ path: "/x" }], variables: ["VAULT_TOKEN"] }),
      credentials: () => [left(CANARY)],
    }),
    signal,
  );
  expect(blanked).toEqual(["VAULT_TOKEN="]);
  expect(forgotten).toEqual(["files", "credentials"]);
  expect(said).toEqual(["Cleaned up: 1 file removed, 1 variable blanked.", "undone"]);
});

test("what cannot be undone is a warning with its fix, keeps nothing else from being undone, and fails nothing", async () => {
  await post(
    parts({
      credentials: () => [left("one"), left("two"), left("three")],
      undo: async ({ record }) => {
        if (record["token"] === "one") throw new Failure("ACCESS_DENIED", "Denied.", { fix: "vault …" });
        if (record["token"] === "two") throw new TypeError(CANARY);
        return "undone";
      },
    }),
    signal,
  );
  expect(said).toEqual([
    "warning: Denied.\nvault …",
    expect.stringMatching(/^warning: Unexpected TypeError/),
    "undone",
  ]);
  expect(said.join()).not.toContain(CANARY);
  expect(forgotten).toEqual(["credentials"]);
});

test("where the file is gone an operator is told", async () => {
  await post(parts({ notes: () => ["accessor A until T"] }), signal);
  expect(said).toEqual([
    expect.stringMatching(/^warning: .* is gone from RUNNER_TEMP\. accessor A until T$/),
  ]);
});

test("a cancelled post cancels what it waits for, and ends", async () => {
  const abort = new AbortController();
  const ended = post(
    parts({
      credentials: () => [left("one")],
      undo: async (_, until) =>
        new Promise((_resolve, reject) =>
          until.addEventListener("abort", () => reject(new Failure("STORE_UNREACHABLE", "Cancelled."))),
        ),
    }),
    abort.signal,
  );
  abort.abort();
  await ended;
  expect(said).toEqual(["warning: Cancelled."]);
});

const lost = (host: string): Failure => new Failure("REGISTRY_REFUSED", `${host} says no.`, { fix: "login" });

test.each<[string, unknown, readonly string[]]>([
  ["one of them", lost("a"), ["a says no.\nlogin"]],
  [
    "several",
    new Failure("REGISTRY_REFUSED", "2 problems", { all: [lost("a"), lost("b")] }),
    ["a says no.\nlogin", "b says no.\nlogin"],
  ],
])(
  "signatures that cannot be looked after are warnings, and fail nothing: %s",
  async (_name, error, texts) => {
    await post(
      parts({
        settle: async () => {
          throw error;
        },
      }),
      signal,
    );
    expect(said).toEqual(texts.map((text) => `warning: A signature may be missing at its registry. ${text}`));
  },
);
