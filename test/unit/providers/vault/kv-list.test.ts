import { describe, expect, test } from "vitest";
import { BARE, CANARY, DENIED, kv2, mounted, type Reply, SECRET, UI } from "./answers.ts";
import { at, brief, opened, printed, read } from "./reading.ts";
import { SIGNAL } from "./scripted.ts";

const keys = (...names: string[]): Reply => ({ body: { data: { keys: names } } });
const GONE: Reply = {
  status: 404,
  body: {
    data: { data: null, metadata: { version: 1, deletion_time: "2026-11-20T08:00:00Z", destroyed: false } },
  },
};
const TREE: Readonly<Record<string, Reply>> = {
  "GET secret/metadata/app/?list=true": keys("one", "two", "deep/", "gone"),
  "GET secret/metadata/app/deep/?list=true": keys("three", "one"),
  "GET secret/data/app/one": kv2({ value: "1" }),
  "GET secret/data/app/two": kv2({ user: "u", pass: "p" }),
  "GET secret/data/app/gone": GONE,
  "GET secret/data/app/deep/three": kv2({ only: { a: 1.0 } }),
  "GET secret/data/app/deep/one": kv2({ value: null, x: "y" }),
};

/** Reads below a mount of KV of this version. */
const list = (text: string, replies: Readonly<Record<string, Reply>>, version = "2") =>
  read(text, { [`${UI}/${at(text).path}`]: mounted("secret", "kv", version), ...replies });

test("everything below a folder, by the rest of its name; deleted ones are left out and named", async () => {
  const { outcome } = await list("vault://secret/app/", TREE);
  expect(brief(outcome)).toBe(
    'deep/one={"value":null,"x":"y"} deep/three={"a":1} one=1 two={"user":"u","pass":"p"}',
  );
  expect(outcome).toMatchObject({
    notices: [
      expect.stringMatching(/^Below secret\/app\/, these are left out, since they are deleted: gone$/),
    ],
  });
});

test("a stem chooses among the names of the folder, and of no other", async () => {
  const { outcome, lines } = await list("vault://secret/app/t*", TREE);
  expect(brief(outcome)).toBe('wo={"user":"u","pass":"p"}');
  expect(lines).toEqual(["GET secret/metadata/app/?list=true", "GET secret/data/app/two"]);
});

test("a name that is the stem itself has no rest", async () => {
  const { outcome } = await list("vault://secret/app/on*", {
    ...TREE,
    "GET secret/metadata/app/?list=true": keys("one", "on"),
    "GET secret/data/app/on": kv2({ value: "x" }),
  });
  expect(brief(outcome)).toBe("e=1");
  expect(outcome).toMatchObject({ notices: [expect.stringContaining("secret/app/on is left out")] });
});

test("data/ is dropped here, too", async () => {
  const { outcome } = await list("vault://secret/data/app/t*", TREE);
  expect(brief(outcome)).toBe('wo={"user":"u","pass":"p"}');
  expect(outcome).toMatchObject({ notices: [expect.stringContaining("data/ belongs to the API")] });
});

test("a whole mount; KV 1 lists where it reads", async () => {
  const { outcome, lines } = await list(
    "vault://secret/",
    {
      "GET secret/?list=true": keys("a", "b/"),
      "GET secret/b/?list=true": keys("c"),
      "GET secret/a": { body: { data: { value: "1" } } },
      "GET secret/b/c": { body: { data: { value: "2" } } },
    },
    "1",
  );
  expect(brief(outcome)).toBe("a=1 b/c=2");
  expect(lines).toHaveLength(4);
});

test("a line of its own for a secret below the folder makes no second request", async () => {
  const { store, server } = await opened({ ...SECRET, ...TREE });
  const locators = [
    at("vault://secret/app/"),
    at("vault://secret/app/one"),
    at("vault://secret/data/app/one"),
  ];
  await store.read(locators, SIGNAL);
  expect(server.lines().filter((line) => line.endsWith("data/app/one"))).toEqual(["GET secret/data/app/one"]);
});

test.each<[string, Readonly<Record<string, Reply>>, string, RegExp]>([
  ["no such folder", { "GET secret/metadata/app/?list=true": BARE }, "missing", /^$/],
  [
    "only deleted ones",
    { "GET secret/metadata/app/?list=true": keys("gone"), "GET secret/data/app/gone": GONE },
    "SECRET_DELETED",
    /gone/,
  ],
  [
    "no list allowed",
    { "GET secret/metadata/app/?list=true": DENIED },
    "ACCESS_DENIED",
    /path "secret\/metadata\/app\/\*" \{\n {2}capabilities = \["list"\]/,
  ],
  [
    "one that may not be read",
    { ...TREE, "GET secret/data/app/two": DENIED },
    "ACCESS_DENIED",
    /path "secret\/data\/app\/two"/,
  ],
  [
    "names that are none",
    { "GET secret/metadata/app/?list=true": keys("..", "a") },
    "STORE_ANSWER_INVALID",
    /names/,
  ],
  [
    "a slash in a name",
    { "GET secret/metadata/app/?list=true": keys("a/b") },
    "STORE_ANSWER_INVALID",
    /names/,
  ],
  [
    "no list",
    { "GET secret/metadata/app/?list=true": { body: { data: {} } } },
    "STORE_ANSWER_INVALID",
    /names/,
  ],
  [
    "more than a job can want",
    { "GET secret/metadata/app/?list=true": keys(...Array.from({ length: 1_001 }, (_, i) => `s${i}`)) },
    "LIMIT_EXCEEDED",
    /1000 secrets/,
  ],
  [
    "more folders than a job can want",
    { "GET secret/metadata/app/?list=true": keys(...Array.from({ length: 250 }, (_, i) => `s${i}/`)) },
    "LIMIT_EXCEEDED",
    /250 folders/,
  ],
])("%s", async (_, replies, expected, text) => {
  const { outcome } = await list("vault://secret/app/", replies);
  expect(brief(outcome)).toBe(expected);
  expect(printed(outcome)).toMatch(text);
  expect(printed(outcome)).not.toContain(CANARY);
});

describe("an endless tree", () => {
  test("ends", async () => {
    const names = Array.from({ length: 260 }, (_, depth) => [
      `GET secret/metadata/app/${"d/".repeat(depth)}?list=true`,
      keys("d/"),
    ]);
    const { outcome, lines } = await list(
      "vault://secret/app/",
      Object.fromEntries(names) as Record<string, Reply>,
    );
    expect(brief(outcome)).toBe("LIMIT_EXCEEDED");
    expect(lines).toHaveLength(250);
  });
});
